"""Planned work as a change: what readers see of it, and the work that it replaces."""

from __future__ import annotations

import json
import re
from datetime import datetime

import icalendar
import pytest

from statusgen.model.diagnostics import Level
from statusgen.model.output import Result
from statusgen.pipeline.compile import compile_site
from tests.sites import SITE, THEMES, Rendered, content

WORK = """\
---
title: New rails at the town hall
services: [trams]
starts: 2026-06-14 02:00
ends: 2026-06-14 04:00
announced: 2026-05-20 10:00
impact: No night trams run.
reason: The old rails are worn out.
fallback: If the new ones do not fit by 03:30, we put the old ones back.
change: CHANGE
risk: high
tested: Rehearsed twice at the depot.
approved:
  - {by: change board, on: 2026-05-12, link: https://git.larkmoor.example/41}
  - {by: safety board, on: 2026-05-13}
---

We lay new rails.
"""
NORMAL = WORK.replace("CHANGE", "normal")
URGENT = WORK.replace("CHANGE", "emergency")
PATH = "maintenance/rails.md"
INTERNAL = ("Rehearsed", "change board", "safety board", "High", "git.larkmoor")
PUBLIC = SITE + "changes: {public: [change, risk, tested, approved]}\n"


def compiled(notes: dict[str, str], day: str = "2026-06-01", *, site: str = SITE) -> Result:
    """What these notes publish at noon of a day."""
    return compile_site(content(notes, site=site), THEMES, now=datetime.fromisoformat(f"{day}T12:00+02:00"))


def built(notes: dict[str, str], day: str = "2026-06-01", *, site: str = SITE) -> Rendered:
    """The files of a site without errors."""
    result = compiled(notes, day, site=site)
    assert [] == [one for one in result.diagnostics if one.level is Level.ERROR]
    return Rendered(result.outputs)


def text(page: bytes) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.decode()))


def row(page: bytes, question: str) -> str | None:
    """The answer to a question on a page; None without the question."""
    found = re.search(rf"<dt>{question}</dt>\s*<dd>(.*?)</dd>", page.decode(), re.DOTALL)
    return text(found[1].encode()).strip() if found else None


def links(page: bytes, question: str) -> list[str]:
    """The addresses in the answer to a question on a page."""
    found = re.search(rf"<dt>{question}</dt>\s*<dd>(.*?)</dd>", page.decode(), re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


def test_readers_see_why_and_what_if_it_does_not_work() -> None:
    """On the page of the work, as text and in each language; nothing of what is internal."""
    site = built({PATH: NORMAL})
    page, words = site["maintenance/rails/index.html"], site["maintenance/rails/index.md"].decode()

    assert "The old rails are worn out." == row(page, "Why we do this")
    assert "If the new ones do not fit by 03:30, we put the old ones back." == row(
        page, "If it does not work"
    )
    assert "The old rails are worn out." == row(site["zh/maintenance/rails/index.html"], "维护原因")
    assert "**Why we do this**: The old rails are worn out." in words
    assert "**If it does not work**: If the new ones do not fit" in words
    assert "Urgent" not in text(page)
    assert [] == [one for one in INTERNAL if one in text(page) or one in words]


def test_the_fallback_is_not_shown_once_the_work_is_over() -> None:
    """The reason stays."""
    page = built({PATH: NORMAL}, "2026-06-20")["maintenance/rails/index.html"]

    assert "The old rails are worn out." == row(page, "Why we do this")
    assert row(page, "If it does not work") is None


def test_work_that_cannot_wait_is_called_urgent_everywhere() -> None:
    """In the lists of the home page and of the history, on its page, and while it is in progress."""
    site = built({PATH: URGENT})
    for path in ("index.html", "maintenance/rails/index.html"):
        assert "Urgent maintenance" in text(site[path])
    assert "Urgent maintenance" in text(built({PATH: URGENT}, "2026-06-20")["history/index.html"])
    for path in ("index.md", "maintenance/rails/index.md"):
        assert "Urgent maintenance · Scheduled" in site[path].decode()
    assert "紧急维护" in text(site["zh/index.html"])
    assert row(site["maintenance/rails/index.html"], "Type of work") is None

    now = datetime.fromisoformat("2026-06-14T03:00+02:00")
    active = Rendered(compile_site(content({PATH: URGENT}), THEMES, now=now).outputs)
    assert "Urgent maintenance in progress" in text(active["index.html"])
    assert "Urgent maintenance in progress" in active["index.md"].decode()


def test_a_site_can_make_type_risk_test_and_approvals_public() -> None:
    """Each in words; the address of the record stays internal."""
    site = built({PATH: NORMAL}, site=PUBLIC)
    page, words = site["maintenance/rails/index.html"], site["maintenance/rails/index.md"].decode()

    assert "Planned work" == row(page, "Type of work")
    assert "High" == row(page, "Risk")
    assert "Rehearsed twice at the depot." == row(page, "How it was tested")
    assert "change board 12 May 2026 safety board 13 May 2026" == row(page, "Approved by")
    assert "**Approved by**: change board (12 May 2026), safety board (13 May 2026)" in words
    assert "**Risk**: High" in words
    assert "git.larkmoor" not in page.decode()


@pytest.mark.parametrize("part", ["change", "risk", "tested", "approved"])
def test_each_part_is_public_by_itself(part: str) -> None:
    """Naming one shows no other."""
    page = built({PATH: NORMAL}, site=f"{SITE}changes: {{public: [{part}]}}\n")[
        "maintenance/rails/index.html"
    ]
    rows = {
        "change": "Type of work",
        "risk": "Risk",
        "tested": "How it was tested",
        "approved": "Approved by",
    }

    assert {part} == {name for name, question in rows.items() if row(page, question)}


def test_the_first_entry_of_feeds_and_the_event_say_why() -> None:
    """Later entries do not repeat it; the fallback is left out once the work is over."""
    update = "".join(f"\n## Update · 2026-05-{day} 10:00\n\nAll is ready.\n" for day in (25, 26))
    site = built({PATH: URGENT + update})
    newest, first = json.loads(site["feed.json"])["items"]

    assert "<strong>Why we do this</strong><br>The old rails are worn out." in first["content_html"]
    assert "<strong>If it does not work</strong><br>If the new ones" in first["content_html"]
    assert "Urgent maintenance" in first["tags"]
    assert "Why we do this" not in newest["content_html"]

    def description(files: Rendered) -> str:
        (event,) = icalendar.Calendar.from_ical(files["maintenance/rails/event.ics"]).walk("VEVENT")
        return str(event["DESCRIPTION"])

    assert "Why we do this: The old rails are worn out." in description(site)
    assert "If it does not work: If the new ones do not fit" in description(site)
    over = description(built({PATH: URGENT + update}, "2026-06-20"))
    assert "Why we do this" in over
    assert "If it does not work" not in over


def test_an_entry_that_calls_work_off_does_not_say_why_it_is_done() -> None:
    """Though it is the first one."""
    cancelled = "\n## Cancelled · 2026-05-25 10:00\n\nThe rails have not arrived.\n"
    (only,) = json.loads(built({PATH: NORMAL + cancelled})["feed.json"])["items"]

    assert "The rails have not arrived." in only["content_html"]
    assert "Why we do this" not in only["content_html"]


def test_the_api_has_the_change() -> None:
    """Reason, fallback and emergency always, the rest only if it is public; null for other notes."""

    def change(note: str, site: str = SITE) -> dict[str, object]:
        made = json.loads(built({PATH: note}, site=site)["api/status.json"])
        found: dict[str, object] = made["maintenance"]["planned"][0]["change"]
        return found

    nothing: dict[str, object] = {"type": None, "risk": None, "tested": "", "approvals": []}
    alone: dict[str, object] = {"series": None, "replaces": None, "replaced_by": []}
    words = {
        "reason": "The old rails are worn out.",
        "fallback": "If the new ones do not fit by 03:30, we put the old ones back.",
    }
    assert {"emergency": False, **words, **nothing, **alone} == change(NORMAL)
    public = {
        "type": {"key": "emergency", "text": "Urgent work"},
        "risk": {"key": "high", "text": "High"},
        "tested": "Rehearsed twice at the depot.",
        "approvals": [{"by": "change board", "on": "2026-05-12"}, {"by": "safety board", "on": "2026-05-13"}],
    }
    assert {"emergency": True, **words, **public, **alone} == change(URGENT, PUBLIC)


FIRST = """\
---
title: New rails, first try
services: [trams]
starts: 2026-05-10 02:00
ends: 2026-05-10 04:00
announced: 2026-05-01 10:00
impact: No night trams run.
---

## Cancelled · 2026-05-09 10:00

The rails have not arrived.
"""
AGAIN = NORMAL.replace("reason:", "supersedes: first\nreason:")
BOTH = {"maintenance/first.md": FIRST, PATH: AGAIN}


def test_work_and_what_it_replaces_name_each_other() -> None:
    """On both pages, as text and in the API, also once the earlier one is archived."""
    for day in ("2026-06-01", "2027-02-01"):
        site = built(BOTH, day)
        assert ["/maintenance/first/"] == links(site["maintenance/rails/index.html"], "Replaces")
        assert ["/maintenance/rails/"] == links(site["maintenance/first/index.html"], "Replaced by")
        assert "**Replaces**: [New rails, first try]" in site["maintenance/rails/index.md"].decode()
        assert "**Replaced by**: [New rails at the town hall]" in site["maintenance/first/index.md"].decode()

    (planned,) = json.loads(built(BOTH)["api/status.json"])["maintenance"]["planned"]
    assert "New rails, first try" == planned["change"]["replaces"]["title"]


def test_neither_is_named_before_readers_know_of_it() -> None:
    """Work of later is not named by what it replaces, and does not name what is announced later."""
    before = built(BOTH, "2026-05-15")
    assert "Replaced by" not in before["maintenance/first/index.html"].decode()
    assert "maintenance/rails/index.html" not in before

    later = BOTH | {"maintenance/first.md": FIRST.replace("2026-05-01", "2026-06-05").split("\n## ")[0]}
    assert row(built(later)["maintenance/rails/index.html"], "Replaces") is None
    assert "first" not in built(later)["maintenance/rails/index.html"].decode()


def test_withdrawn_work_replaces_nothing() -> None:
    """What was posted in error is not where readers should look."""
    made = built(BOTH | {PATH: AGAIN.replace("reason:", "withdrawn: That was a test.\nreason:")})

    assert row(made["maintenance/first/index.html"], "Replaced by") is None


SERIES = """\
---
title: We grind the rails
services: [trams]
starts: 2026-06-07 02:00
ends: 2026-06-07 04:00
announced: 2026-05-20 10:00
repeat: every sunday
until: 2026-08-30
REPLACES
impact: No night trams run.
reason: Smooth rails are quieter.
fallback: If a machine fails, we go on a week later.
---
"""


def test_the_page_of_all_dates_says_why_and_what_the_work_replaces() -> None:
    """Single dates say why, but what was replaced is the recurring work."""
    series = SERIES.replace("REPLACES", "supersedes: first")
    site = built({"maintenance/first.md": FIRST, "maintenance/grinding.md": series}, "2026-06-15")
    page, words = site["maintenance/grinding/index.html"], site["maintenance/grinding/index.md"].decode()
    date = site["maintenance/grinding/2026-06-14/index.html"]

    assert "Smooth rails are quieter." == row(page, "Why we do this") == row(date, "Why we do this")
    assert "If a machine fails, we go on a week later." == row(page, "If it does not work")
    assert "**Why we do this**: Smooth rails are quieter." in words
    assert ["/maintenance/first/"] == links(page, "Replaces")
    assert "**Replaces**: [New rails, first try]" in words
    assert row(date, "Replaces") is None
    assert ["/maintenance/grinding/"] == links(site["maintenance/first/index.html"], "Replaced by")


def test_recurring_work_can_be_replaced_as_a_whole_or_on_a_day() -> None:
    """The page of all dates names what replaces them, that of a day what replaces it."""
    series = SERIES.replace("REPLACES\n", "")
    notes = {"maintenance/grinding.md": series, PATH: AGAIN.replace("first", "grinding")}
    site = built(notes)
    assert ["/maintenance/grinding/"] == links(site["maintenance/rails/index.html"], "Replaces")
    assert ["/maintenance/rails/"] == links(site["maintenance/grinding/index.html"], "Replaced by")
    assert row(site["maintenance/grinding/2026-06-07/index.html"], "Replaced by") is None

    site = built(notes | {PATH: AGAIN.replace("first", "grinding/2026-06-07")})
    assert ["/maintenance/grinding/2026-06-07/"] == links(site["maintenance/rails/index.html"], "Replaces")
    assert ["/maintenance/rails/"] == links(site["maintenance/grinding/2026-06-07/index.html"], "Replaced by")
    assert row(site["maintenance/grinding/index.html"], "Replaced by") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nothing", "unknown-change"),
        ("rails", "supersedes-cycle"),
        ("grinding/2026-06-08", "unknown-occurrence"),
    ],
)
def test_what_cannot_be_replaced_is_an_error(name: str, code: str) -> None:
    """Work that does not exist, the work itself, and a day on which recurring work does not begin."""
    series = SERIES.replace("REPLACES\n", "")
    made = compiled({"maintenance/grinding.md": series, PATH: AGAIN.replace("first", name)})

    assert [(code, PATH, 8)] == [
        (one.code, one.span.path, one.span.line) for one in made.diagnostics if one.level is Level.ERROR
    ]


def test_only_works_of_a_circle_are_wrong() -> None:
    """Work that replaces one of them is not."""
    notes = {f"maintenance/{name}.md": AGAIN.replace("first", of) for name, of in ("ab", "bc", "cb")}
    made = compiled(notes)

    wrong = [one for one in made.diagnostics if one.code == "supersedes-cycle"]
    assert ["maintenance/b.md", "maintenance/c.md"] == [one.span.path for one in wrong]
    assert "`b` replaces `c`, which replaces `b`" == wrong[0].message


def test_an_incident_and_the_work_that_caused_it_name_each_other() -> None:
    """A day of recurring work, too."""
    incident = """\
---
title: No trams at the town hall
services: {trams: major outage}
caused by: [rails, grinding/2026-06-07]
---

## Resolved · 2026-06-14 06:00

They run again.
"""
    series = SERIES.replace("REPLACES\n", "")
    notes = {"incidents/halt.md": incident, "maintenance/grinding.md": series, PATH: NORMAL}
    site = built(notes, "2026-06-15")

    caused = links(site["incidents/halt/index.html"], "Caused by")
    assert ["/maintenance/rails/", "/maintenance/grinding/2026-06-07/"] == caused
    for path in ("maintenance/rails", "maintenance/grinding/2026-06-07"):
        assert "No trams at the town hall" == row(site[f"{path}/index.html"], "Incidents caused")
