// The files of the index, loaded as far as a query needs them, and put together for lunr. site_builder/searching/ makes
// them: a head that names the others, words without their places, pieces with the places of a range of terms in each
// group of articles, cards, and values to filter by. A small archive has them all in one file with the head.
//
// `load(path)` is handed in and promises the data of a file, which calls siteSearch.receive(data); a path is one below
// the root of the site. A file that does not load rejects, and is asked for again at the next call.
(function () {
  "use strict";

  const MOST_PIECES = 2; // in which terms are looked for that begin like a word: two letters may begin a tenth of all

  // ---------------------------------------------------------------- files

  // Promises an index to search in; rejects where its head does not load.
  async function openIndex(lunr, { load, url }) {
    siteSearch.registerWith(lunr);
    const head = await load(url);
    const files = head.files ?? {};
    const groups = [];
    let first = 0;
    for (const [name, widths] of head.groups) {
      const group = { name, first, starts: [] };
      for (const width of numbersIn(widths)) {
        group.starts.push(first);
        first += width;
      }
      groups.push(group);
    }
    return { lunr, head, load, files, groups, documents: first, waiting: new Map(), parsed: new Map(), words: new Map() };
  }

  // Promises the data of a file that the head names.
  function fileOf(opened, name) {
    const path = `search/${name}.js`;
    if (path in opened.files) return Promise.resolve(opened.files[path]);
    if (!opened.waiting.has(path)) {
      const loading = opened.load(path);
      opened.waiting.set(path, loading);
      loading.catch(() => opened.waiting.delete(path));
    }
    return opened.waiting.get(path);
  }

  // Promises what `parse` makes of files, once for each; those that do not load are told to `failed`, and left out.
  async function parsed(opened, names, parse, failed) {
    const loaded = Array.from(new Set(names), async (name) => {
      try {
        const data = await fileOf(opened, name);
        if (!opened.parsed.has(name)) opened.parsed.set(name, parse(data));
        return opened.parsed.get(name);
      } catch {
        failed.add(`search/${name}.js`);
        return undefined;
      }
    });
    return (await Promise.all(loaded)).filter((each) => each !== undefined);
  }

  // ---------------------------------------------------------------- numbers (numbers.py)

  const LAST = 60;
  const SIGNS = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).filter(
    (sign) => sign !== '"' && sign !== "\\",
  );
  const VALUES = new Int8Array(0x7f);
  SIGNS.forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value));

  function numbersIn(text) {
    const numbers = [];
    let number = 0;
    for (let i = 0; i < text.length; i++) {
      const value = VALUES[text.charCodeAt(i)];
      if (value < LAST) {
        numbers.push(number * LAST + value);
        number = 0;
      } else {
        number = number * (SIGNS.length - LAST) + value - LAST + 1;
      }
    }
    return numbers;
  }

  // ---------------------------------------------------------------- order

  // Python compares characters and JavaScript halves of them: those past U+FFFF come after all others.
  const rank = (unit) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

  function compare(one, other) {
    const length = Math.min(one.length, other.length);
    for (let i = 0; i < length; i++) {
      const difference = rank(one.charCodeAt(i)) - rank(other.charCodeAt(i));
      if (difference !== 0) return difference;
    }
    return one.length - other.length;
  }

  // The names of files that may have a term; `files` are pairs of first term and name, in order.
  function holding(files, term) {
    return files
      .filter(([start], i) => {
        const next = files[i + 1]?.[0];
        return compare(start, term) <= 0 && (next === undefined || start === term || compare(next, term) > 0);
      })
      .map(([, name]) => name);
  }

  // The names of files that may have a term that begins so.
  function holdingFrom(files, beginning) {
    const begun = files.filter(([start]) => start.startsWith(beginning)).map(([, name]) => name);
    return [...holding(files, beginning), ...begun];
  }

  // ---------------------------------------------------------------- words

  const SPLIT = 30; // is added to the frequency of a term that some group has split (vocabulary.py)

  // The terms of a file of words: how frequent each is, whether its worse places stand apart, and a word that has it.
  function readWords(text) {
    const words = new Map();
    for (const line of text.split(" ")) {
      const at = line.indexOf("=");
      const term = line.slice(0, at);
      const form = line.slice(at + 2);
      const word = form ? term.slice(0, term.length - numbersIn(form[0])[0]) + form.slice(1) : term;
      const told = numbersIn(line[at + 1])[0];
      words.set(term, { frequency: told % SPLIT, isSplit: told >= SPLIT, word });
    }
    return words;
  }

  // Promises the loaded words of some files, in order: [[term, {frequency, word}]].
  async function wordsIn(opened, names, failed) {
    const loaded = await parsed(opened, names, readWords, failed);
    return loaded.flatMap((words) => Array.from(words));
  }

  // Promises those of the terms that are in the index.
  async function knownAmong(opened, terms, failed) {
    const all = Array.from(terms);
    const names = all.flatMap((term) => holding(opened.head.words, term));
    const loaded = await parsed(opened, names, readWords, failed);
    return all.filter((term) => loaded.some((words) => words.has(term)));
  }

  // Promises those of the terms whose worse places stand apart, because they are so frequent.
  async function splitAmong(opened, terms, failed) {
    const all = Array.from(terms);
    const names = all.flatMap((term) => holding(opened.head.words, term));
    const loaded = await parsed(opened, names, readWords, failed);
    return all.filter((term) => loaded.some((words) => words.get(term)?.isSplit));
  }

  // Promises the terms that begin so, in order: as many as stand in a few pieces.
  async function termsFrom(opened, beginning, failed) {
    return inFewPieces(opened, await allFrom(opened, beginning, failed), MOST_PIECES);
  }

  // As many of the terms, from the first on, as stand in so many pieces, besides those that some other terms stand in.
  function inFewPieces(opened, terms, most, others = []) {
    const piecesOf = (term) => holding(opened.head.first, term);
    const pieces = new Set(others.flatMap(piecesOf));
    const room = pieces.size + most;
    return terms.filter((term) => {
      const names = piecesOf(term).filter((name) => !pieces.has(name));
      if (pieces.size + names.length > room) return false;
      names.forEach((name) => pieces.add(name));
      return true;
    });
  }

  async function allFrom(opened, beginning, failed) {
    const words = await wordsIn(opened, holdingFrom(opened.head.words, beginning), failed);
    return words.map(([term]) => term).filter((term) => term.startsWith(beginning));
  }

  // Promises the terms of a script without spaces that have these characters.
  async function termsWith(opened, characters, failed) {
    const files = opened.head.words;
    const names = files.filter((_, i) => i + 1 === files.length || compare(files[i + 1][0], "\u0e00") > 0);
    const words = await wordsIn(
      opened,
      names.map(([, name]) => name),
      failed,
    );
    return words.map(([term]) => term).filter((term) => term.includes(characters) && siteSearch.isUnspaced(term));
  }

  // Promises the terms that are so many letters from one, and begin alike.
  async function termsNear(opened, term, editDistance, failed) {
    const { lunr } = opened;
    const terms = await allFrom(opened, Array.from(term)[0], failed);
    const near = lunr.TokenSet.fromArray(terms.sort()).intersect(lunr.TokenSet.fromClause({ term, editDistance }));
    return near.toArray().sort();
  }

  // Promises words of the archive that are spelled like one that it has not, the nearest first, then the most frequent.
  async function suggest(opened, { terms }) {
    const failed = new Set();
    const [term] = terms;
    if (terms.length > 1 || term.length < 3 || term.length > 24) return [];
    const suggestions = new Map();
    for (const distance of term.length < 6 ? [1] : [1, 2]) {
      const near = new Set(await termsNear(opened, term, distance, failed));
      const words = await wordsIn(opened, holdingFrom(opened.head.words, Array.from(term)[0]), failed);
      const known = words.filter(([other]) => near.has(other) && other !== term);
      known.sort(([, one], [, other]) => other.frequency - one.frequency);
      for (const [other, { word }] of known) if (!suggestions.has(other)) suggestions.set(other, word);
    }
    return Array.from(suggestions.values()).slice(0, 5);
  }

  // ---------------------------------------------------------------- scores and lunr's own index

  const NO_METADATA = Object.freeze({}); // lunr could keep positions with each posting; it reads them only
  const K1 = 1.2;
  const B = 0.75;

  // The entries of a piece: for each term a list of [group, text].
  function readPiece(texts) {
    const entries = new Map();
    texts.forEach((text, group) => {
      for (const entry of text === "" ? [] : text.split(" ")) {
        const at = entry.indexOf("=");
        const term = entry.slice(0, at);
        if (!entries.has(term)) entries.set(term, []);
        entries.get(term).push([group, entry.slice(at + 1)]);
      }
    });
    return entries;
  }

  async function entriesOf(opened, kind, terms, failed) {
    const names = terms.flatMap((term) => holding(opened.head[kind], term));
    const pieces = await parsed(opened, names, readPiece, failed);
    return (term) => pieces.flatMap((piece) => piece.get(term) ?? []);
  }

  // Promises an index of lunr's that has these terms and no others, and scores them as one of the whole archive would:
  // {index, more}. Without `all` the worse places of frequent terms are left out, and `more` tells that there are any.
  async function indexOf(opened, terms, { all, failed, everyDocument = false }) {
    const { lunr, head, documents } = opened;
    const { fields } = head;
    const wanted = Array.from(terms).sort();
    const first = await entriesOf(opened, "first", wanted, failed);
    const rests = new Map();
    const split = [];
    const placesOf = new Map();
    for (const term of wanted) {
      const places = [];
      let rest = 0;
      for (const [group, text] of first(term)) {
        const numbers = numbersIn(text);
        rest += numbers[0];
        pushPlaces(places, numbers, 1, opened.groups[group].first * fields.length);
      }
      placesOf.set(term, places);
      rests.set(term, rest);
      if (rest > 0) split.push(term);
    }
    const total = new Map(wanted.map((term) => [term, placesOf.get(term).length / 3 + rests.get(term)]));
    if (all && split.length > 0) {
      const rest = await entriesOf(opened, "rest", split, failed);
      for (const term of split) {
        for (const [group, text] of rest(term)) {
          pushPlaces(placesOf.get(term), numbersIn(text), 0, opened.groups[group].first * fields.length);
        }
      }
    }
    const vectors = new Map();
    if (everyDocument) {
      for (let place = 0; place < documents * fields.length; place++) vectors.set(place, []);
    }
    const averages = head.lengths.map((length) => length / documents || 1);
    const invertedIndex = wanted.map((term, termIndex) => {
      const posting = { _index: termIndex };
      for (const field of fields) posting[field] = {};
      const rarity = Math.log(1 + Math.abs((documents - total.get(term) + 0.5) / (total.get(term) + 0.5)));
      const places = placesOf.get(term);
      for (let i = 0; i < places.length; i += 3) {
        const [place, count, length] = [places[i], places[i + 1], places[i + 2]];
        const field = place % fields.length;
        const damping = K1 * (1 - B + B * (length / averages[field]));
        const score = ((rarity * ((K1 + 1) * count)) / (damping + count)) * head.boosts[field];
        if (!vectors.has(place)) vectors.set(place, []);
        vectors.get(place).push(termIndex, Math.round(score * 1000) / 1000);
        posting[fields[field]][Math.floor(place / fields.length)] = NO_METADATA;
      }
      return [term, posting];
    });
    const fieldVectors = Array.from(vectors, ([place, vector]) => [
      `${fields[place % fields.length]}/${Math.floor(place / fields.length)}`,
      vector,
    ]);
    const serialized = { version: head.lunr, fields, fieldVectors, invertedIndex, pipeline: head.pipeline };
    return { index: lunr.Index.load(serialized), serialized, more: !all && split.length > 0 };
  }

  // Appends place, count, length … of a group, whose places are told as distances, to those of the archive.
  function pushPlaces(places, numbers, from, base) {
    let place = base;
    for (let i = from; i < numbers.length; i += 3) {
      place += numbers[i];
      places.push(place, numbers[i + 1], numbers[i + 2]);
    }
  }

  // ---------------------------------------------------------------- lunr's own language

  // Promises the results of a query in lunr's own language, {document, score} best first; of equal ones the first document.
  async function lunrSearch(opened, typed) {
    const { lunr, head } = opened;
    const failed = new Set();
    const query = new lunr.Query(head.fields);
    new lunr.QueryParser(typed, query).parse();
    const terms = new Set();
    for (const clause of query.clauses) {
      for (const term of clause.usePipeline ? siteSearch.terms(clause.term) : [clause.term]) {
        for (const known of await termsOfClause(opened, { ...clause, term }, failed)) terms.add(known);
      }
    }
    const { index } = await indexOf(opened, terms, { all: true, failed, everyDocument: query.isNegated() });
    return inOrder(index.search(typed));
  }

  async function termsOfClause(opened, clause, failed) {
    const { lunr } = opened;
    if (!clause.editDistance && !clause.term.includes("*")) return knownAmong(opened, [clause.term], failed);
    const beginning = clause.editDistance ? "" : clause.term.slice(0, clause.term.indexOf("*"));
    const terms = await allFrom(opened, beginning, failed);
    return lunr.TokenSet.fromArray(terms.sort()).intersect(lunr.TokenSet.fromClause(clause)).toArray();
  }

  // Results of lunr's in an order that does not depend on how an index was put together.
  function inOrder(results) {
    const found = results.map(({ ref, score }) => ({ document: Number(ref), score }));
    return found.sort((one, other) => other.score - one.score || one.document - other.document);
  }

  // Promises what lunr.Index.load takes for the whole archive, which loads all of it.
  async function serialized(opened) {
    const terms = await allFrom(opened, "", new Set());
    return (await indexOf(opened, terms, { all: true, failed: new Set(), everyDocument: true })).serialized;
  }

  // ---------------------------------------------------------------- cards and filters

  // The last place in a rising list whose number is no larger.
  function lastUpTo(numbers, most) {
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= most) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // Promises what results show of documents: {kind, title, address, text, date, speaker, about, finding, language} each;
  // null for those whose file does not load.
  async function cards(opened, documents) {
    const { head, groups } = opened;
    return Promise.all(
      documents.map(async (document) => {
        const group = groups.findLast(({ first, starts }) => starts.length > 0 && first <= document);
        const member = lastUpTo(group.starts, document);
        try {
          const values = (await fileOf(opened, `${group.name}/${member}`))[document - group.starts[member]];
          return Object.fromEntries(head.card.map((name, i) => [name, values[i]]));
        } catch {
          return null;
        }
      }),
    );
  }

  // Promises {names, of}: for each facet (kind, speaker, verdict, topic, outlet, year) the list of its values {key, label},
  // and a function from a document to its values, as places in these lists: {kind: [0], topic: [3, 8], …}. Rejects where
  // the file does not load.
  async function facets(opened) {
    const { names, groups } = await fileOf(opened, opened.head.facets);
    opened.facets ??= Object.keys(names).map((facet, i) => [facet, groups.flatMap((columns) => rowsIn(...columns[i].map(numbersIn)))]);
    const lists = Object.entries(names).map(([facet, values]) => [facet, values.map(([key, label]) => ({ key, label }))]);
    return {
      names: Object.fromEntries(lists),
      of: (document) => Object.fromEntries(opened.facets.map(([facet, rows]) => [facet, rows[document]])),
    };
  }

  // The values of a group's documents; `places` tells which value each of the group's own numbers means.
  function rowsIn(places, numbers) {
    const rows = [];
    for (let at = 0; at < numbers.length; at += numbers[at] + 1) {
      rows.push(numbers.slice(at + 1, at + 1 + numbers[at]).map((number) => places[number]));
    }
    return rows;
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { cards, facets, indexOf, inOrder, knownAmong, lunrSearch, openIndex, serialized, suggest });
  Object.assign(siteSearch, { inFewPieces, numbersIn, splitAmong, termsFrom, termsNear, termsWith });
})();
