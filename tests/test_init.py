"""The site that `statusgen init` begins with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.cli import main
from statusgen.compile import check_site, compile_site
from statusgen.disk import read_themes, read_tree
from statusgen.init import start_site


def test_a_new_site_has_no_problems(tmp_path: Path) -> None:
    """It can be published as it is, and its examples are not part of it."""
    start_site(tmp_path, "7f3a2c")
    files = read_tree(tmp_path / "content")
    now = datetime(2026, 5, 1, tzinfo=UTC)
    result = compile_site(files, read_themes(tmp_path / "content"), now=now)
    assert () == result.diagnostics
    assert not any("example/" in output.path for output in result.outputs)


def test_examples_become_notes_without_their_draft_line(tmp_path: Path) -> None:
    """What the README tells people to do works."""
    start_site(tmp_path, "7f3a2c")
    files = {
        path: data.replace(b"draft: true\n", b"") for path, data in read_tree(tmp_path / "content").items()
    }
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert () == check_site(files, read_themes(tmp_path / "content"), now=now)


def test_editors_find_their_schemas(tmp_path: Path) -> None:
    """The first line of each YAML file names a schema that is there and is JSON."""
    start_site(tmp_path, "7f3a2c")
    for name in ("site", "services"):
        first = (tmp_path / "content" / f"{name}.yml").read_text().splitlines()[0]
        assert f"# yaml-language-server: $schema=.schemas/{name}.json" == first
        assert json.loads((tmp_path / "content" / ".schemas" / f"{name}.json").read_text())["$schema"]


def test_each_new_site_has_an_id_of_its_own(tmp_path: Path) -> None:
    """The folder's name and a token; `check` asks for nothing more."""
    start_site(tmp_path / "Acme Status", "7f3a2c")
    files = read_tree(tmp_path / "Acme Status/content")
    assert "\nsite id: acme-status-7f3a2c\n" in files["site.yml"].decode()
    assert () == check_site(files, read_themes(tmp_path), now=datetime(2026, 5, 1, tzinfo=UTC))


def test_an_existing_site_is_left_alone(tmp_path: Path) -> None:
    """Nothing is ever overwritten; the command says so and fails."""
    (tmp_path / "content").mkdir()
    assert 2 == main(["init", str(tmp_path)])
    assert ["content"] == [path.name for path in tmp_path.iterdir()]


def test_files_beside_the_content_are_kept(tmp_path: Path) -> None:
    """A repository that has a README already keeps it."""
    (tmp_path / "README.md").write_text("ours")
    written = start_site(tmp_path, "7f3a2c")
    assert "ours" == (tmp_path / "README.md").read_text()
    assert "README.md" not in written
    assert ".gitignore" in written


def test_init_tells_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files written are listed, and then the next command."""
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["init", "page"])
    lines = capsys.readouterr().out.splitlines()
    assert "wrote page/content/site.yml" in lines
    assert "Look at your site with: cd page && statusgen serve" == lines[-1]


@pytest.mark.parametrize("room", [0, 3_000])
def test_a_full_disk_leaves_nothing_so_that_the_next_try_works(tmp_path: Path, room: int) -> None:
    """Else there would be a `content` already."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
    program = (
        "import resource, sys; from statusgen.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))\n"
        "sys.exit(main(['init']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 3 == done.returncode
    assert "Traceback" not in done.stderr
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(".new")]
