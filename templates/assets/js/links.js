/* Opened from a folder, a link to "articles/x/" would show the folder: this adds the "index.html" that a server adds, to a
   link that somebody is about to use, as a page may have thousands. A page that moved leads on with it, before the refresh
   that it asks for shows the folder. */
"use strict";

if (location.protocol === "file:") {
  /** Have a link to a folder lead to the page that is in it. */
  const complete = (link) => {
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    if (path.endsWith("/") && !/^[a-z][a-z0-9+.-]*:/i.test(path) && !path.startsWith("//")) {
      link.setAttribute("href", `${path}index.html${rest}`);
    }
  };

  /** Complete what an event is about: a link, or the one beside a button, which copies its address. */
  const completeAt = ({ target }) => {
    const place = target.closest?.("a[href], button");
    const links = place?.matches("button") ? place.parentElement.querySelectorAll("a[href]") : [place ?? []].flat();
    links.forEach(complete);
  };

  // Before whatever else hears of it, and before the browser follows the link. A click alone is what other programs send.
  for (const type of ["pointerover", "focusin", "click", "auxclick"]) {
    document.addEventListener(type, completeAt, true);
  }

  const moved = document.querySelector("a[data-moved]");
  if (moved) {
    complete(moved);
    location.replace(moved.href);
  }
}
