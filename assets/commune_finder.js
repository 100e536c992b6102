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

  // The columns that come with the page as one row a commune, by name.
  function rows(known) {
    return known.code
      .map((code, place) => ({
        code: code,
        name: known.name[place],
        postcodes: known.postcodes[place],
        epci: known.epcis[known.epci[place]],
      }))
      .sort((one, other) => one.name.localeCompare(other.name, "fr"));
  }

  function link(row) {
    return component("Li", { key: row.code, children: [
      component("A", { href: "/communes/" + row.code, children: row.name }),
      " " + (row.postcodes.split(" ")[0] || row.code),
    ] });
  }

  function counted(found, all, shown) {
    if (found.length === 0) {
      return "Aucune commune ne répond" + NBSP
        + ": vérifiez le nom, ou retirez l’intercommunalité.";
    }
    const many = found.length > 1 ? " communes" : " commune";
    const of = found.length === all ? "" : " sur " + all;
    const rest = found.length > shown
      ? NARROW + "; voici les " + shown + " premières, précisez le nom ou choisissez une "
        + "intercommunalité"
      : "";
    return found.length + many + of + rest + ".";
  }

  function foundCommunes(name, epci, known) {
    if (!known) {
      return [window.dash_clientside.no_update, window.dash_clientside.no_update];
    }
    const wanted = folded(name), all = rows(known);
    const said = (row) => " " + folded(row.name + " " + row.postcodes + " " + row.code);
    // A name that begins so comes first.
    const rank = (row) => folded(row.name).startsWith(wanted) ? 0 : 1;
    const found = all
      .filter((row) => (epci === "toutes" || row.epci === epci)
        && (!wanted || said(row).includes(" " + wanted)))
      .sort((one, other) => rank(one) - rank(other));
    return [found.slice(0, known.shown).map(link), counted(found, all.length, known.shown)];
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
