/* In the panel of problems: the places where a quote that no longer matches may stand, one of which is chosen. */
(() => {
  'use strict';

  const { post, element, button } = window.siteBuilder;
  const CODES = new Set(['quote-not-found', 'quote-context', 'quote-occurrence', 'quote-ambiguous', 'quote-part-empty']);

  /** Return the words of a candidate, those of the quote alone struck out and those of the article alone underlined. */
  const wordsOf = (candidate) => {
    const words = element('span', 'words');
    words.dir = 'auto';
    candidate.runs.forEach((run, index) => {
      if (run.spaced && index) words.append(' ');
      const name = { quote: 'del', article: 'ins' }[run.kind];
      words.append(name ? element(name, '', run.text) : run.text);
    });
    if (candidate.runs.every((run) => run.kind === 'same')) {
      words.prepend(candidate.before);
      words.append(candidate.after);
    }
    return words;
  };

  const fault = (problem) => element('p', 'hint', `${problem.message} ${problem.hint}`.trim());

  const choose = async (box, quote, candidate) => {
    const { file, note, target } = quote;
    const answer = await post('relink', { file, note, target, quote: quote.quote, key: candidate.key });
    const problem = answer.problem ?? answer.conflict;
    box.replaceChildren(problem ? fault(problem) : element('p', 'hint', 'Written. The page reloads when it is built.'));
    box.tabIndex = -1;
    box.focus();
  };

  const candidateItem = (box, quote, candidate) => {
    const item = element('li', 'candidate', element('span', 'place', `${candidate.where}: `), wordsOf(candidate));
    if (candidate.warning) item.append(element('p', 'warning-line', candidate.warning));
    const take = button('close', 'Take this place', () => choose(box, quote, candidate));
    take.setAttribute('aria-label', `Take this place: ${candidate.where}`);
    item.append(take);
    return item;
  };

  const show = async (box, problem) => {
    const answer = await post('candidates', { file: problem.file });
    const quote = answer.quotes?.find(({ place }) => place === problem.place);
    if (!quote) {
      box.replaceChildren(fault(answer.problem ?? { message: 'This quote has its place again.', hint: '' }));
    } else if (!quote.candidates.length) {
      box.replaceChildren(element('p', 'hint', 'Nothing like it stands in the article.'));
    } else {
      const list = element('ol', 'candidates', ...quote.candidates.map((one) => candidateItem(box, quote, one)));
      box.replaceChildren(list);
      list.querySelector('button').focus();
    }
  };

  /** Add to a problem of the panel the button that finds where its quote may stand. */
  window.siteBuilder.offerPlaces = (item, problem) => {
    if (!CODES.has(problem.code)) return;
    const box = element('div', 'relink');
    box.append(button('close', 'Find the words', () => show(box, problem)));
    item.append(box);
  };
})();
