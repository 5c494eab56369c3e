"""Translations in `NAME.zh.md` beside `NAME.md`, joined to the note."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from statusgen.model.diagnostics import Level, Related
from statusgen.model.learning import PARTS
from statusgen.model.notes import AnyNote, Update, text_fields
from statusgen.model.status import Kind
from statusgen.model.text import EMPTY
from statusgen.read.body import join_lines, published_lines
from statusgen.read.front_matter import Parsed, hidden_keys, parse_words_file
from statusgen.read.group_files import report_default_language
from statusgen.read.learning_fields import PUBLIC_PARTS
from statusgen.read.note_builder import lost_words
from statusgen.read.note_fields import (
    DRAFT,
    NOTE_FIELDS,
    TRANSLATED_FIELDS,
    Fields,
    update_fields,
    update_file_fields,
)
from statusgen.read.note_files import NoteFiles
from statusgen.read.primitives import relative_to
from statusgen.read.raw_updates import RawUpdate, SplitBody
from statusgen.read.texts import located, with_variant
from statusgen.read.translated_lists import with_translated_list
from statusgen.read.updates import check_fields, split_updates
from statusgen.read.yaml.decode import Context, Decoder, Field, Values, same_key
from statusgen.read.yaml.mappings import decode_fields, may_mean_draft, parse_mapping
from statusgen.read.yaml.source import Table

N = TypeVar("N", bound=AnyNote)
_ANYTHING: Decoder[str] = Decoder(lambda _node, _context: None, {})
_TEXTS = {one.name: one for one in TRANSLATED_FIELDS}
Owner = TypeVar("Owner", bound=AnyNote | Update)


def translated(note: N, own: NoteFiles, files: Mapping[str, bytes], context: Context) -> N:
    """Return the note with the texts of all its translations."""
    for language, path in sorted(own.translations.items()):
        read = parse_words_file(path, files, context)
        parsed = _unless_draft(read, context)
        note = _with_choice(note, read)
        if parsed and language == context.languages[0]:
            report_default_language(path, own.main, context)
            note = _without_words(note)
            note = replace(note, updates=tuple(_without_words(one) for one in note.updates))
        elif parsed:
            note = _join_note(note, language, parsed, own.kind, context)
    for (original, language), path in sorted(own.update_translations.items()):
        read = parse_words_file(path, files, context)
        parsed = _unless_draft(read, context)
        note = _with_choice(note, read)
        if parsed and language == context.languages[0]:
            report_default_language(path, original if original in own.updates else "", context)
            updates = (_without_words(one) if one.path == original else one for one in note.updates)
            note = replace(note, updates=tuple(updates))
        elif parsed:
            note = _join_update_file(note, language, original, own, parsed, context)
    return note


def _without_words(owner: Owner) -> Owner:
    """Return the note or update without its texts, whose language is unknown."""
    written = {name for name in text_fields(owner) if getattr(owner, name)}
    empty = dict.fromkeys(written, EMPTY)
    return cast("Owner", replace(cast("Any", owner), **empty, lost=with_names(owner.lost, written)))


def _with_choice(note: N, parsed: Parsed | None) -> N:
    """Return the note; what `public` hides is lost if the front matter of a translation has that key."""
    entries = parsed.header.entries if parsed and isinstance(parsed.header, Table) else ()
    if not any(same_key(key.value, PUBLIC_PARTS.name) for key, _ in entries):
        return note
    return replace(note, lost=with_names(note.lost, {PUBLIC_PARTS.name}))


_KNOWN: tuple[Field[Any], ...] = (
    DRAFT,
    *(
        Field(name, _ANYTHING, "")
        for name in dict.fromkeys(
            one.name
            for some in (*NOTE_FIELDS.values(), *map(update_file_fields, Kind))
            for one in some
            if one is not DRAFT
        )
    ),
)
"""All keys that a translation may have; only the value of `draft` is used."""


def _unless_draft(parsed: Parsed | None, context: Context) -> Parsed | None:
    """Return the file of a translation; None for a draft, with a report if it may be one."""
    if parsed is None:
        return None
    silent = replace(context, problems=[])
    values = decode_fields(parsed.header, _KNOWN, silent, parsed.top, parsed.lost)
    entries = parsed.header.entries if isinstance(parsed.header, Table) else ()
    may_be_one = any(may_mean_draft(key, value) and key.value != "title" for key, value in entries)
    if not may_be_one and DRAFT.name not in values.lost | hidden_keys(parsed, values):
        return None if values.get(DRAFT) else parsed
    message = "nobody can tell whether this translation is a draft, so it is not published"
    help = "Write `draft: true` or `draft: false` in a line of its own."
    context.report("bad-value", parsed.top, message, help)
    return None


def _join_note(note: N, language: str, parsed: Parsed, kind: Kind, context: Context) -> N:
    context = _in_language(context, language, note)
    values = _texts(parsed, NOTE_FIELDS[kind], context)
    split = _split(parsed, kind, context)
    updates = dict(_matched(note, split.updates, language, parsed, kind, context))
    lost = {"intro"} if split.intro_cut else set[str]()
    lost |= {PUBLIC_PARTS.name} if split.hides else set()
    return replace(
        _with_texts(note, language, values, context),
        intro=with_variant(note.intro, language, split.intro),
        updates=tuple(updates.get(one.id, one) for one in note.updates),
        lost=with_names(note.lost, lost),
    )


def _with_texts(owner: Owner, language: str, values: Values, context: Context) -> Owner:
    """Return the note or update with its short texts in one more language."""
    texts = dict[str, Any]()
    hides = PUBLIC_PARTS.name in owner.lost
    for name, field in _TEXTS.items():
        if not hasattr(owner, name) or name in owner.lost or (hides and name in PARTS):
            continue  # nobody would know which of the original's texts these are of
        own = getattr(owner, name)
        if field.is_text:
            texts[name] = with_variant(own, language, located(values, field))
        elif (items := values.get(field)) is not None:
            source = owner.places.get(name, owner.span)
            texts[name] = with_translated_list(name, own, items, values.place(field), source, context)
    return cast("Owner", replace(cast("Any", owner), **texts))


def with_names(lost: tuple[str, ...], names: Collection[str]) -> tuple[str, ...]:
    """Return the names of what is lost with some more."""
    return tuple(sorted({*lost, *names}))


def _split(parsed: Parsed, kind: Kind, context: Context) -> SplitBody:
    lines = published_lines(parsed.body, parsed.source.path, context)
    if not kind.is_dated:
        return SplitBody(join_lines(lines, parsed.source.path), (), ())
    return split_updates(lines, parsed.source.path, kind, context)


def _matched(
    note: AnyNote, raw: tuple[RawUpdate, ...], language: str, parsed: Parsed, kind: Kind, context: Context
) -> Iterator[tuple[str, Update]]:
    """Yield the updates with their translations, by id."""
    originals = list(note.updates)
    for one in raw:
        original = _original(originals, one)
        if original is None or original.status is not one.status:
            _report_unmatched(one, original, note, context)
            continue
        originals.remove(original)
        inner = relative_to(context, one.at)
        found = parse_mapping(parsed.source, one.fields, context.problems)
        fields = _with_facts(update_fields(kind))
        values = _only_texts(decode_fields(found.node, fields, inner, one.span, found.lost), context)
        yield original.id, _join_update(original, language, one, values, context)


def _original(updates: list[Update], one: RawUpdate) -> Update | None:
    """Return the first update of the same time, preferably one of the same status."""
    of_time = [update for update in updates if update.at == one.at]
    return next(
        (update for update in of_time if update.status is one.status), of_time[0] if of_time else None
    )


def _report_unmatched(one: RawUpdate, original: Update | None, note: AnyNote, context: Context) -> None:
    if original:
        names = [original.status.spelling, one.status.spelling]
        message = f"the original update of this time is “{names[0]}”, not “{names[1]}”"
        related = Related(original.span, "the original")
        context.report("unmatched-translation", one.span, message, "Use the same status.", related)
        return
    times = ", ".join(
        f"{each.status.spelling} · {each.at.astimezone(context.zone):%Y-%m-%d %H:%M}" for each in note.updates
    )
    help = f"Use the time of the original: {times}." if times else f"Write it in {note.path} first."
    context.report("unmatched-translation", one.span, "the original has no update of this time", help)


def _join_update_file(
    note: N, language: str, original: str, own: NoteFiles, parsed: Parsed, context: Context
) -> N:
    matches = [one for one in note.updates if one.span.path == original]
    if not matches:
        if original not in own.updates:
            message = "this translation has no original"
            context.report("unmatched-translation", parsed.top, message, f"Write {original} first.")
        return note  # an unreadable original has been reported already
    context = _in_language(context, language, note)
    values = _texts(parsed, update_file_fields(own.kind), context)
    lines = published_lines(parsed.body, parsed.source.path, context)
    update = matches[0]
    body, span = join_lines(lines, parsed.source.path), parsed.top
    raw = RawUpdate(
        update.status, update.at, "", parsed.body, body, span, status_lost="status" in update.lost
    )
    raw = check_fields(lines, raw, own.kind, context)
    joined = _join_update(update, language, raw, values, context)
    return replace(note, updates=tuple(joined if one is update else one for one in note.updates))


def _join_update(update: Update, language: str, raw: RawUpdate, values: Values, context: Context) -> Update:
    translated = _with_texts(update, language, values, context)
    body = with_variant(update.body, language, raw.body)
    lost = lost_words(raw) | {PUBLIC_PARTS.name}.intersection(values.spans)
    return replace(translated, body=body, lost=with_names(update.lost, lost))


def _in_language(context: Context, language: str, note: AnyNote) -> Context:
    """Return the context for the fields of a translation."""
    others = (one for one in context.languages if one != language)
    return replace(context, languages=(language, *others), begins=note.begins)


def _texts(parsed: Parsed, fields: Fields, context: Context) -> Values:
    values = decode_fields(parsed.header, _with_facts(fields), context, parsed.top, parsed.lost)
    return _only_texts(values, context)


def _with_facts(fields: Fields) -> tuple[Field[Any], ...]:
    """Return the fields with decoders for texts only; facts that writers copied are accepted, not decoded."""
    return tuple(_TEXTS.get(one.name) or Field(one.name, _ANYTHING, one.about) for one in fields)


def _only_texts(values: Values, context: Context) -> Values:
    for name, span in values.spans.items():
        if name not in _TEXTS:
            message = f"`{name.replace('_', ' ')}` is a fact; it is taken from the main file"
            help, weight = "Remove the line here.", None
            if name == PUBLIC_PARTS.name:
                help = "Move it to the main file; until then, readers see nothing that it can hide."
                weight = Level.ERROR
            context.report("translated-fact", span, message, help, weight=weight)
    return values
