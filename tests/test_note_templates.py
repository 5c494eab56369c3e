"""Texts to start from: once their gaps are filled in they are good, and until then the gaps are found."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statusgen.cli import main
from statusgen.commands.write import TEMPLATES
from statusgen.diagnostics import Diagnostic, Level
from statusgen.disk import read_tree
from statusgen.judging import judge_words
from statusgen.note_templates import NoteTemplate, fill_times, read_templates, whole_note, with_examples
from statusgen.read import read_site
from tests.sites import SITE, content, problems

FILES = read_tree(TEMPLATES)
NOW = datetime(2026, 5, 1, 9, 20, tzinfo=UTC)
LANGUAGES = ("en", "zh")
ALL = [
    pytest.param(language, kind, id=f"{language}-{kind}")
    for language in LANGUAGES
    for kind in read_templates(FILES, language)
]
GAP = re.compile(r"\[[^\]\n]+\]")


def whole_course(template: NoteTemplate) -> str:
    """The note with all of its updates, an hour after each other."""
    texts = [fill_times(template.head, NOW)]
    for number, text in enumerate(template.updates.values()):
        texts.append(fill_times(text, NOW + timedelta(minutes=50 * number)))
    joined = "".join(texts)
    if template.kind != "notice" and "maintenance" not in template.kind:
        return joined.replace("services:", "services:\n  trams: partial outage", 1)
    return joined.replace("services:", "services:\n  - trams", 1)


def files_of(template: NoteTemplate, language: str, text: str) -> dict[str, bytes]:
    """The site with that note."""
    folder = {"notice": "notices"}.get(template.kind, "incidents")
    folder = "maintenance" if "maintenance" in template.kind else folder
    site = SITE.replace("[en, zh]", f"[{language}]").replace(
        "{en: Larkmoor Trams, zh: 拉克莫尔有轨电车}", "Trams"
    )
    return content({f"{folder}/note.md": text}, site=site)


def findings(files: dict[str, bytes]) -> list[Diagnostic]:
    """What is wrong with the note and its words."""
    words = [one for each in judge_words(files, NOW) for one in each.findings]
    return [*problems(read_site(files)), *words]


@pytest.mark.parametrize(("language", "kind"), ALL)
def test_a_filled_in_text_passes_all_rules(language: str, kind: str) -> None:
    """With its own examples in the gaps it has nothing to warn of."""
    template = read_templates(FILES, language)[kind]
    found = findings(files_of(template, language, with_examples(whole_course(template))))
    assert [] == [(one.code, one.message) for one in found if one.level is not Level.INFO]


@pytest.mark.parametrize(("language", "kind"), ALL)
def test_every_gap_is_found(language: str, kind: str) -> None:
    """Nobody publishes one by mistake."""
    template = read_templates(FILES, language)[kind]
    text = whole_course(template)
    files = files_of(template, language, text)
    found = [one for one in findings(files) if one.code == "placeholder"]
    assert len(GAP.findall(text)) == len(found)
    assert {Level.ERROR} == {one.level for one in found}


def test_both_languages_have_the_same_texts() -> None:
    """The same kinds, stages and order."""
    first, second = ({
        kind: list(one.updates) for kind, one in read_templates(FILES, language).items()
    } for language in LANGUAGES)  # fmt: skip
    assert first == second
    assert len(first) >= 10


def test_other_languages_get_english() -> None:
    """Better than nothing; regional ones get their own."""
    assert read_templates(FILES, "en") == read_templates(FILES, "fr")
    assert read_templates(FILES, "zh") == read_templates(FILES, "zh-Hant")


def test_a_new_note_names_the_services_there_are() -> None:
    """As a comment, so that nothing wrong is published by mistake."""
    text = whole_note(read_templates(FILES, "en")["outage"], ["trams", "website"])
    assert "services:\n  # one or more of these, as `trams: partial outage`: trams, website\n" in text
    assert 1 == text.count("\n## ")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a small site."""
    monkeypatch.chdir(tmp_path)
    for path, data in content().items():
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def test_the_command_lists_and_prints(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the site's language, with the times of its zone."""
    assert 0 == main(["template"])
    assert "outage " in capsys.readouterr().out
    assert 0 == main(["template", "outage", "--now", "2026-05-01T07:20Z"])
    out = capsys.readouterr().out
    assert out.startswith("---\ntitle: '[Service")
    assert "## Investigating · 2026-05-01 09:20\nnext update: 2026-05-01 09:50\n" in out
    assert 0 == main(
        ["template", "outage", "--stage", "resolved", "--lang", "zh", "--now", "2026-05-01T07:20Z"]
    )
    assert capsys.readouterr().out.startswith("## 已解决 · 2026-05-01 09:20\n")


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["outage", "--stage", "scheduled"], ["outage", "--stage", "x"]]
)
def test_the_command_says_what_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Wrong usage is explained."""
    assert 2 == main(["template", *arguments])
    assert "outage" in capsys.readouterr().err
