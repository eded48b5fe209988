/* Opened from a folder, a link to "articles/x/" would show the folder: this adds the "index.html" that a server adds. */
"use strict";

if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    if (path.endsWith("/") && !/^[a-z][a-z0-9+.-]*:/i.test(path) && !path.startsWith("//")) {
      link.setAttribute("href", `${path}index.html${rest}`);
    }
  }
}
