// Filters a list that stands on its page: entries that do not pass are hidden, and the address carries what is chosen. A
// list that is cut into pages leads on to the search page, which has all of it. Logic is in filters.js.
(function () {
  "use strict";

  const siteSearch = globalThis.siteSearch;
  const root = document.querySelector("[data-list-filter]");
  const panel = document.querySelector("[data-search-filters]");
  const onward = document.querySelector("[data-list-onward]");
  const isWide = matchMedia("(min-width: 62rem)"); // css/filters.css sets the panel beside the list

  // The address of the search page for what is chosen here; what the list itself is narrowed to stays.
  function onwardTo(chosen) {
    const [path, search] = onward.dataset.listOnward.split("?");
    const parameters = new URLSearchParams(search);
    for (const [facet, keys] of Object.entries(chosen)) {
      if (!parameters.has(facet)) for (const key of keys) parameters.append(facet, key);
    }
    return siteSearch.listPath(path, location.protocol) + `?${parameters}`;
  }

  siteSearch.listPath = (path, protocol) => (protocol === "file:" && path.endsWith("/") ? `${path}index.html` : path);

  if (onward && !root && Object.keys(siteSearch.chosenIn(location.search)).length > 0) {
    location.replace(onwardTo(siteSearch.chosenIn(location.search)));
  }
  if (!root) return;

  // ---------------------------------------------------------------- what there is

  const status = document.querySelector("[data-list-status]");
  const entries = Array.from(document.querySelectorAll("[data-filter]"));
  const groups = Array.from(document.querySelectorAll("[data-list-group]"));
  const lists = Array.from(document.querySelector("[data-list-values]").content.querySelectorAll("[data-facet]"));

  const names = Object.fromEntries(
    lists.map((list) => [
      list.dataset.facet,
      Array.from(list.children, (value) => ({ key: value.dataset.key, label: value.textContent, shown: value.firstElementChild })),
    ]),
  );
  const facetNames = Object.keys(names);

  // The places of an entry's values in each facet: "0,2 3," is the first of the first and two of the second.
  const values = new Map(
    entries.map((entry) => {
      const places = entry.dataset.filter.split(",").map((text) => (text === "" ? [] : text.split(" ").map(Number)));
      return [entry, Object.fromEntries(facetNames.map((facet, i) => [facet, places[i] ?? []]))];
    }),
  );
  const facets = { names, of: (entry) => values.get(entry) };

  // ---------------------------------------------------------------- showing

  let chosen = siteSearch.chosenIn(location.search);
  let showFacets = () => {};

  function show() {
    const { unknown, known } = siteSearch.knownOf(facets, chosen);
    const { kept, counts } = siteSearch.filtered(facets, known, entries);
    for (const entry of entries) entry.hidden = !kept.has(entry);
    for (const group of groups) {
      const left = Array.from(group.querySelectorAll("[data-filter]")).filter((entry) => !entry.hidden);
      group.hidden = left.length === 0;
      const count = group.querySelector("[data-list-count]");
      if (count) count.textContent = number(left.length);
    }
    showFacets = () => siteSearch.showFacets(facets, counts, known);
    showFacets();
    const isFiltered = Object.keys(known).length > 0;
    const sentences = isFiltered ? [counted(kept.size)] : [];
    if (unknown.length > 0) sentences.push(status.dataset.unknown.replace("{words}", () => unknown.join(", ").slice(0, 80)));
    status.textContent = sentences.join(" ");
    if (onward) onward.href = onwardTo(known);
  }

  function counted(count) {
    const { none, some } = status.dataset;
    if (count === 0) return none;
    return some.replace("{count}", number(count)).replace("{all}", number(entries.length));
  }

  const number = (value) => value.toLocaleString(document.documentElement.lang, { numberingSystem: "latn" });

  // ---------------------------------------------------------------- hands and addresses

  function choose(next) {
    chosen = next;
    const address = siteSearch.addressFiltered(chosen, location);
    if (address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
    show();
  }

  function recall() {
    chosen = siteSearch.chosenIn(location.search);
    show();
  }

  panel.addEventListener("change", () => choose(siteSearch.chosenInPanel()));
  panel.querySelector("[data-search-clear]").addEventListener("click", () => {
    panel.querySelector("summary").focus();
    choose({});
  });
  siteSearch.onUnfold(() => showFacets());
  addEventListener("popstate", recall);

  panel.hidden = false;
  panel.open = Object.keys(chosen).length > 0 || (root.dataset.listFilter === "beside" && isWide.matches);
  show();
})();
