// Results below the search box of a page: a combobox with a list box, as the WAI-ARIA Authoring Practices have it. The
// focus stays in the field; arrow keys choose a result, Enter opens it, or without one the search page, Escape closes.
(function () {
  "use strict";

  const AT_ONCE = { article: 4, note: 4, speaker: 2 };
  const CHECKED = 30; // best results whose text is read for a pasted quotation; the search page reads more
  const PAUSE = 120; // milliseconds without a key before the results change
  const SHORTEST = 2; // characters

  const siteSearch = globalThis.siteSearch;

  siteSearch.suggestBelow = (box, popup) => {
    const input = box.querySelector("input");
    const status = popup.querySelector("[data-suggestions-status]");
    const all = popup.querySelector("[data-suggestions-all]");
    const groups = Array.from(popup.querySelectorAll("[data-search-group]"));
    const findings = popup.querySelector("[data-search-findings]").content;
    const messages = popup.dataset;

    let asked = 0;
    let timer = 0;

    // ---------------------------------------------------------------- open and closed

    box.append(popup);
    const list = popup.querySelector("[data-suggestions-list]");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    function open() {
      popup.hidden = false;
      input.setAttribute("aria-expanded", String(options().length > 0));
    }

    function close() {
      clearTimeout(timer);
      asked++; // what is on its way comes too late
      popup.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(null);
    }

    // ---------------------------------------------------------------- the chosen result

    const options = () => Array.from(list.querySelectorAll("[role=option]")).filter((option) => !option.closest("[hidden]"));
    let chosen = null;

    function choose(option) {
      chosen?.setAttribute("aria-selected", "false");
      chosen = option;
      if (!chosen) return input.removeAttribute("aria-activedescendant");
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", chosen.id);
    }

    // From the field down to the first result, and past the last one back to the field.
    function step(direction) {
      const places = [null, ...options()];
      choose(places.at((places.indexOf(chosen) + direction) % places.length));
    }

    // ---------------------------------------------------------------- searching

    let opening = null;

    function openIndex() {
      opening ??= siteSearch.openIndex(globalThis.lunr, { load: siteSearch.load, url: messages.searchIndex });
      return opening;
    }

    async function run() {
      const typed = input.value;
      const number = ++asked;
      const isCurrent = () => number === asked;
      if (Array.from(typed.trim()).length < SHORTEST) return close();
      const slow = setTimeout(() => isCurrent() && say(messages.loading), PAUSE);
      try {
        const opened = await openIndex();
        const found = await siteSearch.search(opened, typed);
        const { results } = await siteSearch.phrasesFirst(opened, typed, found.results, { most: CHECKED });
        const lists = siteSearch.grouped(groups, results, opened);
        const shown = await Promise.all(groups.map((group, i) => items(group, lists[i], opened)));
        if (!isCurrent()) return;
        show(shown, typed);
        say(siteSearch.counted(results.length, messages.none, messages.found));
      } catch {
        if (!isCurrent()) return;
        opening = null;
        show([], typed);
        say(messages.failed);
      } finally {
        clearTimeout(slow);
      }
    }

    function items(group, results, opened) {
      const first = results.slice(0, AT_ONCE[group.dataset.searchGroup]);
      return siteSearch.resultsIn(group.querySelector("[data-search-item]").content, first, { opened, findings });
    }

    function show(lists, typed) {
      choose(null);
      groups.forEach((group, i) => {
        const items = lists[i] ?? [];
        group.querySelectorAll("[role=option]").forEach((option) => option.remove());
        items.forEach((option, place) => (option.id = `suggestion-${group.dataset.searchGroup}-${place}`));
        group.append(...items);
        group.hidden = items.length === 0;
      });
      all.id = "suggestion-all";
      all.href = siteSearch.addressWith(typed, new URL(siteSearch.hrefOf("search/"), location.href));
      all.hidden = lists.every((items) => items.length === 0);
      open();
    }

    function say(text) {
      status.textContent = text;
      if (popup.hidden) open();
    }

    // ---------------------------------------------------------------- hands

    function runSoon() {
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE);
    }

    input.addEventListener("input", runSoon);
    input.addEventListener("keydown", (event) => {
      const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (direction && popup.hidden) run();
      else if (direction) step(direction);
      else if (event.key === "Escape" && !popup.hidden) close();
      else if (event.key === "Enter" && chosen) chosen.click();
      else return;
      event.preventDefault();
    });
    popup.addEventListener("click", ({ target }) => {
      if (target.closest("[role=option]")) close(); // a result may stand on this page
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (!box.contains(relatedTarget)) close();
    });
    runSoon();
  };
})();
