"""What readers see of postmortems, actions and problems: content in, site out."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache

from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content, make

CHANGE = """\
---
title: New card readers
services: [ticket-machines]
starts: 2026-04-30 22:00
ends: 2026-04-30 23:30
announced: 2026-04-28 09:00
---
"""
CARDS = """\
---
title: No cards
services: {ticket-machines: partial outage}
impact: Machines take only coins.
started: 2026-05-01 09:10
detected: 2026-05-01 09:14
detected by: [customers, monitoring]
caused by: new-readers
problem: one-cable
supplier: Copperline
---

## Investigating · 2026-05-01 09:20

We are looking.

## Resolved · 2026-05-01 11:02
report by: 2026-05-05

All machines take cards.
"""
POSTMORTEM = """
## Postmortem · 2026-05-04 15:00
summary: A cable broke in the rain.
figures: [41 of 120 machines]
cost: 4,200 euros
factors:
  - what: The cable was made for dry ground
    kind: hardware
    supplier: Copperline
    why: [We ordered it for a tunnel., The form has no question about the ground.]
course:
  - 2026-04-30 23:40 the readers first use the cable
  - 2026-05-01 09:14 a driver calls
actions:
  - do: Check other cables
    kind: prevent
    due: 2026-05-20
    owner: track team
    link: https://tickets.example/1
  - do: Lay a new cable
    done: 2026-05-03
  - do: Take cards without a connection
    dropped: {on: 2026-05-06, why: The bank does not allow it.}
  - do: Report a lost connection
    kind: detect
    due: 2026-05-10
PUBLIC
The rain.
"""
PROBLEM = """\
---
title: One cable for all machines
services: [ticket-machines]
workaround: Buy from the driver.
opened: 2026-05-02
public: yes
actions:
  - do: Find a second way
    due: 2026-09-30
---

All machines share one cable.

## Investigating · 2026-05-02 10:00

We are looking.

## Cause known · 2026-05-04 12:00

Both cables are in one duct.
"""
NOTES = {
    "maintenance/new-readers.md": CHANGE,
    "incidents/cards.md": CARDS + POSTMORTEM.replace("PUBLIC\n", ""),
    "problems/one-cable.md": PROBLEM,
}
PROMISED = NOTES | {"incidents/cards.md": CARDS}
PAGE = "incidents/cards/index.html"


@cache
def _built(notes: tuple[tuple[str, str], ...], now: str) -> dict[str, str]:
    result = compile_site(content(dict(notes)), THEMES, now=datetime.fromisoformat(now))
    assert result.outputs, result.diagnostics
    outputs = (one for one in result.outputs if not one.path.startswith(("zh/", "assets/")))
    return {one.path: make(one).decode() for one in outputs}


def built(notes: dict[str, str] | None = None, now: str = "2026-05-07T12:00+02:00") -> dict[str, str]:
    """The files of a site at an instant, in English."""
    return _built(tuple((NOTES if notes is None else notes).items()), now)


def text(page: str) -> str:
    """The words of a page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).replace(" .", ".")


def actions(page: str) -> list[str]:
    """The actions on a page, each with its state."""
    pattern = r'<p class="explain">([^<]*)</p>\s*<p class="quiet dotted"><span class="state(.*?)</p>'
    found = re.findall(pattern, page, re.DOTALL)
    return [f"{do}: {text('<' + rest).strip()}" for do, rest in found]


def test_a_postmortem_shows_figures_factors_and_actions() -> None:
    """Each chain of whys in its order; what is internal is on no page."""
    page = built()[PAGE]
    assert "41 of 120 machines" in page
    assert "The cable was made for dry ground Hardware Copperline Why?" in text(page)
    assert re.search(r'<ol class="why">\s*<li[^>]*>We ordered .*</li>\s*<li[^>]*>The form', page)
    assert actions(page) == [
        "Check other cables: Open Due by 20 May 2026 Prevention",
        "Lay a new cable: Done on 3 May 2026",
        "Take cards without a connection: Dropped on 6 May 2026",
        "Report a lost connection: Open Due by 10 May 2026 Detection",
    ]
    assert "The bank does not allow it." in page
    assert "Actions last changed on 6 May 2026" in text(page)
    assert not re.search("track team|tickets.example|4,200", "".join(built().values()))


def test_owner_ticket_and_cost_are_shown_if_they_are_public() -> None:
    """Named by the postmortem; what it does not name is not shown."""
    public = POSTMORTEM.replace("PUBLIC", "public: [actions, owner, link, cost]")
    files = built(NOTES | {"incidents/cards.md": CARDS + public})
    assert "Check other cables: Open Due by 20 May 2026 Prevention track team Ticket" in actions(files[PAGE])
    assert 'href="https://tickets.example/1"' in files[PAGE]
    assert "4,200 euros" in files[PAGE]
    assert "dry ground" not in "".join(files.values())


def test_actions_have_the_state_of_the_instant() -> None:
    """Late from the midnight after the last day; done and dropped from the beginning of their day."""
    before, after = (built(now=f"2026-05-{at}+02:00")[PAGE] for at in ("10T23:59", "11T00:00"))
    assert "Report a lost connection: Open Due by 10 May 2026 Detection" in actions(before)
    assert "Report a lost connection: Late Due by 10 May 2026 Detection" in actions(after)
    before, after = (built(now=f"2026-05-{at}+02:00")[PAGE] for at in ("05T23:59", "06T00:00"))
    assert "Take cards without a connection: Open" in actions(before)
    assert "The bank" not in before
    assert "Take cards without a connection: Dropped on 6 May 2026" in actions(after)


def test_the_course_of_events_is_part_of_the_timeline() -> None:
    """By time, also before the start, marked as added later."""
    course = re.search(r'<section class="course">(.*?)</section>', built()[PAGE], re.DOTALL)
    assert course
    steps = [text(one).strip() for one in re.findall(r"<li.*?</li>", course[1], re.DOTALL)]
    assert steps == [
        "Added later 30 April 2026, 23:40 CEST the readers first use the cable",
        "Started 1 May 2026, 09:10 CEST",
        "Added later 09:14 CEST a driver calls",
        "Investigating 09:20 CEST after 10 minutes",
        "Resolved 11:02 CEST after 1 hour 52 minutes",
    ]


def test_incident_maintenance_and_problem_link_to_each_other() -> None:
    """The incident says how it was noticed; the others list it, unless it was withdrawn."""
    files = built()
    page = files[PAGE]
    assert "Noticed 1 May 2026, 09:14 CEST Customers Our monitoring Supplier Copperline" in text(page)
    assert 'Caused by</dt>\n<dd><ul class="inline">\n<li><a href="/maintenance/new-readers/"' in re.sub(
        r"\n+", "\n", page
    ).replace("<dd>\n", "<dd>")
    assert 'href="/problems/one-cable/"' in page
    others = ("maintenance/new-readers/index.html", "problems/one-cable/index.html")
    assert all('href="/incidents/cards/"' in files[one] for one in others)
    withdrawn = CARDS.replace("supplier:", "withdrawn: A test.\nsupplier:")
    files = built(NOTES | {"incidents/cards.md": withdrawn})
    assert not any('href="/incidents/cards/"' in files[one] for one in others)


def test_an_internal_problem_is_nowhere() -> None:
    """Nor does its incident name it."""
    internal = PROBLEM.replace("public: yes\n", "")
    files = built(NOTES | {"problems/one-cable.md": internal})
    assert not [path for path, data in files.items() if "one-cable" in path or "one-cable" in data]


def test_maintenance_may_have_a_postmortem() -> None:
    """With the same parts."""
    work = CHANGE + "\n## Completed · 2026-04-30 23:40\n\nDone.\n" + POSTMORTEM.replace("PUBLIC\n", "")
    files = built({"maintenance/new-readers.md": work})
    page = files["maintenance/new-readers/index.html"]
    assert "Lay a new cable: Done on 3 May 2026" in actions(page)
    assert "the readers first use the cable" in page
    assert 'href="/maintenance/new-readers/#2026-05-04T15-00"' in files["learned/index.html"]


def test_a_promised_postmortem_is_shown_until_it_is_posted() -> None:
    """Late openly once its day is over; the page of a closed incident changes then by itself."""
    page = built(PROMISED)[PAGE]
    assert "We promised to post what we learned by Tuesday, 5 May 2026. It is overdue." in text(page)
    files = built(PROMISED, "2026-05-05T23:59+02:00")
    assert "We will post what we learned by Tuesday, 5 May 2026." in text(files[PAGE])
    assert 'data-turn="2026-05-06T00:00:00+02:00"' in files[PAGE]
    assert files["incidents/cards/next-1.html"] == built(PROMISED, "2026-05-06T00:00+02:00")[PAGE]
    assert "what we learned by" not in built()[PAGE]
    again = CARDS + "\n## Investigating · 2026-05-02 09:00\n\nIt is back.\n"
    assert "what we learned by" not in built({**PROMISED, "incidents/cards.md": again})[PAGE]


def test_the_home_page_has_a_promise_from_its_last_day_on() -> None:
    """In one line; nothing else that was learned is there."""
    promise = "No cards : We will post what we learned by Tuesday, 5 May 2026."
    assert "what we learned by" not in built(PROMISED, "2026-05-04T23:59+02:00")["index.html"]
    assert promise in text(built(PROMISED, "2026-05-05T00:00+02:00")["index.html"])
    assert "It is overdue." in text(built(PROMISED, "2026-05-06T00:00+02:00")["index.html"])
    assert "what we learned by" not in built()["index.html"]
    assert "One cable" not in built()["index.html"]


def test_the_page_of_a_problem_begins_with_the_workaround() -> None:
    """Then what it is, the actions, the updates and its incidents."""
    words = text(built()["problems/one-cable/index.html"].partition("<main")[2])
    parts = (
        *("Problem Cause known", "One cable for all machines", "Since Saturday, 2 May 2026"),
        *("Buy from the driver.", "All machines share one cable.", "Find a second way"),
        *("Both cables are in one duct.", "We are looking.", "No cards"),
    )
    places = [words.index(one) for one in parts]
    assert places == sorted(places)


def test_all_that_was_learned_is_on_one_page() -> None:
    """Late actions first, then open ones by due day, then what is done or dropped."""
    files = built(now="2026-05-12T12:00+02:00")
    page = files["learned/index.html"]
    assert [one.partition(":")[0] for one in actions(page)] == [
        "Report a lost connection",
        "Check other cables",
        "Find a second way",
        "Lay a new cable",
        "Take cards without a connection",
    ]
    assert 'href="/incidents/cards/#2026-05-04T15-00"' in page
    assert "A cable broke in the rain." in page
    assert "Buy from the driver." in page
    assert 'href="/learned/"' in files["index.html"]
    assert "/learned/</loc>" in files["sitemap.xml"]
    assert "/learned/index.md" in files["llms.txt"]
    done = "Lay a new cable: Done on 3 May 2026"
    assert done in actions(built(now="2027-05-02T12:00+02:00")["learned/index.html"])
    assert done not in actions(built(now="2027-05-03T12:00+02:00")["learned/index.html"])


def test_a_site_without_anything_learned_has_no_such_page() -> None:
    """Nor has one whose free page has the address."""
    plain = {"incidents/cards.md": re.sub(r"(caused|problem|report).*\n", "", CARDS)}
    files = built(plain)
    del files["_headers"]  # for any page at the address
    assert not [path for path, data in files.items() if "learned/" in path or "/learned/" in data]
    own = built(NOTES | {"pages/learned.md": "---\ntitle: Ours\n---\n\nOwn words.\n"})
    assert "Own words." in own["learned/index.html"]


def test_a_service_has_its_known_problems_and_postmortems() -> None:
    """Problems until they are fixed, postmortems for a year; problems are no part of the history."""
    page = built()["services/ticket-machines/index.html"]
    assert "Known problems One cable for all machines Cause known" in text(page)
    assert "Buy from the driver." in page
    assert "Postmortems of the last year No cards" in text(page)
    assert "Known problems" not in built()["services/trams/index.html"]
    accepted = PROBLEM + "\n## Accepted · 2026-05-06 12:00\n\nWe live with it until 2028.\n"
    page = built(NOTES | {"problems/one-cable.md": accepted})["services/ticket-machines/index.html"]
    assert "Buy from the driver." in page
    fixed = PROBLEM + "\n## Fixed · 2026-05-06 12:00\n\nDone.\n"
    files = built(NOTES | {"problems/one-cable.md": fixed})
    for path in ("services/ticket-machines/index.html", "history/2026/05/index.html", "index.html"):
        assert "One cable" not in files[path]
    assert "Buy from the driver." not in files["problems/one-cable/index.html"] + files["learned/index.html"]
    assert "One cable" in files["search/2026.json"]
    page = built(now="2027-05-05T12:00+02:00")["services/ticket-machines/index.html"]
    assert "Postmortems of the last year" not in page


def test_a_public_problem_is_in_the_feeds() -> None:
    """An item per update, for the site and its services; it has no feed or calendar of its own."""
    files = built()
    for path in ("feed.json", "services/ticket-machines/feed.json"):
        items = [one for one in json.loads(files[path])["items"] if "/problems/" in one["url"]]
        assert [one["title"] for one in items] == [
            "[Cause known] One cable for all machines",
            "[Investigating] One cable for all machines",
        ]
        assert all("Problem" in one["tags"] for one in items)
        assert "<br>Ticket machines</p>" in items[0]["content_html"]
    assert "One cable" not in files["services/trams/feed.json"] + files["calendar.ics"] + files["history.rss"]
    assert sorted(path for path in files if path.startswith("problems/")) == [
        "problems/one-cable/index.html",
        "problems/one-cable/index.md",
    ]


def test_a_tick_on_an_action_is_no_news() -> None:
    """It changes the page, but no feed, and marks nothing as edited."""
    ticked = POSTMORTEM.replace("PUBLIC\n", "").replace("due: 2026-05-10", "done: 2026-05-07")
    before, after = built(), built(NOTES | {"incidents/cards.md": CARDS + ticked})
    assert "Report a lost connection: Done on 7 May 2026 Detection" in actions(after[PAGE])
    assert "Edited" not in after[PAGE]
    names = ("updates.rss", "updates.atom", "feed.json", "calendar.ics", "api/v2/incidents.json")
    assert all(before[name] == after[name] for name in names)


def test_the_api_has_problems_and_what_was_learned() -> None:
    """Without what is internal."""
    data = json.loads(built()["api/status.json"])
    (problem,), (cards,) = data["problems"], data["learned"]
    assert (problem["id"], problem["incidents"]) == ("one-cable", ["cards"])
    assert problem["workaround"] == "Buy from the driver."
    learning = cards["learning"]
    assert learning["figures"] == ["41 of 120 machines"]
    assert learning["factors"][0]["kind"] == {"key": "hardware", "text": "Hardware"}
    states = [(one["state"]["key"], one["due"], one["closed"], one["owner"]) for one in learning["actions"]]
    assert states == [
        ("open", "2026-05-20", None, None),
        ("done", None, "2026-05-03", None),
        ("dropped", None, "2026-05-06", None),
        ("open", "2026-05-10", None, None),
    ]
    (cards,) = json.loads(built(PROMISED)["api/status.json"])["learned"]
    assert (cards["learning"]["report_by"], cards["learning"]["report_overdue"]) == ("2026-05-05", True)


def test_the_text_version_says_the_same() -> None:
    """Of each kind of page."""
    files = built()
    incident, problem = files["incidents/cards/index.md"], files["problems/one-cable/index.md"]
    assert "  1. We ordered it for a tunnel." in incident
    assert "- **Done on 3 May 2026**: Lay a new cable" in incident
    assert "Buy from the driver" in problem
    assert "Find a second way" in files["learned/index.md"]
    assert "Known problems" in files["services/ticket-machines/index.md"]
    assert "what we learned by" in built(PROMISED)["index.md"]
