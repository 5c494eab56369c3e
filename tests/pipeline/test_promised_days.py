"""Promises of maintenance, days that cannot be meant, and hints about what comes again."""

from __future__ import annotations

import pytest

from statusgen.pipeline.check import check_site
from statusgen.reporting.learning import describe_learning
from tests.pipeline.test_reviews import (
    ACTION,
    BERLIN,
    NOW,
    POSTMORTEM,
    RESOLVED,
    RULES,
    SETTINGS,
    at,
    codes,
    days,
    incident,
    report,
)
from tests.render.test_learning import built
from tests.sites import SITE, THEMES, content

WORK = """\
---
title: New readers
services: [trams]
starts: 2026-05-01 22:00
ends: 2026-05-01 23:00
---

## Completed · 2026-05-01 23:10
report by: 2026-05-05

Done.
"""


def test_maintenance_owes_the_postmortem_that_it_promised() -> None:
    """By no rule of the site, until it is posted; `check` names the line."""
    notes = {"maintenance/readers.md": WORK}
    (one,) = report(notes).postmortems
    assert ("readers", at(6), True, True) == (one.note.id, one.due + BERLIN, one.promised, one.late)
    (problem,) = check_site(content(notes), THEMES, now=NOW)
    assert ("postmortem-overdue", 9) == (problem.code, problem.span.line)
    assert "maintenance" in problem.message
    assert () == report({"maintenance/readers.md": WORK + POSTMORTEM.format("")}).postmortems
    assert () == report({"maintenance/readers.md": WORK.replace("report by: 2026-05-05\n", "")}).postmortems


PROMISED = RESOLVED.replace("11:00\n", "11:20\nreport by: 2026-05-20\n")
EARLY = POSTMORTEM.replace("05-06 14:00", "05-01 10:40")


@pytest.mark.parametrize(
    "note",
    [
        incident(EARLY).replace(RESOLVED, PROMISED),
        incident().replace("09:20\n", "09:20\nreport by: 2026-05-20\n").replace(RESOLVED, ""),
        incident(POSTMORTEM.format(""), PROMISED.replace("05-01", "05-07")),
    ],
    ids=["a postmortem before the promise", "an open incident", "resolved again"],
)
def test_what_readers_were_promised_is_outstanding(note: str) -> None:
    """Whatever the rule would say: page, report and `check` agree."""
    notes = {"incidents/cards.md": note.replace("{}\n", "")}
    (one,) = report(notes, "").postmortems
    assert ("cards", at(21), True, True) == (one.note.id, one.due + BERLIN, one.promised, one.late)
    assert "postmortem-overdue" in codes(notes["incidents/cards.md"])
    page = built(notes, NOW.isoformat())["index.html"]
    assert "what we learned by" in page


def test_a_promise_after_the_rule_is_named_with_it() -> None:
    """The rule decides what is late, and readers see the promise alone."""
    notes = {"incidents/cards.md": incident().replace(RESOLVED, PROMISED)}
    day = NOW.replace(month=5, day=15)
    made = report(notes, now=day)
    (one,) = made.postmortems
    assert (at(9), at(21), False, True) == (
        one.due + BERLIN,
        (one.promise or day) + BERLIN,
        one.promised,
        one.late,
    )
    assert "due 2026-05-08  postmortem (major by the rule, promised to readers by 2026-05-20)" in (
        describe_learning(made)
    )
    (problem,) = [
        found
        for found in check_site(content(notes, site=SITE + RULES), THEMES, now=day)
        if found.code == "postmortem-overdue"
    ]
    assert (
        "due on 2026-05-08 by `postmortem within` in site.yml; readers were promised 2026-05-20"
        in problem.message
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (f"{ACTION}    owner: a team\n    due: 2025-05-20\n", "due-before-update"),
        (f"{ACTION}    owner: a team\n    done: 2036-05-20\n", "day-to-come"),
        (f"{ACTION}    dropped: {{on: 2036-05-20, why: Too dear.}}\n", "day-to-come"),
        ("course:\n  - 2036-05-01 09:14 a driver calls\n", "day-to-come"),
        (f"{ACTION}    owner: a team\n    due: 2026-05-06\n    done: 2026-05-06\n", ""),
        (f"{ACTION}    owner: a team\n    due: 2026-05-05\n    done: 2026-05-05\n", ""),
        (f"{ACTION}    owner: a team\n    done: 2026-06-10\n", ""),
    ],
)
def test_a_day_in_a_wrong_year_is_found(fields: str, code: str) -> None:
    """Promises before they were made, and things done on days to come."""
    about_days = {"due-before-update", "day-to-come"}
    assert {*filter(None, [code])} == about_days & codes(incident(POSTMORTEM.format(fields)))


def test_a_postmortem_is_not_promised_for_a_day_before() -> None:
    """The day of the update itself is the earliest."""
    resolved = RESOLVED.replace("\n\nCards", "\nreport by: {}\n\nCards")
    found = [
        codes(incident().replace(RESOLVED, resolved.format(day))) for day in ("2025-05-05", "2026-05-01")
    ]
    assert ["promise-before-update" in one for one in found] == [True, False]


@pytest.mark.parametrize(
    ("head", "expected"),
    [("", ["comes-again"]), ("problem: old\n", [])],
)
def test_what_comes_again_is_a_hint(head: str, expected: list[str]) -> None:
    """Once, unless the problem is known; at the newest incident, with the names of all."""
    notes = {
        **days("2026-05-01", "2026-06-01", head=head, factors=SETTINGS),
        "problems/old.md": "---\ntitle: Old\nopened: 2026-05-01\n---\n",
    }
    found = [one for one in check_site(content(notes), THEMES, now=NOW) if one.code == "comes-again"]
    assert expected == [one.code for one in found]
    assert all(one.span.path == "incidents/2026-06-01-x.md" for one in found)
    assert all("`2026-05-01-x`, `2026-06-01-x`" in one.message for one in found)


def test_a_service_has_one_hint_about_what_comes_again() -> None:
    """However many kinds of factors its incidents share; the same incidents have one, too."""
    factors = SETTINGS.replace("kind: settings", "kind: settings\n  - what: A switch\n    kind: network")
    assert factors != SETTINGS
    notes = days("2026-05-01", "2026-06-01", factors=factors)
    both = {
        name: text.replace("trams: partial outage", "trams: partial outage, website: degraded")
        for name, text in notes.items()
    }
    assert both != notes
    for own in (notes, both):
        found = [one for one in check_site(content(own), THEMES, now=NOW) if one.code == "comes-again"]
        assert 1 == len(found)


def problem(lines: str = "", *updates: str, opened: str = "2026-05-01") -> set[str]:
    """The findings in a problem, except that no incident names it."""
    note = f"---\ntitle: Old readers\nopened: {opened}\n{lines}---\n"
    text = note + "".join(f"\n## {one}\n\nWords.\n" for one in updates)
    found = check_site(content({"problems/old.md": text}), THEMES, now=NOW)
    return {one.code for one in found} - {"problem-without-incident"}


@pytest.mark.parametrize(
    ("updates", "code"),
    [
        (("Fixed · 2026-05-02 10:00", "Investigating · 2026-05-03 10:00"), "reopened"),
        (("Fixed · 2026-05-02 10:00", "Cause known · 2026-05-03 10:00"), "reopened"),
        (("Investigating · 2026-04-30 10:00",), "opened-after-update"),
        (("Investigating · 2026-05-01 10:00", "Fixed · 2026-05-03 10:00"), ""),
        (("Fixed · 2026-05-02 10:00", "Update · 2026-05-03 10:00"), ""),
        (("Accepted · 2026-05-02 10:00", "Investigating · 2026-05-03 10:00"), ""),
    ],
)
@pytest.mark.parametrize("lines", ["", "public: yes\n"])
def test_the_updates_of_a_problem_are_in_order(lines: str, updates: tuple[str, ...], code: str) -> None:
    """Whether readers see it or not."""
    assert {*filter(None, [code])} == problem(lines, *updates)


def test_a_problem_is_known_before_today() -> None:
    """And its actions are due after that day."""
    action = "actions:\n  - do: New readers\n    owner: a team\n    due: {}\n"
    assert {"day-to-come"} == problem(opened="2027-05-01")
    assert {"due-before-update", "action-overdue"} == problem(action.format("2025-06-30"))
    assert set() == problem(action.format("2026-06-30"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-20", {"postmortem-due"}),
        ("2026-07-10", {"postmortem-due", "report-after-rule"}),
        ("2036-05-10", {"postmortem-due", "report-after-rule", "report-far-ahead"}),
    ],
)
def test_a_postmortem_is_promised_within_the_rule(day: str, expected: set[str]) -> None:
    """And for no year that was mistyped."""
    note = incident().replace(RESOLVED, RESOLVED.replace("\n\nCards", f"\nreport by: {day}\n\nCards"))
    rules = f"{SITE}reviews:\n  postmortem within: {{major: 60 days}}\n"
    found = check_site(content({"incidents/2026-05-01-cards.md": note}, site=rules), THEMES, now=NOW)
    assert expected == {one.code for one in found}
    assert {11, 12} >= {one.span.line for one in found}
