from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from site_builder.cache.library import CachedLibrary
from site_builder.language import Dated, Plural, Word
from site_builder.model import Date
from site_builder.publishing import render
from site_builder.publishing.render import Renderer
from site_builder.publishing.template_files import TemplateFiles
from site_builder.publishing.wording import Wording
from tests.archives import Shelf
from tests.wording import ENGLISH

WORDS: dict[str, Word] = {
    "plain": "a < b",
    "by": "By {who} & co",
    "on": "on {date}!",
    "dated": Dated("on {date}", "in {date}", "{date}"),
    "many": Plural("one-other", {"one": "one", "other": "{count}"}),
}
WORDING = Wording(replace(ENGLISH.language, words={**ENGLISH.language.words, **WORDS}))


def printed(folder: Path, template: str, **context: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8", newline="\n")
    site_wide = {"words": WORDING.words}
    renderer = Renderer(TemplateFiles([folder]), str, site_wide, CachedLibrary(Shelf()), WORDING)
    return renderer.render("page.html", "", "", context).decode()


TEMPLATES = [
    ("{{ words.plain }}", "a &lt; b"),
    ("{{ words.by(who='<') }}{{ words.by(who=words.plain) }}", "By &lt; &amp; coBy a &lt; b &amp; co"),
    ("{{ words.on(day) }}", 'on <time datetime="2020-02-07">7 February 2020</time>!'),
    ("{{ words.dated(day) }}", 'on <time datetime="2020-02-07">7 February 2020</time>'),
    ("{{ words.many(1) }} {{ words.many(2) }}", "one 2"),
    ("{{ words.plain if yes else words.many(3) }}{{ words.plain if no }}", "a &lt; b"),
    ("{{ words.plain|spoken(mark) }}{{ words.plain|spoken('') }}", "<span lang=x>a &lt; b</span>a &lt; b"),
    ("{{ (words.plain if no else words.by(who=1))|spoken(mark) }}", "<span lang=x>By 1 &amp; co</span>"),
    ("{{ 'x<'|spoken(mark) }}{{ 'x<'|spoken('') }}", "<span lang=x>x&lt;</span>x&lt;"),
    ("{% if yes %}{% for each in [1, 2] %}{{ words.plain }}{% endfor %}{% endif %}", "a &lt; ba &lt; b"),
    ("{% macro m(a) %}{{ words.by(who=a) }}{% endmacro %}{{ m('<') }}", "By &lt; &amp; co"),
    ("{% set words = {'plain': 'own'} %}{{ words.plain }}", "own"),
    ("{% macro m(words) %}{{ words.plain }}{% endmacro %}{{ m({'plain': 'own'}) }}", "own"),
    ("{{ words.by }}", "By {who} &amp; co"),
]


@pytest.mark.parametrize(("template", "html"), TEMPLATES)
@pytest.mark.parametrize("in_place", [True, False])
def test_words_in_the_code_print_what_words_that_are_looked_up_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, html: str, *, in_place: bool
) -> None:
    if not in_place:
        monkeypatch.setattr(render, "put_words", lambda parsed, _source, _words: parsed)
    mark = Markup(" lang=x")
    assert printed(tmp_path, template, day=Date(2020, 2, 7), yes=True, no=False, mark=mark) == html
