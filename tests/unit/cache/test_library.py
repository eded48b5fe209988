from __future__ import annotations

import pickle

import pytest

from site_builder.cache.facts import ArticleFacts
from site_builder.cache.library import OPEN_ARTICLES, CachedLibrary
from site_builder.model import AnnotatedArticle, Annotation, Config, OutputSettings, Target, Verdict
from tests.archives import Shelf, plain_body


def article(slug: str) -> AnnotatedArticle:
    notes = tuple(
        Annotation(f"n{number}", (Target(slug),), "context", note_text=f"{slug} {number}") for number in (1, 2)
    )
    return AnnotatedArticle(f"{slug}.md", slug, slug, body=plain_body(f"Text of {slug}"), annotations=notes)


class CountingShelf(Shelf):
    """Counts how often it is asked."""

    asked = 0

    def facts(self, file: str) -> ArticleFacts:
        self.asked += 1
        return super().facts(file)


def test_annotations_and_texts_are_opened_by_file_and_id() -> None:
    library = CachedLibrary(Shelf(article("a"), article("b")))
    assert library.annotation("b.md", "n2").note_text == "b 2"
    assert library.annotation("a.md", "n1").note_text == "a 1"
    assert library.body("b.md").text == "Text of b"


def test_what_was_opened_is_kept_open_and_not_all_of_it() -> None:
    shelf = CountingShelf(*(article(f"a{number}") for number in range(OPEN_ARTICLES + 1)))
    library = CachedLibrary(shelf)
    for _ in range(3):
        assert library.annotation("a0.md", "n1") is library.annotation("a0.md", "n1")
        assert library.body("a0.md") is library.body("a0.md")
    assert shelf.asked == 1
    for number in range(1, OPEN_ARTICLES + 1):
        library.body(f"a{number}.md")
    asked = shelf.asked
    assert library.body("a0.md").text == "Text of a0"
    assert shelf.asked == asked + 1


def test_what_is_read_is_taken_down_since_the_last_beginning() -> None:
    library = CachedLibrary(Shelf())
    first = library.begin()
    library.saw("note a/b")
    second = library.begin()
    library.saw("text a")
    assert (first, second) == ({"note a/b"}, {"text a"})


def test_settings_tell_which_of_them_were_looked_at() -> None:
    library = CachedLibrary(Shelf())
    config = Config("A", verdicts={"false": Verdict("false", "False")}, outputs=OutputSettings(claim_pages=False))
    watched = library.watch(config)
    names = library.begin()
    assert (watched.title, watched.outputs.claim_pages) == ("A", False)
    assert names == {"setting title", "setting outputs"}
    assert repr(watched) == repr(config)
    with pytest.raises(AttributeError):
        watched.titel  # type: ignore[attr-defined]  # noqa: B018 - that it is looked at is what is tested


def test_in_another_process_everything_is_opened_anew_and_heard() -> None:
    library = CachedLibrary(Shelf(article("a")))
    library.saw("before")
    watched, copy = pickle.loads(pickle.dumps((library.watch(Config("A")), library)))
    assert copy.names == set()
    assert copy.body("a.md").text == "Text of a"
    assert watched.title == "A"
    assert copy.names == {"setting title"}
    assert library.names == {"before"}
