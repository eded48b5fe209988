// Filters without a page: what an address asks for, which documents are left, and how many of them each value has.
// Several values of one facet mean any of them; facets together mean all of them. Phrases are looked for here, too.
(function () {
  "use strict";

  const FACETS = ["kind", "speaker", "verdict", "topic", "outlet", "year"];
  const MOST_VALUES = 50; // of a facet in an address
  const MOST_CHECKED = { whole: 200, pieces: 30 }; // best results whose text is read for a phrase
  const FEWEST_PASTED = 4; // words from which on a query may be a quotation

  // ---------------------------------------------------------------- addresses

  // The filters that an address carries, as a set of keys for each facet that has any.
  function chosenIn(search) {
    const parameters = new URLSearchParams(search);
    const chosen = FACETS.map((facet) => [facet, new Set(parameters.getAll(facet).slice(0, MOST_VALUES))]);
    for (const [, keys] of chosen) keys.delete("");
    return Object.fromEntries(chosen.filter(([, keys]) => keys.size > 0));
  }

  // The same address with another query and other filters.
  function addressFor(query, chosen, { pathname, search, hash }) {
    const parameters = new URLSearchParams(search);
    for (const facet of FACETS) {
      parameters.delete(facet);
      for (const key of chosen[facet] ?? []) parameters.append(facet, key);
    }
    return siteSearch.addressWith(query, { pathname, search: parameters.toString(), hash });
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

  // "article", "note" or "speaker": an article begins its notes, and speakers are the last group of the index.
  function sortOf({ groups }, document) {
    const group = groups.findLast(({ first, starts }) => starts.length > 0 && first <= document);
    if (group === groups.at(-1)) return "speaker";
    return isIn(group.starts, document) ? "article" : "note";
  }

  function isIn(rising, number) {
    let [low, high] = [0, rising.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rising[middle] < number) low = middle + 1;
      else high = middle;
    }
    return rising[low] === number;
  }

  // ---------------------------------------------------------------- phrases

  const QUOTED = /["“”„«»「『]([^"“”„«»」』]+)(?:["“”„«»」』]|$)/g;

  const inWords = (text) => ` ${siteSearch.words(text).map(({ word }) => word).join(" ")} `;

  // The phrases of a query, folded: those in quotation marks, of which the last may be open.
  function phrasesIn(typed) {
    return Array.from(typed.matchAll(QUOTED), ([, words]) => inWords(words)).filter((phrase) => phrase.trim() !== "");
  }

  // Promises {results, phrase}: those that have the words as they stand come first; words in quotation marks must stand
  // so, and `phrase` tells whether any text has them: true, false, or null where none was asked for.
  async function phrasesFirst(opened, typed, results) {
    const quoted = phrasesIn(typed);
    const pasted = inWords(typed);
    const isPasted = pasted.trim().split(" ").length >= FEWEST_PASTED;
    if (quoted.length === 0 && !isPasted) return { results, phrase: null };
    const checked = results.slice(0, opened.head.files ? MOST_CHECKED.whole : MOST_CHECKED.pieces);
    const cards = await siteSearch.cards(opened, checked.map(({ document }) => document));
    const texts = cards.map((card) => (card ? inWords(`${card.title} · ${card.text}`) : ""));
    const having = checked.filter((_, i) => quoted.every((phrase) => texts[i].includes(phrase)));
    const phrase = quoted.length > 0 ? having.length > 0 : null;
    const first = new Set(checked.filter((_, i) => isPasted && texts[i].includes(pasted)));
    const rest = phrase ? having : results;
    return { results: [...first, ...rest.filter((result) => !first.has(result))], phrase };
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { addressFor, chosenIn, filtered, knownOf, phrasesFirst, phrasesIn, sortOf });
})();
