/* What pages do in a preview: reload when the site was built anew, keep their place, show which notes changed, and lay over
   themselves what is wrong with the sources. `serve` adds this script to the pages that it sends; no site has it. */
(() => {
  'use strict';

  const OWN_PATH = '/.site-builder/';
  const KEPT = `site-builder preview ${location.pathname}`;
  const CLOSED = 'site-builder preview closed';
  const FLASH_MS = 1800;
  const version = document.currentScript.dataset.version;

  const storage = (() => {
    try { return sessionStorage; } catch { return null; } // a browser may forbid it
  })();

  /* ---------------------------------------------------------------- keeping the place, showing what changed */

  /** The text of each note on the page, by its id; its number is no part of it, as a note above may change that. */
  const noteTexts = () => Object.fromEntries([...document.querySelectorAll('[data-note]')].map((note) => {
    const copy = note.cloneNode(true);
    copy.querySelectorAll('.note-number').forEach((number) => number.remove());
    const links = [...copy.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'));
    return [note.dataset.note, `${note.dataset.tone} ${copy.textContent} ${links.join(' ')}`.replace(/\s+/g, ' ')];
  }));

  let notes = {};

  const reload = () => {
    storage?.setItem(KEPT, JSON.stringify({ x: scrollX, y: scrollY, notes }));
    location.reload();
  };

  const returnToPlace = () => {
    const kept = JSON.parse(storage?.getItem(KEPT) ?? 'null');
    storage?.removeItem(KEPT);
    if (!kept) return;
    scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    for (const [id, text] of Object.entries(notes)) {
      if (kept.notes[id] !== text) flash(id);
    }
  };

  const flash = (id) => {
    const places = [`[data-note="${CSS.escape(id)}"]`, `mark[data-notes~="${CSS.escape(id)}"]`];
    for (const place of document.querySelectorAll(places.join())) {
      place.setAttribute('data-changed', '');
      const color = getComputedStyle(place).getPropertyValue('--link').trim() || 'Highlight';
      const strong = `color-mix(in srgb, ${color} 28%, transparent)`;
      place.animate([{ backgroundColor: strong }, { backgroundColor: strong, offset: 0.35 }, {}], FLASH_MS)
        .finished.then(() => place.removeAttribute('data-changed'), () => {});
    }
  };

  /* ---------------------------------------------------------------- what is wrong */

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

  const countsOf = (problems) => ['error', 'warning'].map((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count ? plural(count, severity) : '';
  }).filter(Boolean).join(', ');

  const problemItem = (problem) => {
    const kind = problem.severity + (problem.code && `[${problem.code}]`);
    const item = element('li', `problem ${problem.severity}`);
    if (problem.place) item.append(element('p', 'place', problem.place));
    item.append(element('p', 'message', element('span', 'kind', `${kind}:`), ` ${problem.message}`));
    if (problem.excerpt) item.append(element('pre', 'excerpt', problem.excerpt.replace(/^ {4}/gm, '')));
    if (problem.hint) item.append(element('p', 'hint', problem.hint));
    window.siteBuilder?.offerPlaces?.(item, problem);
    return item;
  };

  /** The panel with all problems, and the button in the corner that opens it again; they stand in a shadow tree, so that the
      site's styles and scripts do not meet them. */
  class Overlay {
    constructor() {
      this.host = element('div');
      this.host.dataset.annotationUi = '';
      this.host.dataset.siteBuilderPreview = '';
      this.host.lang = 'en';
      const root = this.host.attachShadow({ mode: 'open' });
      const style = element('link');
      style.rel = 'stylesheet';
      style.href = `${OWN_PATH}preview.css`;
      this.heading = element('h2', 'heading');
      this.heading.id = 'heading';
      this.explanation = element('p', 'explanation');
      this.list = element('ol', 'problems');
      this.closer = element('button', 'close', 'Close');
      this.closer.type = 'button';
      const head = element('div', 'head', element('div', '', this.heading, this.explanation), this.closer);
      this.panel = element('section', 'panel', head, this.list);
      this.panel.tabIndex = -1;
      this.panel.setAttribute('role', 'alertdialog');
      this.panel.setAttribute('aria-labelledby', 'heading');
      this.opener = element('button', 'opener');
      this.opener.type = 'button';
      root.append(style, element('div', 'preview', this.panel, this.opener));
      this.closer.addEventListener('click', () => this.close());
      this.opener.addEventListener('click', () => this.open());
      this.panel.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        this.close();
      });
      this.panel.hidden = this.opener.hidden = true;
    }

    show(state) {
      const { problems } = state;
      this.signature = JSON.stringify(problems);
      this.heading.textContent = countsOf(problems);
      this.explanation.textContent = state.isGood ? 'The pages are up to date.'
        : state.isBuilt ? 'The pages are those of the last good build.' : 'No page was built yet.';
      this.list.replaceChildren(...problems.map(problemItem));
      this.opener.textContent = countsOf(problems);
      this.opener.className = `opener ${state.isGood ? 'warning' : 'error'}`;
      if (!problems.length) {
        this.panel.hidden = this.opener.hidden = true;
        storage?.removeItem(CLOSED);
      } else if (state.isGood || window.siteBuilder?.isWriting?.() || storage?.getItem(CLOSED) === this.signature) {
        this.panel.hidden = true;
        this.opener.hidden = false;
      } else {
        this.open({ focus: !document.activeElement?.matches('input, textarea, select, [contenteditable]') });
      }
      if (problems.length && !this.host.isConnected) document.body.append(this.host);
    }

    open({ focus = true } = {}) {
      this.panel.hidden = false;
      this.opener.hidden = true;
      if (!this.host.isConnected) document.body.append(this.host);
      if (focus) this.panel.focus({ preventScroll: true });
    }

    close() {
      storage?.setItem(CLOSED, this.signature);
      this.panel.hidden = true;
      this.opener.hidden = false;
      this.opener.focus({ preventScroll: true });
    }
  }

  const overlay = new Overlay();

  /* ---------------------------------------------------------------- news */

  const ask = async () => {
    let state;
    try {
      state = await (await fetch(`${OWN_PATH}state.json`, { cache: 'no-store' })).json();
    } catch {
      return; // the server went: livereload comes back when it does
    }
    const isOld = state.isBuilt && state.version !== version; // a server that was just started has no pages yet
    if (isOld) leave();
    else overlay.show(state);
  };

  const leave = () => {
    if (window.siteBuilder?.isWriting?.()) window.siteBuilder.reloadLater();
    else reload();
  };

  /* livereload asks each of its plugins whether it takes care of a reload. */
  window.LiveReloadPluginSiteBuilder = class {
    static identifier = 'site-builder';
    static version = '1';

    /** Hear that a build has ended, and of which version the pages are now where it ended well. */
    reload(current) {
      if (current && current !== version) leave();
      else ask();
      return true;
    }
  };

  document.addEventListener('LiveReloadConnect', ask);
  document.addEventListener('DOMContentLoaded', () => {
    notes = noteTexts();
    ask();
  });
  addEventListener('load', returnToPlace);
})();
