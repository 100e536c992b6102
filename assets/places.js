// The places of mediation: their list as one component (Dash follows every component of its own
// at each change of the page), and the filters, which write the detail of the link in the form
// that data/inclusion/places.py documents.
(function () {
  "use strict";

  const h = window.React.createElement;
  const STEP = 24;

  // Hours stay in one piece.
  const unbroken = (words) => words.replaceAll("–", "\u2060–\u2060");

  function fact(place) {
    return ([label, words]) => [h("dt", { key: label }, label), h("dd", { key: label + "-told" },
      label === "Accessibilité" && /^https?:/.test(place.access)
        ? h("a", { href: place.access, rel: "noopener noreferrer" }, words)
        : unbroken(words))];
  }

  function card(place) {
    return h("li", { key: place.href, className: "gb-place" },
      h("div", null,
        h("h3", null, h("a", { href: place.href, "data-keep-selection": "true" }, place.name)),
        h("p", null, place.where),
        place.tags.length > 0 && h("ul", { className: "gb-place__tags" },
          ...place.tags.map((tag) => h("li", { key: tag }, tag)))),
      h("dl", null, ...place.facts.flatMap(fact(place))),
      h("p", { className: "gb-place__sheet" },
        h("strong", { className: "gb-place__state--" + place.state }, place.told),
        place.updated));
  }

  // The first places come with the page; who wants more asks for them, and reads on from the
  // first that comes.
  function PlaceList(props) {
    const data = props.data || { places: [], files: [], total: 0 };
    const list = window.React.useRef(null);
    const readFrom = window.React.useRef(0);
    window.React.useEffect(() => {
      const next = readFrom.current && list.current.children[readFrom.current];
      if (next) {
        next.querySelector("a").focus();
      }
      readFrom.current = 0;
    }, [props.data]);

    function showMore() {
      readFrom.current = data.places.length;
      props.setProps({ asked: { count: data.places.length + STEP, at: Date.now() } });
    }

    const left = data.total - data.places.length;
    return h("div", { id: props.id },
      h("ul", { className: "gb-places", ref: list }, ...data.places.map(card)),
      left > 0 && h("button", { type: "button", className: "gb-button", onClick: showMore },
        "Voir " + Math.min(STEP, left) + " lieux de plus sur " + left),
      data.files.length > 0 && h("p", { className: "gb-place-files" },
        "Ces lieux à réutiliser\u00a0: ",
        ...data.files.map((file) => h("a",
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
