// The page of one public screen: its preview is asked for when it is opened, and stops when it is
// put away. The list of screens looks again each minute, while someone may be reading it.
(function () {
  "use strict";

  const OPEN = "Voir l’aperçu";
  const CLOSE = "Fermer l’aperçu";

  function screenPreview(clicks, path) {
    const opened = (clicks || 0) % 2 === 1;
    const address = opened && path ? path + "?apercu=1" : "about:blank";
    return [address, !opened, opened ? CLOSE : OPEN, String(opened)];
  }

  // A query string that asks nothing more, and differs from the one before.
  function lookAgain(clicks, minutes) {
    if (document.hidden) {
      return window.dash_clientside.no_update;
    }
    return "vu=" + ((clicks || 0) + (minutes || 0));
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    lookAgain: lookAgain,
    screenPreview: screenPreview,
  });
})();
