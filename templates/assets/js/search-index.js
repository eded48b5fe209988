// The index as the search page sees it: opened by its head, and loaded further as far as a query needs it.
//
// `load(path)` is handed in and promises the data of an index file, which calls siteSearch.receive(data); a path is one
// below the root of the site. A file that does not load rejects, and is asked for again at the next call.
(function () {
  "use strict";

  const NO_METADATA = Object.freeze({}); // lunr could keep positions with each posting; it reads them only

  // What lunr.Index.load takes, from the terms and postings of an index file: a list of place, score, place, score … for
  // each term, where a place counts the fields of all documents, from the place before, and scores are in thousandths.
  function serialized(data) {
    const { fields, terms, postings } = data;
    const fieldVectors = data.cards.flatMap((card, document) => fields.map((field) => [`${field}/${document}`, []]));
    const invertedIndex = terms.map((term, termIndex) => {
      const posting = { _index: termIndex };
      for (const field of fields) posting[field] = {};
      let place = 0;
      for (let i = 0; i < postings[termIndex].length; i += 2) {
        place += postings[termIndex][i];
        fieldVectors[place][1].push(termIndex, postings[termIndex][i + 1] / 1000);
        posting[fields[place % fields.length]][Math.floor(place / fields.length)] = NO_METADATA;
      }
      return [term, posting];
    });
    return { version: data.lunr, fields, fieldVectors, invertedIndex, pipeline: data.pipeline };
  }

  // Promises an index to search in; rejects where its head does not load.
  async function openIndex(lunr, { load, url }) {
    siteSearch.registerWith(lunr);
    const data = await load(url);
    return { lunr, data, index: lunr.Index.load(serialized(data)) };
  }

  // Promises what results show of documents: {kind, title, address, text, date, speaker, about, finding, language} each.
  async function cards({ data }, documents) {
    return documents.map((document) => {
      const values = data.cards[document];
      return Object.fromEntries(data.card.map((name, i) => [name, values[i]]));
    });
  }

  // Promises {names, of}: for each facet (kind, speaker, verdict, topic, outlet, year) the list of its values {key, label},
  // and a function from a document to its values, as places in these lists: {kind: [0], topic: [3, 8], …}.
  async function facets({ data }) {
    const { names, values } = data.facets;
    const facets = Object.keys(names);
    const lists = facets.map((facet) => [facet, names[facet].map(([key, label]) => ({ key, label }))]);
    return {
      names: Object.fromEntries(lists),
      of: (document) => Object.fromEntries(facets.map((facet, i) => [facet, values[document][i]])),
    };
  }

  // Promises words of the archive that are spelled like one that is not in it, the nearest first.
  async function suggest({ lunr, index }, word) {
    if (word.length < 3) return [];
    const near = [1, 2].flatMap((editDistance) =>
      index.tokenSet.intersect(lunr.TokenSet.fromClause({ term: word, editDistance })).toArray(),
    );
    return Array.from(new Set(near.filter((other) => other[0] === word[0]))).slice(0, 5);
  }

  // Promises the results of a query in lunr's own language, {document, score} best first.
  async function lunrSearch({ index }, query) {
    return index.search(query).map(({ ref, score }) => ({ document: Number(ref), score }));
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { cards, facets, lunrSearch, openIndex, serialized, suggest });
})();
