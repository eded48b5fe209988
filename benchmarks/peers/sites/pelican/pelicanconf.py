"""Settings of the Pelican site that is measured; the notes of an article are read when its page asks for them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown  # type: ignore[import-untyped]  # in the measured environment alone

HERE = Path(__file__).parent

SITENAME = "A generated archive"
SITEURL = "https://example.org"
PATH = "content"
THEME = "theme"
TIMEZONE = "UTC"
ARTICLE_PATHS = ["articles"]
STATIC_PATHS = ["style.css"]
MARKDOWN = {"extensions": ["markdown.extensions.meta"], "output_format": "html5"}

ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "speakers/{slug}/", "speakers/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "outlets/{slug}/", "outlets/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/", "archive/{date:%Y}/index.html"
DIRECT_TEMPLATES = ["index", "archives", "authors", "categories", "tags", "sitemap"]
ARCHIVES_SAVE_AS = "archive/index.html"
AUTHORS_SAVE_AS = "speakers/index.html"
CATEGORIES_SAVE_AS = "outlets/index.html"
TAGS_SAVE_AS = "topics/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = False

FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Its cache of what Markdown became: a cold build begins without one.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"

_markdown = Markdown(output_format="html")


@cache
def _notes(slug: str) -> Any:
    return json.loads((HERE / "notes" / f"{slug}.json").read_text(encoding="utf-8"))


def _note_markdown(text: str) -> str:
    return str(_markdown.reset().convert(text))


JINJA_GLOBALS = {"notes_of": _notes, "roles": json.loads((HERE / "roles.json").read_text(encoding="utf-8"))}
JINJA_FILTERS = {"markdown": _note_markdown}
