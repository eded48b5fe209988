// Buttons that copy the text of an element: <button data-copy="its id" data-copied="Copied">. Where the browser lets no
// script at the clipboard the text is selected instead, so that a key copies it.
(function () {
  "use strict";

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector("[data-copy-status]");
    try {
      await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim());
      status.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
})();
