// What a visitor has chosen since a question was asked goes before its answer. The renderer drops
// an answer when the same callback was asked again; a table is filled by two, that of its chart
// and that of its button, and the page of one place has the ids of the page of another.
(function () {
  "use strict";

  const BUTTON = "-table-button";

  function hasChanged(asked) {
    const component = window.dash_component_api.getLayout(asked.id);
    const value = component && component.props[asked.property];
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
  }

  window.gabare = Object.assign({}, window.gabare, { keepCurrent: keepCurrent });
})();
