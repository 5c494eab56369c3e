"""Writing recurring work, and updates about one of its days."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.cli.main import main
from tests.pipeline.test_series import NOTE, PATH
from tests.sites import content

FILE = f"content/{PATH}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with recurring work, which begins at 02:00 on each first Sunday."""
    monkeypatch.chdir(tmp_path)
    for path, data in content({PATH: NOTE}).items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def updated(site: Path, now: str, *arguments: str) -> str:
    """What an update adds to the note."""
    assert 0 == main(["update", "tracks", "--now", now, "--text", "It goes on.", *arguments])
    return (site / FILE).read_text(encoding="utf-8").removeprefix(NOTE)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-07-05T01:00Z", "2026-07-05"),  # in progress
        ("2026-07-04T22:00Z", "2026-07-05"),  # the next one
        ("2026-08-01T22:00Z", "2026-08-02"),
        ("2027-05-02T22:00Z", "2027-05-02"),  # the last one
    ],
)
def test_an_update_is_about_the_day_in_progress_or_the_next(site: Path, now: str, day: str) -> None:
    """Unless it says another."""
    assert f"\non: {day}\n" in updated(site, now, "--status", "in progress")


@pytest.mark.parametrize("status", ["extended", "verifying", "completed"])
def test_an_update_shortly_after_the_end_is_about_the_day_that_began(site: Path, status: str) -> None:
    """Not about the next one, weeks later."""
    ends = ["--ends", "05:00"] if status == "extended" else []
    assert "\non: 2026-07-05\n" in updated(site, "2026-07-05T02:10Z", "--status", status, *ends)


@pytest.mark.parametrize("status", ["in progress", "extended", "verifying", "completed"])
def test_how_work_goes_is_told_of_no_distant_day(
    site: Path, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    """Unless it is named: else work to come would be over for readers."""
    arguments = ["update", "tracks", "--now", "2026-07-20T10:00Z", "--text", "It is so.", "--status", status]
    assert 2 == main(arguments)
    assert "it is not said which day this is about: add `--on`, such as `--on 2026-08-02`" in (
        capsys.readouterr().err
    )
    assert (site / FILE).read_text(encoding="utf-8") == NOTE


def test_an_update_may_be_about_all_days(site: Path) -> None:
    """It names none then."""
    assert "\non: " not in updated(site, "2026-07-06T22:00Z", "--status", "update")


def test_a_day_to_come_is_called_off(site: Path) -> None:
    """By its day in the rule."""
    added = updated(site, "2026-07-06T22:00Z", "--status", "cancelled", "--on", "2026-09-06")
    assert "\non: 2026-09-06\n" in added


def test_a_day_that_the_rule_does_not_have_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the days that it has."""
    arguments = ["update", "tracks", "--now", "2026-07-06T22:00Z", "--text", "No.", "--status", "cancelled"]
    assert 0 != main([*arguments, "--on", "2026-09-07"])
    assert "2026-08-02" in capsys.readouterr().err
    assert (site / FILE).read_text(encoding="utf-8") == NOTE


def test_a_day_that_readers_do_not_see_yet_is_told_apart(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a day of the rule; an exception changes it, of which nobody needs a message now."""
    arguments = ["update", "tracks", "--status", "cancelled", "--text", "Not then.", "--on", "2027-02-07"]
    assert 2 == main([*arguments, "--now", "2026-07-01T10:00Z"])
    assert (
        "readers do not see 2027-02-07 of tracks yet: write a line below `exceptions` in its front matter, "
        "such as `2027-02-07: cancelled, because …`"
    ) in capsys.readouterr().err


def test_the_only_work_that_goes_on_is_meant_without_its_name(site: Path) -> None:
    """Recurring work goes on until its last day."""
    arguments = ["update", "--now", "2026-09-06T01:00Z", "--text", "It goes on.", "--status", "verifying"]
    assert 0 == main(arguments)
    assert "\non: 2026-09-06\n" in (site / FILE).read_text(encoding="utf-8")


def test_new_work_recurs(site: Path) -> None:
    """As the answer says, in words that people read."""
    arguments = ["new", "maintenance", "--now", "2026-09-08T10:00Z", "--title", "The server restarts"]
    arguments += ["--service", "website", "--starts", "2026-09-13 03:00", "--ends", "1h", "--text", "Soon."]
    assert 0 == main([*arguments, "--repeat", "FREQ=WEEKLY;BYDAY=SU", "--last-day", "2026-12-31"])
    (made,) = (site / "content/maintenance").glob("2026-09-08*")
    text = made.read_text(encoding="utf-8")
    assert "repeat: every sunday\nuntil: 2026-12-31\n" in text


def test_a_first_day_outside_the_rule_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written."""
    arguments = ["new", "maintenance", "--now", "2026-09-08T10:00Z", "--title", "The server restarts"]
    arguments += ["--service", "website", "--starts", "2026-09-14 03:00", "--ends", "1h", "--text", "Soon."]
    assert 0 != main([*arguments, "--repeat", "every sunday"])
    assert "first-not-in-rule" in capsys.readouterr().err
    assert not [*(site / "content/maintenance").glob("2026-09-08*")]


def test_a_last_day_without_a_rule_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Work that was meant to recur would be announced for one day."""
    arguments = ["new", "maintenance", "--now", "2026-09-08T10:00Z", "--title", "The server restarts"]
    arguments += ["--service", "website", "--starts", "2026-09-13 03:00", "--ends", "1h", "--text", "Soon."]
    assert 2 == main([*arguments, "--last-day", "2026-12-31"])
    assert "it is not said how this work recurs" in capsys.readouterr().err
    assert not [*(site / "content/maintenance").glob("2026-09-08*")]
