"""Drafts made visible, for a preview: an article's outline in, the same outline with its drafts numbered out.

What is published is never touched: it keeps the numbers that it has without drafts, and drafts get those that follow.
"""

from __future__ import annotations

from site_builder.model import ArticleOutline


def show_drafts(outline: ArticleOutline) -> ArticleOutline:
    """Return the outline with a number for each draft; nothing of a withdrawn article is a draft any more."""
    drafts = [note for note in outline.notes if note.status == "draft"]
    if not drafts or outline.article.status == "withdrawn":
        return outline
    others = [note for note in outline.notes if note.status != "draft"]
    numbered = [
        note._replace(number=number, face=f"{note.face} {number}")
        for number, note in enumerate(drafts, start=len(others) + 1)
    ]
    # A page that shows all of an article, or lists its notes, is made anew where a draft changed, too.
    digests = " ".join(note.digest for note in drafts)
    return outline._replace(
        notes=(*others, *numbered),
        notes_digest=f"{outline.notes_digest} {digests}",
        whole_digest=f"{outline.whole_digest} {digests}",
    )
