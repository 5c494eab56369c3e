"""Fields of an update that are read as text: `services:` after a blank line, `**services:**`.

A full-width colon, as Chinese input methods write it, is read as a colon after a key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from statusgen.read.body import Line
from statusgen.read.learning_fields import POSTMORTEM_FIELDS
from statusgen.read.near_updates import INVISIBLE
from statusgen.read.note_fields import NOTE_FIELDS, SERVICES, SUMMARY, UPDATE_FIELDS
from statusgen.read.translated_keys import translated_line
from statusgen.read.vocabulary import STATES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import joined_key, suggestion

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_WIDE = re.compile(r"(?P<key>\s*(?:- )?[\w][\w -]{0,40}?)\s*\uff1a\s*(?P<value>.*)")
_DRESSED = re.compile(
    r"""(?P<marks>[\s*_`"'>#-]*)(?P<key>[A-Za-z][A-Za-z _-]{1,30}?)[\s*_`"']*"""
    r""":[*_`]*(?P<value>(?:\s.*|\{.*|\[.*)?)"""
)
_STATE_LINE = re.compile(r"""[\s*-]*[`"']?[\w][\w .-]{0,60}?[`"']?\s*:\s*(?P<state>\S.*)""")
_NAME_AND_STATE = re.compile(r"""(?P<name>\w[\w .-]{0,60}?)[`"']?\s*:\s*(?P<state>[^,:#{}\[\]]+)""")
_ITEM = re.compile(r"\s*-\s+(?P<key>do|what):\s+\S.*")
_LISTS = {"do": "actions", "what": "factors"}
_INTERNAL = frozenset(one.name for one in POSTMORTEM_FIELDS)
_KEYS = {joined_key(one.name): one for one in UPDATE_FIELDS if one is not SUMMARY}
_ALL_FIELDS = tuple(chain(UPDATE_FIELDS, *NOTE_FIELDS.values()))
_ALL_KEYS = {joined_key(one.name) for one in _ALL_FIELDS}


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Line that was meant as a field: its key, and the line in correct form."""

    line: Line
    key: str
    shown: str


def plain_colon(text: str, languages: Sequence[str] = ()) -> str:
    """Return a line of YAML with `:` for a full-width colon after a known key or before a state.

    Keys in one of the languages also get the blank that they need.
    """
    if found := translated_line(text, _ALL_FIELDS, languages):
        return f"{found[1]}: {found[2]}".rstrip()
    match = _WIDE.fullmatch(text) if "\uff1a" in text else None
    if not match:
        return text
    key, value = match["key"], match["value"].rstrip()
    is_state = key[:1].isspace() and normalise_name(value) in STATES_BY_NAME
    if not is_state and (key[:1].isspace() or joined_key(key) not in _ALL_KEYS):
        return text
    return f"{key}: {value}".rstrip()


def colons_read(lines: list[Line], languages: Sequence[str]) -> list[Line]:
    """Apply `plain_colon` to the lines below a heading, up to the first blank line."""
    end = next((index for index, line in enumerate(lines) if not line.text.strip()), len(lines))
    return [*(replace(line, text=plain_colon(line.text, languages)) for line in lines[:end]), *lines[end:]]


def misplaced_fields(
    lines: Sequence[tuple[Line, bool]], *, in_update: bool, languages: Sequence[str]
) -> Iterator[Misplaced]:
    """Yield the lines of text that were meant as fields; `lines` come with whether they are code.

    These are services with states and actions and factors anywhere, and at the beginning of the text any
    documented key, and a time in figures with the name of its field in one of the languages.
    """
    own = [(line, _seen(line.text)) for line, is_code in lines if not is_code and line.text.strip()]
    is_block = False  # Words that begin with one field may go on with services, whatever their states.
    for index, (line, text) in enumerate(own):
        if in_update and (item := _ITEM.fullmatch(text)):
            key = _LISTS[item["key"]]
            yield Misplaced(line, key, f"{key}:")
        named = translated_line(text.strip("*_` "), _KEYS.values(), languages) if ":" in text else None
        if named and index == 0 and in_update and named[0].is_time and re.search(r"\d", named[2]):
            yield Misplaced(line, named[1], f"{named[0].spelling}: {named[2]}")
        match = _DRESSED.fullmatch(text) if ":" in text else None
        if not match or joined_key(match["key"]) not in _KEYS:
            continue
        wanted, value = _KEYS[joined_key(match["key"])], match["value"].strip()
        after = own[index + 1][1] if index + 1 < len(own) else ""
        is_first = in_update and index == 0 and not match["marks"].strip()
        names_states = _names_states(value) or (not value and _names_states(after))
        spellings = (wanted.spelling, wanted.name, wanted.spelling.replace(" ", "-"))
        if (wanted is SERVICES and (names_states or is_block)) or (is_first and match["key"] in spellings):
            is_block = True
            yield Misplaced(line, wanted.name, f"{wanted.spelling}: {value}".rstrip())


def goes_on(text: str) -> bool:
    """Return whether a line after a blank one belongs to the list of actions or factors above."""
    return text[:1].isspace() or _ITEM.fullmatch(text) is not None


def hidden_lines(lines: Iterable[Line], fields: Iterable[Misplaced]) -> frozenset[int]:
    """Return the numbers of the lines that may be internal: fields of postmortems, with those below them."""
    begins = {one.line.number for one in fields if one.key in _INTERNAL}
    found, is_hidden, after_blank = set[int](), False, False
    for line in lines:
        is_blank = not line.text.strip()
        if not is_blank and after_blank and not goes_on(line.text):
            is_hidden = False
        is_hidden, after_blank = is_hidden or line.number in begins, is_blank
        if is_hidden:
            found.add(line.number)
    return frozenset(found)


def services_with_states(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names before states, also misspelt ones: `checkout` for `services: {checkout: degrded}`."""
    for text in map(_seen, lines):
        for match in _NAME_AND_STATE.finditer(text) if ":" in text else ():  # it would try each sign
            state = normalise_name(match["state"].strip(" `\"'*"))
            if state in STATES_BY_NAME or suggestion(state, STATES_BY_NAME):
                yield match["name"]


def _names_states(text: str) -> bool:
    """Return whether a text has the form `checkout: degraded` or `{checkout: degraded}`."""
    match = _STATE_LINE.fullmatch(text.strip().strip("{}[]"))
    state = match["state"].split(",")[0].split(" #")[0].strip(" `\"'*{}[]") if match else ""
    return normalise_name(state) in STATES_BY_NAME


def _seen(text: str) -> str:
    """Return the text as it looks, in half-width signs."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub(" ", text)).rstrip()
