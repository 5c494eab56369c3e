"""What is to be said about the words of a site: findings, note by note, and how well it tells of incidents.

Pure, and apart from `compile`, as the rules take longer to load than a small site to build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.compile import site_timeline, sound_site
from statusgen.diagnostics import Diagnostic
from statusgen.memo import Memo
from statusgen.prose.plain import Judged, judge_note, judge_site, scene_of
from statusgen.quality import Quality, measure_quality
from statusgen.read import read_site


def judge_words(files: Mapping[str, bytes], now: datetime) -> tuple[Judged, ...]:
    """What the rules of plain language find in the notes that can be read, note by note.

    Empty when the settings cannot be read.
    """
    reading = read_site(files)
    return judge_site(sound_site(reading), now) if reading.settings else ()


def site_quality(files: Mapping[str, bytes], now: datetime) -> tuple[Quality | None, tuple[Diagnostic, ...]]:
    """How well the sound notes tell of incidents up to `now`, and all that is wrong with the content.

    The report is None when the settings cannot be read.
    """
    timeline, problems = site_timeline(files, now)
    if timeline is None:
        return None, problems
    return measure_quality(judge_site(timeline.site, now), timeline.site.settings, now), problems


def note_judge(
    files: Mapping[str, bytes], now: datetime, memo: Memo | None = None
) -> tuple[tuple[str, ...], Callable[[str], tuple[Judged, ...]]]:
    """The keys of the notes that can be read, and a function that judges the words of one of them.

    What the `memo` knows is not read again.
    """
    reading = read_site(files, memo)
    if reading.settings is None:
        return (), lambda _: ()
    notes = {f"{one.kind}/{one.id}": one for one in reading.notes if one.sound}
    scene = scene_of(sound_site(replace(reading, notes=())), now)

    def judge(key: str) -> tuple[Judged, ...]:
        note = notes[key].note
        return tuple(judge_note(note, scene)) if note else ()

    return tuple(notes), judge
