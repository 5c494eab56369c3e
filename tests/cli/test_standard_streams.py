"""Commands whose output goes nowhere: closed streams, readers that went away, full disks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from statusgen.cli.main import main
from tests.faults import NOTE, NOW, options, tree, write
from tests.sites import content

pytestmark = pytest.mark.slow

BROKEN = NOTE.replace("services: none", "services: {trams: rather bad}")
DISCARDED = [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"]
LOST = [">/dev/full", "2>/dev/full", ">/dev/full 2>&1", "| :", "2>&1 | :"]
WORST = ["<&- >&- 2>&-", ">/dev/full", "2>&1 | :"]
COMMANDS = [
    *("check", "diff published", "status", "report", "template incident", "explain unknown-service"),
    *("notify --out published --since published", "--version", "--help", "build --help", "build --wrong"),
]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of a site, and that site as it was published."""
    folder = tmp_path_factory.mktemp("site")
    write(folder / "content", content({"incidents/cards.md": NOTE}))
    assert 0 == main(options(folder / "content", folder / "published"))
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """The same for one test."""
    return Path(shutil.copytree(published, tmp_path / "site"))


def run(
    folder: Path, command: str, streams: str, unbuffered: str = "", **environment: str
) -> tuple[int, str]:
    """The exit code of a command with its streams led elsewhere, and what can still be seen of its output.

    A reader that went away is a pipe to a command that reads nothing.
    """
    words = f'"$PYTHON" -m statusgen {command} {streams}'
    script = f"set -o pipefail; {{ {words} ; }}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr + done.stdout
    return done.returncode, done.stderr


@pytest.mark.parametrize("streams", DISCARDED)
def test_a_site_is_published_without_streams(folder: Path, streams: str) -> None:
    """No message lands in a file of the site, whose number could be that of the closed stream."""
    assert 0 == run(folder, f"build --now {NOW}", streams)[0]
    assert tree(folder / "published") == tree(folder / "public")


@pytest.mark.parametrize(
    ("streams", "unbuffered"), [*((one, "") for one in LOST), (">/dev/full", "1"), ("2>&1 | :", "1")]
)
def test_a_site_is_published_though_nobody_hears_of_it(folder: Path, streams: str, unbuffered: str) -> None:
    """Which the exit code says, where something was to be said."""
    code, said = run(folder, f"build --now {NOW}", streams, unbuffered)
    assert code in ({0} if streams == "2>/dev/full" else {3} if "full" in streams else {0, 3})
    assert tree(folder / "published") == tree(folder / "public")
    assert said == ("" if "2>" in streams or "|" in streams else FULL)


FULL = "statusgen: cannot write the output: No space left on device\n"


@pytest.mark.parametrize("streams", DISCARDED)
def test_errors_have_their_exit_code_without_streams(folder: Path, streams: str) -> None:
    """Whatever cannot be said."""
    (folder / "content/incidents/cards.md").write_text(BROKEN)
    assert 1 == run(folder, f"build --now {NOW}", streams)[0]
    assert 2 == run(folder, "build --content nowhere", streams)[0]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_needs_its_streams(folder: Path, command: str) -> None:
    """Closed ones change no exit code; a loss is an environment that failed.

    Commands share what writes, so that one is tried with every stream, and the others with the worst.
    """
    expected, _ = run(folder, command, "")
    before = tree(folder / "published")
    for streams in DISCARDED + LOST if command == "status" else WORST:
        codes = {expected} if streams in DISCARDED else {expected, 3}
        assert (streams, True) == (streams, run(folder, command, streams)[0] in codes)
    assert before == tree(folder / "published")


@pytest.mark.parametrize("streams", [">/dev/full", "| (exit 0)"])
def test_a_post_that_nobody_reads_of_is_not_to_be_repeated(folder: Path, streams: str) -> None:
    """It is said on the other stream, or somebody would post it again."""
    words = f"new incident --title Closed --text x --service trams=degraded --now {NOW}"
    code, said = run(folder, words, streams)
    assert code in ({3} if "full" in streams else {0, 3})
    if code:
        assert "It is posted; only the output could not be written. Do not post it again.\n" in said
    assert ["closed.md"] == [path.name[11:] for path in (folder / "content/incidents").glob("2026*")]


# Words in another encoding

CAFE = "new incident --title Closed --service trams=degraded"


@pytest.mark.parametrize("errors", ["", "utf-8:strict"])
def test_words_in_another_encoding_are_asked_for_again(folder: Path, errors: str) -> None:
    """The other answers are kept, and nothing is written."""
    before = tree(folder / "content")
    sent = f"{CAFE} --now {NOW} < <(printf 'Caf\\xe9 is closed.\\n')"
    code, said = run(folder, sent, "", PYTHONIOENCODING=errors)
    assert 2 == code
    assert "statusgen: standard input is not UTF-8 text" in said
    draft = next((folder / "content/.drafts").glob("*.md"))
    assert "title: Closed\nservices: trams=degraded\n" in draft.read_text("utf-8")
    assert f"    statusgen new incident --text - --draft content/.drafts/{draft.name}\n" in said
    assert before.items() <= tree(folder / "content").items()
    draft_of = f"new incident --text - --draft content/.drafts/{draft.name} --now {NOW}"
    assert 0 == run(folder, f"{draft_of} < <(echo Café)", "")[0]
    assert "\n\nCafé\n" in next((folder / "content/incidents").glob("*closed.md")).read_text("utf-8")


def test_an_option_in_another_encoding_is_named(folder: Path) -> None:
    """Before anything is read."""
    code, said = run(folder, f"{CAFE} --text x --title $'Caf\\xe9'", "")
    assert 2 == code
    assert "argument --title: this is not text in UTF-8" in said


@pytest.mark.parametrize("option", ["--impact", "--text", "--service", "--id", "--next"])
def test_every_option_in_another_encoding_is_named(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As Python hands on what it cannot decode."""
    with pytest.raises(SystemExit) as end:
        main([*CAFE.split(), "--text", "x", option, "Caf\udce9"])
    assert 2 == end.value.code
    assert f"argument {option}: this is not text in UTF-8" in capsys.readouterr().err


def test_a_form_in_another_encoding_is_refused(folder: Path) -> None:
    """Whoever sends it has it."""
    code, said = run(folder, "form < <(printf '### Caf\\xe9')", "")
    assert (2, True) == (code, "standard input is not UTF-8 text" in said)
