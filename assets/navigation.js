// Following a link inside the application without reloading it, and what a reader of the screen
// must be told then: title, current entry of the menu, focus on the heading of the new page.
(function () {
  "use strict";

  const NARROW = "(max-width: 48rem)";
  // Page -> the libraries that it needs; those that this document has.
  let addresses = {};
  let loaded = [];
  let shown = null;

  // The page wants a library that this document has not loaded: let the browser load it afresh.
  function canBeShownHere(path) {
    const libraries = librariesOf(path.replace(/(.)\/+$/, "$1"));
    return libraries !== undefined && libraries.every((name) => loaded.includes(name));
  }

  // What varies in the address of a page is between < and >.
  function librariesOf(path) {
    const template = Object.keys(addresses).find((page) =>
      new RegExp("^" + page.replace(/<\w+>/g, "[^/]+") + "$").test(path)
    );
    return addresses[path] || addresses[template];
  }

  function isOrdinaryClick(event) {
    return (
      event.button === 0 && !event.defaultPrevented &&
      !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    );
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href]");
    if (
      !link || !isOrdinaryClick(event) || link.target || link.hasAttribute("download") ||
      link.origin !== window.location.origin ||
      link.getAttribute("href").startsWith("#") || !canBeShownHere(link.pathname)
    ) {
      return;
    }
    event.preventDefault();
    if (link.href !== window.location.href) {
      window.history.pushState({}, "", link.href);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      if (link.pathname !== shown) {
        window.scrollTo(0, 0);
      }
    }
  });

  // Where a mark of a map or of a chart leads, as a link that keeps the selection would: to an
  // address of this application and no other, whatever the data says.
  function follow(href) {
    if (!/^\/(?![/\\])/.test(href)) {
      return;
    }
    const link = document.createElement("a");
    link.href = href;
    link.dataset.keepSelection = href.split("?")[1] || "true";
    document.body.appendChild(link);
    link.click();
    link.remove();
  }

  function followMark(clicked) {
    if (clicked && clicked.points.length) {
      follow(String(clicked.points[0].customdata));
    }
  }

  window.gabare = Object.assign({}, window.gabare, { follow: follow });

  document.addEventListener("click", function (event) {
    if (event.target.closest(".gb-message__close")) {
      window.dash_clientside.set_props("messages", { children: [] });
    }
  });

  function foldControlsOnNarrowScreens() {
    const controls = document.querySelector("details.gb-controls");
    if (controls && window.matchMedia(NARROW).matches) {
      controls.open = false;
    }
  }

  function focusHeading() {
    const main = document.getElementById("contenu");
    const heading = main.querySelector("h1") || main;
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
  }

  function pageShown(page, known) {
    document.title = page.title;
    document.querySelector('meta[name="description"]').content = page.description;
    document.querySelectorAll(".gb-menu a").forEach(function (link) {
      if (link.pathname === page.path) {
        link.setAttribute("aria-current", "page");
      } else if (link.pathname !== "/" && page.path.startsWith(link.pathname + "/")) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    });
    if (shown === null) {
      addresses = known;
      loaded = librariesOf(page.path) || [];
      foldControlsOnNarrowScreens();
    } else if (shown !== page.path) {
      // Two frames: React has put the new content in place by then.
      requestAnimationFrame(() => requestAnimationFrame(focusHeading));
    }
    shown = page.path;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    followMark: followMark,
    pageShown: pageShown,
  });
})();
