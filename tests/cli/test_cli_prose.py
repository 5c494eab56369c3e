"""`check --prose`, `check -` and `--fix`: what they print, change and return."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from statusgen.cli.main import main
from tests.sites import SERVICES, SITE

NOTE = """\
---
title: Trams stop at Harbour Street
services:
  trams: partial outage
impact: Trams do not go beyond Harbour Street.
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:45

Trams end at Harbour Street. Utilize the bus in order to go on. We currently look at the
upstream wires, the latency, the TLS, the kernel, the cron, the failover and the nodes.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder with one note, in the current folder."""
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "content"
    (root / "incidents").mkdir(parents=True)
    (root / "site.yml").write_text(SITE, encoding="utf-8")
    (root / "services.yml").write_text(SERVICES, encoding="utf-8")
    (root / "incidents/wires.md").write_text(NOTE, encoding="utf-8")
    return root


NOW = ["--now", "2026-05-01T07:30Z"]


def give(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a text into standard input."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False))


def test_without_prose_words_are_not_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes are one thing, wording another."""
    assert 0 == main(["check", *NOW])
    assert "No problems" in capsys.readouterr().out


def test_five_findings_an_update_are_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The most serious first, then how many more there are; wording alone does not fail."""
    assert 0 == main(["check", "--prose", *NOW])
    out = capsys.readouterr().out

    assert 5 == out.count("-->")
    assert "… and " in out
    assert "more about “investigating” in incidents/wires.md" in out
    assert out.index("warning[") < out.rindex("warning[") < len(out)
    assert "warning" in out.splitlines()[-1]
    assert "hint" in out.splitlines()[-1]


def test_all_of_them_can_be_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For those who have the time."""
    assert 0 == main(["check", "--prose", "--all", *NOW])
    out = capsys.readouterr().out
    assert out.count("-->") == 9
    assert "… and" not in out


def test_strict_fails_on_warnings(folder: Path) -> None:
    """For teams that want to."""
    assert 1 == main(["check", "--prose", "--strict", *NOW])


def test_json_has_every_finding_with_its_replacement(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Editors and other programs get all of them, by file and place."""
    main(["check", "--prose", "--format", "json", *NOW])
    records = json.loads(capsys.readouterr().out)

    (use,) = (one for one in records if one["replacement"] == {"text": "Use", "safe": True})
    assert ("wordy", "info", 12, 30, 37) == tuple(
        use[key] for key in ("code", "level", "line", "column", "end_column")
    )
    assert sorted(records, key=lambda one: (one["path"], one["line"], one["column"])) == records
    assert {"warning", "info"} == {one["level"] for one in records}


def test_github_gets_annotations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hints are notices there."""
    main(["check", "--prose", "--format", "github", *NOW])
    out = capsys.readouterr().out
    assert "::warning file=content/incidents/wires.md,line=13" in out
    assert "::notice file=content/incidents/wires.md,line=12" in out


def test_one_file_can_be_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said about the others."""
    other = folder / "incidents/other.md"
    other.write_text(NOTE, encoding="utf-8")
    main(["check", "--prose", "--format", "json", *NOW, str(other)])
    assert {"content/incidents/other.md"} == {one["path"] for one in json.loads(capsys.readouterr().out)}


def test_fix_shows_the_changes_and_asks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can answer, nothing is changed."""
    assert 0 == main(["check", "--fix", *NOW])
    out = capsys.readouterr().out

    assert "-Trams end at Harbour Street. Utilize the bus in order to go on." in out
    assert "+Trams end at Harbour Street. Use the bus to go on." in out
    assert "Nothing was changed" in out
    assert NOTE == (folder / "incidents/wires.md").read_text(encoding="utf-8")


def test_fix_makes_safe_replacements_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What needs thought is left to people; a second run finds nothing more."""
    assert 0 == main(["check", "--fix", "--yes", *NOW])
    text = (folder / "incidents/wires.md").read_text(encoding="utf-8")

    assert NOTE.replace("Utilize", "Use").replace("in order to", "to") == text
    capsys.readouterr()
    assert 0 == main(["check", "--fix", "--yes", *NOW])
    assert "There are no safe fixes.\n" == capsys.readouterr().out


def test_fix_keeps_line_ends_and_marks(folder: Path) -> None:
    """A file stays as its editor wrote it but for the words."""
    path = folder / "incidents/wires.md"
    path.write_bytes(b"\xef\xbb\xbf" + NOTE.replace("\n", "\r\n").encode())
    main(["check", "--fix", "--yes", *NOW])

    after = NOTE.replace("Utilize", "Use").replace("in order to", "to").replace("\n", "\r\n")
    assert b"\xef\xbb\xbf" + after.encode() == path.read_bytes()


def test_words_from_standard_input_are_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an update of the status that is named; places are those in what was given."""
    give("Trams wait.\nThe latency of the Website is high.\n", monkeypatch)
    assert 0 == main(["check", "-", "--status", "resolved", "--format", "json", *NOW])
    records = json.loads(capsys.readouterr().out)

    found = {(one["code"], one["path"], one["line"], one["column"]) for one in records}
    assert ("jargon", "<stdin>", 2, 5) in found
    assert ("resolution-missing", "<stdin>", 0, 0) in found
    assert not {"next-update-missing", "title-vague"} & {one["code"] for one in records}


def test_a_whole_note_from_standard_input_is_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mistakes in it are reported, too."""
    give(NOTE.replace("trams: partial outage", "tram: partial outage"), monkeypatch)
    assert 1 == main(["check", "-", *NOW])
    out = capsys.readouterr().out
    assert "error[unknown-service]" in out
    assert "--> <stdin>:4:3" in out


def test_mistakes_of_other_files_are_not_those_of_the_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A free page with an error is none of an update from standard input."""
    (folder / "pages").mkdir()
    (folder / "pages/about.md").write_text("---\ntitel: About\n---\n", encoding="utf-8")
    give("Trams end at Harbour Street.\n", monkeypatch)

    assert 0 == main(["check", "-", *NOW])
    assert "titel" not in capsys.readouterr().out


def test_standard_input_cannot_be_fixed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no file."""
    give("Words.", monkeypatch)
    assert 2 == main(["check", "-", "--fix"])
    assert "standard input" in capsys.readouterr().err


def test_terms_that_are_used_often_are_proposed_for_the_glossary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From three notes on, ready to be put in; a term that is in it is proposed no more."""
    for name in ("second", "third"):
        (folder / f"incidents/{name}.md").write_text(NOTE, encoding="utf-8")
    main(["check", "--prose", *NOW])
    out = capsys.readouterr().out
    assert "  - term: kernel  # in 3 notes\n    meaning: The innermost part of the software.\n" in out

    entry = "terms:\n  - term: kernel\n    meaning: The innermost part of the software.\n"
    (folder / "glossary.yml").write_text(entry, encoding="utf-8")
    main(["check", "--prose", *NOW])
    assert "term: kernel" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "title",
    [
        '"Errors when users utilize \\"quick pay\\" in the app"',
        "'It''s slow to utilize'",
        ">-\n  Errors when users\n  utilize it",
        "|\n  Errors when users utilize it",
        "Errors when users\n  utilize it",
    ],
)
def test_fix_leaves_values_alone_that_do_not_stand_as_they_are(folder: Path, title: str) -> None:
    """Folded, or with quotes in quotes: nobody can say where the words are."""
    path = folder / "incidents/wires.md"
    path.write_text(NOTE.replace("Trams stop at Harbour Street", title), encoding="utf-8")
    head = path.read_text(encoding="utf-8").split("services:")[0]
    main(["check", "--fix", "--yes", *NOW])
    assert head == path.read_text(encoding="utf-8").split("services:")[0]


def test_fix_keeps_capitals_and_the_names_of_links(folder: Path) -> None:
    """At the begin of a line that goes on a sentence, too."""
    path = folder / "incidents/wires.md"
    text = NOTE.replace("Utilize the bus in order to go on.", "See [utilize].\nIn order to go on")
    path.write_text(text + "\n[utilize]: https://larkmoor.example/\n", encoding="utf-8")
    main(["check", "--fix", "--yes", *NOW])
    assert "See [utilize].\nTo go on" in path.read_text(encoding="utf-8")


def test_lines_may_end_as_they_like(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a carriage return alone, as old editors have it."""
    (folder / "incidents/wires.md").write_bytes(NOTE.replace("\n", "\r").encode())
    assert 0 == main(["check", "--prose", *NOW])
    assert "“kernel” is a technical term" in capsys.readouterr().out


def test_words_are_judged_though_the_site_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A secret is a secret."""
    (folder / "site.yml").write_text("name: [", encoding="utf-8")
    give("TODO: password = hunter22", monkeypatch)
    assert 1 == main(["check", "-", *NOW])
    out = capsys.readouterr().out
    assert "error[secret]" in out
    assert "error[placeholder]" in out


def test_fix_tells_the_mistakes_that_are_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They count for the exit code as ever."""
    path = folder / "incidents/wires.md"
    path.write_text(NOTE.replace("trams:", "tram:"), encoding="utf-8")
    assert 1 == main(["check", "--fix", "--yes", *NOW])
    assert "unknown-service" in capsys.readouterr().err


def test_fix_finds_a_phrase_wherever_it_stands(folder: Path) -> None:
    """It is told once, and fixed everywhere in one run."""
    path = folder / "incidents/wires.md"
    path.write_text(
        NOTE.replace("go on.", "go on, in order to ride, and in order to rest."), encoding="utf-8"
    )
    main(["check", "--fix", "--yes", *NOW])
    assert "Use the bus to go on, to ride, and to rest." in path.read_text(encoding="utf-8")
