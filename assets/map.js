// Marks of the map of sites. Every text of the data is written as text, never as HTML.
(function () {
  "use strict";

  function line(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function tooltip(lines) {
    const box = document.createElement("div");
    lines.filter(Boolean).forEach(function (text, position) {
      box.appendChild(line(position ? "div" : "strong", text));
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

  // One element per mark, whose shape is that of the legend in the style sheet. It is not in the
  // order of the Tab key: the table gives the same sites to a keyboard.
  function marker(latlng, html, size, className, lines) {
    const icon = L.divIcon({ html: html, iconSize: [size, size], className: className });
    const made = L.marker(latlng, { icon: icon, keyboard: false }).bindTooltip(tooltip(lines));
    return made.on("add", function () { made.getElement().style.fontSize = size + "px"; });
  }

  function mark(feature, latlng, context) {
    const about = feature.properties;
    nameControls(context.map);
    return marker(latlng, "", about.size_px, "gb-mark gb-mark--" + about.shape, about.lines);
  }

  function cluster(feature, latlng, index, context) {
    const sites = Number(feature.properties.point_count);
    const size = Math.round(24 + 5 * Math.log2(sites));
    nameControls(context.map);
    return marker(latlng, String(sites), size, "gb-cluster", [
      sites + " sites", "Cliquez pour les séparer",
    ]);
  }

  window.gabare = Object.assign({}, window.gabare, { map: { mark: mark, cluster: cluster } });
})();
