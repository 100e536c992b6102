// The marks of the map of every theme, and the names of its towns, as they are painted on a canvas.
(function () {
  "use strict";

  const ABOVE_PX = 11;
  const UNITS_PER_DEGREE = 10000;

  // A mark: a shape of its layer around its place, full or hollow.
  function teachShapes() {
    return L.CircleMarker.extend({
      _updatePath: function () {
        const renderer = this._renderer;
        if (!renderer._drawing || this._empty()) {
          return;
        }
        const pen = renderer._ctx;
        const side = 2 * this._radius;
        pen.beginPath();
        this.options.shape.forEach(([x, y], corner) => {
          const at = [this._point.x + (x - 0.5) * side, this._point.y + (y - 0.5) * side];
          pen[corner ? "lineTo" : "moveTo"](...at);
        });
        pen.closePath();
        renderer._fillStroke(pen, this);
      },
    });
  }

  // A name above its place, on a halo that parts it from what it covers.
  function teachNames() {
    return L.CircleMarker.extend({
      _updatePath: function () {
        const renderer = this._renderer;
        if (!renderer._drawing || this._empty()) {
          return;
        }
        const pen = renderer._ctx;
        const { words, font, tone } = this.options;
        pen.save();
        Object.assign(pen, { font: font, textAlign: "center", lineWidth: 4, lineJoin: "round",
          strokeStyle: "#ffffffd9", fillStyle: tone });
        pen.strokeText(words, this._point.x, this._point.y - ABOVE_PX);
        pen.fillText(words, this._point.x, this._point.y - ABOVE_PX);
        pen.restore();
      },
    });
  }

  function markOptions(layer, hollow, renderer) {
    return {
      renderer: renderer,
      interactive: false,
      shape: layer.shape,
      radius: layer.side / 2,
      color: hollow ? layer.colour : "#ffffff",
      weight: hollow ? 2 : 1,
      fillColor: hollow ? "#ffffff" : layer.colour,
      fillOpacity: hollow ? 0.9 : 1,
    };
  }

  // The marks of a layer from its columns, in the form that components/atlas/atlas_layers.py says.
  function marksOf(data, layer, Mark, renderer) {
    const hollow = new Set(data.hollow);
    return data.names.map((name, row) => {
      const place = [data.north[row] / UNITS_PER_DEGREE, data.east[row] / UNITS_PER_DEGREE];
      const made = new Mark(place, markOptions(layer, hollow.has(row), renderer));
      made.href = data.start + data.ends[row];
      made.lines = [
        name,
        [data.words[data.word[row]], data.communes[data.commune[row]]].filter(Boolean).join(" · "),
        data.told[row] || "chiffre inconnu",
      ];
      return made;
    });
  }

  window.gabare = Object.assign({}, window.gabare, {
    atlasMarks: { marksOf: marksOf, teachNames: teachNames, teachShapes: teachShapes },
  });
})();
