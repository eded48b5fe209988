"""Words written into the code of templates: what is the same on every page is looked up on none.

Comes in: a parsed template and the words of the site. Goes out: the template with words in the place of their names:
`{{ words.by(authors=names) }}` is "By {{ names }}", and `{{ words.note|spoken(mark) }}` is an `{% if mark %}` around
"Note". What is not that plain is looked up while a page is made.
"""

from __future__ import annotations

import re

from jinja2 import nodes
from markupsafe import Markup

from site_builder.publishing.wording import DatedPhrase, Phrase, Words

_NAME = "words"

_OTHER_USE = re.compile(rf"{{%-?\s*(?:set|for|macro|call|import|from|with)\b[^%]*(?<!\.)\b{_NAME}\b(?!\.)")
"""A statement that may give the name to something else: its template is left as it is, which is only slower."""

_BODIES = ("body", "elif_", "else_")
"""Where a statement has statements."""


def put_words(template: nodes.Template, source: str, words: Words) -> nodes.Template:
    """Write words into a template, which is changed."""
    if _NAME in source and not _OTHER_USE.search(source):
        _WordsInPlace(words).visit(template)
    return template


class _WordsInPlace:
    def __init__(self, words: Words) -> None:
        self._words = vars(words)

    def visit(self, statement: nodes.Node) -> None:
        """Replace what is printed below a statement. Expressions are not walked through: that would take longer."""
        for name in _BODIES:
            body = getattr(statement, name, None)
            if body:
                setattr(statement, name, [after for before in body for after in self._replaced(before)])

    def _replaced(self, statement: nodes.Node) -> list[nodes.Node]:
        if isinstance(statement, nodes.Output):
            return [*self._print(statement.nodes, statement.lineno)]
        self.visit(statement)
        return [statement]

    def _print(self, printed: list[nodes.Expr], lineno: int) -> list[nodes.Stmt]:
        statements: list[nodes.Stmt] = []
        together: list[nodes.Expr] = []
        for each in printed:
            choice = self._choice(each)
            if choice is None:
                together += self._parts(each)
                continue
            if together:
                statements.append(nodes.Output(together, lineno=lineno))
                together = []
            statements.append(choice)
        if together:
            statements.append(nodes.Output(together, lineno=lineno))
        return statements

    def _choice(self, node: nodes.Expr) -> nodes.If | None:
        """Return a statement in the place of an expression that prints the one or the other word."""
        if isinstance(node, nodes.CondExpr) and (self._is_word(node.expr1) or self._is_word(node.expr2)):
            other = [] if node.expr2 is None else [node.expr2]
            return self._either(node.test, [node.expr1], other)
        if isinstance(node, nodes.Filter) and node.name == "spoken" and node.node and len(node.args) == 1:
            mark = node.args[0]
            before, after = [_text("<span", node), mark, _text(">", node)], [_text("</span>", node)]
            return self._either(mark, [*before, node.node, *after], [node.node])
        return None

    def _either(self, test: nodes.Expr, one: list[nodes.Expr], other: list[nodes.Expr]) -> nodes.If:
        line = test.lineno
        return nodes.If(test, self._print(one, line), [], self._print(other, line), lineno=line)

    def _parts(self, child: nodes.Expr) -> list[nodes.Expr]:
        """Return what stands in the place of something that is printed."""
        word = self._word(child)
        if isinstance(word, Markup):
            return [_text(word, child)]
        if not isinstance(child, nodes.Call) or child.dyn_args or child.dyn_kwargs:
            return [child]
        phrase, given = self._word(child.node), {each.key: each.value for each in child.kwargs}
        if isinstance(phrase, DatedPhrase) and len(child.args) == 1:
            given["date"] = nodes.Filter(child.args[0], "date", [], [], None, None, lineno=child.lineno)
        elif child.args or not isinstance(phrase, Phrase):
            return [child]
        if not phrase.parts or not set(phrase.parts[1::2]) <= given.keys():
            return [child]
        return [given[part] if place % 2 else _text(part, child) for place, part in enumerate(phrase.parts)]

    def _word(self, node: nodes.Node | None) -> object:
        """Return the word that is asked for by `words.name`, None where something else is."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == _NAME:
            return self._words.get(node.attr)
        return None

    def _is_word(self, node: nodes.Node | None) -> bool:
        return self._word(node.node if isinstance(node, nodes.Call) else node) is not None


def _text(html: str, place: nodes.Node) -> nodes.TemplateData:
    return nodes.TemplateData(str(html), lineno=place.lineno)
