"""Bytes of a content file to text, and places in that text.

In go the bytes of one file, out come its text with line feeds only, and what was wrong with the encoding.
Characters that no reader is meant to meet are replaced by visible ones, one for one, so that places stay true.
"""

from __future__ import annotations

import re

from site_builder.problems import Location, Problem, error, warning

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
_NON_CHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]
_SURROGATES = range(0xD800, 0xE000)
_BIDI_EMBEDDINGS = range(
    0x202A, 0x202F
)  # isolates (U+2066 to U+2069) and marks are what right-to-left text is made with
_LINE_SEPARATORS = (0x85, 0x2028, 0x2029)
HARMLESS: dict[int, str] = {
    **dict.fromkeys([*range(0x80, 0xA0), *_NON_CHARACTERS, *_SURROGATES, *_BIDI_EMBEDDINGS], "\ufffd"),
    **dict.fromkeys(_LINE_SEPARATORS, " "),
    **_CONTROLS,
}
"""What stands in for a character that would be invisible, reorder its neighbours or be invalid in HTML.

Control characters have pictures of their own (U+2400 and up); a line separator, which YAML 1.1 and scripts take for
a line end, is a space; the rest is the replacement character.
"""

_HARMFUL = re.compile("[" + "".join(map(re.escape, map(chr, HARMLESS))) + "]")
_HARMLESS_BYTES = bytes(code for code in range(0x80) if code not in HARMLESS)


def read_text(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Decode a file; what cannot be decoded is a problem and stands as the replacement character."""
    if data.startswith(UTF_16_MARKS):
        hint = "this is UTF-16: save the file as UTF-8"
        problem = error("not-utf8", "the file is not UTF-8", Location(file), hint)
        return harmless_text(_with_line_feeds(data.decode("utf-16", errors="replace"))), [problem]
    data = data.removeprefix(BYTE_ORDER_MARK)
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        problems.append(_not_utf8(data, failure, file))
        text = data.decode("utf-8", errors="replace")
    text = _with_line_feeds(text)
    harmless = harmless_text(text)
    if harmless is not text:
        problems.extend(_harmful_characters(text, file))
    return harmless, problems


def harmless_text(text: str) -> str:
    """Return the text with every character of HARMLESS replaced: the same object where there is none."""
    # To delete the harmless bytes first takes a seventh of the time of a search through all characters.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS_BYTES).decode("utf-8", "surrogatepass")
    return text.translate(HARMLESS) if _HARMFUL.search(rest) else text


def location_at(text: str, index: int, file: str) -> Location:
    """Return the place of the character at `index`."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _not_utf8(data: bytes, failure: UnicodeDecodeError, file: str) -> Problem:
    before = _with_line_feeds(data[: failure.start].decode("utf-8"))
    message = f"the byte 0x{data[failure.start]:02X} is not UTF-8"
    return error("not-utf8", message, location_at(before, len(before), file), "save the file as UTF-8")


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _harmful_characters(text: str, file: str) -> list[Problem]:
    """Report the first of each kind of character: a damaged file would otherwise fill the screen."""
    problems = []
    for character in dict.fromkeys(_HARMFUL.findall(text)):
        place = location_at(text, text.index(character), file)
        if character == "\0":
            problems.append(error("nul-byte", "the file contains a NUL byte", place, "is this really a text file?"))
        else:
            problems.append(
                warning(
                    "control-character",
                    f"the invisible character U+{ord(character):04X} is replaced by a visible one",
                    place,
                    "delete it",
                )
            )
    return problems
