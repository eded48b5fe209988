// The panel of filters: a list of values with their counts for each facet, of which the chosen ones stay in sight. What a
// value looks like comes with it (`shown`, a list's) or from the templates of the search page.
(function () {
  "use strict";

  const AT_ONCE = 8; // values of a facet before the reader asks for all
  const MANY = 20; // values of a facet from which on they can be looked for by typing

  const siteSearch = globalThis.siteSearch;
  const panel = document.querySelector("[data-search-filters]");
  if (!panel) return; // a list that is cut into pages has none on its first page
  const value = panel.querySelector("[data-search-value]").content;
  const kinds = document.querySelector("[data-search-kinds]")?.content;
  const findings = document.querySelector("[data-search-findings]")?.content;
  const facets = Array.from(panel.querySelectorAll("[data-search-facet]"));
  const unfolded = new Set();

  // Shows the values that results have, the most frequent first, but verdicts and years in their own order.
  function showFacets({ names }, counts, chosen) {
    for (const facet of facets) {
      const name = facet.dataset.searchFacet;
      const keys = chosen[name] ?? new Set();
      const values = names[name].map((value, place) => ({ ...value, count: counts[name][place], checked: keys.has(value.key) }));
      const present = values.filter(({ count, checked }) => count > 0 || checked);
      if (name !== "verdict" && name !== "year") present.sort((one, other) => other.count - one.count);
      facet.hidden = present.length < 2 && keys.size === 0;
      const narrow = facet.querySelector("[data-search-narrow]");
      const sought = folded(narrow.value);
      narrow.hidden = present.length <= MANY && sought === "";
      const isCut = sought === "" && !unfolded.has(name) && present.length > AT_ONCE + 1;
      const found = present.filter((value) => value.checked || folded(wordsOf(name, value)).includes(sought));
      list(facet, name, found.filter(({ checked }, i) => !isCut || i < AT_ONCE || checked));
      facet.querySelector("[data-search-more]").hidden = !isCut;
      facet.querySelector("[data-search-narrow-none]").hidden = found.length > 0;
    }
    const total = Object.values(chosen).reduce((sum, keys) => sum + keys.size, 0);
    panel.querySelector("[data-search-chosen]").textContent = total || "";
    panel.querySelector("[data-search-clear]").hidden = total === 0;
  }

  // Small letters without accents.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

  function wordsOf(name, { key, label, shown }) {
    const words = shown ?? labelled(name, key, label);
    return words.textContent ?? words;
  }

  // Replaces a list, and leaves the keyboard where it was.
  function list(facet, name, values) {
    const place = facet.querySelector("[data-search-list]");
    const focused = place.contains(document.activeElement) ? document.activeElement.value : undefined;
    const items = values.map((each) => item(name, each));
    place.replaceChildren(...items);
    if (focused !== undefined) items.map((each) => each.querySelector("input")).find(({ value }) => value === focused)?.focus();
  }

  function item(name, { key, label, shown, count, checked }) {
    const element = value.firstElementChild.cloneNode(true);
    const input = element.querySelector("input");
    Object.assign(input, { name, value: key, checked });
    element.querySelector("[data-search-label]").append(shown?.cloneNode(true) ?? labelled(name, key, label));
    element.querySelector("[data-search-count]").textContent = count.toLocaleString(document.documentElement.lang, { numberingSystem: "latn" });
    return element;
  }

  function labelled(name, key, label) {
    const own = name === "verdict" ? findings.querySelectorAll("[data-search-finding]") : [];
    const named = (wanted) => Array.from(own).find((each) => each.dataset.searchFinding === wanted);
    const finding = named(`verdict:${key}`) ?? named(key); // a claim without a verdict has a mark of its own
    if (finding) return finding.cloneNode(true);
    const kind = Array.from(name === "kind" ? kinds.children : []).find((each) => each.dataset.searchKind === key);
    return kind ? kind.textContent : label || key;
  }

  // What is ticked in the panel.
  function chosenInPanel() {
    const chosen = {};
    for (const { name, value } of panel.querySelectorAll("input:checked")) (chosen[name] ??= new Set()).add(value);
    return chosen;
  }

  // Calls `show` when a long list is to be shown in full, or the values that have what is typed.
  function onUnfold(show) {
    for (const facet of facets) {
      facet.querySelector("[data-search-more]").addEventListener("click", () => {
        unfolded.add(facet.dataset.searchFacet);
        show();
        facet.querySelectorAll("[data-search-list] input")[AT_ONCE]?.focus();
      });
      const narrow = facet.querySelector("[data-search-narrow]");
      narrow.addEventListener("input", show);
      narrow.addEventListener("change", (event) => event.stopPropagation()); // it chooses nothing
      narrow.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault(); // nor does it send a form
        if (event.key !== "Escape" || narrow.value === "") return;
        event.preventDefault();
        narrow.value = "";
        show();
      });
    }
  }

  Object.assign(siteSearch, { chosenInPanel, onUnfold, showFacets });
})();
