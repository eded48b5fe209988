// What was found to elements: a template of the page filled for each result. Elements are found by data-search attributes;
// a field that a result lacks is taken out. A reader's and an archive's words enter the page as text only, never as markup.
(function () {
  "use strict";

  const TITLE_LENGTH = 240; // characters; a claim can be a paragraph
  const EXCERPT_LENGTH = 240;

  // The results that belong to each group: an element that names "article", "note" or "speaker".
  function grouped(groups, results, opened) {
    const sorts = results.map(({ document }) => siteSearch.sortOf(opened, document));
    return groups.map((group) => results.filter((_, i) => sorts[i] === group.dataset.searchGroup));
  }

  // Promises an element for each result whose card loads; `findings` has the marks of verdicts and kinds.
  async function resultsIn(template, results, { opened, findings }) {
    if (results.length === 0) return [];
    const cards = await siteSearch.cards(opened, results.map(({ document }) => document));
    return results.flatMap(({ terms }, i) => (cards[i] ? [resultOf(template, { card: cards[i], terms, findings })] : []));
  }

  function resultOf(template, { card, terms, findings }) {
    const element = template.firstElementChild.cloneNode(true);
    const link = element.matches("[data-search-link]") ? element : element.querySelector("[data-search-link]");
    link.href = hrefOf(card.address);
    for (const field of element.querySelectorAll("[data-search-field]")) {
      const name = field.dataset.searchField;
      if (card[name] === "") field.remove();
      else fillIn[name](field, card, { terms, findings });
    }
    return element;
  }

  const hrefOf = (address) => siteSearch.linkTo(address, siteSearch.root, location.protocol);

  const fillIn = {
    title(field, card, { terms }) {
      if (card.language) field.lang = card.language;
      const words = marked(siteSearch.excerpt(card.title, terms, TITLE_LENGTH));
      field.append(...(card.quoted === "" ? words : [quotation(words, card.quoted === "marked")]));
    },
    text(field, card, { terms }) {
      if (card.kind === "article" && card.language) field.lang = card.language;
      field.append(...marked(siteSearch.excerpt(card.text, terms, EXCERPT_LENGTH)));
    },
    date(field, card) {
      field.dateTime = card.date;
      field.textContent = dateInWords(card.date);
    },
    finding(field, card, { findings }) {
      const finding = Array.from(findings.children).find((child) => child.dataset.searchFinding === card.finding);
      if (finding) field.append(finding.cloneNode(true));
    },
    claim(field, card) {
      field.href = hrefOf(card.claim);
    },
    speaker(field, card) {
      field.textContent = card.speaker;
    },
    about(field, card) {
      field.textContent = card.about;
    },
  };

  // As templates/macros/claim.html sets the words of a text: without a second pair where they bring quotation marks.
  function quotation(words, hasMarks) {
    const quotation = document.createElement("q");
    quotation.className = hasMarks ? "claim-quote has-marks" : "claim-quote";
    quotation.append(...words);
    return quotation;
  }

  function marked(fragments) {
    return fragments.map(({ text, marked }) => {
      if (!marked) return document.createTextNode(text);
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  // What the words of the page are written by: the tag of their language, its months, and its dates by how exact they are.
  const language = () => document.querySelector("[data-search-findings]").dataset;

  // "7 February 2020", "February 2020" or "2020", as the pages of the site write it.
  function dateInWords(date) {
    const [year, month, day] = date.split("-").map(Number);
    const { months, dates } = language();
    const [ofDay, ofMonth, ofYear] = JSON.parse(dates);
    const values = { year, month: JSON.parse(months)[month - 1], day };
    return (day ? ofDay : month ? ofMonth : ofYear).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  // The message for so many results; `forms` has one for each category of CLDR that the language has.
  function counted(count, none, forms) {
    if (count === 0) return none;
    const known = JSON.parse(forms);
    const message = known[new Intl.PluralRules(language().words).select(count)] ?? Object.values(known).at(-1);
    return message.replace("{count}", inDigits(count));
  }

  // A number in the digits of the pages, 0 to 9, with the language's sign between thousands.
  function inDigits(count) {
    return count.toLocaleString(language().words, { numberingSystem: "latn" });
  }

  const siteSearch = globalThis.siteSearch;
  Object.assign(siteSearch, { counted, grouped, hrefOf, inDigits, resultsIn });
})();
