"""Place the annotations of an article: an article in, the same article with spans and a list of problems out.

No annotation is dropped and nothing is placed by likeness: what has no place gets no span, and a problem.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from site_builder.anchoring.explain import TextOf, explain_cut_words, explain_unplaced
from site_builder.anchoring.match import match_target
from site_builder.anchoring.part_text import PartText
from site_builder.anchoring.passages import find_passage
from site_builder.model import AnnotatedArticle, Annotation, Part, Span, Target
from site_builder.problems import Problem, Severity, warning


def anchor_article(article: AnnotatedArticle) -> tuple[AnnotatedArticle, list[Problem]]:
    """Return the article with the spans of its annotations, and what is wrong with their quotes.

    An annotation has one span for each target, in the same order, or none where a target has no place. That is an
    error where the note would be published and a warning where note or article is a draft; of what is withdrawn
    nothing is asked.
    """
    if not article.annotations:
        return article, []

    @cache
    def text_of(part: Part) -> PartText:
        return PartText.from_article(article, part)

    problems: list[Problem] = []
    annotations = tuple(
        _anchor_annotation(annotation, article, text_of, problems) for annotation in article.annotations
    )
    return replace(article, annotations=annotations), problems


def _severity(article: AnnotatedArticle, annotation: Annotation) -> Severity | None:
    """Return how bad it is that an annotation has no place; None where nobody minds."""
    states = (article.status, annotation.status)
    if "withdrawn" in states:
        return None
    return "warning" if "draft" in states else "error"


def _anchor_annotation(
    annotation: Annotation, article: AnnotatedArticle, text_of: TextOf, problems: list[Problem]
) -> Annotation:
    severity = _severity(article, annotation)
    found = [_anchor_target(target, text_of, severity, problems) for target in annotation.targets]
    placed = tuple(span for span in found if span)
    spans = placed if len(placed) == len(found) else ()
    return replace(annotation, spans=spans, passage=find_passage(article, annotation.targets, spans))


def _anchor_target(target: Target, text_of: TextOf, severity: Severity | None, problems: list[Problem]) -> Span | None:
    text = text_of(target.part)
    match = match_target(text.folded, target)
    if match.place is None:
        if severity:
            code, message, hint = explain_unplaced(text_of, target, match)
            problems.append(Problem(severity, code, message, target.location, hint))
        return None
    end = match.place + len(match.selector.text.quote)
    if severity and (finding := explain_cut_words(text, match.place, end)):
        problems.append(warning(finding.code, finding.message, target.location, finding.hint))
    return text.span(match.place, end)
