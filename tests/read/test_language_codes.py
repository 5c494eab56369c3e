"""Which languages lend their texts to another."""

from __future__ import annotations

import pytest

from statusgen.read.language_codes import nearest_language, text_languages

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


SHIPPED = ("en", "zh", "de", "fr", "es", "pt-BR", "it", "nl", "pl", "uk", "ja", "ko", "zh-Hant", "ar")


@pytest.mark.parametrize(
    ("language", "used"),
    [
        *((code, code) for code in SHIPPED),
        ("zh-CN", "zh"),
        ("zh-Hans", "zh"),
        ("zh-SG", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("pt-AO", "pt-BR"),
        ("de-AT", "de"),
        ("es-MX", "es"),
        ("fr-CA", "fr"),
        ("en-US", "en"),
        ("ar-EG", "ar"),
        ("sr", ""),
        ("xx", ""),
        ("not a code", ""),
    ],
)
def test_a_language_uses_the_nearest_texts(language: str, used: str) -> None:
    """Of the shipped languages, each region and variant has one, or none."""
    assert [one for one in text_languages(language) if one in SHIPPED] == [used][: len(used)]


@pytest.mark.parametrize(
    ("language", "nearest"),
    [
        ("pt-PT", ["pt-PT", "pt", "pt-BR"]),
        ("es-MX", ["es-MX", "es-419", "es"]),
        ("sr-Latn", ["sr-Latn"]),
        ("zh-Hant", ["zh-Hant", "zh-TW"]),
    ],
)
def test_the_nearest_are_first(language: str, nearest: list[str]) -> None:
    """A region is before its parent, and another script never counts."""
    known = {"pt", "pt-PT", "pt-BR", "es", "es-MX", "es-419", "sr", "sr-Latn", "zh", "zh-Hant", "zh-TW"}
    assert [one for one in text_languages(language) if one in known] == nearest
