"""The page about what was learned stays short however many years a site has."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from functools import cache

from tests.render.test_learning import NOTES, PROBLEM, actions, built

OLD = {"maintenance/new-readers.md": NOTES["maintenance/new-readers.md"]}
LATER = "2027-06-01T12:00+02:00"
HISTORY = '<p><a href="/history/">Full history</a></p>'


def test_what_is_old_is_left_out_and_what_is_open_stays() -> None:
    """A year later only the actions to do are there, and the known problem."""
    page = built(now=LATER)["learned/index.html"]
    found = [one.partition(":")[0] for one in actions(page)]
    assert ["Report a lost connection", "Check other cables", "Find a second way"] == found
    assert "One cable for all machines" in page
    assert "A cable broke in the rain." not in page
    assert HISTORY in page
    assert "[Full history](https://" in built(now=LATER)["learned/index.md"]


def test_a_problem_that_was_fixed_long_ago_is_in_the_history_alone() -> None:
    """As long as it is new, it is on the page."""
    fixed = f"{PROBLEM}\n## Fixed · 2026-06-01 12:00\n\nA second cable.\n"
    notes = {"problems/one-cable.md": fixed}
    assert "One cable for all machines" in built(notes, "2027-05-31T12:00+02:00")["learned/index.html"]
    page = built(notes, "2027-06-03T12:00+02:00")["learned/index.html"]
    assert "Buy from the driver" not in page
    assert ["Find a second way"] == [one.partition(":")[0] for one in actions(page)]
    assert HISTORY in page


def test_without_anything_older_the_history_is_not_named() -> None:
    """Else it would promise more than there is."""
    assert HISTORY not in built()["learned/index.html"]


def test_maintenance_can_promise_a_postmortem() -> None:
    """On its page, on this page and on the home page; other work or the postmortem ends the promise."""
    name = "maintenance/new-readers.md"
    done = f"{OLD[name]}\n## Completed · 2026-04-30 23:40\nreport by: 2026-05-05\n\nDone.\n"
    files = built({name: done})
    for page in ("maintenance/new-readers/index.html", "learned/index.html", "index.html"):
        assert "We promised to post what we learned by" in files[page], page
    assert "next-1.html" in " ".join(built({name: done}, "2026-05-05T12:00+02:00"))
    more = "\n## {} · 2026-05-02 23:40\n\nWords.\n"
    for status in ("In progress", "Postmortem"):
        page = built({name: done + more.format(status)})["maintenance/new-readers/index.html"]
        assert "We promised to post" not in page, status


@cache
def many() -> dict[str, str]:
    """A site with 120 incidents, each with a postmortem and an action that is done."""
    notes = dict(OLD)
    for number in range(120):
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        notes[f"incidents/no-{number}.md"] = (
            f"---\ntitle: No {number}\nservices: {{trams: partial outage}}\n---\n\n"
            f"## Investigating · {day:%Y-%m-%d} 09:00\n\nWe look.\n\n## Resolved · {day:%Y-%m-%d} 10:00\n\n"
            f"## Postmortem · {day:%Y-%m-%d} 11:00\nsummary: Summary {number}.\n"
            f"actions:\n  - do: Task {number}\n    done: {day:%Y-%m-%d}\n  - do: Open {number}\n\nWords.\n"
        )
    return built(notes)


def test_at_most_a_hundred_are_shown() -> None:
    """The newest ones; all actions to do are there."""
    page = many()["learned/index.html"]
    assert 100 == page.count("Summary ")
    assert "Summary 119." in page
    assert "Summary 19." not in page
    found = [one.partition(":")[0] for one in actions(page)]
    assert 120 == sum(one.startswith("Open ") for one in found)
    assert 100 == sum(one.startswith("Task ") for one in found)
    assert HISTORY in page


def test_the_api_has_a_note_once() -> None:
    """Also if a second postmortem is promised."""
    again = "\n## Resolved · 2026-05-06 11:02\nreport by: 2026-05-20\n\nAll is well.\n"
    notes = NOTES | {"incidents/cards.md": NOTES["incidents/cards.md"] + again}
    (cards,) = json.loads(built(notes)["api/status.json"])["learned"]
    assert ("2026-05-20", 4) == (cards["learning"]["report_by"], len(cards["learning"]["actions"]))


def test_the_text_version_has_an_empty_line_above_each_heading() -> None:
    """With every part of the page."""
    assert re.findall(r"[^\n]\n## .*", built()["learned/index.md"]) == []


def test_the_api_has_the_newest_fifty() -> None:
    """With the promised ones."""
    notes = json.loads(many()["api/status.json"])["learned"]
    assert [f"no-{number}" for number in range(119, 69, -1)] == [one["id"] for one in notes]
