"""`new`, `update`, `resolve` and `postmortem`: scripted and in conversation, in a folder and in git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.save import agreed, write_changes
from statusgen.authoring.session import AuthoringError, Draft, Prompter, open_session
from statusgen.cli.field_options import option_of
from statusgen.cli.line_prompts import ask_by_line
from statusgen.cli.main import main
from statusgen.model.status import Kind, Status
from statusgen.read.note_fields import NOTE_FIELDS, update_fields
from statusgen.storage.disk import DiskError, read_tree
from tests.sites import content

NOON = "2026-05-01T10:00Z"
NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
SITE = "name: Trams\nurl: https://status.larkmoor.example/\nsite id: trams\ntime zone: Europe/Berlin\n"
NEW = """\
---
title: Trams stop at Harbour Street
impact: Trams do not go beyond Harbour Street.
workaround: Take bus 4.
started: 2026-05-01 11:45
services:
  trams: partial outage
---

## Investigating · 2026-05-01 12:00
next update: 12:30

A wire is broken. We are looking for where.
"""
WORDS = "A wire is broken. We are looking for where."
FACTS = [
    *("--title", "Trams stop at Harbour Street", "--service", "trams=partial outage", "--started", "11:45"),
    *("--impact", "Trams do not go beyond Harbour Street.", "--workaround", "Take bus 4.", "--text", WORDS),
]
PATH = "content/incidents/2026-05-01-trams-stop-at-harbour-street.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder with a small site, and nobody at the terminal."""
    monkeypatch.chdir(tmp_path)
    for path, data in content(site=SITE).items():
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, read=lambda: ""))
    return tmp_path


def test_a_new_incident_is_what_one_would_write_by_hand(folder: Path) -> None:
    """To the byte, in the site's zone, with a promise in half an hour."""
    assert 0 == main(["new", "incident", *FACTS, "--now", NOON])
    assert NEW == (folder / PATH).read_text(encoding="utf-8")
    assert 0 == main(["check", "--prose", "--strict", "--now", NOON])


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second one of the same title has a name of its own; a name that is taken is refused."""
    main(["new", "incident", *FACTS, "--now", NOON])
    assert 0 == main(["new", "incident", *FACTS, "--now", NOON])
    assert (folder / PATH.replace(".md", "-2.md")).exists()
    assert 2 == main(
        ["new", "incident", *FACTS, "--id", "2026-05-01-trams-stop-at-harbour-street", "--now", NOON]
    )
    assert "there is a note" in capsys.readouterr().err
    assert NEW == (folder / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["_x", ".x", "-x", "../../x", "/tmp/x", "a b", "x.zh", "x.md", "\u200b", "x" * 121, "\u963f" * 41]
)
def test_a_name_that_nobody_would_find_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """It would be passed over as no note, read as a translation, or lie in another folder."""
    assert 2 == main(["new", "incident", *FACTS, f"--id={name}", "--now", NOON])
    assert "cannot be the name of a note" in capsys.readouterr().err
    assert {"content/site.yml", "content/services.yml"} == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }


def test_names_in_other_scripts_are_fine(folder: Path) -> None:
    """As the reader takes them."""
    assert 0 == main(["new", "incident", *FACTS, "--id", "\u7535\u8f66-1", "--now", NOON])
    assert 0 == main(["check", "--strict", "--now", NOON])


def test_a_chinese_title_has_a_readable_address(folder: Path) -> None:
    """In pinyin; the service names it where the title cannot be spelt."""
    own = ["--service", "trams", "--text", WORDS, "--now", NOON]
    assert 0 == main(["new", "incident", "--title", "\u7535\u8f66\u505c\u8fd0", *own])
    assert 0 == main(["new", "incident", "--title", "\u96fb\u8eca\u304c\u6b62\u307e\u308b", *own])
    names = sorted(path.name for path in (folder / "content/incidents").iterdir())
    assert ["2026-05-01-dian-che-ting-yun.md", "2026-05-01-trams.md"] == names


def test_a_state_that_was_not_given_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A writer who only names a service reads that it is posted as degraded."""
    facts = ["trams" if fact == "trams=partial outage" else fact for fact in FACTS]

    assert 0 == main(["new", "incident", *facts, "--now", NOON])

    assert "trams: posted as degraded, as no state was given." in capsys.readouterr().err


def test_a_clock_time_that_is_read_as_of_yesterday_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be a slip: 12:05, at 12:00, would be nearly a day of downtime."""
    facts = ["12:05" if fact == "11:45" else fact for fact in FACTS]

    assert 0 == main(["new", "incident", *facts, "--now", NOON])

    said = "started: 12:05 is read as 2026-04-30 12:05, which is 23 h 55 min earlier."
    assert said in capsys.readouterr().err


def test_the_end_is_posted_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second one would go to all subscribers; what is left to say is an update."""
    main(["new", "incident", *FACTS, "--now", NOON])
    over = ["--text", "Trams run again. You do not need to do anything.", "--now", "2026-05-01T10:50Z"]
    assert 0 == main(["resolve", *over])
    before = (folder / PATH).read_bytes()
    for command in (["resolve", PATH], ["update", PATH, "--status", "resolved"]):
        assert 2 == main([*command, *over])
        assert "is resolved already, since its update of 2026-05-01 12:50" in capsys.readouterr().err
    assert before == (folder / PATH).read_bytes()
    assert 0 == main(["update", PATH, "--status", "update", *over])


def test_the_course_of_an_incident(folder: Path) -> None:
    """Updates are added to the one that is open; what stands there keeps every byte."""
    main(["new", "incident", *FACTS, "--now", NOON])
    update = [
        "update",
        "--status",
        "identified",
        "--text",
        "It is at the bridge. We are mending it.",
        "--next",
        "20",
    ]
    assert 0 == main([*update, "--service", "trams=degraded", "--now", "2026-05-01T10:25Z"])
    over = "Trams run since 12:40 (UTC+2), because the wire is whole. You do not need to do anything."
    assert 0 == main(["resolve", "--since", "12:40", "--text", over, "--now", "2026-05-01T10:50Z"])
    why = "On 1 May 2026, from 11:45 to 12:40 (UTC+2), a wire was broken."
    brief = "A wire broke in the wind. We are sorry."
    assert 0 == main(["postmortem", "--summary", brief, "--text", why, "--now", "2026-05-04T10:00Z"])

    expected = f"""\
{NEW}
## Identified · 2026-05-01 12:25
next update: 12:45
services:
  trams: degraded

It is at the bridge. We are mending it.

## Resolved · 2026-05-01 12:50
since: 12:40

{over}

## Postmortem · 2026-05-04 12:00
summary: {brief}

{why}
"""
    assert expected == (folder / PATH).read_text(encoding="utf-8")
    assert 0 == main(["check", "--now", "2026-05-04T10:00Z"])


def test_words_come_from_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For scripts and editors."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, read=lambda: f"{WORDS}\n"))
    assert 0 == main(["new", "incident", *FACTS[:-2], "--now", NOON])
    assert NEW == (folder / PATH).read_text(encoding="utf-8")


def test_the_first_line_of_words_may_be_code(folder: Path) -> None:
    """Its indentation says so; empty lines before it do not matter."""
    words = "\n \n    curl https://larkmoor.example/\n\nThis fails.\n\n"
    assert 0 == main(["new", "incident", *FACTS[:-1], words, "--now", NOON])
    assert (
        (folder / PATH)
        .read_text("utf-8")
        .endswith("\nnext update: 12:30\n\n    curl https://larkmoor.example/\n\nThis fails.\n")
    )


def test_planned_work_and_notices(folder: Path) -> None:
    """Each in its folder, with what it needs."""
    times = ["--starts", "2026-05-06 02:00", "--ends", "2026-05-06 04:00"]
    words = ["--text", "We are replacing a rail. You do not need to do anything."]
    made = [
        "new",
        "maintenance",
        "--title",
        "A new rail in Harbour Street",
        "--service",
        "trams",
        *times,
        *words,
    ]
    assert 0 == main([*made, "--now", NOON])
    note = (folder / "content/maintenance/2026-05-01-a-new-rail-in-harbour-street.md").read_text(
        encoding="utf-8"
    )
    assert "starts: 2026-05-06 02:00\nends: 2026-05-06 04:00\nservices:\n  trams: under maintenance\n" in note
    assert "## Scheduled · 2026-05-01 12:00\n" in note
    assert 0 == main(
        ["new", "notice", "--title", "Summer timetable", "--text", "From 1 June on.", "--now", NOON]
    )
    assert (folder / "content/notices/2026-05-01-summer-timetable.md").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "incident", "--text", "x"], "--title"),
        (["new", "incident", "--title", "x"], "--text"),
        (["new", "incident", "--title", "x", "--text", " \n"], "say it with --text, or on standard input"),
        (
            ["new", "incident", *FACTS, "--service", "tram"],
            "there is no service “tram”; did you mean `trams`?",
        ),
        (["new", "incident", *FACTS, "--service", "none"], "“none” cannot go together with services"),
        (["new", "incident", *FACTS, "--until", "2h"], "an incident has no --until"),
        (["new", "notice", "--title", "x", "--text", "x", "--impact", "x"], "a notice has no --impact"),
        (
            ["new", "notice", "--title", "x", "--text", "x", "--service", "trams=degraded"],
            "a notice does not say how services are",
        ),
        (["new", "incident", *FACTS, "--started", "2026-05-01 12:10"], "12:10 has not come yet"),
        (["new", "incident", *FACTS, "--next", "2026-05-01 11:50"], "11:50 has passed"),
        (
            [
                *("new", "maintenance", "--title", "x", "--text", "x"),
                *("--starts", "2026-05-06 02:00", "--ends", "2026-05-06 01:00"),
            ],
            "2026-05-06 01:00 is not after the start",
        ),
        (["new", "incident", *FACTS, "--service", "trams=broken"], "there is no state “broken”"),
        (["new", "incident", *FACTS, "--next", "soon"], "'soon' is no time"),
        (["new", "incident", *FACTS, "--status", "scheduled"], "there is no status scheduled here"),
        (["new", "maintenance", "--title", "x", "--text", "x"], "--starts"),
        (["update", "--status", "identified", "--text", "x"], "there is no open incident"),
        (
            ["update", "nothing", "--status", "identified", "--text", "x"],
            "there is no incident, maintenance or problem nothing",
        ),
        (["postmortem", "--text", "x"], "there is no incident that is over"),
    ],
)
def test_what_cannot_be_posted_is_explained(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """With what to say instead; nothing is written."""
    before = read_tree(folder)
    assert 2 == main([*arguments, "--now", NOON])
    assert said in capsys.readouterr().err
    assert before == read_tree(folder)


def test_findings_are_shown_and_gaps_and_leaks_are_held_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hard words are only shown; a gap is published only with --anyway."""
    gap = [*FACTS[:-1], "The failover at [place] broke. We are looking for where."]
    assert 2 == main(["new", "incident", *gap, "--now", NOON])
    told = capsys.readouterr().err
    assert "error[placeholder]" in told
    assert "warning[jargon]" in told
    assert not (folder / PATH).exists()
    assert 0 == main(["new", "incident", *gap, "--anyway", "--now", NOON])
    assert (folder / PATH).exists()


def test_commit_commits_these_files_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under a message that says what happened; other changes stay as they are."""
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        subprocess.run(["git", *command], check=True)
    (folder / "content/site.yml").write_text(SITE + "recent days: 7\n", encoding="utf-8")
    assert 0 == main(["new", "incident", *FACTS, "--commit", "--now", NOON])

    shown = subprocess.run(
        ["git", "show", "--name-only", "--format=%s"], check=True, capture_output=True, text=True
    ).stdout.split("\n")
    assert ["Investigating: Trams stop at Harbour Street", "", PATH, ""] == shown


def test_what_is_written_is_not_called_public(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line says where it is and what is left to do, in a folder and in git."""

    def said(*more: str) -> str:
        assert 0 == main(["new", "incident", *FACTS, *more, "--now", NOON])
        return capsys.readouterr().err.splitlines()[-1]

    build = "Readers see it once whoever publishes this folder builds and uploads the site."
    assert f"Saved here, not public yet. {build}" == said()
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        subprocess.run(["git", *command], check=True)
    assert f"Saved here, not public yet, and not committed. {build}" == said()
    assert f"Committed here, not public yet. {build}" == said("--commit")
    subprocess.run(["git", "remote", "add", "origin", "https://git.example/status"], check=True)
    assert said().startswith(
        "Saved here, not public yet. To publish it, commit it and push to origin. Then your CI"
    )
    assert said("--commit").startswith(
        "Committed here, not public yet. To publish it, push to origin. Then your CI"
    )


# In conversation


def answers(*given: str) -> tuple[Prompter, list[str]]:
    """A person who answers in this order, and what was said to them."""
    told: list[str] = []
    left: Iterator[str] = iter(given)

    def ask(question: str) -> str:
        told.append(question)
        return next(left)

    return Prompter(partial(ask_by_line, ask), told.append), told


def test_a_conversation_makes_the_same_note(folder: Path) -> None:
    """Services and states are picked by number, Enter takes what is proposed."""
    prompter, told = answers(
        "Trams stop at Harbour Street", "1", "2", "Trams do not go beyond Harbour Street.", "Take bus 4.",
        WORDS, ".", "", "y",
    )  # fmt: skip
    session = open_session(Path("content"), read_tree(Path("content")), NOW, prompter)
    changes = compose_new(session, Kind.INCIDENT, Draft({"started": "11:45"}))
    assert agreed(session, changes, anyway=False)
    write_changes(session, changes)
    assert NEW == (folder / PATH).read_text(encoding="utf-8")
    assert "  1  Trams: operational\n" in "\n".join(told)


def test_no_to_the_last_question_writes_nothing(folder: Path) -> None:
    """The note and the findings are shown before."""
    prompter, told = answers("Incident with Trams", "none", "", "", "We are looking.", ".", "2h", "n")
    session = open_session(Path("content"), read_tree(Path("content")), NOW, prompter)
    changes = compose_new(session, Kind.INCIDENT, Draft())
    assert not agreed(session, changes, anyway=False)
    assert "warning[title-vague]" in "\n".join(told)
    assert "next update: 14:00" in "\n".join(told)
    assert not (folder / "content/incidents").exists()


def test_the_open_incident_is_picked(folder: Path) -> None:
    """From a list, the newest first; an unclear time is asked again."""
    main(["new", "incident", *FACTS, "--now", NOON])
    main(["new", "incident", *FACTS, "--now", NOON])
    words = "It is at the bridge. We are mending it."
    prompter, told = answers("2", "2", "", "", "", words, "", "", "soon", "15")
    session = open_session(Path("content"), read_tree(Path("content")), NOW + timedelta(seconds=21), prompter)
    (change,) = compose_update(session, None, Draft())
    assert b"## Identified \xc2\xb7 2026-05-01 12:00:21\nnext update: 12:15\n\nIt is" in change.data
    assert "is no time" in "\n".join(told)


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path) -> None:
    """Somebody else wrote to it between the first question and the last."""
    main(["new", "incident", *FACTS, "--now", NOON])
    prompter, _ = answers("")
    later = NOW + timedelta(minutes=10)
    session = open_session(Path("content"), read_tree(Path("content")), later, prompter)
    changes = compose_update(session, None, Draft({"text": "Mended.", "since": "5"}), Status.RESOLVED)
    (folder / PATH).write_text(NEW + "\nMore.\n", encoding="utf-8")
    with pytest.raises(DiskError, match="changed meanwhile"):
        write_changes(session, changes)
    assert (NEW + "\nMore.\n") == (folder / PATH).read_text(encoding="utf-8")


def test_a_site_that_cannot_be_read_is_no_desk(folder: Path) -> None:
    """`check` shows why."""
    with pytest.raises(AuthoringError, match="statusgen check"):
        open_session(Path("content"), {}, NOW, Prompter(None, print))


def test_planned_work_gets_another_time(folder: Path) -> None:
    """An update of a maintenance may say when it starts and ends from now on."""
    first = ["--starts", "2026-05-06 02:00", "--ends", "2026-05-06 04:00", "--text", "We replace a rail."]
    main(["new", "maintenance", "--title", "A new rail", *first, "--now", NOON])
    later = ["--status", "extended", "--ends", "2026-05-06 06:00", "--text", "We need two hours more."]
    assert 0 == main(["update", "2026-05-01-a-new-rail", *later, "--now", "2026-05-06T01:30Z"])

    note = (folder / "content/maintenance/2026-05-01-a-new-rail.md").read_text(encoding="utf-8")
    expected = "\n## Extended · 2026-05-06 03:30\nends: 2026-05-06 06:00\n\nWe need two hours more.\n"
    assert note.endswith(expected)
    assert 0 == main(["check", "--now", "2026-05-06T01:30Z"])


def test_every_question_can_be_answered_by_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a form asks for, a command takes without asking."""
    shown = ""
    for command in ("new", "update", "resolve", "postmortem"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        shown += capsys.readouterr().out
    tables = (*NOTE_FIELDS.values(), *map(update_fields, Kind))
    asked = {option_of(one.draft_name) for fields in tables for one in fields if one.question}

    assert [] == sorted(option for option in asked if f"{option} " not in shown)


@pytest.mark.parametrize("terminal", [True, False])
def test_who_is_at_a_terminal_reads_the_language_of_the_site(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, terminal: bool
) -> None:
    """Also if all is given as options, so that nothing is asked; logs are in English."""
    site = folder / "content/site.yml"
    site.write_text(site.read_text("utf-8") + "languages: [zh]\n", "utf-8")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: terminal, read=lambda: ""))

    assert 0 == main(["new", "incident", *FACTS, "--now", NOON])

    assert terminal is ("Saved here, not public yet" not in capsys.readouterr().err)
