"""Every catalogue translates all texts of its interface and nothing else.

Those of the shipped theme are for readers, those in `statusgen/translations/` for writers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.read.change_fields import APPROVAL_FIELDS
from statusgen.read.learning_fields import ACTION_FIELDS, DROPPED_FIELDS, FACTOR_FIELDS
from statusgen.read.note_fields import NOTE_FIELDS, update_file_fields
from statusgen.read.vocabulary import (
    ACTION_NAMES,
    CHANGE_NAMES,
    DETECTION_NAMES,
    FACTOR_NAMES,
    RISK_NAMES,
    SEVERITIES_BY_NAME,
    STATE_NAMES,
    STATES_BY_NAME,
    STATUSES_BY_NAME,
    normalise_name,
)
from statusgen.render.localization.labels import SEVERITIES, STATES
from statusgen.storage.disk import shipped_themes

PACKAGE = Path(__file__).parents[2] / "statusgen"
TEMPLATES = ("templates/**.html", "templates/**.md", "templates/**.txt")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
WRITER_KEYWORDS: dict[str, tuple[int, ...] | None] = {"msgid": None, "msgids": (1, 2)}
THEME = sorted((shipped_themes() / "default" / "translations").glob("*.po"))
WRITERS = sorted((PACKAGE / "translations").glob("*.po"))

each_catalogue = pytest.mark.parametrize(
    "path", [*THEME, *WRITERS], ids=lambda path: f"{path.parents[1].name}-{path.stem}"
)
each_theme_catalogue = pytest.mark.parametrize("path", THEME, ids=lambda path: path.stem)
each_writer_catalogue = pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)


def _texts(message: str | Iterable[str] | None) -> tuple[str, ...]:
    """A text, or its singular and plural; an empty one where there is none."""
    return (message or "",) if isinstance(message, str | None) else tuple(message)


def _said(path: Path) -> frozenset[tuple[str, ...]]:
    """All texts that a catalogue should have."""
    return _said_to_writers() if path in WRITERS else _said_to_readers()


@cache
def _said_to_readers() -> frozenset[tuple[str, ...]]:
    """The texts of the theme's templates and of the code."""
    code = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    templates = extract_from_dir(
        shipped_themes() / "default",
        [(names, "jinja2.ext:babel_extract") for names in TEMPLATES],
        {names: {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"} for names in TEMPLATES},
    )
    return frozenset(_texts(message) for _, _, message, _, _ in (*code, *templates))


@cache
def _said_to_writers() -> frozenset[tuple[str, ...]]:
    """The texts of the editor's templates, of the code, of fields of notes and of the table of statuses."""
    code = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=WRITER_KEYWORDS)
    templates = extract_from_dir(PACKAGE, [("**.html", "jinja2.ext:babel_extract")])
    entries = (FACTOR_FIELDS, ACTION_FIELDS, DROPPED_FIELDS, APPROVAL_FIELDS)
    fields = [
        one for some in (*NOTE_FIELDS.values(), *map(update_file_fields, Kind), *entries) for one in some
    ]
    asked = {text for one in fields for text in (one.label, one.asked, one.hint) if text}
    statuses = {text for one in Status for text in (one.facts.label, one.facts.question)}
    named = (STATE_NAMES, DETECTION_NAMES, FACTOR_NAMES, ACTION_NAMES, CHANGE_NAMES, RISK_NAMES)
    states = {own for names in named for own, *_ in names.values()} | {"yes", "no"}
    extracted = {_texts(message) for _, _, message, _, _ in (*code, *templates)}
    return frozenset(extracted | {(text,) for text in asked | statuses | states})


@cache
def _catalogue(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), abort_invalid=True)


def _messages(path: Path) -> Iterator[Message]:
    return (message for message in _catalogue(path) if message.id)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def test_both_interfaces_speak_chinese() -> None:
    """There is a catalogue to check."""
    assert "zh" in [path.stem for path in THEME]
    assert "zh" in [path.stem for path in WRITERS]


@each_catalogue
def test_every_text_has_its_translation(path: Path) -> None:
    """None is missing, empty or a guess (`fuzzy`)."""
    translated = {
        _texts(message.id)
        for message in _messages(path)
        if not message.fuzzy and all(text.strip() for text in _texts(message.string))
    }

    assert set() == _said(path) - translated


@each_catalogue
def test_no_translation_is_left_over(path: Path) -> None:
    """What nobody says any more leaves the catalogue too."""
    assert set() == {_texts(message.id) for message in _messages(path)} - _said(path)
    assert {} == dict(_catalogue(path).obsolete)


@each_catalogue
def test_translations_keep_their_values(path: Path) -> None:
    """A translation names the values of its text: all of them, and no others.

    A plural form for a single number may say it in words, as Arabic does for one and two.
    """
    catalogue = _catalogue(path)
    rule = c2py(catalogue.plural_expr)
    numbers = Counter(rule(number) for number in range(1_000))
    wrong = [
        translation
        for message in _messages(path)
        for form, translation in enumerate(_texts(message.string))
        if _placeholders("".join(_texts(message.id)))
        not in (
            _placeholders(translation),
            _placeholders(translation)
            | ({"%(count)s"} if message.pluralizable and numbers[form] == 1 else set()),
        )
    ]

    assert [] == wrong


@each_catalogue
def test_plurals_have_every_form_of_the_language(path: Path) -> None:
    """As many as the catalogue's head declares."""
    catalogue = _catalogue(path)
    forms = {len(_texts(message.string)) for message in _messages(path) if message.pluralizable}

    assert {catalogue.num_plurals} == forms


@each_theme_catalogue
def test_writers_may_use_the_names_that_readers_see(path: Path) -> None:
    """The reader of notes knows the translated name of every status, state and severity but “No impact”."""
    catalogue = read_po(BytesIO(path.read_bytes()))
    statuses = {STATUSES_BY_NAME[_name(catalogue, status.facts.label)] for status in Status}
    chosen = (name for state, name in STATES.items() if state is not ServiceState.UNCONFIRMED)
    states = {STATES_BY_NAME[_name(catalogue, name)] for name in chosen}

    severities = {SEVERITIES_BY_NAME[_name(catalogue, SEVERITIES[one])] for one in (*Severity,)[1:]}

    assert (statuses, states) == (set(Status), set(STATES) - {ServiceState.UNCONFIRMED})
    assert severities == {*Severity} - {Severity.NONE}


@each_writer_catalogue
def test_writers_may_use_the_names_that_the_editor_shows(path: Path) -> None:
    """The reader of notes knows them, too."""
    catalogue = read_po(BytesIO(path.read_bytes()))

    assert [*Status] == [STATUSES_BY_NAME[_name(catalogue, one.facts.label)] for one in Status]
    assert [*STATE_NAMES] == [STATES_BY_NAME[_name(catalogue, one[0])] for one in STATE_NAMES.values()]


def _name(catalogue: Catalog, name: str) -> str:
    message = catalogue.get(name)
    assert message is not None
    return normalise_name(str(message.string))
