"""Going back, changing an answer before writing, and going on after a stop: no answer is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.conversation import Compose, converse
from statusgen.authoring.github_forms import FORMS
from statusgen.authoring.session import Draft, open_session
from statusgen.cli.main import main
from statusgen.model.status import Kind, Status
from statusgen.storage.disk import read_tree
from tests.authoring.test_posting import FACTS, NOON, NOW, PATH, WORDS, answers, folder
from tests.terminal import CTRL_C, CTRL_D, KILL, at_terminal

__all__ = ["folder"]
TITLE, IMPACT = "Trams stop", "Trams end at Harbour Street."
DRAFT = "content/.drafts/2026-05-01-1000.md"


def incident(draft: Draft = Draft()) -> tuple[Compose, Draft]:  # noqa: B008 - it is frozen
    """A new incident."""
    return lambda session, whole: compose_new(session, Kind.INCIDENT, whole), draft


def talk(content: Path, how: tuple[Compose, Draft], *given: str) -> tuple[str, list[str], list[str]]:
    """What a conversation ends with as one text, what was said in it, and the names of its answers."""
    prompter, told = answers(*given)
    session = open_session(content, read_tree(content), NOW, prompter)
    compose, draft = how
    changes = converse(session, draft, compose, anyway=False)
    return b"".join(one.data for one in changes or ()).decode(), told, prompter.asked


def test_back_asks_the_question_before_again(folder: Path) -> None:
    """With its answer to keep or to change; what was answered after it is not asked again."""
    given = ["Trms", "<", TITLE, "1", "2", "", IMPACT, "<", "<", "11:40", "", "", WORDS, ".", "", ""]
    text, told, _ = talk(folder / "content", incident(), *given)
    assert f"title: {TITLE}\nimpact: {IMPACT}\nstarted: 2026-05-01 11:40\n" in text
    said = "\n".join(told)
    assert "(Enter keeps: Trms)" in said
    assert f"(Enter keeps: {IMPACT}; - leaves it out)" in said


def test_back_from_a_state_leads_to_the_services(folder: Path) -> None:
    """And from the doubt that none is affected."""
    given = [TITLE, "1", "<", "2", "3", "", "", WORDS, ".", "", ""]
    text, _, _ = talk(folder / "content", incident(), *given)
    assert "services:\n  ticket-machines: major outage\n" in text
    given = [TITLE, "", "<", "trams", "1", "", "", WORDS, ".", "", ""]
    text, _, _ = talk(folder / "content", incident(), *given)
    assert "services:\n  trams: degraded\n" in text


def test_an_update_offers_the_state_that_a_service_has(folder: Path) -> None:
    """So that Enter alone never calls it operational."""
    main(["new", "incident", *FACTS, "--now", "2026-05-01T09:50Z"])
    how: Compose = lambda session, draft: compose_update(session, None, draft, Status.UPDATE)  # noqa: E731
    text, _, _ = talk(folder / "content", (how, Draft()), "1", "", "", "", WORDS, ".", "", "")
    assert "next update: 12:30\nservices:\n  trams: partial outage\n" in text


def test_before_the_first_question_is_none(folder: Path) -> None:
    """Which is said."""
    _, told, _ = talk(folder / "content", incident(), "<", TITLE, "1", "1", "", "", WORDS, ".", "", "")
    assert "There is no question before this one." in told


def test_back_reaches_the_answers_of_a_draft(folder: Path) -> None:
    """The latest first, each with its answer to keep or to change."""
    own = Draft({"title": "Trms", "impact": IMPACT, "started": "", "workaround": ""}, ("trams",))
    given = [*"<<<<<", "", "1", "2", "", "", "", WORDS, ".", "", ""]
    text, told, asked = talk(folder / "content", incident(own), *given)
    assert ["title", "services", "started", "impact", "workaround", "text", "next"] == asked
    assert "(Enter keeps: trams)" in "\n".join(told)
    assert f"impact: {IMPACT}\n" in text


def test_words_are_continued_after_a_step_back(folder: Path) -> None:
    """Nothing of what was typed is lost."""
    given = [TITLE, "1", "1", "", "", "A wire is broken.", "<", "", "We look.", ".", "", ""]
    text, told, _ = talk(folder / "content", incident(), *given)
    assert text.endswith("\n\nA wire is broken.\nWe look.\n")
    assert "So far:\n\nA wire is broken." in "\n".join(told)


@pytest.mark.parametrize(
    ("number", "new", "expected"),
    [
        ("1", ["Trams stop at the bridge"], "title: Trams stop at the bridge\n"),
        ("2", ["2", "1"], "services:\n  ticket-machines: degraded\n"),
        ("3", ["Nobody can buy a ticket.", "Pay on board."], "workaround: Pay on board.\n"),
        ("text", ["More of it.", "."], f"\n\n{WORDS}\nMore of it.\n"),
        ("next", ["2h"], "next update: 14:00\n"),
    ],
)
def test_each_answer_can_be_changed_before_writing(
    folder: Path, number: str, new: list[str], expected: str
) -> None:
    """The others stay, and what the change makes necessary is asked."""
    given = [TITLE, "1", "2", "", "", WORDS, ".", "", "e", number, *new, "y"]
    text, told, _ = talk(folder / "content", incident(), *given)
    assert expected in text
    assert (
        f"  1  title: {TITLE}\n  2  services: trams=partial outage\n  3  impact: (left out)\n"
        in "\n".join(told)
    )


def test_options_can_be_changed_too(folder: Path) -> None:
    """Who goes back from the list of answers is asked again whether to write."""
    own = Draft({"title": "Trms", "text": WORDS, "impact": "", "started": "", "next": "30"}, ("trams",))
    text, _, _ = talk(folder / "content", incident(own), "e", "<", "e", "title", TITLE, "")
    assert f"title: {TITLE}\n" in text


def test_questions_come_in_the_order_of_the_forms(folder: Path) -> None:
    """Whoever knows one way to post knows the others."""
    given = {
        Kind.INCIDENT: [TITLE, "1", "1", "", IMPACT, "", WORDS, ".", "", ""],
        Kind.MAINTENANCE: [
            *(TITLE, "1", "2026-05-06 02:00", "2h", "", IMPACT, "", "The rail is worn.", "", WORDS, "."),
            *("normal", "2", "", "rail board", "2026-04-30", "", "", ""),
        ],
    }
    only_where_it_matters = ("state", "last_day", "supersedes", "freeze_exception")
    for kind, typed in given.items():
        how: Compose = lambda session, draft, kind=kind: compose_new(session, kind, draft)  # type: ignore[misc] # noqa: E731
        _, _, asked = talk(folder / "content", (how, Draft()), *typed)
        form = next(one for one in FORMS if one.kind is kind)
        assert [one.field for one in form.questions if one.field not in only_where_it_matters] == asked

    main(["new", "incident", *FACTS, "--now", "2026-05-01T09:50Z"])
    how = lambda session, draft: compose_update(session, None, draft, Status.RESOLVED)  # noqa: E731
    _, _, asked = talk(folder / "content", (how, Draft()), "Trams run again.", ".", "11:55", "", "")
    assert ["text", "since", "report_by"] == asked


@pytest.mark.slow
def test_what_was_begun_is_offered_at_the_next_start(folder: Path) -> None:
    """Even if the program was killed; who starts again keeps it, or deletes it."""
    code, _ = at_terminal(folder, ["new", "incident", "--now", NOON], [TITLE, "1", "2", "", IMPACT, KILL])
    assert -signal.SIGKILL == code
    assert f"impact: {IMPACT}\n" in (folder / DRAFT).read_text("utf-8")

    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON], ["2", CTRL_C])
    assert f"Answers that were not posted are in {DRAFT}." in shown
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON], ["", "", WORDS, ".", "", ""])
    assert 0 == code, shown
    assert f"impact: {IMPACT}\n" in next((folder / "content/incidents").iterdir()).read_text("utf-8")
    assert not (folder / DRAFT).exists()
    assert "Answers that" not in at_terminal(folder, ["new", "incident", "--now", NOON], [CTRL_C])[1]


def test_another_command_does_not_offer_it(folder: Path) -> None:
    """An incident that was begun is no notice; who deletes it has no draft."""
    at_terminal(folder, ["new", "incident", "--now", NOON], [TITLE, CTRL_C])
    _, shown = at_terminal(folder, ["new", "notice", "--now", NOON], [CTRL_C])
    assert "Answers that" not in shown
    assert 2 == at_terminal(folder, ["new", "incident", "--now", NOON], [CTRL_D])[0]
    at_terminal(folder, ["new", "incident", "--now", NOON], ["<", "9", "3", CTRL_C])
    assert not (folder / DRAFT).exists()


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_long_words_are_written_in_an_editor(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The one that the environment names, with what is written so far."""
    editor = folder / "editor.sh"
    editor.write_text('#!/bin/sh\necho "We look." >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setitem(os.environ, name, str(editor))
    given = [TITLE, "1", "1", "", "", "A wire is broken.", ":e", "", ""]
    text, _, _ = talk(folder / "content", incident(), *given)
    assert text.endswith("\n\nA wire is broken.\nWe look.\n")
    monkeypatch.setitem(os.environ, name, "/nowhere/to/be/found")
    text, _, _ = talk(folder / "content", incident(), *given)
    assert text.endswith("\n\nA wire is broken.\n")


def test_present_states_are_shown_below_their_groups(folder: Path) -> None:
    """As the open incidents have them."""
    services = (
        "groups:\n  - id: net\n    name: Network\n    services: [{id: trams, name: Trams}]\nservices:\n"
    )
    (folder / "content/services.yml").write_text(services + "  - {id: website, name: Website}\n")
    main(["new", "incident", *FACTS, "--now", "2026-05-01T09:50Z"])
    _, told, _ = talk(folder / "content", incident(), TITLE, "2", "1", "", "", WORDS, ".", "", "")
    assert " Network\n  1  Trams: partial outage\n\n  2  Website: operational\n" in "\n".join(told)
    assert PATH.endswith(".md")
