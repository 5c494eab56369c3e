"""A `public` in a wrong place hides what it may have been meant to hide, and is an error."""

from __future__ import annotations

import pytest

from statusgen.model.diagnostics import Level
from statusgen.read import read_site
from tests.cases import build
from tests.cases.test_internal_words import PROBLEM_ZH
from tests.cases.test_leaks import KEPT, NOW, OPEN, PARTS, PLACE, files, shown

OF_POSTMORTEM = set().union(*PARTS.values())
MAIN, CHINESE, PROBLEM = f"{PLACE}/incident.md", f"{PLACE}/incident.zh.md", "problems/zzqproblem.md"
PROMISE = "13:00\nreport by: 2026-05-10\n"
WORDS = "All trams run again.\n"


def edited(path: str, old: str, new: str) -> dict[str, bytes]:
    """The content in which all is public, with an edit of a file."""
    found = files([*PARTS], None, "yes") | {"problems/zzqproblem.zh.md": PROBLEM_ZH.encode()}
    text = found[path].decode()
    assert old in text
    return found | {path: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MAIN, PROMISE, "13:00\npublic: no\n"),
        (MAIN, PROMISE, "13:00\npublic: no\nreport by: 2026-05-10\n"),
        (MAIN, PROMISE, "13:00\npublic: [figures]\n"),
        (MAIN, PROMISE, "13:00\n\npublic: no\n"),
        (MAIN, WORDS, f"{WORDS}\nPublic: no\n"),
        (MAIN, WORDS, f"{WORDS}\n- **public**: no\n"),
        (MAIN, WORDS, f"{WORDS}\npublic：否\n"),
        (MAIN, WORDS, f"{WORDS}\npublic:\n  - figures\n"),
        (MAIN, "---\n\n## Investigating", "---\n\npublic: no\n\n## Investigating"),
        (MAIN, "problem: zzqproblem", "problem: zzqproblem\npublic: no"),
        (CHINESE, "cost: zzq", "public: no\ncost: zzq"),
        (CHINESE, "cost: zzq", "public: [figures]\ncost: zzq"),
        (CHINESE, "title:", "public: no\ntitle:"),
        (CHINESE, "title:", "public: [figures]\ntitle:"),
        (CHINESE, "## 事后", "## 已解决 · 2026-05-01 13:00\npublic: no\n\n恢复。\n\n## 事后"),
        (CHINESE, "## 事后", "public: no\n\n## 事后"),
    ],
)
def test_all_parts_of_the_postmortem_are_hidden(path: str, old: str, new: str, was_public: bool) -> None:
    """Wherever it is in the files of the note."""
    before = KEPT if was_public else None
    made = build(edited(path, old, new), NOW, before)

    assert made.codes(Level.ERROR)
    assert set() == shown(made, before) & OF_POSTMORTEM


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PROBLEM, "zzqwords\n", "zzqwords\n\npublic: no\n"),
        (PROBLEM, "zzqintro\n", "public: no\n\nzzqintro\n"),
        ("problems/zzqproblem.zh.md", "title:", "public: no\ntitle:"),
        ("problems/zzqproblem.zh.md", "找到了。\n", "找到了。\n\npublic: no\n"),
    ],
)
def test_a_problem_is_hidden(path: str, old: str, new: str, was_public: bool) -> None:
    """With each mention of it."""
    before = KEPT if was_public else None
    made = build(edited(path, old, new), NOW, before)

    assert made.codes(Level.ERROR)
    assert set() == shown(made, before) & OPEN


@pytest.mark.parametrize("text", ["Public: trams and buses.", "We are public: no secrets."])
def test_a_sentence_hides_nothing(text: str) -> None:
    """It may begin with that word."""
    made = build(edited(MAIN, WORDS, f"{WORDS}\n{text}\n"), NOW)

    assert [] == made.codes(Level.ERROR)
    assert OF_POSTMORTEM <= shown(made)


def test_a_translation_fills_nothing_that_the_original_lost() -> None:
    """Nobody knows whether readers may see it."""
    found = read_site(edited(MAIN, "cost: zzqcost €", "cost: [zzqcost]"))
    (note,) = (one.whole for one in found.notes if one.id == "2026-05-01-trams")

    assert note
    assert "" == str(note.updates[-1].cost or "")
