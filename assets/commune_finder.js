// The communes that answer a name, a postcode, an INSEE code or an EPCI, as links: the list of
// them all comes with the page, and nothing more is asked of the server.
(function () {
  "use strict";

  const NARROW = "\u202f", NBSP = "\u00a0";

  // "ST CYR" and "Saint-Cyr" fold to the same letters.
  function folded(words) {
    return (words || "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/œ/g, "oe").replace(/[^a-z0-9]+/g, " ").trim()
      .replace(/\bst(e?)\b/g, "saint$1");
  }

  function component(type, props) {
    return { namespace: "dash_html_components", type: type, props: props };
  }

  function link(row) {
    const [code, name, postcodes] = row;
    return component("Li", { key: code, children: [
      component("A", { href: "/communes/" + code, children: name }),
      " " + (postcodes.split(" ")[0] || code),
    ] });
  }

  // A name that begins so comes first.
  function rank(row, wanted) {
    return folded(row[1]).startsWith(wanted) ? 0 : 1;
  }

  function counted(found, known) {
    if (found.length === 0) {
      return "Aucune commune ne répond" + NBSP + ": vérifiez le nom, ou retirez l’intercommunalité.";
    }
    const many = found.length > 1 ? " communes" : " commune";
    const all = found.length === known.communes.length ? "" : " sur " + known.communes.length;
    const rest = found.length > known.shown
      ? NARROW + "; voici les " + known.shown + " premières, précisez le nom ou choisissez une "
        + "intercommunalité"
      : "";
    return found.length + many + all + rest + ".";
  }

  function foundCommunes(name, epci, known) {
    if (!known) {
      return [window.dash_clientside.no_update, window.dash_clientside.no_update];
    }
    const wanted = folded(name);
    const found = known.communes
      .filter((row) => (epci === "toutes" || row[3] === epci)
        && (!wanted || (" " + folded(row[1] + " " + row[2] + " " + row[0])).includes(" " + wanted)))
      .sort((one, other) => rank(one, wanted) - rank(other, wanted));
    return [found.slice(0, known.shown).map(link), counted(found, known)];
  }

  // The form is one of the page: sending it asks for nothing.
  document.addEventListener("submit", function (event) {
    if (event.target.closest(".gb-finder")) {
      event.preventDefault();
    }
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gabare = Object.assign({}, window.dash_clientside.gabare, {
    foundCommunes: foundCommunes,
  });
})();
