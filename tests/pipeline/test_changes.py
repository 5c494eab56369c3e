"""What `check` finds about planned work by the rules of the site, and that it keeps nothing unpublished."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import AnyNote, Maintenance
from statusgen.model.packed import Lazy
from statusgen.model.recurrence import Occurrence
from statusgen.pipeline.changes import change_problems
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.read import ReadNote, read_site
from tests.sites import SITE, THEMES, content

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
"""Noon in Berlin."""
SERVICES = """\
services:
  - {id: network, name: Network}
  - {id: payments, name: Payments, depends on: [network]}
  - {id: checkout, name: Checkout, depends on: [payments]}
  - {id: website, name: Website}
"""
CODES = {
    "short-notice", "not-approved", "approved-after-start", "no-fallback", "in-freeze", "outside-window",
    "collides", "collides-with-incident", "ends-late", "unknown-service",
}  # fmt: skip
NOTICE = "changes:\n  notice: {under maintenance: 48 h}\n"
APPROVAL = "changes:\n  approvals: {normal: 1, emergency: 1}\n  emergency approval within: 2 days\n"
FREEZE = "changes:\n  freezes: [{from: 2026-06-19, until: 2026-06-21, hard: yes}]\n"


def work(
    starts: str = "2026-06-20 20:00",
    ends: str = "2026-06-20 23:00",
    services: str = "[network]",
    head: str = "announced: 2026-06-01 10:00\n",
    body: str = "",
) -> str:
    """Planned work with a fallback, and with these further lines and updates."""
    return (
        f"---\ntitle: New cables\nservices: {services}\nstarts: {starts}\nends: {ends}\n"
        f"fallback: We keep the old ones.\n{head}---\n{body}"
    )


def check(*notes: str, rules: str = "", now: datetime = NOW, **others: str) -> list[Diagnostic]:
    """What the rules find in a site with this planned work, and other notes by name."""
    files = {f"maintenance/work-{number}.md": one for number, one in enumerate(notes)}
    files |= {f"incidents/{name}.md": one for name, one in others.items()}
    return [
        one
        for one in check_site(content(files, site=SITE + rules, services=SERVICES), THEMES, now=now)
        if one.code in CODES
    ]


def found(*notes: str, rules: str = "", now: datetime = NOW, **others: str) -> list[tuple[str, str]]:
    """Code and level of what the rules find."""
    return [(one.code, one.level.value) for one in check(*notes, rules=rules, now=now, **others)]


SCHEDULED = "\n## Scheduled · {}\nstarts: {}\nends: {}\n\nWe need another night.\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("announced: 2026-06-18 19:59\n", None),
        ("change: emergency\nannounced: 2026-06-20 19:00\n", None),
        # Later than planned: readers were warned in time.
        ("announced: 2026-06-01 10:00\n", ("2026-06-20 18:00", "2026-06-20 22:00", "2026-06-21 01:00")),
        # Earlier than planned, with enough notice.
        ("announced: 2026-06-01 10:00\n", ("2026-06-18 10:00", "2026-06-20 18:00", "2026-06-20 21:00")),
    ],
)
def test_work_is_announced_in_time(head: str, body: tuple[str, str, str] | None) -> None:
    """From the first instant at which readers could know of this start; emergencies cannot wait."""
    note = work(head=head, body=SCHEDULED.format(*body) if body else "")
    assert [] == found(note, rules=NOTICE)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("announced: 2026-06-18 20:01\n", ""),
        ("", "\n## Scheduled · 2026-06-18 20:01\n\nWe change cables.\n"),
        ("announced: 2026-06-01 10:00\n",
         SCHEDULED.format("2026-06-18 10:00", "2026-06-20 08:00", "2026-06-20 21:00")),
        ("announced: 2026-06-01 10:00\n",
         "\n## Cancelled · 2026-06-18 10:00\n\nNot now.\n"
         + SCHEDULED.format("2026-06-19 10:00", "2026-06-20 22:00", "2026-06-20 23:00")),
    ],
    ids=["announced", "first update", "earlier than planned", "cancelled before"],
)  # fmt: skip
def test_short_notice(head: str, body: str) -> None:
    """An earlier start begins the notice again, as does work that was called off."""
    now = datetime(2026, 6, 19, 12, tzinfo=UTC)
    assert [("short-notice", "warning")] == found(work(head=head, body=body), rules=NOTICE, now=now)


def test_each_day_of_recurring_work_is_announced_no_earlier_than_the_work() -> None:
    """The first update says when; `show ahead` alone would be five weeks."""
    note = work(
        head="repeat: every day\nuntil: 2026-06-24\n",
        body="\n## Scheduled · 2026-06-19 21:00\n\nIt recurs.\n",
    )
    now = datetime(2026, 6, 19, 20, tzinfo=UTC)
    (diagnostic,) = check(note, rules=NOTICE, now=now)
    assert diagnostic.code == "short-notice"
    assert "the same on 1 other day" in diagnostic.message


def test_short_notice_is_over_with_the_start() -> None:
    """Nobody can help it any more."""
    note = work(head="announced: 2026-06-20 19:00\n")
    assert [] == found(note, rules=NOTICE, now=datetime(2026, 6, 20, 18, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("state", "hours", "found_"),
    [("under maintenance", 3, True), ("degraded", 3, True), ("partial outage", 3, False),
     ("partial outage", 1, True), ("major outage", 1, True)],
)  # fmt: skip
def test_the_notice_follows_the_worst_state(state: str, hours: int, found_: bool) -> None:
    """A state without a notice takes that of the next better one."""
    rules = "changes:\n  notice: {under maintenance: 4 h, partial outage: 2 h}\n"
    services = f"{{website: under maintenance, network: {state}}}"
    note = work("2026-06-12 12:00", "2026-06-12 13:00", services, f"announced: 2026-06-12 {12 - hours}:00\n")
    assert found_ == (("short-notice", "warning") in found(note, rules=rules))


DAY = timedelta(days=1)
BEGINS = datetime(2026, 6, 20, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "now", "expected"),
    [
        ("", BEGINS - DAY, []),
        ("", BEGINS, [("not-approved", "warning")]),
        ("risk: high\n", BEGINS - timedelta(seconds=1), []),
        ("risk: high\n", BEGINS, [("not-approved", "warning")]),
        ("approved: [{by: board, on: 2026-06-20}]\n", BEGINS, []),
        ("approved: [{by: board, on: 2026-06-21}]\n", BEGINS, [("not-approved", "warning")]),
        ("change: standard\n", BEGINS, []),
        ("change: emergency\n", BEGINS + DAY, []),
        ("change: emergency\nrisk: high\n", BEGINS + 2 * DAY, [("not-approved", "warning")]),
        ("change: emergency\nrisk: high\n", BEGINS + 91 * DAY, []),
        ("change: emergency\napproved: [{by: board, on: 2026-06-22}]\n", BEGINS + 3 * DAY, []),
        ("", BEGINS + DAY, []),
    ],
)
def test_approvals(head: str, now: datetime, expected: list[tuple[str, str]]) -> None:
    """They fall due with the start, those of emergencies later; the past cannot be changed."""
    assert expected == found(work(head=head), rules=APPROVAL, now=now)


def test_approvals_fall_due_when_the_notice_begins() -> None:
    """High risk without approval is an error from then on until the start, and then a warning."""
    rules = f"{NOTICE}  approvals: {{normal: 2}}\n"
    note = work(head="announced: 2026-06-01 10:00\nrisk: high\napproved:\n  - {by: board, on: 2026-06-02}\n")
    due = BEGINS - timedelta(hours=48)
    assert [] == found(note, rules=rules, now=due - timedelta(seconds=1))
    assert [("not-approved", "error")] == found(note, rules=rules, now=due)
    assert [("not-approved", "warning")] == found(note, rules=rules, now=BEGINS)
    again = note.replace("2026-06-02}\n", "2026-06-02}\n  - {by: Board, on: 2026-06-03}\n")
    assert [("not-approved", "error")] == found(again, rules=rules, now=due)
    two = note.replace("2026-06-02}\n", "2026-06-02}\n  - {by: owners, on: 2026-06-03}\n")
    assert [] == found(two, rules=rules, now=due)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-06-18 23:00", "2026-06-19 00:00", []),
        ("2026-06-18 23:00", "2026-06-19 00:01", [("in-freeze", "error")]),
        ("2026-06-21 23:59", "2026-06-22 02:00", [("in-freeze", "error")]),
        ("2026-06-22 00:00", "2026-06-22 02:00", []),
    ],
)
def test_a_freeze_has_whole_days(starts: str, ends: str, expected: list[tuple[str, str]]) -> None:
    """In the site's time zone, the last day included."""
    assert expected == found(work(starts, ends), rules=FREEZE)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("freeze exception: The supplier has no other day.\n", []),
        ("change: emergency\nreason: It is exploited.\n", []),
        ("change: emergency\n", [("in-freeze", "warning")]),
        ("withdrawn: Wrong site.\n", []),
    ],
)
def test_work_that_may_be_in_a_freeze(head: str, expected: list[tuple[str, str]]) -> None:
    """An exception has a reason; an emergency is never blocked."""
    assert expected == found(work(head=head), rules=FREEZE)


def test_work_in_progress_in_a_freeze_does_not_block_its_updates() -> None:
    """Once it has begun, an error would keep others from posting."""
    assert [("in-freeze", "warning")] == found(work(), rules=FREEZE, now=BEGINS)
    assert [] == found(work(), rules=FREEZE, now=BEGINS + timedelta(hours=3))


@pytest.mark.parametrize(
    ("services", "of", "expected"),
    [
        ("[network]", "checkout", True),
        ("[checkout]", "network", False),
        ("{network: under maintenance, website: degraded}", "website", True),
        ("{website: under maintenance, network: degraded}", "checkout", False),
        ("{network: degraded}", "checkout", True),
    ],
)
def test_a_freeze_of_services(services: str, of: str, expected: bool) -> None:
    """It is for work on what they depend on, too, but not for what is merely degraded by other work."""
    rules = FREEZE.replace("hard: yes", f"services: [{of}]")
    assert ([("in-freeze", "warning")] if expected else []) == found(work(services=services), rules=rules)


def test_windows_touch_over_midnight() -> None:
    """Two windows that touch are one; the time is the site's."""
    rules = "changes:\n  windows: [every saturday 20:00-24:00, every sunday 00:00-02:00]\n"
    assert [] == found(work("2026-06-20 20:00", "2026-06-21 02:00"), rules=rules)
    outside = [("outside-window", "info")]
    assert outside == found(work("2026-06-20 19:59", "2026-06-20 21:00"), rules=rules)
    assert outside == found(work("2026-06-20 22:00", "2026-06-21 02:01"), rules=rules)
    assert [] == found(work("2026-06-20 19:59", head="change: emergency\n"), rules=rules)


@pytest.mark.parametrize(
    ("one", "other", "collides"),
    [
        ("[network]", "[network]", True),
        ("[network]", "[checkout]", True),
        ("[website]", "[checkout]", False),
        ("{network: under maintenance, website: degraded}", "[website]", False),
        ("{network: degraded}", "{network: degraded}", True),
    ],
)
def test_work_collides(one: str, other: str, collides: bool) -> None:
    """On the same service or on one that depends on it, once, at the one that was announced last."""
    later = work("2026-06-20 22:59", "2026-06-21 01:00", other, "announced: 2026-06-02 10:00\n")
    problems = check(work(services=one), later)
    expected = ["maintenance/work-1.md"] if collides else []
    assert expected == [problem.span.path for problem in problems if problem.code == "collides"]
    assert [] == check(work(services=one), later.replace("20 22:59", "20 23:00"))


def test_circles_of_dependencies_do_no_harm() -> None:
    """They are an error of their own."""
    services = SERVICES.replace("name: Network", "name: Network, depends on: [checkout]")
    notes = {"maintenance/a.md": work(), "maintenance/b.md": work(services="[payments]")}
    problems = check_site(content(notes, site=SITE + FREEZE, services=services), THEMES, now=NOW)
    assert {"in-freeze", "collides", "dependency-cycle"} <= {one.code for one in problems}


def test_the_one_that_can_wait_makes_room() -> None:
    """Work that goes on or is an emergency stays where it is; two that have begun are not reported."""
    urgent = work(head="change: emergency\nannounced: 2026-06-19 10:00\nreason: It is exploited.\n")
    (problem,) = check(work(), urgent)
    assert "maintenance/work-0.md" == problem.span.path
    begun = work("2026-06-20 22:00", "2026-06-20 23:00", head="announced: 2026-06-01 09:00\n")
    at = "\n## In progress · 2026-06-20 19:00\n\nWe work.\n"
    earlier = work(head="announced: 2026-06-02 10:00\n", body=at)
    now = datetime(2026, 6, 20, 18, 30, tzinfo=UTC)
    assert ["maintenance/work-0.md"] == [one.span.path for one in check(begun, earlier, now=now)]
    assert [] == check(begun, earlier, now=datetime(2026, 6, 20, 20, 30, tzinfo=UTC))


INCIDENT = (
    "---\ntitle: Cards are declined\nservices: {network: degraded}\n---\n"
    "\n## Investigating · 2026-06-10 09:00\n\nCoins work.\n"
)


def test_work_begins_in_an_open_incident() -> None:
    """Only shortly before: until later work, incidents end; the work may be what ends it."""
    soon = work("2026-06-11 11:00", "2026-06-11 13:00")
    expected = [("collides-with-incident", "warning")]
    assert expected == found(soon, cards=INCIDENT)
    assert [] == found(work("2026-06-11 12:01", "2026-06-11 13:00"), cards=INCIDENT)
    assert [] == found(work("2026-06-10 08:59", "2026-06-10 13:00"), cards=INCIDENT)
    over = f"{INCIDENT}\n## Resolved · 2026-06-10 11:00\n\nCards work.\n"
    assert [] == found(soon, cards=over)
    assert [] == found(soon.replace("title:", "change: emergency\ntitle:"), cards=INCIDENT)


@pytest.mark.parametrize(
    ("fallback", "expected"),
    [
        ("If it does not work by 22:30, we put the old one back.", False),
        ("If it does not work by 22:30, we put the old one back until 23:30.", True),
        ("We try again on 27 June at 23:30.", False),
        ("We decide at 19:00 whether we begin.", False),
        ("如果到 23:30 还不行，就换回旧设备。", True),
        ("We put the old one back.", False),
    ],
)
def test_the_fallback_ends_in_time(fallback: str, expected: bool) -> None:
    """Times beside a date are of another try."""
    note = work().replace("We keep the old ones.", fallback)
    assert ([("ends-late", "info")] if expected else []) == found(note)


def test_unknown_services_of_freezes() -> None:
    """A freeze that is over keeps the services of its time."""
    rules = FREEZE.replace("hard: yes", "services: [chekout]")
    (problem,) = check(rules=rules)
    assert ("unknown-service", "site.yml", 7) == (problem.code, problem.span.path, problem.span.line)
    assert "Did you mean `checkout`?" == problem.help
    assert [] == found(rules=rules, now=datetime(2026, 6, 22, tzinfo=UTC))


def test_recurring_work_is_reported_once() -> None:
    """Its days are notes of their own, from one file: the first day is named, with what to write there."""
    files = content(
        {
            f"maintenance/day-{day}.md": work(f"2026-06-{day} 20:00", f"2026-06-{day} 21:00")
            for day in (18, 19, 20, 21)
        },
        site=SITE + FREEZE,
        services=SERVICES,
    )
    reading = read_site(files)
    days = [_day_of_series(one, f"weekly/2026-06-{18 + number}") for number, one in enumerate(reading.notes)]
    (found,) = change_problems(replace(reading, notes=tuple(days)), NOW)
    assert found.message == (
        "this work of 2026-06-19 is in the freeze from 2026-06-19 to 2026-06-21; the same on 2 other days"
    )
    assert found.help.startswith(
        "Cancel it, below `exceptions:`, as `2026-06-19: cancelled, because …`. "
        "Next free slot: `starts: 2026-06-22 20:00`, `ends: 2026-06-22 21:00`. "
    )


def test_recurring_work_is_shown_earlier() -> None:
    """Readers learn of each day of it as long before as the note says."""
    files = content(
        {"maintenance/day.md": work(head="announced: 2026-06-20 10:00\n")},
        site=SITE + NOTICE,
        services=SERVICES,
    )
    reading = read_site(files)
    days = tuple(_day_of_series(one, "weekly/2026-06-20") for one in reading.notes)
    (found,) = change_problems(replace(reading, notes=days), NOW)
    assert "readers learn of this work of 2026-06-20 10 h before" in found.message
    assert found.help.startswith("Let readers see it earlier: `show ahead: 2 days`. Cancel it, below")


def _day_of_series(one: ReadNote, id_: str) -> ReadNote:
    note = one.whole
    assert isinstance(note, Maintenance)
    span = Span("maintenance/weekly.md", 4)
    series, _, day = id_.partition("/")
    occurrence = Occurrence(series, date.fromisoformat(day), is_first=False)
    own: AnyNote = replace(note, id=id_, span=span, places={"starts": span}, occurrence=occurrence)
    return replace(one, id=id_, kept=Lazy(own), with_internal=None)


def test_rules_hold_nothing_back() -> None:
    """Readers see work that breaks a rule: it will happen."""
    rules = f"{FREEZE}  approvals: {{normal: 1}}\n"
    files = content(
        {"maintenance/rails.md": work(head="risk: high\n")}, site=SITE + rules, services=SERVICES
    )  # fmt: skip
    levels = {one.level.value for one in check_site(files, THEMES, now=NOW)}
    assert "error" in levels
    result = compile_site(files, THEMES, now=NOW)
    assert not [one for one in result.diagnostics if one.code in CODES]
    assert "maintenance/rails/index.html" in {one.path for one in result.outputs}
