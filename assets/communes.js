// Communes filled by class below the marks of a map. They are painted on a canvas: hundreds of
// outlines are one element of the page. Each class has a hatching, so that none needs its colour.
(function () {
  "use strict";

  const QUIET = { color: "#b9c4c6", weight: 0.6, fill: true, fillColor: "#faf8f3", fillOpacity: 1 };
  const EDGE = { color: "#51626b", weight: 0.6 };
  const THICK = { color: "#b3261e", weight: 2.5, dashArray: "7 4" };
  const SIDE_PX = { dots: 8, lines: 8, cross: 8, nd: 26 };
  const INK = { dots: "#083747", lines: "#083747", cross: "#ffffff", nd: "#51626b" };
  const tiles = {};

  function tile(hatch) {
    const made = document.createElement("canvas");
    const side = SIDE_PX[hatch];
    made.width = made.height = side;
    const pen = made.getContext("2d");
    pen.strokeStyle = pen.fillStyle = INK[hatch];
    if (hatch === "dots") {
      pen.fillRect(1, 1, 2, 2);
      pen.fillRect(5, 5, 2, 2);
    } else if (hatch === "nd") {
      pen.font = "11px sans-serif";
      pen.fillText("n.d.", 3, 16);
    } else {
      pen.lineWidth = 1.3;
      for (const [x, y] of [[-side, 0], [0, 0], [side, 0]]) {
        pen.moveTo(x, y);
        pen.lineTo(x + side, y + side);
        if (hatch === "cross") {
          pen.moveTo(x + side, y);
          pen.lineTo(x, y + side);
        }
      }
      pen.stroke();
    }
    return made;
  }

  // Leaflet fills with one colour: the hatching is laid over it, then the edge.
  function teachHatching() {
    const canvas = L.Canvas.prototype;
    if (canvas.gabareHatches) {
      return;
    }
    const paint = canvas._fillStroke;
    canvas.gabareHatches = true;
    canvas._fillStroke = function (pen, layer) {
      const hatch = layer.options.hatch;
      if (SIDE_PX[hatch]) {
        tiles[hatch] = tiles[hatch] || tile(hatch);
        const edge = layer.options.stroke;
        layer.options.stroke = false;
        paint.call(this, pen, layer);
        layer.options.stroke = edge;
        pen.fillStyle = pen.createPattern(tiles[hatch], "repeat");
        pen.fill("evenodd");
        layer.options.fill = false;
        paint.call(this, pen, layer);
        layer.options.fill = true;
        return;
      }
      paint.call(this, pen, layer);
    };
  }

  // [class, outlined, cells…] of a commune of the selection.
  function partsOf(feature, hideout) {
    const told = hideout.communes && hideout.communes[feature.properties.code];
    return told && told.split("|");
  }

  function look(feature, context) {
    teachHatching();
    const hideout = context.hideout || {};
    const parts = partsOf(feature, hideout);
    if (!parts) {
      return { ...QUIET, hatch: "", dashArray: null };
    }
    const [fill, hatch] = hideout.looks[parts[0]];
    const thick = parts[1] === "1" && hideout.shown.includes("outlines");
    return {
      ...QUIET,
      dashArray: null,
      ...(hideout.shown.includes("fills") ? { fillColor: fill, hatch: hatch } : { hatch: "" }),
      ...(thick ? THICK : EDGE),
    };
  }

  function tell(feature, layer, context) {
    const hideout = context.hideout || {};
    const parts = partsOf(feature, hideout);
    if (!parts) {
      return;
    }
    const cells = parts.slice(2);
    const lines = hideout.lines[parts[0]].map((line) =>
      line.replace(/\{(\d)\}/g, (_, place) => cells[Number(place)])
    );
    layer.bindTooltip(window.gabare.map.tooltip([feature.properties.nom, ...lines]), {
      sticky: true,
    });
    if (parts[1] === "1") {
      // Once its neighbours are there: their edges would cover its own.
      layer.on("add", () => setTimeout(() => layer.bringToFront(), 0));
    }
  }

  function drawCommunes(collection, shown) {
    const ground = collection && collection.ground;
    if (!ground) {
      return [window.dash_clientside.no_update, window.dash_clientside.no_update];
    }
    const everything = ["fills", "outlines", "marks"];
    const bounds = ground.bounds;
    return [
      { ...ground, shown: shown || everything },
      bounds ? { bounds: bounds, transition: "fitBounds" } : window.dash_clientside.no_update,
    ];
  }

  window.gabare = Object.assign({}, window.gabare, { communes: { look: look, tell: tell } });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    drawCommunes: drawCommunes,
  });
})();
