"""Who posts: the site that is written for, what was said so far, and how to ask for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from statusgen.authoring import offered
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.read import Reading, read_site

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


class AuthoringError(Exception):
    """What was said cannot be posted; the message says what to say instead."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation: `ask` returns an answer, or None where nobody can be asked."""

    ask: Callable[[str], str] | None
    tell: Callable[[str], None]
    kept: dict[str, str] = field(default_factory=dict)
    """The answers so far, by field of `Text`: what is left to those who break off."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command or a form says; what is None is asked, or left out where nobody can be asked."""

    title: str | None = None
    services: tuple[str, ...] | None = None
    """Each as `checkout=partial outage`; `none` says that none is affected."""
    impact: str | None = None
    workaround: str | None = None
    text: str | None = None
    status: str | None = None
    next: str | None = None
    since: str | None = None
    started: str | None = None
    starts: str | None = None
    ends: str | None = None
    until: str | None = None
    summary: str | None = None
    name: str | None = None
    anyway: bool = False
    """Post in spite of errors about wording."""
    unfinished: bool = False
    """Whether `text` may go on: the writer broke off within it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The site that is written for, at an instant."""

    content: Path
    files: Mapping[str, bytes]
    reading: Reading
    instant: datetime
    """To the second."""
    talk: Talk
    settings: Settings = field(init=False)
    now: datetime = field(init=False)
    """The same to the minute, as people write times."""

    def __post_init__(self) -> None:
        if self.reading.settings is None:
            message = f"{self.content} cannot be read; `statusgen check` tells why"
            raise AuthoringError(message)
        object.__setattr__(self, "settings", self.reading.settings)
        object.__setattr__(self, "now", self.instant.replace(second=0))


def services_of(desk: Desk) -> tuple[Service, ...]:
    """The services to choose from: those that are not retired."""
    return offered(desk.reading.catalog.services, desk.now.astimezone(desk.settings.zone).date())


def open_desk(content: Path, files: Mapping[str, bytes], now: datetime, talk: Talk) -> Desk:
    """The desk for a content folder. Raises `AuthoringError` if its settings cannot be read."""
    return Desk(content, files, read_site(files), now.replace(microsecond=0), talk)


def trimmed(words: str) -> str:
    """Words without blank lines around them; the first line keeps its indentation, which marks code."""
    return _BLANK_LINES.sub("", words).rstrip()


def hear(desk: Desk, question: str, name: str = "") -> str:
    """The answer to a question, kept under the name of the field that it fills.

    Empty where nobody can be asked.
    """
    answer = desk.talk.ask(f"{question}\n> ").strip() if desk.talk.ask else ""
    if name and answer:
        desk.talk.kept[name] = answer
    return answer
