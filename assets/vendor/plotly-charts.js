// The part of plotly.js that our charts use: scatter, bar and heat map on cartesian axes, in
// French. It follows plotly.js's own src/core.js, less what needs 84 KB more and is never drawn
// here: other traces, range slider and selector, sliders and menus, images, 3D annotations.
"use strict";

const registry = require("plotly.js/src/registry");
const api = require("plotly.js/src/plot_api");
const fx = require("plotly.js/src/components/fx");
const plots = require("plotly.js/src/plots/plots");
require("plotly.js/build/plotcss");

exports.version = require("plotly.js/src/version").version;
exports.register = registry.register;
for (const name of Object.keys(api)) {
  if (!name.startsWith("_")) {
    exports[name] = api[name];
  }
  registry.register({ moduleType: "apiMethod", name: name, fn: api[name] });
}
registry.register([
  require("plotly.js/src/traces/scatter"),
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/grid"),
  require("plotly.js/src/components/errorbars"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  // After shapes, whose defaults those of the legend depend on.
  require("plotly.js/src/components/legend"),
  // After the legend, for its unified hover.
  require("plotly.js/src/components/fx"),
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
  require("plotly.js/lib/locales/fr"),
]);
exports.Icons = require("plotly.js/src/fonts/ploticon");
exports.Plots = { resize: plots.resize, graphJson: plots.graphJson };
exports.Fx = { hover: fx.hover, unhover: fx.unhover };
exports.Snapshot = require("plotly.js/src/snapshot");
exports.PlotSchema = require("plotly.js/src/plot_api/plot_schema");
