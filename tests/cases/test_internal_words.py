"""Internal fields that are written as words are in no published byte."""

from __future__ import annotations

import pytest

from statusgen.model.diagnostics import Level
from tests.cases import Site, build
from tests.cases.test_leaks import (
    CHINESE,
    INCIDENT,
    KEPT,
    NOW,
    PARTS,
    PLACE,
    PROBLEM,
    RAILS,
    SITE,
    files,
    shown,
)
from tests.sites import content

OF_POSTMORTEM = set().union(*PARTS.values())
SPELLINGS = [
    "cost: zzqsecret",
    "Cost: zzqsecret",
    "COST : zzqsecret",
    "cost：zzqsecret",
    "**cost**: zzqsecret",
    "**cost:** zzqsecret",
    "__cost__: zzqsecret",
    "`cost`: zzqsecret",
    '"cost": zzqsecret',
    "'cost': zzqsecret",
    "<b>cost</b>: zzqsecret",
    "&nbsp;cost: zzqsecret",
    "co\u200bst: zzqsecret",
    "- cost: zzqsecret",
    "* **Cost**: zzqsecret",
    "1. cost: zzqsecret",
    "- [x] cost: zzqsecret",
    "> cost: zzqsecret",
    "### Cost: zzqsecret",
    "| cost: | zzqsecret |",
    "    owner: zzqsecret",
    "\towner: zzqsecret",
    "owner: zzqsecret",
    "cost:\n\nzzqsecret",
    "- owner: zzqsecret team\n  do: y",
    "```yaml\nowner: zzqsecret\n```",
    "~~~\ncost: zzqsecret\n~~~",
]
"""Fields that are nowhere shown, as words of an update."""
OF_PARTS = [
    "link: https://tickets.example/zzqsecret",
    "actions:\n- do: x\n  owner: zzqsecret",
    "```yaml\nactions:\n  - do: zzqsecret\n```",
    "- do: zzqsecret\n\n  link: https://tickets.example/zzqsecret",
    "factors: zzqsecret",
    "Figures: zzqsecret",
    "**course**: 11:20 zzqsecret",
    "public: no\n\nzzqsecret",
    "public: no\n\nMore.",
    "- **Public**: no",
    "```\npublic: no\n```",
]
"""Fields of postmortems and problems."""
SOME = ["cost: zzqsecret", "- **Owner**：zzqsecret", "```yaml\ncost: zzqsecret\n```"]
"""Spellings for the other places."""
PROBLEM_ZH = """\
---
title: 问题
---

问题在这里。

## 原因已知 · 2026-05-03 10:00

找到了。
"""
OWN_FILE = (
    "---\nstatus: postmortem\nat: 2026-05-08 14:00\nfactors: [{what: zzqfactor}]\n---\n\nThe wire was old.\n"
)


def edited(path: str, old: str, new: str, before: Site | None = None) -> Site:
    """A site with an edit in one file, after an earlier publication if there was one."""
    notes = {
        f"{PLACE}/incident.md": INCIDENT,
        f"{PLACE}/incident.zh.md": CHINESE,
        "problems/zzqproblem.md": PROBLEM,
        "problems/zzqproblem.zh.md": PROBLEM_ZH,
        "maintenance/new-rails.md": RAILS,
    }
    if "2026-05-08" in path:
        start = INCIDENT.index("## Postmortem")
        notes |= {
            f"{PLACE}/incident.md": INCIDENT[:start],
            f"{PLACE}/incident.zh.md": CHINESE[: CHINESE.index("## 事后")],
            f"{PLACE}/2026-05-08-postmortem.md": OWN_FILE,
            f"{PLACE}/2026-05-08-postmortem.zh.md": "电线旧了。\n",
        }
    assert old in notes[path]
    return build(content({**notes, path: notes[path].replace(old, new, 1)}, site=SITE), NOW, before)


def is_reported(made: Site) -> bool:
    """Whether a field among words is an error."""
    return "fields-in-words" in made.codes(Level.ERROR)


POSTMORTEMS = [
    (f"{PLACE}/incident.md", "The wire was old.\n"),
    (f"{PLACE}/incident.zh.md", "电线旧了。\n"),
    (f"{PLACE}/2026-05-08-postmortem.md", "The wire was old.\n"),
    (f"{PLACE}/2026-05-08-postmortem.zh.md", "电线旧了。\n"),
]


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    ("path", "end", "text"),
    [
        *((*POSTMORTEMS[0], text) for text in (*SPELLINGS, *OF_PARTS)),
        *((*place, text) for place in POSTMORTEMS[1:] for text in (*SOME, "public: no", OF_PARTS[1])),
    ],
)
def test_words_of_a_postmortem(path: str, end: str, text: str, was_public: bool) -> None:
    """They are held back, with all parts: the line may be the one that hides them."""
    before = KEPT if was_public else None
    made = edited(path, end, f"{end}\n{text}\n", before)

    assert is_reported(made)
    assert set() == shown(made, before) & {*OF_POSTMORTEM, "secret"}


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("text", [*SOME, *OF_PARTS[:3]])
@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("problems/zzqproblem.md", "zzqintro\n"),
        ("problems/zzqproblem.md", "zzqwords\n"),
        ("problems/zzqproblem.zh.md", "问题在这里。\n"),
        ("problems/zzqproblem.zh.md", "找到了。\n"),
    ],
)
def test_words_of_a_problem(path: str, end: str, text: str, was_public: bool) -> None:
    """Its front matter has internal fields too, directly above its introduction."""
    before = KEPT if was_public else None
    made = edited(path, end, f"{end}\n{text}\n", before)

    assert is_reported(made)
    assert "secret" not in shown(made, before)


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("text", SOME)
def test_words_of_another_update(text: str, was_public: bool) -> None:
    """What is nowhere shown may be in no update of an incident."""
    before = KEPT if was_public else None
    end = "All trams run again.\n"
    made = edited(f"{PLACE}/incident.md", end, f"{end}\n{text}\n", before)

    assert is_reported(made)
    assert "secret" not in shown(made, before)


ENDED = [
    ("cost: zzq", "Das kostete viel.\ncost: zzq"),
    ("cost: zzq", "成本: x\ncost: zzq"),
    ("cost: zzq", '"note": x\ncost: zzq'),
    ("cost: zzq", '"cost": zzq'),
    ("cost: zzq", "**cost**: zzq"),
    ("cost: zzq", "- cost: zzq"),
    ("cost: zzq", "\n\ncost: zzq"),
    ("cost: zzqcost €", "cost: |\n\n  zzqcost one\n\n  zzqcost two\n\n"),
    ("cost: zzqcost €", "cost: about\n  zzqcost euros\n\n  zzqcost more"),
    ("cost: zzqcost €", "cost: about\nzzqcost euros"),
    ("summary: A wire", "\nsummary: A wire"),
    ("summary: A wire", "A wire broke.\nsummary: A wire"),
    ("summary: A wire", "摘要: x\nsummary: A wire"),
    ("    owner: zzqowner team", "\nowner: zzqowner team"),
    ("    owner: zzqowner team", "owner: zzqowner team"),
    ("    owner: zzqowner team", "### x\n    owner: zzqowner team"),
    ("  - do: zzqdone is over\n    owner: Ada", "\n- owner: Ada"),
    ("  - do: zzqdone is over\n    owner: Ada", "\n\n  - owner: Ada"),
    ("## Postmortem ·", "## Postmortm ·"),
]
"""Lines that end the fields too early, so that those below are words."""


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("edit", ENDED)
def test_fields_that_end_too_early(edit: tuple[str, str], was_public: bool) -> None:
    """Whatever ends them, nothing below is shown."""
    made = edited(f"{PLACE}/incident.md", *edit, KEPT if was_public else None)

    inner = {"cost", "owner", "link", "person", "mail", "costzh"}
    assert set() == shown(made, KEPT if was_public else None) & inner


@pytest.mark.parametrize(
    "text",
    [
        "The cost: 4 euros.",
        "We looked at the owner: a team.",
        "2 factors: a wire and the rain.",
        "Costly: the repair.",
        "Public transport: trams.",
        "Actions speak louder: we act.",
        "[link](https://example.org/): more",
        "| cost | owner |",
    ],
)
def test_sentences_stay_words(text: str) -> None:
    """A key within a line, or a longer word, is no field."""
    end = "The wire was old.\n"
    made = edited(f"{PLACE}/incident.md", end, f"{end}\n{text}\n")

    assert not is_reported(made)
    assert "factor" in shown(made)


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("value", ["", " ~", " null", ' ""', " # no"])
def test_an_empty_choice_of_parts_hides_all(value: str, was_public: bool) -> None:
    """In a postmortem and in the settings: nobody knows what was meant."""
    before = KEPT if was_public else None
    for made in (
        build(files(None, "no", "yes", edit=("public: no", f"public:{value}")), NOW, before),
        build(
            files("no", None, "yes", edit=("reviews: {public: no}", f"reviews:\n  public:{value}")),
            NOW,
            before,
        ),
    ):
        assert "bad-value" in made.codes(Level.ERROR)
        assert set() == shown(made, before) & OF_POSTMORTEM


@pytest.mark.parametrize("was_public", [True, False])
def test_a_choice_of_parts_in_the_wrong_place_hides_all(was_public: bool) -> None:
    """In another update, or at the margin of the settings."""
    before = KEPT if was_public else None
    for made in (
        edited(
            f"{PLACE}/incident.md", "report by: 2026-05-10\n", "report by: 2026-05-10\npublic: no\n", before
        ),
        build(files("no", None, "yes", edit=("reviews: {public: no}", "reviews:\npublic: no")), NOW, before),
    ):
        assert made.codes(Level.ERROR)
        assert set() == shown(made, before) & OF_POSTMORTEM
