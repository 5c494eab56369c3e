"""`diff` with a revision in git: it reads what was committed, whatever attributes, links and filters say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.storage.disk import shipped_themes
from tests.diff.test_compare import FOUND, ONE, TRAMS, diff, git, save
from tests.sites import PNG, content

SAME = "Nothing changes for readers.\n"
NOTE = "content/incidents/trams.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a repository with one commit, an incident."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    for path, data in content(ONE).items():
        save(tmp_path / "content" / path, data.decode())
    commit()
    return tmp_path


def commit() -> None:
    """Commit everything."""
    git("add", "-A")
    git("commit", "-qm", "Changed")


def test_attributes_for_archives_change_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither those that leave files out nor those that fill words in."""
    save(site / ".gitattributes", "content/incidents/* export-ignore\n*.md export-subst\n")
    save(site / NOTE, TRAMS.replace("the cause", "$Format:%H$"))
    commit()
    assert SAME == diff(capsys)


def test_line_ends_of_the_working_tree_are_no_change(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where git turns them on checkout, also in a theme."""
    shutil.copytree(shipped_themes() / "default", site / "themes/ours")
    save(site / "content/site.yml", (site / "content/site.yml").read_text("utf-8") + "theme: ours\n")
    commit()
    save(site / NOTE, TRAMS + FOUND)
    expected = diff(capsys)
    git("config", "core.autocrlf", "true")
    for path in (NOTE, "content/site.yml", "themes/ours/assets/style.css"):
        (site / path).unlink()
        git("checkout", "-q", "--", path)
        assert b"\r\n" in (site / path).read_bytes()
    assert SAME == diff(capsys)
    save(site / NOTE, TRAMS + FOUND)
    assert expected == diff(capsys)


def test_what_a_filter_keeps_elsewhere_is_taken_from_here(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As with large pictures, of which git has a line of text only."""
    git("config", "filter.large.clean", "echo pointer")
    git("config", "filter.large.smudge", "false")
    save(site / ".gitattributes", "*.png filter=large\n")
    save(site / NOTE, TRAMS + "\n![A wire](trams/wire.png)\n")
    (site / "content/incidents/trams").mkdir()
    (site / "content/incidents/trams/wire.png").write_bytes(PNG)
    (site / NOTE).rename(site / "content/incidents/trams/incident.md")
    commit()
    assert SAME == diff(capsys)


def test_links_within_the_content_are_followed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of files and of folders, also into what is not content itself."""
    save(site / "content/_shared/night.md", TRAMS.replace("Trams stop", "Night trams stop"))
    (site / "content/incidents/night.md").symlink_to("../_shared/night.md")
    commit()
    assert SAME == diff(capsys)
    save(site / "content/_shared/night.md", TRAMS.replace("Trams stop", "Night trams wait"))
    assert "Night trams wait at Harbour Street" in diff(capsys)


def test_links_that_lead_out_are_named_and_left_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is compared."""
    (site / "content/incidents/out.md").symlink_to("/etc/passwd")
    (site / "content/incidents/up.md").symlink_to("../../../up.md")
    (site / "content/incidents/none.md").symlink_to("none-at-all.md")
    commit()
    for name in ("out", "up", "none"):
        (site / f"content/incidents/{name}.md").unlink()
    capsys.readouterr()
    assert 0 == main(["diff", "--now", "2026-05-01T10:00Z"])
    said = capsys.readouterr()
    assert SAME == said.out
    assert (
        "HEAD: content/incidents/none.md is a link to nothing; it is left out.\n"
        "HEAD: content/incidents/out.md is a link that leads out of the folder; it is left out.\n"
        "HEAD: content/incidents/up.md is a link that leads out of the folder; it is left out.\n"
    ) == said.err


def test_a_folder_that_was_moved_is_not_taken_for_a_first_publication(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`notify` compares feeds, and does send what is new in them."""
    (site / "content").rename(site / "inhalt")
    capsys.readouterr()
    assert 0 == main(["diff", "--content", "inhalt", "--now", "2026-05-01T10:00Z"])
    assert "HEAD has no folder inhalt, so that everything looks new" in capsys.readouterr().err


def test_a_submodule_is_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its files are in another repository."""
    head = "2" * 40
    git("update-index", "--add", "--cacheinfo", f"160000,{head},content/incidents/other")
    git("commit", "-qm", "Submodule")
    capsys.readouterr()
    assert 0 == main(["diff", "--now", "2026-05-01T10:00Z"])
    assert "content/incidents/other is a submodule, whose files" in capsys.readouterr().err


def test_the_content_may_be_the_whole_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it may lie in a folder whose name git would read as a pattern."""
    for name in ("top", ":(glob)*"):
        root = tmp_path / name
        for path, data in content(ONE).items():
            save(root / path, data.decode())
        monkeypatch.chdir(root)
        if name == "top":
            git("init", "-q", "-b", "main")
        else:
            monkeypatch.chdir(tmp_path)
            git("init", "-q", "-b", "main")
        commit()
        assert SAME == diff(capsys, "--content", "." if name == "top" else name)


def test_the_theme_is_that_of_the_revision(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change of its style alone is no change for readers."""
    save(site / "themes/ours/assets/style.css", "body { color: black }\n")
    save(site / "content/site.yml", (site / "content/site.yml").read_text("utf-8") + "theme: ours\n")
    commit()
    save(site / "themes/ours/assets/style.css", "body { color: navy }\n")
    assert "in look alone" in diff(capsys)


def test_without_a_repository_it_says_what_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In plain words, before git's."""
    for path, data in content(ONE).items():
        save(tmp_path / "content" / path, data.decode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert 3 == main(["diff"])
    said = capsys.readouterr().err
    assert "content is in no git repository, so there is no HEAD to compare it with" in said
    assert "statusgen diff public" in said


def test_a_damaged_repository_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By a message, also when git ends without an answer."""
    save(site / NOTE, TRAMS + FOUND)
    for path in (site / ".git/objects").glob("??/*"):
        path.chmod(0o644)
        kind = path.read_bytes()
        path.write_bytes(kind if len(kind) < 60 else kind[: len(kind) // 2])
    capsys.readouterr()
    assert 3 == main(["diff", "--now", "2026-05-01T10:00Z"])
    assert capsys.readouterr().err.startswith("statusgen: ")
