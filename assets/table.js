// A table of many rows as one component. Dash follows every component of its own at each change
// of the page: a year of days as html.Td would freeze a browser for twenty seconds.
(function () {
  "use strict";

  const h = window.React.createElement;

  function LightTable(props) {
    const kind = (place) => props.numeric[place] ? "gb-number" : undefined;
    const heading = (words, place) => h("th", { scope: "col", className: kind(place) }, words);
    // React writes words and addresses as text; the address kept is one of this application, or
    // of this page with a parameter of its own, laid over the selection.
    const own = (href) => href.split("?")[1] || "true";
    const led = (words, href) => href && /^[/?]/.test(href)
      ? h("a", { href: href, "data-keep-selection": own(href) }, words) : words;
    const cell = (words, place, href) => place
      ? h("td", { className: kind(place) }, words)
      : h("th", { scope: "row", className: kind(place) }, led(words, href));
    const row = (cells, line) => h(
      "tr", null, ...cells.map((words, place) => cell(words, place, props.links[line])));
    return h(
      "div",
      { className: "gb-table-scroll", role: "region", tabIndex: 0, "aria-label": props.caption },
      h("table", { className: "gb-table" },
        h("caption", null, props.caption),
        h("thead", null, h("tr", null, ...props.headings.map(heading))),
        h("tbody", null, ...props.rows.map(row))));
  }

  window.gabare = Object.assign({}, window.gabare, { LightTable: LightTable });
})();
