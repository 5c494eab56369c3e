"""What is internal is in no published byte, whatever else happens to it."""

from __future__ import annotations

import json
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.cli.main import main
from statusgen.diff import compare, format_markdown, format_text
from statusgen.notify.new_entries import new_entries
from tests.cases import Site, build
from tests.examples import examples
from tests.sites import content

NOW = "2026-05-20T10:00:00+00:00"
MARK = re.compile(r"(?i)zzq\w+")
SITE = """\
name: {en: Larkmoor Trams, zh: 拉克莫尔有轨电车}
url: https://status.larkmoor.example/
site id: larkmoor-trams
time zone: Europe/Berlin
languages: [en, zh]
reports: public
"""
INCIDENT = """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 11:30
detected: 2026-05-01 11:35
detected by: [monitoring, customers]
caused by: new-rails
problem: zzqproblem
---

## Investigating · 2026-05-01 11:40

We look for the cause. <!-- zzqremark -->

## Resolved · 2026-05-01 13:00
report by: 2026-05-10

All trams run again.

## Postmortem · 2026-05-08 14:00
summary: A wire broke.
figures:
  - zzqfigure people waited
factors: # zzqremark
  - what: zzqfactor was old
    kind: supplier
    supplier: zzqsupplier
    why: [zzqwhy nobody looked]
course:
  - 11:20 zzqcourse was seen
cost: zzqcost €
actions:
  - do: zzqaction is new
    kind: prevent
    for: zzqproblem
    owner: zzqowner team
    due: 2026-06-01
    link: https://tickets.example/zzqlink

  - do: zzqdone is over
    owner: Ada Zzqperson
    done: 2026-05-09
  - do: zzqgone is off
    owner: zzqmail@larkmoor.example
    dropped: {on: 2026-05-10, why: zzqreason is better}

The wire was old.
"""
CHINESE = """\
---
title: 电车停在港口街
---

## 事后总结 · 2026-05-08 14:00
summary: 电线断了。
figures: [zzqfigurezh 人]
cost: zzqcostzh
factors:
  - what: zzqfactorzh
    why: [zzqwhyzh]
course: [11:20 zzqcoursezh]
actions:
  - do: zzqactionzh
  - do: zzqdonezh
  - do: zzqgonezh
    dropped: {on: 2026-05-10, why: zzqreasonzh}

电线旧了。
"""
PROBLEM = """\
---
title: zzqtitle
services: [trams]
workaround: zzqworkaround
opened: 2026-05-02
aliases: [/zzqalias/]
public: yes
factors: [{what: zzqinner, why: [zzqinnerwhy]}]
actions:
  - do: zzqinneraction
    owner: zzqinnerowner
    link: https://tickets.example/zzqinnerlink
    for: zzqproblem
    due: 2026-06-02
---

zzqintro

## Cause known · 2026-05-03 10:00
workaround: zzqnext

zzqwords
"""
RAILS = "---\ntitle: New rails\nservices: [trams]\nstarts: 2026-05-01 08:00\nends: 2026-05-01 09:00\n---\n"
REPORT = "---\nstatus: postmortem\nat: 2026-05-09 10:00\ncost: zzqdraft\n---\n\nzzqreport\n"
PLACE = "incidents/2026-05-01-trams"
PARTS = {
    "figures": {"figure", "figurezh"},
    "factors": {"factor", "supplier", "why", "factorzh", "whyzh"},
    "course": {"course", "coursezh"},
    "actions": {"action", "done", "gone", "reason", "actionzh", "donezh", "gonezh", "reasonzh"},
    "cost": {"cost", "costzh"},
    "owner": {"owner"},
    "link": {"link"},
}
"""The marked words of each part that readers can be shown."""
INNER = {
    "factors": {"inner", "innerwhy"},
    "actions": {"inneraction"},
    "owner": {"innerowner"},
    "link": {"innerlink"},
}
"""Those of the parts of a problem."""
OPEN = {"problem", "title", "workaround", "alias", "intro", "next", "words"}
"""Those of a public problem."""


def files(parts: object, own: object, public: str, *, edit: tuple[str, str] = ("", "")) -> dict[str, bytes]:
    """The content of a site that shows `parts`, with a postmortem that shows `own`, and a problem.

    `edit` is a mistake: a text, and what is written in its place.
    """
    site = (
        SITE
        if parts is None
        else f"{SITE}reviews: {{public: {parts if parts == 'no' else json.dumps(parts)}}}\n"
    )
    own_line = "" if own is None else f"public: {own if own == 'no' else json.dumps(own)}\n"
    notes = {
        f"{PLACE}/incident.md": INCIDENT.replace("cost: zzq", f"{own_line}cost: zzq"),
        f"{PLACE}/incident.zh.md": CHINESE,
        f"{PLACE}/_postmortem.md": REPORT,
        "problems/zzqproblem.md": PROBLEM.replace("public: yes", f"public: {public}"),
        "maintenance/new-rails.md": RAILS,
    }
    old, new = edit
    made = content({name: text.replace(old, new) if old else text for name, text in notes.items()}, site=site)
    return {name: data.replace(old.encode(), new.encode()) if old else data for name, data in made.items()}


def allowed(parts: object, own: object, public: str) -> set[str]:
    """The marked words that readers may see."""
    by_default = ["figures", "factors", "course", "actions"]
    site = by_default if parts is None else parts or []
    told = site if own is None else own or []
    assert isinstance(site, list)
    assert isinstance(told, list)
    needs = {"owner", "link"}
    found = {word for one in told if one not in needs or "actions" in told for word in PARTS[one]}
    if public == "yes":
        found |= OPEN
        found |= {
            word
            for one in site
            if one in INNER and (one not in needs or "actions" in site)
            for word in INNER[one]
        }
    return found


@lru_cache(4_000)
def words(data: bytes | str) -> frozenset[str]:
    """The marked words in it, without their mark."""
    text = data if isinstance(data, str) else data.decode(errors="replace")
    return frozenset(one.lower().removeprefix("zzq") for one in MARK.findall(text))


def shown(made: Site, before: Site | None = None) -> set[str]:
    """The marked words in all published bytes, in their names, and in what is sent and told of a change."""
    found = {word for path in made.files for word in words(path) | words(made.files[path])}
    if before and made.files:
        old, new = ({path: one.files[path] for path in one.files if path[0] != "."} for one in (before, made))
        changes = compare(old, new)
        sent = new_entries(*(json.loads(one["feed.json"]) for one in (old, new)))
        left = words(format_text(changes) + format_markdown(changes)) - shown(before)
        found |= left | words(repr(sent))
    return found


lists = st.lists(st.sampled_from([*PARTS]), unique=True)
KEPT_AT = "2026-05-19T10:00:00+00:00"
KEPT = build(files([*PARTS], None, "yes"), KEPT_AT)
"""An earlier publication, in which all of it was public."""


def test_what_is_public_is_published() -> None:
    """Otherwise the other tests would find nothing in any case."""
    assert allowed([*PARTS], None, "yes") == shown(KEPT)


@given(st.none() | lists, st.none() | st.just("no") | lists, st.sampled_from(["yes", "no"]), st.booleans())
@settings(max_examples=examples(40))
def test_readers_see_what_is_public(parts: object, own: object, public: str, was_public: bool) -> None:
    """By what site, postmortem and problem say now, also where more was public before."""
    before = KEPT if was_public else None
    made = build(files(parts, own, public), NOW, before)

    assert allowed(parts, [] if own == "no" else own, public) == shown(made, before)


MISTAKES = [
    ("cost: zzq", "cots: zzq"),
    ("cost: zzq", "cost:\n  - zzq"),
    ("cost: zzq", "\ncost: zzq"),
    ("cost: zzq", 'cost: "zzq'),
    ("cost: zzq", "cost: 1\ncost: zzq"),
    ("cost: zzq", "cost zzq"),
    ("cost: zzq", "cost:: zzq"),
    ("    owner: zzq", "    owners: zzq"),
    ("    owner: zzq", "   owner: zzq"),
    ("    owner: zzq", "\towner: zzq"),
    ("    owner: zzq", "\n    owner: zzq"),
    ("    link: https:", "    link: ftp:"),
    ("    link: https:", "    lnik: https:"),
    ("actions:\n", "action list:\n"),
    ("actions:\n", "\nactions:\n"),
    ("actions:\n", "Actions follow.\n\nactions:\n"),
    ("actions:\n  - do", "actions:\n  - doo"),
    ("due: 2026", "due: soon 2026"),
    ("done: 2026-05-09", "done: yes"),
    ("kind: supplier", "kind: culprit"),
    ("factors: #", "root cause: #"),
    ("figures:\n", "\nfigures:\n"),
    ("  - 11:20 zzq", "  - zzq"),
    ("for: zzqproblem", "for: zzqother"),
    ("problem: zzqproblem", "problem: zzqother"),
    ("caused by: new-rails", "caused by: zzqrails"),
    ("opened: 2026-05-02", "opened: zzqday"),
    ("opened: 2026-05-02", "opnd: 2026-05-02"),
    ("title: zzqtitle", "titel: zzqtitle"),
    ("## Cause known", "## Zzqstatus"),
    ("services: [trams]\nworkaround", "services: [zzqservice]\nworkaround"),
    ("on: 2026-05-10, why: zzqreason", "why: zzqreason"),
    ("<!-- zzqremark -->", "<!-- zzqremark"),
    ("- do: zzqaction", "- do: zzqaction <!-- zzqremark -->"),
    ("## Postmortem · 2026-05-08 14:00", "## Postmortem · zzqwhen"),
    ("title: Trams stop", "title: [Trams stop"),
    ("reports: public\n", "reports: public\nreviews: {public: [actions, owner, link, cost]}\n"),
]
"""A text, and what is written in its place; what is marked is internal still."""


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("edit", MISTAKES)
def test_mistakes_show_nothing_internal(edit: tuple[str, str], was_public: bool) -> None:
    """Neither do the published values that stay for what cannot be read."""
    before = KEPT if was_public else None
    made = build(files([], None, "no", edit=edit), NOW, before)

    assert set() == shown(made, before) - ({"problem"} if "problem" in edit[1] else set())


HIDING = [
    ("public: no", "pubilc: no"),
    ("public: no", "public: nope"),
    ("public: no", "public: [actions, zzqx]"),
    ("public: no", "public: no\npublic: [actions]"),
    ("public: no", "visible: no"),
    ("public: no", "visibility: internal"),
    ("public: no", "public: [no"),
    ("public: no", "public:: no"),
    ("## Postmortem · 2026-05-08 14:00", "## Postmortem"),
    ("## Postmortem · 2026-05-08 14:00", "## Postmortem · 25:00"),
    ("---\ntitle: Trams", "title: Trams"),
]
"""Mistakes in the line that hides all."""


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("edit", HIDING)
def test_who_cannot_be_understood_hides_all(edit: tuple[str, str], was_public: bool) -> None:
    """A postmortem and the site alike."""
    before = KEPT if was_public else None
    made = build(files(None, "no", "yes", edit=edit), NOW, before)
    assert set() == shown(made, before) & set().union(*PARTS.values())

    if "public" not in edit[0]:
        return
    of_site = ("reviews: {public: no}", f"reviews: {{{edit[1]}}}" if "\n" not in edit[1] else "reviews: no")
    made = build(files("no", None, "yes", edit=of_site), NOW, before)
    assert set() == shown(made, before) & set().union(*PARTS.values())


def test_nothing_is_left_where_it_was_published(tmp_path: Path) -> None:
    """Once all is internal, no file in the folder has it, neither records nor what is kept of old pages."""
    source, out = tmp_path / "content", tmp_path / "public"
    for made, now in ((files([*PARTS], None, "yes"), KEPT_AT), (files([], None, "no"), NOW)):
        shutil.rmtree(source, ignore_errors=True)
        for name, data in made.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(data)
        assert main(["build", "--content", str(source), "--out", str(out), "--now", now]) == 0

    left = [
        path for path in out.rglob("*") if words(path.name) or (path.is_file() and words(path.read_bytes()))
    ]
    assert [] == left
