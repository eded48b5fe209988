from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks.content import write_content
from benchmarks.corpus import VERDICTS, Article, Corpus, Dice, Note, Passage, Style, Zipf
from benchmarks.markup import Mark, passage_markdown

REPOSITORY = Path(__file__).resolve().parents[3]
GOLDEN = "7f88f2c6c902f235176d232ea2303a070a73bd29a105e5076fdb8fc19fe648a1"
"""The digest of an archive of twelve articles. It changes when the generator does, and with it every figure."""


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(Corpus(200).articles())


def notes_of(articles: list[Article]) -> Iterator[tuple[Article, Note]]:
    return ((article, note) for article in articles for note in article.notes)


def place_in_text(article: Article, note: Note) -> int:
    """Where the note's words begin in the text of the article, counted without looking for them."""
    before = [passage.text for block in article.blocks[: note.block] for passage in block.passages]
    words = article.blocks[note.block].passages[0].words[: note.start]
    return sum(len(text) + 1 for text in before) + sum(len(word) + 1 for word in words)


def test_the_same_number_and_seed_give_the_same_bytes_on_every_python(tmp_path: Path) -> None:
    write_content(tmp_path, 12)
    digest = hashlib.sha256()
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(tmp_path).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    assert digest.hexdigest() == GOLDEN


def test_words_follow_zipfs_law() -> None:
    dice, law = Dice(1), Zipf("abc", shift=1)
    drawn = Counter(dice.draw(law) for _ in range(11_000))
    assert [round(drawn[letter], -3) for letter in "abc"] == [6000, 3000, 2000]


def test_another_seed_gives_another_archive() -> None:
    assert Corpus(1, seed=1).article(0) != Corpus(1, seed=2).article(0)


def test_an_article_does_not_depend_on_those_before_it(articles: list[Article]) -> None:
    assert Corpus(200).article(150) == articles[150]


def test_the_archive_builds_without_problems(tmp_path: Path) -> None:
    write_content(tmp_path, 60)
    command = [sys.executable, "-m", "site_builder", "check", "--strict", "--content", str(tmp_path / "content")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_articles_have_about_600_words_and_3_to_8_notes(articles: list[Article]) -> None:
    counts = [len(article.notes) for article in articles]
    assert set(counts) == {3, 4, 5, 6, 7, 8}
    assert 4.7 < sum(counts) / len(counts) < 5.3
    words = [len(article.text.split()) for article in articles]
    assert 570 < sum(words) / len(words) < 650


def test_notes_are_as_long_as_in_the_archive_that_ships_with_the_program(articles: list[Article]) -> None:
    shipped = [
        len(str(note["note"]).split())
        for path in (REPOSITORY / "content" / "articles").glob("*/*.yaml")
        for note in yaml.safe_load(path.read_text(encoding="utf-8"))["annotations"]
        if "note" in note
    ]
    lengths = [sum(len(passage.words) for passage in note.paragraphs) for _, note in notes_of(articles)]
    assert abs(sum(lengths) / len(lengths) - sum(shipped) / len(shipped)) < 5


def test_every_quote_is_told_apart(articles: list[Article]) -> None:
    for article, note in notes_of(articles):
        place = place_in_text(article, note)
        text = article.text
        assert text.startswith(note.quote, place)
        if note.prefix:
            assert text.count(f"{note.prefix} {note.quote}") == 1
            assert text.startswith(f"{note.prefix} {note.quote}", place - len(note.prefix) - 1)
        elif note.occurrence:
            assert note.occurrence == text.count(note.quote, 0, place + len(note.quote))
        else:
            assert text.count(note.quote) == 1


def test_words_before_a_quote_are_looked_for_across_blocks() -> None:
    """The words before this article's second quote stand before its pulled quotation too, in the block above that."""
    second = Corpus(100_000).article(70_976).notes[1]
    assert (second.prefix, second.occurrence) == ("", 1)


def test_some_quotes_stand_twice_and_are_told_apart_in_both_ways(articles: list[Article]) -> None:
    twice = [note for article, note in notes_of(articles) if article.text.count(note.quote) > 1]
    assert len(twice) > 20
    assert any(note.prefix for note in twice)
    assert {note.occurrence for note in twice} >= {1, 2}


def test_speakers_return_and_claims_are_repeated(articles: list[Article]) -> None:
    spoken: dict[str, set[int]] = {}
    for article, note in notes_of(articles):
        if note.speaker:
            spoken.setdefault(note.speaker.id, set()).add(article.headline.number)
    assert max(map(len, spoken.values())) > 20
    repeated = [(article, note) for article, note in notes_of(articles) if note.same_claim_as]
    assert len(repeated) > 5
    for article, note in repeated:
        assert note.same_claim_as is not None
        first = articles[note.same_claim_as.number]
        assert first.headline.number < article.headline.number
        assert first.notes[0].verdict == note.verdict


def test_articles_have_structure_topics_outlets_and_dates(articles: list[Article]) -> None:
    assert {block.kind for article in articles for block in article.blocks} == {
        "paragraph",
        "heading",
        "list",
        "quotation",
    }
    styles = {
        style.kind for article in articles for block in article.blocks for p in block.passages for style in p.styles
    }
    assert styles == {"emphasis", "strong", "link", "article"}
    assert {note.verdict for _, note in notes_of(articles)} == {"", *VERDICTS}
    assert len({article.headline.slug for article in articles}) == len(articles)
    assert len({article.headline.year for article in articles}) == 20
    assert len({article.outlet for article in articles}) == 20
    assert len({topic for article in articles for topic in article.topics}) > 100


def test_articles_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(Corpus, "article", lambda _corpus, number: made.append(number))
    articles = Corpus(1000).articles()
    next(articles)
    next(articles)
    assert made == [0, 1]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 1, "<a>one</a> *two three* four"),
        (0, 2, "<a>one *two three*</a> four"),  # it cuts the emphasis, and is widened to hold it
        (2, 4, "one <a>*two three* four</a>"),
        (1, 3, "one <a>*two three*</a> four"),
        (0, 4, "<a>one *two three* four</a>"),
    ],
)
def test_marks_nest_with_styles(start: int, end: int, expected: str) -> None:
    passage = Passage(("one", "two", "three", "four"), (Style(1, 3, "emphasis"),))
    assert passage_markdown(passage, str, [Mark(start, end, "<a>", "</a>")]) == expected
