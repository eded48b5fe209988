// What a reader chose for reading, on this device alone: colors, size of text, which notes to show. Stands before the style
// sheets and runs at once, so that no page is painted in colors that it will not keep. settings-panel.js binds the panel.
(function () {
  "use strict";

  const STORED = "site-builder reading";
  const CHOICES = { theme: ["light", "dark"], size: ["small", "large", "largest"] };

  const root = document.documentElement;
  let settings = read();
  let isKept = true;

  // What is not chosen, or not understood, is left out: a default is never stored, so that a later one can be better.
  function checked({ theme, size, textOnly, hidden } = {}) {
    const known = {};
    if (CHOICES.theme.includes(theme)) known.theme = theme;
    if (CHOICES.size.includes(size)) known.size = size;
    if (textOnly === true) known.textOnly = true;
    if (Array.isArray(hidden) && hidden.length) known.hidden = hidden.filter((sort) => typeof sort === "string");
    return known;
  }

  // A browser may refuse to store anything, for a page opened from a folder say; then choices end with the page.
  function read() {
    try {
      return checked(JSON.parse(localStorage.getItem(STORED)) ?? {});
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      if (Object.keys(settings).length) localStorage.setItem(STORED, JSON.stringify(settings));
      else localStorage.removeItem(STORED);
      return true;
    } catch {
      return false;
    }
  }

  function setAttribute(name, value) {
    if (value) root.setAttribute(name, value);
    else root.removeAttribute(name);
  }

  function apply() {
    setAttribute("data-theme", settings.theme);
    setAttribute("data-size", settings.size);
    setAttribute("data-text-only", settings.textOnly && "yes");
    document.dispatchEvent(new Event("settings-change"));
  }

  // Changes some of the settings, for every page from now on; undefined leads back to the default.
  function change(some) {
    settings = checked({ ...settings, ...some });
    isKept = keep();
    apply();
  }

  addEventListener("storage", ({ key }) => {
    if (key !== STORED && key !== null) return;
    settings = read();
    apply();
  });

  globalThis.siteSettings = { get current() { return settings; }, get isKept() { return isKept; }, change };
  apply();
})();
