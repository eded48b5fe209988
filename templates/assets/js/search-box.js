// The search box of every page: "/" leads to it, or on the search page to its own field, and Escape out of it. Who types in
// it has search/box.js and the scripts that it names loaded, which show results below the box. Opened from a folder, the
// form must name the file of the search page.
(function () {
  "use strict";

  const box = document.querySelector("[data-search-box]");
  const input = document.querySelector("[data-search] input") ?? box?.querySelector("input");
  if (!input) return;
  if (box && location.protocol === "file:") box.action += "index.html";

  // ---------------------------------------------------------------- files

  const siteSearch = (globalThis.siteSearch ??= {});
  siteSearch.root = input.form.dataset.searchRoot;

  const received = new WeakMap();
  siteSearch.receive = (data) => received.set(document.currentScript, data);

  // Promises what the script at a path below the root of the site hands to siteSearch.receive: a page opened from a folder
  // may load scripts, but not fetch. Those that are asked for `inOrder` run in the order in which they were.
  siteSearch.load = (path, { inOrder = false } = {}) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", () => resolve(received.get(script)));
      script.addEventListener("error", () => reject(new Error(path)));
      script.async = !inOrder;
      script.src = siteSearch.root + path;
      document.head.append(script);
    });

  // ---------------------------------------------------------------- results below the box

  let preparing = null;
  let attempts = 0;

  // Puts what results are shown with into the box, once; a file that does not load is tried again at the next key, past
  // the browser's store of files, which may hold one that names an index of yesterday.
  function prepare() {
    preparing ??= makeReady().catch(() => (preparing = null));
  }

  async function makeReady() {
    const markup = await siteSearch.load(`search/box.js${attempts++ > 0 ? `?${Date.now()}` : ""}`);
    const parts = new DOMParser().parseFromString(markup, "text/html");
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = siteSearch.root + parts.querySelector("link").getAttribute("href");
    document.head.append(style);
    const scripts = Array.from(parts.querySelectorAll("script"), (script) => script.getAttribute("src"));
    await Promise.all(scripts.map((path) => siteSearch.load(path, { inOrder: true })));
    siteSearch.suggestBelow(box, parts.querySelector("[data-suggestions]"));
  }

  box?.addEventListener("input", prepare);
  box?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value === "") input.blur();
  });

  // ---------------------------------------------------------------- the key that leads here

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
})();
