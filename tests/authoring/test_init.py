"""The site that `statusgen init` begins with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from statusgen import __version__
from statusgen.authoring.locked_versions import source_problem
from statusgen.authoring.new_site import WORDS, start_site
from statusgen.cli.main import main
from statusgen.model.diagnostics import Level
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.lint import lint_content
from statusgen.read import read_site
from statusgen.read.catalogues import texts_for
from statusgen.storage.disk import read_themes, read_tree
from tests.sites import THEMES

TODAY = date(2026, 5, 1)
TEXTS = Path(__file__).parents[2] / "statusgen/translations"


def test_a_new_site_has_no_problems(tmp_path: Path) -> None:
    """It can be published as it is, and its examples are not part of it."""
    start_site(tmp_path, "7f3a2c", TODAY)
    files = read_tree(tmp_path / "content")
    now = datetime(2026, 5, 1, tzinfo=UTC)
    result = compile_site(files, read_themes(tmp_path / "content"), now=now)
    assert () == result.diagnostics
    assert not any("example/" in output.path for output in result.outputs)


LANGUAGES = sorted({"en", *(one.stem for one in TEXTS.glob("*.po"))})


@pytest.mark.parametrize("language", [*LANGUAGES, "sv"])
def test_a_new_site_speaks_its_language(tmp_path: Path, language: str) -> None:
    """All words for readers; its examples pass all checks, also of their wording, once they are notes."""
    start_site(tmp_path, "7f3a2c", TODAY, [language])
    files = {
        path: data.replace(b"draft: true\n", b"") for path, data in read_tree(tmp_path / "content").items()
    }
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert [] == [one for one in check_site(files, THEMES, now=now) if one.code != "missing-interface"]
    found = {
        each.code for one in lint_content(files, now) for each in one.findings if each.level is not Level.INFO
    }
    assert set() == found
    reading = read_site(files)
    assert reading.settings is not None
    assert (language,) == reading.settings.languages
    written = " ".join(b"".join(files.values()).decode().split())
    texts = texts_for(language)
    assert [] == [one for one in WORDS if texts.gettext(one) not in written]


def test_a_new_site_can_have_several_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first is that of its words; a wrong code writes nothing."""
    assert 0 == main(["init", "--language", "zh,en,zh", str(tmp_path / "site")])
    settings = read_site(read_tree(tmp_path / "site/content")).settings
    assert settings is not None
    assert (("zh", "en"), "示例服务状态") == (settings.languages, settings.name.variants[0][1])
    assert 0 != main(["init", "--language", "x1 y", str(tmp_path / "other")])
    assert "is not a language code" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
    assert 0 != main(["init", "--language", "zh", str(tmp_path / "site")])
    assert "its languages are in site.yml" in capsys.readouterr().err


def test_examples_become_notes_without_their_draft_line(tmp_path: Path) -> None:
    """What the README tells people to do works."""
    start_site(tmp_path, "7f3a2c", TODAY)
    files = {
        path: data.replace(b"draft: true\n", b"") for path, data in read_tree(tmp_path / "content").items()
    }
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert () == check_site(files, read_themes(tmp_path / "content"), now=now)


def test_editors_find_their_schemas(tmp_path: Path) -> None:
    """The first line of each YAML file names a schema that is there and is JSON."""
    start_site(tmp_path, "7f3a2c", TODAY)
    for name in ("site", "services"):
        first = (tmp_path / "content" / f"{name}.yml").read_text().splitlines()[0]
        assert f"# yaml-language-server: $schema=.schemas/{name}.json" == first
        assert json.loads((tmp_path / "content" / ".schemas" / f"{name}.json").read_text())["$schema"]


def test_each_new_site_has_an_id_of_its_own(tmp_path: Path) -> None:
    """The folder's name and a token; `check` asks for nothing more."""
    start_site(tmp_path / "Acme Status", "7f3a2c", TODAY)
    files = read_tree(tmp_path / "Acme Status/content")
    assert "\nsite id: acme-status-7f3a2c\n" in files["site.yml"].decode()
    assert () == check_site(files, read_themes(tmp_path), now=datetime(2026, 5, 1, tzinfo=UTC))


def test_a_site_id_is_ascii_in_any_language(tmp_path: Path) -> None:
    """Made of the folder's name, as the ids of notes are made of titles."""
    start_site(tmp_path / "状态页", "7f3a2c", TODAY)
    assert b"\nsite id: zhuang-tai-ye-7f3a2c\n" in read_tree(tmp_path / "状态页/content")["site.yml"]


def test_the_services_of_a_new_site_exist_since_today(tmp_path: Path) -> None:
    """So that no page claims uptime for days before."""
    start_site(tmp_path, "7f3a2c", TODAY)
    reading = read_site(read_tree(tmp_path / "content"))
    assert {TODAY} == {service.since for service in reading.catalog.services}


def test_an_existing_site_is_left_alone(tmp_path: Path) -> None:
    """Nothing is ever overwritten; the command says so and fails."""
    (tmp_path / "content").mkdir()
    assert 2 == main(["init", str(tmp_path)])
    assert ["content"] == [path.name for path in tmp_path.iterdir()]


def test_files_beside_the_content_are_kept(tmp_path: Path) -> None:
    """A repository that has a README already keeps it."""
    (tmp_path / "README.md").write_text("ours")
    written = start_site(tmp_path, "7f3a2c", TODAY)
    assert "ours" == (tmp_path / "README.md").read_text()
    assert "README.md" not in written
    assert ".gitignore" in written


def test_init_tells_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files written are listed, and then the ways to post, with which its README begins, too."""
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["init", "page"])
    lines = capsys.readouterr().out.splitlines()
    assert "wrote page/content/site.yml" in lines
    assert ["Next:", "  cd page"] == lines[-4:-2]
    assert lines[-2].startswith("  statusgen serve ")
    assert lines[-1].startswith("  statusgen new incident ")
    readme = Path("page/README.md").read_text("utf-8")
    assert readme.index("statusgen serve") < readme.index("statusgen new incident") < readme.index("copy it")


# What workflows install

HASH, COMMIT = "0123456789abcdef" * 4, "0123456789" * 4
WHEEL = f"statusgen-{__version__}-py3-none-any.whl"
FIXED = (
    f"https://example.org/files/{WHEEL}#sha256={HASH}",
    f"git+https://example.org/statusgen@{COMMIT}",
    f"./vendor/{WHEEL}",
    ".",
    f"statusgen=={__version__} --hash=sha256:{HASH}",
    f"statusgen=={__version__} --hash=sha256:{HASH} --hash=sha256:{HASH}",
)
LOOSE = (
    "statusgen",
    "statusgen==1.0",
    "statusgen>=1.0 --hash=sha256:" + HASH,
    "status-gen==1.0 --hash=sha256:" + HASH,
    f"https://example.org/{WHEEL}",
    f"https://example.org/{WHEEL}#sha256={HASH[:-1]}",
    f"http://example.org/{WHEEL}#sha256={HASH}",
    f"https://example.org/{WHEEL}#sha256={HASH} --index-url https://example.com",
    "git+https://example.org/statusgen",
    "git+https://example.org/statusgen@main",
    f"git+https://example.org/statusgen@{COMMIT[:12]}",
    "--index-url https://example.com/simple statusgen",
    f"./vendor/{WHEEL}\nstatusgen",
    "-r other.txt",
    "$(touch pwned)",
)


@pytest.mark.parametrize("source", [*FIXED, *LOOSE])
def test_workflows_install_one_version_that_nobody_can_replace(tmp_path: Path, source: str) -> None:
    """The command refuses what the script refuses, before anything is installed."""
    start_site(tmp_path, "7f3a2c", TODAY)
    assert (0 if source in FIXED else 2) == main(["init", f"--from={source}", str(tmp_path)])
    if source in FIXED:
        assert source == (tmp_path / ".github/locks/statusgen.txt").read_text("utf-8").splitlines()[-1]
    else:
        assert not (tmp_path / ".github").exists()
        main(["init", "--from=.", str(tmp_path)])
        (tmp_path / ".github/locks/statusgen.txt").write_text(f"# From:\n{source}\n", "utf-8")

    code, said, installed = run_install(tmp_path)

    assert (0 if source in FIXED else 1) == code, said
    assert ["build.txt", "site.txt", "statusgen.txt"] * (source in FIXED) == installed
    assert ("one line with a fixed version" in said) == (source in LOOSE)
    assert not (tmp_path / "pwned").exists()


def run_install(folder: Path, *packages: str, check: str = "") -> tuple[int, str, list[str]]:
    """Run `install.sh` with a `python` that only notes what it is asked for; its `pip check` finds `check`.

    Returns the exit code, what was printed, and the names of the files installed from.
    """
    (folder / "bin").mkdir()
    log = folder / "pip.log"
    lines = ["#!/bin/sh", f'echo "$@" >> "{log}"', f'[ "$3" != check ] || {{ echo "{check}"; exit 1; }}']
    (folder / "bin/python").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "bin/python").chmod(0o755)
    done = subprocess.run(
        ["bash", ".github/locks/install.sh", *packages],
        env={**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"},
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    calls = [call.split() for call in log.read_text("utf-8").splitlines()] if log.exists() else []
    installs = [call for call in calls if "install" in call]
    assert all("--require-hashes" in call for call in installs if not call[-1].endswith("/statusgen.txt"))
    assert all("--no-deps" in call for call in installs if call[-1].endswith("/statusgen.txt"))
    assert all("--no-build-isolation" in call for call in installs)
    return done.returncode, done.stdout + done.stderr, [Path(call[-1]).name for call in installs]


def test_messages_have_packages_of_their_own(tmp_path: Path) -> None:
    """The job that sends them installs them from a lock, too."""
    main(["init", "--from=.", str(tmp_path)])
    assert ["build.txt", "notify.txt", "statusgen.txt"] == run_install(tmp_path, "notify")[2]


def test_what_workflows_install_is_renewed_as_a_whole(tmp_path: Path) -> None:
    """Files of two versions would not go together."""
    main(["init", "--from=.", str(tmp_path)])
    locks = tmp_path / ".github/locks"
    (locks / "build.txt").write_text("old", "utf-8")
    (locks / "notify.txt").unlink()
    (locks / "notify.txt").mkdir()

    assert 3 == main(["init", f"--from=./vendor/{WHEEL}", str(tmp_path)])
    assert "old" == (locks / "build.txt").read_text("utf-8")
    assert "." == (locks / "statusgen.txt").read_text("utf-8").splitlines()[-1]


def test_packages_of_another_version_are_noticed(tmp_path: Path) -> None:
    """Where somebody changed the one and not the others."""
    main(["init", "--from=.", str(tmp_path)])
    code, said, _ = run_install(tmp_path, check="statusgen 0.2 requires newlib, which is not installed.")
    assert 1 == code
    assert "statusgen 0.2 requires newlib" in said
    assert "statusgen init --from SOURCE" in said


def test_without_a_source_nothing_is_installed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No name is taken in its place; the command and the script say what to do."""
    assert 0 == main(["init", "--github", str(tmp_path)])
    assert "statusgen init --from SOURCE" in capsys.readouterr().out.splitlines()[-1]
    code, said, installed = run_install(tmp_path)
    assert (1, []) == (code, installed)
    assert "Nothing says where statusgen comes from" in said


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"url": f"https://example.org/files/{WHEEL}", "archive_info": {"hashes": {"sha256": HASH}}},
            FIXED[0],
        ),
        ({"url": "https://example.org/statusgen", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, FIXED[1]),
        ({"url": f"file:///home/ann/{WHEEL}", "archive_info": {"hashes": {"sha256": HASH}}}, ""),
        ({"url": f"https://example.org/{WHEEL}", "archive_info": {}}, ""),
        ({"url": "file:///home/ann/statusgen", "dir_info": {"editable": True}}, ""),
        (None, ""),
    ],
)
def test_workflows_install_from_where_the_program_came(
    tmp_path: Path, record: dict[str, object] | None, expected: str
) -> None:
    """If that names one version, and nobody says otherwise."""
    package = tmp_path / f"installed/statusgen-{__version__}.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text(f"Metadata-Version: 2.1\nName: statusgen\nVersion: {__version__}\n")
    if record is not None:
        (package / "direct_url.json").write_text(json.dumps(record))
    path = f"{package.parent}:{Path(__file__).parents[2]}"
    command = [sys.executable, "-m", "statusgen", "init", "--github", str(tmp_path / "site")]
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    source = (tmp_path / "site/.github/locks/statusgen.txt").read_text("utf-8")
    named = [line for line in source.splitlines() if not line.startswith("#")]
    assert ([expected] if expected else []) == named
    assert (f"from {expected}" if expected else "statusgen init --from SOURCE") in done.stdout


def test_locks_are_renewed_with_the_source_and_never_apart(tmp_path: Path) -> None:
    """Whoever runs `init --github` again for the forms changes nothing that is installed."""
    main(["init", "--github", f"--from={FIXED[0]}", str(tmp_path)])
    locks = tmp_path / ".github/locks"
    (locks / "site.txt").write_text("# of an earlier version\n")
    before = {path.name: path.read_bytes() for path in locks.iterdir()}
    assert 0 == main(["init", "--github", str(tmp_path)])
    assert before == {path.name: path.read_bytes() for path in locks.iterdir()}
    assert 0 == main(["init", f"--from={FIXED[1]}", str(tmp_path)])
    assert (Path(__file__).parents[2] / ".github/locks/site.txt").read_bytes() == (
        locks / "site.txt"
    ).read_bytes()
    assert FIXED[1] in (locks / "statusgen.txt").read_text("utf-8")


def test_the_locks_of_one_version_do_not_go_with_another() -> None:
    """Where the source tells its version."""
    other = FIXED[0].replace(__version__, "99.0")
    assert f"this is statusgen {__version__}" in source_problem(other)
    assert "99.0" in source_problem(f"statusgen==99.0 --hash=sha256:{HASH}")


def test_a_source_is_this_program_and_holds_no_password() -> None:
    """It is committed."""
    for address in (FIXED[0], FIXED[1]):
        assert "a user or a password" in source_problem(address.replace("//", "//ann:s3cret@"))
    assert "is no wheel of statusgen" in source_problem(FIXED[0].replace("statusgen-", "evil-"))


def test_an_empty_source_is_refused(tmp_path: Path) -> None:
    """As of a variable that is not set."""
    assert 2 == main(["init", "--from=", str(tmp_path)])
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("address", ["ftp://example.org/status", "example.org", "https://"])
def test_a_repository_that_cannot_be_one_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """Else the site could not be built any more."""
    start_site(tmp_path, "7f3a2c", TODAY)
    before = (tmp_path / "content/site.yml").read_bytes()
    assert 3 == main(["init", "--editor", "decap", "--repository", address, str(tmp_path)])
    assert f"{address} cannot be the repository" in capsys.readouterr().err
    assert before == (tmp_path / "content/site.yml").read_bytes()


def test_a_full_disk_leaves_the_locks_of_one_version(tmp_path: Path) -> None:
    """Packages of one version do not go with the source of another."""
    main(["init", f"--from={FIXED[0]}", str(tmp_path)])
    locks = tmp_path / ".github/locks"
    for name in ("build.txt", "site.txt", "notify.txt"):
        (locks / name).write_text("# of an earlier version\n")
    before = {path.name: path.read_bytes() for path in locks.iterdir()}
    assert 3 == _init_on_full_disk(tmp_path, 2_000, "--from", FIXED[1], str(tmp_path))
    assert before == {path.name: path.read_bytes() for path in locks.iterdir()}


@pytest.mark.parametrize("room", [0, 3_000])
def test_a_full_disk_leaves_nothing_so_that_the_next_try_works(tmp_path: Path, room: int) -> None:
    """Else there would be a `content` already."""
    assert 3 == _init_on_full_disk(tmp_path, room)
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(".new")]


def _init_on_full_disk(folder: Path, room: int, *arguments: str) -> int:
    """Where no file can grow beyond so many bytes: the exit code."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    program = (
        "import resource, sys; from statusgen.cli.main import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))\n"
        f"sys.exit(main(['init', *{arguments!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode
