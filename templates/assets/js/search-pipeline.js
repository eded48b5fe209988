// Text to search terms, and their place in lunr's pipeline: the same steps in the same order with the same patterns as
// site_builder/searching/terms.py and stemming.py, which say why. A term that only one side makes is never found.
(function () {
  "use strict";

  const LABEL = "site-terms";

  // ---------------------------------------------------------------- stems (Porter 1980)

  const STEP_2 = [
    ["ational", "ate"], ["ization", "ize"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"],
    ["tional", "tion"], ["biliti", "ble"], ["entli", "ent"], ["ousli", "ous"], ["ation", "ate"], ["alism", "al"],
    ["aliti", "al"], ["iviti", "ive"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["alli", "al"],
    ["ator", "ate"], ["logi", "log"], ["bli", "ble"], ["eli", "e"],
  ];
  const STEP_3 = [
    ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ness", ""], ["ful", ""],
  ];
  const STEP_4 = [
    ["ement", ""], ["ance", ""], ["ence", ""], ["able", ""], ["ible", ""], ["ment", ""], ["ant", ""], ["ent", ""],
    ["ion", ""], ["ism", ""], ["ate", ""], ["iti", ""], ["ous", ""], ["ive", ""], ["ize", ""], ["al", ""], ["er", ""],
    ["ic", ""], ["ou", ""],
  ];

  // "v" for each vowel, "c" for each consonant; y is a vowel after a consonant.
  function shape(word) {
    let shape = "";
    for (const letter of word) {
      const vowel = "aeiou".includes(letter) || (letter === "y" && shape.endsWith("c"));
      shape += vowel ? "v" : "c";
    }
    return shape;
  }

  const measure = (word) => shape(word).split("vc").length - 1;
  const hasVowel = (word) => shape(word).includes("v");
  const endsDouble = (word) => word.at(-1) === word.at(-2) && shape(word).endsWith("c");
  const endsShort = (word) => shape(word).endsWith("cvc") && !"wxy".includes(word.at(-1));
  const endsWithAny = (word, suffixes) => suffixes.some((suffix) => word.endsWith(suffix));

  function replace(word, rules, least) {
    const rule = rules.find(([suffix]) => word.endsWith(suffix));
    if (!rule) return word;
    const [suffix, replacement] = rule;
    const rest = word.slice(0, -suffix.length);
    if (suffix === "ion" && !endsWithAny(rest, ["s", "t"])) return word;
    return measure(rest) >= least ? rest + replacement : word;
  }

  function withoutPlural(word) {
    if (endsWithAny(word, ["sses", "ies"])) return word.slice(0, -2);
    return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  }

  function completed(word) {
    if (endsWithAny(word, ["at", "bl", "iz"])) return word + "e";
    if (endsDouble(word)) return "lsz".includes(word.at(-1)) ? word : word.slice(0, -1);
    return measure(word) === 1 && endsShort(word) ? word + "e" : word;
  }

  function withoutParticiple(word) {
    if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    const suffix = ["ed", "ing"].find((suffix) => word.endsWith(suffix));
    if (!suffix) return word;
    const rest = word.slice(0, -suffix.length);
    return hasVowel(rest) ? completed(rest) : word;
  }

  function tidied(word) {
    if (word.endsWith("e")) {
      const rest = word.slice(0, -1);
      if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) word = rest;
    }
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
  }

  function stem(word) {
    if (word.length < 3) return word;
    word = withoutParticiple(withoutPlural(word));
    if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = word.slice(0, -1) + "i";
    word = replace(word, STEP_2, 1);
    word = replace(word, STEP_3, 1);
    word = replace(word, STEP_4, 2);
    return tidied(word);
  }

  // ---------------------------------------------------------------- terms

  const DROPPED = new RegExp(
    "[\\u00ad\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff" +
      "\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2066-\\u2069" +
      "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff" +
      "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
      "\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]",
    "g",
  );
  const LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
  };
  const FOLDED_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

  // Scripts without spaces: site_builder/scripts.py says which.
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19df\\u1a20-\\u1aaf\\u2e80-\\ua4cf" +
    "\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\uff66-\\uffdc" +
    "\\u{11700}-\\u{1174f}\\u{1aff0}-\\u{1b2ff}\\u{20000}-\\u{3ffff}";
  const LETTER = `[^ .,'&${UNSPACED}]`;
  const WORD = new RegExp(
    "([0-9]+(?:[.,'][0-9]+)+" +
      `|${LETTER}(?:\\.${LETTER})+(?!${LETTER})` +
      `|${LETTER}+(?:&${LETTER}+)*` +
      `|[${UNSPACED}]+)` +
      `(?:\\.?'s(?!${LETTER}))?`,
    "gu",
  );
  const BEGINS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

  function folded(text) {
    return text
      .replace(/[™℠]/g, " ")
      .normalize("NFKD")
      .toLowerCase()
      .replace(DROPPED, "")
      .replace(FOLDED_LETTERS, (letter) => LETTERS[letter])
      .replace(/[’‘ʼ＇]/g, "'")
      .replace(/[^\p{L}\p{M}\p{N}.,'&]/gu, " ")
      .normalize("NFC");
  }

  const isUnspaced = (text) => BEGINS_UNSPACED.test(text);

  function termsOf(word) {
    if (isUnspaced(word)) {
      const characters = Array.from(word);
      if (characters.length === 1) return characters;
      return characters.slice(1).map((character, i) => characters[i] + character);
    }
    if (/^[0-9]+[.,']/.test(word)) {
      return [word.replace(/[.,'](?=[0-9]{3}(?![0-9]))/g, "").replace(/[,']/g, ".")];
    }
    const letters = word.replace(/[.&]/g, "");
    return [/^[a-z]+$/.test(letters) ? stem(letters) : letters];
  }

  // The words of a text as they are parted, folded but not stemmed: [{word, terms}].
  function words(text) {
    return Array.from(folded(text).matchAll(WORD), ([, word]) => ({ word, terms: termsOf(word) }));
  }

  function terms(text) {
    return words(text).flatMap((word) => word.terms);
  }

  // Makes the function known to lunr under the name that the index calls it by.
  function registerWith(lunr) {
    if (LABEL in lunr.Pipeline.registeredFunctions) return;
    const intoTerms = (token) => terms(token.toString()).map((term) => token.clone(() => term));
    lunr.Pipeline.registerFunction(intoTerms, LABEL);
  }

  const siteSearch = (globalThis.siteSearch = globalThis.siteSearch || {});
  Object.assign(siteSearch, { isUnspaced, registerWith, stem, terms, words });
})();
