// The viewer's selection is the query string of the address: nothing else holds it.
// A control is any named form field inside an element with the attribute data-selection; its
// name is the parameter. Only what a person does writes the address: a control that a callback
// sets fires no "change" event, so address and controls never chase each other.
// The territory last chosen here is also remembered by this browser, and by nobody else: the home
// page opens on it when its link says none (see the index page). No other page does.
(function () {
  "use strict";

  const REMEMBERED = "gabare.territory";

  function changeSelection(changes) {
    const parameters = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") {
        parameters.delete(name);
      } else {
        parameters.set(name, value);
      }
    }
    const query = parameters.toString();
    if (query === new URLSearchParams(window.location.search).toString()) {
      return;
    }
    window.history.pushState({}, "", window.location.pathname + (query && "?" + query));
    // The event by which dcc.Location learns that the address has changed.
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function selectionOfAddress(search) {
    return (search || "").replace(/^\?/, "");
  }

  // The page of one place shows it whatever the territory of the address.
  function selectionOfPlace(query, scope) {
    if (query === null || query === undefined) {
      return window.dash_clientside.no_update;
    }
    const parameters = new URLSearchParams(query);
    parameters.set("territoire", scope);
    return parameters.toString();
  }

  // A link that keeps the selection takes it when it is about to be followed, copied or opened
  // elsewhere: links come with their page, often after the selection is known. Its attribute says
  // the parameters that it sets itself ("true": none). A detail is one of the page that shows it.
  function keepSelection(event) {
    const link = event.target.closest("a[data-keep-selection]");
    if (!link) {
      return;
    }
    const parameters = new URLSearchParams(window.location.search);
    if (link.pathname !== window.location.pathname) {
      parameters.delete("detail");
    }
    const own = link.dataset.keepSelection;
    new URLSearchParams(own === "true" ? "" : own).forEach((value, name) => {
      parameters.set(name, value);
    });
    const query = parameters.toString();
    link.setAttribute("href", link.pathname + (query && "?" + query));
  }

  document.addEventListener("pointerover", keepSelection);
  document.addEventListener("focusin", keepSelection);
  // A screen reader may press what was neither pointed at nor reached; the address may have
  // changed since. Before navigation.js follows the link.
  document.addEventListener("click", keepSelection, true);

  // Choosing the whole territory forgets. A browser may refuse to keep anything.
  function remember(territory) {
    try {
      if (territory) {
        window.localStorage.setItem(REMEMBERED, territory);
      } else {
        window.localStorage.removeItem(REMEMBERED);
      }
    } catch (refused) {
      console.info("territory not remembered:", refused.message);
    }
  }

  // The whole territory has nothing more to choose: choosing that level is choosing it.
  function levelChosen(level) {
    if (level === "syndicat") {
      remember("");
      changeSelection({ territoire: "" });
    }
    offerTerritories(level);
  }

  // The territories of a level may be hundreds: their list comes when it is about to be used.
  function offerTerritories(level) {
    window.dash_clientside.set_props("controls-wanted", { data: level });
  }

  function aboutToChoose(event) {
    if (!event.target.closest("#controls-territory, .gb-controls__summary")) {
      return;
    }
    const level = document.getElementById("controls-level");
    const held = window.dash_component_api.getLayout("controls-held");
    if (level && held && held.props.data !== level.value) {
      offerTerritories(level.value);
    }
  }

  document.addEventListener("pointerover", aboutToChoose);
  document.addEventListener("focusin", aboutToChoose);

  document.addEventListener("change", function (event) {
    const control = event.target;
    if (control.id === "controls-level") {
      levelChosen(control.value);
    }
    if (control.name && control.closest("[data-selection]")) {
      if (control.name === "territoire") {
        remember(control.value);
      }
      const off = control.type === "checkbox" && !control.checked;
      changeSelection({ [control.name]: off ? "" : control.value });
    }
  });

  window.gabare = Object.assign({}, window.gabare, { changeSelection: changeSelection });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    selectionOfAddress: selectionOfAddress,
    selectionOfPlace: selectionOfPlace,
  });
})();
