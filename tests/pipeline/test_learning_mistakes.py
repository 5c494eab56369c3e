"""Mistakes in what is said for learning: what was published stays, and what is internal stays hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from statusgen.model.diagnostics import Level
from tests.cases import Site, build
from tests.sites import SITE, content

NOW = "2026-05-06T10:30:00+00:00"
INCIDENT = """\
---
title: Trams stop
services: {trams: major outage}
started: 2026-05-01 09:10
problem: wire
---

## Investigating · 2026-05-01 09:20

We look.

## Resolved · 2026-05-01 10:20

Trams run.

## Postmortem · 2026-05-03 10:20
factors:
  - what: FACTOR
    kind: network
actions:
  - do: ACTION
    due: 2026-06-01
    owner: OWNER
public: [factors, actions]

A wire broke.
"""
PROBLEM = """\
---
title: PROBLEM
opened: 2026-05-01
public: yes
---

## Cause known · 2026-05-02 10:20

The wire is old.
"""
INCOMPLETE = "cannot be shown completely"


def files(incident: str = INCIDENT, problem: str = PROBLEM, site: str = SITE) -> dict[str, bytes]:
    """The content of a site with these two notes."""
    return content({"incidents/stop.md": incident, "problems/wire.md": problem}, site=site)


def words(site: Site) -> set[str]:
    """The marked words in any published file."""
    read = (site.files[path].decode(errors="replace") for path in site.files)
    return {word for text in read for word in re.findall(r"NEW|FACTOR|ACTION|OWNER|PROBLEM", text)}


@pytest.fixture(scope="module")
def published() -> Site:
    """The site before the mistake."""
    site = build(files(), NOW)
    assert {"FACTOR", "ACTION", "PROBLEM"} == words(site)
    return site


def edited(text: str, changes: Mapping[str, str]) -> str:
    """The text with each of these parts replaced."""
    for part, other in changes.items():
        assert part in text
        text = text.replace(part, other)
    return text


@pytest.mark.parametrize(
    "changes",
    [
        {"kind: network": "kind: netwrk", "FACTOR": "NEW"},
        {"kind: network": "kind: [network"},
        {"- what": "- wht"},
        {"factors:": "factrs:"},
        {"due: 2026-06-01": "due: soon", "ACTION": "NEW"},
        {"- do": "- doo"},
    ],
)
def test_published_factors_and_actions_stay(published: Site, changes: Mapping[str, str]) -> None:
    """Where the new ones cannot be read."""
    site = build(files(edited(INCIDENT, changes)), NOW, published)
    assert "kept-last-version" in site.codes(Level.WARNING)
    assert {"FACTOR", "ACTION", "PROBLEM"} <= words(site)
    assert "NEW" not in words(site)


@pytest.mark.parametrize(
    "changes",
    [
        {"public: [factors, actions]": "public: perhaps"},
        {"public: [factors, actions]": "public: [factrs]"},
        {"public: [factors, actions]": "pblic: no"},
        {"public: [factors, actions]": "public: no", "kind: network": "kind: netwrk"},
        {"public: [factors, actions]": "public: no", "due: 2026-06-01": "due: soon"},
    ],
)
def test_what_may_be_internal_is_hidden(published: Site, changes: Mapping[str, str]) -> None:
    """Even what was published, if it may be internal now."""
    site = build(files(edited(INCIDENT, changes)), NOW, published)
    assert site.codes(Level.ERROR)
    assert {"PROBLEM"} == words(site)


def test_an_owner_who_has_become_internal_does_not_come_back() -> None:
    """With the last published actions."""
    known = SITE + "reviews:\n  public: [factors, actions, owner]\n"
    incident = INCIDENT.replace("public: [factors, actions]\n", "")
    before = build(files(incident, site=known), NOW)
    assert "OWNER" in words(before)
    site = build(files(incident.replace("due: 2026-06-01", "due: soon")), NOW, before)
    assert {"FACTOR", "ACTION", "PROBLEM"} == words(site)


READABLE = {
    "no day": {"opened: 2026-05-01": "opened: soon"},
    "broken YAML": {"opened: 2026-05-01": "opened: [soon"},
}
PERHAPS_INTERNAL = {
    "perhaps public": {"public: yes": "public: perhaps"},
    "perhaps no longer public": {"public: yes": "pblic: no"},
    "no front matter": {"---\ntitle": "title"},
}


@pytest.mark.parametrize("changes", READABLE.values(), ids=READABLE)
def test_a_published_problem_stays(published: Site, changes: Mapping[str, str]) -> None:
    """As it was, and no state is in doubt."""
    site = build(files(problem=edited(PROBLEM, changes)), NOW, published)
    assert "kept-last-version" in site.codes(Level.WARNING)
    assert {"FACTOR", "ACTION", "PROBLEM"} == words(site)
    assert INCOMPLETE not in site.text("index.html")


@pytest.mark.parametrize("changes", PERHAPS_INTERNAL.values(), ids=PERHAPS_INTERNAL)
def test_a_published_problem_that_may_be_internal_goes(published: Site, changes: Mapping[str, str]) -> None:
    """A team that hurries to hide it may mistype; what is published cannot be taken back."""
    site = build(files(problem=edited(PROBLEM, changes)), NOW, published)
    assert "left-out" in site.codes(Level.WARNING)
    assert {"FACTOR", "ACTION"} == words(site)
    assert INCOMPLETE not in site.text("index.html")


BROKEN = READABLE | PERHAPS_INTERNAL


@pytest.mark.parametrize("changes", BROKEN.values(), ids=BROKEN)
def test_a_problem_that_was_never_published_is_left_out(changes: Mapping[str, str]) -> None:
    """A problem says nothing about states, so that the page is complete without it."""
    site = build(files(problem=edited(PROBLEM, changes)), NOW)
    assert "left-out" in site.codes(Level.WARNING)
    assert {"FACTOR", "ACTION"} == words(site)
    assert INCOMPLETE not in site.text("index.html")


def test_a_problem_that_is_no_longer_public_goes(published: Site) -> None:
    """Whatever else is wrong with it."""
    for changes in ({"public: yes": "public: no\nhelp: x"}, {"public: yes": "public: no\nworkaround: [x"}):
        site = build(files(problem=edited(PROBLEM, changes)), NOW, published)
        assert site.codes(Level.ERROR)
        assert {"FACTOR", "ACTION"} == words(site)
