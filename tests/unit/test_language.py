from __future__ import annotations

import pytest

from site_builder.language import direction_of


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *[(tag, "rtl") for tag in ("ar", "he", "fa", "ur", "yi", "dv", "ar-EG", "AR", "az-Arab", "pa-arab-PK")],
        *[(tag, "ltr") for tag in ("en", "de-AT", "az", "ur-Latn", "ar-Latn-EG", "zh-Hant", "tlh", "de-1901")],
    ],
)
def test_a_language_is_written_in_the_direction_of_its_script(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction
