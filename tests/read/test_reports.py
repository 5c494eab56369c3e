"""Author's words in monthly reports: `reports/2026-05.md` and its translations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from statusgen.model.notes import Report
from statusgen.model.status import Kind
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.lint import lint_content, lint_content_note
from statusgen.pipeline.published import read_published
from statusgen.read import read_site
from statusgen.read.note_files import month_in
from statusgen.read.note_writer import write_note
from tests.sites import SITE, THEMES, content, only_note, problems

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
PUBLIC = f"{SITE}reports: public\n"
MAY = "May was quiet on our lines. Two thirds of you came by tram on the 1st.\n"


def _codes(files: dict[str, bytes], now: datetime = NOW) -> list[str]:
    return [one.code for one in check_site(files, THEMES, now=now)]


def _published(files: dict[str, bytes], now: datetime = NOW, **options: object) -> dict[str, Report]:
    """Return the words that were published, by month."""
    result = compile_site(files, THEMES, now=now, keep_going=True, **options)  # type: ignore[arg-type]
    notes = read_published(result.records()).notes
    return {id_: note for (_, id_), note in notes.items() if isinstance(note, Report)}


def test_a_report_is_words_alone() -> None:
    """It needs no front matter and no title; level-2 headings are no updates."""
    note = only_note({"reports/2026-05.md": f"{MAY}\n## What comes next\n\nNew trams.\n"})

    assert isinstance(note, Report)
    assert (note.id, note.month, note.updates, note.title.variants) == ("2026-05", (2026, 5), (), ())
    assert note.intro.variants == (("en", f"{MAY}\n## What comes next\n\nNew trams."),)


def test_a_report_has_translations() -> None:
    """Beside the file, or in the folder of the month."""
    beside = only_note({"reports/2026-05.md": MAY, "reports/2026-05.zh.md": "五月平稳。\n"})
    folder = only_note({"reports/2026-05/report.md": MAY, "reports/2026-05/report.zh.md": "五月平稳。\n"})

    assert beside == folder
    assert beside.intro.variants == (("en", MAY.strip()), ("zh", "五月平稳。"))


def test_a_report_may_have_front_matter() -> None:
    """For accepted findings and drafts."""
    note = only_note({"reports/2026-05.md": f"---\nlint ok:\n  jargon: Our words.\n---\n{MAY}"})
    draft = read_site(content({"reports/2026-05.md": f"---\ndraft: true\n---\n{MAY}"}))

    assert [one.rule for one in note.lint_ok] == ["jargon"]
    assert note.intro.variants == (("en", MAY.strip()),)
    assert (draft.notes, problems(draft)) == ((), [])


def test_a_title_of_its_own_is_an_error() -> None:
    """The page has one already."""
    reading = read_site(content({"reports/2026-05.md": f"---\ntitle: May\n---\n{MAY}"}))

    assert [one.code for one in problems(reading)] == ["unknown-key"]


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("2026-5.md", "Rename it to `2026-05`."),
        ("2026-05-01.md", "Rename it to `2026-05`."),
        ("05-2026.md", "Rename it to `2026-05`."),
        ("202605.md", "Rename it to `2026-05`."),
        ("2026-13.md", "Name it after its month, such as `2026-05`."),
        ("2026-05.fr.md", "Rename it to `2026-05`."),
        ("2026.md", "Name it after its month, such as `2026-05`."),
        ("２０２６-05.md", "Name it after its month, such as `2026-05`."),
        ("may/report.md", "Name it after its month, such as `2026-05`."),
        ("may/x.md", "Name it after its month, such as `2026-05`."),
    ],
)
def test_a_name_that_is_no_month_is_an_error(name: str, help: str) -> None:
    """Nothing of it is published, and the rest is."""
    files = content({f"reports/{name}": MAY, "reports/2026-04.md": MAY}, site=PUBLIC)
    (problem,) = problems(read_site(files))

    assert (problem.code, problem.span.path, problem.help) == ("bad-file-name", f"reports/{name}", help)
    assert [*_published(files)] == ["2026-04"]


@pytest.mark.parametrize("name", ["", "x", "1", "99999", "2026-00", "0026-05", "2026--05"])
def test_names_without_a_month(name: str) -> None:
    """No month is guessed."""
    assert month_in(name) == ""


def test_a_month_to_come_waits() -> None:
    """A warning names it; in the site's time zone it begins two hours earlier than in UTC."""
    files = content({"reports/2026-06.md": MAY}, site=PUBLIC)
    before, begun = datetime(2026, 5, 31, 21, 59, tzinfo=UTC), datetime(2026, 5, 31, 22, tzinfo=UTC)

    assert ["day-to-come"] == _codes(files, before)
    assert [] == _codes(files, begun)
    assert [] == [*_published(files, before)]
    assert ["2026-06"] == [*_published(files, begun)]


def test_private_reports_leave_no_word() -> None:
    """No published file has the words when the site publishes no reports."""
    files = content({"reports/2026-05.md": MAY})
    result = compile_site(files, THEMES, now=NOW)

    assert () == result.diagnostics
    assert not any(b"May was quiet" in one.make() for one in result.outputs)


@pytest.mark.parametrize(
    "mistake",
    ["---\ntitel: May\n---\nNew words.\n", "---\nlint ok: [\n---\nNew words.\n", "---\nNew words.\n"],
)
def test_mistakes_do_not_hide_a_report(mistake: str) -> None:
    """With a mistake in the front matter, the words are the new ones, or the last published ones."""
    first = compile_site(content({"reports/2026-05.md": MAY}, site=PUBLIC), THEMES, now=NOW)
    broken = content({"reports/2026-05.md": mistake}, site=PUBLIC)

    assert compile_site(broken, THEMES, now=NOW).outputs == ()
    words = _published(broken, previous=first.records())["2026-05"].intro.variants
    assert words in ((("en", MAY.strip()),), (("en", "New words."),))


def test_a_report_that_was_never_published_is_left_out() -> None:
    """It has no effect on states: the site does not say that part of it cannot be read."""
    files = content({"reports/x.md": MAY}, site=PUBLIC) | {"reports/2026-05.md": b"\xff"}
    result = compile_site(files, THEMES, now=NOW, keep_going=True)

    assert ["bad-file-name", "left-out", "left-out", "not-utf8"] == sorted(
        one.code for one in result.diagnostics
    )
    assert not result.incomplete
    assert {} == _published(files)


def test_words_are_judged() -> None:
    """As those of notices are: nobody waits for them."""
    leak = {"reports/2026-05.md": "We restarted db01.internal.example at 10.0.0.7 on the 3rd.\n"}
    found = {one.code for each in lint_content(content(leak), NOW) for one in each.findings}

    assert "internal-detail" in found
    one = lint_content_note(content(leak), NOW, Kind.REPORT, "2026-05")
    assert found == {each.code for judged in one for each in judged.findings}


def test_dates_are_those_of_the_month() -> None:
    """Years later, the weekday of a date without a year is still right: 1 May 2024 was a Wednesday."""
    words = {"reports/2024-05.md": "On Wednesday 1 May, no tram ran.\n"}
    found = {one.code for each in lint_content(content(words), NOW) for one in each.findings}

    assert "date-mismatch" not in found


def test_written_reports_are_read_as_the_same() -> None:
    """Also if their words begin with a line of hyphens."""
    words = {"reports/2026-05.md": "---\n---\n---\n\nWords.\n", "reports/2026-05.zh.md": "文字。\n"}
    reading = read_site(content(words))
    (note,) = (one.note for one in reading.notes)
    assert note is not None
    assert reading.settings is not None
    files = write_note(note, reading.settings)
    (again,) = (one.note for one in read_site(content() | files).notes)

    assert [*files] == ["reports/2026-05.md", "reports/2026-05.zh.md"]
    assert note == again


def test_reports_are_no_notes_of_the_history() -> None:
    """Lists, feeds and the API are the same with them and without; search engines find the page."""
    with_words = content({"reports/2026-05.md": MAY}, site=PUBLIC)
    without = content(site=PUBLIC)
    files = {one.path: one.make() for one in compile_site(with_words, THEMES, now=NOW).outputs}
    others = {one.path: one.make() for one in compile_site(without, THEMES, now=NOW).outputs}

    changed = {path for path in {*files, *others} if files.get(path) != others.get(path)}
    assert {path for path in changed if "reports/" not in path} == {
        ".statusgen/notes/report.json",
        "sitemap.xml",
    }
