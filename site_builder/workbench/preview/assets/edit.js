/* What the scripts share by which a page of a preview edits content: requests that carry this run's token, and elements.
   `serve` adds these scripts to the pages that it sends to its own machine; no site has them. */
(() => {
  'use strict';

  const OWN_PATH = '/.site-builder/';
  const { token } = document.currentScript.dataset;

  /** Ask the preview to do something; what goes wrong on the way is told as a problem, as what an editor did wrong is. */
  const post = async (action, data) => {
    let answer;
    try {
      answer = await fetch(`${OWN_PATH}edit/${action}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Site-Builder-Token': token },
        body: JSON.stringify(data),
      });
      if (answer.ok) return await answer.json();
    } catch {
      return { problem: { message: 'The preview does not answer.', hint: 'Is it still running? What you typed stays here.' } };
    }
    return { problem: { message: `The preview refused: ${answer.statusText}.`, hint: 'What you typed stays here.' } };
  };

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const button = (className, label, act) => {
    const made = element('button', className, label);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };

  /** Make an element at the end of the page whose content the site's styles and scripts do not meet; return its inside.
      It is hidden until its styles are there, which `ready` promises: what is focused before would be scrolled to. */
  const island = (...styles) => {
    const host = element('div');
    host.dataset.annotationUi = '';
    host.dataset.siteBuilderPreview = '';
    host.lang = 'en';
    const root = host.attachShadow({ mode: 'open' });
    const inside = element('div', 'preview');
    const loads = styles.map((style) => {
      const link = element('link');
      link.rel = 'stylesheet';
      link.href = `${OWN_PATH}${style}.css`;
      root.append(link);
      return new Promise((done) => { link.onload = link.onerror = done; });
    });
    inside.hidden = true;
    inside.ready = Promise.all(loads).then(() => { inside.hidden = false; });
    for (const kind of ['keydown', 'keyup', 'keypress']) {
      inside.addEventListener(kind, (event) => event.stopPropagation()); // a letter typed here is no key of the page
    }
    root.append(inside);
    document.body.append(host);
    return inside;
  };

  window.siteBuilder = { post, element, button, island };
})();
