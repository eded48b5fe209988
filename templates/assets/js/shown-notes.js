// Hides the notes that a reader does not want to see, and says how many these are. A note that an address or a link asks
// for is shown, whatever its sort; the rest of its sort stays hidden.
(function () {
  "use strict";

  const settings = globalThis.siteSettings;
  const reading = document.querySelector("[data-reading]");
  const tally = document.querySelector("[data-tally]");
  if (!settings || !reading || !tally) return;

  const line = document.querySelector("[data-hidden-notes]");
  const asked = new Set();
  let isPlain = true; // nothing was ever hidden on this page

  function allNotes() {
    return [...reading.querySelectorAll("details[data-note]")];
  }

  function isHidden({ dataset: { note, sort } }) {
    const { textOnly, hidden = [] } = settings.current;
    return (textOnly || hidden.includes(sort)) && !asked.has(note);
  }

  function mark(element, off) {
    element.classList.toggle("is-off", off);
    element.classList.toggle("is-shown", !off); // against text only, which styles know before this runs
  }

  function show() {
    const { textOnly, hidden: sorts = [] } = settings.current;
    if (isPlain && !textOnly && sorts.length === 0) return;
    isPlain = false;
    const notes = allNotes();
    const hidden = new Set(notes.filter(isHidden).map((note) => note.dataset.note));
    for (const note of notes) mark(note, hidden.has(note.dataset.note));
    for (const group of new Set(notes.map((note) => note.parentElement))) {
      mark(group, [...group.children].every((note) => hidden.has(note.dataset.note)));
    }
    for (const marker of reading.querySelectorAll("a.marker")) mark(marker, hidden.has(marker.hash.slice("#note-".length)));
    for (const words of reading.querySelectorAll("mark[data-notes]")) {
      mark(words, words.dataset.notes.split(" ").every((id) => hidden.has(id)));
    }
    for (const item of tally.querySelectorAll("[data-sort]")) {
      item.classList.toggle("has-hidden", !textOnly && sorts.includes(item.dataset.sort));
    }
    mark(line, hidden.size === 0);
    line.querySelector("[data-hidden-count]").textContent = hidden.size;
    document.dispatchEvent(new Event("notes-shown"));
  }

  // Shows what the address points at, where that is a hidden note or its words; the browser could not scroll there.
  function showTarget() {
    if (!location.hash) return; // ids of notes need no decoding
    const target = document.getElementById(location.hash.slice(1));
    const id = target?.closest("details[data-note]")?.dataset.note ?? target?.closest("a.marker")?.hash.slice("#note-".length);
    const note = allNotes().find(({ dataset }) => dataset.note === id);
    if (!note || !isHidden(note)) return;
    asked.add(id);
    show();
    if (target.closest("details")) note.open = true;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }

  line.querySelector("button").addEventListener("click", () => {
    settings.change({ textOnly: undefined, hidden: undefined });
    tally.querySelector("a").focus({ preventScroll: true }); // the button has gone
  });
  document.addEventListener("settings-change", () => {
    asked.clear();
    show();
  });
  addEventListener("hashchange", showTarget);
  showTarget();
  show();
})();
