"""Lists in answers, with an entry in each line, such as factors and actions.

    Both lines pass through one building; supplier
    > We ordered two lines, not two ways.
    The second line takes another way; prevent; network team; 2026-06-30
    change board; 2026-05-12; https://git.example/pull/41

The words are first, or who gave an approval. Kind, owner, supplier, day, the address of a ticket or record
and `for: ` with the id of a problem follow in any order. Words with a semicolon are in double quotes. Below
a factor, each line with `>` says why the one before was so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from statusgen.model.text import NOWHERE
from statusgen.read.change_fields import APPROVAL_LINK, APPROVED, APPROVED_BY, APPROVED_ON
from statusgen.read.learning_fields import (
    ACTION_KIND,
    ACTIONS,
    CAUSED_BY,
    DETECTED_BY,
    DO,
    DUE,
    FACTOR_KIND,
    FACTORS,
    FOR,
    LINK,
    OWNER,
    PUBLIC_PARTS,
    SUPPLIER,
    WHAT,
    WHY,
)
from statusgen.read.note_field import NoteField
from statusgen.read.vocabulary import ACTIONS_BY_NAME, FACTORS_BY_NAME, normalise_name
from statusgen.read.yaml.decode import suggestion
from statusgen.read.yaml.source import List, Node, Scalar, Table

WHY_MARK = ">"
Entry = Mapping[str, str]
"""Answers of an entry by name of the field; several reasons are lines of `why`."""
_PART = re.compile(r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"\s*(?=[;；]|$)|(?P<plain>[^;；]*))(?:[;；]|$)')
_FOR = re.compile(r"for[:：]\s*(?P<id>\S+)", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def as_node(field: NoteField[Any], answer: str) -> Node:
    """Return an answer as the reader of the field takes it."""
    if field.name in (DETECTED_BY.name, CAUSED_BY.name) or field is PUBLIC_PARTS:
        names = [_scalar(one) for one in re.split(r"[,;，；、]", answer) if one.strip()]
        return names[0] if len(names) == 1 else _list(names)
    if field.name in _ENTRIES:
        return _list(map(_table, entries_of(field.name, answer)))
    return _list(map(_scalar, lines_of(answer))) if field.has_texts else _scalar(answer)


def lines_of(answer: str) -> list[str]:
    """Return the lines that are not empty, without marks of a list."""
    lines = (re.sub(r"^\s*[-*•]\s+", "", line).strip() for line in answer.splitlines())
    return [line for line in lines if line]


def entries_of(name: str, answer: str) -> list[dict[str, str]]:
    """Return the factors, actions or approvals of an answer; `name` is that of the list."""
    found = list[dict[str, str]]()
    for line in lines_of(answer):
        if name == FACTORS.name and found and line.startswith(WHY_MARK):
            before = found[-1].get(WHY.name)
            found[-1][WHY.name] = "\n".join(filter(None, (before, line.removeprefix(WHY_MARK).strip())))
        else:
            first, *rest = _parts(line)
            found.append(_ENTRIES[name](first, rest))
    return found


def incomplete(field: NoteField[Any], answer: str) -> str:
    """Return what an approval of an answer lacks, in English; empty for nothing, and for other lists."""
    for one in entries_of(field.name, answer) if field is APPROVED else ():
        if not one[APPROVED_BY.name]:
            return "an approval has nobody who gave it"
        if APPROVED_ON.name not in one:
            return f"the approval of “{one[APPROVED_BY.name]}” has no day"
    return ""


def line_form(name: str, entries: Iterable[Entry]) -> str:
    """Return entries as an answer, from which `entries_of` returns them."""
    return "\n".join(line for one in entries for line in _lines(name, one))


def _lines(name: str, entry: Entry) -> Iterator[str]:
    if name == FACTORS.name:
        yield _joined(entry, WHAT, FACTOR_KIND, SUPPLIER)
        yield from (f"{WHY_MARK} {one}" for one in lines_of(entry.get(WHY.name, "")))
    elif name == ACTIONS.name:
        about = f"for: {entry[FOR.name]}" if entry.get(FOR.name) else ""
        yield _joined({**entry, FOR.name: about}, DO, ACTION_KIND, FOR, OWNER, DUE, LINK)
    elif name == APPROVED.name:
        yield _joined(entry, APPROVED_BY, APPROVED_ON, APPROVAL_LINK)
    else:
        yield entry[name]


def _joined(entry: Entry, first: NoteField[Any], *others: NoteField[Any]) -> str:
    given = [entry.get(one.name, "") for one in (first, *others)]
    return "; ".join(_quoted(one) for at, one in enumerate(given) if one or not at)


def _quoted(part: str) -> str:
    has_a_meaning = re.search(r"[;；]", part) or part.startswith((WHY_MARK, '"'))
    return f'"{part.replace(chr(34), chr(34) * 2)}"' if has_a_meaning else part


def _parts(line: str) -> list[str]:
    found, at = list[str](), 0
    while at <= len(line) and (match := _PART.match(line, at)):
        quoted = match["quoted"]
        found.append((match["plain"] if quoted is None else quoted.replace('""', '"')).strip())
        if match.end() == len(line) and not line.endswith((";", "；")):
            break
        at = match.end() if match.end() < len(line) else len(line) + 1
    return [found[0], *filter(None, found[1:])]


def _factor(what: str, parts: Iterable[str]) -> dict[str, str]:
    """Return a factor; a part that is no kind is taken for one, and a second for the supplier."""
    found = {WHAT.name: what}
    for one in parts:
        is_kind = normalise_name(one) in FACTORS_BY_NAME
        name = FACTOR_KIND.name if is_kind or FACTOR_KIND.name not in found else SUPPLIER.name
        _add(found, name if name not in found else FACTOR_KIND.name, one)
    return found


def _action(do: str, parts: Iterable[str]) -> dict[str, str]:
    """Return an action; a part that has no form of its own, nor is like a kind, is its owner."""
    found = {DO.name: do}
    for one in parts:
        name = normalise_name(one)
        if _DAY.fullmatch(one) and DUE.name not in found:
            found[DUE.name] = one
        elif _LINK.fullmatch(one) and LINK.name not in found:
            found[LINK.name] = one
        elif (about := _FOR.fullmatch(one)) and FOR.name not in found:
            found[FOR.name] = about["id"]
        elif name in ACTIONS_BY_NAME or suggestion(name, ACTIONS_BY_NAME) or OWNER.name in found:
            _add(found, ACTION_KIND.name, one)
        else:
            found[OWNER.name] = one
    return found


def _approval(by: str, parts: Iterable[str]) -> dict[str, str]:
    """Return an approval; a part that is no address is taken for its day."""
    found = {APPROVED_BY.name: by}
    for one in parts:
        _add(found, APPROVAL_LINK.name if _LINK.fullmatch(one) else APPROVED_ON.name, one)
    return found


_ENTRIES = {FACTORS.name: _factor, ACTIONS.name: _action, APPROVED.name: _approval}


def _add(found: dict[str, str], name: str, part: str) -> None:
    """Add a part; one too many makes a value that its reader refuses."""
    found[name] = f"{found[name]}; {part}" if name in found else part


def _table(entry: Entry) -> Table:
    values = ((_scalar(name), _value(name, words)) for name, words in entry.items())
    return Table(tuple(values), NOWHERE)


def _value(name: str, words: str) -> Node:
    return _list(map(_scalar, words.splitlines())) if name == WHY.name else _scalar(words)


def _scalar(words: str) -> Scalar:
    return Scalar(words.strip(), NOWHERE, plain=False)


def _list(items: Iterable[Node]) -> List:
    return List(tuple(items), NOWHERE)
