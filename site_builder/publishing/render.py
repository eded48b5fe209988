"""Finds Jinja2 templates, renders them and says in one sentence where a template is wrong.

A user's folder shadows the shipped templates file by file; `{% extends "shipped/article.html" %}` in a user's
article.html replaces single blocks of the shipped one.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar, NamedTuple

import jinja2
import jinja2.nodes
from jinja2.bccache import Bucket
from markupsafe import Markup

from site_builder.model import Html, Library
from site_builder.problems import Location, SiteError, UnusableCacheError, UsageError, error
from site_builder.publishing import filters
from site_builder.publishing.template_code import DirectCode, direct_macro, escaped
from site_builder.publishing.template_files import TemplateFiles
from site_builder.publishing.template_words import put_words
from site_builder.publishing.wording import Wording
from site_builder.quotations import quotation

_REFERENCE = re.compile("\0([^\0]*)\0")
"""A reference of an `Html` text: see site_builder.model.Html."""

_ROOT = "\1"
"""What `root` prints, until the page is finished: reading lets no control character through, so nothing else is it."""


class _Imported(NamedTuple):
    """What a file of macros defines, and the names of what was read when it was imported."""

    module: object
    read: frozenset[str]


class _CompiledHere(jinja2.BytecodeCache):
    """The code of templates that this process has compiled, for the builds of a preview; nothing of it is written.

    `words` is the digest of the words that were put into the templates.
    """

    _kept: ClassVar[dict[str, tuple[str, CodeType | None]]] = {}

    def __init__(self, words: str) -> None:
        self._words = words

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return "\0".join((name, filename or "", self._words))

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


class _Environment(jinja2.Environment):
    """Finds templates, and tells the library of each use: macros are imported once, but read by every page.

    Templates get their globals as a plain dict. Jinja2 chains two, so that globals may be added later; here none are,
    and the chain is asked on every page for each of their names: a sixth of the time of rendering.
    """

    code_generator_class = DirectCode
    escaped = staticmethod(escaped)
    macro = staticmethod(direct_macro)

    def __init__(self, library: Library, wording: Wording, **options: Any) -> None:
        super().__init__(bytecode_cache=_CompiledHere(wording.language.digest), **options)
        self._library, self._words = library, wording.words
        self._imported: dict[str | jinja2.Template, _Imported] = {}
        self._found: dict[str, jinja2.Template] = {}

    def imported(self, name: str | jinja2.Template) -> object:
        """Return what a template defines: `DirectCode` writes calls of this for imports without context.

        tests/test_incremental.py would show a version of Jinja2 that does not have the hook.
        """
        known = self._imported.get(name)
        if not known:
            outside, self._library.names = self._library.names, set()
            try:
                module = self.get_template(name).module
            finally:
                read, self._library.names = self._library.names, outside
            known = self._imported[name] = _Imported(module, frozenset(read))
        self._library.names |= known.read
        return known.module

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        return put_words(super()._parse(source, name, filename), source, self._words)

    def get_template(self, name: str | jinja2.Template, *args: Any, **kwargs: Any) -> jinja2.Template:
        if not isinstance(name, str):
            self._library.saw(f"template {name.name}")
            return name
        self._library.saw(f"template {name}")
        if name not in self._found:  # Jinja2's own cache looks through locks and weak references
            self._found[name] = super().get_template(name, *args, **kwargs)
        return self._found[name]

    def select_template(self, names: Iterable[str | jinja2.Template], *args: Any, **kwargs: Any) -> jinja2.Template:
        listed = list(names)
        for name in listed:  # one that is not there now may be there tomorrow
            self._library.saw(f"template {name if isinstance(name, str) else name.name}")
        return super().select_template(listed, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Renderer:
    """Renders the templates of one site.

    `resolve` gives the address or published path of a content file; `site_wide` are the values that every template
    sees; `library` hears which templates are used; `wording` prints dates and the names of values. Templates see
    `root`, the way to the site's root, too: it is put in when a page is finished, so that macros need not know the page
    that they print for, and are loaded once ("import with context" would load them again on every page).
    """

    def __init__(
        self,
        files: TemplateFiles,
        resolve: Callable[[str], str],
        site_wide: Mapping[str, object],
        library: Library,
        wording: Wording,
    ) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            file = files.find(name)
            return (file.source.decode(), str(file.path), None) if file else None

        self._resolve = resolve
        self._environment = _Environment(
            library,
            wording,
            loader=jinja2.FunctionLoader(load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            html=self._print_html,
            date=wording.date,
            date_text=wording.date_text,
            host=filters.host,
            kind_label=wording.kind_label,
            year_label=wording.year_label,
            ellipsis=filters.ellipsis,
            hanging=filters.hanging,
            quotation=quotation,
            spoken=filters.spoken,
        )
        self._environment.globals.update(site_wide, root=_ROOT)

    def render(self, template: str, address: str, root: str, context: Mapping[str, object]) -> bytes:
        """Render one page whose links start with `root`.

        Raises UsageError naming template, line and page where a template is wrong.
        """
        try:
            html = self._environment.get_template(template).render(context)
            return html.encode().replace(_ROOT.encode(), root.encode())  # in bytes, which are searched faster
        except (SiteError, UnusableCacheError):  # a template may be the one that asks for what the cache has not
            raise
        except UnicodeDecodeError as fault:
            message = f"a template of the page /{address} is not UTF-8: {fault.reason} at byte {fault.start}"
            raise UsageError(message, "save it as UTF-8") from fault
        except jinja2.TemplateSyntaxError as fault:
            raise _template_error(fault.filename or fault.name or template, fault.lineno, address, fault) from fault
        except jinja2.TemplateNotFound as fault:
            message = f"the template '{fault.name}' is missing (page /{address})"
            raise UsageError(message, "templates are looked for in --templates, then among the shipped ones") from fault
        except Exception as fault:
            place = _place_in_templates(fault)
            if place is None:
                raise
            raise _template_error(*place, address, fault) from fault

    def _print_html(self, html: Html) -> Markup:
        return Markup(self.resolve_html(html, _ROOT))  # noqa: S704 - made by the reading step, which escapes

    def resolve_html(self, html: str, root: str) -> str:
        """Return markup with its references resolved to links that start with `root`."""
        if "\0" not in html:
            return html
        return _REFERENCE.sub(lambda match: root + self._resolve(match[1]), html)


def _place_in_templates(fault: Exception) -> tuple[str, int] | None:
    """Return the file and line of the innermost template in the traceback; Jinja2 puts template lines there."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if frame.filename.endswith((".html", ".xml")) and frame.lineno:
            return frame.filename, frame.lineno
    return None


def _template_error(filename: str, line: int, address: str, fault: Exception) -> UsageError:
    file, said = Path(filename).as_posix(), f"the template fails on page /{address}: {fault}"
    hint = "docs/pages/templates.md lists what each template is given"
    return UsageError(f"{file}:{line}: {said}", hint, [error("template-error", said, Location(file, line), hint)])
