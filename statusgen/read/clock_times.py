"""Interpretation of times that are written without a date or an offset."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.read.group_files import group_files
from statusgen.read.notes import read_note
from statusgen.read.site import read_site
from statusgen.read.yaml.decode import ClockTime, Context


def clock_times(files: Mapping[str, bytes]) -> tuple[ClockTime, ...]:
    """Return times without date or offset and their readings, by place; none without valid settings."""
    settings = read_site({path: data for path, data in files.items() if "/" not in path}).settings
    if settings is None:
        return ()
    found: list[ClockTime] = []
    context = Context([], settings.zone, settings.languages, clock_times=found)
    for own in group_files(files, context):
        read_note(own, files, context)
    return tuple(sorted(set(found), key=lambda one: one.span))
