"""docs/commands.md has the commands, options and exit codes of the program, and no others."""

from __future__ import annotations

import re
import textwrap
from contextlib import redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from statusgen.cli.console import EXIT_CODES, INTERRUPTED
from statusgen.cli.main import COMMANDS, main
from statusgen.storage.signals import ENDING

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "commands.md"
_SYNOPSIS = re.compile(r"^    statusgen (\w+).*\n(?: {8,}.*\n)*", re.MULTILINE)
_OPTION = re.compile(r"--[a-z-]+")

each_command = pytest.mark.parametrize("name", COMMANDS)


@pytest.fixture
def usage(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The usage of each command, as its `--help` shows it, in one line."""
    monkeypatch.setenv("COLUMNS", "10000")
    return _usage()


@cache
def _usage() -> dict[str, str]:
    found = dict[str, str]()
    for name in COMMANDS:
        with redirect_stdout(TextIOWrapper(BytesIO())) as out, pytest.raises(SystemExit):
            main([name, "--help"])
        out.seek(0)
        found[name] = out.readline().rstrip().removeprefix("usage: ").replace(" [-h]", "")
    return found


def _synopsis(usage: str) -> str:
    """The usage in lines, each option with its value."""
    whole = re.sub(r"\[[^]]* [^]]*\]+", lambda match: match[0].replace(" ", "\0"), usage)
    indent = " " * (4 + len(" ".join(usage.split()[:2])) + 1)
    lines = textwrap.fill(whole, 110, initial_indent="    ", subsequent_indent=indent, break_on_hyphens=False)
    return lines.replace("\0", " ") + "\n"


def test_each_command_has_its_synopsis(request: pytest.FixtureRequest, usage: dict[str, str]) -> None:
    """`pytest --update-expected` writes those that are there."""
    text = PAGE.read_text("utf-8")
    made = _SYNOPSIS.sub(lambda match: _synopsis(usage[match[1]]), text)
    if request.config.getoption("--update-expected"):
        PAGE.write_text(made, "utf-8")
    assert sorted(COMMANDS) == sorted(match[1] for match in _SYNOPSIS.finditer(text))
    assert made == PAGE.read_text("utf-8")


def test_the_list_of_commands_is_whole() -> None:
    """In the order of `--help`, with the same words."""
    table = PAGE.read_text("utf-8").partition("\n## ")[0]
    rows = re.findall(r"^\| \[`statusgen (\w+)`\]\(\S+\) \| (.+) \|$", table, re.MULTILINE)
    assert [*COMMANDS.items()] == rows


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_commands_in_the_documentation_have_their_options(page: Path, usage: dict[str, str]) -> None:
    """Whatever is written as a command can be typed."""
    calls = re.findall(r"\bstatusgen (\w+)((?: [^\s`|&;]+)*)", page.read_text("utf-8"))
    strange = [
        f"{name} {option}"
        for name, words in calls
        if name in COMMANDS
        for option in _OPTION.findall(words)
        if option not in _OPTION.findall(usage[name])
    ]
    assert [] == strange


def test_options_in_the_text_exist(usage: dict[str, str]) -> None:
    """Each belongs to a command."""
    options = {option for line in usage.values() for option in _OPTION.findall(line)}
    named = set(re.findall(r"`(--[a-z-]+)", PAGE.read_text("utf-8")))
    assert set() == named - options - {"--help", "--version"}


def test_the_exit_codes_are_told() -> None:
    """Those that the program has, and no others."""
    table = PAGE.read_text("utf-8").partition("## Exit codes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE)
    told = {int(code) for row in rows for code in row.split(",")}
    assert {*EXIT_CODES, INTERRUPTED, *(128 + number for number in ENDING)} == told
