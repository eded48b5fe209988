/* Opened from a folder, a link to "articles/x/" would show the folder: this adds the "index.html" that a server adds. A
   page that moved leads on with it, before the refresh that it asks for shows the folder. */
"use strict";

if (location.protocol === "file:") {
  for (const link of document.querySelectorAll('a[href*="/"]')) {
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    if (path.endsWith("/") && !/^[a-z][a-z0-9+.-]*:/i.test(path) && !path.startsWith("//")) {
      link.setAttribute("href", `${path}index.html${rest}`);
    }
  }
  const moved = document.querySelector("a[data-moved]");
  if (moved) location.replace(moved.href);
}
