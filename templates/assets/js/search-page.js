// The search page: what is typed goes to search-query.js, what it finds into the templates of search.html. Elements are
// found by data-search attributes; a reader's and an archive's words enter the page as text only, never as markup.
(function () {
  "use strict";

  const siteSearch = globalThis.siteSearch;
  const form = document.querySelector("[data-search]");
  const input = form.querySelector("input");
  const status = document.querySelector("[data-search-status]");
  const retry = document.querySelector("[data-search-retry]");
  const groups = Array.from(document.querySelectorAll("[data-search-group]"));
  const findings = document.querySelector("[data-search-findings]").content;

  const AT_ONCE = 10; // results of a group before the reader asks for more
  const MORE = 50;
  const TITLE_LENGTH = 240; // characters; a claim can be a paragraph
  const EXCERPT_LENGTH = 240;
  const PAUSE = 120; // milliseconds without a key before the results change

  // ---------------------------------------------------------------- the index, loaded when a reader first searches

  let opening = null;

  function openIndex() {
    opening ??= siteSearch.openIndex(globalThis.lunr, { load, url: form.dataset.searchIndex });
    return opening;
  }

  // Index files are scripts: a page opened from a folder may not fetch.
  const received = new WeakMap();
  siteSearch.receive = (data) => received.set(document.currentScript, data);

  function load(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", () => resolve(received.get(script)));
      script.addEventListener("error", () => reject(new Error(path)));
      script.src = form.dataset.searchRoot + path;
      document.head.append(script);
    });
  }

  // ---------------------------------------------------------------- searching

  let asked = 0;

  async function run() {
    const typed = input.value;
    const number = ++asked;
    retry.hidden = true;
    if (typed.trim() === "") {
      show({ results: [] });
      say("");
      return;
    }
    try {
      say(status.dataset.loading);
      const opened = await openIndex();
      if (number !== asked) return; // something else was typed meanwhile
      const found = await siteSearch.search(opened, typed);
      const cards = await siteSearch.cards(opened, found.results.map((result) => result.document));
      if (number !== asked) return;
      found.results.forEach((result, i) => (result.card = cards[i]));
      show(found);
      say(summaryOf(found, typed.trim()));
    } catch {
      opening = null;
      show({ results: [] });
      say(status.dataset.failed);
      retry.hidden = false;
    }
  }

  function summaryOf({ results, similar, missing, partial }, query) {
    const messages = status.dataset;
    const shown = query.length > 80 ? `${query.slice(0, 80)}…` : query;
    if (results.length === 0) return Array.from(query).length === 1 ? messages.short : fill(messages.none, { query: shown });
    const count = results.length.toLocaleString(document.documentElement.lang);
    const sentences = [fill(results.length === 1 ? messages.one : messages.many, { count, query: shown })];
    if (similar.length > 0) sentences.push(fill(messages.similar, { words: similar.join(", ") }));
    if (missing.length > 0) sentences.push(fill(messages.missing, { words: missing.join(", ") }));
    else if (partial) sentences.push(messages.partial);
    return sentences.join(" ");
  }

  function fill(message, values) {
    return message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  // ---------------------------------------------------------------- results

  function groupOf(kind) {
    return kind === "article" || kind === "speaker" ? kind : "note";
  }

  function show({ results }) {
    for (const group of groups) {
      const own = results.filter(({ card }) => groupOf(card.kind) === group.dataset.searchGroup);
      group.hidden = own.length === 0;
      group.querySelector("[data-search-count]").textContent = own.length;
      group.querySelector("[data-search-list]").replaceChildren();
      showMore(group, own, AT_ONCE);
    }
  }

  // Puts the next results of a group into its list; returns the first of them.
  function showMore(group, results, count) {
    const list = group.querySelector("[data-search-list]");
    const next = results.slice(list.children.length, list.children.length + count).map((result) => item(group, result));
    list.append(...next);
    const more = group.querySelector("[data-search-more]");
    more.hidden = list.children.length >= results.length;
    more.onclick = () => showMore(group, results, MORE)?.querySelector("[data-search-link]").focus();
    return next[0];
  }

  function item(group, { card, terms }) {
    const element = group.querySelector("[data-search-item]").content.firstElementChild.cloneNode(true);
    element.querySelector("[data-search-link]").href = siteSearch.linkTo(
      card.address,
      form.dataset.searchRoot,
      location.protocol,
    );
    for (const field of element.querySelectorAll("[data-search-field]")) {
      const name = field.dataset.searchField;
      if (card[name] === "") field.remove();
      else fillIn[name](field, card, terms);
    }
    return element;
  }

  const fillIn = {
    title(field, card, terms) {
      if (card.language) field.lang = card.language;
      field.append(...marked(siteSearch.excerpt(card.title, terms, TITLE_LENGTH)));
    },
    text(field, card, terms) {
      if (card.kind === "article" && card.language) field.lang = card.language;
      field.append(...marked(siteSearch.excerpt(card.text, terms, EXCERPT_LENGTH)));
    },
    date(field, card) {
      field.dateTime = card.date;
      field.textContent = dateInWords(card.date);
    },
    finding(field, card) {
      const finding = Array.from(findings.children).find((child) => child.dataset.searchFinding === card.finding);
      if (finding) field.append(finding.cloneNode(true));
    },
    speaker(field, card) {
      field.textContent = card.speaker;
    },
    about(field, card) {
      field.textContent = card.about;
    },
  };

  function marked(fragments) {
    return fragments.map(({ text, marked }) => {
      if (!marked) return document.createTextNode(text);
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  // "7 February 2020", "February 2020" or "2020", in the language of the site.
  function dateInWords(date) {
    const [year, month = 1, day = 1] = date.split("-").map(Number);
    const parts = [{ year: "numeric" }, { month: "long" }, { day: "numeric" }].slice(0, date.split("-").length);
    const language = document.documentElement.lang;
    const locale = language === "en" ? "en-GB" : language; // as the pages of the site write it
    const options = Object.assign({ timeZone: "UTC" }, ...parts);
    const moment = new Date(0);
    moment.setUTCFullYear(year, month - 1, day); // unlike Date.UTC this takes the year 33 for what it is
    return new Intl.DateTimeFormat(locale, options).format(moment);
  }

  // ---------------------------------------------------------------- the address

  let replaces = siteSearch.queryIn(location.search) === ""; // whether typing changes this entry of the history

  function remember() {
    const address = siteSearch.addressWith(input.value, location);
    if (address === location.pathname + location.search + location.hash) return;
    if (replaces) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    replaces = true;
  }

  function recall() {
    input.value = siteSearch.queryIn(location.search);
    replaces = false;
    run();
  }

  // ---------------------------------------------------------------- hands

  function step(event) {
    const links = Array.from(document.querySelectorAll("[data-search-results] [data-search-link]"));
    const places = [input, ...links];
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = places.indexOf(document.activeElement);
    if (event.key === "Escape" && place > 0) input.focus();
    const next = direction && place >= 0 ? places[place + direction] : undefined;
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  let timer = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember();
      run();
    }, PAUSE);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember();
    replaces = false;
    await run();
    document.querySelector("[data-search-results] [data-search-link]")?.focus();
  });

  retry.addEventListener("click", run);
  document.addEventListener("keydown", step);
  addEventListener("popstate", recall);

  form.hidden = false;
  input.value = siteSearch.queryIn(location.search);
  if (input.value === "") input.focus();
  else run();
})();
