"""The record of a publication for the next one: settings that enter ids and times, and revisions of notes.

A record follows from the notes of a site, its settings and the previous record alone. A record that cannot
be read counts as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.output import PUBLISHED_NOTES, Output
from statusgen.model.settings import Settings
from statusgen.read.note_files import SITE
from statusgen.timeline.digests import digest
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.revisions import has_changed_language, has_other_times, is_revision

RECORD = "revisions.json"
"""Name of the file below `PUBLISHED_NOTES`."""
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Revision:
    """The facts of a note in the last publication; see the fields of `NoteSummary`."""

    facts: str
    moves: int
    sequence: int
    revised: datetime | None


@dataclass(frozen=True, slots=True)
class LastRevisions:
    """The record of the last publication; `site` is empty when there is none."""

    site: str = ""
    """The identity of the site in ids."""
    zone: str = ""
    languages: tuple[str, ...] = ()
    left: Mapping[str, datetime] = field(default_factory=dict)
    """Languages that had a folder of their own and have none now, with the instant when it went."""
    notes: Mapping[str, Revision] = field(default_factory=dict)
    """By key."""


def read_revisions(previous: Mapping[str, bytes]) -> LastRevisions:
    """Return the record among the files of the last publication."""
    try:
        return _read(json.loads(previous[RECORD]))
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return LastRevisions()


def _read(record: Any) -> LastRevisions:
    if record["format"] != _FORMAT:
        return LastRevisions()
    return LastRevisions(
        site=str(record["site"]),
        zone=str(record["zone"]),
        languages=tuple(str(one) for one in record["languages"]),
        left={str(language): _instant(at) for language, at in record["left"].items()},
        notes={str(key): _revision(*values) for key, values in record["notes"].items()},
    )


def _revision(facts: str, moves: int, sequence: int, revised: str = "") -> Revision:
    return Revision(str(facts), int(moves), int(sequence), _instant(revised) if revised else None)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def revise(summary: NoteSummary, last: LastRevisions, now: datetime) -> NoteSummary:
    """Return the summary with its sequence and its last revision.

    Without a record both follow from the updates alone. A difference from the record is a revision of `now`.
    """
    known = last.notes.get(summary.key)
    if known is None:
        return summary
    edited = is_revision(known.facts, summary.facts) or summary.moves < known.moves
    sequence = known.sequence + max(int(edited), summary.moves - known.moves)
    revised = now.replace(microsecond=0) if edited else known.revised
    if (sequence, revised) == (summary.moves, None):
        return summary
    whole = digest(summary.digest, sequence, revised)
    return replace(summary, digest=whole, sequence=sequence, revised=revised)


def leaving(last: LastRevisions, languages: Sequence[str], now: datetime) -> dict[str, datetime]:
    """Return the languages without a folder that had one, with the instant when it went."""
    folders = languages[1:]
    gone = dict.fromkeys(last.languages[1:], now.replace(microsecond=0)) | dict(last.left)
    return {language: at for language, at in sorted(gone.items()) if language not in folders}


def changed_settings(
    last: LastRevisions, settings: Settings, notes: Iterable[NoteSummary]
) -> Iterator[Diagnostic]:
    """Yield warnings of settings that differ from the last publication in ways that readers notice."""
    if not last.site:
        return
    both = [(last.notes[one.key].facts, one.facts) for one in notes if one.key in last.notes]
    if last.site != settings.identity:
        message = (
            f"the `site id` was `{last.site}` at the last publication and is `{settings.identity}` now: "
            f"all entries of {_notes(len(both))} in feeds and calendars have new ids"
        )
        help = f"Write `site id: {last.site}`, or subscribers see everything once more."
        yield Diagnostic("site-id-changed", Span(SITE), message, help)
    if last.zone != settings.zone.key:
        moved = sum(has_other_times(before, after) for before, after in both)
        message = (
            f"the time zone was {last.zone} at the last publication and is {settings.zone.key} now: "
            "pages show other clock times"
        ) + (f", and the times of {_notes(moved)} are other instants" if moved else "")
        help = "Add the old offset to the times in old notes (`2026-05-01 09:20 +02:00`), or keep the zone."
        yield Diagnostic("zone-changed", Span(SITE), message, help)
    yield from _changed_language(last, settings.languages[0], both)


def _changed_language(
    last: LastRevisions, default: str, both: Iterable[tuple[str, str]]
) -> Iterator[Diagnostic]:
    before = last.languages[0] if last.languages else default
    if before != default:
        moved = sum(has_changed_language(*facts, before, default) for facts in both)
        message = (
            f"the default language was `{before}` at the last publication and is `{default}` now: "
            f"pages at `/` are in `{default}`"
        ) + (
            f", and words of {_notes(moved)} that were `{before}` are said to be `{default}`" if moved else ""
        )
        help = (
            f"Rename the files of old notes to `NAME.{before}.md`, each beside a `NAME.md` in `{default}` "
            f"with the facts, and give the texts in site.yml and services.yml their language "
            f"(`{{{before}: …, {default}: …}}`); or keep `{before}` as the first of `languages`."
        )
        yield Diagnostic("default-language-changed", Span(SITE), message, help)


def _notes(count: int) -> str:
    return f"{count:,} note" if count == 1 else f"{count:,} notes"


def revisions_file(
    settings: Settings, notes: tuple[NoteSummary, ...], left: Mapping[str, datetime]
) -> Output:
    """Return the record of this publication. Notes that are not published are not in it."""
    site = (settings.identity, settings.zone.key, settings.languages, tuple(left.items()))
    return Output(PUBLISHED_NOTES + RECORD, _make_record, (site, notes))


def _make_record(
    site: tuple[str, str, tuple[str, ...], tuple[tuple[str, datetime], ...]],
    notes: Iterable[NoteSummary],
) -> bytes:
    identity, zone, languages, left = site
    record = {
        "format": _FORMAT,
        "site": identity,
        "zone": zone,
        "languages": languages,
        "left": {language: at.isoformat() for language, at in left},
        "notes": {one.key: _values(one) for one in notes},
    }
    return json.dumps(record, separators=(",\n", ":"), sort_keys=True).encode()


def _values(one: NoteSummary) -> list[object]:
    """Return the arguments of `_revision`."""
    return [one.facts, one.moves, one.sequence, *([one.revised.isoformat()] if one.revised else [])]
