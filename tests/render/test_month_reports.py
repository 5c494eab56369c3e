"""Published monthly reports: pages in both languages, their texts and tables, and what changes them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import pytest

from statusgen.model.cache import Cache
from statusgen.model.output import Output, fingerprint
from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content

NOW = datetime.fromisoformat("2026-06-10T10:00+02:00")
SITE = """\
name: {en: Trams, zh: 电车}
url: https://trams.example/
time zone: Europe/Berlin
languages: [en, zh]
"""
SERVICES = """\
services:
  - {id: trams, name: Trams, since: 2026-01-01, slo: {target: 99.5, window: month}}
  - {id: web, name: "=Web", since: 2026-05-20}
"""
NOTE = "---\ntitle: '{title}'\nservices: {{trams: {state}}}\n---\n{updates}"
WIRES = NOTE.format(
    title="=Wires",
    state="major outage",
    updates="\n## Investigating · 2026-05-04 10:10\nsince: 10:00\nnext update: 10:30\n\nWe look.\n"
    "\n## Resolved · 2026-05-04 15:00\n\nAll trams run.\n",
)
FLOOD = NOTE.format(
    title="Flood",
    state="degraded",
    updates="\n## Investigating · 2026-05-31 22:00\n\nSlow.\n\n## Resolved · 2026-06-01 02:00\n\nDry.\n",
)
RAILS = """\
---
title: New rails
services: [trams]
starts: 2026-05-10 22:00
ends: 2026-05-11 02:00
announced: 2026-05-01 09:00
---

## Completed · 2026-05-11 03:00

The rails are new.
"""
FILES = {
    "services.yml": SERVICES,
    "incidents/2026-05-04-wires.md": WIRES,
    "incidents/2026-05-31-flood.md": FLOOD,
    "maintenance/2026-05-10-rails.md": RAILS,
}
ALL = "reports: public\n"
MAY = "reports/2026-05/index.md"


def made(
    reports: str = ALL,
    now: datetime = NOW,
    cache: Cache | None = None,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Output]:
    """The files of a site by path, with some notes more or changed."""
    result = compile_site(content({**FILES, **notes}, site=SITE + reports), THEMES, now=now, cache=cache)
    assert not result.failed, result.diagnostics
    return {output.path: output for output in result.outputs}


def page(path: str, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text of a file."""
    return made(notes=notes)[path].make().decode()


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(made()[path].make().decode("utf-8-sig"))))


def test_each_month_that_is_over_has_its_files() -> None:
    """The month so far is on the page of all reports."""
    found = sorted(path for path in made() if path.startswith("reports/"))
    files = ("incidents.csv", "index.html", "index.md", "services.csv")
    now = sorted((*files, "lengths.csv"))
    assert [*(f"reports/2026-05/{one}" for one in files), *(f"reports/{one}" for one in now)] == found
    assert "<loc>https://trams.example/reports/2026-05/</loc>" in page("sitemap.xml")
    assert not [path for path in made("") if "reports/" in path]


def test_the_summary_follows_from_the_data() -> None:
    """In both languages."""
    english, chinese = page("reports/2026-05/index.md"), page("zh/reports/2026-05/index.md")
    assert "\n2 incidents, 1 of them an outage.\n\n1 of 1 uptime targets was missed: Trams.\n" in english
    assert "\n2 起事件，其中 1 起服务中断。\n\n1 项可用率目标中有 1 项未达成：Trams。\n" in chinese


def test_sentences_have_the_spaces_of_the_language() -> None:
    """None after a wide full stop."""
    chinese = page("zh/reports/index.md").partition("## 事件持续时间")[2]
    assert "。最长的为5 小时。" in chinese.replace("\N{THIN SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "其中 1 起服务中断。1 项可用率目标" in page("zh/reports/2026-05/index.html").partition("</head>")[0]
    )


def test_services_have_what_is_promised_allowed_used_and_left() -> None:
    """Five hours down in a May of 744 hours, five of which were planned work."""
    text = page("reports/2026-05/index.md")
    budget = "99.5% missed (May 2026) | 3 hours 41 minutes | 5 hours | Over by 1 hour 18 minutes |"
    assert budget in text.replace("\N{THIN SPACE}", "")
    assert "| 99.32% | 5 hours | 5 hours |" in text
    assert "| 100% (Since 20 May 2026) | – | – |" in text


def test_a_target_that_is_not_confirmed_is_neither_met_nor_missed() -> None:
    """While a mistake hides a state, nobody knows what is used: no summary says that all is well."""
    broken = WIRES.replace("{trams: major outage}", "{trams: major outrage}")
    files = content({**FILES, "incidents/2026-05-04-wires.md": broken}, site=SITE + ALL)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    outputs = {one.path: one for one in result.outputs}
    text = outputs["reports/2026-05/index.md"].make().decode()
    table = outputs["reports/2026-05/services.csv"].make().decode("utf-8-sig")
    (row,) = (one for one in csv.DictReader(io.StringIO(table)) if one["id"] == "trams")

    assert "99.5% Not confirmed (May 2026) | – | – | – |" in text
    summary = text.partition("## Summary")[2].partition("## Services")[0]
    assert "One of our updates cannot be shown completely." == summary.strip()
    assert "Not confirmed | Not confirmed | 5 hours |" in text.partition("| Uptime |")[2]
    assert ("0", "18000") == (row["down_seconds"], row["unconfirmed_seconds"])
    assert {""} == {row[f"target_{one}"] for one in ("state", "allowed_seconds", "left_seconds")}


def test_a_month_with_a_note_that_cannot_be_read_does_not_say_that_nothing_happened() -> None:
    """What is known of it is the least, and no number of incidents is right."""
    other = WIRES.replace("2026-05-04", "2026-05-06").replace("{trams: major outage}", "{trams: [}")
    files = content({**FILES, "incidents/2026-05-06-other.md": other}, site=SITE + ALL)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    outputs = {one.path: one for one in result.outputs}
    text = outputs["reports/2026-05/index.md"].make().decode()
    assert "| Not confirmed | at least 5 hours | 5 hours |" in text
    assert "of them" not in text
    assert "missed" not in text

    since = "reports: {public: [incidents, planned work], from: 2026-05-01}\n"
    lone = content({"services.yml": SERVICES, "incidents/2026-05-06-x.md": "oops"}, site=SITE + since)
    result = compile_site(lone, THEMES, now=NOW, keep_going=True)
    (page,) = (one.make().decode() for one in result.outputs if one.path == "reports/2026-05/index.md")
    assert "There w" not in page
    assert 3 == page.count("One of our updates cannot be shown completely.")


@pytest.mark.parametrize("new", ["99.9", "99.99"])
def test_what_two_targets_allow_is_not_said_of_one(new: str) -> None:
    """An older target judges the first two months of the quarter; each report of it has both."""
    old = "{target: 99, until: 2026-05-31, window: quarter}"
    slo = f"{{target: {new}, window: quarter, from: 2026-06-01, before: [{old}]}}"
    services = SERVICES.replace("{target: 99.5, window: month}", slo)
    found = made(notes={"services.yml": services})
    page = found["services/trams/index.html"].make().decode()
    chinese = found["zh/services/trams/index.html"].make().decode()

    assert f"that the targets together allow (99%, {new}%), " in page
    assert f"（99%、{new}%）合计允许" in chinese
    assert f"99%, {new}% on course (2nd quarter 2026)" in found["reports/index.md"].make().decode()
    may = found["reports/2026-05/index.md"].make().decode()
    assert f"99%, {new}% on course (2nd quarter 2026)" in may


def test_no_length_follows_from_a_start_that_is_a_guess() -> None:
    """It was written after the first update: neither pages nor tables have a length."""
    wrong = WIRES.replace("title:", "started: 2026-05-04 12:00\ntitle:").replace("since: 10:00\n", "")
    files = content({**FILES, "incidents/2026-05-04-wires.md": wrong}, site=SITE + ALL)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    outputs = {one.path: one for one in result.outputs}
    text = outputs["reports/2026-05/index.md"].make().decode()
    table = outputs["reports/2026-05/incidents.csv"].make().decode("utf-8-sig")
    (row,) = (one for one in csv.DictReader(io.StringIO(table)) if "wires" in one["id"])
    reports = outputs["reports/index.md"].make().decode()
    note = outputs["incidents/2026-05-04-wires/index.md"].make().decode()

    assert "cannot be shown completely" in note
    assert "| – | – | Major outage | – |" in text
    names = ("started", "lasted_seconds", "seconds_in_month")
    assert ("", "", "") == tuple(row[one] for one in names)
    assert "1 incident with a known length" in reports
    assert "The length of 1 incident is not known." in reports
    assert "hours" not in note
    assert "· 4 May 2026\n" in note
    assert "00:00" not in note + text
    assert "less than a minute after the start" in reports.replace("**", "")  # that of the other one


@pytest.mark.parametrize(("started", "length"), [("", ""), ("started: 2026-05-04 10:00\n", "18000")])
def test_the_first_update_that_can_be_read_is_no_start_if_one_is_lost(started: str, length: str) -> None:
    """The lost one may be earlier, unless the front matter says when the incident started."""
    lost = WIRES.replace("title:", f"{started}title:").replace("2026-05-04 10:10", "2026-05-04 1010")
    lost = lost.replace("## Resolved", "## Identified · 2026-05-04 11:00\n\nA wire.\n\n## Resolved")
    files = content({**FILES, "incidents/2026-05-04-wires.md": lost}, site=SITE + ALL)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    (table,) = (one for one in result.outputs if one.path == "reports/2026-05/incidents.csv")
    found = csv.DictReader(io.StringIO(table.make().decode("utf-8-sig")))
    assert [length] == [one["lasted_seconds"] for one in found if "wires" in one["id"]]


def test_a_later_resolution_for_a_time_within_the_month_is_named() -> None:
    """It takes downtime away that readers of the month saw."""
    later = "## Resolved · 2026-06-03 15:00\nsince: 2026-05-04 15:00\n"
    resolved = WIRES.replace("## Resolved · 2026-05-04 15:00\n", later)
    text = page("reports/2026-05/index.md", {"incidents/2026-05-04-wires.md": resolved})
    assert "3 June 2026, 15:00 CEST" in text.partition("Changed since")[2]


def test_communication_counts_from_the_first_day_of_reports() -> None:
    """As all figures do."""
    found = made("reports: {public: [communication], from: 2026-05-10}\n")["reports/index.md"].make().decode()
    assert "0 of 1 promised updates" not in found
    assert "0 of 1 promised updates" in page("reports/index.md")


def test_incidents_and_work_say_how_they_went() -> None:
    """With the part in the month of what reaches over its end, in both months."""
    text = page("reports/2026-05/index.md")
    assert "| 10 minutes | 5 hours | Major outage | – |" in text
    assert "| less than a minute | 4 hours (2 hours in this month) | Degraded | – |" in text
    assert "4 hours (2 hours in this month)" in page("reports/index.md")
    assert "| 9 days 13 hours | 5 hours | Extended |" in text


@pytest.mark.parametrize(
    ("head", "rules", "cell"),
    [
        ("change: normal\n", "", "9 days 13 hours"),
        ("change: emergency\n", "", "9 days 13 hours · urgent work"),
        ("change: standard\n", "changes: {public: [change]}\n", "9 days 13 hours · standard change"),
    ],
)
def test_planned_work_has_its_notice_and_type(head: str, rules: str, cell: str) -> None:
    """Readers see that work was urgent; other types if the site says so."""
    notes = {"maintenance/2026-05-10-rails.md": RAILS.replace("title:", f"{head}title:")}
    text = made(ALL + rules, notes=notes)["reports/2026-05/index.md"].make().decode()
    assert f"| {cell} |" in text.replace("\xa0", " ")


def test_promised_updates_of_the_month_are_counted() -> None:
    """One was promised for 10:30, and came at 15:00."""
    assert "0 of 1 promised updates were posted on time" in page("reports/2026-05/index.md")


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("levels", "| Promised |"),
        ("incidents", "Worst state"),
        ("planned work", "Announced before"),
        ("communication", "How we kept you informed"),
    ],
)
def test_each_part_is_published_alone(part: str, shown: str) -> None:
    """No other part is on the page, nor in a file."""
    files = made(f"reports: {{public: [{part}]}}\n")
    text = files["reports/2026-05/index.md"].make().decode()
    heads = ("| Promised |", "Worst state", "Announced before", "How we kept you informed")
    assert [shown] == [one for one in heads if one in text]
    tables = {"levels": ["services.csv"], "incidents": ["incidents.csv"]}.get(part, [])
    assert tables == [
        path.split("/")[2] for path in files if path.startswith("reports/2026-05/") and ".csv" in path
    ]


@pytest.mark.parametrize(
    ("part", "summary"),
    [
        ("levels", "1 of 1 uptime targets was missed: Trams."),
        ("incidents", "2 incidents, 1 of them an outage."),
        ("planned work", "Planned maintenance took place once."),
        ("communication", "2 incidents began in this month."),
        ("learning", "No postmortem was published."),
    ],
)
def test_each_part_has_a_summary(part: str, summary: str) -> None:
    """A heading without words says nothing; targets are explained where they are public alone."""
    text = made(f"reports: {{public: [{part}]}}\n")["reports/2026-05/index.md"].make().decode()
    assert f"## Summary\n\n{summary}\n" in text
    assert ("Targets are judged at the end of the month" in text) == (part == "levels")


def test_only_the_newest_incidents_are_in_the_table_of_lengths() -> None:
    """It says so, and a file has all of them."""
    notes = {f"incidents/{one:03}.md": WIRES.replace("=Wires", f"Wires {one}") for one in range(60)}
    html, table = page("reports/index.html", notes), page("reports/lengths.csv", notes)
    (listed,) = re.findall(r"<summary>(The newest .*?)</summary>", html)
    assert "The newest 50 of 62 incidents as a table" == listed
    assert 'href="/reports/lengths.csv"' in html
    assert 62 + 1 == len(table.splitlines())
    assert "id,title,url,severity,started,first_update,restored,lasted_seconds" in table


def test_many_services_without_downtime_are_folded() -> None:
    """What happened is in sight; few services are all in sight."""
    more = "".join(f"  - {{id: s{one}, name: S{one}, since: 2026-01-01, slo: 99}}\n" for one in range(20))
    html = page("reports/2026-05/index.html", {"services.yml": SERVICES + more})
    tables = html.partition("<h2>Services</h2>")[2].partition("</section>")[0]
    folded = re.findall(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", tables, re.DOTALL)
    assert ["20 services without downtime in this month", "21 services without downtime in this month"] == [
        summary for summary, _ in folded
    ]
    assert not [rows for _, rows in folded if "/services/trams/" in rows]
    assert 2 == tables.count('href="/services/trams/"')
    assert "<details>" not in page("reports/2026-05/index.html")


def test_a_month_without_downtime_has_no_empty_tables() -> None:
    """All services are folded then."""
    more = "".join(f"  - {{id: s{one}, name: S{one}, since: 2026-01-01, slo: 99}}\n" for one in range(20))
    html = page(
        "reports/2026-04/index.html", {"services.yml": SERVICES + more, "reports/2026-04.md": "Quiet.\n"}
    )
    tables = html.partition("<h2>Services</h2>")[2].partition("</section>")[0]
    assert 2 == tables.count("<details>") == tables.count("<table>")


def test_measures_of_all_months_name_the_first_one() -> None:
    """If the table beside them has only the last two years with incidents."""
    old = {
        f"incidents/{year}-{month:02}.md": WIRES.replace("2026-05-04", f"{year}-{month:02}-04")
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    }
    services = {"services.yml": SERVICES.replace("since: 2026-01-01", "since: 2023-01-01")}
    text = page("reports/index.md", old | services).partition("## How we keep you informed")[2]
    assert "Since January 2023\n" in text
    assert "The last 24 months with incidents\n" in text
    assert (
        "Since" not in page("reports/index.md").partition("## How we keep you informed")[2].partition("|")[0]
    )


def test_what_used_a_target_has_its_title() -> None:
    """Also if it was months before the days of the service's bar."""
    services = SERVICES.replace("window: month", "window: 365 days").replace("2026-01-01", "2025-01-01")
    old = {
        "incidents/2025-08-04-wires.md": WIRES.replace("2026-05-04", "2025-08-04").replace(
            "=Wires", "Old wires"
        )
    }
    table = page("services/trams/index.html", {"services.yml": services, **old})
    (spent,) = re.findall(r'<table>\s*<caption[^>]*id="spent">.*?</table>', table, re.DOTALL)
    assert '<th scope="row"><a href="/incidents/2025-08-04-wires/">Old wires</a></th>' in spent
    assert 'data-label="Left afterwards"' in spent


def test_the_tables_have_the_data_and_no_formulas() -> None:
    """Texts that begin like a formula are only texts."""
    trams, web = rows("reports/2026-05/services.csv")
    assert ("'=Web", "") == (web["name"], web["target_percent"])
    assert ("18000", "99.5", "missed") == (
        trams["down_seconds"],
        trams["target_percent"],
        trams["target_state"],
    )
    assert "-4698" == trams["target_left_seconds"]
    assert "2026-05-01T00:00:00+02:00" == trams["since"] == trams["target_start"]
    flood, wires = rows("reports/2026-05/incidents.csv")
    assert ("14400", "7200") == (flood["lasted_seconds"], flood["seconds_in_month"])
    assert ("'=Wires", "2026-05-04T10:00:00+02:00") == (wires["title"], wires["started"])


def test_a_later_edit_is_named() -> None:
    """The date of the change is on top, with the note below."""
    edited = WIRES.replace("15:00\n", "15:00\nedited: 2026-06-03 09:00\n")
    text = page("reports/2026-05/index.md", {"incidents/2026-05-04-wires.md": edited})
    assert "Changed since: 3 June 2026, 09:00" in text
    assert "Changed since" not in page("reports/2026-05/index.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [("next update: 10:30\n", "next update: 10:30\nservices: {trams: degraded}\n"), ("10:10", "10:20")],
)
def test_an_edit_of_the_facts_of_an_update_is_named(before: str, after: str) -> None:
    """Figures follow from them; the last publication shows that they were others."""
    files = content(FILES, site=SITE + ALL)
    records = compile_site(files, THEMES, now=NOW).records()
    path = "incidents/2026-05-04-wires.md"
    edited = {**files, path: files[path].replace(before.encode(), after.encode())}
    same, other = (
        next(one for one in compile_site(some, THEMES, now=NOW, previous=records).outputs if one.path == MAY)
        for some in (files, edited)
    )
    assert edited != files
    assert "Changed since" not in same.make().decode()
    assert "10 June 2026" in other.make().decode().partition("Changed since")[2]


def test_months_that_are_over_are_not_rendered_again() -> None:
    """Neither as time passes, nor for a note of another month; the newest one until it has a successor."""
    first = {path: fingerprint(one, "1") for path, one in made().items()}
    other = NOTE.format(title="Snow", state="degraded", updates="\n## Resolved · 2026-06-09 10:00\n\nGone.\n")
    later = made(now=NOW + timedelta(days=9), notes={"incidents/2026-06-09-snow.md": other})
    second = {path: fingerprint(one, "1") for path, one in later.items()}

    may = [path for path in first if "reports/2026-05/" in path]
    assert 8 == len(may)
    assert [first[path] for path in may] == [second[path] for path in may]
    assert first["reports/index.html"] != second["reports/index.html"]


def test_warm_results_are_those_of_a_clean_build() -> None:
    """Also of notes that were summarized in an earlier month."""
    cache = Cache()
    made(now=NOW - timedelta(days=8), cache=cache)
    warm, clean = made(cache=cache), made()

    assert {path: one.make() for path, one in clean.items()} == {
        path: one.make() for path, one in warm.items()
    }


def test_reports_count_from_the_day_of_the_settings() -> None:
    """Months before it have no report."""
    files = made("reports: {public: [levels, incidents], from: 2026-05-20}\n")
    text = files["reports/2026-05/index.md"].make().decode()
    assert "Since 20 May 2026" in text
    assert "Wires" not in text
    assert "Flood" in text
