/* Moves the notes of the margin up beside their words, and shows of a folded one as much as there is room for.

   Styles (notes.css) decide whether notes stand in a margin, where they float until this has placed them; this says where a
   note begins (--top, within the article) and how many lines of a folded one are shown (--head-lines, --text-lines), so that
   none is lost where it fails. From then on notes take no part in the layout of the text, so that to move one costs little.
   Everything is read before anything is written: a page that is read after a change is laid out at once. */
"use strict";

(() => {
  const { reading, notes, wordsOf } = globalThis.siteNotes ?? { notes: [] };
  if (notes.length === 0) {
    return;
  }

  const PARTS = "[data-article-title], [data-article-dek], [data-article-caption], [data-article-text], .excerpt";
  const TEXT_LINES = 3; // of a folded note's text that are shown in any case; a cut that saves one line only is not worth it
  const GAP = 0.9; // lines between two notes
  const FEW = 60; // notes that are placed at once; of more, those near the screen: 600 would take half a second of a phone

  /* A browser that cannot show the content of closed <details> in the margin gets them open. */
  const showsClosed = CSS.supports("selector(::details-content)");

  // ---- where notes should stand, in numbers

  /** Return where each note should begin: beside its words, or below the note before it where there is no room. */
  function stack(boxes, floor) {
    return boxes.map(({ words, height }) => {
      const top = Math.max(words, floor);
      floor = top + height;
      return top;
    });
  }

  // ---- reading the page

  const firstWords = new Map();

  /** Return the first mark of a note in the part that the note stands in: title, dek, caption or body. */
  function firstWordsOf(note) {
    if (!firstWords.has(note)) {
      const part = document.getElementById(`ref-${note.dataset.note}`)?.closest(PARTS);
      firstWords.set(note, wordsOf(note.dataset.note).find((mark) => part?.contains(mark)));
    }
    return firstWords.get(note);
  }

  function measure(note, { line, gap }) {
    const words = firstWordsOf(note)?.getClientRects()[0];
    const flow = note.parentElement.getBoundingClientRect().top;
    const beside = words ? words.top + (words.height - line) / 2 : flow;
    return { words: Math.min(beside, flow), height: note.offsetHeight + gap };
  }

  /** Return how a folded note could be cut: the fewest lines of head and text, how many of text are left, and the pixels shown beyond. */
  function measureFold(note, { line }) {
    const [head, text] = [".note-head", ".note-body > .note-text"].map((part) => note.querySelector(part));
    const fewest = head.firstElementChild.getClientRects().length; // all of the verdict
    const all = Math.round((text?.scrollHeight ?? 0) / line);
    const lines = all === TEXT_LINES + 1 ? all : TEXT_LINES;
    const beyond = (height = 0, shown) => (note.open ? 0 : Math.max(0, height - shown * line));
    return {
      fewest,
      lines,
      left: Math.max(0, all - lines),
      more: beyond(head.clientHeight, fewest) + beyond(text?.clientHeight, lines),
    };
  }

  /** Return where the visible note before this one ends. */
  function bottomBefore(note) {
    for (let index = notes.indexOf(note) - 1; index >= 0; index--) {
      if (notes[index].checkVisibility()) {
        return notes[index].getBoundingClientRect().bottom;
      }
    }
    return -Infinity;
  }

  /** Return the notes to be placed, as they follow each other: all between the first and the last that are near. */
  function notesToPlace() {
    if (near.size === 0 || !getComputedStyle(reading).getPropertyValue("--notes-in-margin")) {
      return [];
    }
    const places = [...near].map((note) => notes.indexOf(note));
    return notes.slice(Math.min(...places), Math.max(...places) + 1).filter((note) => note.checkVisibility());
  }

  /** Return what there is to know of the notes to be placed: their boxes, and the lengths that all of them share. */
  function survey(these) {
    const line = parseFloat(getComputedStyle(these[0]).lineHeight);
    const gap = GAP * line;
    const { top, bottom } = reading.getBoundingClientRect();
    const { paddingTop, paddingBottom } = getComputedStyle(reading);
    const after = notes[notes.indexOf(these.at(-1)) + 1];
    return {
      line,
      top,
      start: top + parseFloat(paddingTop),
      floor: bottomBefore(these[0]) + gap,
      end: after?.getBoundingClientRect().top ?? bottom - parseFloat(paddingBottom),
      isEnd: !after,
      boxes: these.map((note) => measure(note, { line, gap })),
    };
  }

  // ---- placing them

  const near = new Set(notes.length > FEW ? [] : notes);
  const placed = new Set();

  /** Place the notes that are near, and show of each folded one what fits above the next: first text, then quoted words. */
  function place() {
    const these = notesToPlace();
    if (these.length === 0) {
      return;
    }
    if (!showsClosed) {
      notes.forEach((note) => { note.open = true; });
    }
    const found = survey(these);
    const folds = these.map((note) => measureFold(note, found));
    const least = found.boxes.map((box, index) => ({ ...box, height: box.height - folds[index].more }));
    const tops = stack(least, found.floor);
    these.forEach((note, index) => {
      const { fewest, lines, left } = folds[index];
      const space = (tops[index + 1] ?? found.end) - tops[index] - least[index].height;
      const room = Math.floor(Math.max(0, space) / found.line);
      const more = Math.min(left, room);
      set(note, "--text-lines", lines + more);
      set(note, "--head-lines", fewest + room - more);
    });
    put(these, tops, found);
  }

  /** Place the notes that are near again, now that some of them have become longer or shorter. */
  function settle() {
    const these = notesToPlace();
    if (these.length > 0) {
      const found = survey(these);
      put(these, stack(found.boxes, found.floor), found);
    }
  }

  function put(these, tops, { boxes, top, start, isEnd }) {
    reading.classList.add("is-placed");
    these.forEach((note, index) => {
      set(note, "--top", `${tops[index] - top}px`);
      placed.add(note);
    });
    if (isEnd) { // notes that were placed do not make the article longer by themselves
      set(reading, "--notes-end", `${tops.at(-1) + boxes.at(-1).height - start}px`);
    }
  }

  function set(element, name, value) {
    if (element.style.getPropertyValue(name) !== String(value)) {
      element.style.setProperty(name, value);
    }
  }

  // ---- when

  place(); // before the first paint, which waits for this script; of many notes none is near yet, and nothing is asked for

  const parts = [...reading.children].filter((part) => !part.matches(".notes")); // none of them grows with a note in the margin
  let isStale = false; // more has changed than the heights of notes

  /* After the layout and before it is painted, so that to read asks for no other; all reasons of a frame are one. */
  const sizes = new ResizeObserver((entries) => {
    if (entries.some(({ target }) => parts.includes(target))) {
      forgetDistant();
      isStale = true;
    }
    (isStale ? place : settle)();
    isStale = false;
  });
  [...parts, ...near].forEach((element) => sizes.observe(element));

  /** Have the notes that are near placed after the next layout. */
  function placeSoon() {
    sizes.unobserve(parts[0]);
    sizes.observe(parts[0]); // which is told of as if it had changed
  }

  function forgetDistant() {
    for (const note of placed) {
      if (!near.has(note)) { // it stands beside words that may have moved
        note.style.removeProperty("--top");
        placed.delete(note);
      }
    }
  }

  function approach(note) {
    near.add(note);
    sizes.observe(note);
    isStale = true;
  }

  function leave(note) {
    near.delete(note);
    sizes.unobserve(note);
  }

  if (notes.length > FEW) {
    const notesOf = new Map(); // the notes that a block of the text brings near
    for (const note of notes) {
      const block = note.parentElement.previousElementSibling ?? note.parentElement.parentElement;
      notesOf.set(block, [...(notesOf.get(block) ?? []), note]);
    }
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        notesOf.get(target).forEach(isIntersecting ? approach : leave);
      }
    }, { rootMargin: "100% 0px" });
    notesOf.forEach((_, block) => watch.observe(block));
  }

  reading.addEventListener("toggle", place, true);
  document.addEventListener("notes-shown", place);
  document.fonts?.addEventListener("loadingdone", placeSoon); // to ask for `ready` would lay out the page at once
})();
