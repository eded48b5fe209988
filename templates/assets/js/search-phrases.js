// Phrases: texts that have the words of a query one after another come first. And what sort a found document is of.
(function () {
  "use strict";

  const AT_ONCE = { whole: 200, pieces: 30 }; // best results whose text is read for a phrase, and then the next as many
  const MOST_CHECKED = 300; // where none of them has it: words that are all frequent stand in many texts
  const FEWEST_PASTED = 4; // words from which on a query may be a quotation

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
  async function phrasesFirst(opened, typed, results, { most = MOST_CHECKED } = {}) {
    const quoted = phrasesIn(typed);
    const pasted = inWords(typed);
    const isPasted = pasted.trim().split(" ").length >= FEWEST_PASTED;
    if (quoted.length === 0 && !isPasted) return { results, phrase: null };
    const atOnce = opened.head.files ? AT_ONCE.whole : AT_ONCE.pieces;
    let having = [];
    let first = new Set();
    for (let start = 0; start < Math.min(results.length, most); start += atOnce) {
      const checked = results.slice(start, start + atOnce);
      const cards = await siteSearch.cards(opened, checked.map(({ document }) => document));
      const texts = cards.map((card) => (card ? inWords(`${card.title} · ${card.text}`) : ""));
      having = quoted.length > 0 ? checked.filter((_, i) => quoted.every((phrase) => texts[i].includes(phrase))) : [];
      first = new Set(checked.filter((_, i) => isPasted && texts[i].includes(pasted)));
      if (having.length > 0 || first.size > 0) break;
    }
    const phrase = quoted.length > 0 ? having.length > 0 : null;
    const rest = phrase ? having : results;
    return { results: [...first, ...rest.filter((result) => !first.has(result))], phrase };
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { phrasesFirst, phrasesIn, sortOf });
})();
