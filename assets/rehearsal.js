// The rehearsal of alerts: the sentence of the threshold chosen is in the figure, written there
// by the server with every other; choosing another asks nothing.
(function () {
  "use strict";

  function rehearsed(threshold, figure) {
    const sentences = figure && figure.layout && figure.layout.meta;
    return (sentences && sentences[threshold]) || "";
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    rehearsed: rehearsed,
  });
})();
