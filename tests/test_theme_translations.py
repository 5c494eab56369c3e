"""The catalogues of the shipped theme say everything the interface says, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.read.vocabulary import STATES_BY_NAME, STATUSES_BY_NAME, normalise_name
from statusgen.render.localization.labels import STATES
from statusgen.storage.disk import shipped_theme

PACKAGE = Path(__file__).parents[1] / "statusgen"
TEMPLATES = ("templates/**.html", "templates/**.md", "templates/**.txt")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
CATALOGUES = sorted((shipped_theme() / "translations").glob("*.po"))

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)


def _texts(message: str | Iterable[str] | None) -> tuple[str, ...]:
    """A text, or its singular and plural; an empty one where there is none."""
    return (message or "",) if isinstance(message, str | None) else tuple(message)


@cache
def _said() -> frozenset[tuple[str, ...]]:
    """All texts of the templates and of the code."""
    code = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    templates = extract_from_dir(
        shipped_theme(),
        [(names, "jinja2.ext:babel_extract") for names in TEMPLATES],
        {names: {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"} for names in TEMPLATES},
    )
    return frozenset(_texts(message) for _, _, message, _, _ in (*code, *templates))


def _catalogue(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), abort_invalid=True)


def _messages(path: Path) -> Iterator[Message]:
    return (message for message in _catalogue(path) if message.id)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def test_the_theme_speaks_chinese() -> None:
    """There is a catalogue to check."""
    assert "zh" in [path.stem for path in CATALOGUES]


@each_catalogue
def test_every_text_has_its_translation(path: Path) -> None:
    """None is missing, empty or a guess (`fuzzy`)."""
    translated = {
        _texts(message.id)
        for message in _messages(path)
        if not message.fuzzy and all(text.strip() for text in _texts(message.string))
    }

    assert set() == _said() - translated


@each_catalogue
def test_no_translation_is_left_over(path: Path) -> None:
    """What nobody says any more leaves the catalogue too."""
    assert set() == {_texts(message.id) for message in _messages(path)} - _said()
    assert {} == dict(_catalogue(path).obsolete)


@each_catalogue
def test_translations_keep_their_values(path: Path) -> None:
    """A translation names the values of its text: all of them, and no others."""
    wrong = [
        translation
        for message in _messages(path)
        for translation in _texts(message.string)
        if _placeholders(translation) != _placeholders("".join(_texts(message.id)))
    ]

    assert [] == wrong


@each_catalogue
def test_plurals_have_every_form_of_the_language(path: Path) -> None:
    """As many as the catalogue's head declares."""
    catalogue = _catalogue(path)
    forms = {len(_texts(message.string)) for message in _messages(path) if message.pluralizable}

    assert {catalogue.num_plurals} == forms


@each_catalogue
def test_writers_may_use_the_names_that_readers_see(path: Path) -> None:
    """The reader of notes knows the translated name of every status and state."""
    catalogue = read_po(BytesIO(path.read_bytes()))
    statuses = {STATUSES_BY_NAME[_name(catalogue, status.facts.label)] for status in Status}
    chosen = (name for state, name in STATES.items() if state is not ServiceState.UNCONFIRMED)
    states = {STATES_BY_NAME[_name(catalogue, name)] for name in chosen}

    assert (statuses, states) == (set(Status), set(STATES) - {ServiceState.UNCONFIRMED})


def _name(catalogue: Catalog, name: str) -> str:
    message = catalogue.get(name)
    assert message is not None
    return normalise_name(str(message.string))
