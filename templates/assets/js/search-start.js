// Before a search page with a query is first painted: what stands below the field waits for the results (css/search.css),
// so that nothing is seen to move aside for them. search-page.js ends the waiting; where it did not load, this does.
(function () {
  "use strict";

  if (location.search.length < 2) return;
  const { dataset } = document.documentElement;
  dataset.searching = "";
  addEventListener("load", () => setTimeout(() => delete dataset.searching, 5000));
})();
