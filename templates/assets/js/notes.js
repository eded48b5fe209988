/* Joins the marked words of an article and their notes: what one points at lights the other, words open their notes, and
   what is copied is the text alone. margin.js moves notes beside their words.

   The page is complete without this: every note stands after its paragraph, and every marker is a link. */
"use strict";

(() => {
  const reading = document.querySelector("[data-reading]");
  if (!reading) {
    return;
  }

  const notes = [...reading.querySelectorAll("details[data-note]")];
  const wordsById = new Map(); // of the notes that were asked for: a page may have thousands of marks

  /** Return the marks of a note's words, in the order of the text. */
  function wordsOf(id) {
    if (!wordsById.has(id)) {
      const marks = markersOf(id).flatMap((marker) => marksBefore(marker, id));
      wordsById.set(id, marks.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)));
    }
    return wordsById.get(id);
  }

  /** Return the markers of a note: "ref-x", and "ref-x.2" and so on where it is about several passages. */
  function markersOf(id) {
    const markers = [];
    for (let number = 1, marker; (marker = document.getElementById(number === 1 ? `ref-${id}` : `ref-${id}.${number}`)); number++) {
      markers.push(marker);
    }
    return markers;
  }

  /** Return the marks of the passage that a marker stands behind: all that carry the id, back to one that does not. */
  function marksBefore(marker, id) {
    const marks = [];
    const walker = document.createTreeWalker(reading, NodeFilter.SHOW_ELEMENT, (element) => (
      element.matches("mark[data-notes]") ? NodeFilter.FILTER_ACCEPT
        : element.matches(".notes") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP));
    walker.currentNode = marker;
    for (let mark = walker.previousNode(); mark; mark = walker.previousNode()) {
      if (mark.dataset.notes.split(" ").includes(id)) {
        marks.push(mark);
      } else if (marks.length > 0) { // the marks of other notes may stand between, where a link ends later
        break;
      }
    }
    return marks;
  }

  /** Return the note with this id; without one where the note is not here. */
  function noteOf(id) {
    return document.getElementById(`note-${id}`)?.closest("details[data-note]");
  }

  globalThis.siteNotes = { reading, notes, wordsOf };

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
  let lit = [];

  function paint() {
    lit.forEach((element) => element.classList.remove("is-joined"));
    lit = [...joined, ...kept].flatMap((id) => [noteOf(id) ?? [], ...wordsOf(id)].flat());
    lit.forEach((element) => element.classList.add("is-joined"));
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
    const these = ids.map(noteOf).filter((note) => note && !note.classList.contains("is-off"));
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
    kept = idsAt(event.target).filter((id) => noteOf(id)?.open); // a finger leaves, and what it opened stays lit
    paint();
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

  const COPIED_FOR = 2000; // milliseconds that a button says so

  reading.classList.toggle("can-copy", Boolean(navigator.clipboard)); // which only pages that came safely have
  reading.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy-link]");
    if (!button) {
      return;
    }
    const link = button.parentElement.querySelector("a[data-permalink]");
    const [offer, done] = button.children;
    const say = (isCopied) => {
      offer.hidden = isCopied;
      done.hidden = !isCopied;
    };
    await navigator.clipboard.writeText(link.href).then(() => {
      say(true);
      setTimeout(say, COPIED_FOR, false);
    }, () => link.focus()); // where copying is not allowed the link can be copied by hand
  });
})();
