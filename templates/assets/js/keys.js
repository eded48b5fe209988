/* The keys of an article's page: from note to note, and the list of them. Enter follows a marker into its note as any
   link, and notes.js leads back from there.

   Keys that are letters or signs can be turned off, on this device, for readers whose software speaks in such keys
   (WCAG 2.2, success criterion 2.1.4). */
"use strict";

(() => {
  const reading = document.querySelector("[data-reading]");
  const dialog = document.querySelector("[data-keys]");
  if (!reading || !dialog) {
    return;
  }

  const switched = dialog.querySelector("[data-keys-on]");

  /** Return the first marker of each note that is shown, as they follow each other. */
  function markers() {
    const first = new Map();
    for (const link of reading.querySelectorAll("a[id^='ref-']")) {
      if (!first.has(link.hash) && link.checkVisibility()) {
        first.set(link.hash, link);
      }
    }
    return [...first.values()];
  }

  // ---- on or off

  const STORED = "site-builder keys";

  /* A browser may refuse to store anything, for a page opened from a folder say; then a page begins with the keys on. */
  function stored(change) {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  }

  switched.checked = stored((storage) => storage.getItem(STORED)) !== "off";
  switched.addEventListener("change", () => {
    stored((storage) => (switched.checked ? storage.removeItem(STORED) : storage.setItem(STORED, "off")));
  });

  // ---- from note to note

  function isOnScreen(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  /** Return the place of the marker that the reader is at, in it or in its note; -1 where they are elsewhere. */
  function placeOf(element, all) {
    const note = element.closest("details[data-note]");
    const marker = note ? document.getElementById(`ref-${note.dataset.note}`) : element.closest("a[id^='ref-']");
    return marker && isOnScreen(element) ? all.findIndex(({ hash }) => hash === marker.hash) : -1;
  }

  function nextFrom(element) {
    const all = markers();
    const place = placeOf(element, all);
    return place < 0 ? all.find((marker) => marker.getBoundingClientRect().bottom > 0) : all[place + 1];
  }

  function previousFrom(element) {
    const all = markers();
    const place = placeOf(element, all);
    return place < 0 ? all.findLast((marker) => marker.getBoundingClientRect().top < 0) : all[place - 1];
  }

  function goTo(marker) {
    marker?.focus({ preventScroll: true });
    marker?.scrollIntoView({ block: "nearest" });
  }

  // ---- keys

  const letters = new Map([
    ["n", (element) => goTo(nextFrom(element))],
    ["p", (element) => goTo(previousFrom(element))],
    ["?", () => dialog.showModal()],
  ]);

  function isTyping(element) {
    return element.isContentEditable || element.matches("input, select, textarea");
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) {
      return;
    }
    const element = document.activeElement ?? document.body;
    if (switched.checked && letters.has(event.key) && !isTyping(element)) {
      event.preventDefault();
      letters.get(event.key)(element);
    }
  });

  document.querySelector("[data-keys-open]")?.addEventListener("click", () => dialog.showModal());
})();
