"""The cards of articles: what each shows, and the file of it, drawn where it is not kept from an earlier build.

Comes in: articles of the archive, and the files of the text face. Goes out: finished bytes. Whatever a card shows is
read through the archive, which hears of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from site_builder.model import Archive, ArticleEntry
from site_builder.pictures import cards
from site_builder.pictures.cards import Card, CardPress, Face, Finding
from site_builder.problems import UsageError
from site_builder.publishing.assets import digest
from site_builder.publishing.media import Made
from site_builder.publishing.tallies import count_note_verdicts
from site_builder.publishing.wording import Wording

FACE = tuple(f"vendor/source-serif-4-{subset}-400-normal.woff2" for subset in ("latin", "latin-ext"))
"""The assets that cards are set in."""


class SocialCards:
    """Makes the cards of one site; `assets` are the files of the site's assets by name, `made` keeps cards."""

    def __init__(self, archive: Archive, assets: Mapping[str, bytes], made: Made, maker: str, wording: Wording) -> None:
        self._archive, self._assets, self._made, self._maker, self._wording = archive, assets, made, maker, wording

    @property
    def is_made(self) -> bool:
        """Whether there are cards: a site may not want any, has no address, or lacks the face that they are set in."""
        for name in FACE:
            self._archive.library.saw(f"asset {name}")
        config = self._archive.config
        return config.outputs.social_cards and bool(config.base_url) and all(name in self._assets for name in FACE)

    def make(self, entry: ArticleEntry) -> bytes:
        """Return the card of an article as PNG; raises UsageError where the face cannot be read."""
        for asset in FACE:
            self._archive.library.saw(f"asset {asset}")
        card = self._card_of(entry)
        digests = [digest(self._assets[name]) for name in FACE]
        name = repr(("card", cards.RECIPE, self._maker, digests, card))
        data = self._made.get(name)
        if data is None:
            data = self._press.draw(card)
            self._made.put(name, data)
        return data

    def _card_of(self, entry: ArticleEntry) -> Card:
        article = entry.article
        outlet = self._archive.outlet(article.outlet).text if article.outlet else ""
        origin = " · ".join(filter(None, (outlet, self._wording.date_text(article.date) if article.date else "")))
        claims = [note for note in entry.notes[:] if note.outline.kind == "claim"]
        counts = count_note_verdicts(claims, self._archive.verdict_order, self._wording)
        findings = tuple(Finding(count.tone, f"{count.label} {count.count}") for count in counts)
        return Card(self._archive.config.title, article.title, origin, findings, article.text_direction == "rtl")

    @cached_property
    def _press(self) -> CardPress:
        try:
            return CardPress(Face([self._assets[name] for name in FACE]))
        except OSError as fault:
            message = f"the text face cannot be read, and cards are set in it: {fault}"
            hint = "install Pillow from PyPI, which reads WOFF2, or set outputs: {social_cards: false} in site.yaml"
            raise UsageError(message, hint) from fault
