// The places of mediation: their list as one component (Dash follows every component of its own
// at each change of the page), and the filters, which write the detail of the link in the form
// that data/inclusion/places.py documents.
(function () {
  "use strict";

  const h = window.React.createElement;
  const STEP = 12;

  // Hours stay in one piece.
  const unbroken = (words) => words.replaceAll("–", "\u2060–\u2060");

  function fact(place) {
    return ([label, words]) => h("div", { key: label }, h("dt", null, label), h("dd", null,
      label === "Accessibilité" && /^https?:/.test(place.access)
        ? h("a", { href: place.access, rel: "noopener noreferrer" }, words)
        : unbroken(words)));
  }

  function card(place) {
    return h("li", { key: place.href, className: "gb-place" },
      h("div", null,
        h("h3", null, h("a", { href: place.href, "data-keep-selection": "true" }, place.name)),
        h("p", null, place.where),
        place.tags.length > 0 && h("ul", { className: "gb-place__tags" },
          ...place.tags.map((tag) => h("li", { key: tag }, tag)))),
      h("dl", null, ...place.facts.map(fact(place))),
      h("div", { className: "gb-place__sheet" },
        h("p", { className: "gb-place__state gb-place__state--" + place.state }, place.told),
        h("p", null, place.updated),
        h("p", null, place.sources)));
  }

  function PlaceList(props) {
    const places = (props.data && props.data.places) || [];
    const files = (props.data && props.data.files) || [];
    const [asked, setAsked] = window.React.useState({ data: null, count: STEP });
    const count = asked.data === props.data ? asked.count : STEP;
    const list = window.React.useRef(null);

    // Those who ask for more read on from the first that comes.
    function showMore() {
      setAsked({ data: props.data, count: count + STEP });
      window.setTimeout(() => list.current.children[count].querySelector("a").focus(), 0);
    }

    const left = places.length - count;
    return h("div", { id: props.id },
      h("ul", { className: "gb-places", ref: list }, ...places.slice(0, count).map(card)),
      left > 0 && h("button", { type: "button", className: "gb-button", onClick: showMore },
        "Voir " + Math.min(STEP, left) + " lieux de plus sur " + left),
      files.length > 0 && h("p", { className: "gb-place-files" }, "Ces lieux à réutiliser\u00a0: ",
        ...files.map((file) => h("a",
          { key: file.href, href: file.href, download: "", className: "gb-button" }, file.label))));
  }

  document.addEventListener("change", function (event) {
    const form = event.target.closest("[data-place-filters]");
    if (form) {
      const words = [...form.querySelectorAll("select, input")].map((control) =>
        control.type !== "checkbox" ? control.value : control.checked ? control.name : "");
      window.gabare.changeSelection({ detail: words.filter(Boolean).join(".") });
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  window.gabare = Object.assign({}, window.gabare, { PlaceList: PlaceList });
})();
