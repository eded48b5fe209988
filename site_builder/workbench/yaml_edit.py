"""The smallest change of a YAML text that makes it say something else: comments, order and layout of the rest stay.

Comes in: a document and the value that it shall have. Goes out: splices, or an UneditableYamlError. The text is cut at
the places that its parser gives, and never written anew: ruamel.yaml would set indentation and line ends of it all by
its own rules. Whoever applies the splices reads the result again before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from site_builder.reading.yaml_source import Shape, Value, YamlDocument
from site_builder.workbench.yaml_layout import QUOTES, WIDTH, entry_lines, flow_text, folded_lines, item_lines, quoted
from site_builder.workbench.yaml_writer import scalar_lines

_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#.*$")
_LEAST_WIDTH = 40


class UneditableYamlError(ValueError):
    """A text that cannot be changed without writing it anew; `str()` of it says why."""


class Splice(NamedTuple):
    """Characters [start, end) of a text and what comes in their place."""

    start: int
    end: int
    text: str


def apply_splices(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with the splices, which do not overlap, in place."""
    parts: list[str] = []
    done = 0
    for splice in sorted(splices):
        parts += text[done : splice.start], splice.text
        done = splice.end
    return "".join(parts) + text[done:]


def plan_splices(document: YamlDocument, intended: dict[str, Value], order: Sequence[str] = ()) -> list[Splice]:
    """Return the splices after which the document's value is `intended`; new keys come where `order` has them.

    Raises UneditableYamlError where the document is no mapping with a key a line.
    """
    shape = document.shape
    if shape is None or (shape.kind == "text" and shape.start == shape.end):
        lines = [line for key, value in intended.items() for line in entry_lines(key, value)]
        gap = "" if not document.text or document.text.endswith("\n") else "\n"
        return [Splice(len(document.text), len(document.text), gap + "".join(f"{line}\n" for line in lines))]
    if shape.kind != "mapping" or shape.style != "block" or not isinstance(document.value, dict):
        raise UneditableYamlError("it is not written with one key a line")
    for name, part in zip(document.value, shape.parts, strict=True):
        if part.style == "flow" and part.parts and intended.get(name) != document.value[name]:
            raise UneditableYamlError(f"'{name}' is written in brackets, and not line by line")
    return list(_Editing(document.text, order).mapping(shape, document.value, intended))


class _Editing:
    """One walk over what a text says and what it shall say."""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self._text = text
        self._rank = {key: number for number, key in enumerate(order)}

    def _rank_of(self, name: str) -> int:
        """Return the place of a key among others; one that the order does not have comes last."""
        return self._rank.get(name, len(self._rank))

    # ---------------------------------------------------------------- mappings

    def mapping(self, shape: Shape, old: dict[str, Value], new: dict[str, Value]) -> Iterator[Splice]:
        """Yield the splices within a mapping with one key a line."""
        column = self._column(shape.keys[0].start)
        names = list(old)
        kept = [name for name in names if name in new]
        if not kept:
            raise UneditableYamlError("nothing of this would be left")
        for number, name in enumerate(names):
            key, value = shape.keys[number], shape.parts[number]
            if name not in new:
                yield self._without_key(shape, number, column)
            elif new[name] != old[name]:
                yield from self._value(key, value, old[name], name, new[name], column)
        yield from self._added(shape, names, kept, new, column)

    def _value(self, key: Shape, value: Shape, old: Value, name: str, new: Value, column: int) -> Iterator[Splice]:
        if value.style == "block":
            if value.kind == "mapping" and isinstance(old, dict) and isinstance(new, dict):
                yield from self.mapping(value, old, new)
                return
            if value.kind == "list" and isinstance(old, list) and isinstance(new, list):
                yield from self.block_list(value, old, new)
                return
        yield self._replaced(key, value, name, new, column)

    def _replaced(self, key: Shape, value: Shape, name: str, new: Value, column: int) -> Splice:
        start = self._text.index(":", key.end) + 1
        end = max(start, value.end)
        lines = self._lines(name, new, value, column)
        lines[0] = lines[0][len(entry_lines(name, "x")[0]) - 2 :]  # from the colon's right side on
        comments = self._comments(start, end, value)
        rest = self._text[end : self._line_end(end)]
        if isinstance(new, str) and len(lines) == 1:
            # A comment behind an unquoted text would be taken for a part of it that was lost.
            is_followed = bool(rest.strip()) or self._after(end, column) > end + len(rest)
            lines = [f" {quoted(new, value.style)}"] if is_followed or value.style in QUOTES else lines
        if len(lines) > 1 and rest.strip():
            if not rest.strip().startswith("#"):
                raise UneditableYamlError("something stands behind this value in its line")
            comments.append(rest.strip())
            end += len(rest)
        return Splice(start, end, self._joined([*lines, *comments], column))

    def _lines(self, name: str, new: Value, value: Shape, column: int) -> list[str]:
        """Return the lines of a new value as the old one was written, where that can be."""
        if value.style == "flow" and (flow := flow_text(new)):
            return [f"{entry_lines(name, 'x')[0][:-1]}{flow}"]
        if value.style == ">" and isinstance(new, str):
            longest = max(map(len, self._text[value.start : value.end].split("\n")[1:]), default=WIDTH)
            width = max(_LEAST_WIDTH, longest - column - 2)
            first, *more = folded_lines(new, width) if len(new) > width else scalar_lines(new)
            return [f"{entry_lines(name, 'x')[0][:-1]}{first}", *(f"  {line}" if line else "" for line in more)]
        return entry_lines(name, new, WIDTH - column)

    def _without_key(self, shape: Shape, number: int, column: int) -> Splice:
        key, value = shape.keys[number], shape.parts[number]
        begin = self._text.index(":", key.end) + 1
        end = self._line_end(max(begin, value.end))
        comments = self._comments(begin, max(begin, value.end), value)
        rest = self._text[max(begin, value.end) : end].strip()
        comments += [rest] if rest else []
        start = self._text.rfind("\n", 0, key.start) + 1
        if self._text[start : key.start].strip():  # the key stands behind a dash
            if comments or number + 1 == len(shape.keys):
                raise UneditableYamlError("the first key of an entry cannot be taken out")
            return Splice(key.start, shape.keys[number + 1].start, "")
        kept = "".join(f"{' ' * column}{comment}\n" for comment in comments)
        return Splice(start, min(end + 1, len(self._text)), kept)

    def _added(
        self, shape: Shape, names: list[str], kept: list[str], new: dict[str, Value], column: int
    ) -> Iterator[Splice]:
        """Yield what is put in: each new key after the one that it follows in the order of keys."""
        after: dict[str, list[str]] = {}
        for name in sorted(new.keys() - set(names), key=lambda name: (self._rank_of(name), name)):
            before = [one for one in kept if self._rank_of(one) <= self._rank_of(name)]
            after.setdefault(before[-1] if before else kept[0], []).append(name)
        for anchor, added in after.items():
            number = names.index(anchor)
            place = self._after(max(shape.parts[number].end, shape.keys[number].end), column)
            lines = [line for name in added for line in entry_lines(name, new[name], WIDTH - column)]
            yield Splice(place, place, "\n" + self._joined(lines, column, first_too=True))

    # ---------------------------------------------------------------- lists

    def block_list(self, shape: Shape, old: list[Value], new: list[Value]) -> Iterator[Splice]:
        """Yield the splices within a list with a dash for each item."""
        column = self._column(shape.start)
        matcher = SequenceMatcher(None, [*map(_identity, old)], [*map(_identity, new)], autojunk=False)
        for _, start, end, new_start, new_end in matcher.get_opcodes():
            pairs = end - start if end - start == new_end - new_start else 0
            for offset in range(pairs):
                before, after = old[start + offset], new[new_start + offset]
                if before != after:
                    yield from self._item(shape.parts[start + offset], before, after, column)
            if not pairs:
                for number in range(start, end):
                    yield self._without_item(shape, number, column)
                yield from self._inserted(shape, end, new[new_start:new_end], column)

    def _item(self, shape: Shape, old: Value, new: Value, column: int) -> Iterator[Splice]:
        if shape.style == "block" and shape.kind == "mapping" and isinstance(old, dict) and isinstance(new, dict):
            yield from self.mapping(shape, old, new)
            return
        comments = self._comments(shape.start, shape.end, shape)
        rest = self._text[shape.end : self._line_end(shape.end)]
        lines = [line[2:] for line in item_lines(new, WIDTH - column)]
        if isinstance(new, str) and len(lines) == 1 and (rest.strip() or shape.style in QUOTES):
            lines = [quoted(new, shape.style)]
        if len(lines) > 1 and rest.strip():
            comments.append(rest.strip())
        else:
            rest = ""
        yield Splice(shape.start, shape.end + len(rest), self._joined([*lines, *comments], column + 2))

    def _without_item(self, shape: Shape, number: int, column: int) -> Splice:
        item = shape.parts[number]
        dash = self._dash(shape, number, column)
        end = self._line_end(item.end)
        comments = [*self._comments(dash, item.end, item), *filter(None, [self._text[item.end : end].strip()])]
        kept = "".join(f"{' ' * column}{comment}\n" for comment in comments)
        return Splice(self._text.rfind("\n", 0, dash) + 1, min(end + 1, len(self._text)), kept)

    def _inserted(self, shape: Shape, number: int, items: list[Value], column: int) -> Iterator[Splice]:
        if not items:
            return
        blocks = [self._joined(item_lines(item, WIDTH - column), column, first_too=True) for item in items]
        gap = "\n\n" if self._is_spaced(shape, column) else "\n"
        if number:
            place = self._after(shape.parts[number - 1].end, column)
            yield Splice(place, place, "".join(gap + block for block in blocks))
        else:
            place = self._text.rfind("\n", 0, self._dash(shape, 0, column)) + 1
            yield Splice(place, place, "".join(block + gap for block in blocks))

    def _is_spaced(self, shape: Shape, column: int) -> bool:
        """Tell whether an empty line stands between two items; of a single one, whether it looks as if there should."""
        if len(shape.parts) > 1:
            last = len(shape.parts) - 1
            between = self._text[shape.parts[last - 1].end : self._dash(shape, last, column)]
            return re.search(r"\n[ \t]*\n", between) is not None
        return column <= 2 and shape.parts[0].kind == "mapping"

    def _dash(self, shape: Shape, number: int, column: int) -> int:
        """Return where the dash of an item stands."""
        if not number:
            return shape.start
        before, item = shape.parts[number - 1].end, shape.parts[number]
        dashes = list(re.finditer(rf"(?m)^ {{{column}}}-(?=\s|$)", self._text[before : max(item.start, before) + 1]))
        if not dashes:
            raise UneditableYamlError("an item has no line of its own")
        return before + dashes[-1].end() - 1

    # ---------------------------------------------------------------- lines

    def _joined(self, lines: Sequence[str], column: int, *, first_too: bool = False) -> str:
        indented = [f"{' ' * column}{line}" if line else "" for line in lines]
        return "\n".join(indented if first_too else [lines[0], *indented[1:]])

    def _after(self, at: int, column: int) -> int:
        """Return the end of the line of `at`, or of the comments below it that are indented deeper than `column`."""
        end = self._line_end(at)
        while comment := re.compile(rf"\n {{{column + 1},}}#.*").match(self._text, end):
            end = comment.end()
        return end

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)

    def _column(self, at: int) -> int:
        return at - self._text.rfind("\n", 0, at) - 1

    def _comments(self, start: int, end: int, value: Shape) -> list[str]:
        """Return the comments within [start, end): what begins with # outside of the texts of a value."""
        blank = list(self._text[start:end])
        for low, high in self._texts(value):
            for at in range(max(low, start), min(high, end)):
                blank[at - start] = "x" if blank[at - start] != "\n" else "\n"
        return [match[0].rstrip() for match in _COMMENT.finditer("".join(blank))]

    def _texts(self, shape: Shape) -> Iterator[tuple[int, int]]:
        for part in (*shape.keys, *shape.parts):
            yield from self._texts(part)
        if shape.kind == "text":
            head = self._line_end(shape.start) if shape.style in ("|", ">") and shape.style else shape.start
            yield head, shape.end


def _identity(item: Value) -> str:
    """Return what makes an item of a list the same though some of its keys changed."""
    if isinstance(item, dict):
        return next((f"{key}: {item[key]}" for key in ("id", "source", "title") if key in item), repr(item))
    return str(item)
