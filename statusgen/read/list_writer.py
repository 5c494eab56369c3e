"""Write lists of records, such as factors, actions and approvals, as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from statusgen.model.changes import Approval
from statusgen.model.learning import Action, CourseEntry, Factor
from statusgen.model.text import LocalText
from statusgen.read.times import local_time

_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*")
_HAS_A_MEANING = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)|[\d.+_:-]+")


def list_lines(
    name: str, items: Iterable[Any], language: str, zone: ZoneInfo, *, facts: bool = True
) -> Iterator[str]:
    """Yield the lines of a list in a language; without `facts`, what a translation repeats.

    A translation has only entries with a text in the language; nothing, if there is none.
    """
    items = [one for one in items if facts or _in(language, one)]
    if items:
        yield f"{name}:"
        for one in items:
            first, *rest = _lines(one, language, zone, facts=facts)
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)


def _in(language: str, item: Any) -> bool:
    main = {Factor: "what", Action: "do", CourseEntry: "words"}.get(type(item))
    text: LocalText = getattr(item, main) if main else item
    return any(code == language for code, _ in text.variants)


def _lines(item: Any, language: str, zone: ZoneInfo, *, facts: bool) -> list[str]:
    match item:
        case CourseEntry():
            words = dict(item.words.variants).get(language, "")
            return [scalar(f"{local_time(item.at, zone)} {words}")]
        case Factor():
            return [*_factor_lines(item, language, facts=facts)]
        case Action():
            return [*_action_lines(item, language, zone, facts=facts)]
        case Approval():
            return [*_approval_lines(item, zone)]
        case _:
            return [_text(item, language)]


def _factor_lines(factor: Factor, language: str, *, facts: bool) -> Iterator[str]:
    yield f"what: {_text(factor.what, language)}"
    if facts and factor.kind:
        yield f"kind: {factor.kind.value.replace('-', ' ')}"
    if facts and factor.supplier:
        yield f"supplier: {scalar(factor.supplier)}"
    if factor.why:
        yield from ("why:", *(f"  - {_text(one, language)}" for one in factor.why))


def _action_lines(action: Action, language: str, zone: ZoneInfo, *, facts: bool) -> Iterator[str]:
    yield f"do: {_text(action.do, language)}"
    if facts:
        given = {
            "kind": action.kind.value if action.kind else "",
            "for": action.problem,
            "owner": scalar(action.owner) if action.owner else "",
            "due": written_day(action.due, zone, ends=True) if action.due else "",
            "done": written_day(action.done, zone) if action.done else "",
            "link": action.link,
        }
        yield from (f"{name}: {value}" for name, value in given.items() if value)
    if action.dropped:
        on = written_day(action.dropped, zone)
        yield from ("dropped:", f"  on: {on}", f"  why: {_text(action.reason, language)}")


def _approval_lines(approval: Approval, zone: ZoneInfo) -> Iterator[str]:
    yield f"by: {scalar(approval.by)}"
    yield f"on: {written_day(approval.on, zone)}"
    if approval.link:
        yield f"link: {approval.link}"


def _text(text: LocalText, language: str) -> str:
    return scalar(dict(text.variants).get(language, ""))


def written_day(instant: datetime, zone: ZoneInfo, *, ends: bool = False) -> str:
    """Return the day that an instant begins in a zone, or that it ends."""
    return f"{instant.astimezone(zone) - timedelta(microseconds=ends):%Y-%m-%d}"


def scalar(text: str) -> str:
    """Return a line of text as a YAML value, in quotes if a YAML reader could read it as another type."""
    if _PLAIN.fullmatch(text) and not _HAS_A_MEANING.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"
