"""Published monthly reports: pages in both languages, their texts and tables, and what changes them."""

from __future__ import annotations

import csv
import io
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
    assert [*(f"reports/2026-05/{one}" for one in files), *(f"reports/{one}" for one in files)] == found
    assert "<loc>https://trams.example/reports/2026-05/</loc>" in page("sitemap.xml")
    assert not [path for path in made("") if "reports/" in path]


def test_the_summary_follows_from_the_data() -> None:
    """In both languages."""
    english, chinese = page("reports/2026-05/index.md"), page("zh/reports/2026-05/index.md")
    assert "\n2 incidents, 1 of them an outage.\n\n1 of 1 uptime targets was missed: Trams.\n" in english
    assert "\n2 起事件，其中 1 起服务中断。\n\n1 项可用率目标中有 1 项未达成：Trams。\n" in chinese


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
    assert "target" not in text.partition("## Services")[0]
    assert "Not confirmed | " in text.partition("| Uptime |")[2]
    assert {""} == {row[f"target_{one}"] for one in ("state", "allowed_seconds", "left_seconds")}


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
    flood, wires = rows("reports/2026-05/incidents.csv")
    assert ("14400", "7200") == (flood["lasted_seconds"], flood["seconds_in_month"])
    assert ("'=Wires", "2026-05-04T10:00:00+02:00") == (wires["title"], wires["started"])


def test_a_later_edit_is_named() -> None:
    """The date of the change is on top, with the note below."""
    edited = WIRES.replace("15:00\n", "15:00\nedited: 2026-06-03 09:00\n")
    text = page("reports/2026-05/index.md", {"incidents/2026-05-04-wires.md": edited})
    assert "Changed since: 3 June 2026, 09:00" in text
    assert "Changed since" not in page("reports/2026-05/index.md")


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
