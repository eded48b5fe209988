/* Joins the marked words of an article and their notes, and moves the notes of the margin up beside their words.

   The page is complete without this: every note stands after its paragraph, every marker is a link. Styles (notes.css)
   decide whether notes stand in a margin; this only says how far each is lifted (--lift) and how many lines of a folded
   one there is room for (--head-lines, --text-lines), so that none is lost where it fails. */
"use strict";

(() => {
  const reading = document.querySelector("[data-reading]");
  if (!reading) {
    return;
  }

  const PARTS = "[data-article-title], [data-article-dek], [data-article-caption], [data-article-text], .excerpt";
  const notes = [...reading.querySelectorAll("details[data-note]")];
  const noteById = new Map(notes.map((note) => [note.dataset.note, note]));
  const wordsById = new Map(notes.map((note) => [note.dataset.note, []]));
  for (const mark of reading.querySelectorAll("mark[data-notes]")) {
    for (const id of mark.dataset.notes.split(" ")) {
      wordsById.get(id)?.push(mark);
    }
  }

  // ---- places in the margin

  /* A browser that cannot show the content of closed <details> in the margin gets them open. */
  const showsClosed = CSS.supports("selector(::details-content)");

  /** Return where each note should begin: beside its words, or below the note before it where there is no room. */
  function stack(boxes) {
    let floor = -Infinity;
    return boxes.map(({ words, height }) => {
      const top = Math.max(words, floor);
      floor = top + height;
      return top;
    });
  }

  /** Return the top margins that bring floats, each clear of the one before it, to the wanted tops. */
  function marginsFor(boxes, tops) {
    let natural = -Infinity;
    let floor = -Infinity;
    return boxes.map(({ flow, height }, index) => {
      natural = Math.max(flow, floor, natural);
      floor = tops[index] + height;
      return tops[index] - natural;
    });
  }

  /** Return the first mark of a note in the part that the note stands in: title, dek, caption or body. */
  function firstWords({ dataset: { note: id } }) {
    const part = document.getElementById(`ref-${id}`)?.closest(PARTS);
    return wordsById.get(id).find((mark) => part?.contains(mark));
  }

  function measure(note) {
    const style = getComputedStyle(note);
    const line = firstWords(note)?.getClientRects()[0];
    const flow = note.parentElement.getBoundingClientRect().top;
    const words = line ? line.top + (line.height - parseFloat(style.lineHeight)) / 2 : flow;
    return { flow, words: Math.min(words, flow), height: note.offsetHeight + parseFloat(style.marginBlockEnd) };
  }

  const TEXT_LINES = 3; // of a folded note's text that are shown in any case

  /** Return how a folded note could be cut, in pixels but for `fewest`, in lines: `more` is what it shows beyond those. */
  function measureFold(note) {
    const line = parseFloat(getComputedStyle(note).lineHeight);
    const [head, text] = [".note-head", ".note-body > .note-text"].map((part) => note.querySelector(part));
    const fewest = head.firstElementChild.getClientRects().length; // all of the verdict
    const beyond = (height = 0, lines) => (note.open ? 0 : Math.max(0, height - lines * line));
    return {
      line,
      fewest,
      words: beyond(head.scrollHeight, fewest),
      more: beyond(head.clientHeight, fewest) + beyond(text?.clientHeight, TEXT_LINES),
    };
  }

  /** Show of each folded note as much as there is room for above the next one: first all quoted words, then text. */
  function unfold(boxes) {
    const folds = notes.map(measureFold);
    const least = boxes.map((box, index) => ({ ...box, height: box.height - folds[index].more }));
    const tops = stack(least);
    const end = reading.lastElementChild.getBoundingClientRect().bottom;
    notes.forEach((note, index) => {
      const { line, fewest, words } = folds[index];
      const room = Math.floor(Math.max(0, (tops[index + 1] ?? end) - tops[index] - least[index].height) / line);
      const more = Math.min(Math.ceil(words / line), room);
      setLines(note, "--head-lines", fewest + more);
      setLines(note, "--text-lines", TEXT_LINES + room - more);
    });
  }

  function setLines(note, name, lines) {
    if (note.style.getPropertyValue(name) !== String(lines)) { // a page with many notes is slow to style
      note.style.setProperty(name, lines);
    }
  }

  function place() {
    const inMargin = notes.length > 0 && getComputedStyle(notes[0]).float !== "none";
    if (inMargin && !showsClosed) {
      notes.forEach((note) => { note.open = true; });
    }
    if (inMargin) {
      unfold(notes.map(measure));
    }
    const boxes = inMargin ? notes.map(measure) : [];
    const margins = marginsFor(boxes, stack(boxes));
    notes.forEach((note, index) => {
      note.style.setProperty("--lift", inMargin ? `${margins[index]}px` : "0px");
    });
  }

  new ResizeObserver(place).observe(reading);
  reading.addEventListener("toggle", place, true);
  document.fonts?.ready.then(place);

  // ---- words and notes, joined

  /** Return the ids of the notes that an element of the text or of a note belongs to. */
  function idsAt(element) {
    const marker = element.closest("a[id^='ref-']");
    if (marker) {
      return [marker.hash.replace("#note-", "")];
    }
    const place = element.closest("mark[data-notes], details[data-note]");
    return place ? (place.dataset.notes ?? place.dataset.note).split(" ") : [];
  }

  let joined = [];
  let kept = [];

  function paint() {
    for (const element of reading.querySelectorAll(".is-joined")) {
      element.classList.remove("is-joined");
    }
    for (const id of [...joined, ...kept]) {
      noteById.get(id)?.classList.add("is-joined");
      wordsById.get(id)?.forEach((mark) => mark.classList.add("is-joined"));
    }
  }

  function join(event) {
    const ids = idsAt(event.target);
    if (ids.join() !== joined.join()) {
      joined = ids;
      paint();
    }
  }

  function keepTarget() {
    // Not :target, which a page has only once its scripts have run; ids of notes need no decoding.
    const target = document.getElementById(location.hash.slice(1));
    kept = target && reading.contains(target) ? idsAt(target) : [];
    paint();
  }

  reading.addEventListener("pointerover", join);
  reading.addEventListener("focusin", join);
  reading.addEventListener("pointerleave", () => { joined = []; paint(); });
  addEventListener("hashchange", keepTarget);
  keepTarget();

  // ---- opening and closing

  function toggleNotes(ids) {
    const these = ids.map((id) => noteById.get(id)).filter(Boolean);
    const open = !these.every((note) => note.open);
    these.forEach((note) => { note.open = open; });
    if (open) {
      requestAnimationFrame(() => these[0]?.scrollIntoView({ block: "nearest" }));
    }
  }

  reading.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary") || !getSelection().isCollapsed) {
      return;
    }
    const mark = event.target.closest("mark[data-notes]");
    const folded = event.target.closest("details[data-note]:not([open])");
    if (mark || folded) {
      toggleNotes(mark ? idsAt(mark) : [folded.dataset.note]);
    }
  });

  reading.addEventListener("keydown", (event) => {
    const note = event.key === "Escape" && event.target.closest("details[data-note]");
    if (note) {
      document.getElementById(`ref-${note.dataset.note}`)?.focus();
    }
  });

  // ---- copying

  /* What is selected from the text on is text alone; what is selected within a note is the note's own. */
  document.addEventListener("selectstart", (event) => {
    const start = event.target.nodeType === Node.ELEMENT_NODE ? event.target : event.target.parentElement;
    reading.classList.toggle("is-selecting", !start?.closest(".notes"));
  });

  reading.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-permalink]");
    if (link && navigator.clipboard) {
      await navigator.clipboard.writeText(link.href).then(() => { link.dataset.permalink = "copied"; }, () => {});
    }
  });
})();
