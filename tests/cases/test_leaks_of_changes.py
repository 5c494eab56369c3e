"""What is internal of planned work is in no published byte, whatever else happens to it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.diagnostics import Level
from tests.cases import Site, build
from tests.cases.test_leaks import KEPT_AT, NOW, SITE, shown
from tests.examples import examples
from tests.sites import content

ONCE, NIGHTS = "maintenance/rails", "maintenance/nights"
INNER = """\
change: normal
risk: high
tested: zzqtested
approved:
  - by: zzqboard
    on: 2026-05-01
    link: https://git.example/zzqlink
  - by: Ada Zzqperson
    on: 2026-05-02
freeze exception: zzqfreeze
"""
RAILS = f"""\
---
title: New rails
services: [trams]
starts: 2026-05-22 08:00
ends: 2026-05-22 09:00
announced: 2026-05-10 10:00
reason: The old ones are worn.
fallback: We put the old ones back.
{INNER}---

The rails are new.

## Update · 2026-05-11 10:00

Buses run instead.
"""
NIGHTLY = f"""\
---
title: Nights
services: [trams]
starts: 2026-05-10 02:00
ends: 2026-05-10 03:00
announced: 2026-05-09 10:00
repeat: every day
show ahead: 3 days
exceptions: {{2026-05-12: cancelled, 2026-05-21: {{starts: 04:00}}}}
reason: It must be.
{INNER.replace("zzq", "zzqn").replace("Zzq", "Zzqn")}---

No night trams.

## Update · 2026-05-13 10:00
on: 2026-05-15

Bring a coat.
"""
CHINESE = "---\ntitle: 新轨道\ntested: zzqtestedzh\n---\n\n轨道是新的。\n\n## 更新 · 2026-05-11 10:00\n\n有公交车。\n"
CHINESE_NIGHTS = (
    "---\ntitle: 夜间\ntested: zzqntestedzh\n---\n\n没有电车。\n\n## 更新 · 2026-05-13 10:00\n\n带外套。\n"
)
INCIDENT = """\
---
title: Trams stop
services: {trams: degraded}
caused by: nights/2026-05-14
---

## Investigating · 2026-05-14 11:40

We look.
"""
MAIN = (f"{ONCE}/maintenance.md", f"{NIGHTS}/maintenance.md")
PARTS = {
    "change": set[str](),
    "risk": set[str](),
    "tested": {"tested", "testedzh", "ntested", "ntestedzh"},
    "approved": {"board", "nboard"},
}
"""The marked words of each part that readers can be shown."""


def files(parts: str | None, *edits: tuple[str, str, str]) -> dict[str, bytes]:
    """The content of a site that shows some parts, with edits: a path, a text, and what is in its place."""
    notes = {
        MAIN[0]: RAILS,
        f"{ONCE}/maintenance.zh.md": CHINESE,
        MAIN[1]: NIGHTLY,
        f"{NIGHTS}/maintenance.zh.md": CHINESE_NIGHTS,
        "incidents/stop.md": INCIDENT,
    }
    site = SITE if parts is None else f"{SITE}{parts}\n"
    for path, old, new in edits:
        assert old in notes[path]
        notes[path] = notes[path].replace(old, new, 1)
    return content(notes, site=site)


def public(parts: str) -> str:
    """The setting that shows these parts."""
    return f"changes: {{public: [{parts}]}}"


ALL = public(", ".join(PARTS))
KEPT = build(files(ALL), KEPT_AT)
"""An earlier publication, in which all of it was public."""


def pages(made: Site) -> str:
    """The pages of both works."""
    return "\n".join(made.files[path].decode() for path in made.files if path.startswith("maintenance/"))


@given(st.none() | st.lists(st.sampled_from([*PARTS]), unique=True), st.booleans())
@settings(max_examples=examples(12), deadline=None)
def test_readers_see_what_is_public(parts: list[str] | None, was_public: bool) -> None:
    """By what the site says now, also where more was public before; people, links and freezes never."""
    before = KEPT if was_public else None
    made = build(files(None if parts is None else public(", ".join(parts))), NOW, before)
    allowed = {word for one in parts or () for word in PARTS[one]}

    assert [] == made.codes(Level.ERROR)
    assert set() == shown(made, before) - allowed


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize(
    "setting",
    [
        "changes:\n  public:",
        "changes:\n  public: [nope]",
        "changes: {public: [no",
        "changes: {pubilc: [tested]}",
        "changes: [tested, approved]",
        "changes:\npublic: [tested, approved]",
        "changes: {public: [tested]}\nchanges: {public: []}",
        "changes: {public: [tested], public: []}",
        "chagnes: {public: [tested]}",
        "reviews: {public: [cost]}\npublic: [tested]",
    ],
)
def test_a_choice_that_cannot_be_understood_hides_all(setting: str, was_public: bool) -> None:
    """Of the whole site."""
    before = KEPT if was_public else None
    made = build(files(setting), NOW, before)

    assert made.codes(Level.ERROR)
    assert set() == shown(made, before)


FRONT = [
    ("tested: zzq", "testd: zzq"),
    ("tested: zzq", "tested:\n  - zzq"),
    ("tested: zzq", "\ntested: zzq"),
    ("tested: zzq", 'tested: "zzq'),
    ("tested: zzq", "tested: 1\ntested: zzq"),
    ("tested: zzq", "tested zzq"),
    ("tested: zzq", "tested:: zzq"),
    ("tested: zzq", "tested: >\n\n  zzqfolded\n\n  zzq"),
    ("tested: zzq", "Tested：zzq"),
    ("tested: zzq", "# tested: zzq"),
    ("risk: high", "risk: zzqrisk"),
    ("risk: high", "risk: [zzqrisk]"),
    ("change: normal", "change: zzqchange"),
    ("approved:\n", "aproved:\n"),
    ("approved:\n", "\napproved:\n\n"),
    ("approved:\n", "approvals: &zzqanchor\n"),
    ("    on: 2026-05-01\n", ""),
    ("    on: 2026-05-01\n", "    on: zzqday\n"),
    ("    on: 2026-05-01\n", "    on: 2026-05-01\n    note: zzqnote\n"),
    ("    link: https:", "    link: zzqftp:"),
    ("    link: https:", "\tlink: https:"),
    ("freeze exception: zzq", "freeze exception: [zzq"),
    ("freeze exception: zzq", "freeze exceptoin: zzq"),
    ("title: N", "titel: N"),
    ("title: N", "title: [N"),
    ("starts: 2026", "starts: zzq2026"),
    ("---\n\n", "\n\n"),
    ("---\ntitle", "--\ntitle"),
    ("services: [trams]", "services: [zzqservice]"),
    ("reason: ", "resaon: zzq"),
]
"""Mistakes in the front matter: a text, and what is written in its place."""
WRITTEN = [
    "approved: zzqsecret",
    "Approved: zzqsecret",
    "**tested**: zzqsecret",
    "- risk: zzqsecret",
    "freeze exception: zzqsecret",
    "Freeze exception：zzqsecret",
    "freeze_exception: zzqsecret",
    "freeze-exception: zzqsecret",
    "approved:\n\n- by: zzqsecret\n  on: 2026-05-01",
    "```yaml\ntested: zzqsecret\n```",
    "| risk: | zzqsecret |",
    "  - by: zzqsecret\n    on: 2026-05-01",
]
"""Fields of changes as words."""
WORDS = [
    (MAIN[0], "The rails are new.\n"),
    (MAIN[0], "Buses run instead.\n"),
    (f"{ONCE}/maintenance.zh.md", "轨道是新的。\n"),
    (f"{ONCE}/maintenance.zh.md", "有公交车。\n"),
    (MAIN[1], "No night trams.\n"),
    (MAIN[1], "Bring a coat.\n"),
    (f"{NIGHTS}/maintenance.zh.md", "带外套。\n"),
]
"""Words of both works, by their files."""


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("edit", FRONT)
def test_mistakes_show_nothing_internal(edit: tuple[str, str], was_public: bool) -> None:
    """Neither do the published values that stay for what cannot be read."""
    before = KEPT if was_public else None
    edits = [(path, *edit) for path, text in zip(MAIN, (RAILS, NIGHTLY), strict=True) if edit[0] in text]
    made = build(files(None, *edits), NOW, before)

    assert set() == shown(made, before)


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("text", WRITTEN)
def test_fields_among_words(text: str, was_public: bool) -> None:
    """They are an error, and these words are held back; in all places of one site."""
    before = KEPT if was_public else None
    for place in (f"\\g<0>\n{text}\n", f"{text}\n\n\\g<0>"):
        made = files(None)
        for path, words in WORDS:
            made[path] = re.sub(re.escape(words), place, made[path].decode()).encode()
        built = build(made, NOW, before)

        assert set() == shown(built, before)
        assert len(WORDS) == built.codes(Level.ERROR).count("fields-in-words")


@pytest.mark.parametrize("text", ["approved: zzqsecret", "freeze exception: zzqsecret"])
def test_fields_among_words_of_an_incident(text: str) -> None:
    """Those that are no sentences."""
    made = build(files(None, ("incidents/stop.md", "We look.\n", f"We look.\n\n{text}\n")), NOW)

    assert set() == shown(made)
    assert ["fields-in-words"] == made.codes(Level.ERROR)


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("text", ["tested: zzqsecret", "approved: [{by: zzqsecret, on: 2026-05-01}]"])
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (MAIN[0], "## Update · 2026-05-11 10:00\n"),
        (f"{ONCE}/maintenance.zh.md", "## 更新 · 2026-05-11 10:00\n"),
        (MAIN[1], "## Update · 2026-05-13 10:00\n"),
        ("incidents/stop.md", "caused by: nights/2026-05-14\n"),
    ],
)
def test_fields_in_other_places(path: str, heading: str, text: str, was_public: bool) -> None:
    """Below a heading, and in the front matter of an incident."""
    before = KEPT if was_public else None
    for place in (f"{heading}{text}\n", f"{heading}{text}\n  zzqmore\n\n  zzqrest\n"):
        made = build(files(None, (path, heading, place)), NOW, before)

        assert set() == shown(made, before)
        assert made.codes(Level.ERROR)


@pytest.mark.parametrize("text", ["We tested: all runs.", "The risk: none.", "Tested trains run."])
def test_a_sentence_stays_words(text: str) -> None:
    """A key within a line is no field."""
    made = build(files(None, (MAIN[0], "The rails are new.\n", f"The rails are new.\n\n{text}\n")), NOW)

    assert [] == made.codes(Level.ERROR)
    assert text in pages(made)
