// The simulator of lighting: its controls write the scenarios of the link, in the form that
// data/lighting/scenario.py documents; the server reads the link and fills the controls.
(function () {
  "use strict";

  const NOTHING = "rien";
  const FORMS = "[data-scenario]";

  // The settings of a scenario, by letter; undefined: not asked for. A number keeps one decimal.
  function settingsOf(form) {
    const control = (name) => form.querySelector("[name='" + name + "']");
    const text = (name) => control(name).value || undefined;
    const number = (name) =>
      text(name) && String(Math.round(Number(control(name).value) * 10) / 10);
    const hours = (name) => {
      const ends = [text(name + "-from"), text(name + "-to")];
      return control(name + "-on").checked && ends.every(Boolean)
        ? ends.map((end) => end.slice(0, 5).replace(":", "")).join(".") : undefined;
    };
    const paidBy = (funding, name) => control("funding").value === funding ? number(name) : undefined;
    const dimmed = hours("g");
    const watts = number("w");
    const streets = [...form.querySelectorAll(".gb-streets input")];
    return {
      e: hours("e"),
      h: hours("h"),
      g: dimmed && number("g-level") + "." + dimmed,
      r: streets.filter((one) => one.checked).map((one) => one.value).join(""),
      l: number("l"),
      n: number("n"),
      o: text("o"),
      w: watts && (control("w-unit").value === "less" ? "-" : "") + watts,
      u: number("u"),
      p: number("p"),
      a: number("a"),
      b: paidBy("loan", "b"),
      t: paidBy("loan", "t"),
      i: paidBy("fund", "i"),
      f: paidBy("fund", "f"),
      d: number("d"),
      y: number("y"),
    };
  }

  function scenarioText(form) {
    const defaults = JSON.parse(form.dataset.defaults);
    const asked = Object.entries(settingsOf(form)).filter(
      ([letter, value]) => value !== undefined && value !== defaults[letter]
    );
    return asked.map(([letter, value]) => letter + value).join("_") || NOTHING;
  }

  function writeScenarios(texts) {
    const detail = texts.length === 1 && texts[0] === NOTHING ? "" : texts.join("~");
    window.gabare.changeSelection({ detail: detail });
  }

  const written = () => [...document.querySelectorAll(FORMS)].map(scenarioText);

  document.addEventListener("change", function (event) {
    if (event.target.closest(FORMS)) {
      writeScenarios(written());
    }
  });

  // The second scenario begins as a copy of the first.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-scenarios]");
    if (button) {
      const first = written()[0];
      writeScenarios(button.dataset.scenarios === "2" ? [first, first] : [first]);
    }
  });
})();
