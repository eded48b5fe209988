import markdownIt from "markdown-it";

const groups = {
  topics: (page) => page.data.topics,
  outlets: (page) => [page.data.outlet],
  archive: (page) => [page.date.toISOString().slice(0, 4)],
  speakers: (page) => [...new Set(page.data.notes.map((note) => note.speaker).filter(Boolean))],
};

function latest(api) {
  return api.getFilteredByTag("article").reverse();
}

function group(api, keys) {
  const pages = {};
  for (const page of latest(api)) for (const key of keys(page)) (pages[key] ??= []).push(page);
  return pages;
}

export default function (config) {
  const markdown = markdownIt({ html: true });
  config.setLibrary("md", markdown);
  config.addPassthroughCopy("style.css");
  config.addFilter("markdown", (text) => markdown.render(text));
  config.addFilter("parts", (html) => html.split("<!--note-->"));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("iso", (date) => date.toISOString());
  config.addCollection("latest", (api) => latest(api).slice(0, 20));
  config.addCollection("all_articles", latest);
  for (const [name, keys] of Object.entries(groups)) {
    config.addCollection(name, (api) => group(api, keys));
    config.addCollection(`${name}_names`, (api) => Object.keys(group(api, keys)).sort());
  }
  return { dir: { input: ".", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
