"""Which of the languages that are there serves another code."""

from __future__ import annotations

import pytest

from statusgen.read.language_codes import nearest_language

THERE = {"en", "zh", "zh-Hant", "de", "pt-BR", "sr"}


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        *(("en", "en"), ("en-US", "en"), ("de-AT", "de"), ("zh-Hant", "zh-Hant")),
        *(("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh"), ("zh-Hans-SG", "zh")),
        *(("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("sr-Cyrl", "sr"), ("sr-Latn", None)),
        *(("sv", None), ("zz", None), ("no code", None)),
    ],
)
def test_a_language_is_served_in_its_script(code: str, nearest: str | None) -> None:
    """By the code itself, else by one of another region."""
    assert nearest == nearest_language(code, THERE)
