"""What a preview takes for an edit of its content."""

from __future__ import annotations

from pathlib import Path

from statusgen.watch import with_edits

LAST = {"site.yml": b"old", "incidents/a.md": b"old", "incidents/b.md": b"old"}


def test_only_what_was_edited_is_read(tmp_path: Path) -> None:
    """What is the same, hidden, a backup, a link, a folder or elsewhere is no news; what is gone is."""
    content = tmp_path / "content"
    (content / "incidents").mkdir(parents=True)
    words = {"site.yml": "old", "incidents/a.md": "new", "incidents/a.md~": "x", "incidents/.a.md.swp": "x"}
    for path, text in words.items():
        (content / path).write_text(text)
    (tmp_path / "secret.md").write_text("x")
    (content / "incidents/link.md").symlink_to(tmp_path / "secret.md")
    edited = [content / path for path in (*words, "incidents/b.md", "incidents/link.md", "incidents", "_x/y")]
    files, news = with_edits(content, LAST, map(str, [*edited, tmp_path / "secret.md"]))
    assert {"site.yml": b"old", "incidents/a.md": b"new"} == files
    assert ["incidents/a.md", "incidents/b.md"] == sorted(news)
