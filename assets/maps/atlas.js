// The page of the map of every theme: which layers the link shows and asks for, the list of
// communes, and the place of the map, which assets/maps/atlas_drawing.js draws.
(function () {
  "use strict";

  const h = window.React.createElement;

  // The communes come when the list is about to be opened: hundreds of options weigh on a page.
  function Communes(props) {
    const [communes, setCommunes] = window.React.useState([]);
    const fill = () => setCommunes(props.communes());
    function open(event) {
      event.preventDefault();
      const code = event.target.elements.commune.value;
      if (code) {
        window.gabare.follow(props.sheet.replace("{code}", code));
      }
    }
    return h("form", { className: "gb-atlas__go", onSubmit: open },
      h("label", { htmlFor: props.id }, "Ouvrir la fiche d’une commune"),
      h("select", { id: props.id, name: "commune", className: "form-select", onFocus: fill,
        onPointerDown: fill },
      h("option", { value: "" }, "Choisissez une commune"),
      ...communes.map(([code, name]) => h("option", { key: code, value: code }, name))),
      h("button", { type: "submit", className: "gb-button" }, "Ouvrir"));
  }

  function AtlasMap(props) {
    const { useEffect, useRef } = window.React;
    const place = useRef(null);
    const drawing = useRef(null);
    useEffect(() => {
      drawing.current = new window.gabare.AtlasDrawing(place.current, props);
      return () => drawing.current.remove();
    }, []);
    useEffect(() => drawing.current.draw(props.drawn || {}), [props.drawn]);
    useEffect(() => drawing.current.frame(props.communes || []), [props.communes]);
    return h("div", { id: props.id },
      h("div", { ref: place, className: "gb-atlas__map", role: "region", "aria-label": props.about }),
      h(Communes, { id: props.id + "-commune", sheet: props.sheet,
        communes: () => drawing.current.communes() }));
  }

  // What the link asks for: the territory and the period, then by layer what it is asked, whether
  // it is hidden, whether it is ticked. A layer is asked for once it is shown, and no more until
  // the territory or the period change.
  function atlasChosen(query, choice, asked, ...askedOfLayers) {
    const same = window.dash_clientside.no_update;
    if (query === null || query === undefined) {
      return Array(1 + 3 * choice.layers.length).fill(same);
    }
    const parameters = new URLSearchParams(query);
    const detail = parameters.get("detail");
    parameters.delete("detail");
    const wanted = parameters.toString();
    const chosen = detail ? detail.split(".") : choice.first;
    const shown = choice.layers.map((key) => chosen.includes(key));
    const changed = (before) => (before === wanted ? same : wanted);
    return [
      changed(asked),
      ...askedOfLayers.map((before, place) => (shown[place] ? changed(before) : same)),
      ...shown.map((one) => !one),
      ...shown,
    ];
  }

  // By layer, what has come of it while it is shown; what has nothing to export has no mark.
  function atlasDrawn(...given) {
    const { layers } = given.pop();
    const [data, exports, hidden] = [0, 1, 2].map((part) =>
      given.slice(part * layers.length, (part + 1) * layers.length));
    return Object.fromEntries(layers.map((key, place) =>
      [key, (!hidden[place] && exports[place] && data[place]) || null]));
  }

  document.addEventListener("change", function (event) {
    const form = event.target.closest("[data-atlas-layers]");
    if (form) {
      const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.name);
      window.gabare.changeSelection({ detail: chosen.join(".") || form.dataset.atlasLayers });
    }
  });

  window.gabare = Object.assign({}, window.gabare, { AtlasMap: AtlasMap });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    atlasChosen: atlasChosen,
    atlasDrawn: atlasDrawn,
  });
})();
