"""Languages whose words are not judged: rules about fields run in them, in their words."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.lint_rules import RuleText, lint_rules
from statusgen.pipeline.content import sound_site
from statusgen.plain_language import lint_site
from statusgen.plain_language.languages import LANGUAGES, language_of
from statusgen.plain_language.languages.unjudged import TRANSLATED, unjudged
from statusgen.plain_language.rules import IN_EVERY_LANGUAGE
from statusgen.read import read_site
from tests.sites import content

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PROGRAM = Path(__file__).parents[2] / "statusgen"
SHIPPED = sorted({one.stem for one in (PROGRAM / "translations").glob("*.po")} - LANGUAGES.keys())
RULES = (*IN_EVERY_LANGUAGE, "translation-mismatch", "not-judged")
SITE = """\
name: Trams
url: https://status.larkmoor.example/
time zone: Europe/Berlin
languages: [{}]
"""
BAD = """\
---
title: Die Bahnen fahren nicht
---

## Identified · 2026-05-01 09:20

Wegen web-03 seit [Uhrzeit] nichts! Passwort: abc123! https://x.example/a und `code`, 15:00 CST.

## Identified · 2026-05-01 09:30
next update: 13:00

Die Bahnen fahren nicht, mehr wissen wir nicht.

## Identified · 2026-05-01 09:40
next update: 13:00

Die Bahnen fahren nicht, mehr wissen wir nicht.
"""
GOOD = """\
---
title: Die Bahnen fahren nicht
services: {trams: partial outage}
impact: Zwischen Hafen und Markt fährt nichts.
workaround: Der Bus 4 fährt.
---

## Identified · 2026-05-01 13:30
next update: 14:00

Seit dem 1.5.2026, 13:20 Uhr, ist ein Draht gerissen. Wir flicken ihn. Wir bitten um Entschuldigung.
"""


def findings(code: str, note: str, **files: str) -> list[Diagnostic]:
    """The findings about an incident in a site of one language, or several."""
    paths = {"incidents/2026-05-01-trams.md": note, **files}
    site = sound_site(read_site(content(paths, site=SITE.format(code))))
    return [one for each in lint_site(site, NOW) for one in each.findings]


def texts_of(code: str) -> dict[str, RuleText]:
    """Message and help of each rule for a language, by code."""
    return {rule: language_of(code).rule_text(lint_rules()[rule]) for rule in RULES}


@pytest.mark.parametrize("code", SHIPPED)
def test_a_language_of_the_interface_has_texts(code: str) -> None:
    """Reported for whoever adds one."""
    assert code in TRANSLATED


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_text_is_missing(code: str) -> None:
    """Message and help of each rule, and each phrase, with the same values to fill in."""
    own = tomllib.loads((PROGRAM / f"plain_language/data/{code}/language.toml").read_text("utf-8"))
    english = texts_of("other")
    assert [*own] == ["phrases", "rules"]
    assert {*own["rules"]} == {*RULES}
    assert own["phrases"].keys() == unjudged("other").phrases.keys()
    for rule, text in texts_of(code).items():
        assert values(text.message) == values(english[rule].message), rule
        assert values(text.help) == values(english[rule].help), rule
        assert text.message != english[rule].message
    for name, phrase in unjudged("other").phrases.items():
        assert values(own["phrases"][name]) == values(phrase)


def values(text: str) -> set[str]:
    """The names in braces, and keys of the content format in backticks."""
    return set(re.findall(r"\{\w+\}|`[^`]+`", text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_rules_about_fields_run_in_every_language(code: str) -> None:
    """In its words; once a run it is said that other rules did not."""
    found = findings(code, BAD)
    assert {one.code for one in found} == {
        "alarm-or-joke",
        "code-in-text",
        "impact-missing",
        "internal-detail",
        "link-text",
        "next-update-missing",
        "next-update-overdue",
        "next-update-too-far",
        "no-news",
        "not-judged",
        "placeholder",
        "scope-missing",
        "secret",
        "tz-ambiguous",
    }
    texts = texts_of(code)
    for one in found:
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(texts[one.code].message))
        assert re.fullmatch(pattern, one.message)
    assert {Level.INFO} == {one.level for one in found if one.code == "impact-missing"}


@pytest.mark.parametrize("code", ["de", "uk", "ja", "zh-Hant", "ar", "sv"])
def test_a_note_with_its_fields_has_no_finding(code: str) -> None:
    """Whatever its words are; not even a date with points is a version."""
    assert ["not-judged"] == [one.code for one in findings(code, GOOD)]


def test_the_documentation_names_the_rules() -> None:
    """Those that run in every language."""
    documented = (PROGRAM.parent / "docs/plain-language.md").read_text("utf-8")
    (listed,) = re.findall(
        r"Rules that need no\s+words run in every language:\s+(.*?)\. ", documented, re.DOTALL
    )
    assert {*IN_EVERY_LANGUAGE} == {*re.findall(r"`([\w-]+)`", listed)}


def test_an_overdue_update_is_found() -> None:
    """An error in every language."""
    (found,) = (one for one in findings("de", GOOD.replace("14:00", "13:40")) if one.code != "not-judged")
    assert ("next-update-overdue", Level.ERROR) == (found.code, found.level)
    assert "zugesagte" in found.message


@pytest.mark.parametrize(
    ("code", "served"),
    [
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("de-AT", "de"),
        ("sv", "sv"),
    ],
)
def test_the_nearest_language_words_the_findings(code: str, served: str) -> None:
    """Of the same language in the same script; else English."""
    assert texts_of(served) == texts_of(code)


def test_traditional_chinese_is_not_judged_as_simplified() -> None:
    """The lists of words have simplified characters."""
    assert language_of("zh-CN", "无法登录") is LANGUAGES["zh"]
    assert not language_of("zh-Hant", "無法登入").judges_words


def test_numbers_and_months_in_words_are_no_difference_between_languages() -> None:
    """They are known in languages with rules alone; times and addresses are the same in all."""
    english = GOOD.replace("Seit dem 1.5.2026, 13:20 Uhr, ist", "Since 1 May 2026, 13:20 (UTC+2), two wires")
    german = (
        "---\ntitle: Halt\nimpact: Nichts.\nworkaround: Bus.\n---\n\n## Identified · 2026-05-01 13:30\n\n"
    )
    same, other = (
        [
            one.message
            for one in findings("en, de", english, **{"incidents/2026-05-01-trams.de.md": german + words})
            if one.code == "translation-mismatch"
        ]
        for words in ("Am 1. Mai 2026, 13:20, zwei Drähte.", "Am 1. Mai 2026, 13:25, zwei Drähte.")
    )
    assert [] == same
    (difference,) = other
    assert difference.startswith("die Sprachfassungen weichen voneinander ab: 13:20")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", "Das Kennwort lautet geheim123"),
        ("de", "Das WLAN-Passwort ist geheim123"),
        ("nl", "Het wachtwoord is geheim123"),
        ("fr", "Le mot de passe est geheim123"),
        ("es", "La contraseña es geheim123"),
        ("pt-BR", "A senha é geheim123"),
        ("it", "La password è geheim123"),
        ("it", "La parola d'ordine: geheim123"),
        ("pl", "Hasło to geheim123"),
        ("uk", "Пароль — geheim123"),
        ("ar", "كلمة السر: geheim123"),
        ("ar", "كلمة المرور هي geheim123"),
        ("ar", "الرقم السري: 123456"),
        ("ja", "パスワードはabc12345です"),
        ("ko", "비밀번호는 abc12345입니다"),
        ("zh-Hant", "密碼為 abc12345"),
    ],
)
def test_a_password_is_found(code: str, words: str) -> None:
    """With the words that a language puts between; words about passwords are none."""
    note = GOOD.replace("Wir flicken ihn.", f"{words}.")
    assert {"secret", "not-judged"} == {one.code for one in findings(code, note)}


@pytest.mark.parametrize(
    "words",
    [
        "Das Passwort ist abgelaufen",
        "Le mot de passe est incorrect",
        "Hasło to podstawa",
        "パスワードは変更してください",
        "비밀번호는 변경하세요",
        "كلمة المرور هي نفسها",
    ],
)
def test_words_about_passwords_are_no_password(words: str) -> None:
    """They have no figures and signs."""
    assert ["not-judged"] == [
        one.code for one in findings("de", GOOD.replace("Wir flicken ihn.", f"{words}."))
    ]


@pytest.mark.parametrize(
    ("code", "gap"),
    [
        ("de", "____"),
        ("de", "<Grund>"),
        ("ar", "<السبب>"),
        ("ar", "؟؟؟"),
        ("ja", "（未定）"),
        ("uk", "<причина>"),
    ],
)
def test_a_gap_is_found(code: str, gap: str) -> None:
    """In the ways in which people leave one."""
    note = GOOD.replace("Wir flicken ihn.", f"Wir flicken ihn wegen {gap} heute.")
    assert {"placeholder", "not-judged"} == {one.code for one in findings(code, note)}
