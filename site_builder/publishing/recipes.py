"""What each file of the site was made of, and whether it would be made of the same again.

Comes in: what a file is given and the names of what was read for it. Goes out: a recipe, short enough to be recorded
with every file, and for a recorded one the reasons to make the file anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

_FRAME = ("asset ", "setting ", "template ")
"""What many pages read alike: the names are recorded once for all of them."""

CHANGED_FILE = "its file is missing or was changed"
NEW = "it is new"
OTHER_CHOICE = "what it lists, or its title, is another"
OTHER_SITE = "what stands on every page is another: the menu, the program's version, the security policy"

_PHRASES = {
    "article": "the article {}",
    "articles-of": "the articles of the speaker {}",
    "articles-with": "the articles with the {}",
    "asset": "the asset {}",
    "claim": "the appearances of the claim {}",
    "claims-in": "other appearances of the claims of {}",
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
    "withdrawn-notes": "the withdrawn notes of {}",
}
"""What a name that the library hears is called in a sentence."""


class Recipe(NamedTuple):
    """What a file was made of: the digest of what it was given, the frame, and the names of what else was read."""

    given: str
    frame: str
    names: tuple[str, ...] = ()

    @property
    def memo(self) -> str:
        """The recipe as one text."""
        return "\n".join((self.given, self.frame, *self.names))

    @classmethod
    def parse(cls, memo: str) -> Recipe:
        given, frame, *names = memo.split("\n")
        return cls(given, frame, tuple(names))


def shorten(names: Set[str]) -> set[str]:
    """Return fewer names that say as much: where a text was read, its whole article stands for all that is in it."""
    shorter = set(names)
    for slug in [name.removeprefix("text ") for name in names if name.startswith("text ")]:
        inside = (f"note {slug}/", f"claim {slug}/")
        whole = {f"{number}{what} {slug}" for number in ("", "number of ") for what in ("notes", "withdrawn-notes")}
        claims = any(name.startswith(inside[1]) for name in names)
        shorter = {name for name in shorter if name not in whole and not name.startswith(inside)}
        shorter |= {f"article {slug}", f"claims-in {slug}"} if claims else {f"article {slug}"}
        shorter.discard(f"text {slug}")
    return shorter


class Ledger:
    """What was read for the files of a site, and what digest it had then.

    `recorded` is what an earlier ledger's `close` returned; nothing is known where it is not such.
    """

    def __init__(self, recorded: str, digests_of: Callable[[Sequence[str]], list[str]]) -> None:
        frames, names, then = _parse(recorded)
        self._digests_of = digests_of
        self._frames: dict[str, list[str]] = frames
        now = digests_of(names)
        self._digests: dict[str, str] = dict(zip(names, now, strict=True))
        triples = zip(names, then, now, strict=True)
        self._dirty = frozenset(name for name, digest_then, digest_now in triples if digest_then != digest_now)
        self._dirty_frames = {
            frame: frozenset(names) & self._dirty for frame, names in self._frames.items() if names and self._dirty
        }
        self._used: set[str] = set()
        self._used_frames: set[str] = set()

    def reasons(self, recipe: Recipe, given: str) -> list[str]:
        """Return why a file of this recipe has to be made anew, now that it is given what has the digest `given`."""
        if recipe.frame not in self._frames:
            return [NEW]
        changed = self._dirty_frames.get(recipe.frame, frozenset()) | self._dirty.intersection(recipe.names)
        reasons = [_phrase(name) for name in sorted(changed)]
        return reasons if recipe.given == given else [OTHER_CHOICE, *reasons]

    def keep(self, recipe: Recipe) -> None:
        """Hear that a file stays as it was made by a recipe."""
        self._used_frames.add(recipe.frame)
        self._used.update(recipe.names)

    def note(self, given: str, names: Iterable[str]) -> Recipe:
        """Return the recipe of a file that was just made."""
        frame = sorted(name for name in names if name.startswith(_FRAME))
        rest = sorted(name for name in names if not name.startswith(_FRAME))
        key = hashlib.blake2b("\n".join(frame).encode(), digest_size=6).hexdigest()
        self._frames[key] = frame
        recipe = Recipe(given, key, tuple(rest))
        self.keep(recipe)
        return recipe

    @property
    def used(self) -> Set[str]:
        """The names of all that was read for the files of this build, but those in frames."""
        return self._used

    def close(self) -> str:
        """Return what the next build's ledger is made of; the same for the same files."""
        frames = {key: self._frames[key] for key in sorted(self._used_frames)}
        names = sorted(self._used.union(*frames.values()))
        new = [name for name in names if name not in self._digests]
        self._digests.update(zip(new, self._digests_of(new), strict=True))
        digests = [self._digests[name] for name in names]
        return json.dumps([frames, names, digests], ensure_ascii=False, separators=(",", ":"))


def _parse(recorded: str) -> tuple[dict[str, list[str]], list[str], list[str]]:
    try:
        frames, names, digests = json.loads(recorded)
    except (ValueError, TypeError):
        return {}, [], []
    return frames, names, digests


def _phrase(name: str) -> str:
    kind, _, whose = name.partition(" ")
    return f"{_PHRASES[kind].format(whose)} changed"
