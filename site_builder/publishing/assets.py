"""Style sheets and scripts: gives each a name that holds the digest of its bytes, so that caches never lie.

Comes in: the template folders' assets/. Goes out: output files and the names that they got. A digest is the first eight
hexadecimal digits of SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from site_builder.model import OutputFile
from site_builder.problems import FileError, UsageError

_CSS_URL = re.compile(r"""url\(\s*(["']?)([^"')#?:]+)([^"')]*)\1\s*\)""")


def read_assets(folders: Iterable[Path]) -> tuple[dict[str, str], list[OutputFile]]:
    """Return the published path of each asset by its name below assets/, and the files.

    The first folder that has an asset wins. Raises FileError where one cannot be read.
    """
    sources: dict[str, Path] = {}
    for folder in folders:
        for name, path in _list_assets(folder / "assets"):
            sources.setdefault(name, path)
    names: dict[str, str] = {}
    files = []
    for name in sorted(sources, key=lambda name: (name.endswith(".css"), name)):
        data = read_bytes(sources[name])
        if name.endswith(".css"):
            data = _with_digests(_decode(data, sources[name]), name, names)
        names[name] = f"assets/{_digest_name(name, data)}"
        files.append(OutputFile(names[name], data))
    return names, files


def _list_assets(root: Path) -> list[tuple[str, Path]]:
    """Return the files below a folder by name; hidden ones are not assets."""
    try:
        files = [(path.relative_to(root), path) for path in sorted(root.rglob("*")) if path.is_file()]
    except OSError as fault:
        raise FileError(f"cannot read {fault.filename}: {fault.strerror}") from fault
    return [(name.as_posix(), path) for name, path in files if not any(part.startswith(".") for part in name.parts)]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, or raise FileError with the system's reason."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileError(f"cannot read {path}: {fault.strerror}") from fault


def _digest_name(name: str, data: bytes) -> str:
    path = PurePosixPath(name)
    return (path.parent / f"{path.stem}.{digest(data)}{path.suffix}").as_posix()


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        message = f"{path} is not UTF-8: {fault.reason} at byte {fault.start}"
        raise UsageError(message, "save it as UTF-8") from fault


def _with_digests(css: str, name: str, names: Mapping[str, str]) -> bytes:
    """Return a style sheet in which the addresses of other assets are those that they got."""
    folder = PurePosixPath(name).parent

    def replace(match: re.Match[str]) -> str:
        target = _normal(folder / match[2])
        if target not in names:
            return match[0]
        up = "../" * len(folder.parts)
        return f'url("{up}{names[target].removeprefix("assets/")}{match[3]}")'

    return _CSS_URL.sub(replace, css).encode()


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
