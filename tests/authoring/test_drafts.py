"""Who breaks off loses nothing: answers are kept in a draft, and the next try goes on with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.storage.disk import read_tree
from tests.authoring.test_posting import FACTS, NOON, PATH, WORDS, folder
from tests.terminal import CTRL_C, CTRL_D, HANG_UP, at_terminal, waiting_at_terminal

__all__ = ["folder"]
DRAFT = "content/.drafts/2026-05-01-1000.md"
ANSWERS = ("Trams stop at Harbour Street", "1", "2", "11:45", "Trams do not go beyond Harbour Street.")


@pytest.mark.slow
def test_ctrl_c_keeps_the_answers(folder: Path) -> None:
    """The terminal says where they are and how to go on; what was asked is not asked again."""
    before = read_tree(folder / "content")
    begun = [*ANSWERS, "Take bus 4.", "A wire is broken.", CTRL_C]
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON], begun)
    assert 130 == code
    assert "Nothing was written.\n" in shown
    assert f"Your answers are kept in {DRAFT}." in shown
    assert f"    statusgen new incident --draft {DRAFT}\n" in shown
    assert before == read_tree(folder / "content")
    assert "*\n" == (folder / "content/.drafts/.gitignore").read_text("utf-8")

    rest = ["We are looking for where.", ".", "", ""]
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON, "--draft", DRAFT], rest)
    assert 0 == code, shown
    assert "So far:\n\nA wire is broken.\n" in shown
    assert "What is wrong" not in shown
    text = (folder / PATH).read_text("utf-8")
    assert (
        "impact: Trams do not go beyond Harbour Street.\nworkaround: Take bus 4.\nstarted: 2026-05-01 11:45\n"
        in text
    )
    assert "services:\n  trams: partial outage\n" in text
    assert text.endswith("\n\nA wire is broken.\nWe are looking for where.\n")
    assert not (folder / DRAFT).exists()


def test_a_lost_terminal_keeps_the_answers(folder: Path) -> None:
    """Nobody can be told where they are; they are in the usual place."""
    before = read_tree(folder / "content")
    code, _ = at_terminal(folder, ["new", "incident", "--now", NOON], [*ANSWERS, "Take bus 4.", HANG_UP])
    assert 0 != code
    assert "workaround: Take bus 4.\n" in (folder / DRAFT).read_text("utf-8")
    assert before == read_tree(folder / "content")


def test_half_an_answer_is_not_posted_without_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has ended the sentence; and drafts are for nobody else."""
    at_terminal(
        folder, ["new", "incident", "--now", NOON], [*ANSWERS, "Take bus 4.", "We think that", CTRL_C]
    )
    assert "unfinished: text\n" in (folder / DRAFT).read_text("utf-8")
    assert 0o700 == (folder / DRAFT).parent.stat().st_mode & 0o777

    assert 0 != main(["new", "incident", "--draft", DRAFT, "--now", NOON])

    assert "the draft ends within `text`" in capsys.readouterr().err
    assert not (folder / PATH).exists()


def test_a_draft_in_use_elsewhere_is_not_offered(folder: Path) -> None:
    """Nor continued, until that terminal is gone."""
    new = ["new", "incident", "--now", NOON]
    with waiting_at_terminal(folder, new, ANSWERS):
        _, shown = at_terminal(folder, new, [CTRL_C])
        assert "Answers that were not posted" not in shown
        code, shown = at_terminal(folder, [*new, "--draft", DRAFT], [])
        assert (3, True) == (code, f"another terminal goes on with {DRAFT}" in shown)

    assert f"not posted are in {DRAFT}" in at_terminal(folder, new, ["2", CTRL_C])[1]
    assert [".gitignore", Path(DRAFT).name] == sorted(one.name for one in (folder / DRAFT).parent.iterdir())


def test_what_was_posted_is_no_draft(folder: Path) -> None:
    """If its output cannot be written: a second try would post it twice."""
    command = [sys.executable, "-m", "statusgen", "new", "incident", *FACTS, "--now", NOON]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=full, stderr=subprocess.DEVNULL, check=False
        )
    assert 3 == done.returncode
    assert (folder / PATH).exists()
    assert not (folder / DRAFT).exists()


def test_no_keeps_the_words_to_change_them(folder: Path) -> None:
    """In the draft, which the next try shows as it is then."""
    said = [*ANSWERS, "Take bus 4.", WORDS, ".", "", "n"]
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON], said)
    assert (0, True) == (code, "Nothing was written." in shown)
    draft = folder / DRAFT
    draft.write_text(draft.read_text("utf-8").replace("Take bus 4.", "Take bus 5."), encoding="utf-8")
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON, "--draft", DRAFT], ["y"])
    assert 0 == code, shown
    assert "workaround: Take bus 5.\n" in (folder / PATH).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("end", [CTRL_D, CTRL_C])
def test_an_update_is_kept_with_its_note(folder: Path, end: str) -> None:
    """However it ends; breaking off twice keeps one draft."""
    main(["new", "incident", *FACTS, "--now", NOON])
    text = (folder / PATH).read_text("utf-8")
    later = ["--now", "2026-05-01T10:10Z"]
    code, shown = at_terminal(folder, ["update", *later], ["2", "trams", "1", end])
    assert (2 if end == CTRL_D else 130) == code
    draft = "content/.drafts/2026-05-01-1010.md"
    assert f"    statusgen update --draft {draft}\n" in shown
    code, shown = at_terminal(folder, ["update", *later, "--draft", draft], ["", end])
    assert f"    statusgen update --draft {draft}\n" in shown
    code, shown = at_terminal(folder, ["update", *later, "--draft", draft], ["", "", "Found.", ".", "", ""])
    assert 0 == code, shown
    added = (
        "\n## Identified · 2026-05-01 12:10\nnext update: 12:40\nservices:\n  trams: operational\n\nFound.\n"
    )
    assert text + added == (folder / PATH).read_text("utf-8")
    assert [".gitignore"] == [one.name for one in (folder / "content/.drafts").iterdir()]


def test_who_has_said_nothing_leaves_no_draft(folder: Path) -> None:
    """Ctrl-C at the first question."""
    code, shown = at_terminal(folder, ["new", "notice", "--now", NOON], [CTRL_C])
    assert (130, False) == (code, "kept" in shown)
    assert not (folder / "content/.drafts").exists()


def test_errors_at_the_end_keep_the_answers(folder: Path) -> None:
    """Such as a name that is taken."""
    main(["new", "incident", *FACTS, "--now", NOON])
    name = Path(PATH).stem
    said = ["Trams stop", "trams", "1"]
    code, shown = at_terminal(folder, ["new", "incident", "--id", name, "--now", NOON], said)
    assert 2 == code
    assert f"there is a note {name} already" in shown
    assert f"statusgen new incident --draft {DRAFT}" in shown


def test_what_is_no_draft_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is posted."""
    assert 2 == main(["new", "incident", "--draft", "content/site.yml"])
    assert "content/site.yml is no draft" in capsys.readouterr().err
    (folder / "x.md").write_text("---\ntitel: Trams\n---\n", encoding="utf-8")
    assert 2 == main(["new", "incident", "--draft", "x.md"])
    assert "x.md says `titel`, which means nothing here" in capsys.readouterr().err


def test_an_answer_in_another_encoding_is_asked_for_again(folder: Path) -> None:
    """As of a terminal that is set up otherwise: neither it nor the other answers are lost."""
    answers = [
        "Caf\udce9 closed",
        "Café closed",
        "1",
        "1",
        "",
        "",
        "F\udcfcr heute.",
        "Für heute.",
        ".",
        "",
        "y",
    ]
    code, shown = at_terminal(folder, ["new", "incident", "--now", NOON], answers)
    assert 0 == code, shown
    assert 2 == shown.count("The terminal did not send UTF-8 text")
    text = next((folder / "content/incidents").iterdir()).read_text("utf-8")
    assert "title: Café closed\n" in text
    assert text.endswith("\n\nFür heute.\n")


def test_a_draft_has_the_times_that_were_meant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever goes on a day later publishes these; only a promise in minutes counts from then on."""
    said = ["--title", "A new rail", "--text", "[gap]", "--starts", "2h", "--ends", "3h", "--commit"]
    assert 3 == main(["new", "maintenance", *said, "--now", NOON])
    draft = (folder / DRAFT).read_text("utf-8")
    assert "starts: 2026-05-01 14:00 +0200\nends: 2026-05-01 17:00 +0200\n" in draft

    promised = {"30": "30", "2h": "2h", "12:30": "2026-05-01 12:30 +0200"}
    for number, (given, kept) in enumerate(promised.items()):
        now = f"2026-05-01T10:0{number + 1}Z"
        assert 3 == main(["new", "incident", *FACTS, "--next", given, "--commit", "--now", now])
        draft = (folder / f"content/.drafts/2026-05-01-100{number + 1}.md").read_text("utf-8")
        assert "started: 2026-05-01 11:45 +0200\n" in draft
        assert f"\nnext: {kept}\n" in draft
        assert (given != "12:30") == ("# The time in `next` counts from then on.\n" in draft)
