"""Ids to addresses, addresses to output paths and links: the one place that knows where a page lives.

An address is relative to the site's root, has no leading slash and is not percent-encoded: "articles/moon-hoax/".
Nothing here reads files or knows the archive.
"""

from __future__ import annotations

from urllib.parse import quote

HOME = ""
ARCHIVE = "archive/"
SPEAKERS = "speakers/"
CLAIMS = "claims/"
TOPICS = "topics/"
OUTLETS = "outlets/"
CONTRIBUTORS = "contributors/"
CORRECTIONS = "corrections/"
SEARCH = "search/"
NOT_FOUND = "404.html"
ATOM_FEED = "feed.xml"
JSON_FEED = "feed.json"
CORRECTIONS_FEED = "corrections/feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def article_address(slug: str) -> str:
    return f"articles/{slug}/"


def note_address(slug: str, annotation_id: str) -> str:
    """Return the permalink of a note: a fragment of its article's page."""
    return f"articles/{slug}/#note-{annotation_id}"


def annotations_path(slug: str) -> str:
    return f"articles/{slug}/annotations.jsonld"


def claim_address(slug: str, annotation_id: str) -> str:
    return f"claims/{slug}/{annotation_id}/"


def speaker_address(speaker_id: str) -> str:
    return f"speakers/{speaker_id}/"


def speaker_feed(speaker_id: str) -> str:
    return f"speakers/{speaker_id}/feed.xml"


def contributor_address(contributor_id: str) -> str:
    return f"contributors/#{contributor_id}"


def topic_address(slug: str) -> str:
    return f"topics/{slug}/"


def outlet_address(slug: str) -> str:
    return f"outlets/{slug}/"


def page_address(slug: str) -> str:
    """Return the address of a page from content/pages/."""
    return f"{slug}/"


def output_path(address: str) -> str:
    """Return the file that serves an address: a folder's index.html, or the address itself where it names a file."""
    path = address.partition("#")[0]
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def root_from(address: str) -> str:
    """Return the relative link from an address to the site's root: "" for the root, else "../" for each folder."""
    return "../" * output_path(address).count("/")


def absolute_url(base_url: str, address: str) -> str:
    """Return the full, percent-encoded address under `base_url` (which ends in a slash)."""
    path, hash_sign, fragment = address.partition("#")
    return f"{base_url}{quote(path)}{hash_sign}{quote(fragment)}"
