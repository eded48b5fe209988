from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from site_builder.cache.library import CachedLibrary
from site_builder.problems import UnusableCacheError, UsageError
from site_builder.publishing.render import Renderer
from site_builder.publishing.template_files import TemplateFiles
from site_builder.publishing.wording import Wording
from tests.archives import Shelf
from tests.wording import ENGLISH, shipped_language


def render(tmp_path: Path, template: str, **context: object) -> str:
    (tmp_path / "page.html").write_text(template, encoding="utf-8", newline="\n")
    resolve = {"articles/a b.md": "articles/a-b/"}.__getitem__
    renderer = Renderer(TemplateFiles([tmp_path]), resolve, {"site": "Site"}, CachedLibrary(Shelf()), ENGLISH)
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


def test_an_if_without_an_else_prints_nothing_and_is_nothing(tmp_path: Path) -> None:
    template = (
        "<{{ 'a' if no }}{{ 'b' if yes }}{{ ('c' if no) is defined }}{{ 'd' if no if yes }}{{ 'e' if no else 'f' }}>"
    )
    assert render(tmp_path, template, yes=True, no=False) == "<bFalsef>"


def test_macros_and_blocks_are_escaped_once(tmp_path: Path) -> None:
    template = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{% set s %}{{ m(v) }}{% endset %}{{ s }}{{ m(s) }}"
    assert render(tmp_path, template, v="<") == "<i>&lt;</i><i><i>&lt;</i></i>"


MACROS = """\
{% macro m(a, b='B', c=none) %}({{ a }} {{ b }} {{ c }}){% endmacro %}
{% macro around(x) %}[{{ caller(x) }}]{% endmacro %}
{% macro all(a) %}{{ a }} {{ varargs }} {{ kwargs }}{% endmacro %}
"""


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ("{{ m('<') }}", "(&lt; B None)"),
        ("{{ m(1, 2, 3) }}", "(1 2 3)"),
        ("{{ m(1, c=3) }}", "(1 B 3)"),
        ("{{ m(c=3, a=1) }}", "(1 B 3)"),
        ("{{ m(*[1, 2]) }}", "(1 2 None)"),
        ("{{ m(**{'a': 1}) }}", "(1 B None)"),
        ("{% call(x) around('<') %}{{ x }}{{ m(x) }}{% endcall %}", "[&lt;(&lt; B None)]"),
        ("{{ all(1, 2, k=3) }}", "1 (2,) {&#39;k&#39;: 3}"),
        ("{{ all(1, class=2) }}", "1 () {&#39;class&#39;: 2}"),
        ("{% for x in 'ab' %}{{ m(loop.cycle('<', '>')) }}{% endfor %}", "(&lt; B None)(&gt; B None)"),
        ("{% autoescape false %}{{ m('<') ~ '<' }}{% endautoescape %}", "(&lt; B None)<"),
        ("{{ all(1) }}", "1 () {}"),
        (
            "{% autoescape false %}{% set x = m('>') %}{% autoescape true %}{{ x }}" + "{% endautoescape %}" * 2,
            "(&amp;gt; B None)",
        ),
        ("{{ m.name }}", "m"),
        ("{% set ns = namespace(x=1) %}{{ ns.x }}", "1"),
        ("{% for x in [{'n': 1, 'c': [{'n': 2, 'c': []}]}] recursive %}{{ x.n }}{{ loop(x.c) }}{% endfor %}", "12"),
        ("{% for x in [{'n': 1}, {'n': 2}] if x.n > 1 %}{{ x.n }}{% endfor %}", "2"),
    ],
)
def test_what_is_called_takes_what_jinja_says_it_takes(tmp_path: Path, call: str, printed: str) -> None:
    (tmp_path / "macros.html").write_text(MACROS, encoding="utf-8")
    assert render(tmp_path, MACROS + call).strip() == printed
    assert render(tmp_path, "{% from 'macros.html' import m, around, all %}" + call) == printed


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("{{ m(1, 2, 3, 4) }}", "4: the template fails on page /claims/: macro 'm' takes not more than 3 argument(s)"),
        ("{{ m(1, d=4) }}", "4: the template fails on page /claims/: macro 'm' takes no keyword argument 'd'"),
        ("{{ m() }}", "1: the template fails on page /claims/: parameter 'a' was not provided"),
        ("{{ n(1) }}", "4: the template fails on page /claims/: 'n' is undefined"),
    ],
)
def test_a_macro_that_is_called_in_a_wrong_way_is_told(tmp_path: Path, call: str, says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"page.html:{says}")):
        render(tmp_path, MACROS + call)


class Both:
    """Has an attribute and an item of one name, and an item of another."""

    name = "attribute"

    def __getitem__(self, key: str) -> str:
        return {"name": "item", "other": "other item"}[key]


def test_a_name_after_a_dot_is_an_attribute_or_else_an_item(tmp_path: Path) -> None:
    template = "{{ x.name }}, {{ x.other }}, {{ {'a': x}.a.name.title() }}, {{ x.gone is defined }}"
    assert render(tmp_path, template, x=Both()) == "attribute, other item, Attribute, False"


def test_every_page_has_read_what_the_macros_that_it_imports_have_read(tmp_path: Path) -> None:
    (tmp_path / "inner.html").write_text("{% set x = saw('inner') %}{% macro m() %}{% endmacro %}", encoding="utf-8")
    (tmp_path / "outer.html").write_text("{% import 'inner.html' as inner %}{{ saw('outer') }}", encoding="utf-8")
    pages = {"a.html": "outer", "b.html": "inner", "c.html": "outer"}
    for page, imports in pages.items():
        (tmp_path / page).write_text(f"{{% import '{imports}.html' as own %}}", encoding="utf-8")
    library = CachedLibrary(Shelf())
    renderer = Renderer(TemplateFiles([tmp_path]), str, {"saw": library.saw}, library, ENGLISH)
    for page, imports in pages.items():
        names = library.begin()
        renderer.render(page, "", "", {})
        inner = {f"template {page}", "template inner.html", "inner"}
        assert names == (inner if imports == "inner" else inner | {"template outer.html", "outer"})


def test_a_template_is_compiled_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    assert render(tmp_path, "{{ site }}! {{ words.notes }}") == "Site! Notes"
    with monkeypatch.context() as patched:
        patched.setattr(jinja2.Environment, "_generate", refuse)
        assert render(tmp_path, "{{ site }}! {{ words.notes }}") == "Site! Notes"
        with pytest.raises(AssertionError):
            render(tmp_path, "{{ site }}? {{ words.notes }}")
    assert render(tmp_path, "{{ site }}? {{ words.notes }}") == "Site? Notes"


def test_code_with_the_words_of_one_language_is_not_taken_for_another(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ words.notes }}", encoding="utf-8")
    rendered = [
        Renderer(TemplateFiles([tmp_path]), str, {}, CachedLibrary(Shelf()), wording).render("page.html", "", "", {})
        for wording in (ENGLISH, Wording(shipped_language("de")), ENGLISH)
    ]
    assert rendered[0] == rendered[2] != rendered[1]


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


def test_what_the_cache_does_not_give_is_no_fault_of_a_template(tmp_path: Path) -> None:
    def lost() -> str:
        raise UnusableCacheError("the cache holds another text")

    with pytest.raises(UnusableCacheError):
        render(tmp_path, "{{ lost() }}", lost=lost)
