"""`make same` reports every published byte that differs, and what it leaves out is the manifest alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.same import MANIFEST, compare, describe, different_files, run
from tests.same_sites import BROKEN, ROOT, Build, read_files

PAGE = Path("zh/index.html")
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
SITE = read_files(BROKEN / "_base")


@pytest.fixture
def trees(tmp_path: Path) -> tuple[Path, Path]:
    """Two equal folders."""
    for side in ("old", "new"):
        for path, text in ((PAGE, "<p>one</p><p>two</p>"), (MANIFEST, "{}"), (Path("icon.png"), "\0")):
            (tmp_path / side / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / side / path).write_text(text)
    return tmp_path / "old", tmp_path / "new"


def test_equal_trees_have_no_difference(trees: tuple[Path, Path]) -> None:
    """Of two equal trees nothing is reported."""
    assert [] == different_files(*trees)


def test_one_changed_byte_is_found_and_shown(trees: tuple[Path, Path]) -> None:
    """The path of the file, and the piece of its line that differs."""
    (trees[1] / PAGE).write_text("<p>one</p><p>too</p>")

    paths = different_files(*trees)

    assert [PAGE] == paths
    assert {"-<p>two</p>", "+<p>too</p>"} <= {line.strip() for line in describe(paths, *trees).splitlines()}


@pytest.mark.parametrize("side", [0, 1])
def test_a_file_of_one_tree_alone_is_found(trees: tuple[Path, Path], side: int) -> None:
    """A file is missing, or new; there is no text to show."""
    (trees[side] / PAGE).unlink()

    assert [PAGE] == different_files(*trees)
    assert f"  {PAGE}" == describe([PAGE], *trees)


def test_bytes_that_are_no_text_are_compared(trees: tuple[Path, Path]) -> None:
    """A picture is named, not shown."""
    (trees[1] / "icon.png").write_bytes(b"\0\1")

    assert "  icon.png" == describe(different_files(*trees), *trees)


def test_the_manifest_may_differ(trees: tuple[Path, Path]) -> None:
    """Its fingerprints depend on the code."""
    (trees[1] / MANIFEST).write_text('{"files": {}}')

    assert [] == different_files(*trees)


@pytest.mark.slow
def test_other_code_is_found_by_what_it_publishes(tmp_path: Path) -> None:
    """A site is the same with a copy of the code, and differs with another template, at the first build."""
    copy = tmp_path / "code"
    for part in ("statusgen", "themes"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    builds = [Build("clean", SITE, NOW, clean=True), Build("again", SITE, NOW)]

    assert [""] == list(compare(builds[:1], (ROOT, copy), tmp_path / "same"))

    template = copy / "themes" / "default" / "templates" / "foot.html"
    template.write_text(template.read_text(encoding="utf-8") + "<!-- more -->", encoding="utf-8")
    (found,) = compare(builds, (ROOT, copy), tmp_path / "other")

    assert found.startswith("clean: ")
    assert "+<!-- more -->" in {line.strip() for line in found.splitlines()}


@pytest.mark.slow
def test_another_exit_code_and_a_crash_are_found(tmp_path: Path) -> None:
    """Code that does not run is never the same as code that does, nor as itself."""
    for name, text in (("none", "raise SystemExit('gone')"), ("bad", "1 / 0")):
        package = tmp_path / name / "statusgen"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(text)
    builds = [Build("clean", SITE, NOW, clean=True)]

    (other,) = compare(builds, (ROOT, tmp_path / "none"), tmp_path / "other")
    (crash,) = compare(builds, (tmp_path / "bad", tmp_path / "bad"), tmp_path / "crash")

    assert other.startswith("clean: exit codes 0 and 1\n")
    assert other.endswith("new: gone")
    assert crash.endswith("new: ZeroDivisionError: division by zero")


@pytest.mark.slow
def test_content_is_as_the_build_says(tmp_path: Path) -> None:
    """Files of an earlier build are taken away, and what is unchanged is not written again."""
    run(Build("clean", {**SITE, "content/notices/a.md": b"x"}, NOW), ROOT, tmp_path)
    before = (tmp_path / "content/site.yml").stat()
    code, _ = run(Build("without", SITE, NOW), ROOT, tmp_path)

    assert (0, SITE) == (code, read_files(tmp_path / "content"))
    assert before.st_ctime_ns == (tmp_path / "content/site.yml").stat().st_ctime_ns
