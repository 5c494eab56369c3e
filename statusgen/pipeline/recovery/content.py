"""Recover the content of a site: its notes, and services that only the last published catalog has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote, Incident
from statusgen.model.packed import Lazy
from statusgen.model.site import UnreadableNote
from statusgen.model.status import Kind
from statusgen.model.text import LocalText
from statusgen.pipeline.content import Content, any_error
from statusgen.pipeline.published import LastPublished, read_published
from statusgen.pipeline.recovery.attempt import RecoveryContext, plain_name
from statusgen.pipeline.recovery.recover import recover
from statusgen.read import Catalog, Reading, ReadNote
from statusgen.read.links import public_problems
from statusgen.read.note_files import CATALOG
from statusgen.read.public_notes import recovered_note
from statusgen.timeline.current_values import services_named
from statusgen.timeline.visible import known_from


def recover_content(
    reading: Reading, previous: Mapping[str, bytes], now: datetime, titles: Mapping[Kind, LocalText]
) -> Content:
    """Return all notes as far as they can be shown, and services that they name but the catalog has lost.

    `previous` is as in `compile_site`; `titles` are for notes whose own title cannot be read.
    """
    if all(one.sound for one in reading.notes) and not any_error(reading.problems):
        return Content(reading, reading.notes)
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    last, settings = read_published(previous), reading.settings
    known = {service.id for service in reading.catalog.services}
    catalog = _restored_catalog(reading, last)
    shown = frozenset(service.id for service in catalog.services)
    context = RecoveryContext(
        services=shown,
        restored=shown - known,
        names={
            plain_name(name): service.id
            for service in catalog.services
            for name in (service.id, *(words for _, words in service.name.variants))
        },
        languages=settings.languages,
        titles=titles,
        zone=settings.zone,
        now=now,
        public=settings.public_parts,
        problems=public_problems(reading.notes),
    )
    found = recover(reading.notes, last, context)
    return Content(replace(reading, catalog=catalog), found.notes, found.unreadable, found.problems)


def _restored_catalog(reading: Reading, last: LastPublished) -> Catalog:
    """Return the catalog with the last published entries of lost services: those that unsound notes name.

    If part of the catalog cannot be read, all last published services are restored.
    """
    catalog = reading.catalog
    unsound = [one for one in reading.notes if not one.sound]
    read = (one.note or last.notes.get((one.kind, one.id)) for one in unsound)
    wanted = {id_ for note in read if note for id_ in services_named(note)}
    if any(one.level is Level.ERROR and one.span.path == CATALOG for one in reading.problems):
        wanted |= last.services.keys()
    lost = wanted - {service.id for service in catalog.services}
    services = tuple(last.services[id_] for id_ in last.services if id_ in lost)
    groups = {group.id: group for group in catalog.groups}
    for id_ in dict.fromkeys(service.group for service in services):
        if id_ in last.groups:
            groups.setdefault(id_, last.groups[id_])
    housed = (replace(one, group=one.group if one.group in groups else "") for one in services)
    return replace(catalog, groups=tuple(groups.values()), services=(*catalog.services, *housed))


def keep_published_incidents(
    content: Content, current: Iterable[ReadNote], previous: Mapping[str, bytes], now: datetime
) -> Content:
    """Return the content with the last version of published incidents that are dated after `now`.

    A change of the time zone can date them so; it must not unpublish them. Those whose record cannot be read
    count as unreadable.
    """
    ahead = [one for one in current if isinstance(one.note, Incident) and (known_from(one.note) or now) > now]
    last_published = read_published(previous) if ahead else LastPublished()
    settings = content.reading.settings
    public = settings.public_parts if settings else ()
    kept, problems = dict[tuple[Kind, str], ReadNote](), list[Diagnostic]()
    for one in ahead:
        last = last_published.notes.get((one.kind, one.id))
        if isinstance(last, Incident) and (known_from(last) or now) <= now:
            last = replace(last, path=one.main, pictures=one.pictures)
            note = recovered_note(last, one.whole, public, public_problems(content.notes))
            kept[one.kind, one.id] = replace(one, kept=Lazy[AnyNote](note) if note else None, digest=b"")
            message = "this incident was published, and is dated ahead now; its last published version stays"
            problems.append(Diagnostic("kept-last-version", Span(one.main), message, "Correct its times."))
    notes = tuple(kept.get((one.kind, one.id), one) for one in content.notes)
    lost = last_published.unreadable & {(one.kind, one.id) for one in ahead}
    unreadable = (*content.unreadable, *(UnreadableNote(kind, id_, None) for kind, id_ in sorted(lost)))
    return replace(content, notes=notes, unreadable=unreadable, problems=(*content.problems, *problems))
