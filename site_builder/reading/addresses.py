"""Which addresses lead out of the site: those of the web and of mail, and no others.

In goes an address as it was written, out comes what it is. What a link may lead to is decided here alone, for fields
and for Markdown.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_PLAIN_HOST = re.compile(r"https?://[A-Za-z0-9.-]+(?![^/?#])", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@<>:]+@[^\s@<>:]+")

HOST_HINT = "look at the part between // and the next /: a host, and a port at most"


def leads_outside(address: str) -> bool:
    """Tell whether an address begins as one of the web or of mail does."""
    return bool(_OUTSIDE.match(address))


def is_web(address: str) -> bool:
    """Tell whether an address is http or https, with a host and a port that can be."""
    return bool(_WEB.fullmatch(address)) and can_be_followed(address)


def is_mail(address: str) -> bool:
    """Tell whether an address is a mailto one."""
    return bool(_MAIL.fullmatch(address))


def is_mailbox(text: str) -> bool:
    """Tell whether a text is a mail address as people write it: name@example.org."""
    return bool(_MAILBOX.fullmatch(text))


def can_be_followed(address: str) -> bool:
    """Tell whether an address that leads outside has the parts that it needs: `http://[x/` and `http://x:y/` do not."""
    if _PLAIN_HOST.match(address):  # no brackets, port or account, and no letter that urlsplit would compose
        return True
    try:
        parts = urlsplit(address)
        _ = parts.port  # reading the port is what checks it
    except ValueError:
        return False
    return parts.scheme == "mailto" or bool(parts.hostname)


def link_to(text: str) -> str:
    """Return the address behind a free text, or '' where the text is none."""
    if is_web(text) or is_mail(text):
        return text
    return f"mailto:{text}" if is_mailbox(text) else ""
