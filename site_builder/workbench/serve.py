"""A preview that follows the editor: build into a folder of its own, watch the sources, reload the browser.

Comes in: BuildOptions. Goes out: nothing but reports to a callable; the published output folder is never touched, so
that what a preview needs (an inline script, a socket) cannot be published.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from site_builder.build import BuildOptions, Report, build, template_folders
from site_builder.problems import FileError, SiteError, UsageError

PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "connect-src 'self' ws:; form-action 'self'; base-uri 'none'"
)
"""The published policy, opened for the inline script and the socket by which livereload reloads a page."""

Tell = Callable[[Report | SiteError], None]


def serve(options: BuildOptions, host: str, port: int, tell: Tell) -> None:
    """Serve a preview at http://host:port/ until interrupted; `tell` hears how each build ended.

    A build that fails leaves the last good pages in place. Raises FileError where host and port cannot be had, and
    UsageError for an IPv6 address.
    """
    if ":" in host:
        # livereload's script does not read such an address from its own: pages would be served, and never reloaded.
        raise UsageError(f"no page is reloaded at the IPv6 address {host}", "name a host: --host localhost")
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        site = Path(folder) / "site"
        site.mkdir()
        preview = replace(options, output=site, base_url=f"http://{host}:{port}/", policy=PREVIEW_POLICY)

        def rebuild() -> None:
            try:
                tell(build(preview))
            except SiteError as fault:
                tell(fault)

        rebuild()
        _watch_and_serve(preview, rebuild, host, port)


def _watch_and_serve(preview: BuildOptions, rebuild: Callable[[], None], host: str, port: int) -> None:
    import livereload

    server = livereload.Server()
    for source in (preview.content, *template_folders(preview.templates)):
        server.watch(source.as_posix(), rebuild)
    try:
        server.serve(port=port, host=host, root=preview.output.as_posix())
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise FileError(f"port {port} is taken", "name another one with --port") from fault
        message = f"cannot listen at {host}, port {port}: {fault.strerror}"
        raise FileError(message, "name others with --host and --port") from fault
    except UnicodeError as fault:  # from encoding the name for the resolver
        raise FileError(f"cannot listen at {host}: it is no name of a host", "name another one with --host") from fault
