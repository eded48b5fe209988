"""What each file of the site was made of, and whether it would be made of the same again.

Comes in: what a file is given and the names of what was read for it. Goes out: a recipe, short enough to be recorded
with every file, and for a recorded one the reasons to make the file anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import NamedTuple, Protocol

LAYOUT = 4
"""How a ledger is recorded; one that is recorded in another way says nothing."""

_FRAME = ("asset ", "setting ", "template ")
"""What many pages read alike: the names are recorded once for all of them."""

_OUTSIDE = ("asset ", "file ", "template ")
"""What is not part of the archive."""

DEFERRED = "deferred "
"""Stands before the digest of what a file would have been given that was not made."""

GIVEN_EVERYWHERE = 24
"""So many characters of what a file is given are the digest of what stands on every page."""

CHANGED_FILE = "its file is missing or was changed"
NEW = "it is new"
PUT_OFF = "a preview's build has put it off"
UNKNOWN = "what it was made of is not known"
OTHER_CHOICE = "what it lists, or its title, is another"
OTHER_NOTES = "a note that it lists has changed"
OTHER_SITE = "what stands on every page is another: the menu, the words, the program's version, the security policy"

_PHRASES = {
    "article": "the article {}",
    "article-with-claims": "the article {}, or where else its claims are made,",
    "articles-of": "the articles of the speaker {}",
    "articles-with": "the articles with the {}",
    "asset": "the asset {}",
    "claim": "the appearances of the claim {}",
    "claims-of": "the claims of {}",
    "file": "the file {}",
    "name-of": "the name of the speaker {}",
    "note": "the note {}",
    "notes": "the notes of {}",
    "notes-with": "the notes with the {}",
    "number": "the number {}",
    "outlet": "the spelling of the outlet {}",
    "person": "the contributor {}",
    "setting": "the setting {}",
    "speaker": "the speaker {}",
    "template": "the template {}",
    "text": "the text of {}",
    "topic": "the spelling of the topic {}",
    "verdict": "the verdict {}",
    "verdicts": "the order of the verdicts, {},",
    "withdrawn-notes": "the withdrawn notes of {}",
}
"""What a name that the library hears is called in a sentence."""


def is_recipe(memo: object) -> bool:
    """Tell whether what was recorded of a file is the recipe that it was made by."""
    return isinstance(memo, str)


class Recipe(NamedTuple):
    """What a file was made of.

    `given` is the digest of what it was given, `opened` that of the notes among it with the marks of their articles, ""
    where none was opened; `frame` names what it read as many do, `names` what else it read.
    """

    given: str
    opened: str
    frame: str
    names: tuple[str, ...] = ()

    @property
    def memo(self) -> str:
        """The recipe as one text: a line a name. A line feed in a name is written as NUL, which no name has."""
        return "\n".join((self.given, self.opened, self.frame, *(name.replace("\n", "\0") for name in self.names)))

    @property
    def deferred(self) -> Recipe:
        """The recipe of a file that should be made by this one, and was not: the next build finds that it differs."""
        return self._replace(given=f"{DEFERRED}{self.given}")

    @classmethod
    def parse(cls, memo: object) -> Recipe | None:
        """Return the recipe that was recorded as a text, None where this is none."""
        parts = memo.split("\n") if isinstance(memo, str) else []
        if len(parts) < 3:
            return None
        given, opened, frame, *names = parts
        return cls(given, opened, frame, tuple(names if "\0" not in str(memo) else (_unfold(name) for name in names)))


@cache
def mark_of(slug: str) -> str:
    """Return four characters that stand for an article: two of a thousand share a mark once in thirty archives.

    A file that lists notes of the one is then looked at closely when the other has changed, and stays all the same.
    """
    return base64.b64encode(hashlib.blake2b(slug.encode(), digest_size=3).digest()).decode()


def _unfold(name: str) -> str:
    return name.replace("\0", "\n")


def shorten(names: AbstractSet[str]) -> set[str]:
    """Return fewer names that say as much: where a text was read, its whole article stands for all that is in it."""
    shorter = set(names)
    for slug in [name.removeprefix("text ") for name in names if name.startswith("text ")]:
        claims = {name for name in shorter if name.startswith(f"claim {slug}/")}
        notes = {name for name in shorter if name.startswith(f"note {slug}/")}
        shorter -= {f"text {slug}", f"notes {slug}", f"withdrawn-notes {slug}", *notes, *claims}
        shorter.add(f"article-with-claims {slug}" if claims else f"article {slug}")
    return shorter


class Digesting(Protocol):
    """What a ledger asks of the digests of a build."""

    @property
    def common(self) -> str: ...

    @property
    def notes(self) -> str: ...

    @property
    def wholes(self) -> Mapping[str, str]: ...

    def of(self, name: str) -> str: ...

    def of_article(self, slug: str) -> Iterable[str]: ...


class _Record(NamedTuple):
    """A ledger as it is recorded.

    `files` is how many files it is of. `common` is the digest of all that pages can see without opening anything,
    `notes` that of all notes, `wholes` those of everything in each article; `frames` are sets of names by their
    digests, `names` all names that were read, in order, and `digests` what they had.
    """

    layout: int = 0
    files: int = 0
    common: str = ""
    notes: str = ""
    wholes: Mapping[str, str] = {}
    frames: Mapping[str, list[str]] = {}
    names: Sequence[str] = ()
    digests: Sequence[str] = ()


class Ledger:
    """What was read for the files of a site, and what digest it had then.

    `recorded` is what an earlier ledger's `close` returned; nothing is known where it is not such.
    """

    def __init__(self, recorded: str, digesting: Digesting) -> None:
        self._record = _parse(recorded)
        self._digesting = digesting
        self._frames = dict(self._record.frames)
        self._then = dict(zip(self._record.names, self._record.digests, strict=True))
        self.is_alike = self._record.common == digesting.common
        """Whether nothing has changed that can be seen unopened, so that every file is given what it was given."""
        self.has_same_notes = self.is_alike and self._record.notes == digesting.notes
        """Whether no note that a file lists holds anything else, either."""
        wholes = self._record.wholes
        self._changed = [slug for slug, whole in digesting.wholes.items() if wholes.get(slug) != whole]
        self._now = {name: digesting.of(name) for name in self._suspects()}
        self._dirty = frozenset(name for name, digest in self._now.items() if digest != self._then[name])
        self._dirty_frames = {frame: self._dirty.intersection(names) for frame, names in self._frames.items()}
        self._clean_frames = {frame for frame, dirty in self._dirty_frames.items() if not dirty}
        self.can_glance = self.is_alike and not any("\n" in name for name in self._dirty)
        """Whether `is_untouched` has anything to tell: what is made is what was made, but for what was opened."""
        self._kept: list[Recipe] = []
        self._untouched: list[str] = []
        self._reads_the_same = self.is_alike

    def _suspects(self) -> Sequence[str]:
        """Return the names that may have other digests now: mostly those of what stands in a changed article."""
        if not self.is_alike:
            return self._record.names
        then = self._then
        inside = [name for slug in self._changed for name in self._digesting.of_article(slug) if name in then]
        return inside + [name for name in self._record.names if name.startswith(_OUTSIDE)]

    def reasons(self, recipe: Recipe, given: str, opened: str) -> list[str]:
        """Return why a file of this recipe has to be made anew, now that what it is given has these digests."""
        if recipe.frame not in self._record.frames:
            return [UNKNOWN]
        if recipe.given.startswith(DEFERRED):
            return [PUT_OFF]
        changed = self._dirty_frames[recipe.frame]
        if not self._dirty.isdisjoint(recipe.names):
            changed = changed.union(self._dirty.intersection(recipe.names))
        reasons = [_phrase(name) for name in sorted(changed)] if changed else []
        if recipe.opened and recipe.opened != opened:
            reasons.insert(0, OTHER_NOTES)
        if recipe.given == given:
            return reasons
        return [OTHER_CHOICE if recipe.given[:GIVEN_EVERYWHERE] == given[:GIVEN_EVERYWHERE] else OTHER_SITE, *reasons]

    def is_untouched(self, memo: str, besides: str) -> bool:
        """Tell, at a glance, of the recipe of most files that stay that they do: what is not told here `reasons` tells.

        `besides` is what the file is given that no archive knows of.
        """
        if not self.can_glance:
            return False
        given, opened, frame, *names = memo.split("\n")
        if given.startswith(DEFERRED):
            return False
        if opened and not self.has_same_notes:
            marks = opened.partition(" ")[2]
            if any(mark_of(slug) in marks for slug in self._changed):
                return False
        return given.endswith(f" {besides}") and frame in self._clean_frames and self._dirty.isdisjoint(names)

    def keep(self, recipe: Recipe) -> None:
        """Hear that a file stays as it was made by a recipe."""
        self._kept.append(recipe)

    def leave(self, memo: str) -> None:
        """Hear that a file stays as it was made by a recipe that is untouched."""
        self._untouched.append(memo)

    def note(self, given: str, opened: str, names: Iterable[str], before: Recipe | None = None) -> Recipe:
        """Return the recipe of a file that was just made; `before` is that of the last time."""
        frame = sorted(name for name in names if name.startswith(_FRAME))
        rest = sorted(name for name in names if not name.startswith(_FRAME))
        key = hashlib.blake2b("\n".join(frame).encode(), digest_size=6).hexdigest()
        self._frames[key] = frame
        recipe = Recipe(given, opened, key, tuple(rest))
        self.keep(recipe)
        if before is None or (before.frame, before.names) != (recipe.frame, recipe.names):
            self._reads_the_same = False
        return recipe

    @cached_property
    def used(self) -> set[str]:
        """The names of all that was read for the files of this build, but those in frames."""
        if self._is_as_recorded:
            return {name for name in self._record.names if not name.startswith(_FRAME)}
        return set[str]().union(*(recipe.names for recipe in self._recipes))

    @cached_property
    def _is_as_recorded(self) -> bool:
        """Whether the same names were read as for the files of the last build, by as many files."""
        return self._reads_the_same and len(self._kept) + len(self._untouched) == self._record.files

    @cached_property
    def _recipes(self) -> Sequence[Recipe]:
        untouched = map(Recipe.parse, self._untouched)
        return [*self._kept, *(recipe for recipe in untouched if recipe)]

    def close(self) -> str:
        """Return what the next build's ledger is made of; the same for the same files."""
        if self._is_as_recorded:
            frames, names = self._record.frames, self._record.names
        else:
            frames = {key: self._frames[key] for key in sorted({recipe.frame for recipe in self._recipes})}
            names = sorted(self.used.union(*frames.values()))
        files = len(self._kept) + len(self._untouched)
        now, then, of = self._now, self._then if self.is_alike else {}, self._digesting.of
        digests = [now[name] if name in now else then[name] if name in then else of(name) for name in names]
        things = self._digesting
        record = _Record(LAYOUT, files, things.common, things.notes, things.wholes, frames, names, digests)
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _parse(recorded: str) -> _Record:
    try:
        layout, *parts = json.loads(recorded)
        record = _Record(layout, *parts)
        is_sound = isinstance(record.frames, dict) and len(record.names) == len(record.digests)
        return record if layout == LAYOUT and is_sound else _Record()
    except (ValueError, TypeError):
        return _Record()


def _phrase(name: str) -> str:
    kind, _, whose = name.partition(" ")
    return f"{_PHRASES[kind].format(whose)} changed"
