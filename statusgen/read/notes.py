"""The files of a note to an incident, a maintenance, a notice or a page."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from statusgen.diagnostics import Diagnostic, Level, Related
from statusgen.memo import Later
from statusgen.model import (
    PAGE_ORDER,
    AnyNote,
    Incident,
    Kind,
    Maintenance,
    Notice,
    Page,
    Picture,
    Update,
    update_id,
)
from statusgen.read import note_fields as keys
from statusgen.read.decode import Context, Values, decode_fields
from statusgen.read.files import NoteFiles
from statusgen.read.front_matter import Parsed, parse_note_file
from statusgen.read.primitives import in_day_of, in_default_language, located
from statusgen.read.source import Source, parse_yaml
from statusgen.read.translations import translated
from statusgen.read.updates import RawUpdate, check_stage, check_words, split_updates
from statusgen.read.words import Words, join_lines, published_lines


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note as far as it could be read, and what is wrong in its files."""

    kind: Kind
    id: str
    main: str
    kept: Later[AnyNote] | None
    pictures: tuple[Picture, ...]
    problems: tuple[Diagnostic, ...]
    digest: bytes = field(default=b"", compare=False)
    """Equal for notes that say the same, if there are but hints about them; else empty."""

    @property
    def note(self) -> AnyNote | None:
        """The note, if it could be read."""
        return self.kept.get() if self.kept else None

    @property
    def sound(self) -> bool:
        """Whether it may be published."""
        return self.kept is not None and not any(one.level is Level.ERROR for one in self.problems)


def read_note(own: NoteFiles, files: Mapping[str, bytes], context: Context) -> ReadNote | None:
    """Read a note; None for a draft, which is neither published nor judged."""
    pictures = _pictures(own.pictures, files)
    context = replace(context, problems=[], pictures=frozenset(one.name for one in pictures))
    note: AnyNote | None = None
    parsed = parse_note_file(own.main, files, context)
    if parsed:
        values = decode_fields(parsed.header, keys.NOTE_FIELDS[own.kind], context, parsed.top)
        if values.get(keys.DRAFT):
            return None
        context = replace(context, begins=values.get(keys.STARTS) or values.get(keys.STARTED))
        intro, updates = _body(parsed, own.kind, context)
        ordered = _in_order([*updates, *_update_files(own, files, context)], context)
        note = _build(own, values, intro, ordered, pictures, context)
    if note:
        note = translated(note, own, files, context)
    kept = Later[AnyNote](note) if note else None
    return ReadNote(own.kind, own.id, own.main, kept, pictures, tuple(context.problems))


def _body(parsed: Parsed, kind: Kind, context: Context) -> tuple[Words, list[Update]]:
    lines = published_lines(parsed.body, parsed.source.path, context)
    if kind is Kind.PAGE:
        return join_lines(lines, parsed.source.path), []
    intro, raw = split_updates(lines, parsed.source.path, kind, context)
    return intro, [_from_heading(one, parsed.source, kind, context) for one in raw]


def _from_heading(raw: RawUpdate, source: Source, kind: Kind, context: Context) -> Update:
    context = in_day_of(context, raw.at, raw.stage)
    node = parse_yaml(source, raw.fields, context.problems)
    values = decode_fields(node, keys.update_fields(kind), context, raw.span)
    return _update(raw, raw.body, values, context)


def _update_files(own: NoteFiles, files: Mapping[str, bytes], context: Context) -> list[Update]:
    found = (_from_file(path, own, files, context) for path in own.updates)
    return [one for one in found if one]


def _from_file(path: str, own: NoteFiles, files: Mapping[str, bytes], context: Context) -> Update | None:
    kind = own.kind
    parsed = parse_note_file(path, files, context)
    if parsed is None:
        return None
    at = keys.peek(parsed.header, keys.AT, context)
    context = in_day_of(context, at, keys.peek(parsed.header, keys.STATUS, context)) if at else context
    values = decode_fields(parsed.header, keys.update_file_fields(kind), context, parsed.top)
    stage, at = values.get(keys.STATUS), values.get(keys.AT)
    if stage is None or at is None:
        return None
    check_stage(stage, kind, values.place(keys.STATUS), context)
    _check_folder(own, values, context)
    lines = published_lines(parsed.body, path, context)
    body = join_lines(lines, path)
    raw = RawUpdate(stage, at, parsed.body, body, values.place(keys.AT))
    check_words(lines, raw, kind, context)
    return _update(raw, body, values, context)


def _check_folder(own: NoteFiles, values: Values, context: Context) -> None:
    """An editor that lets people choose the note anew does not move the file."""
    named = values.get(keys.NOTE)
    if named is not None and unicodedata.normalize("NFC", named) != own.id:
        message = f"this update names the note `{named}`, but lies in the folder of `{own.id}`"
        mend = f"Move the file to the folder `{named}`, or write `note: {own.id}`."
        context.report("bad-value", values.place(keys.NOTE), message, mend)


def _update(raw: RawUpdate, body: Words, values: Values, context: Context) -> Update:
    services = values.get(keys.SERVICES)
    return Update(
        stage=raw.stage,
        at=raw.at,
        body=in_default_language(body, context),
        since=values.get(keys.SINCE),
        next_update=values.get(keys.NEXT_UPDATE),
        services=services or (),
        impact=in_default_language(located(values, keys.IMPACT), context),
        workaround=in_default_language(located(values, keys.WORKAROUND), context),
        starts=values.get(keys.NEW_STARTS),
        ends=values.get(keys.NEW_ENDS),
        summary=in_default_language(located(values, keys.SUMMARY), context),
        edited=values.get(keys.EDITED),
        accepted=values.get(keys.LINT_OK) or (),
        id=values.get(keys.ANCHOR) or update_id(raw.at),
        path=raw.span.path,
        span=raw.span,
        places=values.spans,
    )


def _in_order(updates: Iterable[Update], context: Context) -> tuple[Update, ...]:
    """By time; two with one time or one address are reported."""
    ordered = sorted(updates, key=lambda one: (one.at, one.id))
    seen: dict[datetime | str, Update] = {}
    for one in ordered:
        other = seen.get(one.at) or seen.get(one.id)
        if other:
            related = Related(other.span, "the other one is here")
            what = "time" if other.at == one.at else "id"
            mend = "Change the time of one of them by a minute, or write both as one update."
            context.report(
                "duplicate-update-time", one.span, f"two updates have the same {what}", mend, related
            )
        seen |= {one.at: one, one.id: one}
    return tuple(ordered)


def _build(
    own: NoteFiles,
    values: Values,
    intro: Words,
    updates: tuple[Update, ...],
    pictures: tuple[Picture, ...],
    context: Context,
) -> AnyNote | None:
    title = located(values, keys.TITLE)
    if title is None:
        return None
    common: dict[str, Any] = {
        "id": own.id,
        "title": in_default_language(title, context),
        "intro": in_default_language(intro, context),
        "services": values.get(keys.SERVICES) or (),
        "impact": in_default_language(located(values, keys.IMPACT), context),
        "workaround": in_default_language(located(values, keys.WORKAROUND), context),
        "withdrawn": in_default_language(located(values, keys.WITHDRAWN), context),
        "updates": updates,
        "pictures": pictures,
        "aliases": values.get(keys.ALIASES) or (),
        "accepted": values.get(keys.LINT_OK) or (),
        "path": own.main,
        "span": values.place(keys.TITLE),
        "places": values.spans,
    }
    return _of_kind(own.kind, common, values, updates, context)


def _of_kind(
    kind: Kind, common: dict[str, Any], values: Values, updates: Sequence[Update], context: Context
) -> AnyNote | None:
    match kind:
        case Kind.INCIDENT:
            started = values.get(keys.STARTED) or (updates[0].effective if updates else None)
            if started is None:
                mend = "Add `started: 2026-05-01 09:10`, or an update `## Investigating · 2026-05-01 09:20`."
                context.report("missing-key", values.span, "nothing says when this incident began", mend)
                return None
            return Incident(**common, started=started, severity=values.get(keys.SEVERITY))
        case Kind.MAINTENANCE:
            starts, ends = values.get(keys.STARTS), values.get(keys.ENDS)
            if starts is None or ends is None:
                return None
            return Maintenance(**common, starts=starts, ends=ends, announced=values.get(keys.ANNOUNCED))
        case Kind.NOTICE:
            published = values.get(keys.PUBLISHED)
            return Notice(**common, published=published, until=values.get(keys.UNTIL)) if published else None
        case Kind.PAGE:
            menu, order = values.get(keys.MENU), values.get(keys.ORDER)
            return Page(**common, menu=menu is not False, order=PAGE_ORDER if order is None else order)


def _pictures(paths: Iterable[str], files: Mapping[str, bytes]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            unicodedata.normalize("NFC", path.rsplit("/", 1)[1]),
            files[path],
            hashlib.sha256(files[path]).hexdigest(),
        )
        for path in paths
    )
