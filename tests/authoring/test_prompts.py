"""`new`, `update` and `resolve` in conversation: what is asked, and that no wrong answer ends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.compose import Change
from statusgen.authoring.prompts import ask_value, ask_yes
from statusgen.authoring.save import agreed, write_changes
from statusgen.authoring.session import AuthoringError, Draft, Session, open_session
from statusgen.cli.main import main
from statusgen.model.states import Severity
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read.catalogues import texts_for
from statusgen.read.note_fields import SEVERITY
from statusgen.storage.disk import read_tree
from tests.authoring.test_posting import FACTS, NOON, NOW, WORDS, answers, folder

__all__ = ["folder"]
Compose = Callable[[Session], Sequence[Change]]


def talk_through(folder: Path, compose: Compose, *given: str, now: datetime = NOW) -> tuple[str, list[str]]:
    """What a conversation writes, all files that are new or changed as one text, and what was said in it."""
    prompter, told = answers(*given)
    before = read_tree(folder / "content")
    session = open_session(folder / "content", before, now, prompter)
    changes = compose(session)
    assert agreed(session, changes, anyway=False)
    write_changes(session, changes)
    after = read_tree(folder / "content")
    changed = [data[len(before.get(path, b"")) :] for path, data in after.items() if data != before.get(path)]
    return b"".join(changed).decode(), told


def new(kind: Kind) -> Compose:
    """A new note of a kind, of which nothing is said yet."""
    return lambda one: compose_new(one, kind, Draft())


def test_services_are_asked_until_each_is_known(folder: Path) -> None:
    """By numbers with blanks, by names and ids; what is unknown is named, with what was probably meant."""
    given = [
        *(
            "Trams stop",
            "trams, tikcets",
            "9",
            "1 Ticket-Machines",
            "worse",
            "part outage",
            "2",
            "major outage",
        ),
        *("", "", WORDS, ".", "", ""),
    ]
    text, told = talk_through(folder, new(Kind.INCIDENT), *given)
    assert "services:\n  trams: partial outage\n  ticket-machines: major outage\n" in text
    said = "\n".join(told)
    assert "There is no service “tikcets”" in said
    assert "There is no number 9; the last one is 3" in said
    assert "“worse” is none of these; choose from 1 to 3" in said
    assert "“part outage” is none of these; did you mean “partial outage”?" in said


def test_an_incident_without_services_is_meant(folder: Path) -> None:
    """Enter alone is asked about; the file then says that none is affected, and `check` is quiet."""
    text, told = talk_through(
        folder, new(Kind.INCIDENT), "Our phone is silent", "", "n", "", "y", "", "", WORDS, ".", "", "y"
    )
    assert "services: none\n" in text
    assert 2 == len([one for one in told if "showing all services as operational" in one])
    assert 0 == main(["check", "--strict", "--now", NOON])


def test_without_anybody_to_ask_services_are_missed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The note is written all the same: an urgent message does not wait."""
    own = [*("--title", "Our phone is silent"), *("--text", WORDS), *("--now", NOON)]
    assert 0 == main(["new", "incident", *own])
    assert "warning[no-services]" in capsys.readouterr().err
    assert 0 == main(["new", "incident", *own, "--service", "none"])
    assert "no-services" not in capsys.readouterr().err


def test_services_may_be_said_by_name(folder: Path) -> None:
    """In any language of the site."""
    own = [*("--title", "Trams stop"), *("--text", WORDS), *("--now", NOON)]
    assert 0 == main(["new", "incident", *own, "--service", "TRAMS, ticket machines=partial outage"])
    text = (folder / "content/incidents/2026-05-01-trams-stop.md").read_text("utf-8")
    assert "services:\n  trams: partial outage\n  ticket-machines: partial outage\n" in text


def test_words_have_paragraphs(folder: Path) -> None:
    """One empty line begins the next, two end them, and so does a dot; no words are asked for again."""
    given = ["Trams stop", "1", "1", "", "", "", "One.", "", "Two,", "still two.", "", "", "", ""]
    text, told = talk_through(folder, new(Kind.INCIDENT), *given)
    assert text.endswith("\n\nOne.\n\nTwo,\nstill two.\n")
    assert any("end with a line that has only a dot, or with two empty lines" in one for one in told)
    assert "Write at least a sentence." in told


def test_a_clock_time_most_of_a_day_away_is_asked_about(folder: Path) -> None:
    """No is the usual answer: then the time is asked for again."""
    text, told = talk_through(
        *(folder, new(Kind.INCIDENT), "Trams stop", "trams", "2"),
        *("12:05", "", "11:45", "", WORDS, ".", "", ""),
    )

    assert "started: 2026-05-01 11:45\n" in text
    doubt = "“12:05” is read as 2026-04-30 12:05. Is that meant?"
    assert any(one.startswith(doubt) for one in told)


def test_an_incident_began_earlier(folder: Path) -> None:
    """Which is asked; what has not come yet is asked again."""
    given = ["Trams stop", "1", "1", "2026-05-01 12:30", "11:40", "", WORDS, ".", "", ""]
    text, told = talk_through(folder, new(Kind.INCIDENT), *given)
    assert "started: 2026-05-01 11:40\n" in text
    assert "2026-05-01 12:30 has not come yet." in told


@pytest.mark.parametrize(
    ("end", "meant"),
    [
        ("+2h", "2026-05-07 01:00"),
        ("90", "2026-05-07 00:30"),
        ("01:30", "2026-05-07 01:30"),
        ("23:30", "2026-05-06 23:30"),
    ],
)
def test_the_end_of_planned_work_counts_from_its_start(folder: Path, end: str, meant: str) -> None:
    """A length, and a clock time too; nobody asks what is wrong."""
    given = ["A new rail", "1", "2026-04-06 23:00", "n", "2026-05-06 23:00", "2026-05-06 22:00", end]
    given += ["", "", "", "", "We replace a rail.", ".", "", ""]
    text, told = talk_through(folder, new(Kind.MAINTENANCE), *given)
    assert f"starts: 2026-05-06 23:00\nends: {meant}\nservices:\n  trams: under maintenance\n" in text
    said = "\n".join(told)
    assert "2026-04-06 23:00 has passed. Is that meant?" in said
    assert "2026-05-06 22:00 is not after the start." in said
    assert "wrong" not in said


def test_a_notice_is_about_services_and_has_an_end(folder: Path) -> None:
    """It never says that they are degraded, and `resolve` ends it."""
    key = "notice/2026-05-01-summer-timetable"
    given = ["Summer timetable", "trams", "From 1 June on.", ".", "3d", ""]
    text, told = talk_through(folder, new(Kind.NOTICE), *given)
    assert "published: 2026-05-01 12:00\nuntil: 2026-05-04 12:00\nservices:\n  - trams\n" in text
    assert "wrong" not in "\n".join(told)
    later = NOW + timedelta(days=1, seconds=30)
    _, told = talk_through(
        folder, lambda one: compose_update(one, key, Draft(), Status.RESOLVED), "", now=later
    )
    assert "/2026-05-01-summer-timetable.md\n\nuntil: 2026-05-02 12:00\n" in "\n".join(told)
    after = (folder / "content/notices/2026-05-01-summer-timetable.md").read_text("utf-8")
    assert text.replace("until: 2026-05-04 12:00", "until: 2026-05-02 12:00") == after


def test_a_notice_without_an_end_gets_one(folder: Path) -> None:
    """Also in the minute of its publication; one that is not public yet cannot be ended."""
    own = [*("--title", "Summer timetable"), *("--text", "From 1 June on.")]
    main(["new", "notice", *own, "--now", NOON])
    assert 0 == main(["resolve", "2026-05-01-summer-timetable", "--now", "2026-05-01T10:00:30Z"])
    path = folder / "content/notices/2026-05-01-summer-timetable.md"
    assert "published: 2026-05-01 12:00\nuntil: 2026-05-01 12:00:30\n---\n" in path.read_text("utf-8")
    assert 0 == main(["check", "--strict", "--now", NOON])
    assert 2 == main(["resolve", "2026-05-01-summer-timetable", "--now", "2026-05-01T09:00Z"])


def test_an_update_asks_what_has_changed(folder: Path) -> None:
    """With what holds now as the default; only what is different is written."""
    main(["new", "incident", *FACTS, "--now", NOON])
    later = NOW + timedelta(minutes=10)
    given = ["identified", "trams", "degraded", "", "Take bus 5.", "It is at the bridge.", ".", "", ""]
    text, told = talk_through(folder, lambda one: compose_update(one, None, Draft()), *given, now=later)
    fields = "next update: 12:40\nservices:\n  trams: degraded\nworkaround: Take bus 5.\n"
    assert f"\n## Identified · 2026-05-01 12:10\n{fields}\nIt is at the bridge.\n" == text
    said = "\n".join(told)
    assert "  1  Trams: partial outage\n  2  Ticket machines: operational\n" in said
    assert "Enter keeps: Trams do not go beyond Harbour Street." in said
    assert "Enter keeps: Take bus 4." in said

    given = ["update", "", "", "", "Still looking.", ".", "", ""]
    later += timedelta(minutes=10)
    text, told = talk_through(folder, lambda one: compose_update(one, None, Draft()), *given, now=later)
    assert "\n## Update · 2026-05-01 12:20\nnext update: 12:50\n\nStill looking.\n" == text
    assert "  1  Trams: degraded\n" in "\n".join(told)
    assert "Enter keeps: Take bus 5." in "\n".join(told)


def test_questions_are_in_the_language_of_the_site(folder: Path) -> None:
    """Hints, choices, mistakes and the summary, too; states have their names in it."""
    site = folder / "content/site.yml"
    site.write_text(site.read_text("utf-8") + "languages: [zh]\n", "utf-8")
    given = ["Trams stop", "x", "1", "坏", "部分中断", "25:70", "", "", WORDS, ".", "x", "", ""]
    text, told = talk_through(folder, new(Kind.INCIDENT), *given)
    assert "trams: partial outage" in text
    said = "\n".join(told)
    for one in (
        "哪些服务受影响？ 输入编号或名称",
        "没有服务“x”",
        "没有“坏”这一项；请输入 1 到 3",
        "  2  部分中断",
        "何时开始的？",
        "“25:70”不是时间",
        "用只有一个句点的一行",
        "下次更新是什么时候？",
        "写入吗？（e：修改一项回答） [Y/n/e]",
    ):
        assert one in said
    assert not re.search(r"\b(?:Enter|Which|What|How|Since|Choose)\b", said)


@pytest.mark.parametrize("status", statuses_of(Kind.MAINTENANCE))
def test_a_status_is_typed_by_its_name_in_the_language_of_the_site(folder: Path, status: Status) -> None:
    """The list offers every status once, whatever other spellings it has."""
    times = ["--starts", "2026-05-01 11:00", "--ends", "+3h", "--text", "We replace a rail."]
    main(["new", "maintenance", "--title", "A new rail", *times, "--now", "2026-05-01T08:00Z"])
    prompter, told = answers(texts_for("zh").gettext(status.facts.label))
    session = open_session(folder / "content", read_tree(folder / "content"), NOW, prompter)
    with pytest.raises(StopIteration):
        compose_update(session, None, Draft())
    assert status.value == prompter.kept["status"]
    assert not [one for one in told if "canceled" in one]


def test_facts_of_planned_work_are_not_dropped(folder: Path) -> None:
    """What options say of services, and of who notices what, stands in the update."""
    first = [
        "--starts",
        "2026-05-01 11:00",
        "--ends",
        "+3h",
        "--text",
        "We replace a rail.",
        "--service",
        "trams",
    ]
    main(["new", "maintenance", "--title", "A new rail", *first, "--now", "2026-05-01T08:00Z"])
    more = [*("--service", "website=degraded"), *("--impact", "The website is slow."), *("--text", "Slow.")]
    assert 0 == main(["update", "--status", "in progress", *more, "--now", NOON])
    text = (folder / "content/maintenance/2026-05-01-a-new-rail.md").read_text("utf-8")
    assert "ends: 2026-05-01 14:00\n" in text
    assert "services:\n  website: degraded\nimpact: The website is slow.\n\nSlow.\n" in text


def test_an_incident_that_began_again_is_open(folder: Path) -> None:
    """It is the one that an update is for."""
    main(["new", "incident", *FACTS, "--now", NOON])
    note = "2026-05-01-trams-stop-at-harbour-street"
    course: tuple[tuple[int, str, list[str]], ...]
    course = ((1, "resolved", [note]), (2, "investigating", [note]), (3, "identified", []))
    for minute, status, named in course:
        own = ["--status", status, "--text", "They stop.", "--now", f"2026-05-01T10:0{minute}Z"]
        assert 0 == main(["update", *named, *own])


def test_any_field_with_a_question_can_be_asked_for(folder: Path) -> None:
    """Its decoder reads the answer; a wrong one is explained, and nothing of it is kept."""
    prompter, told = answers("bad", "", "major", "bad")
    session = open_session(folder / "content", read_tree(folder / "content"), NOW, prompter)
    question = replace(SEVERITY, question="How bad is it?")
    assert ask_value(session, None, question) is None
    assert "there is no severity `bad`" in "\n".join(told)
    assert "bad" not in prompter.kept.values()
    assert Severity.MAJOR is ask_value(session, None, question)
    with pytest.raises(AuthoringError, match="there is no severity `worse`"):
        ask_value(session, "worse", question)


def test_what_readers_must_not_see_is_not_written_by_enter_alone(folder: Path) -> None:
    """The question turns round."""
    prompter, told = answers("")
    session = open_session(Path("content"), read_tree(Path("content")), NOW, prompter)
    gap = "Since [time] they stop."
    own = Draft({"title": "Trams stop", "text": gap, "started": "5", "impact": "", "next": "30"}, ("trams",))
    changes = compose_new(session, Kind.INCIDENT, own)
    assert not agreed(session, changes, anyway=False)
    assert "Write it all the same? (e: edit an answer) [y/N/e]" in told[-1]


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("de", "j", "n"),
        ("fr", "O", "n"),
        ("es", "s", "n"),
        ("uk", "т", "н"),
        ("ja", "は", "い"),
        ("en", "y", "n"),
    ],
)
def test_yes_and_no_can_be_the_first_letters_of_the_language(
    folder: Path, language: str, yes: str, no: str
) -> None:
    """Beside the English ones, which are shown."""
    site = folder / "content/site.yml"
    site.write_text(site.read_text("utf-8") + f"languages: [{language}]\n", "utf-8")
    prompter, _ = answers(yes, no, "y", "n", "e")
    session = open_session(Path("content"), read_tree(Path("content")), NOW, prompter)

    said = [ask_yes(session, "?", usual=False, others="e") for _ in range(5)]

    assert ["y", "n", "y", "n", "e"] == said
