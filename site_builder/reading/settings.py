"""content/site.yaml to Config.

In go the bytes of the file, out come the settings and all that is wrong in them. Files and pages that they name are
checked with everything else, in references.py.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from site_builder.language import direction_of
from site_builder.model import Config, NavigationItem, Publisher, Verdict
from site_builder.problems import Problem
from site_builder.reading.addresses import is_web, link_to
from site_builder.reading.fields import FieldReader
from site_builder.reading.format import Place, Placed, Values, located, read_values
from site_builder.reading.formats import SITE
from site_builder.reading.links import Size
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import YamlDocument

SETTINGS = "site.yaml"
FORMAT = 1
BASE_URL_HINT = "write it as https://example.org/ or https://example.org/folder/"


def read_settings(data: bytes) -> tuple[Config | None, list[Problem]]:
    """Read the settings of a site, None where there is no title to make a site of."""
    text, problems = read_text(data, SETTINGS)
    document = YamlDocument(text, SETTINGS)
    placed, findings = read_values(SITE, document)
    config = _config(placed, FieldReader(document, lambda _file: Size())) if placed else None
    return config, problems + located(findings, document)


def normalise_base_url(url: str) -> str | None:
    """Return an address that pages can be put below, as browsers write it, or None where this is none.

    It ends in a slash; scheme and host are in lower case, and what no address has as it is is percent-encoded.
    """
    if not is_web(url) or "?" in url or "#" in url:
        return None
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    folders = [unquote(folder) for folder in path.split("/")]
    if {".", ".."} & set(folders) or "" in folders[:-1]:
        return None
    path = quote(path.strip("/"), safe="/%:@!$&'()*+,;=~")
    return f"{scheme.lower()}://{host.lower()}/{path}{'/' if path else ''}"


def _config(placed: Placed, fields: FieldReader) -> Config:
    place, values = placed.place, dict(placed.values)
    if values.pop("format", FORMAT) != FORMAT:
        message = "this version of the content format is not known"
        place.error("format", "unknown-format", message, f"write format: {FORMAT}")
    if "base_url" in values:
        values["base_url"] = _base_url(values["base_url"], place)
    if "publisher" in values:
        values["publisher"] = _publisher(values["publisher"], fields)
    if "language" in values:
        values.setdefault("text_direction", direction_of(values["language"]))
    return Config(
        language_location=fields.document.locate(("language",)),
        report_url=_report_url(values.pop("report", None)),
        verdicts=_verdicts(values.pop("verdicts", ())),
        navigation=tuple(_navigation(item, fields) for item in values.pop("navigation", ())),
        **values,
    )


def _base_url(url: str, place: Place) -> str:
    normalised = normalise_base_url(url)
    if normalised is None:
        place.error("base_url", "bad-url", f"'{url}' cannot be the base_url", BASE_URL_HINT)
    return normalised or ""


def _publisher(placed: Placed, fields: FieldReader) -> Publisher:
    values = dict(placed.values)
    logo = fields.file(values.pop("logo", ""), placed.place, "logo")
    return Publisher(logo=logo, contact_url=link_to(values.get("contact", "")), **values)


def _report_url(placed: Placed | None) -> str:
    if placed is None:
        return ""
    values: Values = placed.values
    if {"email", "url"} <= placed.given:
        placed.place.error_here("one-of-two", "a report has an email or a url, not both", "leave out one of the two")
    return values["url"] if "url" in values else f"mailto:{values['email']}" if "email" in values else ""


def _verdicts(entries: tuple[Placed, ...]) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = {}
    for place, values, _ in entries:
        verdict = Verdict(**values)
        if verdict.key in verdicts:
            place.error(
                "key", "duplicate-id", f"there is another verdict '{verdict.key}'", "give this one a key of its own"
            )
        verdicts.setdefault(verdict.key, verdict)
    return verdicts


def _navigation(placed: Placed, fields: FieldReader) -> NavigationItem:
    if len({"page", "url"} & placed.given) != 1:
        message = "a navigation entry has either a page or a url"
        placed.place.error_here("one-of-two", message, "page: is an address of this site, url: one elsewhere")
    return NavigationItem(**placed.values, location=fields.document.locate(placed.place.path))
