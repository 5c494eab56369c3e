"""A language of the interface has all of its files: catalogues, names that writers may type, templates."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest

from statusgen.authoring.note_templates import read_templates
from statusgen.plain_language.languages import has_rules
from statusgen.read.vocabulary import (
    ACTION_NAMES,
    CHANGE_NAMES,
    DETECTION_NAMES,
    FACTOR_NAMES,
    RISK_NAMES,
    SEVERITY_NAMES,
    STATE_NAMES,
    STATUS_NAMES,
    lookup,
    names_of,
    normalise_name,
)
from statusgen.storage.disk import NOTE_TEMPLATES, read_tree, shipped_themes

PROGRAM = Path(__file__).parents[2] / "statusgen"
TEMPLATES = "templates of notes"
TEXTS = PROGRAM / "translations"
FILES = {
    "texts for readers": (shipped_themes() / "default" / "translations").glob("*.po"),
    "texts for writers": TEXTS.glob("*.po"),
    "names that writers may type": TEXTS.glob("*.txt"),
    TEMPLATES: (path for path in NOTE_TEMPLATES.iterdir() if path.is_dir()),
}
SHIPPED = {what: {path.stem for path in paths} - {"en"} for what, paths in FILES.items()}
LANGUAGES = sorted(set().union(*SHIPPED.values()))
KEYS = {
    "true",
    "false",
    "draft",
    "and",
    "nothing",
    *STATUS_NAMES,
    *(one.key for one in STATE_NAMES),
    *(one.key for one in SEVERITY_NAMES),
    *(
        one.value
        for names in (DETECTION_NAMES, FACTOR_NAMES, ACTION_NAMES, CHANGE_NAMES, RISK_NAMES)
        for one in names
    ),
}


def _typed(language: str) -> dict[str, list[str]]:
    text = (TEXTS / f"{language}.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^([\w-]+):(.*)$", text, re.MULTILINE)
    return {key: [name for name in names.split(", ") if name.strip()] for key, names in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_all_files(language: str) -> None:
    """Templates only where the rules of plain language find gaps that are not filled in."""
    missing = {what for what, languages in SHIPPED.items() if language not in languages}

    assert missing <= (set() if has_rules(language) else {TEMPLATES})


@pytest.mark.parametrize("language", sorted(SHIPPED["names that writers may type"]))
def test_a_language_names_every_status_state_and_severity(language: str) -> None:
    """With at least one name each."""
    assert set() == KEYS - {key for key, names in _typed(language).items() if names}


@pytest.mark.parametrize("language", sorted({"en", *SHIPPED["names that writers may type"]}))
def test_a_file_of_names_has_no_other_keys(language: str) -> None:
    """A misspelled key would do nothing."""
    assert set() == set(_typed(language)) - KEYS


@pytest.mark.parametrize(
    "table",
    [
        STATUS_NAMES,
        STATE_NAMES,
        SEVERITY_NAMES,
        DETECTION_NAMES,
        FACTOR_NAMES,
        ACTION_NAMES,
        CHANGE_NAMES,
        RISK_NAMES,
    ],
)
def test_no_name_has_two_meanings(table: dict[Enum, tuple[str, ...]]) -> None:
    """Among statuses, states or severities, in all languages together."""
    by_name = lookup(table)

    assert [] == [
        name for one, names in table.items() for name in names if by_name[normalise_name(name)] is not one
    ]


def test_no_answer_means_yes_and_no() -> None:
    """In all languages together."""
    assert set() == {*names_of("true")} & {*names_of("false")}


@pytest.mark.parametrize("language", sorted(SHIPPED[TEMPLATES]))
def test_a_language_has_the_templates_that_english_has(language: str) -> None:
    """The same kinds, statuses and order."""
    files = read_tree(NOTE_TEMPLATES)
    english, own = (
        {kind: list(one.updates) for kind, one in read_templates(files, code).items()}
        for code in ("en", language)
    )

    assert english == own
    assert len(own) >= 10
