"""From nothing to a published update without a finding: at a real terminal, without one, and in a browser."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from statusgen.authoring.github_forms import FORMS
from statusgen.cli.main import main
from tests.actions import git
from tests.authoring.test_forms import body
from tests.editing import serve_editor
from tests.walk import IMPACT, NOW, SHOP, TITLE, WORDS, WORKAROUND, Walk, shop

pytestmark = [pytest.mark.clients, pytest.mark.slow]
Record = Callable[[str, object], None]


class Terminal:
    """A real one, by tmux; all that it shows is recorded."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self.recording = folder / "recording.txt"
        root = Path(__file__).parents[2]
        path = f"PYTHONPATH={shlex.quote(str(root))}"
        self._program = f"env {path} {shlex.quote(sys.executable)} -m statusgen"
        self._tmux(
            "new-session", "-d", "-s", "walk", "-x", "100", "-y", "50", "-c", str(folder), "bash --norc"
        )
        self._tmux("pipe-pane", "-t", "walk", f"cat > {shlex.quote(str(self.recording))}")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", self._socket, "-f", "/dev/null", *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
        return done.stdout

    def run(self, arguments: str) -> None:
        """Type a command."""
        self.type(f"clear; PS1='done> '; {self._program} {arguments}")

    def type(self, text: str) -> None:
        """Type a line."""
        if text:
            self._tmux("send-keys", "-t", "walk", "-l", text)
        self.press("Enter")

    def press(self, *keys: str) -> None:
        """Press keys by their names."""
        self._tmux("send-keys", "-t", "walk", *keys)

    def shows(self, words: str, end: str = ">") -> str:
        """Wait until the screen shows the words, and has this at its end."""
        screen = ""
        for _ in range(300):
            screen = self._tmux("capture-pane", "-p", "-t", "walk").rstrip()
            if words in screen and screen.endswith(end):
                return screen
            time.sleep(0.1)
        raise AssertionError(f"{words!r} is not on this screen:\n{screen}")

    def end(self) -> None:
        """Close it."""
        self._tmux("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in an empty folder."""
    opened = Terminal(tmp_path)
    yield opened
    opened.end()


def test_by_answering_questions(terminal: Terminal, tmp_path: Path, record_property: Record) -> None:
    """Ten answers, most of them one key or Enter, and one command."""
    content, walk = shop(tmp_path), Walk(record_property)
    git(tmp_path, "init", "-q", "-b", "main")
    for name, value in (("name", "Cleo"), ("email", "cleo@example.org")):
        git(tmp_path, "config", f"user.{name}", value)
    command = f"new incident --commit --now {NOW}"
    terminal.run(command)
    walk.step(command)
    for question, answer, end in (
        ("What is wrong", TITLE, ">"),
        ("Which services are affected?", " ", "○ Website: operational"),
        ("How is Card payments?", "2", "3) major outage"),
        ("Since when?", "", ">"),
        ("Who is affected, and how?", IMPACT, ">"),
        ("What can people do", WORKAROUND, ">"),
        ("What do you know", f"{WORDS}\n.", "Back: Shift-Tab"),
        ("When is the next update", "", ">"),
        ("Write this?", "", ">"),
    ):
        terminal.shows(question, end)
        for line in answer.split("\n"):
            terminal.type(line)
            walk.step(line)
    terminal.shows("done>")
    walk.end(content, tmp_path / "public")
    assert "Investigating: One in five card payments fails" in git(tmp_path, "log", "-1", "--format=%s")
    assert "What is wrong, in words a customer would use?" in terminal.recording.read_text("utf-8")


def test_back_and_edit_at_a_terminal(terminal: Terminal, tmp_path: Path) -> None:
    """By keys; Ctrl-C keeps what is typed, and the next start offers it."""
    content = shop(tmp_path)
    command = f"new incident --now {NOW}"
    terminal.run(command)
    terminal.shows("What is wrong")
    terminal.type("Payments fail")
    terminal.shows("Which services", "○ Website: operational")
    terminal.press("Down", "Left")
    terminal.shows("What is wrong", "What is wrong, in words a customer would use?\n> Payments fail")
    terminal.type(" today")
    terminal.shows("Which services", "○ Website: operational")
    terminal.press("Space", "Enter")
    terminal.shows("How is", "major outage")
    terminal.press("Down", "Down", "Up", "Enter")
    terminal.shows("Since when?")
    terminal.press("BTab")
    terminal.shows("Which services", "● Card payments: operational\n   ○ Website: operational")
    terminal.press("Enter")
    terminal.shows("How is", "» 2) partial outage\n   3) major outage")
    terminal.press("Enter")
    terminal.type("")
    terminal.shows("Who is affected, and how?")
    terminal.press("You", "C-c")
    terminal.shows("done>")

    terminal.run(command)
    terminal.shows("Answers that were not posted", "delete it")
    terminal.press("Enter")
    terminal.shows("Who is affected, and how?", "(Enter leaves it out)\n> You")
    terminal.type(" cannot pay.")
    for question, answer, end in (
        ("What can people do", "", ">"),
        ("What do you know", f"{WORDS}\n\n", "Back: Shift-Tab"),
        ("When is the next update", "2h", ">"),
        ("Write this?", "e", ">"),
        ("Which answer?", "1", "next: 2h"),
        ("Which answer?", ", all of them", "> Payments fail today"),
        ("Write this?", "", ">"),
    ):
        terminal.shows(question, end)
        for line in answer.split("\n"):
            terminal.type(line)
    terminal.shows("done>")
    text = next((content / "incidents").iterdir()).read_text("utf-8")
    assert "title: Payments fail today, all of them\nimpact: You cannot pay.\n" in text
    assert "services:\n  card-payments: partial outage\n" in text
    assert [".gitignore"] == [one.name for one in (content / ".drafts").iterdir()]


def test_by_one_command(tmp_path: Path, record_property: Record) -> None:
    """As a script would, or somebody who does it often."""
    content, walk = shop(tmp_path), Walk(record_property)
    command = [
        *("new", "incident", "--title", TITLE, "--service", "card-payments=partial outage"),
        *("--impact", IMPACT, "--workaround", WORKAROUND, "--text", WORDS),
    ]
    assert 0 == main([*command, "--content", str(content), "--now", NOW])
    walk.step(shlex.join(command))
    walk.end(content, tmp_path / "public")


def test_by_a_form_on_github(
    tmp_path: Path, record_property: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven questions, and the button."""
    content, walk = shop(tmp_path), Walk(record_property)
    monkeypatch.chdir(tmp_path)
    answers = {
        "title": TITLE,
        "services": "card-payments · Card payments",
        "state": "partial outage",
        "impact": IMPACT,
        "workaround": WORKAROUND,
        "text": WORDS,
        "next": "30",
    }
    for answer in (*answers.values(), ""):
        walk.step(answer)
    done = subprocess.run(
        [sys.executable, "-m", "statusgen", "form", "--now", NOW],
        input=body(FORMS[0], answers), text=True, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    walk.end(content, tmp_path / "public")


@pytest.mark.browser
def test_by_the_editor_of_the_preview(browser: Browser, tmp_path: Path, record_property: Record) -> None:
    """Seven fields, and two buttons."""
    walk = Walk(record_property)
    with serve_editor(tmp_path, SHOP) as editor, browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/")
        for link in ("Write", "Report an incident"):
            page.get_by_role("link", name=link, exact=True).click()
            walk.step()
        for label, words in (
            ("What is wrong", TITLE),
            ("What do you know", WORDS),
            ("Who is affected, and how?", IMPACT),
            ("What can people do", WORKAROUND),
        ):
            page.get_by_label(label).fill(words)
            walk.step(words)
        page.get_by_label("Card payments", exact=True).select_option("partial outage")
        walk.step()
        page.get_by_text("No suggestions about the wording.").wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        walk.step()
        page.get_by_text("Saved, not public yet").first.wait_for()
        page.locator('main a[href*="/incidents/"]').click()
        page.wait_for_url("**/incidents/**")
        assert page.get_by_text(WORDS).count()
    walk.end(editor.content, tmp_path / "public")
