"""The one room that knows Jinja2: finds templates, renders them and says in one sentence where a template is wrong.

A user's folder shadows the shipped templates file by file; `{% extends "shipped/article.html" %}` in a user's
article.html replaces single blocks of the shipped one.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from html import escape as html_escape
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from site_builder.model import Html, Library
from site_builder.problems import SiteError, UsageError
from site_builder.publishing import filters
from site_builder.publishing.quotations import quotation
from site_builder.publishing.template_files import TemplateFiles

_REFERENCE = re.compile("\0([^\0]*)\0")
"""A reference of an `Html` text: see site_builder.model.Html."""

_ROOT = "\1"
"""What `root` prints, until the page is finished: reading lets no control character through, so nothing else is it."""


class _CodeGenerator(CodeGenerator):
    """Writes templates that escape what they print without wrapping it in Markup first: a tenth of a build's time.

    The hook is one of Jinja2's own and not promised; where a version does not have it, templates escape as they always
    did, and print the same.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Template(jinja2.Template):
    """Knows what was read when it was imported: macros are imported once, and every page that uses them has read that.

    The hook is one of Jinja2's own; tests/test_incremental.py would show a version that does not have it.
    """

    environment: _Environment
    _read_at_import: frozenset[str] = frozenset()

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        library = self.environment.library
        outside, library.names = library.names, set(self._read_at_import)
        try:
            return super()._get_default_module(ctx)
        finally:
            self._read_at_import = frozenset(library.names)
            library.names = outside
            outside |= self._read_at_import


class _Environment(jinja2.Environment):
    """Gives templates their globals as a plain dict.

    Jinja2 chains two, so that globals may be added later; here none are, and the chain is asked on every page for each
    of their names: a sixth of the time of rendering.
    """

    code_generator_class = _CodeGenerator
    template_class = _Template
    library: Library

    @staticmethod
    def escaped(value: object) -> str:
        """Return a value as HTML prints it."""
        if isinstance(value, Markup):
            return value
        return html_escape(value) if isinstance(value, str) else escape(value)

    def get_template(self, name: str | jinja2.Template, *args: Any, **kwargs: Any) -> jinja2.Template:
        self.library.saw(f"template {name if isinstance(name, str) else name.name}")
        return super().get_template(name, *args, **kwargs)

    def select_template(self, names: Iterable[str | jinja2.Template], *args: Any, **kwargs: Any) -> jinja2.Template:
        listed = list(names)
        for name in listed:  # one that is not there now may be there tomorrow
            self.library.saw(f"template {name if isinstance(name, str) else name.name}")
        return super().select_template(listed, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Renderer:
    """Renders the templates of one site.

    `resolve` gives the address or published path of a content file; `site_wide` are the values that every template
    sees; `library` hears which templates are used. So is `root`, the way to the site's root: it is put in when a page is finished, so that macros need not know
    the page that they print for, and are loaded once ("import with context" would load them again on every page).
    """

    def __init__(
        self, files: TemplateFiles, resolve: Callable[[str], str], site_wide: Mapping[str, object], library: Library
    ) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            file = files.find(name)
            return (file.source.decode(), str(file.path), None) if file else None

        self._resolve = resolve
        self._environment = _Environment(
            loader=jinja2.FunctionLoader(load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            html=self._print_html,
            date=filters.time_element,
            date_text=filters.date_text,
            host=filters.host,
            kind_label=filters.kind_label,
            ellipsis=filters.ellipsis,
            quotation=quotation,
        )
        self._environment.library = library
        self._environment.globals.update(site_wide, root=_ROOT)

    def render(self, template: str, address: str, root: str, context: Mapping[str, object]) -> bytes:
        """Render one page whose links start with `root`.

        Raises UsageError naming template, line and page where a template is wrong.
        """
        try:
            return self._environment.get_template(template).render(context).replace(_ROOT, root).encode()
        except SiteError:
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
    return UsageError(
        f"{Path(filename).as_posix()}:{line}: the template fails on page /{address}: {fault}",
        "docs/templates.md lists what each template is given",
    )
