"""Authoring session: the site, the answers given so far, and how to prompt for missing ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from statusgen.authoring.services import offered
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.read import Reading, read_site
from statusgen.read.note_fields import NoteField

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


class AuthoringError(Exception):
    """Answer that cannot be posted; the message says what to answer instead."""


@dataclass(frozen=True, slots=True)
class Prompter:
    """Terminal: `ask` prompts and returns the answer, and is None without a terminal; `show` prints."""

    ask: Callable[[str], str] | None
    show: Callable[[str], None]
    kept: dict[str, str] = field(default_factory=dict)
    """The answers so far, by name as in `Draft`, to be saved if the session is interrupted."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers from a command or a form. Others are prompted for, or left out without a terminal."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """By `draft_name` of the field; besides, `text` has the words and `name` the name of a new note."""
    services: tuple[str, ...] | None = None
    """Items such as `checkout=partial outage`, or `none` alone: no service is affected."""
    unfinished: bool = False
    """Whether the writer was interrupted within `text`, so that it may be continued."""

    def get(self, field: NoteField[Any]) -> str | None:
        """Return the answer about a field; None if it was not given."""
        return self.answers.get(field.draft_name)

    @property
    def text(self) -> str | None:
        """Return the words; None if they were not given."""
        return self.answers.get("text")


@dataclass(frozen=True, slots=True)
class Session:
    """Site to post to, as of an instant."""

    content: Path
    files: Mapping[str, bytes]
    reading: Reading
    instant: datetime
    """With seconds, without microseconds."""
    prompter: Prompter
    settings: Settings = field(init=False)
    now: datetime = field(init=False)
    """The instant without seconds, as people write times."""

    def __post_init__(self) -> None:
        if self.reading.settings is None:
            message = f"{self.content} cannot be read; `statusgen check` tells why"
            raise AuthoringError(message)
        object.__setattr__(self, "settings", self.reading.settings)
        object.__setattr__(self, "now", self.instant.replace(second=0))


def services_of(session: Session) -> tuple[Service, ...]:
    """Return the services to choose from: those that are not retired."""
    return offered(session.reading.catalog.services, session.now.astimezone(session.settings.zone).date())


def open_session(content: Path, files: Mapping[str, bytes], now: datetime, prompter: Prompter) -> Session:
    """Return a session for a content folder. Raises `AuthoringError` if its settings cannot be read."""
    return Session(content, files, read_site(files), now.replace(microsecond=0), prompter)


def trimmed(words: str) -> str:
    """Remove blank lines around words; the first line keeps its indentation, which marks code."""
    return _BLANK_LINES.sub("", words).rstrip()


def ask_line(session: Session, question: str, name: str = "") -> str:
    """Return the answer to a question, empty without a terminal; keep it under the name of its field."""
    answer = session.prompter.ask(f"{question}\n> ").strip() if session.prompter.ask else ""
    if name and answer:
        session.prompter.kept[name] = answer
    return answer
