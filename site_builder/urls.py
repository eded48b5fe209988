"""Ids and labels to addresses, addresses to output paths and links: the one place that knows where a page lives.

An address is relative to the site's root, has no leading slash and is not percent-encoded: "articles/moon-hoax/".
Nothing here reads files or knows the archive.
"""

from __future__ import annotations

import unicodedata
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
SEARCH_BOX = "search/box.js"
NOT_FOUND = "404.html"
ATOM_FEED = "feed.xml"
JSON_FEED = "feed.json"
CORRECTIONS_FEED = "corrections/feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
ANNOTATIONS = "annotations.jsonld"
ARCHIVE_JSON = "archive.json"


def article_address(slug: str) -> str:
    return f"articles/{slug}/"


def words_address(slug: str, annotation_id: str) -> str:
    """Return the address of the words that a note is about."""
    return f"articles/{slug}/#ref-{annotation_id}"


def note_address(slug: str, annotation_id: str) -> str:
    """Return the permalink of a note: a fragment of its article's page."""
    return f"articles/{slug}/#note-{annotation_id}"


def annotations_path(slug: str) -> str:
    return f"articles/{slug}/annotations.jsonld"


def year_json(year: str) -> str:
    """Return the path of the articles of a year as JSON, where the archive is cut by year."""
    return f"{ARCHIVE}{year}/archive.json"


def card_path(slug: str) -> str:
    """Return the path of the picture that stands for an article where a link to it is shared."""
    return f"articles/{slug}/card.png"


def claim_address(slug: str, annotation_id: str) -> str:
    return f"claims/{slug}/{annotation_id}/"


def speaker_address(speaker_id: str) -> str:
    return f"speakers/{speaker_id}/"


def speaker_feed(speaker_id: str) -> str:
    return f"speakers/{speaker_id}/feed.xml"


def json_feed(path: str) -> str:
    """Return the path of a feed as JSON Feed, beside that of its Atom file."""
    return f"{path.removesuffix('.xml')}.json"


def contributor_address(contributor_id: str) -> str:
    return f"contributors/#contributor-{contributor_id}"


def topic_address(slug: str) -> str:
    return f"topics/{slug}/"


def outlet_address(slug: str) -> str:
    return f"outlets/{slug}/"


def notes_below(address: str) -> str:
    """Return the address of all notes with a topic: a page below the topic's own."""
    return f"{address}notes/"


def page_address(slug: str) -> str:
    """Return the address of a page from content/pages/."""
    return f"{slug}/"


def picture_copy(file: str, width: int) -> str:
    """Return the name of a smaller copy of a picture: no content file has a "?" in its name, as Windows allows none."""
    return f"{file}?{width}"


def split_picture_copy(name: str) -> tuple[str, int]:
    """Return the file and the width of a copy's name, the width 0 where it is the file's own."""
    file, _, width = name.partition("?")
    return file, int(width or 0)


_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"]
)
"""Names that Windows keeps for devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces")."""


def is_reserved_name(name: str) -> bool:
    """Tell whether Windows refuses `name` as the name of a file or folder."""
    return name.partition(".")[0].rstrip(" ").casefold() in _RESERVED


def fold_label(text: str) -> str:
    """Return the form in which equal labels are equal: NFKC, case-folded, white space runs as one space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def slugify(text: str) -> str:
    """Return a label's slug: letters and digits of any script kept, the rest one hyphen; "" where nothing is left.

    Combining marks are kept after a letter, of which they are a part: without its vowel signs a Hindi word is another.
    """
    kept: list[str] = []
    for char in unicodedata.normalize("NFKC", fold_label(text)):
        in_word = bool(kept) and kept[-1] != "-"
        if char.isalnum() or (in_word and unicodedata.category(char).startswith("M")):
            kept.append(char)
        elif in_word:
            kept.append("-")
    return "".join(kept).rstrip("-")


def output_path(address: str) -> str:
    """Return the file that serves an address: a folder's index.html, or the address itself where it names a file."""
    path = address.partition("#")[0]
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def root_from(address: str) -> str:
    """Return the relative link from an address to the site's root: "../" for each folder, "./" where there is none."""
    return "../" * output_path(address).count("/") or "./"


def absolute_url(base_url: str, address: str) -> str:
    """Return the full, percent-encoded address under `base_url` (which ends in a slash)."""
    path, hash_sign, fragment = address.partition("#")
    return f"{base_url}{quote(path)}{hash_sign}{quote(fragment)}"
