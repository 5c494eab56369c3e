"""The communication quality report: what is measured, in the terminal, as JSON and as a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.lint import site_quality
from statusgen.plain_language.metrics import Answers, Quality
from statusgen.storage.disk import read_themes
from tests.sites import SITE, content

NOW = datetime(2026, 6, 10, tzinfo=UTC)
WIRES = """\
---
title: Trams stop at Harbour Street
services:
  trams: partial outage
impact: Trams do not go beyond Harbour Street.
workaround: Walk, or take bus 4.
started: 2026-05-01 00:10
---

## Investigating · 2026-05-01 00:20
next update: 00:45

We are looking at the wires.

## Identified · 2026-05-01 00:50
next update: 01:00

Our people are mending the wire. It broke in the wind.

## Monitoring · 2026-05-01 01:06

The wire is whole, and we are watching it.

## Resolved · 2026-05-01 01:30

Trams have run since 01:10 (UTC+2), because the wire is mended. We are sorry. You do not need to do anything.
"""
SLOW = """\
---
title: The website is slow
services:
  website: degraded
started: 2026-06-01 08:00
---

## Investigating · 2026-06-01 08:30

Pages are slow.
"""
ERROR = """\
---
title: Posted in error
withdrawn: A test.
started: 2026-06-02 08:00
---

## Investigating · 2026-06-02 09:00

Test.
"""


def quality(notes: dict[str, str], site: str = SITE) -> Quality:
    """The report over these notes."""
    found, _ = site_quality(content(notes, site=site), NOW)
    assert found is not None
    return found


BOTH = {"incidents/wires.md": WIRES, "incidents/slow.md": SLOW, "incidents/error.md": ERROR}


def test_incidents_are_counted_in_the_month_in_which_they_began() -> None:
    """In the site's zone: the first of these began in May. What was posted in error counts nowhere."""
    assert [("2026-06", 1), ("2026-05", 1)] == [(month, own.incidents) for month, own in quality(BOTH).months]


def test_the_first_update_is_timed_from_the_start() -> None:
    """The median and the slowest, in minutes. Of two, the median is the shorter."""
    total = quality(BOTH).total
    assert (10, 30) == (total.first_update, total.slowest_first_update)


def test_promises_are_kept_within_five_minutes() -> None:
    """00:50 is in time for 00:45, 01:06 is not for 01:00."""
    total = quality(BOTH).total
    assert (2, 1) == (total.promises, total.kept)


@pytest.mark.parametrize(("due", "made"), [("2026-06-09 09:00", 3), ("2026-06-10 09:00", 2)])
def test_a_promise_that_nothing_followed_is_missed_once_it_is_overdue(due: str, made: int) -> None:
    """Before that it is neither kept nor missed."""
    promising = SLOW.replace("08:30\n", f"08:30\nnext update: {due}\n")
    total = quality({**BOTH, "incidents/slow.md": promising}).total
    assert (made, 1) == (total.promises, total.kept)


def test_what_follows_the_end_is_no_promise_about_the_incident() -> None:
    """A resolution may name a time for the postmortem, and does not count, whenever that comes."""
    after = "\n## Postmortem · 2026-05-03 09:00\n\nThe wind broke a wire.\n"
    ended = WIRES.replace("01:30\n", "01:30\nnext update: 02:00\n") + after
    assert quality(BOTH).total.promises == quality({**BOTH, "incidents/wires.md": ended}).total.promises


def test_answers_are_counted_over_the_updates_that_owe_them() -> None:
    """The slow website leaves out what is being done; in monitoring neither that nor for whom is owed."""
    total = quality(BOTH).total
    assert [
        Answers("impact", 4, 4), Answers("scope", 3, 3), Answers("action", 2, 3), Answers("next", 2, 4),
    ] == list(total.answers)  # fmt: skip


def test_what_a_writer_accepts_is_not_owed() -> None:
    """`lint ok` says that the answer is left out on purpose: it is neither given nor missing."""
    accepting = SLOW.replace("08:30\n", "08:30\nlint ok: {action-missing: nobody can}\n")
    total = quality({**BOTH, "incidents/slow.md": accepting}).total
    assert [Answers("action", 2, 2)] == [one for one in total.answers if one.question == "action"]


def test_findings_are_ranked() -> None:
    """The most frequent first, equal ones by name."""
    assert [("next-update-missing", 2), ("action-missing", 1)] == list(quality(BOTH).frequent[:2])


def test_no_incidents_make_an_empty_report() -> None:
    """Nothing is divided by nothing."""
    total = quality({}).total
    assert (0, None, None, 0, None) == (
        total.incidents, total.first_update, total.reading, total.promises, total.findings,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the incidents."""
    monkeypatch.chdir(tmp_path)
    for path, data in content(BOTH).items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def test_the_terminal_tells_it_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With shares in figures beside their bars."""
    assert 0 == main(["report", "--now", "2026-06-10T00:00Z", "--months", "1"])
    out = capsys.readouterr().out
    assert "First update after      10 min (median), 30 min (slowest)" in out
    assert "What is being done?" in out
    assert "66%  (2 of 3)" in out
    assert "2026-06" in out
    assert "2026-05" not in out


def test_json_has_a_stable_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the documentation tells it."""
    assert 0 == main(["report", "--format", "json", "--now", "2026-06-10T00:00Z"])
    record = json.loads(capsys.readouterr().out)
    assert "2026-06-10T00:00:00+00:00" == record["generated_at"]
    assert {"made": 1, "kept": 1} == {**record["total"]["promises"], "made": 1}
    assert {
        "impact": {"given": 1, "owed": 1}, "scope": {"given": 1, "owed": 1},
        "action": {"given": 0, "owed": 1}, "next": {"given": 0, "owed": 1},
    } == record["months"][0]["answers"]  # fmt: skip
    documented = (Path(__file__).parents[2] / "docs/reports.md").read_text(encoding="utf-8")
    assert [] == [key for key in (*record, *record["total"]) if f'"{key}"' not in documented]


def test_the_page_is_private_unless_the_site_publishes_it() -> None:
    """In both languages, with its texts and its link."""
    themes = read_themes(Path("content"))
    private = compile_site(content(BOTH), themes, now=NOW)
    public = compile_site(content(BOTH, site=SITE + "reports: public\n"), themes, now=NOW)
    made = {one.path: one for one in public.outputs}

    assert not [one.path for one in private.outputs if "reports/" in one.path]
    page = made["reports/index.html"].make().decode()
    assert "<b>10 minutes</b> after the start" in page
    assert '<th scope="row"><time datetime="2026-05">May 2026</time></th>' in page
    assert "按承诺的时间" in made["zh/reports/index.html"].make().decode()
    assert "/reports/" in made["index.html"].make().decode()
    assert "reports/" in made["sitemap.xml"].make().decode()


def test_page_and_command_show_the_same_median(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 10 and 17 minutes it is 10, in both."""
    notes = {
        f"incidents/{name}.md": f"---\ntitle: Late\nservices: none\nstarted: 2026-05-01 09:00\n---\n\n"
        f"## Resolved · 2026-05-01 09:{minute}\n\nOver.\n"
        for name, minute in (("one", 10), ("two", 17))
    }
    files = content(notes, site=SITE + "reports: public\n")
    for path, data in files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    made = {one.path: one for one in compile_site(files, read_themes(Path("content")), now=NOW).outputs}
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["report", "--now", "2026-06-10T00:00Z"])
    assert "10 min (median)" in capsys.readouterr().out
    assert "<b>10 minutes</b> after the start" in made["reports/index.html"].make().decode()


def test_a_page_of_ones_own_at_that_address_stays() -> None:
    """Nobody's address is taken away."""
    notes = {**BOTH, "pages/reports.md": "---\ntitle: Our reports\n---\n\nOurs.\n"}
    made = compile_site(
        content(notes, site=SITE + "reports: public\n"), read_themes(Path("content")), now=NOW
    )
    pages = {one.path: one for one in made.outputs}
    assert "Ours." in pages["reports/index.html"].make().decode()
    assert 1 == pages["sitemap.xml"].make().decode().count(
        "<loc>https://status.larkmoor.example/reports/</loc>"
    )
