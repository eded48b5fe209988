from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publishing.recipes import (
    GIVEN_EVERYWHERE,
    OTHER_CHOICE,
    OTHER_NOTES,
    OTHER_SITE,
    PUT_OFF,
    UNKNOWN,
    Ledger,
    Recipe,
    is_recipe,
    mark_of,
    shorten,
)


class Things:
    """Digests by name; the articles' own ones stand in `wholes`."""

    def __init__(
        self, common: str = "common", wholes: Mapping[str, str] | None = None, notes: str = "notes", **digests: str
    ) -> None:
        self.common, self.notes, self.wholes = common, notes, wholes or {"moon": "1", "sun": "1"}
        self.digests = {name.replace("__", " ", 1): digest for name, digest in digests.items()}

    def of(self, name: str) -> str:
        return self.digests.get(name, "")

    def of_article(self, slug: str) -> list[str]:
        return [f"article {slug}", f"text {slug}", f"note {slug}/x"]


NAMES = {"article moon", "note sun/x", "setting title", "template a.html", "file a.png"}
THEN = {"article__moon": "1", "setting__title": "1", "template__a.html": "1", "file__a.png": "1"}


def things(
    common: str = "common", wholes: Mapping[str, str] | None = None, notes: str = "notes", **digests: str
) -> Things:
    made = Things(common, wholes, notes, **(THEN | digests))
    made.digests.setdefault("note sun/x", "1")
    return made


def recorded() -> tuple[str, Recipe]:
    """Return a ledger as it is recorded, and the recipe of the one file that was made."""
    ledger = Ledger("", things())
    recipe = ledger.note("given", "", NAMES)
    return ledger.close(), recipe


LINE = st.text(st.characters(exclude_characters="\n"), max_size=9)
NAME = st.text(st.characters(exclude_characters="\0"), max_size=9)
"""Reading lets no NUL through."""


@given(LINE, LINE, LINE, st.lists(NAME, max_size=4))
def test_a_recipe_is_read_as_it_was_written(first: str, second: str, third: str, names: list[str]) -> None:
    recipe = Recipe(first, second, third, tuple(names))
    assert Recipe.parse(recipe.memo) == recipe


def test_a_name_may_have_any_character() -> None:
    """An author may be written on two lines."""
    recipe = Recipe("given", "", "frame", ("person Jo\nDoe",))
    assert Recipe.parse(recipe.memo) == recipe


@pytest.mark.parametrize("memo", [None, 7, [], "", "one", "one\ntwo"])
def test_what_is_no_recipe_is_none(memo: object) -> None:
    assert Recipe.parse(memo) is None


def test_a_whole_article_stands_for_what_is_in_it() -> None:
    names = {
        "text moon",
        "note moon/x",
        "note moon/y",
        "claim moon/x",
        "notes moon",
        "withdrawn-notes moon",
        "note sun/x",
    }
    others = {"setting title", "note moonlight/x", "notes sun", "article sun"}
    assert shorten(names | others) == {"article-with-claims moon", "note sun/x"} | others
    without_claims = {name for name in names if not name.startswith("claim ")}
    assert shorten(without_claims | others) == {"article moon", "note sun/x"} | others


def test_names_of_an_article_that_was_not_read_stay() -> None:
    names = {"note moon/x", "claim moon/x", "notes moon", "article moon"}
    assert shorten(names) == names


# ---------------------------------------------------------------- ledgers


def test_what_has_not_changed_is_no_reason() -> None:
    text, recipe = recorded()
    assert Ledger(text, things()).reasons(recipe, "given", "") == []


def test_what_a_file_is_given_is_a_reason() -> None:
    everywhere, other = "e" * GIVEN_EVERYWHERE, "o" * GIVEN_EVERYWHERE
    ledger = Ledger("", things())
    recipe = ledger.note(f"{everywhere}given", "opened", NAMES)
    again = Ledger(ledger.close(), things())
    assert again.reasons(recipe, f"{everywhere}given", "opened") == []
    assert again.reasons(recipe, f"{everywhere}gives", "opened") == [OTHER_CHOICE]
    assert again.reasons(recipe, f"{other}given", "opened") == [OTHER_SITE]
    assert again.reasons(recipe, f"{everywhere}given", "closed") == [OTHER_NOTES]


def test_notes_are_the_same_where_nothing_that_any_holds_has_changed() -> None:
    text, _ = recorded()
    assert Ledger(text, things()).has_same_notes
    assert not Ledger(text, Things(notes="others")).has_same_notes
    assert not Ledger(text, Things(common="another")).has_same_notes
    assert not Ledger("", things()).has_same_notes


def test_a_recipe_of_which_nothing_has_changed_is_known_at_a_glance() -> None:
    ledger = Ledger("", things())
    memo = ledger.note("given besides", "", NAMES).memo
    text = ledger.close()
    assert Ledger(text, things()).is_untouched(memo, "besides")
    assert not Ledger(text, things()).is_untouched(memo, "other")
    assert not Ledger(text, things()).is_untouched(memo.replace("article moon", "article sun"), "other")
    assert not Ledger(text, things(wholes={"moon": "2", "sun": "1"}, article__moon="2")).is_untouched(memo, "besides")
    other_template = things()
    other_template.digests["template a.html"] = "2"
    assert not Ledger(text, other_template).is_untouched(memo, "besides")
    assert not Ledger(text, things("another")).is_untouched(memo, "besides")


def test_where_notes_have_changed_a_recipe_with_a_digest_of_notes_is_looked_at_closely() -> None:
    ledger = Ledger("", things(wholes={"moon": "1", "sun": "1"}))
    of_moon, of_sun, of_none = (
        ledger.note("given ", opened, ()).memo
        for opened in (f"digest {mark_of('moon')}", f"digest {mark_of('sun')}", "")
    )
    text = ledger.close()
    assert Ledger(text, things()).is_untouched(of_moon, "")
    after = Ledger(text, things(notes="others", wholes={"moon": "2", "sun": "1"}))
    assert [after.is_untouched(memo, "") for memo in (of_moon, of_sun, of_none)] == [False, True, True]


def test_what_was_put_off_is_made_though_nothing_has_changed_since() -> None:
    ledger = Ledger("", things())
    recipe = ledger.note("given ", "", NAMES)
    ledger.keep(recipe.deferred)
    after = Ledger(ledger.close(), things())
    assert after.reasons(recipe, "given ", "") == []
    assert after.reasons(recipe.deferred, "given ", "") == [PUT_OFF]
    assert not after.is_untouched(recipe.deferred.memo, "")


def test_only_a_text_is_a_recipe() -> None:
    memo = Ledger("", things()).note("given besides", "", NAMES).memo
    assert is_recipe(memo)
    assert not is_recipe(("no", "recipe"))
    assert not is_recipe(())


def test_a_name_on_two_lines_is_looked_at_closely() -> None:
    ledger = Ledger("", things())
    memo = ledger.note("given ", "", {"asset Jo\nDoe", "file Jo\nDoe"}).memo
    now = things()
    now.digests["file Jo\nDoe"] = "2"
    assert not Ledger(ledger.close(), now).is_untouched(memo, "")


def test_where_no_note_was_opened_what_they_hold_is_no_reason() -> None:
    text, recipe = recorded()
    assert Ledger(text, things()).reasons(recipe, "given", "anything") == []


@pytest.mark.parametrize("is_alike", [True, False])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("article moon", "the article moon changed"),
        ("file a.png", "the file a.png changed"),
        ("template a.html", "the template a.html changed"),
    ],
)
@pytest.mark.parametrize("digest", ["2", ""])
def test_whatever_was_read_and_is_another_or_gone_is_a_reason(
    name: str, sentence: str, digest: str, is_alike: bool
) -> None:
    text, recipe = recorded()
    now = things("common" if is_alike else "other", {"moon": "2", "sun": "1"})
    now.digests[name] = digest
    assert Ledger(text, now).reasons(recipe, "given", "") == [sentence]


def test_only_what_a_file_has_read_is_a_reason_to_make_it() -> None:
    ledger = Ledger("", things())
    one, other = ledger.note("given", "", {"article moon"}), ledger.note("given", "", {"note sun/x"})
    now = things(wholes={"moon": "2", "sun": "1"}, article__moon="2")
    again = Ledger(ledger.close(), now)
    assert again.reasons(one, "given", "") == ["the article moon changed"]
    assert again.reasons(other, "given", "") == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", '[0,"common",{},{},[],[]]', "[2]", '["2","common",{},{},[],[]]']
)
def test_without_a_ledger_that_can_be_read_everything_is_made(text: str) -> None:
    _, recipe = recorded()
    assert Ledger(text, things()).reasons(recipe, "given", "") == [UNKNOWN]


def test_a_recipe_of_another_ledger_is_not_trusted() -> None:
    text, _ = recorded()
    ledger = Ledger("", things())
    other = ledger.note("given", "", {"setting language"})
    assert Ledger(text, things()).reasons(other, "given", "") == [UNKNOWN]


def test_a_ledger_of_the_same_files_is_the_same_whichever_were_kept() -> None:
    fresh = Ledger("", things())
    for names in (NAMES, {"article sun"}):
        fresh.note("given", "", names)
    text = fresh.close()
    again = Ledger(text, things())
    again.keep(Recipe("given", "", fresh.note("given", "", NAMES).frame, ("article moon", "file a.png", "note sun/x")))
    again.note("given", "", {"article sun"})
    assert again.close() == text


def test_a_ledger_of_files_that_were_left_is_that_of_the_last_time() -> None:
    fresh = Ledger("", things())
    left, made = fresh.note("given ", "", NAMES), fresh.note("given ", "", {"article sun"})
    text = fresh.close()
    again = Ledger(text, things())
    again.leave(left.memo)
    again.note("given ", "", {"article sun"}, before=made)
    assert again.used == {"article moon", "article sun", "file a.png", "note sun/x"}
    assert again.close() == text


def test_what_a_file_reads_no_more_is_forgotten_though_others_are_left() -> None:
    fresh = Ledger("", things())
    left, made = fresh.note("given ", "", NAMES), fresh.note("given ", "", {"article sun"})
    for names in ({"article mars"}, set[str]()):
        again = Ledger(fresh.close(), things())
        again.leave(left.memo)
        again.note("given ", "", names, before=made)
        assert again.used == {"article moon", "file a.png", "note sun/x", *names}
        assert "article sun" not in again.close()


def test_a_file_that_is_gone_takes_its_names_with_it() -> None:
    fresh = Ledger("", things())
    left = fresh.note("given ", "", NAMES)
    fresh.note("given ", "", {"article sun"})
    again = Ledger(fresh.close(), things())
    again.leave(left.memo)
    assert "article sun" not in again.close()


def test_what_no_file_reads_any_more_is_forgotten() -> None:
    text, _ = recorded()
    ledger = Ledger(text, things())
    ledger.note("given", "", {"article sun"})
    closed = ledger.close()
    assert "article sun" in closed
    assert not any(name in closed for name in NAMES)
    assert ledger.used == {"article sun"}


def test_a_ledger_holds_digests_of_now() -> None:
    text, recipe = recorded()
    now = things(wholes={"moon": "2", "sun": "1"}, article__moon="2")
    ledger = Ledger(text, now)
    assert ledger.reasons(recipe, "given", "")
    again = ledger.note("given", "", NAMES)
    assert Ledger(ledger.close(), now).reasons(again, "given", "") == []
    assert Ledger(ledger.close(), things()).reasons(again, "given", "") == ["the article moon changed"]


@pytest.mark.parametrize("name", ["template a.html", "file a.png"])
def test_what_was_gone_and_is_back_is_a_reason(name: str) -> None:
    text, _ = recorded()
    gone = things()
    gone.digests[name] = ""
    ledger = Ledger(text, gone)
    recipe = ledger.note("given", "", NAMES)
    assert Ledger(ledger.close(), things()).reasons(recipe, "given", "") != []


def test_what_is_recorded_is_json_on_one_line() -> None:
    text, _ = recorded()
    assert "\n" not in text
    assert json.loads(text)


def test_a_frame_that_this_build_made_first_says_nothing_of_files_made_before() -> None:
    """The search index is built before pages are looked at; after `--fresh` was asked for, nothing of old is known."""
    ledger = Ledger("", things())
    made_before = ledger.note("given", "", {"setting title"})
    assert ledger.reasons(made_before, "given", "") == [UNKNOWN]
