// The page as the server first drew it, before these scripts: it stays until the live one has
// something to say in its place, so that nothing blinks.
(function () {
  "use strict";

  const first = document.getElementById("gabare-first");
  const live = document.getElementById("react-entry-point");
  if (!first || !live) {
    return;
  }

  function hasCome() {
    const main = live.querySelector("main");
    const told = main && main.querySelector("h1") && !main.querySelector(".gb-state--loading");
    return told || live.querySelector("#messages:not(:empty)");
  }

  const watch = new MutationObserver(function () {
    if (hasCome()) {
      watch.disconnect();
      first.remove();
    }
  });
  watch.observe(live, { childList: true, subtree: true });
})();
