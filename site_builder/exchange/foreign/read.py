"""A file of annotations to records, whatever format it has.

Comes in: bytes. Goes out: records, or a ValueError with a sentence.
"""

from __future__ import annotations

import json

from site_builder.exchange.foreign.hypothesis import is_hypothesis, read_hypothesis
from site_builder.exchange.foreign.record import ForeignNotes
from site_builder.exchange.foreign.web_annotation import is_web_annotation, read_web_annotations


class UnknownAnnotationsError(ValueError):
    """A file has no annotations that can be read; `str()` of it says why."""


def read_annotations(data: bytes) -> ForeignNotes:
    """Return the annotations of a file; raises UnknownAnnotationsError where it has none."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as failure:
        raise UnknownAnnotationsError(f"it is not UTF-8: byte {failure.start}") from failure
    except json.JSONDecodeError as failure:
        raise UnknownAnnotationsError(f"it is not JSON: line {failure.lineno}: {failure.msg}") from failure
    except RecursionError as failure:
        raise UnknownAnnotationsError("it is nested too deeply") from failure
    if is_hypothesis(value):
        return read_hypothesis(value)
    if is_web_annotation(value):
        return read_web_annotations(value)
    raise UnknownAnnotationsError("it is neither an answer of Hypothesis nor a W3C annotation, page or collection")
