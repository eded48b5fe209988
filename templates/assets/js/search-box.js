// The search box of every page: "/" leads to it, or on the search page to its own field, and Escape out of it. Opened from
// a folder, the form must name the file of the search page.
(function () {
  "use strict";

  const box = document.querySelector("[data-search-box]");
  const input = document.querySelector("[data-search] input") ?? box?.querySelector("input");
  if (!input) return;
  if (box && location.protocol === "file:") box.action += "index.html";

  function isTyping({ target }) {
    return target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName ?? "");
  }

  // Readers can turn off keys that are letters or signs, in the list of keys of an article (keys.js).
  function isTurnedOff() {
    try {
      return localStorage.getItem("site-builder keys") === "off";
    } catch {
      return false;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isTurnedOff()) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  box?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value === "") input.blur();
  });
})();
