"""Postmortems and actions that are outstanding, what comes again, and what `check` says about both."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.learning import Detection
from statusgen.model.settings import Reviews, Within
from statusgen.pipeline.check import check_site
from statusgen.pipeline.reviews import site_report
from statusgen.timeline.internal_report import InternalReport
from statusgen.timeline.repeats import RepeatRule
from statusgen.timeline.reviews import last_day
from tests.sites import SITE, THEMES, content

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
BERLIN = timedelta(hours=2)
WITHIN = "reviews:\n  postmortem within: {major: 5 working days}\n"
RULES = f"{WITHIN}  since: 2026-04-01\n"
RESOLVED = "\n## Resolved · 2026-05-01 11:00\n\nCards work again.\n"
POSTMORTEM = "\n## Postmortem · 2026-05-06 14:00\n{}\nA certificate was out of date.\n"
ACTION = "actions:\n  - do: A check renews certificates\n"


def incident(*updates: str, day: str = "2026-05-01", head: str = "", service: str = "ticket-machines") -> str:
    """An incident of a morning, resolved, with these further lines and updates."""
    return (
        f"---\ntitle: Cards do not work\nservices: {{{service}: partial outage}}\n"
        f"started: {day} 09:10\n{head}---\n"
        f"\n## Investigating · {day} 09:20\n\nCoins work.\n"
        + (RESOLVED.replace("2026-05-01", day) + "".join(updates))
    )


def report(notes: dict[str, str], rules: str = RULES, now: datetime = NOW) -> InternalReport:
    """The internal report of a site with these notes."""
    found = site_report(content(notes, site=SITE + rules), now)
    assert found
    return found


def owed(note: str, rules: str = RULES, now: datetime = NOW) -> list[tuple[datetime, bool, bool]]:
    """Of each postmortem that is owed: when it is due, whether it was promised, whether it is late."""
    found = report({"incidents/2026-05-01-cards.md": note}, rules, now).postmortems
    return [(one.due + BERLIN, one.promised, one.late) for one in found]


def at(day: int, month: int = 5) -> datetime:
    """Midnight of a day in Berlin, written as if it were UTC."""
    return datetime(2026, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        ("{major: 5 working days}", at(9)),  # Friday; five days from Monday to Friday
        ("{major: 5 days}", at(7)),
        ("{major: 1 week}", at(9)),
        ("{major: 5 working days}\n  holidays: [2026-05-04, 2026-05-09]", at(12)),
        ("{major: 2 working days}\n  working days: [sunday-thursday]", at(5)),
        ("{major: 0 days}", at(2)),
    ],
)
def test_a_postmortem_is_due_by_severity(rules: str, due: datetime) -> None:
    """Whole days are counted from the day after the end; the last ends at midnight in the site's zone."""
    own = f"reviews:\n  since: 2026-04-01\n  postmortem within: {rules}\n"
    assert [(due, False, True)] == owed(incident(), own)
    assert [(due, False, False)] == owed(incident(), own, due - BERLIN - timedelta(seconds=1))
    assert [(due, False, True)] == owed(incident(), own, due - BERLIN)


@pytest.mark.parametrize(
    ("note", "rules"),
    [
        (incident(), ""),
        (incident(), "reviews:\n  postmortem within: {critical: 1 day}\n  since: 2026-04-01\n"),
        (incident(POSTMORTEM.format("")), RULES),
        (incident(head="withdrawn: It was a test.\n"), RULES),
        (incident(), f"{WITHIN}  since: 2026-05-02\n"),
        (incident("\n## Investigating · 2026-05-01 12:00\n\nAgain.\n"), RULES),
        (incident(day="2026-01-01"), WITHIN),
    ],
    ids=[
        "no rule", "not severe", "written", "withdrawn", "before the rule", "open again", "long ago",
    ],
)  # fmt: skip
def test_no_postmortem_is_owed(note: str, rules: str) -> None:
    """Where nothing asks for one, or it is there."""
    assert [] == owed(note, rules)


def test_a_reopened_incident_begins_the_time_again() -> None:
    """From its last resolution; a postmortem of before explains less than happened."""
    again = "\n## Investigating · 2026-05-07 09:00\nservices: {ticket-machines: partial outage}\n\nAgain.\n"
    note = incident(POSTMORTEM.format(""), again, RESOLVED.replace("05-01", "05-07"))
    assert [(at(15), False, True)] == owed(note)


def test_a_promise_to_readers_counts_too() -> None:
    """The earlier of the promise and the rule."""
    promised = incident().replace("11:00\n", "11:00\nreport by: 2026-05-05\n")
    assert [(at(6), True, True)] == owed(promised)
    assert [(at(6), True, True)] == owed(promised, "")
    assert [(at(9), False, True)] == owed(promised.replace("05-05", "05-20"))


def test_the_factors_of_a_problem_stand_for_a_postmortem() -> None:
    """Incidents of one evening need one report."""
    problem = "---\ntitle: Old certificates\nopened: 2026-05-01\nfactors:\n  - what: No check\n---\n"
    notes = {
        "incidents/2026-05-01-cards.md": incident(head="problem: old\n"),
        "problems/old.md": problem,
    }
    assert () == report(notes).postmortems
    notes["problems/old.md"] = problem.replace("factors:\n  - what: No check\n", "")
    assert 1 == len(report(notes).postmortems)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60), st.sets(st.integers(0, 6)))
def test_working_days_are_counted(day: date, days: int, working: set[int]) -> None:
    """As many working days lie after the first day as were given, and the last day is one of them."""
    reviews = Reviews(working_days=tuple(sorted(working)), holidays=(date(2025, 12, 25),))
    last = last_day(day, Within(days, working=True), reviews)
    between = [day + timedelta(days=number + 1) for number in range((last - day).days)]
    counted = [one for one in between if one.weekday() in working and one not in reviews.holidays]
    assert days == (len(counted) if working else len(between))
    assert not counted or not working or counted[-1] == last


def actions(lines: str, rules: str = "") -> list[tuple[datetime | None, bool, bool]]:
    """Of the open actions of an incident: when due, whether late, whether incomplete."""
    note = incident(POSTMORTEM.format(ACTION + lines))
    found = report({"incidents/2026-05-01-cards.md": note}, rules).actions
    return [(one.due and one.due + BERLIN, one.late, one.incomplete) for one in found]


def test_actions_are_late_after_their_day() -> None:
    """Those that are done or dropped are not outstanding."""
    assert [(at(10, 6), True, True)] == actions("    due: 2026-06-09\n")
    assert [(at(11, 6), False, False)] == actions("    due: 2026-06-10\n    owner: network team\n")
    assert [(None, False, True)] == actions("    owner: network team\n")
    assert [] == actions("    due: 2026-06-09\n    done: 2026-06-01\n")
    assert [] == actions("    dropped: {on: 2026-06-01, why: It costs too much.}\n")
    assert [(None, False, True)] == actions("    done: 2026-06-11\n")


def test_actions_without_a_day_are_due_by_their_kind() -> None:
    """From the postmortem on."""
    rules = "reviews:\n  actions within: {prevent: 4 weeks}\n"
    assert [(at(4, 6), True, True)] == actions("    kind: prevent\n", rules)
    assert [(None, False, True)] == actions("    kind: detect\n", rules)


def test_late_actions_come_first_then_those_that_nobody_can_chase() -> None:
    """Then by their day."""
    more = """\
    owner: a
    due: 2026-07-01
  - do: Two
    owner: a
    due: 2026-06-20
  - do: Three
  - do: Four
    owner: a
    due: 2026-06-05
  - do: Five
    due: 2026-06-01
"""
    note = incident(POSTMORTEM.format(ACTION + more))
    found = report({"incidents/2026-05-01-cards.md": note}).actions
    words = [one.action.do.variants[0][1] for one in found]
    assert ["Five", "Four", "Three", "Two", "A check renews certificates"] == words


def days(*given: str, head: str = "", factors: str = "", service: str = "trams") -> dict[str, str]:
    """Incidents of these days."""
    post = POSTMORTEM.format(factors) if factors else ""
    return {
        f"incidents/{day}-x.md": incident(
            post.replace("2026-05-06", day), day=day, head=head, service=service
        )
        for day in given
    }


FACTOR = "factors:\n  - what: A wrong figure\n    kind: settings\n"
SETTINGS = f"{FACTOR}    supplier: Wires Ltd\n"
PREVENT = f"{ACTION}    kind: prevent\n    done: 2026-05-10\n"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (days("2026-05-01", "2026-06-01", head="problem: old\n"), [(RepeatRule.PROBLEM, "old", "", 2)]),
        (days("2026-05-01", head="problem: old\n"), []),
        (
            days("2026-05-01", "2026-06-01", "2026-06-02", factors=SETTINGS),
            [(RepeatRule.FACTOR, "settings", "trams", 3), (RepeatRule.SUPPLIER, "Wires Ltd", "", 3)],
        ),
        (
            days("2026-05-01", "2026-06-01", head="problem: old\n", factors=FACTOR),
            [(RepeatRule.PROBLEM, "old", "", 2)],
        ),
        (days("2026-05-01", "2025-06-09", factors=SETTINGS), []),
        (
            days("2026-05-01", factors=SETTINGS) | days("2026-06-01", head="supplier: WIRES LTD\n"),
            [(RepeatRule.SUPPLIER, "Wires Ltd", "", 2)],
        ),
        (days("2026-05-01", "2026-06-01", factors="factors:\n  - what: x\n    kind: unknown\n"), []),
        (
            days("2026-05-01", factors=PREVENT) | days("2026-05-30"),
            [(RepeatRule.PREVENTED, "A check renews certificates", "trams", 1)],
        ),
        (days("2026-05-01", factors=PREVENT) | days("2026-06-10"), []),
        (days("2026-05-01", factors=PREVENT) | days("2026-05-10"), []),
        (days("2026-05-01", factors=PREVENT) | days("2026-05-30", service="website"), []),
        (days("2026-05-01", factors=PREVENT.replace("prevent", "detect")) | days("2026-05-30"), []),
        (days("2026-05-01", "2026-06-01", head="problem: old\nwithdrawn: A test.\n"), []),
    ],
)
def test_four_rules_find_what_comes_again(
    notes: dict[str, str], expected: list[tuple[RepeatRule, str, str, int]]
) -> None:
    """The same problem; the same kind of factor at a service; the same supplier; soon after a prevention."""
    files = {**notes, "problems/old.md": "---\ntitle: Old\nopened: 2026-05-01\n---\n"}
    found = [(one.rule, one.what, one.service, len(one.incidents)) for one in report(files).repeats]
    assert expected == found


def test_how_trouble_was_found_and_posted() -> None:
    """With the number of incidents that say it."""
    notes = {
        **days("2026-05-01", "2026-05-02", head="detected by: [monitoring, customers]\n"),
        **days("2026-05-03", head="detected by: monitoring\ndetected: 2026-05-03 09:14\n"),
        **days("2026-05-04"),
    }
    found = report(notes).noticing
    assert (4, 3) == (found.incidents, found.found_by_known)
    assert ((Detection.MONITORING, 3), (Detection.CUSTOMERS, 2)) == found.found_by
    assert (timedelta(minutes=4),) == found.noticed
    assert (timedelta(minutes=6),) == found.posted


def test_what_was_posted_before_it_was_noticed_is_in_no_figure() -> None:
    """It cannot be true, and would count as posted at once."""
    note = incident(head="detected: 2026-05-01 09:50\n")
    assert () == report({"incidents/2026-05-01-cards.md": note}).noticing.posted


def codes(note: str, rules: str = "", now: datetime = NOW) -> set[str]:
    """What `check` says about an incident."""
    files = content({"incidents/2026-05-01-cards.md": note}, site=SITE + rules)
    return {one.code for one in check_site(files, THEMES, now=now)}


def test_a_healthy_site_without_these_fields_gets_nothing_new() -> None:
    """However old its notes are."""
    assert set() == codes(incident(POSTMORTEM.format("")))
    assert set() == codes(incident())


def test_check_looks_at_the_instant_it_is_asked_about() -> None:
    """So that `--now` shows what was late then."""
    assert {"postmortem-overdue"} == codes(incident(), RULES)
    assert {"postmortem-due"} == codes(incident(), RULES, at(8))


def test_a_preventing_action_of_the_problem_counts() -> None:
    """The report may be written there."""
    factors = "factors:\n  - what: No check\n  - what: No list\n"
    note = incident(POSTMORTEM.format(factors), head="problem: old\n")
    problem = (
        "---\ntitle: Old\nopened: 2026-05-01\nactions:\n  - do: A check\n    kind: prevent\n"
        "    owner: a team\n    done: 2026-05-09\n---\n"
    )
    files = content({"incidents/2026-05-01-cards.md": note, "problems/old.md": problem})
    assert () == check_site(files, THEMES, now=NOW)
    assert {"no-preventing-action"} == codes(note.replace("problem: old\n", ""))


@pytest.mark.parametrize(
    ("owner", "is_person"),
    [
        ("Anna Meyer", True), ("Anna Whitehouse", True), ("Dr. Anna Meyer", True),
        ("anna@acme.example", True), ("@anna", True), ("王伟", True), ("李小龙", True), ("王女士", True),
        ("network team", False), ("Network Team", False), ("Night Shift", False), ("Customer Care", False),
        ("payments", False), ("网络组", False), ("程序组", False), ("安全部", False), ("值班工程师", False),
    ],
)  # fmt: skip
def test_an_owner_is_a_team_or_a_role(owner: str, *, is_person: bool) -> None:
    """Names of people, their addresses and handles are found."""
    action = f"{ACTION}    due: 2026-07-01\n    owner: '{owner}'\n"
    assert ({"person-named"} if is_person else set()) == codes(incident(POSTMORTEM.format(action)))


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("09:14 @anna restarts it", True), ("09:14 anna@acme.example restarts it", True),
        ("09:14 Ms Meyer restarts it", True), ("09:14 a colleague restarts it", False),
        ("09:14 @ the depot, all works", False), ("09:14 Harbour Street works", False),
    ],
)  # fmt: skip
def test_words_name_nobody(words: str, *, is_named: bool) -> None:
    """As far as signs of a name can be found."""
    found = codes(incident(POSTMORTEM.format(f"course:\n  - {words}\n")))
    assert ({"person-named"} if is_named else set()) == found


@pytest.mark.parametrize(
    ("last", "is_found"),
    [
        ("An engineer forgot it.", True), ("Human error.", True), ("人为失误", True), ("值班人员疏忽", True),
        ("Our form has no question about it.", False), ("表格没有这一项", False),
    ],
)  # fmt: skip
def test_reasons_do_not_end_at_a_person(last: str, *, is_found: bool) -> None:
    """In both languages; further reasons behind it are fine."""
    factors = (
        f"factors:\n  - what: A valve stayed open\n    why:\n      - Nobody closed it.\n      - {last}\n"
    )
    done = f"{ACTION}    kind: prevent\n    owner: a team\n    done: 2026-05-07\n"
    found = codes(incident(POSTMORTEM.format(factors + done)))
    assert ({"why-ends-at-a-person"} if is_found else set()) == found
    more = f"{factors}      - Our list has no such step.\n"
    assert set() == codes(incident(POSTMORTEM.format(more + done)))
