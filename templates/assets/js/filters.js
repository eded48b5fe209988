// Filters without a page: what an address asks for, which entries are left, and how many of them each value has. Several
// values of one facet mean any of them; facets together mean all of them. The search page and lists have them alike.
(function () {
  "use strict";

  const FACETS = ["kind", "speaker", "verdict", "topic", "outlet", "year"];
  const MOST_VALUES = 50; // of a facet in an address

  // ---------------------------------------------------------------- addresses

  // The filters that an address carries, as a set of keys for each facet that has any.
  function chosenIn(search) {
    const parameters = new URLSearchParams(search);
    const chosen = FACETS.map((facet) => [facet, new Set(parameters.getAll(facet).slice(0, MOST_VALUES))]);
    for (const [, keys] of chosen) keys.delete("");
    return Object.fromEntries(chosen.filter(([, keys]) => keys.size > 0));
  }

  // The same address with other filters; other parameters stay.
  function addressFiltered(chosen, { pathname, search, hash }) {
    const parameters = new URLSearchParams(search);
    for (const facet of FACETS) {
      parameters.delete(facet);
      for (const key of chosen[facet] ?? []) parameters.append(facet, key);
    }
    const text = parameters.toString();
    return pathname + (text && `?${text}`) + hash;
  }

  // ---------------------------------------------------------------- facets

  // Returns {kept, counts}: the documents that pass, and for each facet how many there are of each value; what is
  // chosen in a facet does not count there, or its other values could never be added.
  function filtered({ names, of }, chosen, documents) {
    const facets = Object.keys(names);
    const wanted = facets.filter((facet) => chosen[facet]);
    const places = Object.fromEntries(wanted.map((facet) => [facet, placesOf(names[facet], chosen[facet])]));
    const counts = Object.fromEntries(facets.map((facet) => [facet, names[facet].map(() => 0)]));
    const kept = new Set();
    for (const document of documents) {
      const values = of(document);
      const failing = wanted.filter((facet) => !values[facet].some((place) => places[facet].has(place)));
      if (failing.length === 0) kept.add(document);
      for (const facet of failing.length === 0 ? facets : failing.length === 1 ? failing : []) {
        for (const place of values[facet]) counts[facet][place]++;
      }
    }
    return { kept, counts };
  }

  function placesOf(values, keys) {
    return new Set(values.flatMap(({ key }, place) => (keys.has(key) ? [place] : [])));
  }

  // The chosen keys that the archive does not have, and the choice without them.
  function knownOf({ names }, chosen) {
    const unknown = [];
    const known = {};
    for (const [facet, keys] of Object.entries(chosen)) {
      const own = new Set((names[facet] ?? []).map(({ key }) => key));
      unknown.push(...Array.from(keys).filter((key) => !own.has(key)));
      const kept = Array.from(keys).filter((key) => own.has(key));
      if (kept.length > 0) known[facet] = new Set(kept);
    }
    return { unknown, known };
  }

  const siteSearch = (globalThis.siteSearch = globalThis.siteSearch || {});
  Object.assign(siteSearch, { addressFiltered, chosenIn, filtered, knownOf });
})();
