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
  // By map, what is shown now: outlines that arrive after it must be drawn so too.
  const latest = {};

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
  function partsOf(feature, ground) {
    const told = ground && ground.communes[feature.properties.code];
    return told && told.split("|");
  }

  function look(feature, context) {
    teachHatching();
    const ground = latest[context.hideout.map];
    const parts = partsOf(feature, ground);
    if (!parts) {
      return { ...QUIET, hatch: "", dashArray: null };
    }
    const [fill, hatch] = ground.looks[parts[0]];
    const thick = parts[1] === "1" && ground.shown.includes("outlines");
    return {
      ...QUIET,
      dashArray: null,
      ...(ground.shown.includes("fills") ? { fillColor: fill, hatch: hatch } : { hatch: "" }),
      ...(thick ? THICK : EDGE),
    };
  }

  function tell(feature, layer, context) {
    const ground = latest[context.hideout.map];
    const parts = partsOf(feature, ground);
    if (!parts) {
      return;
    }
    const cells = parts.slice(2);
    const lines = ground.lines[parts[0]].map((line) =>
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

  // `given` are the layers that the reader shows, when there is a choice, then the hideout.
  function drawCommunes(collection, ...given) {
    const hideout = given.pop();
    const ground = collection && collection.ground;
    const same = window.dash_clientside.no_update;
    if (!ground) {
      return [same, same];
    }
    const shown = given[0] || ["fills", "outlines", "marks"];
    const moved = !latest[hideout.map] || latest[hideout.map].bounds !== ground.bounds;
    latest[hideout.map] = { ...ground, shown: shown };
    return [
      { map: hideout.map },
      moved && ground.bounds ? { bounds: ground.bounds, transition: "fitBounds" } : same,
    ];
  }

  window.gabare = Object.assign({}, window.gabare, { communes: { look: look, tell: tell } });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    drawCommunes: drawCommunes,
  });
})();
