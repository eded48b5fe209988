"""XML elements to finished bytes, for feeds and sitemaps."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What a document may not contain: everything but production 2, Char, of XML 1.0."""


def xml_bytes(element: ET.Element) -> bytes:
    """Return a document with one element a line."""
    ET.indent(element, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(element, encoding="unicode")}\n'.encode()


def xml_text(text: str) -> str:
    """Return the text with the characters that XML 1.0 cannot hold replaced."""
    return _NOT_XML.sub("\ufffd", text)
