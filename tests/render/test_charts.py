"""Charts: whole numbers, one path for each severity, and the same data as a table."""

from __future__ import annotations

import re
from datetime import timedelta

from statusgen.render.pages.measures import lengths_view
from statusgen.timeline.lengths import by_quarter
from statusgen.timeline.note_summary import summarize
from tests.render_samples import NOW, SETTINGS, context
from tests.timeline.test_measures import storm


def test_a_chart_has_whole_numbers_and_one_path_a_severity() -> None:
    """So that bytes are the same on all machines, and 1,000 incidents are small."""
    notes = [
        summarize(storm(9 * (one + 1), NOW - timedelta(days=one), f"{one:04}"), NOW) for one in range(1, 400)
    ]
    quarters = by_quarter(notes, NOW.date(), SETTINGS.zone)
    view = lengths_view(context(), quarters, {one.key: one for one in notes})
    assert view.drawing
    paths = {one.key: one.path for one in view.drawing.shapes}
    assert ["grid", "band", "critical", "median"] == [one.key for one in view.drawing.shapes]
    assert all(re.fullmatch(r"[MmHhVvLlz0-9 -]+", path) for path in paths.values())
    assert 100 < paths["critical"].count("M") < view.total == 395
    assert len(paths["critical"]) < 30 * 395
    assert all(-1 < int(x) <= view.drawing.width for x in re.findall(r"M(-?\d+) ", "".join(paths.values())))


def test_marks_at_one_place_are_drawn_once() -> None:
    """So that a chart stays small, however many incidents there are; the table has the newest of them."""
    day = NOW - timedelta(days=1)
    notes = [summarize(storm(60 + one % 10, day, f"{one:04}"), NOW) for one in range(400)]
    view = lengths_view(
        context(), by_quarter(notes, NOW.date(), SETTINGS.zone), {one.key: one for one in notes}
    )
    assert view.drawing
    (critical,) = (one.path for one in view.drawing.shapes if one.key == "critical")
    assert critical.count("M") <= 4
    assert (len(view.incidents), view.total) == (50, 400)


def test_a_quarter_counts_all_incidents() -> None:
    """Beside the median is the number of those with a known length."""
    day = NOW - timedelta(days=1)
    notes = [summarize(storm(minutes, day, f"{minutes}"), NOW) for minutes in (0, 60, 70, 80)]
    newest, *_ = lengths_view(
        context(), by_quarter(notes, NOW.date(), SETTINGS.zone), {one.key: one for one in notes}
    ).quarters
    assert (newest.count, newest.known, newest.median) == (4, "n=3", "1 hour 10 minutes")


def test_incidents_without_a_length_have_no_mark() -> None:
    """Without any there is no drawing, and never 0 minutes."""
    view = lengths_view(context(), by_quarter([], NOW.date(), SETTINGS.zone), {})
    assert (None, ()) == (view.drawing, view.incidents)
    assert "no incident" in view.finding
