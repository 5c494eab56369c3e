"""Another language of the rules is a folder of tables and a value of `Language`: no rule names languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.lint_rules import lint_rules
from statusgen.pipeline.content import sound_site
from statusgen.pipeline.lint import site_quality
from statusgen.plain_language import lint_site
from statusgen.plain_language.languages import LANGUAGES
from statusgen.plain_language.languages.language import NEVER, Language, NamedDate, Patterns, package_file
from statusgen.read import read_site
from statusgen.reporting.metrics import describe_quality
from tests.sites import content

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
SITE = """\
name: Trams
url: https://status.larkmoor.example/
time zone: Europe/Berlin
languages: [{}]
"""
FILES = {
    "jargon.txt": "# German\n\nFailover | explain | Umschaltung | Ein Ersatz springt ein.\n",
    "wordy.txt": "zum jetzigen Zeitpunkt | =jetzt\n",
    "abbreviations.txt": "SAN | Speichernetz | Datenspeicher\n",
}
PHRASES = {
    "or": " oder ",
    "better": "Besser: {options}.",
    "better_or_explain": "Besser: {options}; oder erklären.",
    "weekday": "{date} ist ein {weekday}",
    "date": "{day}. {month} {year}",
    "comma": ", ",
    "and": " und ",
}
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni")
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_DATE = re.compile(r"(?:(\w+tag), )?(\d{1,2})\. (Mai|Juni) (\d{4})")


def dates(text: str) -> Iterator[NamedDate]:
    """German dates, such as `Montag, 1. Mai 2026`."""
    for match in _DATE.finditer(text):
        weekday = DAYS.index(match[1]) if match[1] else None
        yield NamedDate(*match.span(), MONTHS.index(match[3]) + 1, int(match[2]), int(match[4]), weekday)


@pytest.fixture
def german(tmp_path: Path) -> Language:
    """German, as somebody would begin it: some tables, some patterns, English measures."""
    english = LANGUAGES["en"]
    phrases = {**english.phrases, **PHRASES}
    settings = package_file("en/language.toml").split("[limits]")[1].split("[phrases]")[0]
    folder = tmp_path / "de"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "language.toml").write_text(
        f"spaced = true\nmonths = {[*MONTHS]}\nweekdays = {[*DAYS]}\n[limits]{settings}[phrases]\n"
        + "".join(f'{name} = "{phrase}"\n' for name, phrase in phrases.items())
        + '[numbers]\n2 = "zwei"\n',
        "utf-8",
    )

    def read(name: str) -> str:
        path = tmp_path / name
        return path.read_text("utf-8") if path.exists() else ""

    patterns = {one.name: NEVER for one in fields(Patterns)}
    patterns |= {"vague_time": re.compile("bald"), "effect": re.compile("fahren nicht")}
    return Language(
        code="de",
        patterns=Patterns(**patterns),
        has_news=english.has_news,
        reading_band=lambda _: None,
        active_voice=english.active_voice,
        dates=dates,
        read=read,
    )


def site_of(words: str, code: str) -> dict[str, bytes]:
    """The content of a site in one language, with one update of an incident."""
    note = f"""\
---
title: Die Bahnen fahren nicht
services: {{trams: partial outage}}
---

## Identified · 2026-05-01 09:20
next update: 09:50

{words}
"""
    return content({"incidents/2026-05-01-trams.md": note}, site=SITE.format(code))


def findings(words: str, german: Language, code: str = "de") -> dict[str, Diagnostic]:
    """The findings about an update in an incident, by code."""
    site = sound_site(read_site(site_of(words, code)))
    found = lint_site(site, NOW, {**LANGUAGES, german.code: german})
    return {one.code: one for each in found for one in each.findings}


def test_every_language_is_named_where_words_are_not_judged() -> None:
    """A new one is named in the message, in the report and in the documentation."""
    names = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
    assert names.keys() == LANGUAGES.keys()
    texts = lint_rules()["not-judged"].texts
    documented = (ROOT / "docs/plain-language.md").read_text("utf-8")
    quality, _ = site_quality(site_of("Nach dem Failover geht es nicht.", "fr"), NOW)
    assert quality is not None
    for english, chinese in names.values():
        assert all(english in text for text in (texts["en"].message, documented, describe_quality(quality)))
        assert chinese in texts["zh"].message


def test_its_tables_are_used(german: Language) -> None:
    """Terms, phrases and abbreviations, with help in its words, at English messages."""
    found = findings("Nach dem Failover im SAN geht es zum jetzigen Zeitpunkt nicht.", german)
    assert "Besser: “Umschaltung”; oder erklären." == found["jargon"].help
    assert "“Failover” is a technical term" == found["jargon"].message
    assert found["wordy"].replacement is not None
    assert "jetzt" == found["wordy"].replacement.text
    assert "acronym" in found
    assert "not-judged" not in found


def test_its_patterns_and_measures_are_used(german: Language) -> None:
    """What is vague, what is missing, and how long a sentence may be."""
    found = findings("Wir melden uns bald. Das ist " + "sehr " * 30 + "lang.", german)
    assert {"vague-time", "long-sentence", "action-missing"} <= found.keys()
    assert "impact-missing" not in found


def test_its_dates_are_read(german: Language) -> None:
    """The first of May in 2026 is a Friday, in its words."""
    found = findings("Seit Montag, 1. Mai 2026 fahren die Bahnen nicht.", german)
    assert "1. Mai 2026 ist ein Freitag" == found["date-mismatch"].message


def test_the_script_still_decides(german: Language) -> None:
    """Chinese words are Chinese in it, too; without it, the language has no rules."""
    assert "“上游”是技术词" == findings("上游的服务器无法使用，我们正在修复。", german)["jargon"].message
    note = findings("Nach dem Failover geht es nicht.", german, "fr")
    assert "not-judged" in note
    assert "jargon" not in note
