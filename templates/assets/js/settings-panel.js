// The panel of settings that every page's header opens: its fields say what is chosen, and choose. The sorts of notes and
// "text only" stand there on pages that have notes; shown-notes.js hides and shows them.
(function () {
  "use strict";

  const settings = globalThis.siteSettings;
  const panel = document.querySelector("[data-settings]");
  if (!settings || !panel) return;

  const sorts = [...panel.querySelectorAll("[data-show-sort]")];
  const textOnly = panel.querySelector("[data-text-only]");

  function fill() {
    const { theme = "", size = "", hidden = [] } = settings.current;
    for (const [name, value] of Object.entries({ theme, size })) {
      for (const choice of panel.querySelectorAll(`input[name="${name}"]`)) choice.checked = choice.value === value;
    }
    if (textOnly) textOnly.checked = settings.current.textOnly === true;
    for (const box of sorts) {
      box.checked = !hidden.includes(box.dataset.showSort);
      box.disabled = textOnly.checked;
    }
    panel.querySelector("[data-kept]").hidden = !settings.isKept;
    panel.querySelector("[data-not-kept]").hidden = settings.isKept;
  }

  // Sorts that this page does not have stay as they are.
  function chosenSorts() {
    const here = new Set(sorts.map((box) => box.dataset.showSort));
    const elsewhere = (settings.current.hidden ?? []).filter((sort) => !here.has(sort));
    return [...elsewhere, ...sorts.filter((box) => !box.checked).map((box) => box.dataset.showSort)];
  }

  panel.addEventListener("change", ({ target }) => {
    if (target === textOnly) settings.change({ textOnly: target.checked });
    else if (target.dataset.showSort) settings.change({ hidden: chosenSorts() });
    else settings.change({ [target.name]: target.value });
  });

  document.addEventListener("settings-change", fill);
  fill();
})();
