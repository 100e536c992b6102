// Marks of the map of sites. Every text of the data is written as text, never as HTML.
(function () {
  "use strict";

  const SHAPES = {
    up: "M12 3 22 20H2Z",
    flat: "M4 4H20V20H4Z",
    down: "M12 21 2 4H22Z",
    alone: "M12 3a9 9 0 1 0 .01 0Z",
    hidden: "M12 3a9 9 0 1 0 .01 0Z",
    absent: "M12 3a9 9 0 1 0 .01 0Z",
  };
  const SVG = "http://www.w3.org/2000/svg";

  function element(name, attributes, text) {
    const made = name === "svg" || name === "path"
      ? document.createElementNS(SVG, name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function icon(content, size, className) {
    return L.divIcon({ html: content, iconSize: [size, size], className: className });
  }

  function tooltip(lines) {
    const box = element("div", {});
    lines.filter(Boolean).forEach(function (line, position) {
      box.appendChild(element(position ? "div" : "strong", {}, line));
    });
    return box;
  }

  // Leaflet names its buttons in English.
  function nameControls(map) {
    const names = { in: "Agrandir la carte", out: "Réduire la carte" };
    for (const [side, name] of Object.entries(names)) {
      const button = map.getContainer().querySelector(".leaflet-control-zoom-" + side);
      if (button) {
        button.setAttribute("aria-label", name);
        button.title = name;
      }
    }
  }

  function mark(feature, latlng, context) {
    const about = feature.properties;
    const drawing = element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
    drawing.appendChild(element("path", { d: SHAPES[about.shape] || SHAPES.alone }));
    nameControls(context.map);
    // Not in the order of the Tab key: the table gives the same sites to a keyboard.
    return L.marker(latlng, {
      icon: icon(drawing, about.size_px, "gb-mark gb-mark--" + about.shape),
      keyboard: false,
    }).bindTooltip(tooltip(about.lines));
  }

  function cluster(feature, latlng, index, context) {
    const sites = feature.properties.point_count;
    const size = Math.round(24 + 5 * Math.log2(sites));
    nameControls(context.map);
    return L.marker(latlng, {
      icon: icon(element("span", {}, String(sites)), size, "gb-cluster"),
      keyboard: false,
    }).bindTooltip(tooltip([sites + " sites", "Cliquez pour les séparer"]));
  }

  window.gabare = Object.assign({}, window.gabare, { map: { mark: mark, cluster: cluster } });
})();
