// The map of every theme: outlines, rivers and names below, marks of the chosen layers above. All
// is painted on two canvases, so that thousands of marks are two elements of the page; what they
// say to a keyboard is in the tables below. Every text of the data is written as text.
(function () {
  "use strict";

  const SAND = { color: "#b3aa95", weight: 0.6, fillColor: "#f3ecdc", fillOpacity: 1 };
  const QUIET = { color: "#cfd3cf", weight: 0.6, fillColor: "#fbfaf6", fillOpacity: 1 };
  const EDGE = { color: "#51626b", weight: 1.6, fill: false };
  const NAMED_AT_ONCE = 16;
  const LISTED_AT_ONCE = 8;
  // How far a mark is felt from the tip of a pointer, and of a finger.
  const NEAR_PX = 9;
  const NEAR_FINGER_PX = 20;
  const TEXT = "13px system-ui, sans-serif";
  const TOWN = { font: "600 " + TEXT, tone: "#14252e" };
  const RIVER_NAME = { font: "italic 600 " + TEXT, tone: "#1d5d78" };
  const OPEN_SHEET = "Ouvrir la fiche de la commune";

  const canHover = () => window.matchMedia("(hover: hover)").matches;
  const outlinesOf = (level) =>
    fetch("/contours/" + level + ".geojson").then((answer) => answer.json());

  function link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.dataset.keepSelection = href.split("?")[1] || "true";
    made.textContent = words;
    return made;
  }

  function line(name, ...inside) {
    const made = document.createElement(name);
    made.append(...inside);
    return made;
  }

  class Drawing {
    constructor(node, props) {
      this.props = props;
      this.groups = {};
      this.known = {};
      this.outlines = {};
      this.framed = null;
      this.map = L.map(node, {
        center: [47.45, 1.1],
        zoom: 8,
        zoomSnap: 0,
        minZoom: 7,
        maxZoom: 17,
        scrollWheelZoom: false,
        doubleClickZoom: false,
        attributionControl: Boolean(props.tiles),
      });
      const { teachNames, teachShapes, marksOf } = window.gabare.atlasMarks;
      Object.assign(this, { Mark: teachShapes(), Name: teachNames(), marksOf: marksOf });
      // Above the tiles of the operator, if any, and below the marks.
      this.map.createPane("ground").style.zIndex = 250;
      this.ground = L.canvas({ pane: "ground" });
      this.marks = L.canvas();
      if (props.tiles) {
        const attribution = line("span", props.attribution).innerHTML;
        L.tileLayer(props.tiles, { attribution: attribution }).addTo(this.map);
      }
      window.gabare.map.nameControls(this.map);
      this.names = L.layerGroup().addTo(this.map);
      this.tip = L.tooltip({ direction: "top", offset: [0, -10], opacity: 1 });
      this.map.on("mousemove", (event) => this.tell(event));
      this.map.on("mouseout", () => this.tip.remove());
      this.map.on("click", (event) => this.lead(event));
      this.map.on("moveend", () => this.name());
      this.drawGround();
    }

    async drawGround() {
      const [communes, epci, rivers] = await Promise.all(
        ["communes", "epci", "rivers"].map(outlinesOf));
      if (!this.map) {
        return;
      }
      const below = { renderer: this.ground, interactive: false };
      L.geoJSON(communes, {
        ...below,
        onEachFeature: (feature, outline) => { this.outlines[feature.properties.code] = outline; },
      }).addTo(this.map);
      L.geoJSON(epci, { ...below, style: EDGE }).addTo(this.map);
      this.rivers = L.geoJSON(rivers, { ...below, style: window.gabare.map.river }).addTo(this.map);
      this.frame(this.asked || []);
    }

    // Go to the communes of the territory, which are lighter than the others; none: all of them.
    frame(codes) {
      this.asked = codes;
      const wanted = JSON.stringify(codes);
      const known = Object.keys(this.outlines);
      if (!known.length || this.framed === wanted) {
        return;
      }
      this.framed = wanted;
      const inside = new Set(codes.length ? codes : known);
      const bounds = L.latLngBounds([]);
      for (const [code, outline] of Object.entries(this.outlines)) {
        const mine = inside.has(code);
        outline.setStyle({ ...(mine ? SAND : QUIET), ...(this.props.tiles && { fill: false }) });
        if (mine) {
          bounds.extend(outline.getBounds());
        }
      }
      if (bounds.isValid()) {
        this.map.fitBounds(bounds, { animate: false, padding: [8, 8] });
      }
      this.name();
    }

    draw(drawn) {
      this.tip.remove();
      for (const layer of this.props.layers) {
        const data = drawn[layer.key];
        if (this.known[layer.key] !== data) {
          this.groups[layer.key]?.remove();
          this.known[layer.key] = data;
          this.groups[layer.key] = data &&
            L.layerGroup(this.marksOf(data, layer, this.Mark, this.marks));
        }
        // Put again each time, so that each keeps its place above the others.
        this.groups[layer.key]?.remove().addTo(this.map);
      }
      this.name();
    }

    // The marks under a pointer, the nearest first.
    near(event) {
      const reach = canHover() ? NEAR_PX : NEAR_FINGER_PX;
      return Object.values(this.groups).filter(Boolean).flatMap((group) => group.getLayers())
        .map((one) => ({ one: one, far: one._point.distanceTo(event.layerPoint) }))
        .filter((found) => found.far <= Math.max(reach, found.one.options.radius))
        .sort((a, b) => a.far - b.far)
        .map((found) => found.one);
    }

    communeAt(event) {
      const found = Object.entries(this.outlines).find(([, outline]) =>
        outline.getBounds().contains(event.latlng) && outline._containsPoint(event.layerPoint));
      return found && { code: found[0], name: found[1].feature.properties.nom };
    }

    tell(event) {
      const marks = this.near(event);
      const commune = marks.length ? undefined : this.communeAt(event);
      this.map.getContainer().style.cursor = marks.length || commune ? "pointer" : "";
      const lines = marks.length > 1
        ? [marks.length + " repères ici", ...marks.slice(0, LISTED_AT_ONCE).map((one) => one.lines[0])]
        : marks.length ? marks[0].lines : commune ? [commune.name, OPEN_SHEET] : [];
      if (!lines.length) {
        this.tip.remove();
        return;
      }
      this.tip.setContent(window.gabare.map.tooltip(lines))
        .setLatLng(marks.length ? marks[0].getLatLng() : event.latlng).addTo(this.map);
    }

    // To the one place under the pointer; where there are several, or under a finger, which has
    // not been told what is there, they are listed first.
    lead(event) {
      const marks = this.near(event);
      const commune = this.communeAt(event);
      const sheet = commune && this.props.sheet.replace("{code}", commune.code);
      if (!canHover() || marks.length > 1) {
        this.list(event.latlng, marks, commune, sheet);
      } else if (marks.length || commune) {
        window.gabare.follow(marks.length ? marks[0].href : sheet);
      }
    }

    list(latlng, marks, commune, sheet) {
      if (!marks.length && !commune) {
        return;
      }
      this.tip.remove();
      const items = marks.slice(0, LISTED_AT_ONCE).map((one) =>
        line("li", link(one.href, one.lines[0]), line("div", one.lines.slice(1).filter(Boolean).join(", "))));
      const left = marks.length - items.length;
      if (left > 0) {
        items.push(line("li", "et " + left + " de plus\u00a0: agrandissez la carte"));
      }
      if (commune) {
        items.push(line("li", link(sheet, commune.name), line("div", OPEN_SHEET)));
      }
      const popup = L.popup({ maxHeight: 260, autoPanPadding: [20, 20] });
      popup.setLatLng(latlng).setContent(line("ul", ...items)).openOn(this.map);
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", "Fermer");
    }

    // The names that stand in the map and on no other one, the first ones first.
    name() {
      this.names.clearLayers();
      const size = this.map.getSize();
      const taken = [];
      const pen = document.createElement("canvas").getContext("2d");
      for (const [words, place, look] of this.candidates()) {
        pen.font = look.font;
        const at = this.map.latLngToContainerPoint(place);
        const half = pen.measureText(words).width / 2 + 6;
        const box = { left: at.x - half, right: at.x + half, top: at.y - 26, bottom: at.y };
        const inside = box.left > 0 && box.right < size.x && box.top > 0 && box.bottom < size.y;
        const free = taken.every((other) => box.right < other.left || box.left > other.right ||
          box.bottom < other.top || box.top > other.bottom);
        if (inside && free && taken.length < NAMED_AT_ONCE) {
          taken.push(box);
          // As large as its words: what is painted again around it is painted with it.
          const about = { ...look, words: words, radius: half, renderer: this.marks };
          new this.Name(place, { ...about, interactive: false }).addTo(this.names);
        }
      }
    }

    candidates() {
      const towns = this.props.towns.map(([words, north, east]) => [words, [north, east], TOWN]);
      const rivers = (this.rivers ? this.rivers.getLayers() : []).flatMap((river) => {
        const seen = river.getLatLngs().flat().filter((at) => this.map.getBounds().contains(at));
        const place = seen[Math.floor(seen.length / 3)];
        return place ? [[river.feature.properties.nom, place, RIVER_NAME]] : [];
      });
      return [...towns.slice(0, 4), ...rivers, ...towns.slice(4)];
    }

    // By name, those of the territory.
    communes() {
      const wanted = new Set(this.asked);
      return Object.entries(this.outlines)
        .filter(([code]) => !wanted.size || wanted.has(code))
        .map(([code, outline]) => [code, outline.feature.properties.nom])
        .sort(([, a], [, b]) => a.localeCompare(b, "fr"));
    }

    remove() {
      this.map.remove();
      this.map = null;
    }
  }

  window.gabare = Object.assign({}, window.gabare, { AtlasDrawing: Drawing });
})();
