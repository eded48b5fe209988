from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from site_builder.cache.library import CachedLibrary
from site_builder.problems import UsageError
from site_builder.publishing.render import Renderer
from site_builder.publishing.template_files import TemplateFiles
from tests.archives import Shelf


def render(tmp_path: Path, template: str, **context: object) -> str:
    (tmp_path / "page.html").write_text(template, encoding="utf-8", newline="\n")
    resolve = {"articles/a b.md": "articles/a-b/"}.__getitem__
    renderer = Renderer(TemplateFiles([tmp_path]), resolve, {"site": "Site"}, CachedLibrary(Shelf()))
    return renderer.render("page.html", "claims/", "../", context).decode()


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("<a href=\"x\">'&'", "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;&#x27;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        ([7, 8], "[7, 8]"),
    ],
)
def test_what_is_printed_is_escaped_and_markup_is_not(tmp_path: Path, value: object, printed: str) -> None:
    assert render(tmp_path, "{{ value }}{{ value|string }}", value=value) == printed * 2


def test_macros_and_blocks_are_escaped_once(tmp_path: Path) -> None:
    template = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{% set s %}{{ m(v) }}{% endset %}{{ s }}{{ m(s) }}"
    assert render(tmp_path, template, v="<") == "<i>&lt;</i><i><i>&lt;</i></i>"


def test_the_root_and_references_are_put_in_at_the_end(tmp_path: Path) -> None:
    template = '{{ root }}x {{ "<a href=\\"\0articles/a b.md\0#n\\">"|html }}'
    assert render(tmp_path, template) == '../x <a href="../articles/a-b/#n">'


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("\n{{ gone }}", "page.html:2: the template fails on page /claims/: 'gone' is undefined"),
        ("\n\n{{ site.gone.further }}", "page.html:3: "),
        ("{% if %}", "page.html:1: "),
        ('{% include "gone.html" %}', "the template 'gone.html' is missing (page /claims/)"),
    ],
)
def test_what_is_wrong_with_a_template_is_a_sentence(tmp_path: Path, template: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        render(tmp_path, template)
    assert says in str(caught.value)
