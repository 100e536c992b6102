// Where to put the next places: the controls write the settings of the link, in the form that
// data/inclusion/scenario.py documents; the server reads the link and fills the controls.
(function () {
  "use strict";

  const FORM = "[data-placement]";
  const textOf = (control) => control.type === "checkbox" ? String(Number(control.checked)) : control.value;

  function scenarioText(form) {
    const defaults = JSON.parse(form.dataset.defaults);
    return [...form.querySelectorAll("[name]")]
      .map((control) => [control.name, textOf(control)])
      .filter(([letter, value]) => value !== "" && value !== defaults[letter])
      .map(([letter, value]) => letter + value)
      .join("_");
  }

  const write = (form) => window.gabare.changeSelection({ detail: scenarioText(form) });

  // The value follows the hand; the link is written when it lets go.
  document.addEventListener("input", function (event) {
    const slider = event.target;
    if (slider.type === "range" && slider.closest(FORM)) {
      const said = slider.closest("label").querySelector(".gb-slider__said");
      const unit = said.dataset.unit;
      said.textContent = Number(slider.value).toLocaleString("fr-FR") + (unit && "\u00a0" + unit);
    }
  });

  document.addEventListener("change", function (event) {
    const form = event.target.closest(FORM);
    if (form) {
      write(form);
    }
  });

  document.addEventListener("click", function (event) {
    const usual = event.target.closest("button[data-reach]");
    if (usual) {
      const form = usual.closest(FORM);
      form.querySelector("[name='d']").value = usual.dataset.reach;
      write(form);
    }
    if (event.target.closest("button[data-placement-reset]")) {
      window.gabare.changeSelection({ detail: "" });
    }
  });
})();
