// What searches load and find: run by benchmarks/search.py with the output folder, the path of the head and queries, one a
// line, on standard input. Prints for each: bytes compressed of all files that were loaded, scripts included, milliseconds,
// and the addresses of the first results.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");

const [output, url] = process.argv.slice(2);
const compressed = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 6 }).length;
const assets = path.join(output, "assets");
const scripts = fs.readdirSync(assets, { recursive: true }).map(String);
const used = scripts.filter((file) => /(lunr\.min|search-[a-z]+|filters|filter-panel)\.[^/]*js$/.test(file) && !/suggestions/.test(file));
const context = vm.createContext({ URLSearchParams });
const order = ["lunr.min", "search-pipeline", "search-index", "search-query", "search-phrases"];
for (const name of order) {
  const file = used.find((each) => path.basename(each).startsWith(`${name}.`));
  vm.runInContext(fs.readFileSync(path.join(assets, file), "utf8"), context);
}
const scriptBytes = used.reduce((sum, file) => sum + compressed(path.join(assets, file)), 0);

async function measure(query) {
  const loaded = new Set();
  const load = async (file) => {
    loaded.add(file);
    let received;
    context.siteSearch.receive = (data) => (received = data);
    vm.runInContext(fs.readFileSync(path.join(output, file), "utf8"), context);
    return received;
  };
  const { siteSearch, lunr } = context;
  const begin = performance.now();
  const opened = await siteSearch.openIndex(lunr, { load, url });
  const found = await siteSearch.search(opened, query);
  const { results } = await siteSearch.phrasesFirst(opened, query, found.results);
  const cards = await siteSearch.cards(opened, results.slice(0, 20).map(({ document }) => document));
  const milliseconds = performance.now() - begin;
  const bytes = Array.from(loaded, (file) => compressed(path.join(output, file))).reduce((sum, size) => sum + size, 0);
  const addresses = cards.map(({ address }) => address);
  return { query, bytes: bytes + scriptBytes, files: loaded.size, results: results.length, addresses, milliseconds };
}

(async () => {
  for (const query of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) console.log(JSON.stringify(await measure(query)));
})();
