// Marks of the maps of places. Every text of the data is written as text, never as HTML.
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
        // The sign without an element of its own.
        button.textContent = button.textContent;
      }
    }
  }

  const RIVER = { color: "#5fa3bd", weight: 2.5, lineCap: "round", lineJoin: "round" };

  // The rivers, once a map, above its outlines and felt by no pointer; communes filled by class are
  // read without them.
  function drawRivers(map) {
    if (map.getPane("rivers") || map.options.preferCanvas) {
      return;
    }
    const style = map.createPane("rivers").style;
    style.zIndex = 410;
    style.pointerEvents = "none";
    fetch("/contours/rivers.geojson").then((answer) => answer.json()).then((rivers) => {
      L.geoJSON(rivers, { pane: "rivers", interactive: false, style: RIVER }).addTo(map);
    });
  }

  function furnish(map) {
    nameControls(map);
    drawRivers(map);
  }

  const SMALLEST_TARGET_PX = 24;
  const SEPARATE = "Cliquez pour les séparer";

  // One element per mark, whose shape is that of the legend in the style sheet. Where marks lead
  // nowhere they are not in the order of the Tab key: the table gives the same to a keyboard.
  function marker(latlng, html, size, className, lines, reached) {
    const side = reached ? Math.max(size, SMALLEST_TARGET_PX) : size;
    const icon = L.divIcon({ html: html, iconSize: [side, side], className: className });
    // A focus that moved the map would gather its marks otherwise, and lose itself.
    const options = { icon: icon, keyboard: reached, autoPanOnFocus: false };
    const made = L.marker(latlng, options).bindTooltip(tooltip(lines));
    return made.on("add", function () {
      const drawn = made.getElement();
      drawn.style.fontSize = size + "px";
      if (reached) {
        drawn.setAttribute("aria-label", lines.filter(Boolean).join(", "));
        drawn.addEventListener("keydown", function (event) {
          if (event.key === "Enter") {
            event.preventDefault();
            drawn.click();
          }
        });
      }
    });
  }

  function mark(feature, latlng, context) {
    const about = feature.properties;
    furnish(context.map);
    const leads = Boolean(about.href);
    const shape = "gb-mark gb-mark--" + about.shape;
    // A number to read, of the marks that have a rank.
    const said = about.rank ? String(Number(about.rank)) : "";
    const made = marker(latlng, said, about.size_px, shape, about.lines, leads);
    if (leads) {
      made.on("click", () => window.gabare.follow(about.href));
      made.on("add", () => made.getElement().setAttribute("role", "link"));
    }
    return made;
  }

  function cluster(feature, latlng, index, context) {
    const count = Number(feature.properties.point_count);
    furnish(context.map);
    if (context.hideout.several) {
      return pie(feature, latlng, index, context);
    }
    const size = Math.round(24 + 5 * Math.log2(count));
    const [shape, words] = worstOf(feature, index, context.hideout.ranked);
    const look = shape ? "gb-cluster gb-cluster--ranked gb-mark--" + shape : "gb-cluster";
    const lines = [count + " " + context.hideout.things, words && "dont " + words, SEPARATE];
    return marker(latlng, String(count), size, look, lines, context.hideout.reached);
  }

  // The shape, with its words, of the first kind of mark that is among those gathered.
  function worstOf(feature, index, ranked) {
    const leaves = index.getLeaves(feature.properties.cluster_id, Infinity);
    const shapes = new Set(leaves.map((one) => one.properties.shape));
    return ranked.find(([shape]) => shapes.has(shape)) || [];
  }

  // Marks that hold several things each: how many there are in all, and around, as a ring, the
  // share that the marks tell, of the things of which it is known.
  function pie(feature, latlng, index, context) {
    const leaves = index.getLeaves(feature.properties.cluster_id, Infinity);
    const sum = (name) => leaves.reduce((total, one) => total + one.properties[name], 0);
    const all = sum("count");
    const told = sum("told");
    const share = told && Math.round(100 * sum("part") / told);
    const said = all.toLocaleString("fr-FR");
    const size = Math.max(Math.round(28 + 5 * Math.log2(leaves.length)), 10 * said.length + 14);
    const lines = [
      said + " " + context.hideout.things,
      told ? share + "\u202f% " + context.hideout.part : "",
      SEPARATE,
    ];
    const look = told ? "gb-pie" : "gb-pie gb-pie--unknown";
    const made = marker(latlng, said, size, look, lines, context.hideout.reached);
    return made.on("add", () => made.getElement().style.setProperty("--part", share + "%"));
  }

  window.gabare = Object.assign({}, window.gabare, {
    map: { mark: mark, cluster: cluster, nameControls: nameControls, river: RIVER, tooltip: tooltip },
  });
})();
