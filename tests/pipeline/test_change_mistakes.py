"""Mistakes in what planned work says about itself as a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from statusgen.model.diagnostics import Diagnostic
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.lint import lint_content
from tests.sites import THEMES, content

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NOTE = """\
---
title: We grind the tracks
services: [trams]
starts: 2026-06-07 02:00
ends: 2026-06-07 04:00
announced: 2026-05-20 10:00
impact: No night trams run from 2 to 4 o’clock.
reason: The rails are worn, and trams are loud on them.
fallback: Buses run on Sunday, and we try again on 14 June.
approved: [{by: change board, on: 2026-05-18}]
---
The tracks become quieter.
"""
REPEATED = "repeat: every sunday\nuntil: 2026-12-31\n"


def prose(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """What is found in the words."""
    return [one for each in lint_content(files, NOW) for one in each.findings]


def found(*edits: tuple[str, str], also: bool = True) -> list[Diagnostic]:
    """What `check --prose` says of an edited note; of recurring work the same."""
    text = NOTE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    both = []
    for each in (text, text.replace("impact:", f"{REPEATED}impact:", 1)) if also else (text,):
        files = content({"maintenance/tracks.md": each})
        both.append([*check_site(files, THEMES, now=NOW), *prose(files)])
    assert len({tuple((one.code, one.message) for one in each) for each in both}) == 1
    return both[0]


def codes(*edits: tuple[str, str]) -> list[str]:
    """The codes alone."""
    return [one.code for one in found(*edits)]


def test_nothing_is_wrong_with_the_note() -> None:
    """Otherwise the other tests would say nothing."""
    assert [] == codes()


def test_a_person_who_approved_is_named_to_the_writer() -> None:
    """Readers are never shown who it is."""
    (one,) = found(("by: change board", "by: Ada Lovelace"))
    assert "person-named" == one.code
    assert "board, a team or a role" in one.help
    assert one.span.line > 1


def test_an_approval_of_later() -> None:
    """It cannot have been given."""
    (one,) = (one for one in found(("on: 2026-05-18", "on: 2026-06-18")) if one.code == "day-to-come")
    assert "`approved` is in the future" in one.message
    assert "due" not in one.help


@pytest.mark.parametrize("field", ["reason", "fallback"])
@pytest.mark.parametrize("word", ["none", "n/a", "TBD", "-"])
def test_words_that_say_nothing(field: str, word: str) -> None:
    """They are no answer to why, and what if not."""
    line = next(one for one in NOTE.splitlines() if one.startswith(field))
    assert codes((line, f"{field}: {word}")) != []


@pytest.mark.parametrize("field", ["reason", "fallback"])
def test_plain_language_is_asked_for(field: str) -> None:
    """As in all words for readers, and `lint ok` accepts it."""
    line = next(one for one in NOTE.splitlines() if one.startswith(field))
    edit = (line, f"{field}: We utilize the opportunity to leverage synergies on db-prod-03.")
    assert "internal-detail" in codes(edit) or "jargon" in codes(edit)
    (one, *_) = found(edit)
    assert NOTE.splitlines().index(line) + 1 == one.span.line


@pytest.mark.parametrize(
    "edit",
    [
        ("starts: 2026-06-07 02:00", "starts: 9998-06-07 02:00"),
        ("ends: 2026-06-07 04:00", "ends: 9998-06-07 02:00"),
        ("starts: 2026-06-07", "starts: 0007-06-07"),
        ("starts: 2026", "starts: zzz"),
        ("ends: 2026", "ends: zzz"),
        ("announced: 2026", "announced: zzz"),
        ("The tracks", "\n## In progress · 2001-05-01 10:00\n\nThe tracks"),
        ("The tracks", "\n## In progress · 9998-05-01 10:00\n\nThe tracks"),
        ("The tracks", "\n## Update · 2001-05-01 10:00\non: 2001-05-01\n\nThe tracks"),
        ("The tracks", "\n## Update · 2001-05-01 10:00\non: 9999-12-31\n\nThe tracks"),
        ("every sunday", "every sunday\nexceptions: {0001-01-01: cancelled}"),
        ("every sunday", "every sunday\nexceptions: {9999-12-31: cancelled}"),
        ("every sunday", "every sunday\nexceptions: {2026-06-07: {starts: 9999-12-31 23:00}}"),
        ("every sunday", "every sunday\nexceptions: {2026-06-07: {ends: 0001-01-01 00:00}}"),
        ("every sunday", "every sunday\nshow ahead: 999999 days"),
        ("every sunday", "every 99999 weeks"),
        ("every sunday", "every 0 days"),
        ("every sunday", "FREQ=WEEKLY;INTERVAL=0"),
        ("every sunday", "FREQ=WEEKLY;INTERVAL=-1"),
        ("every sunday", "FREQ=WEEKLY;COUNT=0"),
        ("every sunday", "FREQ=WEEKLY;COUNT=99999999999"),
        ("every sunday", "FREQ=WEEKLY;UNTIL=20270101"),
        ("every sunday", "FREQ=SECONDLY"),
        ("every sunday", "FREQ=DAILY;BYSECOND=0,1,2"),
        ("every sunday", "FREQ=DAILY;BYHOUR=1,2,3"),
        ("every sunday", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        ("every sunday", "FREQ=YEARLY;BYEASTER=0"),
        ("every sunday", "FREQ=MONTHLY;BYDAY=99SU"),
        ("every sunday", "FREQ=WEEKLY;WKST=XX"),
        ("every sunday", "FREQ=WEEKLY\\nEXDATE:20270101"),
        ("every sunday", "RRULE:FREQ=WEEKLY"),
        ("every sunday", "FREQ=WEEKLY;FREQ=DAILY"),
        ("every sunday", ";;=;"),
        ("every sunday", "[every sunday]"),
        ("every sunday", "{FREQ: WEEKLY}"),
        ("every sunday", "yes"),
        ("every sunday", "' '"),
        ("every sunday", "7"),
        ("until: 2026-12-31", "until: 0001-01-01"),
        ("until: 2026-12-31", "until: 9999-12-31"),
        ("until: 2026-12-31", "until: never"),
    ],
)
def test_odd_values_of_recurring_work_are_diagnosed(edit: tuple[str, str]) -> None:
    """Whatever they are, nothing fails, and a site is built of the rest."""
    text = NOTE.replace("impact:", f"{REPEATED}impact:", 1)
    assert edit[0] in text
    files = content({"maintenance/tracks.md": text.replace(*edit)})
    assert check_site(files, THEMES, now=NOW) is not None
    first = compile_site(content({"maintenance/tracks.md": text}), THEMES, now=NOW)
    later = NOW + timedelta(days=20)
    for previous in (None, first.records()):
        assert compile_site(files, THEMES, now=later, previous=previous, keep_going=True).outputs
