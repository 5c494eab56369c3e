"""Fields of an update that are read as text: `services:` after a blank line, `**services:**`.

A full-width colon, as Chinese input methods write it, is read as a colon after a key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from itertools import chain

from statusgen.model.diagnostics import Span
from statusgen.model.learning import PARTS
from statusgen.model.status import Kind, Status
from statusgen.read.body import Line
from statusgen.read.change_fields import APPROVED, FREEZE_EXCEPTION, RISK, TESTED
from statusgen.read.learning_fields import COST, LINK, OWNER, POSTMORTEM_FIELDS, PUBLIC_PARTS
from statusgen.read.near_updates import INVISIBLE
from statusgen.read.note_fields import NOTE_FIELDS, SERVICES, SUMMARY, UPDATE_FIELDS
from statusgen.read.primitives import FALSE
from statusgen.read.translated_keys import translated_line
from statusgen.read.vocabulary import STATES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, joined_key, suggestion

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
_INTERNAL = frozenset(one.name for one in (*POSTMORTEM_FIELDS, OWNER, LINK))
_OF_CHANGES = frozenset(one.name for one in (RISK, TESTED, APPROVED, FREEZE_EXCEPTION))
_NOWHERE_SHOWN = frozenset(one.name for one in (COST, OWNER, APPROVED, FREEZE_EXCEPTION))
_ANY_INTERNAL = "|".join(sorted(_INTERNAL | _OF_CHANGES)).replace("_", "[ _-]")
_INTERNAL_LINE = re.compile(rf"(?:[\W_]|\d{{1,9}}[.)]|\[x\])*(?P<key>{_ANY_INTERNAL})[\W_]*?:", re.IGNORECASE)
_APPROVAL = re.compile(r"\s*-\s+\{?\s*(?:by|['\"]by['\"]):\s")
_CHOICES = frozenset((*FALSE, *PARTS))
"""Words of a value of `public` in postmortems."""
_KEY = re.compile(r"^(\w[\w -]{0,40}):", re.MULTILINE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_KEYS = {joined_key(one.name): one for one in UPDATE_FIELDS if one is not SUMMARY}
_ALL_FIELDS = tuple(chain(UPDATE_FIELDS, *NOTE_FIELDS.values()))
_ALL_KEYS = {joined_key(one.name) for one in _ALL_FIELDS}


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Line that was meant as a field: its key, and the line in correct form."""

    line: Line
    key: str
    shown: str

    @property
    def is_internal(self) -> bool:
        """Return whether it is a part of a postmortem, problem or change that may not be for readers."""
        return self.key in _INTERNAL or self.key in _OF_CHANGES

    @property
    def hides(self) -> bool:
        """Return whether it may hide parts of a postmortem, or a problem."""
        return self.key == PUBLIC_PARTS.name


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


def internal_names(kind: Kind, status: Status | None, *, in_update: bool) -> frozenset[str]:
    """Return the keys of internal fields that may not begin a line of words.

    `status` is that of the update; None if it cannot be read, as it may be a postmortem.
    """
    if kind is Kind.NOTICE or not kind.is_dated:
        return frozenset()
    if kind is Kind.MAINTENANCE:
        return _NOWHERE_SHOWN | _OF_CHANGES
    is_guarded = kind is Kind.PROBLEM or (in_update and status in (Status.POSTMORTEM, None))
    return _INTERNAL | _NOWHERE_SHOWN if is_guarded else _NOWHERE_SHOWN


def internal_fields(words: Sequence[Line], fields: str, names: Collection[str]) -> Iterator[Misplaced]:
    """Yield the lines that begin with a key of `names` and a colon, in whatever markup, also in code.

    Where there are such keys, `public` with a choice of parts is one of them. `fields` are the lines above
    the words. An indented line at the beginning belongs to the last of them.
    """
    for line in words:
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", unescape(_TAG.sub("", line.text))))
        match = _INTERNAL_LINE.match(text) if ":" in text else None
        key = re.sub("[ -]", "_", match["key"].casefold()) if match else ""
        if match and (key in names or (names and _chooses_parts(key, text[match.end() :]))):
            yield Misplaced(line, key, f"{key.replace('_', ' ')}:")
        elif APPROVED.name in names and _APPROVAL.match(text):
            yield Misplaced(line, APPROVED.name, f"{APPROVED.name}:")
    keys = _KEY.findall(fields)
    if words and words[0].text[:1].isspace() and keys and (key := joined_key(keys[-1])) in names:
        yield Misplaced(words[0], key, f"{key}:")


def _chooses_parts(key: str, value: str) -> bool:
    """Return whether this hides parts of a postmortem; a value on the next lines counts as well."""
    return key == PUBLIC_PARTS.name and _CHOICES.issuperset(re.findall(r"\w+", value.casefold()))


def report_fields(fields: Sequence[Misplaced], place: str, path: str, context: Context) -> bool:
    """Report the first field that is among words, with the place where it belongs.

    Return whether any is of services, which changes states.
    """
    if not fields:
        return False
    found = fields[0]
    start = len(found.line.text) - len(found.line.text.lstrip()) + 1
    span = Span(path, found.line.number, start, max(start + 1, len(found.line.text.rstrip()) + 1))
    how = "" if place == "the front matter" else ", without a blank line before it,"
    help = f"Move it to {place}{how} as `{found.shown}`."
    if found.is_internal:
        where = "as a field of the postmortem or problem, as"
        how = ", without a blank line before it"
        if found.key in _OF_CHANGES:
            where, how = "in the front matter of the maintenance, as", ""
        help = (
            f"It may be internal, so none of these words are published. Write it {where} `{found.shown}`{how}, "
            "or as a sentence."
        )
    context.report("fields-in-words", span, f"`{found.key}` is read as words here, not as a field", help)
    return any(one.key == SERVICES.name for one in fields)


def goes_on(text: str) -> bool:
    """Return whether a line after a blank one belongs to the list of actions or factors above."""
    return text[:1].isspace() or _ITEM.fullmatch(text) is not None


def services_with_states(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names before states, also misspelt ones: `checkout` for `services: {checkout: degrded}`."""
    for text in map(_seen, lines):
        for match in _NAME_AND_STATE.finditer(text) if ":" in text else ():  # it would try each sign
            if _may_be_state(normalise_name(match["state"].strip(" `\"'*"))):
                yield match["name"]


@lru_cache(1024)
def _may_be_state(name: str) -> bool:
    """Return whether a name is that of a state, or similar to one."""
    return name in STATES_BY_NAME or suggestion(name, STATES_BY_NAME) is not None


def _names_states(text: str) -> bool:
    """Return whether a text has the form `checkout: degraded` or `{checkout: degraded}`."""
    match = _STATE_LINE.fullmatch(text.strip().strip("{}[]"))
    state = match["state"].split(",")[0].split(" #")[0].strip(" `\"'*{}[]") if match else ""
    return normalise_name(state) in STATES_BY_NAME


def _seen(text: str) -> str:
    """Return the text as it looks, in half-width signs."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub(" ", text)).rstrip()
