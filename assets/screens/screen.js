/* A public screen. Nobody touches it: whatever happens, it shows something true and readable.

One tick a second decides everything from the clock alone, so that a machine that slept or a held
timer is right again at the next tick. Durations come from performance.now(), which no setting of
the clock moves; times come from the server's clock. The nodes are those of the page, filled in
place: none is ever added. */
"use strict";

(() => {
  const HOME = location.pathname.replace(/\/+$/, "");
  const PREVIEW = new URLSearchParams(location.search).has("apercu");
  const ROOT = document.documentElement;
  const VERSION = ROOT.dataset.version;
  const BEAT_MS = 60_000, ASK_MS = 10_000, LOST_MS = 150_000;
  const NIGHT_HOUR = 4, AWAKE_MS = 2 * 3_600_000;
  // Screens of one office do not all reload at once.
  const NIGHT_MINUTE = Math.floor(Math.random() * 30);
  const FRAMES = ["neutre", "veille"]; // the views that have no slide
  const LOCALES = { en: "en-GB" };

  const $ = Object.fromEntries([...document.querySelectorAll("[id]")].map(e => [e.id, e]));
  const main = document.querySelector("main");

  let state = null; // the last sound answer of the server
  let offset = 0; // the server's clock minus ours, in ms
  let shown = { key: "" };
  let until = 0, beatAt = 0, minute = -1;
  let isNews = false, fault = "";

  const now = () => Date.now() + offset;

  // ------------------------------------------------------------------ words and times
  const plain = text => (typeof text === "string" || typeof text === "number" ? String(text) : "");
  const list = given => (Array.isArray(given) ? given : []);

  const formats = new Map(); // making one costs more than using it a thousand times
  function told(lang, options) {
    const key = lang + Object.values(options);
    if (!formats.has(key))
      formats.set(key, new Intl.DateTimeFormat(LOCALES[lang] ?? lang, { timeZone: "Europe/Paris", ...options }));
    return formats.get(key);
  }
  const DAY = { weekday: "long", day: "numeric", month: "long" };
  const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const clock = t => told("fr", TIME).format(t);

  function words(lang, key) {
    return plain(state?.words?.[lang]?.[key] ?? state?.words?.fr?.[key]);
  }

  // ------------------------------------------------------------------ what there is to show
  /* The answer of the server if it can be shown; throws otherwise, and the last one stays. */
  function sound(given) {
    const { version, at_s, valid_until_s, screen, slides } = given;
    if (!plain(version) || !(at_s > 0) || !(valid_until_s > 0) || !screen || !Array.isArray(slides))
      throw new Error("état incomplet");
    return given;
  }

  function languages() {
    const asked = list(state?.screen.languages).filter(lang => /^[a-z]{2}$/.test(lang));
    return asked.length ? asked : ["fr"];
  }

  const says = content =>
    content && (plain(content.title) || plain(content.lead)) &&
    [content.lead, content.big?.value, ...list(content.lines), ...list(content.bars)].some(Boolean);

  /* The slides of a language that are still true, in order. */
  function slidesIn(lang, t) {
    if (t >= state.valid_until_s * 1000) return [];
    return state.slides.flatMap((slide, i) =>
      slide && t < slide.valid_until_s * 1000 && says(slide.content?.[lang])
        ? [{ key: `${lang} ${i} ${slide.kind}`, lang, kind: plain(slide.kind), seconds: slide.seconds, content: slide.content[lang] }]
        : []);
  }

  function rests(t) {
    const [from, to] = list(state?.screen.standby);
    if (![from, to].every(time => /^\d\d:\d\d$/.test(time)) || from === to) return false;
    const time = clock(t);
    return from < to ? from <= time && time < to : from <= time || time < to;
  }

  /* Every view of a round: all slides in French, then in each other language. */
  function round(t) {
    if (rests(t)) return [bare("veille", "fr", words("fr", "resting"))];
    // A clock behind the data is wrong: it cannot tell what is still true.
    const sure = state && t > state.at_s * 1000 - LOST_MS;
    const views = sure ? languages().flatMap(lang => slidesIn(lang, t)) : [];
    if (views.length) return views;
    return languages().map(lang => bare("neutre", lang, words(lang, "neutral_title") || "Bienvenue", words(lang, "neutral_text")));
  }

  const bare = (kind, lang, title, lead) => ({ key: `${lang} ${kind}`, lang, kind, seconds: 15, content: { title, lead } });

  // ------------------------------------------------------------------ filling the page
  function write(element, text) {
    const wanted = plain(text);
    if (element.textContent !== wanted) element.textContent = wanted;
    element.hidden = !wanted;
    return element.hidden;
  }

  /* Fill as many ready-made nodes as there are items; the others hide. */
  function fill(parent, items, draw) {
    [...parent.children].forEach((node, i) => {
      node.hidden = i >= items.length;
      if (!node.hidden) draw(node, items[i], i);
    });
    parent.hidden = !items.length;
  }

  const LEVELS = ["calm", "usual", "busy", "unknown"];
  const level = given => (LEVELS.includes(given) ? given : "");

  function drawLine(node, line) {
    node.dataset.level = level(line?.level);
    write(node.children[1], line?.text);
    write(node.children[2], line?.detail);
  }

  function drawBar(node, bar, lang) {
    // A hidden hour may still be known as calm: it has no height, but a level.
    node.dataset.level = level(bar?.level) || "unknown";
    node.dataset.now = Boolean(bar?.now);
    node.style.setProperty("--share", Number.isFinite(bar?.share) ? Math.min(1, Math.max(0, bar.share)) : 0);
    write(node.children[1], bar?.label);
    write(node.children[2], words(lang, node.dataset.level));
  }

  function show(view) {
    const { lang, content } = view;
    const isNew = view.key !== shown.key;
    shown = view; // first of all: a slide that cannot be drawn is left at the next turn
    minute = -1;
    // Before anything is measured: each state has its own frame.
    $.stage.dataset.state = FRAMES.includes(view.kind) ? view.kind : "normal";
    ROOT.lang = lang;
    main.dataset.kind = view.kind;
    if (isNew) main.dataset.turn = main.dataset.turn === "a" ? "b" : "a";
    write($.lead, content.lead);
    for (const [element, text] of [[$.title, content.title], [$.value, content.big?.value]]) {
      write(element, text);
      // A long word is set smaller, never cut.
      element.style.setProperty("--word", Math.max(...plain(text).split(" ").map(word => word.length)));
    }
    $.big.hidden = write($.label, content.big?.label) && $.value.hidden;
    // When it is a level that is told in large, its people go with it.
    $.big.dataset.level = LEVELS.find(name => words(lang, name) === plain(content.big?.value)) ?? "";
    write($.note, content.note);
    fill($.lines, list(content.lines), drawLine);
    const bars = list(content.bars);
    $.chart.hidden = !bars.length;
    fill($.bars, bars, (node, bar) => drawBar(node, bar, lang));
    const used = LEVELS.filter(name => words(lang, name) && bars.some(bar => (level(bar?.level) || "unknown") === name));
    fill($.levels, used, (node, name) => {
      node.dataset.level = name;
      write(node.children[1], words(lang, name));
    });
    $.body.hidden = $.lines.hidden && $.chart.hidden;
    $.time.hidden = !FRAMES.includes(view.kind);
    fit();
  }

  /* A long text is set smaller, down to what is read from three metres; then the end of the
  slide goes, and the style sheet cuts what is still too long. */
  const clipped = [...main.querySelectorAll("#intro, #body, #title, #lead, #label, #note, #lines :is(b, span)")];
  const isCut = e => e.scrollHeight - e.clientHeight > parseFloat(getComputedStyle(e).fontSize) / 4;
  const overflows = () => main.scrollHeight > main.clientHeight + 1 || isCut($.intro) || isCut($.body);

  function fits(percent) {
    main.style.setProperty("--scale", percent / 100);
    return !overflows() && !clipped.some(isCut);
  }

  function fit() {
    if (fits(100)) return;
    let good = 60, bad = 100;
    while (bad - good > 5) {
      const middle = (good + bad) / 2;
      if (fits(middle)) good = middle;
      else bad = middle;
    }
    if (fits(good)) return;
    for (const node of [$.note, ...[...$.lines.children].reverse(), $.big, $.chart]) {
      if (!overflows()) return;
      node.hidden = true;
    }
  }

  /* What frames the slide; each second, but for what only a minute changes. */
  function frame(t, views) {
    let mode = $.stage.dataset.state;
    if (!FRAMES.includes(mode)) $.stage.dataset.state = mode = t - state.at_s * 1000 > LOST_MS ? "coupe" : "normal";
    write($["as-of"], mode === "coupe" ? asOf(shown.lang) : "");
    if (minute === Math.floor(t / 60_000)) return;
    minute = Math.floor(t / 60_000);
    write($.office, plain(state?.screen.name) || $.office.textContent);
    write($.date, told(shown.lang, DAY).format(t));
    write($.clock, clock(t));
    if (!$.time.hidden) write($.time, clock(t));
    write($.simulated, state?.screen.simulated ? words(shown.lang, "simulated") : "");
    const here = views.filter(view => view.lang === shown.lang);
    fill($.steps, here.length > 1 ? here : [], (node, view) => { node.dataset.now = view.key === shown.key; });
    const spoken = languages();
    fill($.languages, spoken.length > 1 && mode !== "veille" ? spoken : [], (node, lang) => {
      write(node, lang.toUpperCase());
      node.dataset.now = lang === shown.lang;
    });
    // No pixel stays lit at one place for ever.
    $.stage.style.setProperty("--dx", (minute % 7) - 3);
    $.stage.style.setProperty("--dy", (Math.floor(minute / 7) % 7) - 3);
    $.stage.style.setProperty("--away", (minute * 37) % 100 / 100);
  }

  function asOf(lang) {
    const when = told(lang, { ...DAY, ...TIME }).format(state.at_s * 1000);
    return words(lang, "as_of").replace("{when}", () => when);
  }

  // ------------------------------------------------------------------ talking with the server
  async function ask(address, options) {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ASK_MS), ...options });
    if (!answer.ok) throw new Error(`${address.slice(HOME.length) || "page"} : ${answer.status}`);
    return answer;
  }

  async function listen() {
    const answer = await ask(`${HOME}/etat.json`);
    const given = sound(await answer.json());
    // What the service worker has kept has no date: our clock goes on.
    const date = Date.parse(answer.headers.get("Date"));
    if (date) offset = date - Date.now();
    state = given;
    isNews = true;
  }

  async function report() {
    const sent = fault;
    const body = { version: VERSION, data_version: plain(state?.data_version).slice(0, 80), state: $.stage.dataset.state, error: sent };
    await ask(`${HOME}/contact`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (fault === sent) fault = "";
  }

  /* Reload for a new version, and once a night; only if the server gives the page: a good picture
  is not left for an error. */
  async function renew() {
    if (!state) return;
    const [hour, minutes] = clock(now()).split(":").map(Number);
    const isNight = hour === NIGHT_HOUR && minutes >= NIGHT_MINUTE && performance.now() > AWAKE_MS;
    if (state.version === VERSION && !isNight) return;
    const answer = await ask(HOME);
    // Without a date it is a kept page: the server has not answered.
    if (answer.headers.get("Date") && (await answer.text()).includes(`data-version="${state.version}"`)) location.reload();
  }

  async function beat() {
    for (const task of PREVIEW ? [listen] : [listen, report, renew]) await task().catch(remember);
  }

  function remember(reason) {
    fault = plain(reason?.message ?? reason).replace(/[\s\p{C}]+/gu, " ").slice(0, 300);
  }

  // ------------------------------------------------------------------ the tick
  function tick() {
    const elapsed = performance.now();
    if (elapsed >= beatAt) {
      beatAt = elapsed + BEAT_MS + (Math.random() - 0.5) * 10_000;
      beat();
    }
    const t = now(), views = round(t);
    const at = views.findIndex(view => view.key === shown.key);
    if (at < 0 || elapsed >= until) {
      const view = views[(at + 1) % views.length];
      until = elapsed + 1000 * Math.min(60, Math.max(5, Number(view.seconds) || 15));
      show(view);
    } else if (isNews) {
      show(views[at]);
    }
    isNews = false;
    frame(t, views);
  }

  window.addEventListener("error", event => remember(event.message));
  window.addEventListener("unhandledrejection", event => remember(event.reason));
  window.addEventListener("resize", fit);
  if (!PREVIEW) navigator.serviceWorker?.register("/ecran/travailleur.js", { scope: "/ecran/" }).catch(remember);
  setInterval(tick, 1000);
  tick();
})();
