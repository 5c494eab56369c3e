"""How planned work went, what it may have caused, and what awaits approval."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from textwrap import dedent

import pytest

from statusgen.pipeline.reviews import site_report
from statusgen.reporting.changes import changes_record, describe_changes
from statusgen.reporting.learning import describe_late
from statusgen.timeline.change_report import ChangeReport
from statusgen.timeline.internal_report import InternalReport
from tests.pipeline.test_changes import SERVICES, work
from tests.sites import HERE, SITE, content

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
RULES = """\
changes:
  notice: {under maintenance: 48 h}
  approvals: {normal: 1, emergency: 1}
  emergency approval within: 2 days
"""
APPROVED = "announced: 2026-06-01 10:00\napproved: [{by: board, on: 2026-06-02}]\n"


def incident(started: str = "2026-06-21 02:00", head: str = "", service: str = "checkout") -> str:
    """An incident of ten minutes."""
    at = datetime.fromisoformat(started)
    first, last = (f"{at + timedelta(minutes=minutes):%Y-%m-%d %H:%M}" for minutes in (2, 10))
    return (
        f"---\ntitle: Cards are declined\nservices: {{{service}: degraded}}\nstarted: {started}\n{head}---\n"
        f"\n## Investigating · {first}\n\nCoins work.\n\n## Resolved · {last}\n\nCards work.\n"
    )


def made(*notes: str, rules: str = RULES, now: datetime = NOW, **incidents: str) -> InternalReport:
    """The report of a site with this planned work, and incidents by name."""
    files = {f"maintenance/work-{number}.md": one for number, one in enumerate(notes)}
    files |= {f"incidents/{name}.md": one for name, one in incidents.items()}
    found = site_report(content(files, site=SITE + rules, services=SERVICES), now)
    assert found
    return found


def changes(*notes: str, rules: str = RULES, **incidents: str) -> ChangeReport:
    """The part of that report about changes."""
    return made(*notes, rules=rules, now=NOW, **incidents).changes


UPDATE = "\n## {} · 2026-06-20 {}\n{}\nWe say so.\n"


@pytest.mark.parametrize(
    ("body", "as_planned", "called_off"),
    [
        ("", (1, 1), 0),
        (UPDATE.format("Completed", "22:30", ""), (1, 1), 0),
        (UPDATE.format("Extended", "22:30", "ends: 2026-06-21 00:00\n"), (0, 1), 0),
        (UPDATE.format("Update", "19:30", "ends: 2026-06-21 00:00\n"), (1, 1), 0),
        (UPDATE.format("Cancelled", "19:30", ""), (0, 0), 1),
        (UPDATE.format("Cancelled", "21:30", ""), (0, 1), 0),
    ],
    ids=["by time", "completed", "extended", "longer before it began", "called off", "broken off"],
)
def test_work_is_done_as_planned(body: str, as_planned: tuple[int, int], called_off: int) -> None:
    """Within the announced times; what was called off before its start counts as neither."""
    found = changes(work(body=body))
    assert (as_planned, called_off) == (found.as_planned, found.called_off)
    assert as_planned[1] == found.count


def test_work_in_progress_is_not_judged() -> None:
    """It has begun, and is not over; work to come is no change yet."""
    found = made(work(), work("2026-06-29 20:00"), now=datetime(2026, 6, 20, 19, tzinfo=UTC)).changes
    assert (1, (0, 0)) == (found.count, found.as_planned)


def test_work_that_caused_an_incident() -> None:
    """It did not go as planned; the time until that was noticed counts from its start."""
    head = "caused by: work-0\ndetected: 2026-06-21 02:01\n"
    found = changes(work(), work("2026-06-22 20:00", "2026-06-22 21:00"), cards=incident(head=head))
    assert ((1, 2), (1, 2)) == (found.as_planned, found.causes)
    assert (timedelta(hours=6, minutes=1),) == found.until_found.values
    assert () == found.candidates


def test_notice_and_emergencies() -> None:
    """Emergencies need no notice, and are no success of it; a moved start counts as it was announced."""
    late = work(head="announced: 2026-06-20 10:00\n")
    urgent = work(head="announced: 2026-06-20 19:00\nchange: emergency\nreason: A hole.\n")
    early = work(
        head="announced: 2026-06-18 20:00\n", body="\n## In progress · 2026-06-20 19:00\n\nWe begin.\n"
    )
    found = changes(work(), late, urgent, early)
    assert ((2, 3), (1, 4)) == (found.in_time, found.emergencies)
    assert ["normal", "emergency"] == [kind.value for kind, _ in found.types]
    assert (0, 0) == changes(work(), rules="").in_time


@pytest.mark.parametrize(
    ("started", "head", "service", "after"),
    [
        ("2026-06-20 20:00", "", "network", "during"),
        ("2026-06-21 02:00", "", "checkout", timedelta(hours=3)),
        ("2026-06-21 23:00", "", "checkout", timedelta(hours=24)),
        ("2026-06-21 23:01", "", "checkout", None),
        ("2026-06-20 19:59", "", "checkout", None),
        ("2026-06-21 02:00", "", "website", None),
        ("2026-06-21 02:00", "supplier: Northern Cables\n", "checkout", None),
        ("2026-06-21 02:00", "withdrawn: A test.\n", "checkout", None),
    ],
)
def test_possible_causes_are_asked_for(
    started: str, head: str, service: str, after: timedelta | str | None
) -> None:
    """Work on the service or on what it depends on, up to a day before, if no cause is known."""
    found = changes(work(), cards=incident(started, head, service)).candidates
    assert ([after] if after else []) == [one.after or "during" for one in found]


def test_the_last_work_before_an_incident_is_asked_for() -> None:
    """One question an incident is enough; after 90 days it is asked no more."""
    notes = work(), work("2026-06-20 23:00", "2026-06-21 01:00", services="[payments]")
    (found,) = changes(*notes, cards=incident()).candidates
    assert "work-1" == found.work.id
    assert () == made(*notes, cards=incident(), now=NOW + timedelta(days=90)).changes.candidates


def test_what_awaits_approval() -> None:
    """By its deadline; emergencies afterwards, and nothing that is over."""
    urgent = work(
        "2026-06-27 12:00", "2026-06-27 13:00", head="change: emergency\nannounced: 2026-06-27 12:00\n"
    )
    planned = "2026-07-05 20:00", "2026-07-05 21:00"
    notes = (
        work(),
        work(*planned, "[website]"),
        urgent,
        work(*planned, "[checkout]", APPROVED),
    )
    report = made(*notes)
    assert [("work-2", True), ("work-1", False)] == [
        (one.work.note.id, one.late) for one in report.changes.awaiting
    ]
    assert "\nLate: 1 approval; see `statusgen report`." == describe_late(report)


def test_the_report_in_words() -> None:
    """What is to do is on top."""
    report = made(
        work(head=APPROVED),
        work("2026-07-02 20:00", "2026-07-02 23:00"),
        work("2026-06-10 20:00", "2026-06-10 21:00", head=f"{APPROVED}change: standard\n"),
        cards=incident(),
        machines=incident("2026-06-10 20:30", "caused by: work-2\ndetected: 2026-06-10 20:40\n"),
    )
    expected = """\
        Planned work that awaits approval:
          due 2026-06-30 20:00  “New cables” (maintenance/work-1): 0 of 1 approval

        Did planned work cause an incident? If so, write `caused by` with its id in the incident:
          Did “New cables” (maintenance/work-0) cause “Cards are declined” (incidents/cards)? It began 3 h after the work ended.

        Announced changes in 12 months: 2 (1 standard, 1 normal)
          announced in time                         ████████████████████ 100%  (2 of 2)
          done as planned                           ██████████░░░░░░░░░░  50%  (1 of 2)
          emergencies                               ░░░░░░░░░░░░░░░░░░░░   0%  (0 of 2)
          announced changes that caused an incident ██████████░░░░░░░░░░  50%  (1 of 2)
          from its start until that was noticed     longest 40 min (1 of 1)"""  # noqa: E501 - as printed
    assert dedent(expected) == describe_changes(report)
    documented = re.search(
        r"```json\n(.*?)```", (HERE.parent / "docs/change.md").read_text("utf-8"), re.DOTALL
    )
    assert documented
    assert _shape(json.loads(documented[1])["changes"]) == _shape(changes_record(report))


def _shape(value: object) -> object:
    """The keys of a value, without the types of change."""
    if isinstance(value, dict):
        return {name: name == "by_type" or _shape(one) for name, one in value.items()}
    return _shape(value[0]) if isinstance(value, list) else None


def test_without_planned_work_there_is_nothing_to_say() -> None:
    """Sites without changes have the report as before."""
    assert "" == describe_changes(made())
