// The search page: what is typed goes to search-query.js, what it finds into the templates of search.html. Elements are
// found by data-search attributes; a reader's and an archive's words enter the page as text only, never as markup.
(function () {
  "use strict";

  const siteSearch = globalThis.siteSearch;
  const form = document.querySelector("[data-search]");
  const input = form.querySelector("input");
  const status = document.querySelector("[data-search-status]");
  const retry = document.querySelector("[data-search-retry]");
  const panel = document.querySelector("[data-search-filters]");
  const suggest = document.querySelector("[data-search-suggest]");
  const wholeList = document.querySelector("[data-search-all]");
  const groups = Array.from(document.querySelectorAll("[data-search-group]"));
  const findings = document.querySelector("[data-search-findings]").content;

  const AT_ONCE = 10; // results of a group before the reader asks for more
  const MORE = 50;
  const PAUSE = 120; // milliseconds without a key before the results change

  // ---------------------------------------------------------------- the index, loaded when a reader first searches

  let opening = null;

  function openIndex() {
    opening ??= siteSearch.openIndex(globalThis.lunr, { load: siteSearch.load, url: form.dataset.searchIndex });
    return opening;
  }

  // ---------------------------------------------------------------- searching

  let asked = 0;
  let chosen = siteSearch.chosenIn(location.search);
  let shownFacets = () => {};
  let hasFacets = false;
  let wasOpened = false; // whether the panel is the reader's to open and close

  const isWide = matchMedia("(min-width: 62rem)"); // css/search.css sets the panel beside the results

  const isFiltered = () => Object.keys(chosen).length > 0;

  // What waited for the first results (js/search-start.js).
  const reveal = () => delete document.documentElement.dataset.searching;

  async function run({ all = false } = {}) {
    const typed = input.value;
    const number = ++asked;
    retry.hidden = wholeList.hidden = suggest.hidden = true;
    if (typed.trim() === "" && !isFiltered() && !panel.open) {
      show([]);
      say("");
      panel.hidden = true;
      return;
    }
    const slow = setTimeout(() => say(status.dataset.loading), PAUSE);
    try {
      const opened = await openIndex();
      const found = await find(opened, typed, all);
      if (number !== asked) return; // something else was typed meanwhile
      const lost = await show(found.results, opened, () => number === asked);
      if (number !== asked) return;
      if (lost > 0) found.failed = [...found.failed, "cards"];
      say(summaryOf(found, typed.trim()));
      retry.hidden = found.failed.length === 0;
      wholeList.hidden = !found.more;
      panel.hidden = false;
      if (opened.head.files && isWide.matches && !wasOpened) panel.open = true;
      reveal();
      await suggestFor(opened, [...found.missing, ...found.similar], () => number === asked);
    } catch {
      if (number !== asked) return;
      opening = null;
      show([]);
      say(status.dataset.failed);
      retry.hidden = false;
    } finally {
      clearTimeout(slow);
      if (number === asked) reveal();
    }
  }

  // Promises what search-query.js finds, phrases first, and what the filters leave of it.
  async function find(opened, typed, all) {
    const found = typed.trim() === "" ? everything(opened) : await siteSearch.search(opened, typed, { all: all || isFiltered() });
    const { results, phrase } = await siteSearch.phrasesFirst(opened, typed, found.results);
    Object.assign(found, { results, phrase, unknown: [] });
    if (opened.head.files || panel.open || isFiltered()) await narrow(opened, found);
    return found;
  }

  async function narrow(opened, found) {
    let facets;
    try {
      facets = await siteSearch.facets(opened);
    } catch {
      found.failed = [...found.failed, "facets"];
      return;
    }
    const { unknown, known } = siteSearch.knownOf(facets, chosen);
    const documents = found.results.map(({ document }) => document);
    const { kept, counts } = siteSearch.filtered(facets, known, documents);
    found.unknown = unknown;
    if (input.value.trim() !== "" || Object.keys(known).length > 0) {
      found.results = found.results.filter(({ document }) => kept.has(document));
    } else found.results = [];
    hasFacets = true;
    shownFacets = () => siteSearch.showFacets(facets, counts, known);
    shownFacets();
  }

  // All documents, for a reader who filters and types nothing.
  function everything({ documents }) {
    const results = Array.from({ length: documents }, (_, document) => ({ document, terms: new Set() }));
    return { results, more: false, similar: [], missing: [], partial: false, failed: [] };
  }

  // Shows queries with words that the archive has in the place of those that it has not.
  async function suggestFor(opened, missing, isCurrent) {
    const queries = await siteSearch.suggestions(opened, input.value, missing);
    const links = queries.map((query) => {
      const link = document.createElement("a");
      link.href = siteSearch.addressFor(query, chosen, location);
      link.textContent = query;
      return link;
    });
    if (!isCurrent() || links.length === 0) return;
    const list = suggest.querySelector("[data-search-suggestions]");
    list.replaceChildren(...links.slice(0, 5).flatMap((link, i) => (i > 0 ? [status.dataset.comma, link] : [link])));
    suggest.hidden = false;
  }

  function summaryOf(found, query) {
    const { results, similar, missing, partial, more, phrase, unknown, failed } = found;
    const messages = status.dataset;
    const shown = query.length > 80 ? `${query.slice(0, 80)}…` : query;
    const sentences = [];
    if (query === "") {
      if (isFiltered()) sentences.push(siteSearch.counted(results.length, messages.filteredNone, messages.filtered));
    } else if (results.length === 0 && isFiltered()) sentences.push(messages.filteredNone);
    else if (results.length === 0 && Array.from(query).length === 1) sentences.push(messages.short);
    else sentences.push(fill(siteSearch.counted(results.length, messages.none, messages.found), { query: shown }));
    if (results.length > 0) {
      if (more) sentences.push(messages.best);
      if (similar.length > 0) sentences.push(fill(messages.similar, { words: similar.join(messages.comma) }));
      if (missing.length > 0) sentences.push(fill(messages.missing, { words: missing.join(messages.comma) }));
      else if (partial && query !== "") sentences.push(messages.partial);
      if (phrase === false) sentences.push(messages.phrase);
    }
    if (unknown.length > 0) sentences.push(fill(messages.unknown, { words: unknown.join(messages.comma).slice(0, 80) }));
    if (failed.length > 0) sentences.push(messages.incomplete);
    return sentences.join(" ");
  }

  function fill(message, values) {
    return message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  // ---------------------------------------------------------------- results

  // Fills the groups; a new list takes the place of the old one when its cards are there, so that nothing jumps. Promises
  // how many results cannot be shown, as their cards did not load.
  async function show(results, opened, isCurrent = () => true) {
    const lists = siteSearch.grouped(groups, results, opened);
    const firsts = await Promise.all(groups.map((group, i) => items(group, lists[i].slice(0, AT_ONCE), opened)));
    if (!isCurrent()) return 0;
    groups.forEach((group, i) => {
      group.hidden = lists[i].length === 0;
      group.querySelector("[data-search-count]").textContent = siteSearch.inDigits(lists[i].length);
      group.querySelector("[data-search-list]").replaceChildren(...firsts[i]);
      offerMore(group, lists[i], AT_ONCE, opened);
    });
    return lists.reduce((lost, list, i) => lost + Math.min(list.length, AT_ONCE) - firsts[i].length, 0);
  }

  // Lets the reader ask for the next results of a group.
  function offerMore(group, results, shown, opened) {
    const more = group.querySelector("[data-search-more]");
    more.hidden = shown >= results.length;
    more.onclick = async () => {
      const next = await items(group, results.slice(shown, shown + MORE), opened);
      group.querySelector("[data-search-list]").append(...next);
      offerMore(group, results, shown + MORE, opened);
      if (next.length < Math.min(MORE, results.length - shown)) {
        say(status.dataset.incomplete);
        retry.hidden = false;
      }
      next[0]?.querySelector("[data-search-link]").focus();
    };
  }

  function items(group, results, opened) {
    return siteSearch.resultsIn(group.querySelector("[data-search-item]").content, results, { opened, findings });
  }

  // ---------------------------------------------------------------- the address

  let replaces = location.search === ""; // whether typing changes this entry of the history

  function remember() {
    const address = siteSearch.addressFor(input.value, chosen, location);
    if (address === location.pathname + location.search + location.hash) return;
    if (replaces) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    replaces = true;
  }

  function recall() {
    input.value = siteSearch.queryIn(location.search);
    chosen = siteSearch.chosenIn(location.search);
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

  function choose(next) {
    chosen = next;
    replaces = false;
    remember();
    replaces = false;
    run();
  }

  retry.addEventListener("click", () => run());
  wholeList.addEventListener("click", () => run({ all: true }));
  panel.addEventListener("change", () => choose(siteSearch.chosenInPanel()));
  panel.addEventListener("toggle", () => {
    if (panel.open && !hasFacets) run();
    wasOpened = true;
  });
  panel.querySelector("[data-search-clear]").addEventListener("click", () => {
    panel.querySelector("summary").focus();
    choose({});
  });
  siteSearch.onUnfold(() => shownFacets());
  document.addEventListener("keydown", step);
  addEventListener("popstate", recall);

  input.value = siteSearch.queryIn(location.search);
  panel.open = isFiltered() && isWide.matches;
  if (input.value === "" && !isFiltered()) {
    reveal();
    input.focus();
  } else run();
})();
