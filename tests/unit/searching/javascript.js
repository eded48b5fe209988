// Runs one function of a test in the scripts that the search page loads, with the real lunr.js and without a page.
// In: the function's source as the first argument, what it is called with as JSON on standard input. Out: JSON.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const repository = path.resolve(__dirname, "../../..");
const context = vm.createContext({ URLSearchParams });

for (const script of [
  "node_modules/lunr/lunr.js",
  "templates/assets/js/search-pipeline.js",
  "templates/assets/js/search-index.js",
  "templates/assets/js/search-query.js",
  "templates/assets/js/filters.js",
  "templates/assets/js/search-phrases.js",
]) {
  vm.runInContext(fs.readFileSync(path.join(repository, script), "utf8"), context, { filename: script });
}

context.input = JSON.parse(fs.readFileSync(0, "utf8"));
Promise.resolve(vm.runInContext(`(${process.argv[2]})(input)`, context)).then((result) => {
  fs.writeFileSync(1, JSON.stringify(result));
});
