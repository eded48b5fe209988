// What a reader typed to results, excerpts and addresses: all of the search page that needs no page.
// lunr expands, finds and scores; which words must be found, and what is tried when they are not, is decided here.
(function () {
  "use strict";

  const EXACT = 10; // times as good as a word that only begins like the typed one, or is spelled a little otherwise
  const MOST_WORDS = 60;
  const SHORTEST_FUZZY = 4;
  const SHORTEST_TWICE_FUZZY = 8; // letters from which on two may be wrong
  const LONGEST_FUZZY = 24; // letters; with each letter lunr has more ways to go wrong
  const MOST_SUGGESTED = 5; // words of a query for which others are offered
  const LEAD = 60; // characters of an excerpt before its first found word

  // Endings that a stem lacks. Somebody typing "happiness" passes "happine", and the index has "happi".
  const ENDINGS = (
    "s es ed ing ings er ers or ors ly ness nesses ful fully fulness ment ments ion ions ation ations ational " +
    "ationally ition ator ators ization izations ize izes izing izer ous ously ousness ive ives ively iveness ivity " +
    "al ally als ality alities alism alize ical ically icate icated ance ances ence ences ency ancy able ably ability " +
    "abilities ible ibly ibility ibilities ant ants ent ents ently ity ities ies ied ism isms ate ates ated ating"
  ).split(" ");

  // ---------------------------------------------------------------- the query

  // The stems of the words that somebody may be typing, where the stem is shorter than what is typed so far.
  function stemsOfUnfinished(word) {
    const stems = new Set();
    for (const ending of ENDINGS) {
      for (let length = 1; length < ending.length; length++) {
        if (word.endsWith(ending.slice(0, length))) stems.add(siteSearch.stem(word.slice(0, -length) + ending));
      }
    }
    return stems;
  }

  // The terms that a word may become that is not typed to its end. Of a script without spaces, whose terms are pairs, any
  // may end in it, too.
  async function begunWith(opened, word, failed) {
    const unspaced = siteSearch.isUnspaced(word);
    if (word.length < 2 && !unspaced) return [];
    const terms = unspaced
      ? await siteSearch.termsWith(opened, word, failed)
      : await siteSearch.termsFrom(opened, word, failed);
    return [...terms, ...(await siteSearch.knownAmong(opened, stemsOfUnfinished(word), failed))];
  }

  // The terms that are a letter or two away and begin alike: who mistypes, rarely does so in the first letter, and without
  // this rule "gover" would be "over".
  async function spelledLike(opened, term, failed) {
    if (term.length < SHORTEST_FUZZY || term.length > LONGEST_FUZZY) return [];
    for (const distance of term.length < SHORTEST_TWICE_FUZZY ? [1] : [1, 2]) {
      const near = await siteSearch.termsNear(opened, term, distance, failed);
      if (near.length > 0) return near;
    }
    return [];
  }

  // What to look for, for each term of a word: {word, terms, similar}, `terms` being those of the index with their boosts.
  // A word that is not in the index is looked for as the beginning of another, and then in another spelling.
  async function soughtFor(opened, { word, terms }, unfinished, failed) {
    return Promise.all(
      terms.map(async (term) => {
        const found = new Map((await siteSearch.knownAmong(opened, [term], failed)).map((known) => [known, EXACT]));
        const isFrequent = (await siteSearch.splitAmong(opened, [term], failed)).length > 0;
        if (terms.length === 1 && (found.size === 0 || (unfinished && !isFrequent))) {
          const begun = await begunWith(opened, word, failed);
          // Who types a whole word is not meant to load more for those that begin like it.
          const beside = found.size > 0 ? siteSearch.inFewPieces(opened, begun, 0, [term]) : begun;
          const left = new Set(found.size > 0 ? await siteSearch.splitAmong(opened, beside, failed) : []);
          for (const other of beside) if (!left.has(other)) found.set(other, (found.get(other) ?? 0) + 1);
        }
        if (found.size > 0) return { word, terms: found, similar: false };
        const near = await spelledLike(opened, term, failed);
        return { word, terms: new Map(near.map((other) => [other, 1])), similar: near.length > 0 };
      }),
    );
  }

  // Promises {results, more, similar, missing, partial, failed}. A result is {document, score, terms}, best first:
  // `document` its number, which siteSearch.cards takes, `terms` those of the index that were found in it; `similar` are
  // words found only in another spelling, `missing` those not found at all; `partial` tells that nothing has all the
  // words; `failed` names what of the index did not load, without which the rest was searched: another call tries again.
  // `more` tells that a frequent word has further results, none among the best, which {all: true} loads.
  async function search(opened, typed, { all = false } = {}) {
    const failed = new Set();
    const words = siteSearch.words(typed).slice(0, MOST_WORDS);
    const unfinished = !/\s$/.test(typed);
    const sought = (
      await Promise.all(words.map((word, i) => soughtFor(opened, word, unfinished && i === words.length - 1, failed)))
    ).flat();
    const present = sought.filter(({ terms }) => terms.size > 0);
    const { scored, more } = await query(opened, present, all, failed);
    const best = scored.reduce((most, { found }) => Math.max(most, found), 0);
    return {
      results: scored
        .filter((result) => result.found === best)
        .map(({ document, score, terms }) => ({ document, score, terms })),
      more,
      similar: distinct(sought.filter(({ similar }) => similar)),
      missing: distinct(sought.filter(({ terms }) => terms.size === 0)),
      partial: best < sought.length,
      failed: Array.from(failed),
    };
  }

  const distinct = (sought) => Array.from(new Set(sought.map(({ word }) => word)));

  async function query(opened, sought, all, failed) {
    const wanted = new Set(sought.flatMap(({ terms }) => Array.from(terms.keys())));
    const { index, more } = await siteSearch.indexOf(opened, wanted, { all: all || wanted.size > 1, failed });
    const matches = index.query((query) => {
      for (const { terms } of sought) {
        for (const [term, boost] of terms) query.clause({ term, boost, usePipeline: false });
      }
    });
    const scored = matches.map(({ ref, score, matchData }) => {
      const terms = new Set(Object.keys(matchData.metadata));
      const found = sought.filter((one) => intersect(one.terms, terms)).length;
      return { document: Number(ref), score, terms, found };
    });
    scored.sort((one, other) => other.score - one.score || one.document - other.document);
    return { scored, more };
  }

  function intersect(one, other) {
    const [smaller, larger] = one.size < other.size ? [one, other] : [other, one];
    for (const term of smaller.keys()) {
      if (larger.has(term)) return true;
    }
    return false;
  }

  // ---------------------------------------------------------------- 'did you mean'

  // Promises queries that have words of the archive in the place of some that it has not: first the nearest for all of
  // them, then others for each.
  async function suggestions(opened, typed, unknown) {
    const choices = new Map();
    for (const word of siteSearch.words(typed)) {
      if (choices.size === MOST_SUGGESTED) break;
      if (!unknown.includes(word.word) || choices.has(word.word)) continue;
      const others = await siteSearch.suggest(opened, word);
      if (others.length > 0) choices.set(word.word, others);
    }
    const nearest = new Map(Array.from(choices, ([word, [first]]) => [word, first]));
    const queries = [withWords(typed, nearest)];
    for (const [word, [, ...others]] of choices) {
      for (const other of others) queries.push(withWords(typed, new Map(nearest).set(word, other)));
    }
    return Array.from(new Set(queries)).filter((query) => query !== typed);
  }

  function withWords(typed, others) {
    return typed.replace(PIECE, (piece) => {
      const words = siteSearch.words(piece);
      return (words.length === 1 && others.get(words[0].word)) || piece;
    });
  }

  // ---------------------------------------------------------------- excerpts

  const PIECE = /[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]+(?:[.,&'’][\p{L}\p{M}\p{N}\u00ad\u200c\u200d]+)*/gu;

  const PLAIN = /^[A-Za-z]+$/;

  // Where a text has one of the terms: {start, end, term} of whole words, or of two neighbours in a script without spaces.
  function placesOf(text, terms) {
    const places = [];
    const letters = new Set(Array.from(terms, (term) => term[0]));
    for (const { 0: piece, index } of text.matchAll(PIECE)) {
      // A stem begins as its word does: most words need not be looked at closely.
      if (PLAIN.test(piece) && !letters.has(piece[0].toLowerCase())) continue;
      for (const { start, part } of partsOf(piece)) {
        const term = siteSearch.terms(part).find((term) => terms.has(term));
        if (term !== undefined) places.push({ start: index + start, end: index + start + part.length, term });
      }
    }
    return merged(places);
  }

  function partsOf(piece) {
    const characters = Array.from(piece);
    if (!characters.some(siteSearch.isUnspaced)) return [{ start: 0, part: piece }];
    let start = 0;
    return characters.map((character, i) => {
      const part = { start, part: character + (characters[i + 1] ?? "") };
      start += character.length;
      return part;
    });
  }

  function merged(places) {
    const apart = [];
    for (const place of places) {
      const last = apart.at(-1);
      if (last && place.start <= last.end) last.end = Math.max(place.end, last.end);
      else apart.push({ ...place });
    }
    return apart;
  }

  // The place from which an excerpt shows most of the words that were found, and each of them most often.
  function bestStart(places, length) {
    let best = { start: 0, words: 0, count: 0 };
    places.forEach(({ start }, first) => {
      let last = first;
      while (last < places.length && places[last].end <= start + length - LEAD) last++;
      const words = new Set(places.slice(first, last).map(({ term }) => term)).size;
      const count = last - first;
      if (words > best.words || (words === best.words && count > best.count)) best = { start, words, count };
    });
    return best.start;
  }

  // The nearest place at or before `at` where a word begins, or `at` itself where words are long or have no spaces.
  function wordStart(text, at) {
    if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
    const space = text.slice(at - 30, at).search(/\s\S*$/);
    if (at >= 30 && space >= 0) return at - 30 + space + 1;
    return /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at;
  }

  // Returns about `length` characters of a text around the found words, as fragments {text, marked}.
  function excerpt(text, terms, length) {
    const places = placesOf(text, terms);
    const from = text.length <= length ? 0 : wordStart(text, bestStart(places, length) - LEAD);
    const to = from + length >= text.length ? text.length : wordStart(text, from + length);
    const fragments = from > 0 ? [{ text: "… ", marked: false }] : [];
    let at = from;
    for (const { start, end } of places.filter(({ start, end }) => start >= from && end <= to)) {
      if (start > at) fragments.push({ text: text.slice(at, start), marked: false });
      fragments.push({ text: text.slice(start, end), marked: true });
      at = end;
    }
    if (at < to) fragments.push({ text: text.slice(at, to).trimEnd(), marked: false });
    if (to < text.length) fragments.push({ text: " …", marked: false });
    return fragments;
  }

  // ---------------------------------------------------------------- addresses

  const LONGEST_IN_ADDRESS = 1000; // characters; servers refuse an address of more than some thousand

  // The query that an address carries in its part after "?".
  function queryIn(search) {
    return new URLSearchParams(search).get("q") ?? "";
  }

  // The same address with another query; other parameters stay.
  function addressWith(query, { pathname, search, hash }) {
    const parameters = new URLSearchParams(search);
    if (query.trim() === "") parameters.delete("q");
    else parameters.set("q", query.slice(0, LONGEST_IN_ADDRESS));
    const text = parameters.toString();
    return pathname + (text && `?${text}`) + hash;
  }

  // The same address with another query and other filters.
  function addressFor(query, chosen, { pathname, search, hash }) {
    return addressWith(query, { pathname, search: siteSearch.addressFiltered(chosen, { pathname: "", search, hash: "" }), hash });
  }

  // The link from a page to an address of the site; opened from a folder, a page's file must be named.
  function linkTo(address, root, protocol) {
    const [path, fragment] = address.split("#");
    const file = protocol === "file:" && (path === "" || path.endsWith("/")) ? "index.html" : "";
    return root + path + file + (fragment === undefined ? "" : `#${fragment}`);
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { addressFor, addressWith, excerpt, linkTo, queryIn, search, suggestions });
})();
