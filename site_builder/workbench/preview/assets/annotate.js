/* On an article's page: words that are selected get a button that opens the form of a new note, and each note buttons to edit
   and to withdraw it. Which words these are is asked of the preview, which sees the text as anchoring does. */
(() => {
  'use strict';

  const { post, element, button, island } = window.siteBuilder;
  const CONTEXT = 40;
  const SAVED = 'site-builder saved';
  const PARTS = { body: '[data-article-text]', title: '[data-article-title]', dek: '[data-article-dek]', caption: '[data-article-caption]' };

  const reading = document.querySelector('[data-reading]');
  const slug = decodeURIComponent(location.pathname.match(/^\/articles\/([^/]+)\/(?:index\.html)?$/)?.[1] ?? '');
  if (!reading || !slug) return;

  // ---------------------------------------------------------------- the text of the article

  /** The text nodes of a part, without what is added to it: markers and notes. */
  const textNodes = (part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.hasAttribute('data-annotation-ui') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };

  /** What of a part lies in a range, with the text around it. */
  const cut = (part, range) => {
    let text = '';
    let start = -1;
    let end = -1;
    for (const node of textNodes(part)) {
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.length;
        if (to > from) {
          if (start < 0) start = text.length + from;
          end = text.length + to;
        }
      }
      text += node.data;
    }
    if (start < 0) return null;
    const words = text.slice(start, end);
    const first = start + words.length - words.trimStart().length;
    return {
      exact: words.trim(),
      prefix: text.slice(Math.max(0, first - CONTEXT), first),
      suffix: text.slice(first + words.trim().length).slice(0, CONTEXT),
      offset: [...text.slice(0, first)].length,
    };
  };

  /** What is selected: words of one part, "" where that is none, or a fault where they are of several. */
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const found = Object.entries(PARTS).flatMap(([part, selector]) => {
      const place = reading.querySelector(selector);
      const words = place && range.intersectsNode(place) && cut(place, range);
      return words && words.exact ? [{ part, ...words }] : [];
    });
    return found.length ? { found, range: range.cloneRange() } : null;
  };

  // ---------------------------------------------------------------- the form

  let form = null;
  let owesReload = false;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ::highlight(site-builder-words) { background-color: light-dark(#f6e3a8, #5d4a17); color: inherit; }
    .note-edit button { padding: 0.25rem 0; border: 0; background: none; color: var(--ink-soft); font: inherit; cursor: pointer;
      text-decoration: underline 1px color-mix(in oklab, currentColor 35%, transparent); text-underline-offset: 0.2em; }
    .note-edit button:hover { text-decoration-color: currentColor; }
    .note-edit button + button { margin-inline-start: 0.75rem; }
    @media print { .note-edit { display: none; } }
  `);
  document.adoptedStyleSheets.push(sheet);

  const mark = (range) => {
    if (!CSS.highlights) return;
    if (range) CSS.highlights.set('site-builder-words', new Highlight(range));
    else CSS.highlights.delete('site-builder-words');
  };

  const told = element('div', 'told');
  told.setAttribute('role', 'status');
  const tell = (text) => { told.textContent = text; };

  const closed = (before, saved) => {
    form = null;
    mark(null);
    place();
    starter.hidden = false;
    if (saved) {
      tell('Saved. The page reloads when it is built.');
      try { sessionStorage.setItem(SAVED, saved); } catch { /* then the note is not focused after the reload */ }
    }
    if (before?.isConnected) before.focus({ preventScroll: true });
    if (owesReload) {
      owesReload = false;
      document.dispatchEvent(new Event('LiveReloadConnect')); // which makes the page ask what it is of
    }
  };

  /** Scroll words that the form covers, as it does on a phone, to above it. */
  const keepInSight = (range) => {
    const words = range?.getBoundingClientRect();
    const sheet = form.root.getBoundingClientRect();
    if (words && sheet.top > 0 && words.bottom > sheet.top) scrollBy({ top: words.top - 16, behavior: 'instant' });
  };

  let isOpening = false;

  const open = async (asked, { title, range = null, field = '' }) => {
    if (form || isOpening) {
      form?.root.focus();
      return;
    }
    isOpening = true;
    const before = document.activeElement === document.body ? null : document.activeElement;
    const opened = await post('open', { slug, ...asked });
    isOpening = false;
    if (opened.problem || !opened.choices) {
      tell([opened.problem?.message, opened.problem?.hint].filter(Boolean).join(' '));
      return;
    }
    tell('');
    mark(range);
    starter.hidden = true;
    form = new window.siteBuilder.NoteForm({
      slug,
      title,
      opened,
      selection: asked.exact ? asked : null,
      isMirrored: getComputedStyle(reading).direction === 'rtl', // over the notes, not over the text
      onClose: (saved) => closed(before, saved),
    });
    await form.inside.ready;
    keepInSight(range);
    form.open(field);
    if (field === 'withdrawn_because') {
      form.controls.status.value = 'withdrawn';
      form.adapt();
      form.open(field);
    }
  };

  const annotate = () => {
    const words = selected();
    if (words?.found.length > 1) {
      tell(`The selection goes over ${words.found.map(({ part }) => (part === 'body' ? 'text' : part)).join(' and ')}: choose words of one of them.`);
      return;
    }
    open(words ? words.found[0] : {}, { title: 'New note', range: words?.range });
  };

  // ---------------------------------------------------------------- the button at the selection

  const starter = button('starter', 'Annotate', annotate);
  starter.setAttribute('aria-keyshortcuts', 'a');
  const key = element('kbd', '', 'a');
  key.setAttribute('aria-hidden', 'true');
  starter.append(key);
  starter.addEventListener('mousedown', (event) => event.preventDefault()); // else the selection would go
  island('preview', 'note-form').append(starter, told);

  /** Put the button below the end of what is selected, or into its corner. */
  function place() {
    const words = form ? null : selected();
    const box = words && [...words.range.getClientRects()].at(-1);
    const isSeen = box && box.bottom > 0 && box.bottom < innerHeight - 48;
    starter.style.inset = isSeen
      ? `${box.bottom + 8}px auto auto ${Math.min(Math.max(8, box.right - 40), innerWidth - 140)}px` : '';
  }

  document.addEventListener('selectionchange', place);
  addEventListener('scroll', place, { passive: true });
  addEventListener('resize', place);

  /** Whether the reader turned off keys that are letters, as the list of keys lets them. */
  const keysAreOff = () => {
    try { return localStorage.getItem('site-builder keys') === 'off'; } catch { return false; }
  };

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
    if (event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey || isTyping || keysAreOff()) return;
    event.preventDefault();
    annotate();
  });

  // ---------------------------------------------------------------- the buttons of a note

  for (const body of reading.querySelectorAll('.note-body[id^="note-"]')) {
    const id = body.id.slice('note-'.length);
    const number = body.closest('.note')?.querySelector('.note-number')?.lastChild?.textContent.trim() ?? '';
    const name = `note ${number || id}`;
    const edit = button('', 'Edit', () => open({ note: id }, { title: `Edit ${name}` }));
    const isWithdrawn = !body.closest('.note');
    const withdraw = button('', 'Withdraw', () => open({ note: id }, { title: `Withdraw ${name}`, field: 'withdrawn_because' }));
    edit.setAttribute('aria-label', `Edit ${name}`);
    withdraw.setAttribute('aria-label', `Withdraw ${name}`);
    const list = body.querySelector('.note-links');
    const item = element(list ? 'li' : 'p', 'note-edit', ...(isWithdrawn ? [edit] : [edit, withdraw]));
    item.lang = 'en';
    item.dir = 'ltr';
    (list ?? body).append(item);
  }

  // ---------------------------------------------------------------- reloads

  window.siteBuilder.isWriting = () => form !== null;
  window.siteBuilder.reloadLater = () => { owesReload = true; };

  addEventListener('beforeunload', (event) => {
    if (form?.isTyped) event.preventDefault();
  });

  addEventListener('load', () => {
    let saved = null;
    try {
      saved = sessionStorage.getItem(SAVED);
      sessionStorage.removeItem(SAVED);
    } catch { /* nothing was kept */ }
    if (saved) document.getElementById(`ref-${saved}`)?.focus({ preventScroll: true });
  });
})();
