"""Changes of content files that a preview's own pages ask for, and nobody else.

A page of another site can make a browser send requests here. So each must come under a name of this machine, from a
page of this very address (Origin, Sec-Fetch-Site), as JSON, which no plain form can send, with the token of this run,
which only pages of this address can read; and none of these pages can be shown in a frame of another. A preview that
other machines can reach has nothing of this.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

LARGEST_REQUEST = 1_000_000
"""Bytes of a request's body: many times the longest note."""

GUARD_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What keeps pages of other sites from showing, reading and steering pages that can edit."""


@dataclass(frozen=True, slots=True)
class EditingRights:
    """What a page has to know to change content: the token of this run, a secret of 24 bytes."""

    content: Path
    hosts: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def complaint(self, request: HTTPServerRequest) -> str:
        """Say why a request may not change anything; "" where it may."""
        headers = request.headers
        if request.host_name not in self.hosts or not _is_of_this_machine(request.remote_ip):
            return "it did not ask for this machine"
        if headers.get("Origin") != f"http://{request.host}":
            return "it is not from a page of this preview"
        if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return "it is from another site"
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return "it is not JSON"
        if not hmac.compare_digest(headers.get("X-Site-Builder-Token", "").encode(), self.token.encode()):
            return "it is from a page of an earlier preview: reload the page"
        return ""


def _is_of_this_machine(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


class EditingHandler(RequestHandler):
    """Answers what the form asks for."""

    def initialize(self, rights: EditingRights) -> None:
        self._rights = rights

    def prepare(self) -> None:
        complaint = self._rights.complaint(self.request)
        if complaint:
            raise HTTPError(403, reason=f"Refused: {complaint}")
        if len(self.request.body) > LARGEST_REQUEST:
            raise HTTPError(413)

    def post(self, action: str) -> None:
        # Imported when somebody edits: it takes a tenth of a second, and most who look at a preview only look.
        from site_builder.workbench.preview.answers import MalformedRequestError, answer

        try:
            data = json.loads(self.request.body)
            if not isinstance(data, dict):
                raise MalformedRequestError("no object")
            told = answer(self._rights.content, action, data)
        except (ValueError, RecursionError) as fault:
            raise HTTPError(400, reason="This is no request of a form") from fault
        self.set_header("Cache-Control", "no-store")
        self.write(told)

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}\n")
