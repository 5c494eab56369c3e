"""Internal fields that are written as words are in no published byte."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

import pytest

from statusgen.model.diagnostics import Level
from tests.cases import Site, build
from tests.cases.test_leaks import (
    CHINESE,
    INCIDENT,
    KEPT,
    KEPT_AT,
    NOW,
    PARTS,
    PLACE,
    PROBLEM,
    RAILS,
    SITE,
    files,
    shown,
    words,
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


def site_of(path: str, edits: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The content of a site with a copy of some notes for each edit, which one file of the copy has."""
    notes = {
        f"{PLACE}/incident.md": INCIDENT,
        f"{PLACE}/incident.zh.md": CHINESE,
        "problems/zzqproblem.md": PROBLEM,
        "problems/zzqproblem.zh.md": PROBLEM_ZH,
    }
    if "2026-05-08" in path:
        start = INCIDENT.index("## Postmortem")
        notes |= {
            f"{PLACE}/incident.md": INCIDENT[:start],
            f"{PLACE}/incident.zh.md": CHINESE[: CHINESE.index("## 事后")],
            f"{PLACE}/2026-05-08-postmortem.md": OWN_FILE,
            f"{PLACE}/2026-05-08-postmortem.zh.md": "电线旧了。\n",
        }
    made = {"maintenance/new-rails.md": RAILS}
    for number, (old, new) in enumerate(edits):
        assert old in notes[path]
        edited = {**notes, path: notes[path].replace(old, new, 1)}
        made |= {copy(name, number): copy(text, number) for name, text in edited.items()}
    return content(made, site=SITE)


def copy(text: str, number: int) -> str:
    """The text or path of a note in one of the copies."""
    return re.sub(rf"{PLACE}|zzqproblem|zzqalias", rf"\g<0>-{number}", text)


@cache
def kept(copies: int) -> Site:
    """An earlier publication of the copies, in which all of it was public."""
    every = f"reviews: {{public: [{', '.join(PARTS)}]}}\n".encode()
    files = site_of(f"{PLACE}/incident.md", [("", "")] * copies)
    return build({**files, "site.yml": files["site.yml"] + every}, KEPT_AT)


def edited(path: str, edits: Sequence[tuple[str, str]], was_public: bool = False) -> tuple[Site, Site | None]:
    """A site with a copy for each edit, and the publication before it if there was one."""
    before = kept(len(edits)) if was_public else None
    return build(site_of(path, edits), NOW, before), before


def reported(made: Site) -> list[str]:
    """The files with a field among words, which is an error."""
    found = {one.span.path: one.level for one in made.diagnostics if one.code == "fields-in-words"}
    assert set(found.values()) <= {Level.ERROR}
    return sorted(found, key=lambda path: (len(path), path))


def places(made: Site, before: Site | None, inner: Collection[str]) -> list[str]:
    """The files in which any of the marked words is shown; `sent` if only what is sent or told has it."""
    if shown(made, before).isdisjoint(inner):
        return []
    return [path for path in made.files if not words(made.files[path]).isdisjoint(inner)] or ["sent"]


POSTMORTEMS = [
    (f"{PLACE}/incident.md", "The wire was old.\n"),
    (f"{PLACE}/incident.zh.md", "电线旧了。\n"),
    (f"{PLACE}/2026-05-08-postmortem.md", "The wire was old.\n"),
    (f"{PLACE}/2026-05-08-postmortem.zh.md", "电线旧了。\n"),
]


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    ("path", "end", "texts"),
    [
        (*POSTMORTEMS[0], [*SPELLINGS, *OF_PARTS]),
        *((*place, [*SOME, "public: no", OF_PARTS[1]]) for place in POSTMORTEMS[1:]),
    ],
)
def test_words_of_a_postmortem(path: str, end: str, texts: list[str], was_public: bool) -> None:
    """They are held back, with all parts: the line may be the one that hides them."""
    made, before = edited(path, [(end, f"{end}\n{text}\n") for text in texts], was_public)

    assert reported(made) == [copy(path, number) for number in range(len(texts))]
    assert [] == places(made, before, {*OF_POSTMORTEM, "secret"})


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("problems/zzqproblem.md", "zzqintro\n"),
        ("problems/zzqproblem.md", "zzqwords\n"),
        ("problems/zzqproblem.zh.md", "问题在这里。\n"),
        ("problems/zzqproblem.zh.md", "找到了。\n"),
    ],
)
def test_words_of_a_problem(path: str, end: str, was_public: bool) -> None:
    """Its front matter has internal fields too, directly above its introduction."""
    texts = [*SOME, *OF_PARTS[:3]]
    made, before = edited(path, [(end, f"{end}\n{text}\n") for text in texts], was_public)

    assert reported(made) == [copy(path, number) for number in range(len(texts))]
    assert [] == places(made, before, {"secret"})


@pytest.mark.parametrize("was_public", [True, False])
def test_words_of_another_update(was_public: bool) -> None:
    """What is nowhere shown may be in no update of an incident."""
    path, end = f"{PLACE}/incident.md", "All trams run again.\n"
    made, before = edited(path, [(end, f"{end}\n{text}\n") for text in SOME], was_public)

    assert reported(made) == [copy(path, number) for number in range(len(SOME))]
    assert [] == places(made, before, {"secret"})


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
def test_fields_that_end_too_early(was_public: bool) -> None:
    """Whatever ends them, nothing below is shown."""
    made, before = edited(f"{PLACE}/incident.md", ENDED, was_public)

    assert [] == places(made, before, {"cost", "owner", "link", "person", "mail", "costzh"})


def test_sentences_stay_words() -> None:
    """A key within a line, or a longer word, is no field."""
    texts = [
        "The cost: 4 euros.",
        "We looked at the owner: a team.",
        "2 factors: a wire and the rain.",
        "Costly: the repair.",
        "Public transport: trams.",
        "Actions speak louder: we act.",
        "[link](https://example.org/): more",
        "| cost | owner |",
    ]
    end = "The wire was old.\n"
    made, _ = edited(f"{PLACE}/incident.md", [(end, f"{end}\n{text}\n") for text in texts])

    assert [] == reported(made)
    for number in range(len(texts)):
        assert "factor" in words(made.files[f"{copy(PLACE, number)}/index.html"])


EMPTY = ["", " ~", " null", ' ""', " # no"]
"""Choices of parts that choose nothing: nobody knows what was meant."""


@pytest.mark.parametrize("was_public", [True, False])
def test_an_empty_choice_of_parts_hides_all(was_public: bool) -> None:
    """In a postmortem."""
    made, before = edited(
        f"{PLACE}/incident.md", [("cost: zzq", f"public:{value}\ncost: zzq") for value in EMPTY], was_public
    )

    assert len(EMPTY) == made.codes(Level.ERROR).count("bad-value")
    assert [] == places(made, before, OF_POSTMORTEM)


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("value", EMPTY)
def test_an_empty_choice_of_parts_in_the_settings_hides_all(value: str, was_public: bool) -> None:
    """Of the whole site."""
    before = KEPT if was_public else None
    edit = ("reviews: {public: no}", f"reviews:\n  public:{value}")
    made = build(files("no", None, "yes", edit=edit), NOW, before)

    assert "bad-value" in made.codes(Level.ERROR)
    assert [] == places(made, before, OF_POSTMORTEM)


@pytest.mark.parametrize("was_public", [True, False])
def test_a_choice_of_parts_in_the_wrong_place_hides_all(was_public: bool) -> None:
    """In another update, or at the margin of the settings."""
    line = "report by: 2026-05-10\n"
    before = KEPT if was_public else None
    for made, earlier in (
        edited(f"{PLACE}/incident.md", [(line, f"{line}public: no\n")], was_public),
        (
            build(
                files("no", None, "yes", edit=("reviews: {public: no}", "reviews:\npublic: no")), NOW, before
            ),
            before,
        ),
    ):
        assert made.codes(Level.ERROR)
        assert [] == places(made, earlier, OF_POSTMORTEM)
