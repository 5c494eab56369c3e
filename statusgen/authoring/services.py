"""Find services by number, id or name in any language, separated by commas or blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from statusgen.model.catalog import Service
from statusgen.read.catalogues import msgid
from statusgen.read.vocabulary import names_of
from statusgen.read.yaml.decode import suggestion

NONE = "none"
"""The answer that no service is affected."""
_JOINT = re.compile(r"[\s,;、،؛]+")
_AND = names_of("and")
_GLUED = "".join(one for one in _AND if len(one) == 1 and one > "\u3040")
"""Words for and that have no spaces around them: `和`."""
_END = re.compile(rf"$|[\s,;、،؛&{_GLUED}]")


@dataclass(frozen=True, slots=True)
class Named:
    """Result of finding the services in a text."""

    ids: tuple[str, ...]
    problems: tuple[str, ...] = ()
    """Why the rest of the text names no service, one sentence each."""
    is_none: bool = False
    """Whether the text is an answer such as `none`."""


def find_services(
    text: str, services: Sequence[Service], *, numbered: bool = False, say: Callable[..., str] = str.format
) -> Named:
    """Find the services that a text names; `numbered`: by their place in the list as well, from 1 on.

    The longest name counts, so that names may hold blanks and commas. A name that two services share is a
    problem, as is all that names none. `say` puts problems into words, from a msgid and its values.
    """
    spellings = _spellings(services, numbered=numbered)
    ids: list[str] = []
    problems: list[str] = []
    for words, is_known in _parts(_plain(text), sorted(spellings, key=len, reverse=True)):
        found = spellings.get(words, ()) if is_known else ()
        if len(found) == 1:
            ids.append(found[0])
        elif found:
            problems.append(
                say(msgid("“{words}” can be {ids}; write which"), words=words, ids=", ".join(found))
            )
        else:
            text_of, values = _unknown(words, services, numbered=numbered)
            problems.append(say(text_of, **values))
    is_none = NONE in ids
    if is_none and len(set(ids)) > 1:
        problems.append(say(msgid("“none” cannot go together with services")))
    return Named(tuple(dict.fromkeys(one for one in ids if one != NONE)), tuple(problems), is_none)


def offered(services: Sequence[Service], day: date) -> tuple[Service, ...]:
    """Return the services that are not retired on a day."""
    return tuple(one for one in services if one.retired is None or one.retired > day)


def choice_of(service: Service, language: str) -> str:
    """Return a service as a choice of a list: `checkout · Card payments`."""
    return f"{service.id} · {name_of(service, language)}"


def name_of(service: Service, language: str) -> str:
    """Return the name of a service in a language, else its id."""
    return dict(service.name.variants).get(language, service.id)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spellings(services: Sequence[Service], *, numbered: bool) -> Mapping[str, tuple[str, ...]]:
    """Return every spelling of the services with the ids that it can mean."""
    found: dict[str, dict[str, None]] = {_plain(name): {NONE: None} for name in names_of("nothing")}
    for number, one in enumerate(services, 1):
        names = [name for _, name in one.name.variants]
        own = [one.id, *names, *(f"{one.id} · {name}" for name in (one.id, *names))]
        for spelling in [*own, *([str(number)] if numbered else [])]:
            found.setdefault(_plain(spelling), {})[one.id] = None
    for one in services:  # a service that is called so is meant by it
        found[_plain(one.id)].pop(NONE, None)
    return {spelling: tuple(ids) for spelling, ids in found.items()}


def _parts(text: str, spellings: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Split the text into known spellings (true) and the words between them (false)."""
    at, unknown, was_known = 0, "", False
    while at < len(text):
        joint = _JOINT.match(text, at)
        if joint is None and text[at] in _GLUED and _known(text, at + 1, spellings):
            joint = re.compile(text[at]).match(text, at)
        known = "" if joint else _known(text, at, spellings)
        word = joint[0] if joint else known or re.split(r"[\s,;、،؛]", text[at:], maxsplit=1)[0]
        at += len(word)
        joins = word in _AND and was_known and _known(text, _after_joint(text, at), spellings)
        if joint is None and not known and not joins:
            unknown = f"{unknown} {word}".strip()
        elif unknown and word.strip():
            yield unknown, False
            unknown = ""
        if known:
            yield known, True
        if word.strip():
            was_known = bool(known)
    if unknown:
        yield unknown, False


def _after_joint(text: str, at: int) -> int:
    joint = _JOINT.match(text, at)
    return joint.end() if joint else at


def _known(text: str, at: int, spellings: Sequence[str]) -> str:
    """Return the longest spelling at a position, or nothing."""
    found = (one for one in spellings if text.startswith(one, at) and _END.match(text, at + len(one)))
    return next(found, "")


def _unknown(words: str, services: Sequence[Service], *, numbered: bool) -> tuple[str, dict[str, object]]:
    """Return the text (msgid) about words that name no service, with its values."""
    if numbered and words.isdecimal():
        text = msgid("there is no number {number}; the last one is {count}")
        return text, {"number": words, "count": len(services)}
    names = {name: one.id for one in services for _, name in one.name.variants}
    close = suggestion(words, [*names, *(one.id for one in services)])
    if close:
        meant = f"`{close}`" if names.get(close, close) == close else f"{close} (`{names[close]}`)"
        text = msgid("there is no service “{words}”; did you mean {meant}?")
        return text, {"words": words, "meant": meant}
    text = msgid("there is no service “{words}”; there are {ids}")
    return text, {"words": words, "ids": ", ".join(one.id for one in services) or "–"}
