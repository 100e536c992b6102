// What a visitor has chosen since a question was asked goes before its answer. The renderer drops
// an answer when the same callback was asked again; a table is filled by two, that of its chart
// and that of its button, the page of one place has the ids of the page of another, and what is
// being typed is chosen by nobody yet.
(function () {
  "use strict";

  const BUTTON = "-table-button";

  // The field that someone types in, until it is done.
  let typed = null;
  document.addEventListener("input", (event) => { typed = event.target; }, true);
  for (const done of ["change", "focusout", "click"]) {
    document.addEventListener(done, () => { typed = null; }, true);
  }

  // Also when its page has been left: the renderer knows no path to it any more.
  function hasChanged(asked) {
    if (!(asked.id in window.store.getState().paths.strs)) {
      return true;
    }
    const value = window.dash_component_api.getLayout(asked.id).props[asked.property];
    return (value === undefined ? null : value) !== (asked.value === undefined ? null : asked.value);
  }

  const isButton = (one) => String(one.id).endsWith(BUTTON);
  const isSelection = (one) => /(^|-)selection$/.test(one.id);

  function forget(response) {
    Object.keys(response).forEach((id) => delete response[id]);
  }

  // The content of the tables of these buttons: whoever asked last brings it.
  function forgetTables(response, buttons) {
    for (const button of buttons) {
      const table = response[button.id.slice(0, -"-button".length)];
      if (table) {
        delete table.children;
      }
    }
  }

  // The territories of a level that is no longer the one shown.
  function isOtherLevel(one) {
    const level = window.dash_component_api.getLayout("controls-level");
    return one.id === "controls-wanted" && level && level.props.value !== one.value;
  }

  // Called by the renderer before it shows an answer, which it takes as this leaves it.
  function keepCurrent(payload, response) {
    const inputs = payload.inputs.flat();
    const state = (payload.state || []).flat();
    const pressed = inputs.filter(isButton);
    const elsewhere = state.some((one) => isSelection(one) && hasChanged(one));
    if (inputs.some(isOtherLevel) || pressed.some(hasChanged) || (elsewhere && !pressed.length)) {
      forget(response);
    } else {
      forgetTables(response, elsewhere ? pressed : state.filter(isButton).filter(hasChanged));
    }
    if (typed && response[typed.id]) {
      delete response[typed.id].value;
    }
  }

  window.gabare = Object.assign({}, window.gabare, { keepCurrent: keepCurrent });
})();
