"""Words written into the code of templates: what is the same on every page is looked up on none.

Comes in: a parsed template and the words of the site. Goes out: the template with words in the place of their names:
`{{ words.by(authors=names) }}` is "By {{ names }}". What is not that plain is looked up while a page is made.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from site_builder.publishing.wording import Phrase, Words

_NAME = "words"


def put_words(template: nodes.Template, words: Words) -> nodes.Template:
    """Write words into a template, which is changed; one that uses their name for something else stays as it is."""
    if not _uses_the_name(template):
        _WordsInPlace(words).visit(template)
    return template


def _uses_the_name(template: nodes.Template) -> bool:
    if any(name.name == _NAME and name.ctx != "load" for name in template.find_all(nodes.Name)):
        return True
    imported = [name for each in template.find_all(nodes.FromImport) for name in each.names]
    targets = [each.target for each in template.find_all(nodes.Import)]
    return _NAME in {*targets, *(name if isinstance(name, str) else name[1] for name in imported)}


class _WordsInPlace(NodeTransformer):
    def __init__(self, words: Words) -> None:
        self._words = vars(words)

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja2's name
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return node

    def _parts(self, child: nodes.Expr) -> list[nodes.Expr]:
        """Return what stands in the place of something that is printed."""
        word = self._word(child)
        if isinstance(word, Markup):
            return [_text(word, child)]
        if isinstance(child, nodes.Call) and not (child.args or child.dyn_args or child.dyn_kwargs):
            phrase, given = self._word(child.node), {each.key: each.value for each in child.kwargs}
            if isinstance(phrase, Phrase) and set(phrase.parts[1::2]) <= given.keys():
                return [given[part] if place % 2 else _text(part, child) for place, part in enumerate(phrase.parts)]
        return [child]

    def _word(self, node: nodes.Node) -> object:
        """Return the word that is asked for by `words.name`, None where something else is."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == _NAME:
            return self._words.get(node.attr)
        return None


def _text(html: str, place: nodes.Node) -> nodes.TemplateData:
    return nodes.TemplateData(str(html), lineno=place.lineno)
