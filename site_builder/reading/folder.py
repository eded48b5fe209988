"""The content folder: which files it holds, their bytes and the sizes of pictures.

In goes the folder, out comes every file by its posix path, in order. What leads out of the folder or cannot exist on
every system is a problem. Hidden files and editors' backup copies are not content.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from site_builder import urls
from site_builder.model import FileStat
from site_builder.problems import FileError, Location, Problem, error
from site_builder.reading.links import Size
from site_builder.reading.pictures import Pictures

_WINDOWS_REFUSES = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_PLAIN = re.compile(r"[\w-]{8,}\.\w+")
"""A name that no system refuses, as most are: it is longer than that of any device."""

FOLDERS = frozenset({"articles", "pages", "assets", "speakers", "contributors"})
"""Names that stand for folders: a file of such a name would hide what belongs there."""


class ContentFolder:
    """All files below a folder, by their posix path in it (NFC), in the order of their paths."""

    def __init__(self, root: Path) -> None:
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self.stats: dict[str, FileStat] = {}
        self.changed: set[str] = set()
        """Files that were not, when they were read, what they had been when they were listed."""
        self._root = root.resolve()
        self.pictures = Pictures()
        folded: dict[str, str] = {}
        sound: set[str] = set()
        found: list[tuple[str, str, FileStat]] = []
        self._walk(str(root), "", (self._root,), found)
        for file, path, stat in sorted(found):
            other = folded.setdefault(file.casefold(), file)
            if other != file:
                message = f"the name differs from '{other}' only by case"
                self._report("same-name", message, file, "many systems take the two for one file: rename one")
            self._check_name(file, sound)
            self.files[file] = path
            self.stats[file] = stat

    def read(self, file: str) -> bytes:
        """Return the bytes of a file; raises FileError where it cannot be read."""
        try:
            with open(self.files[file], "rb") as stream:  # noqa: PTH123 - a path for each file takes longer
                if _as_stat(os.fstat(stream.fileno())) != self.stats[file]:
                    self.changed.add(file)
                return stream.read()
        except OSError as failure:
            raise FileError(f"cannot read {self.files[file]}: {failure.strerror}") from failure

    def compare(self, file: str) -> None:
        """See whether a file that somebody else has just read is what it was when it was listed."""
        try:
            is_same = file in self.files and _as_stat(Path(self.files[file]).stat()) == self.stats[file]
        except OSError:
            is_same = False
        if not is_same:
            self.changed.add(file)

    def size_of(self, file: str) -> Size:
        """Return the size of a picture, none where there is none; raises FileError where it cannot be opened."""
        return self.pictures.size_of(file, self.files[file]) if file in self.files else Size()

    def _walk(self, folder: str, prefix: str, above: tuple[Path, ...], found: list[tuple[str, str, FileStat]]) -> None:
        """Append to `found` every file below a folder: its path in the content, where it is, and its state."""
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as failure:
            raise FileError(f"cannot read {folder}: {failure.strerror}") from failure
        for entry in entries:
            name = entry.name
            if name.startswith((".", "#")) or name.endswith("~"):
                continue
            if not name.isascii():
                name = unicodedata.normalize("NFC", name)
                if not self._is_good_name(name, entry, prefix):
                    continue
            file = prefix + name
            if entry.is_symlink() and not self._may_follow(entry, file, above):
                continue
            if not self._is_of_its_kind(entry, file):
                continue
            if entry.is_dir():
                self._walk(entry.path, f"{file}/", (*above, Path(entry.path).resolve()), found)
            else:
                found.append((file, entry.path, _stat(entry)))

    def _is_good_name(self, name: str, entry: os.DirEntry[str], prefix: str) -> bool:
        """Tell whether a name is text; report where it is not, and where its accents are apart from their letters."""
        if not _is_text(name):
            file = (prefix + name).encode("utf-8", "backslashreplace").decode()
            self._report("reserved-name", "this name is not UTF-8: other systems cannot read it", file, "rename it")
            return False
        if name != entry.name and not _is_same_file(Path(entry.path).with_name(name), entry.path):
            hint = "type the name anew: accented letters as one character (NFC)"
            self._report("decomposed-name", "accents are apart from their letters in this name", prefix + name, hint)
        return True

    def _is_of_its_kind(self, entry: os.DirEntry[str], file: str) -> bool:
        """Tell whether a folder is where a folder should be and a file where a file should; report what is neither."""
        if entry.is_dir():
            if not file.endswith((".md", ".yaml")):
                return True
            self._report("wrong-kind", "here should stand a file, and it is a folder", file, "rename the folder")
        elif not entry.is_file():
            self._report("wrong-kind", "this is neither a file nor a folder", file, "remove it from the content folder")
        elif file in FOLDERS:
            self._report(
                "wrong-kind", "here should stand a folder, and it is a file", file, "rename or remove the file"
            )
        else:
            return True
        return False

    def _may_follow(self, entry: os.DirEntry[str], file: str, above: tuple[Path, ...]) -> bool:
        try:
            target = Path(entry.path).resolve(strict=True)
        except FileNotFoundError:
            self._report("missing-file", "this link leads to a file that does not exist", file, "remove it")
            return False
        except PermissionError as failure:
            raise FileError(f"cannot read {entry.path}: {failure.strerror}") from failure
        except (OSError, RuntimeError):  # a loop: Python 3.13 says so by an OSError, earlier ones by a RuntimeError
            self._report("missing-file", "this link leads in a circle", file, "remove it")
            return False
        if not target.is_relative_to(self._root):
            self._report("outside-content", "this link leads out of the content folder", file, "copy the file instead")
        elif target in above:
            self._report("outside-content", "this link leads to a folder that it stands in", file, "remove it")
        else:
            return True
        return False

    def _check_name(self, file: str, sound: set[str]) -> None:
        """Report the parts of a path that Windows refuses; `sound` remembers the folders that it takes."""
        folder, _, name = file.rpartition("/")
        if folder in sound and _PLAIN.fullmatch(name):
            return
        parts = (name,) if folder in sound else file.split("/")
        refused = [part for part in parts if urls.is_reserved_name(part) or _WINDOWS_REFUSES.search(part)]
        for part in refused:
            self._report("reserved-name", f"Windows allows no file of the name '{part}'", file, "rename it")
        if not refused:
            sound.add(folder)

    def _report(self, code: str, message: str, file: str, hint: str) -> None:
        self.problems.append(error(code, message, Location(file), hint))


_make_stat: Callable[[tuple[int, ...]], FileStat] = partial(tuple.__new__, FileStat)
"""As `_make`, without its check of the length, in a third of the time: there are many files."""


def _stat(entry: os.DirEntry[str]) -> FileStat:
    try:
        stat = entry.stat()
    except OSError as failure:
        raise FileError(f"cannot read {entry.path}: {failure.strerror}") from failure
    return _as_stat(stat)


def _as_stat(stat: os.stat_result) -> FileStat:
    return _make_stat((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))


def _is_text(name: str) -> bool:
    """Tell whether a name is Unicode: bytes that are not UTF-8 come as lone surrogates (PEP 383)."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_same_file(composed: Path, path: str) -> bool:
    """Tell whether a file is found by its composed name too: some systems list another form and take both for one."""
    return composed.exists() and composed.samefile(path)
