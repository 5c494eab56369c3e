"""Read the files of a note: an incident, a page, the words in a report and so on."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from statusgen.markdown.comments import blank_comments
from statusgen.model.diagnostics import Diagnostic, Level, Related, Span
from statusgen.model.notes import AnyNote, Problem, Update
from statusgen.model.packed import Lazy
from statusgen.model.status import Kind, Status
from statusgen.model.text import Picture
from statusgen.read.body import Words, join_lines, published_lines
from statusgen.read.fields_in_words import services_with_states
from statusgen.read.front_matter import Parsed, hidden_keys, parse_note_file, parse_words_file
from statusgen.read.group_files import report_missing_main, report_second_main
from statusgen.read.headings import check_status
from statusgen.read.learning_fields import OPENED, PUBLIC_PARTS
from statusgen.read.note_builder import build_note, build_update
from statusgen.read.note_fields import (
    AT,
    DRAFT,
    NOTE_FIELDS,
    STARTED,
    STARTS,
    STATUS,
    update_fields,
    update_file_fields,
)
from statusgen.read.note_files import PICTURES, NoteFiles
from statusgen.read.own_names import check_folder, check_month
from statusgen.read.pictures.files import published_picture
from statusgen.read.primitives import relative_to
from statusgen.read.public_notes import Link, links_of, public_note
from statusgen.read.raw_updates import RawUpdate
from statusgen.read.recurrence_fields import REPEAT
from statusgen.read.translations import translated, with_names
from statusgen.read.updates import check_words, split_updates
from statusgen.read.yaml.decode import Context, Values
from statusgen.read.yaml.mappings import decode_fields, parse_mapping
from statusgen.read.yaml.source import Source


@dataclass(frozen=True, slots=True)
class ReadNote:
    """Note as far as it could be read, and the problems in its files."""

    kind: Kind
    id: str
    main: str
    kept: Lazy[AnyNote] | None
    """What readers may see; None also for internal problems."""
    pictures: tuple[Picture, ...]
    problems: tuple[Diagnostic, ...]
    digest: bytes = field(default=b"", compare=False)
    """Equal for notes with equal content; empty for those with errors."""
    named: tuple[str, ...] = ()
    """All names before states in files with errors: services that could not be read may be among them."""
    with_internal: Lazy[AnyNote] | None = None
    """The note with what is internal, if that differs from what readers may see."""
    links: tuple[Link, ...] = ()
    """Other notes that it names."""
    is_guarded: bool = False
    """Whether it may hold something internal."""
    recurs: bool = False
    """Whether it is, or may be meant as, recurring work."""

    @property
    def note(self) -> AnyNote | None:
        """Return the note as readers may see it; None if it could not be read, or is an internal problem."""
        return self.kept.get() if self.kept else None

    @property
    def whole(self) -> AnyNote | None:
        """Return the note with what is internal; None if it could not be read."""
        return self.with_internal.get() if self.with_internal else self.note

    @property
    def is_internal(self) -> bool:
        """Return whether it is a problem that readers do not see, as far as that could be read."""
        whole = self.whole
        return isinstance(whole, Problem) and not whole.public and "public" not in whole.lost

    @property
    def sound(self) -> bool:
        """Return whether the note can be published: it is readable and has no errors."""
        is_readable = self.kept is not None or self.with_internal is not None
        return is_readable and not any(one.level is Level.ERROR for one in self.problems)


def read_note(own: NoteFiles, files: Mapping[str, bytes], context: Context) -> ReadNote | None:
    """Read a note; return None for a draft, which is neither published nor checked."""
    context = replace(context, problems=[], pictures=frozenset(map(_picture_name, own.pictures)))
    pictures = tuple(_pictures(own.pictures, files, context))
    if own.language:
        others = (one for one in context.languages if one != own.language)
        context = replace(context, languages=(own.language, *others))
    if own.unread and not own.main and not own.updates:
        named = _names_in((own.unread,), files)
        return ReadNote(own.kind, own.id, own.unread, None, pictures, tuple(context.problems), named=named)
    note: AnyNote | None = None
    parse = parse_words_file if own.kind is Kind.REPORT else parse_note_file
    parsed = parse(own.main, files, context) if own.main else None
    fields = NOTE_FIELDS[own.kind]
    values = Values(Span(own.main), {}, {}, frozenset(one.name for one in fields) - {DRAFT.name})
    body = _Body(join_lines((), own.main))
    if own.second_main:
        report_second_main(own, context)
    if not own.main:
        report_missing_main(own, context)
    if parsed:
        values = decode_fields(parsed.header, fields, context, parsed.top, parsed.lost)
        values = replace(values, lost=values.lost | hidden_keys(parsed, values))
        if values.get(DRAFT):
            return None
        check_month(own, values, context)
        context = replace(context, begins=values.get(STARTS) or values.get(STARTED) or values.get(OPENED))
        body = _body(parsed, own.kind, context)
    of_files = [_from_file(path, own, files, context) for path in own.updates]
    lost = {*values.lost, *body.lost, *(one for one in of_files if isinstance(one, str))}
    if own.second_main:
        lost.add(ANY_UPDATE)
    updates = (*body.updates, *(one for one in of_files if isinstance(one, Update)))
    # If the front matter or its `draft` is unreadable, the note may be a draft, so nothing is published.
    if (parsed or not own.main) and DRAFT.name not in lost:
        values = replace(values, lost=frozenset(lost))
        note = build_note(own, values, body.intro, _in_order(updates, context), pictures, context)
        note = _with_hidden(translated(note, own, files, context))
    kept = Lazy[AnyNote](note) if note else None
    named = tuple[str, ...]()
    if any(one.level is Level.ERROR for one in context.problems):
        named = _names_in((*([own.main] if own.main else []), *own.updates), files)
    main = own.main or min(own.paths())
    problems = tuple(context.problems)
    links = tuple(links_of(note)) if note else ()
    is_guarded = note is not None and public_note(note, (), ()) != note
    recurs = REPEAT.name in values.values or REPEAT.name in values.lost
    return ReadNote(
        own.kind, own.id, main, kept, pictures, problems,
        named=named, links=links, is_guarded=is_guarded, recurs=own.kind is Kind.MAINTENANCE and recurs,
    )  # fmt: skip


ANY_UPDATE = "update/?"
"""Entry of `lost`: one or more updates of any status may be missing."""


def _names_in(paths: Iterable[str], files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return all names before states in files, except in comments."""
    texts = (blank_comments(files[path].decode(errors="replace")) for path in paths)
    return tuple({name: None for text in texts for name in services_with_states(text.splitlines())})


@dataclass(frozen=True, slots=True)
class _Body:
    """Body of a note's main file, and the names of its unreadable parts."""

    intro: Words
    updates: tuple[Update, ...] = ()
    lost: frozenset[str] = frozenset()


def _body(parsed: Parsed, kind: Kind, context: Context) -> _Body:
    lines = published_lines(parsed.body, parsed.source.path, context)
    halves = [one.span.line for one in context.problems if one.code in _HALVES]
    if not kind.is_dated:
        return _Body(join_lines(lines, parsed.source.path))
    split = split_updates(lines, parsed.source.path, kind, context)
    cut = {_section_of(line, split.updates) for line in halves}
    updates = (replace(raw, cut=raw.cut or number in cut) for number, raw in enumerate(split.updates))
    lost = {f"update/{status or '?'}" for status in split.lost}
    lost |= {ANY_UPDATE} if halves else set()
    lost |= {PUBLIC_PARTS.name} if split.hides else set()
    return _Body(
        split.intro,
        tuple(_from_heading(one, parsed.source, kind, context) for one in updates),
        frozenset(lost | ({"intro"} if None in cut or split.intro_cut else set())),
    )


_HALVES = ("unclosed-comment", "unopened-comment")


def _section_of(line: int, updates: Sequence[RawUpdate]) -> int | None:
    """Return the index of the update that contains a line; None for the introduction."""
    above = [number for number, one in enumerate(updates) if one.span.line <= line]
    return max(above, key=lambda number: updates[number].span.line, default=None)


def _from_heading(raw: RawUpdate, source: Source, kind: Kind, context: Context) -> Update:
    context = relative_to(context, raw.at, raw.status)
    found = parse_mapping(source, raw.fields, context.problems)
    fields = update_fields(kind)
    values = decode_fields(found.node, fields, context, raw.span, found.lost)
    return build_update(raw, fields, values, context)


def _from_file(
    path: str, own: NoteFiles, files: Mapping[str, bytes], context: Context
) -> Update | str | None:
    """Return the update of a file; if it is unreadable, the name for `lost`; None for a draft."""
    kind = own.kind
    before = len(context.problems)
    parsed = parse_note_file(path, files, context)
    if parsed is None:
        return ANY_UPDATE
    at = parsed.value(AT, context)
    context = relative_to(context, at, parsed.value(STATUS, context)) if at else context
    fields = update_file_fields(kind)
    values = decode_fields(parsed.header, fields, context, parsed.top, parsed.lost)
    values = replace(values, lost=values.lost | hidden_keys(parsed, values))
    if values.get(DRAFT):
        return None
    status, at = values.get(STATUS), values.get(AT)
    if at is None or DRAFT.name in values.lost:
        return f"update/{status or '?'}"
    fits = status is not None and check_status(status, kind, values.place(STATUS), context)
    check_folder(own, values, context)
    lines = published_lines(parsed.body, path, context)
    cut = any(one.code in _HALVES for one in context.problems[before:])
    known = status if status and fits else Status.UPDATE
    raw = RawUpdate(
        known, at, parsed.text(AT), parsed.body, join_lines(lines, path), values.place(AT), not fits, cut
    )
    raw = check_words(lines, raw, kind, context)
    if any(one.code == "fields-in-words" for one in context.problems[before:]):
        values = replace(values, lost=values.lost | {"services"})
    return build_update(raw, fields, values, context)


def _with_hidden(note: AnyNote) -> AnyNote:
    """Return a note that hides what `public` can hide if that key is in a wrong place.

    In a problem that is the problem itself, in others all parts of the postmortems.
    """
    name = PUBLIC_PARTS.name
    is_problem = isinstance(note, Problem)
    others = (one for one in note.updates if is_problem or one.status is not Status.POSTMORTEM)
    if name not in note.lost and not any(name in {*one.places, *one.lost} for one in others):
        return note
    if is_problem:
        return replace(note, lost=with_names(note.lost, {name}))
    updates = (
        replace(one, lost=with_names(one.lost, {name})) if one.status is Status.POSTMORTEM else one
        for one in note.updates
    )
    return replace(note, updates=tuple(updates), lost=tuple(one for one in note.lost if one != name))


def _in_order(updates: Iterable[Update], context: Context) -> tuple[Update, ...]:
    """Return updates by time, those of one time in the order of the files; each gets an id of its own."""
    ordered = list[Update]()
    seen: dict[datetime | str, Update] = {}
    for one in sorted(updates, key=lambda one: one.at):  # stable: the main file first, then others by name
        other = seen.get(one.at) or seen.get(one.id)
        if other:
            related = Related(other.span, "the other one is here")
            what = "time" if other.at == one.at else "id"
            clock = one.at.astimezone(context.zone)
            help = f"Tell them apart by seconds, such as `{clock:%Y-%m-%d %H:%M}:30`, if their order matters."
            context.report(
                "duplicate-update-time", one.span, f"two updates have the same {what}", help, related
            )
        seen.setdefault(one.at, one)
        ids = (one.id, *(f"{one.id}-{number}" for number in range(2, len(seen) + 3)))
        own = next(id_ for id_ in ids if id_ not in seen)
        seen[own] = one
        ordered.append(replace(one, id=own))
    return tuple(ordered)


def _pictures(paths: Iterable[str], files: Mapping[str, bytes], context: Context) -> Iterator[Picture]:
    """Yield the pictures that can be published."""
    for path in paths:
        name = _picture_name(path)
        data = published_picture(name, files[path], PICTURES, Span(path), context)
        if data is not None:
            yield Picture(name, data, hashlib.sha256(data).hexdigest())


def _picture_name(path: str) -> str:
    return unicodedata.normalize("NFC", path.rpartition("/")[2])
