"""Workshops for the tests of this room: small archives with the shipped templates, and what is made in them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from site_builder.folders import template_folders
from site_builder.model import Archive
from site_builder.publishing.digests import Digests, Names
from site_builder.publishing.workshop import Sources, Workshop
from tests.wording import ENGLISH


def digest_of_name(file: str) -> str:
    return hashlib.sha256(file.encode()).hexdigest()


SOURCES = Sources(
    tuple(template_folders(None)), Path("content"), digest_of_name, "default-src 'none'", "1", ENGLISH.language
)


def workshop_of(archive: Archive, content: Path = Path("content"), search_index: str = "search/index.x.js") -> Workshop:
    return Workshop(archive, SOURCES._replace(content=content), search_index)


def digests_of(workshop: Workshop) -> Digests:
    names = Names(workshop.template_digest, workshop.asset, workshop.media.address)
    return Digests(workshop.archive, names, workshop.everywhere)
