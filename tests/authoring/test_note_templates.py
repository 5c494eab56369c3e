"""Texts to start from: once their gaps are filled in they are good, and until then the gaps are found."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statusgen.authoring.note_templates import NoteTemplate, fill_times, read_templates, whole_note
from statusgen.cli.main import main
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.status import Status
from statusgen.pipeline.lint import lint_content
from statusgen.read import read_site
from statusgen.storage.disk import NOTE_TEMPLATES, read_tree
from tests.sites import SITE, content, problems

FILES = read_tree(NOTE_TEMPLATES)
NOW = datetime(2026, 5, 1, 9, 20, tzinfo=UTC)
LANGUAGES = sorted({path.split("/")[0] for path in FILES})
ALL = [
    pytest.param(language, kind, id=f"{language}-{kind}")
    for language in LANGUAGES
    for kind in read_templates(FILES, language)
]
GAP = re.compile(r"\[[^\]\n]+\]")
EXAMPLE = re.compile(r"\[[^\]\n]*?(?:such as: |例如：)([^\]\n]*)\]")
CHOICE = re.compile(r"\[([^\]\n]*?) / [^\]\n]*\]")


def with_examples(text: str) -> str:
    """The text with the example of each gap, or the first of its choices, in its place."""
    return CHOICE.sub(r"\1", EXAMPLE.sub(r"\1", text))


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
    words = [one for each in lint_content(files, NOW) for one in each.findings]
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


ASSURANCE = re.compile(
    r"\bsafe\b|\blost\b|not (?:visible|affected|charged)|nobody|no (?:data|information)|\bnothing\b"
    r"|work(?:s|ed)? (?:again|as usual)|do not need to|back to normal|all other|everyone|everything"
    r"|安全|丢失|受影响|泄露|照常|正常|无需|不需要|没有[人数]|所有|全部|恢复"
    r"|遺失|受影響|外洩|無須|沒有[人資其]|恢復",
    re.IGNORECASE,
)
CLAIM = re.compile(r"[0-9０-９]")
FOLLOWS_FROM_THE_STATUS = (
    *(
        "We are looking for the cause.",
        "We have started.",
        "We are sorry.",
        "We are sorry for the short notice.",
    ),
    *("我们正在查找原因。", "我们已经开始。", "我们很抱歉。", "很抱歉通知得晚。", "很抱歉让您久等。"),
    *("很抱歉您当时无法登录。", "我们还在观察，确认不会再变慢。", "我们还在观察，确认不会再出问题。"),
    *("我们还在观察，确认不会再失败。", "我们还在观察，确认不会再晚到。", "我们还在观察，确认不会再断。"),
    *("我們正在查明原因。", "我們已經開始。", "我們很抱歉。", "很抱歉這麼晚才通知您。", "很抱歉讓您久等。"),
    *("很抱歉您當時無法登入。", "我們會繼續觀察，確認不會再變慢。", "我們會繼續觀察，確認不會再出問題。"),
    *(
        "我們會繼續觀察，確認不會再失敗。",
        "我們會繼續觀察，確認不會再延遲。",
        "我們會繼續觀察，確認不會再斷線。",
    ),
)
"""What says no more than the status that the writer has chosen, and what is an apology."""


def sentences(template: NoteTemplate) -> list[str]:
    """The words for readers, with `[]` in place of each gap."""
    lines = "".join([template.head, *template.updates.values()]).splitlines()
    words = [re.sub(r"^[a-z]+: '|'$", "", line) for line in lines if re.match(r"[^-#@a-z ]|[a-z]+: '", line)]
    whole = [one for line in words for one in re.findall(r"[^.。]+[.。]?", GAP.sub("[]", line))]
    return [one.strip() for one in whole if one.strip("' .。[]")]


@pytest.mark.parametrize(("language", "kind"), ALL)
def test_nothing_that_could_be_untrue_stands_outside_gaps(language: str, kind: str) -> None:
    """Whoever fills in the gaps, and nothing else, has said nothing that they have not checked."""
    found = sentences(read_templates(FILES, language)[kind])
    assert len(found) >= 1 or kind == "notice"
    assert [] == [one for one in found if ASSURANCE.search(one) or CLAIM.search(one)]
    assert [] == [one for one in found if "[]" not in one and one not in FOLLOWS_FROM_THE_STATUS]


UNKNOWN = (("en", "We do not know yet whether"), ("zh", "尚不清楚"), ("zh-Hant", "尚不清楚"))


def test_an_assurance_is_chosen_among_its_alternatives() -> None:
    """In each text about people's information, one of them says that nobody knows yet."""
    for language, unknown in UNKNOWN:
        templates = read_templates(FILES, language)
        for kind in ("data", "payments", "security", "sign-in"):
            first = templates[kind].head + templates[kind].updates[Status.INVESTIGATING]
            assert [True] == [unknown in first]


@pytest.mark.parametrize(
    ("zone", "english", "simplified", "traditional"),
    [
        ("Europe/Berlin", "09:10 (UTC+2)", "09:10（UTC+2）", "09:10（UTC+2）"),
        ("Asia/Shanghai", "09:10 (UTC+8)", "09:10（北京时间）", "09:10（UTC+8）"),
        ("Asia/Taipei", "09:10 (UTC+8)", "09:10（UTC+8）", "09:10（台灣時間）"),
        ("America/St_Johns", "09:10 (UTC−2:30)", "09:10（UTC−2:30）", "09:10（UTC−2:30）"),
        ("UTC", "09:10 (UTC)", "09:10（UTC）", "09:10（UTC）"),
    ],
)
def test_times_are_in_the_zone_of_the_site(
    zone: str, english: str, simplified: str, traditional: str
) -> None:
    """Those of the examples, too."""
    now = NOW.astimezone(ZoneInfo(zone))
    for language, expected in (("en", english), ("zh", simplified), ("zh-Hant", traditional)):
        text = fill_times(whole_note(read_templates(FILES, language)["outage"]), now)
        assert expected in text
        assert "@" not in text


def test_other_languages_get_none() -> None:
    """English words in a note of another language are worse than none; regional ones get their own."""
    assert read_templates(FILES, "en") == read_templates(FILES, "en-US")
    assert read_templates(FILES, "zh") == read_templates(FILES, "zh-CN")
    assert read_templates(FILES, "zh") != read_templates(FILES, "zh-Hant")
    assert {} == read_templates(FILES, "fr")


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
        ["template", "outage", "--status", "resolved", "--lang", "zh", "--now", "2026-05-01T07:20Z"]
    )
    assert capsys.readouterr().out.startswith("## 已解决 · 2026-05-01 09:20\n")


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["outage", "--status", "scheduled"], ["outage", "--status", "x"]]
)
def test_the_command_says_what_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Wrong usage is explained."""
    assert 2 == main(["template", *arguments])
    assert "outage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        (
            "en",
            [
                *("What happened", "Why", "What went well", "What went badly", "Where we were lucky"),
                "What we change",
            ],
        ),
        ("zh", ["发生了什么", "为什么", "做得好的地方", "做得不好的地方", "侥幸之处", "我们的改进"]),
    ],
)
def test_a_postmortem_begins_with_the_same_headings(language: str, headings: list[str]) -> None:
    """Whatever has happened."""
    texts = [one.updates.get(Status.POSTMORTEM) for one in read_templates(FILES, language).values()]
    found = [re.findall(r"^### (.+)$", one, re.MULTILINE) for one in texts if one]
    assert [headings] * 9 == found
