"""The calendar of planned maintenance and freezes, and what the pages of services say of them."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from statusgen.model.output import fingerprint
from statusgen.pipeline.compile import compile_site
from tests.sites import SITE, THEMES, content

NOW = "2026-12-02T12:00+01:00"
PAGE, TEXT = "maintenance/index.html", "maintenance/index.md"

FREEZES = """\
changes:
  freezes:
    - {from: 2026-12-18, until: 2027-01-04, reason: {en: Christmas, zh: 圣诞节}, hard: yes}
    - {from: 2026-12-20, until: 2026-12-20, services: [trams, website], reason: Stocktaking}
    - {from: 2026-12-21, until: 2026-12-22, services: [no-such-service], reason: Nowhere}
    - {from: 2026-11-02, until: 2026-12-01, reason: Autumn}
    - {from: 2027-04-01, until: 2027-04-05, reason: Easter}
"""


def work(title: str, starts: str, ends: str, rest: str = "", services: str = "trams") -> str:
    """Planned work without a word more than it needs."""
    return f"---\ntitle: {title}\nservices: [{services}]\nstarts: {starts}\nends: {ends}\n---\n{rest}"


NOTES = {
    "maintenance/rails.md": work("New rails", "2026-12-08 22:00", "2026-12-09 02:00"),
    "maintenance/paint.md": work("Paint", "2026-12-08 09:00", "2026-12-08 10:30"),
    "maintenance/depot.md": work("New depot", "2026-12-10 08:00", "2026-12-13 00:00"),
    "maintenance/lines.md": work("Power lines", "2027-02-14 00:00", "2027-02-15 00:00"),
    "maintenance/bridge.md": work("The bridge", "2027-03-01 08:00", "2027-03-01 09:00"),
}


@cache
def _built(notes: tuple[tuple[str, str], ...], now: str, site: str) -> dict[str, str]:
    result = compile_site(content(dict(notes), site=site), THEMES, now=datetime.fromisoformat(now))
    assert result.outputs, result.diagnostics
    return {one.path: one.make().decode() for one in result.outputs if not one.path.startswith("assets/")}


def built(notes: dict[str, str] | None = None, now: str = NOW, site: str = SITE) -> dict[str, str]:
    """The files of a site at an instant."""
    return _built(tuple((NOTES if notes is None else notes).items()), now, site)


def words(html: str) -> str:
    """The words of a part of a page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def days(page: str) -> dict[str, list[str]]:
    """The days on which something is planned, each with its work."""
    cells = re.findall(r"<td[^>]*>\s*<p[^>]*><time datetime=\"([^\"]*)\">(.*?)</td>", page, re.DOTALL)
    found = {day: re.findall(r"<li[^>]*>(.*?)</li>", cell, re.DOTALL) for day, cell in cells}
    return {day: [words(one) for one in ones] for day, ones in found.items() if ones}


def months(page: str) -> list[str]:
    """The months that are shown as calendars."""
    return re.findall(r"<caption[^>]*>(.*?)</caption>", page)


def test_work_is_in_each_of_its_days() -> None:
    """Several on a day by start, over midnight and over days; none on a day at whose beginning it ends."""
    assert {
        "2026-12-08": ["09:00 – 10:30 CET Paint", "From 22:00 CET New rails"],
        "2026-12-09": ["Until 02:00 CET New rails"],
        "2026-12-10": ["From 08:00 CET New depot"],
        "2026-12-11": ["All day New depot"],
        "2026-12-12": ["All day New depot"],
        "2027-02-14": ["All day Power lines"],
    } == days(built()[PAGE])


def test_a_night_in_which_clocks_change_has_both_zones() -> None:
    """Else its length could be read wrong by an hour."""
    notes = {"maintenance/a.md": work("Night", "2026-10-25 01:30", "2026-10-25 02:00 +02:00")}
    moved = {"maintenance/a.md": work("Night", "2026-10-25 01:30", "2026-10-25 04:00")}
    now = "2026-10-20T12:00+02:00"
    assert {"2026-10-25": ["01:30 – 02:00 CEST Night"]} == days(built(notes, now)[PAGE])
    assert {"2026-10-25": ["01:30 CEST – 04:00 CET Night"]} == days(built(moved, now)[PAGE])


def test_three_months_are_calendars_and_the_rest_is_a_list() -> None:
    """Months without anything are left out, and of the current month the weeks that are past."""
    page = built()[PAGE]
    assert ["December 2026", "February 2027"] == months(page)
    assert "The bridge" in page.partition("<h2>Later</h2>")[2]
    later = built(now="2027-01-01T12:00+01:00")[PAGE]
    assert ["February 2027", "March 2027"] == months(later)
    assert "<h2>Later</h2>" not in later
    week = built(now="2026-12-09T12:00+01:00")[PAGE]
    assert re.findall(r'<time datetime="(2026-12-0.)"', week)[:2] == ["2026-12-07", "2026-12-08"]
    assert 'class="past"' in week


@pytest.mark.parametrize(("language", "first"), [("en", "Monday"), ("ja", "日曜日"), ("ar", "السبت")])
def test_weeks_begin_as_in_the_language(language: str, first: str) -> None:
    """Each column has the name of its day."""
    site = SITE.replace("[en, zh]", f"[en, zh, {language}]").replace("[en, zh, en]", "[en, zh]")
    page = built(site=site)[PAGE if language == "en" else f"{language}/{PAGE}"]
    heads = re.findall(r'<th scope="col">.*?<span class="hidden">(.*?)</span></th>', page)
    assert [first, 7] == [heads[0], len(heads[:7])]


def test_today_is_marked_with_a_word() -> None:
    """And the next day another one is."""
    for now, number in ((NOW, 2), ("2026-12-03T00:00+01:00", 3), ("2026-12-08T12:00+01:00", 8)):
        (today,) = re.findall(r'<p aria-current="date">(.*?)</p>', built(now=now)[PAGE])
        assert f'datetime="2026-12-0{number}"' in today
        assert words(today).endswith("Today")


def test_freezes_are_bars_and_sentences() -> None:
    """In each month, with the services if it is not about all; not those that are over."""
    page = built(site=SITE + FREEZES)[PAGE]
    whole = "No planned maintenance from 18 December 2026 to 4 January 2027 : Christmas"
    assert ["December 2026", "January 2027", "February 2027"] == months(page)
    assert 2 == words(page).count(whole)
    assert "on 20 December 2026 : Stocktaking Applies to Trams Website" in words(page)
    assert "from 1 April 2027 to 5 April 2027 : Easter" in words(page.partition("<h2>Later</h2>")[2])
    assert "Autumn" not in page
    assert "Nowhere" not in page
    bars = re.findall(r'class="freeze" colspan="(.)"><p>(.*?)</p>', page)
    plain, some = "No planned maintenance", "No planned maintenance (Trams, Website)"
    assert [("3", plain), ("1", some), ("7", plain), ("4", plain), ("3", plain), ("1", plain)] == bars
    assert "2026年12月18日" in built(site=SITE + FREEZES)[f"zh/{PAGE}"]
    assert "不安排计划维护：圣诞节" in re.sub(r"<[^>]*>", "", built(site=SITE + FREEZES)[f"zh/{PAGE}"])


def test_work_in_a_freeze_is_no_contradiction() -> None:
    """Where some is planned all the same, no other is."""
    urgent = {"maintenance/rails.md": work("New rails", "2026-12-19 22:00", "2026-12-20 02:00")}
    page = built(urgent, site=SITE + FREEZES)[PAGE]
    assert "No other planned maintenance from 18 December 2026 to 4 January 2027" in words(page)


def test_every_row_has_seven_days() -> None:
    """Also those of freezes: else columns would not be below their names."""
    for language in ("", "zh/"):
        page = built(site=SITE + FREEZES)[language + PAGE]
        rows = re.findall(r"<tr.*?</tr>", page.replace('<th scope="col">', "<td>"), re.DOTALL)
        cells = [re.findall(r"<td(?:[^>]*colspan=\"(.)\")?", row) for row in rows]
        assert {7} == {sum(int(one or 1) for one in row) for row in cells}


def test_a_freeze_is_shown_until_its_last_day() -> None:
    """In the time zone of the site."""
    shown = [
        "Christmas" in built(site=SITE + FREEZES, now=now)[PAGE]
        for now in ("2027-01-04T23:59+01:00", "2027-01-05T00:00+01:00")
    ]
    assert [True, False] == shown


def test_readers_cannot_see_whether_a_freeze_is_hard() -> None:
    """Each file is the same, and so is the version that open pages ask for."""
    soft = built(site=SITE + FREEZES.replace(", hard: yes", ""))
    hard = built(site=SITE + FREEZES)
    assert [] == [path for path in hard if hard[path] != soft[path]]


def test_a_changed_freeze_changes_its_pages_and_open_ones_reload() -> None:
    """And nothing else: neither the home page nor feeds and calendars show freezes."""

    def prints(site: str) -> dict[str, str]:
        result = compile_site(content(NOTES, site=site), THEMES, now=datetime.fromisoformat(NOW))
        return {one.path: fingerprint(one, "1") for one in result.outputs}

    before, after = prints(SITE + FREEZES), prints(SITE + FREEZES.replace("en: Christmas", "en: Holidays"))
    assert before != after
    pages, moved = built(site=SITE + FREEZES), {path for path in after if before[path] != after[path]}
    assert {PAGE, TEXT, "services/trams/index.html", "api/status.json", "live.json"} <= moved
    changed = [path for path in moved if path.endswith((".rss", ".ics", ".atom"))]
    assert [] == changed
    assert "Christmas" not in pages["index.html"] + pages["calendar.ics"] + pages["updates.rss"]


def test_cancelled_work_is_crossed_out_until_its_last_day() -> None:
    """With the word; what was posted in error or is completed is not planned."""
    name = "maintenance/rails.md"
    cancelled = {name: NOTES[name] + "\n## Cancelled · 2026-12-01 09:00\n\nIt snows.\n"}
    assert {
        "2026-12-08": ["From 22:00 CET New rails Cancelled"],
        "2026-12-09": ["Until 02:00 CET New rails Cancelled"],
    } == days(built(cancelled)[PAGE])
    assert '<s><a href="/maintenance/rails/">New rails</a></s>' in built(cancelled)[PAGE]
    assert days(built(cancelled, "2026-12-09T23:00+01:00")[PAGE])
    assert {} == days(built(cancelled, "2026-12-10T00:00+01:00")[PAGE])
    withdrawn = {name: NOTES[name].replace("title:", "withdrawn: A mistake.\ntitle:")}
    assert {} == days(built(withdrawn)[PAGE])
    assert {} == days(built({name: NOTES[name]}, "2026-12-09T02:00+01:00")[PAGE])


def test_work_in_progress_says_so() -> None:
    """As long as it goes on."""
    found = days(built(now="2026-12-08T23:00+01:00")[PAGE])
    assert ["From 22:00 CET New rails In progress"] == found["2026-12-08"]
    assert ["Until 02:00 CET New rails In progress"] == found["2026-12-09"]


def test_without_plans_the_page_is_a_sentence() -> None:
    """It stays at its address, and has a link to the past."""
    files = built({})
    assert "<p>No maintenance is planned.</p>" in files[PAGE]
    assert "<table" not in files[PAGE]
    assert 'href="/history/"' in files[PAGE]
    assert files[TEXT].endswith("# Planned maintenance\n\nNo maintenance is planned.\n")


def test_the_text_version_has_each_work_once_a_month() -> None:
    """With its whole time, below the freezes of the month."""
    text = built(site=SITE + FREEZES)[TEXT]
    body = re.sub(r"\]\([^)]*\)", "]", text.partition("# Planned maintenance\n\n")[2])
    assert body.startswith(
        "## December 2026\n\n"
        "- No planned maintenance from 18 December 2026 to 4 January 2027 · Christmas\n"
        "- No planned maintenance on 20 December 2026 · Stocktaking · Applies to: [Trams], [Website]\n\n"
        "- [Paint]: Maintenance · Scheduled · 8 December 2026, 09:00 to 10:30 CET · 1 hour 30 minutes\n"
        "- [New rails]: Maintenance · Scheduled · 8 December 2026, 22:00 CET to 9 December 2026, 02:00 CET"
    )
    assert 1 == body.count("New depot")
    assert (
        "## Later\n\n- No planned maintenance from 1 April 2027 to 5 April 2027 · Easter\n\n- [The br" in body
    )


def test_a_page_of_the_site_may_have_the_address() -> None:
    """Then nothing leads to the calendar."""
    files = built(NOTES | {"pages/maintenance.md": "---\ntitle: Our windows\n---\n\nSundays.\n"})
    assert "Our windows" in files[PAGE]
    assert "<table" not in files[PAGE]
    footer = files["index.html"].partition("<footer")[2]
    assert "Planned maintenance" not in footer
    assert "Planned maintenance" in built()["index.html"].partition("<footer")[2]


def test_sixty_a_month_make_a_small_page() -> None:
    """Three months with two every night, one of them over midnight."""
    notes = dict[str, str]()
    for count in range(90):
        day = date(2026, 12, 2) + timedelta(days=count)
        title = "Nightly backup of all timetables"
        notes[f"maintenance/a-{day}.md"] = work(title, f"{day} 22:00", f"{day + timedelta(days=1)} 02:00")
        notes[f"maintenance/b-{day}.md"] = work("Nightly update", f"{day} 03:00", f"{day} 04:00")
    page = built(notes, site=SITE + FREEZES)[PAGE].encode()
    assert len(gzip.compress(page, 6)) < 8 * 1024
    assert len(page) < 100 * 1024


def section(page: str, name: str) -> str:
    """The part of a page below a heading."""
    return page.partition(f"<h2>{name}</h2>")[2].partition("<h2")[0]


def test_a_service_says_what_is_coming() -> None:
    """The next work first, at most five, and freezes of it or of all that begin within three months."""
    more = {
        f"maintenance/more-{number}.md": work(
            f"More {number}", f"2026-12-2{number} 08:00", f"2026-12-2{number} 09:00"
        )
        for number in range(1, 4)
    }
    files = built(NOTES | more, site=SITE + FREEZES)
    page = files["services/trams/index.html"]
    planned, history = section(page, "Planned maintenance"), section(page, "History")
    titles = re.findall(r"<h3><a[^>]*>(.*?)</a>", planned)
    assert ["Paint", "New rails", "New depot", "More 1", "More 2"] == titles
    assert '<a href="/maintenance/">3 more</a>' in planned
    assert "Christmas" in planned
    assert "Stocktaking" in planned
    assert "Easter" not in page
    assert "Nothing to report" in history
    other = section(files["services/ticket-machines/index.html"], "Planned maintenance")
    assert "Christmas" in other
    assert "Stocktaking" not in other
    assert "Planned maintenance</h2>" not in built()["services/website/index.html"]
    text = files["services/trams/index.md"]
    assert "\n\n[3 more](https://status.larkmoor.example/maintenance/index.md)\n\n- No other planned" in text


def test_work_that_began_is_in_the_history_of_the_service() -> None:
    """And no longer among what is planned."""
    page = built(now="2026-12-08T23:00+01:00")["services/trams/index.html"]
    assert "New rails" not in section(page, "Planned maintenance")
    assert "New rails" in section(page, "History")


def test_a_forecast_of_a_service_has_the_plan_of_its_instant() -> None:
    """What begins then is not said to be planned."""
    files = built(now="2026-12-08T08:30+01:00")
    pages = [files[f"services/trams/{name}.html"] for name in ("index", "next-1")]
    assert [True, False] == ["Paint" in section(page, "Planned maintenance") for page in pages]


def test_the_api_has_the_freezes_that_are_not_over() -> None:
    """By their first day, without what is internal."""
    freezes = json.loads(built(site=SITE + FREEZES)["api/status.json"])["freezes"]
    assert [
        {"from": "2026-12-18", "until": "2027-01-04", "services": [], "reason": "Christmas"},
        {
            "from": "2026-12-20",
            "until": "2026-12-20",
            "services": ["trams", "website"],
            "reason": "Stocktaking",
        },
        {"from": "2027-04-01", "until": "2027-04-05", "services": [], "reason": "Easter"},
    ] == freezes
