// Exports that need no server: the chart as an image that says where it comes from, the link.
(function () {
  "use strict";

  const LINE_PX = 19;
  const SIDE_PX = 16;
  const LEGEND_PX = 24;
  const COPIED_MS = 2000;
  const SMALLEST_WIDTH_PX = 640;

  // Plotly reads tags in texts: `<` of a name must not open one.
  function plain(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function wrapped(text, columns) {
    return text.split(" ").reduce(function (lines, word) {
      const last = lines.length - 1;
      if (last >= 0 && (lines[last] + " " + word).length <= columns) {
        lines[last] += " " + word;
      } else {
        lines.push(word);
      }
      return lines;
    }, []);
  }

  // Title in bold, then filters, source, licence, date: each wrapped to the width.
  function headingLines(headlines, width) {
    const columns = Math.floor((width - 2 * SIDE_PX) / 8);
    return headlines.flatMap(function (headline, position) {
      const lines = wrapped(headline, columns).map(plain);
      return position ? lines : lines.map((line) => "<b>" + line + "</b>");
    });
  }

  function imageLayout(graph, headlines, size) {
    const layout = JSON.parse(JSON.stringify(graph.layout));
    const lines = headingLines(headlines, size.width);
    const above = lines.length * LINE_PX + 1.5 * SIDE_PX;
    const named = graph.data.filter((trace) => trace.name && trace.showlegend !== false);
    const legendHeight = named.length > 1 ? LEGEND_PX * Math.ceil(named.length * 170 / size.width) : 0;
    layout.width = size.width;
    layout.height = size.height + above + legendHeight;
    layout.showlegend = legendHeight > 0;
    layout.paper_bgcolor = "#ffffff";
    layout.margin = Object.assign({}, layout.margin, {
      t: above + legendHeight, l: SIDE_PX, r: SIDE_PX, b: SIDE_PX,
    });
    layout.title = {
      text: lines.join("<br>"), font: { size: 14 }, x: 0, xref: "container", xanchor: "left",
      y: 1, yref: "container", yanchor: "top", pad: { t: SIDE_PX, l: SIDE_PX },
    };
    return layout;
  }

  function downloadImage(panel, format) {
    const chart = panel.dataset.chart;
    const graph = document.querySelector("#" + CSS.escape(chart) + " .js-plotly-plot");
    const size = {
      width: Math.max(graph.clientWidth, SMALLEST_WIDTH_PX), height: graph.clientHeight,
    };
    const layout = imageLayout(graph, panel.dataset.headlines.split("\n"), size);
    const config = { locale: "fr", showSendToCloud: false, plotlyServerURL: "" };
    return window.Plotly.downloadImage({ data: graph.data, layout: layout, config: config }, {
      format: format, scale: format === "png" ? 2 : 1, filename: chart,
      width: layout.width, height: layout.height,
    });
  }

  function copyLink(button) {
    const label = button.textContent;
    const address = window.location.href;
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(address) : Promise.reject(new Error("clipboard"));
    copied.then(function () {
      button.textContent = "Lien copié";
      setTimeout(function () { button.textContent = label; }, COPIED_MS);
    }, function () {
      window.prompt("Copiez l’adresse de cette vue\u00a0:", address);
    });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-export]");
    if (!button) {
      return;
    }
    if (button.dataset.export === "link") {
      copyLink(button);
    } else {
      downloadImage(button.closest("[data-chart]"), button.dataset.export);
    }
  });

  // A chart is drawn again as wide as a sheet before the page is laid on it, then as its place is.
  // Plotly resizes a tenth of a second later, which is too late for the paper.
  function drawForPaper(printed) {
    document.documentElement.classList.toggle("gb-printed", printed);
    document.querySelectorAll(".js-plotly-plot").forEach(function (graph) {
      if (graph.clientWidth) {
        window.Plotly.relayout(graph, { width: printed ? graph.clientWidth : null, autosize: !printed });
      }
    });
  }
  window.addEventListener("beforeprint", () => drawForPaper(true));
  window.addEventListener("afterprint", () => drawForPaper(false));
})();
