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
    [("", ["comes-again", "comes-again"]), ("problem: old\n", [])],
)
def test_what_comes_again_is_a_hint(head: str, expected: list[str]) -> None:
    """The same kind of factor and the same supplier, unless the problem is known; at the newest incident."""
    notes = {
        **days("2026-05-01", "2026-06-01", head=head, factors=SETTINGS),
        "problems/old.md": "---\ntitle: Old\nopened: 2026-05-01\n---\n",
    }
    found = [one for one in check_site(content(notes), THEMES, now=NOW) if one.code == "comes-again"]
    assert expected == [one.code for one in found]
    assert all(one.span.path == "incidents/2026-06-01-x.md" for one in found)
