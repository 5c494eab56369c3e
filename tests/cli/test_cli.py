"""The commands: what they print, write and return."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest

from statusgen import __version__
from statusgen.cli import check, import_
from statusgen.cli.main import main
from statusgen.cli.options import clock
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.output import Output, Result
from statusgen.pipeline import compile as pipeline
from statusgen.render.theme.load import ThemeError
from tests import sites
from tests.faults import NOTE, options, write

ROOT = Path(__file__).parents[2]
ERROR = Diagnostic("bad-value", Span("incidents/a.md", 1, 1, 4), "wrong", "Correct it.")
WARNING = Diagnostic("no-updates", Span("incidents/b.md", 1, 1, 4), "quiet")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def render(words: str) -> bytes:
    """Render an output."""
    return words.encode()


def render_with_broken_template() -> bytes:
    """Fail as a theme's template does."""
    place = Span("../themes/ours/templates/home.html", 1, 1, 2)
    raise ThemeError(Diagnostic("template-error", place, "`nothing` is undefined"))


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("incidents/a.md", "incidents/b.md", "site.yml"):
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text("text")
    return tmp_path / "content"


class Compiler:
    """Stands in for the pipeline: yields a prepared result and remembers what it was asked."""

    def __init__(self) -> None:
        self.result = Result((Output("index.html", render, ("home",)),), (), None)
        self.asked: dict[str, object] = {}

    def __call__(self, files: Mapping[str, bytes], themes: object, **named: object) -> Result:
        """Compile."""
        self.asked = {"files": sorted(files), **named}
        self.asked.pop("cache", None)
        return self.result


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Compiler:
    """The pipeline, replaced."""
    found = Compiler()
    monkeypatch.setattr(pipeline, "compile_site", found)
    return found


@pytest.fixture
def sound(content: Path) -> None:
    """The content has a sound note."""
    shutil.rmtree(content)
    write(content, sites.content({"incidents/b.md": NOTE}))


@pytest.fixture
def faulty(content: Path) -> None:
    """The content has a note with an error and one with a warning."""
    shutil.rmtree(content)
    notes = {
        "incidents/a.md": NOTE.replace("none", "[x]"),
        "incidents/b.md": NOTE.replace("services: none\n", ""),
    }
    write(content, sites.content(notes))


def test_build_publishes_the_site(
    content: Path, compiler: Compiler, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site is in `public`, and the command says what it did."""
    counts = (("incident", 2), ("maintenance", 1))
    compiler.result = Result(compiler.result.outputs, (), NOON, counts)
    assert 0 == main(["build"])
    assert "home" == Path("public/index.html").read_text()
    assert [
        "Published 2 incidents, 1 maintenance to public.",
        "1 file: 1 written, 0 unchanged; 0 removed.",
        "The site changes by itself at 2026-05-01 12:00 UTC: build it again then.",
    ] == capsys.readouterr().out.splitlines()


def test_build_hands_its_options_on(content: Path, compiler: Compiler) -> None:
    """Every option reaches the pipeline."""
    options = ["--theme", "ours", "--now", "2026-05-01T14:00+02:00", "--url", "https://x.example/status"]
    assert 0 == main(["build", "--content", str(content), "--out", "site", "--keep-going", *options])
    assert {
        "files": ["incidents/a.md", "incidents/b.md", "site.yml"],
        "theme": "ours",
        "now": NOON,
        "url": "https://x.example/status/",
        "previous": {},
        "keep_going": True,
        "live": False,
    } == compiler.asked
    assert Path("site/index.html").exists()


def test_build_refuses_a_site_with_errors(
    content: Path, compiler: Compiler, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written; the errors and the way out are told."""
    compiler.result = Result((), (ERROR,), None)
    assert 1 == main(["build"])
    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith("error[bad-value]: wrong\n --> content/incidents/a.md:1:1\n")
    assert err.endswith("Correct the errors above, or publish what has no errors with --keep-going.\n")
    assert not Path("public").exists()


def test_build_keeps_going_and_still_reports_errors(content: Path, compiler: Compiler) -> None:
    """What is sound is published, with what was published last at hand; the exit code tells of the rest."""
    Path("public/.statusgen/notes/incidents").mkdir(parents=True)
    Path("public/.statusgen/notes/incidents/a.md").write_text("last")
    compiler.result = Result(compiler.result.outputs, (ERROR,), None)
    assert 1 == main(["build", "--keep-going"])
    assert {"incidents/a.md": b"last"} == compiler.asked["previous"]
    assert Path("public/index.html").exists()


def test_build_prints_pure_json(
    content: Path, compiler: Compiler, capsys: pytest.CaptureFixture[str]
) -> None:
    """For programs, standard output holds the diagnostics alone."""
    compiler.result = Result(compiler.result.outputs, (WARNING,), None)
    assert 0 == main(["build", "--format", "json"])
    out, err = capsys.readouterr()
    assert ["no-updates"] == [one["code"] for one in json.loads(out)]
    assert "Published" in err


@pytest.mark.parametrize("out", ["content", "content/public", "."])
def test_output_and_content_must_not_mix(content: Path, compiler: Compiler, out: str) -> None:
    """A site written into the content would be read as content next time, and the reverse."""
    assert 2 == main(["build", "--out", out])
    assert ["incidents", "site.yml"] == sorted(path.name for path in content.iterdir())


def test_a_foreign_output_folder_is_an_environment_failure(
    content: Path, compiler: Compiler, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files of others are not overwritten."""
    Path("public").mkdir()
    Path("public/thesis.txt").write_text("")
    assert 3 == main(["build"])
    assert "files that statusgen did not write, such as thesis.txt" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "serve", "status"])
def test_a_missing_content_folder_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Whoever begins is shown how."""
    monkeypatch.chdir(tmp_path)
    assert 2 == main([command])
    assert "there is no folder content; start a site with `statusgen init`" in capsys.readouterr().err


def test_a_failing_template_leaves_the_old_site(
    content: Path, compiler: Compiler, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template that fails is shown with its line, like any other mistake; nothing is published."""
    Path("themes/ours/templates").mkdir(parents=True)
    Path("themes/ours/templates/home.html").write_text("{{ nothing }}")
    compiler.result = Result((Output("index.html", render_with_broken_template, ()),), (), None)
    assert 1 == main(["build"])
    err = capsys.readouterr().err
    assert " --> themes/ours/templates/home.html:1:1\n" in err
    assert "1 | {{ nothing }}\n" in err
    assert "Nothing was published" in err
    assert not Path("public/index.html").exists()


@pytest.mark.usefixtures("faulty")
def test_check_reports_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Diagnostics are what this command yields; errors set the exit code."""
    assert 1 == main(["check"])
    assert capsys.readouterr().out.endswith("\n1 error and 1 warning in 2 files.\n")


@pytest.mark.usefixtures("faulty")
def test_check_shows_the_files_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Problems elsewhere are neither shown nor counted in the exit code."""
    assert 0 == main(["check", "content/incidents/b.md"])
    assert capsys.readouterr().out.endswith("\n1 warning in 1 file.\n")


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("path", ["content", "content/", "content/incidents", "content/incidents/a.md"])
def test_check_takes_files_and_folders(path: str) -> None:
    """A folder stands for all files in it."""
    assert 1 == main(["check", path])


@pytest.mark.parametrize("path", ["content/none.md", "/", "outside.md"])
def test_check_refuses_paths_that_are_no_content(content: Path, path: str) -> None:
    """A misspelt path must not look like a sound file."""
    Path("outside.md").write_text("")
    assert 2 == main(["check", path])


@pytest.mark.usefixtures("sound")
def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    """A sound site is confirmed with the number of files read."""
    assert 0 == main(["check"])
    assert "No problems in 3 files.\n" == capsys.readouterr().out


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(
    ("form", "expected"),
    [("json", "[]\n"), ("github", "")],
)
def test_check_of_a_sound_site_is_quiet_for_programs(
    capsys: pytest.CaptureFixture[str],
    form: str,
    expected: str,
) -> None:
    """Programs get their format and nothing else."""
    assert 0 == main(["check", "--format", form])
    assert expected == capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("2026-05-01T10:00", "needs an offset, as in 2026-05-01T10:00Z"),
        ("yesterday", "is not a time such as 2026-05-01T10:00Z"),
        ("0001-01-01T00:00+10:00", "is too far from today"),
        ("9999-12-31T23:00-10:00", "is too far from today"),
    ],
)
def test_a_wrong_instant_is_wrong_usage(
    content: Path, capsys: pytest.CaptureFixture[str], text: str, help: str
) -> None:
    """The message shows how to write it."""
    with pytest.raises(SystemExit) as stop:
        main(["build", "--now", text])
    assert 2 == stop.value.code
    assert help in capsys.readouterr().err


def test_the_clock_is_used_without_an_instant(content: Path, compiler: Compiler) -> None:
    """By default the site is shown as it stands now."""
    before = datetime.now(UTC)
    main(["build"])
    asked = compiler.asked["now"]
    assert isinstance(asked, datetime)
    assert before <= asked <= before + timedelta(minutes=5)


def test_source_date_epoch_replaces_the_clock(
    content: Path, compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds that others repeat name their instant as is the custom; an option goes before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777636800")
    main(["build"])
    by_environment = compiler.asked["now"]
    main(["build", "--now", "2026-05-01T00:00Z"])
    assert (NOON, NOON.replace(hour=0)) == (by_environment, compiler.asked["now"])


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999999"])
def test_a_wrong_source_date_epoch_is_wrong_usage(
    content: Path, compiler: Compiler, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """It is not silently replaced by the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert 2 == main(["build"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publish"],
        ["build", "--format", "xml"],
        ["build", "--url", "status.example"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "http"],
        ["import", "cstate", "x"],
        ["import", "cstate", "x", "--to", "y", "--zone", "Mars/Olympus"],
    ],
)
def test_wrong_arguments_are_wrong_usage(arguments: list[str]) -> None:
    """Unknown commands, missing and impossible values are refused."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert 2 == stop.value.code


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """Who writes a script finds them without the documentation."""
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert 0 == stop.value.code
    assert "1  the content or the theme has errors" in capsys.readouterr().out


def test_an_interruption_is_no_traceback(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends a command with the customary exit code."""

    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_site", interrupted)
    assert (130, "") == (main(["check"]), capsys.readouterr().err)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("terminal", "environment", "expected"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_are_for_terminals(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    terminal: bool,
    environment: dict[str, str],
    expected: bool,
) -> None:
    """Files and pipes get none, and whoever does not want them is heard."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    main(["check"])
    assert ("\x1b[" in capsys.readouterr().out) == expected


@dataclass
class Imported:
    """What an importer yields."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: int = 1
    updates: int = 2
    times: int = 3
    used: int = 2


@pytest.fixture
def imported(content: Path, monkeypatch: pytest.MonkeyPatch) -> Imported:
    """The importer, replaced: it yields this."""
    found = Imported({"incidents/old.md": b"old"})

    def import_cstate(files: Mapping[str, bytes], *, now: datetime, zone: str | None) -> Imported:
        found.files["log"] = f"{sorted(files)} {zone} {now:%Y}".encode()
        return found

    monkeypatch.setattr(import_, "import_cstate", import_cstate)
    (content.parent / "old/content/issues").mkdir(parents=True)
    (content.parent / "old/content/issues/_index.md").write_text("text")
    (content.parent / "old/package.json").write_text("{}")
    return found


def test_import_writes_what_it_found(imported: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    """All content of the other system is read, the notes are written and counted."""
    options = ["--zone", "Europe/Berlin", "--now", "2026-05-01T10:00Z"]
    assert 0 == main(["import", "cstate", "old", "--to", "new", *options])
    assert b"old" == Path("new/incidents/old.md").read_bytes()
    assert b"['content/issues/_index.md'] Europe/Berlin 2026" == Path("new/log").read_bytes()
    assert [
        "Imported 1 note with 2 updates to new.",
        "The notes print 3 times for updates; 2 of them began an update.",
        "Look through them with: statusgen check --content new",
    ] == capsys.readouterr().out.splitlines()


def test_import_overwrites_nothing(imported: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    """If one file exists, none is written; unless that is what people want."""
    Path("new/incidents").mkdir(parents=True)
    Path("new/incidents/old.md").write_text("mine")
    assert 2 == main(["import", "cstate", "old", "--to", "new"])
    assert ("mine", False) == (Path("new/incidents/old.md").read_text(), Path("new/log").exists())
    assert "new/incidents/old.md is there already" in capsys.readouterr().err
    assert 0 == main(["import", "cstate", "old", "--to", "new", "--force"])
    assert "old" == Path("new/incidents/old.md").read_text()


def test_import_shows_problems_in_the_old_files(
    imported: Imported, capsys: pytest.CaptureFixture[str]
) -> None:
    """Paths are those of the folder that was read; warnings do not fail the command."""
    imported.diagnostics = (Diagnostic("import-time", Span("content/issues/_index.md", 1, 1, 3), "no time"),)
    assert 0 == main(["import", "cstate", "old", "--to", "new"])
    shown = "warning[import-time]: no time\n --> old/content/issues/_index.md:1:1\n"
    assert capsys.readouterr().err.startswith(shown)


def test_import_of_nothing_is_wrong_usage(imported: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistaken folder does not look like a success."""
    imported.notes = 0
    assert 2 == main(["import", "cstate", "old", "--to", "new"])
    assert 2 == main(["import", "cstate", "nowhere", "--to", "new"])
    assert not Path("new").exists()


def test_import_writes_only_into_its_folder(imported: Imported) -> None:
    """A path that leads out is refused."""
    imported.files["../escaped.md"] = b"x"
    assert 3 == main(["import", "cstate", "old", "--to", "new"])
    assert not Path("escaped.md").exists()


@pytest.mark.usefixtures("sound")
def test_status_describes_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    """The state is told in the terminal."""
    assert 0 == main(["status", "--now", "2026-05-01T06:00Z"])
    assert "Larkmoor Trams, 2026-05-01 08:00 CEST\nAll services are operational.\n" in capsys.readouterr().out


@pytest.mark.usefixtures("faulty")
def test_status_describes_what_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors in the content are a remark and the exit code, not a list."""
    assert 1 == main(["status", "--now", "2026-05-01T12:00Z"])
    out, err = capsys.readouterr()
    assert out.startswith("Larkmoor Trams, 2026-05-01 14:00 CEST\nPart of the content cannot be read, ")
    assert "" == err


@pytest.mark.usefixtures("content")
def test_status_of_an_unreadable_site_shows_why(capsys: pytest.CaptureFixture[str]) -> None:
    """Without settings there is nothing to describe."""
    assert 1 == main(["status"])
    assert "--> content/site.yml:1:1\n" in capsys.readouterr().err


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_version_is_told_quickly() -> None:
    """Neither the pipeline nor any heavy library is loaded for it."""
    script = (
        "import sys; from statusgen.cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: print(sorted({'babel', 'jinja2', 'markdown', 'yaml'} & set(sys.modules)))"
    )
    done = run("-c", script)
    assert [f"statusgen {__version__}", "[]"] == done.stdout.splitlines()


def test_the_package_can_be_run() -> None:
    """`python -m statusgen` is the program, with its exit codes."""
    assert 2 == run("-m", "statusgen", "check", "--content", "/nonexistent").returncode


@pytest.mark.slow
def test_time_zones_are_the_same_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever rules the system has, the same content has the same pages."""
    write(tmp_path / "content", sites.content({"incidents/a.md": NOTE}))
    other = resources.files("tzdata.zoneinfo").joinpath("Asia", "Tokyo").read_bytes()
    write(tmp_path / "zones", {"Europe/Berlin": other})
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path / "zones"))
    assert 0 == run("-m", "statusgen", *options(tmp_path / "content", tmp_path / "there")).returncode
    assert 0 == main(options(tmp_path / "content", tmp_path / "here"))
    there, here = (tmp_path / name / "incidents/a/index.html" for name in ("there", "here"))
    assert there.read_bytes() == here.read_bytes()


def test_a_closed_pipe_is_no_traceback(content: Path) -> None:
    """Whoever reads only the beginning of the output ends the command quietly."""
    (content / "site.yml").write_text("x: [\n")
    script = f"cd {content.parent} && {sys.executable} -m statusgen check | true; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_clock_is_aware() -> None:
    """Instants have their offset from the beginning."""
    assert clock().tzinfo is UTC
