"""Authoring session: the site, the answers given so far, and how to prompt for missing ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from statusgen.authoring.services import offered
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.read import Reading, read_site
from statusgen.read.catalogues import Texts, texts_for
from statusgen.read.note_field import NoteField

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


class AuthoringError(Exception):
    """Answer that cannot be posted; the message says what to answer instead."""


class AgainError(Exception):
    """Wish of the writer to answer again: the question before, or with `EDIT` one to be chosen."""


EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Option:
    """Choice of a list: the answer that it stands for, and its line, below the heading of its group."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Question to the writer. Its answer is a text, whether it is typed or chosen with arrow keys."""

    question: str
    options: tuple[Option, ...] = ()
    several: bool = False
    """Whether several options can be chosen; the answer has their values with commas between."""
    is_words: bool = False
    """Whether the answer may have several paragraphs."""
    usual: str = ""
    """Answer to begin with, which Enter keeps."""
    optional: bool = False
    """Whether `usual` may be left out, or none of the options chosen."""
    hint: str = ""
    """How to answer, where the options are not chosen with arrow keys."""
    texts: Texts = field(default_factory=NullTranslations)
    """Texts in the language of the site, for what is shown beside the question."""
    typed: Callable[[str], None] = lambda _: None
    """Takes what is typed so far, so that it is not lost if the writer breaks off."""


@dataclass(frozen=True, slots=True)
class Prompter:
    """Terminal: `ask` returns an answer or raises `AgainError`; it is None without one. `show` prints."""

    ask: Callable[[Prompt], str] | None
    show: Callable[[str], None]
    save: Callable[[], None] = lambda: None
    """Saves `kept` and `former` where they outlive the program; called after each answer."""
    kept: dict[str, str] = field(default_factory=dict)
    """The answers so far, by name as in `Draft`; one that is left out is empty. `unfinished` is the name of
    the answer that is being typed."""
    asked: list[str] = field(default_factory=list)
    """Names of the questions that the writer has answered, in their order."""
    former: dict[str, str] = field(default_factory=dict)
    """Answers to begin with when their questions are asked: unfinished ones, and those to be changed."""

    def keep(self, name: str, answer: str) -> None:
        """Keep the answer to a question."""
        if name not in self.asked:
            self.asked.append(name)
        self.former.pop(name, None)
        self.kept.pop("unfinished", None)
        self.kept[name] = answer
        self.save()

    def refuse(self, name: str, reason: str) -> None:
        """Say why an answer cannot be used; the question comes again, without that answer."""
        self.former.pop(name, None)
        self.show(reason)

    def typed(self, name: str, answer: str) -> None:
        """Keep the beginning of an answer; whole lines are saved at once."""
        self.former[name] = answer
        self.kept["unfinished"] = name
        if answer.endswith("\n"):
            self.save()


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers from a command or a form. Others are prompted for, or left out without a terminal."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """By `draft_name` of the field; besides, `text` has the words and `name` the name of a new note."""
    services: tuple[str, ...] | None = None
    """Items such as `checkout=partial outage`, or `none` alone: no service is affected."""
    begun: Mapping[str, str] = field(default_factory=dict)
    """The answer within which the writer was interrupted, by name, to be continued."""

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
            message = f"{self.content} cannot be read; `statusgen check` shows why"
            raise AuthoringError(message)
        object.__setattr__(self, "settings", self.reading.settings)
        object.__setattr__(self, "now", self.instant.replace(second=0))


def services_of(session: Session) -> tuple[Service, ...]:
    """Return the services to choose from: those that are not retired."""
    return offered(session.reading.catalog.services, session.now.astimezone(session.settings.zone).date())


def say(session: Session, text: str, **values: object) -> str:
    """Return a text (msgid) with its values: to a person in the language of the site, else in English."""
    own = texts_of(session).gettext(text)
    return own.format(**values) if values else own


def texts_of(session: Session) -> Texts:
    """Return the texts that `say` takes."""
    return NullTranslations() if session.prompter.ask is None else texts_for(session.settings.languages[0])


def open_session(content: Path, files: Mapping[str, bytes], now: datetime, prompter: Prompter) -> Session:
    """Return a session for a content folder. Raises `AuthoringError` if its settings cannot be read."""
    return Session(content, files, read_site(files), now.replace(microsecond=0), prompter)


def trimmed(words: str) -> str:
    """Remove blank lines around words; the first line keeps its indentation, which marks code."""
    return _BLANK_LINES.sub("", words).rstrip()
