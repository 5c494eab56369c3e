"""Planned work as a change: asked for by commands and forms, and begun with the answers of earlier work."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from statusgen.authoring.answers import compose_new
from statusgen.authoring.conversation import converse
from statusgen.authoring.github_forms import FORMS
from statusgen.authoring.patterns import with_pattern
from statusgen.authoring.session import Draft, Session, open_session
from statusgen.cli.main import main
from statusgen.model.status import Kind
from statusgen.storage.disk import read_tree
from tests.authoring.test_posting import NOON, NOW, WORDS, answers, folder

__all__ = ["folder"]
TITLE, STARTS, DOING = "A new rail", "2026-05-06 23:00", "We replace a rail."
TIMES = ["--starts", STARTS, "--ends", "+3h"]
PATH = "content/maintenance/2026-05-01-a-new-rail.md"
HEAD = (TITLE, "1", STARTS, "+3h", "")
EARLIER = """\
---
title: A new rail
services:
  trams: partial outage
starts: 2026-04-20 23:00
ends: 2026-04-21 02:00
announced: 2026-04-01 10:00
impact: Trams end at Harbour Street.
reason: The rail is worn.
fallback: We put the old rail back.
change: normal
risk: high
tested: 'In the yard: it fits.'
approved:
  - by: rail board
    on: 2026-04-02
---

## Scheduled · 2026-04-01 10:00

We replace a rail.

## Cancelled · 2026-04-18 10:00

The rail was not delivered.
"""


@pytest.fixture
def earlier(folder: Path) -> Path:
    """The current folder with work that was called off."""
    (folder / "content/maintenance").mkdir()
    (folder / "content/maintenance/2026-04-01-rail.md").write_text(EARLIER, encoding="utf-8")
    return folder


def new(folder: Path, *options: str) -> int:
    """Post planned work by options."""
    return main(["new", "maintenance", *TIMES, "--text", DOING, "--now", NOON, *options])


def work(folder: Path) -> str:
    """The front matter of the new work."""
    return (folder / PATH).read_text("utf-8").split("---\n")[1]


def talk(folder: Path, *given: str, like: str = "") -> tuple[str, list[str], list[str]]:
    """The front matter that a conversation makes, what was said in it, and the names of its answers."""
    prompter, told = answers(*given)
    session = open_session(folder / "content", read_tree(folder / "content"), NOW, prompter)

    def compose(session: Session, draft: Draft) -> tuple[object, ...]:
        return compose_new(session, Kind.MAINTENANCE, with_pattern(session, draft, like) if like else draft)

    (change,) = converse(session, Draft(), compose, anyway=False) or ()  # type: ignore[arg-type]
    return change.data.decode().split("---\n")[1], told, prompter.asked


def test_every_answer_has_an_option(earlier: Path) -> None:
    """An approval names who gave it and when; the address of its record may follow."""
    options = [
        *("--title", TITLE, "--reason", "It is worn.", "--fallback", "We put the old one back."),
        *(
            "--change",
            "normal",
            "--risk",
            "high",
            "--tested",
            "In the yard.",
            "--supersedes",
            "2026-04-01-rail",
        ),
        *("--approved", "rail board; 2026-04-30; https://git.example/41", "--approved", "city; 2026-05-01"),
        *("--freeze-exception", "It may break."),
    ]
    assert 0 == new(earlier, *options)
    expected = """\
title: A new rail
reason: It is worn.
fallback: We put the old one back.
tested: In the yard.
freeze exception: It may break.
starts: 2026-05-06 23:00
ends: 2026-05-07 02:00
change: normal
risk: high
supersedes: 2026-04-01-rail
approved:
  - by: rail board
    on: 2026-04-30
    link: https://git.example/41
  - by: city
    on: 2026-05-01
"""
    assert expected == work(earlier)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--approved", "rail board"], "of “rail board” has no day; write it as change board; 2026-05-12"),
        (["--approved", "; 2026-04-30"], "an approval has nobody who gave it; write it as"),
        (["--approved", "rail board; last Thursday"], "`last Thursday` is not a day of the calendar."),
        (["--change", "emergancy"], "Did you mean `emergency`?"),
        (["--risk", "huge"], "there is no risk `huge`"),
        (["--supersedes", "2026-04-01-rial"], "work 2026-04-01-rial; did you mean 2026-04-01-rail?"),
        (["--like", "rail"], "there is no planned work rail; did you mean 2026-04-01-rail?"),
        (["--like", "bridge"], "there is no planned work bridge; there are 2026-04-01-rail"),
    ],
)  # fmt: skip
def test_mistakes_of_options_say_what_to_write(
    earlier: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """Nothing is written."""
    assert 2 == new(earlier, "--title", TITLE, *options)
    assert said in capsys.readouterr().err
    assert not (earlier / PATH).exists()


def test_an_incident_is_like_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor has it the answers of a change."""
    for option in ("--like", "--reason", "--approved"):
        assert 2 == main(["new", "incident", "--title", "Trams stop", option, "x", "--now", NOON])
        assert f"an incident has no {option}" in capsys.readouterr().err


def test_one_key_leaves_out_what_is_internal(folder: Path) -> None:
    """Reason and fallback are asked before the words, all else in one question after them."""
    head, told, asked = talk(folder, *HEAD, "", "It is worn.", "We put it back.", DOING, ".", "", "")
    rest = ("impact", "reason", "fallback", "text", "change")
    assert ["title", "services", "starts", "ends", "repeat", *rest] == asked
    assert "reason: It is worn.\nfallback: We put it back.\nstarts:" in head
    left_out = "What type of change is it? (left out: no questions about risk, tests and approvals)"
    assert left_out in "\n".join(told)


def test_an_emergency_asks_for_no_approval(folder: Path) -> None:
    """It is given later."""
    head, _, asked = talk(folder, *HEAD, "", "", "", DOING, ".", "emergency", "high", "", "")
    assert ["change", "risk", "tested"] == asked[-3:]
    assert "change: emergency\nrisk: high\n" in head


def test_approvals_are_asked_one_after_another(folder: Path) -> None:
    """Most are noted on their day; a day to come, one in words, and none at all are refused."""
    days = ["soon", "2026-05-02", "2026-04-30"]
    given = [
        "2",
        "1",
        "",
        "rail board",
        *days,
        "https://git.example/41",
        "city",
        "<",
        "<",
        "",
        "",
        "",
        "",
        "",
    ]
    head, told, _ = talk(folder, *HEAD, "", "", "", DOING, ".", *given, "")
    said = "\n".join(told)
    assert "`soon` is not a day of the calendar." in said
    assert "2026-05-02 has not come yet." in said
    assert "On which day did they approve it? (2026-05-01) (Enter keeps: 2026-05-01)" in said
    assert head.endswith(
        "approved:\n  - by: rail board\n    on: 2026-04-30\n    link: https://git.example/41\n"
        "  - by: city\n    on: 2026-05-01\n"
    )


def test_a_freeze_is_named_when_its_days_are_chosen(folder: Path) -> None:
    """So that the writer can choose others, or say why; other services do not matter."""
    site = folder / "content/site.yml"
    freeze = "{from: 2026-05-06, until: 2026-05-08, reason: Fair, services: [trams]}"
    site.write_text(site.read_text("utf-8") + f"changes:\n  freezes: [{freeze}]\n", encoding="utf-8")
    given = [*HEAD, "<", "", "2026-05-04 23:00", "+3h", "", "", "", DOING, ".", "", ""]
    head, told, asked = talk(folder, *(*HEAD[:4], "It may break.", "", "", "", "", DOING, ".", "", ""))
    assert "There is a freeze (2026-05-06 – 2026-05-08, Fair). Why may it be done in a freeze?" in told[5]
    assert "freeze exception: It may break.\n" in head
    _, _, asked = talk(folder, TITLE, "2", *given[2:4], "", "", "", "", DOING, ".", "", "")
    assert "freeze_exception" not in asked


def test_work_that_was_called_off_can_be_replaced(earlier: Path) -> None:
    """It is offered for some weeks, and only once."""
    head, told, _ = talk(earlier, *HEAD, "", "", "", DOING, ".", "1", "", "")
    assert "  1  A new rail (2026-04-01-rail)" in "\n".join(told)
    assert "supersedes: 2026-04-01-rail\n" in head
    assert 0 == new(earlier, "--title", TITLE, "--supersedes", "2026-04-01-rail")
    _, _, asked = talk(earlier, *HEAD, "", "", "", DOING, ".", "", "")
    assert "supersedes" not in asked


def test_new_work_is_like_earlier_work(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its answers are copied, but not its times, approvals and updates; options are before them."""
    assert 0 == new(earlier, "--like", "content/maintenance/2026-04-01-rail.md", "--risk", "low")
    said = "Copied from 2026-04-01-rail: title, services, impact, reason, fallback, change, tested."
    assert said in capsys.readouterr().err
    expected = """\
title: A new rail
impact: Trams end at Harbour Street.
reason: The rail is worn.
fallback: We put the old rail back.
tested: 'In the yard: it fits.'
starts: 2026-05-06 23:00
ends: 2026-05-07 02:00
change: normal
risk: low
services:
  trams: partial outage
"""
    assert expected == work(earlier)
    assert 0 == new(earlier, "--like", "2026-04-01-rail")  # twice: a name of its own
    assert (earlier / "content/maintenance/2026-05-01-a-new-rail-2.md").exists()


def test_questions_begin_with_the_answers_of_earlier_work(earlier: Path) -> None:
    """Enter keeps each of them, with the state of a service too; a hyphen leaves it out."""
    given = ["", "", STARTS, "+3h", "", "", "", "-", "We go by bus.", DOING, ".", "", "", "", "", "", ""]
    head, told, _ = talk(earlier, *given, like="2026-04-01-rail")
    said = "\n".join(told)
    assert 1 == said.count("Copied from 2026-04-01-rail: title, services, impact,")
    assert "(Enter keeps: The rail is worn.; - leaves it out)" in said
    expected = """\
title: A new rail
impact: Trams end at Harbour Street.
fallback: We go by bus.
tested: 'In the yard: it fits.'
starts: 2026-05-06 23:00
ends: 2026-05-07 02:00
change: normal
risk: high
services:
  trams: partial outage
"""
    assert expected == head


def test_a_pattern_without_a_type_keeps_its_risk(earlier: Path) -> None:
    """What is said to be copied is not dropped by the question that leaves the rest out."""
    path = earlier / "content/maintenance/2026-04-01-rail.md"
    path.write_text(EARLIER.replace("change: normal\n", ""), encoding="utf-8")
    given = ["", "", STARTS, "+3h", "", "", "", "", "", DOING, ".", "", "", "", "", "", ""]
    head, _, _ = talk(earlier, *given, like="2026-04-01-rail")
    assert "risk: high\n" in head
    assert "tested: 'In the yard: it fits.'\n" in head


def test_an_approval_is_added_later(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an update, or with one; what is written differently is left to its writer."""
    path = earlier / "content/maintenance/2026-04-01-rail.md"
    more = ["--approved", "city; 2026-04-30", "--now", NOON]
    assert 0 == main(["update", "2026-04-01-rail", *more])
    added = EARLIER.replace("on: 2026-04-02\n", "on: 2026-04-02\n  - by: city\n    on: 2026-04-30\n")
    assert added == path.read_text("utf-8")

    assert 0 == main(["update", "2026-04-01-rail", "--status", "update", "--text", "We try again.", *more])
    assert path.read_text("utf-8").count("- by: city\n") == 2
    assert path.read_text("utf-8").endswith("\n\nWe try again.\n")

    flow = EARLIER.replace(
        "approved:\n  - by: rail board\n    on: 2026-04-02", "approved: [{by: a, on: 2026-04-02}]"
    )
    path.write_text(flow, encoding="utf-8")
    capsys.readouterr()
    assert 2 == main(["update", "2026-04-01-rail", *more])
    assert "approvals cannot be added to maintenance/2026-04-01-rail.md here" in capsys.readouterr().err
    assert flow == path.read_text("utf-8")

    main(["new", "incident", "--title", "Trams stop", "--text", WORDS, "--service", "none", "--now", NOON])
    assert 2 == main(["update", "2026-05-01-trams-stop", *more])
    assert "2026-05-01-trams-stop is no planned work, so nobody approves it" in capsys.readouterr().err


def test_a_form_of_github_asks_for_a_change(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the words, all of it optional."""
    form = next(one for one in FORMS if one.kind is Kind.MAINTENANCE)
    given = {
        "title": TITLE,
        "starts": STARTS,
        "ends": "+3h",
        "reason": "It is worn.",
        "fallback": "We put it back.",
        "text": DOING,
        "change": "emergency",
        "risk": "high",
        "approved": "- rail board; 2026-04-30\n- city; 2026-05-01; https://git.example/41",
    }
    body = "".join(f"### {one.text}\n\n{given.get(one.field, '_No response_')}\n\n" for one in form.questions)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body.encode()), encoding="utf-8"))
    assert 0 == main(["form", "--now", NOON])
    head = work(earlier)
    assert "reason: It is worn.\nfallback: We put it back.\n" in head
    assert "change: emergency\nrisk: high\n" in head
    assert head.endswith("on: 2026-05-01\n    link: https://git.example/41\n")
