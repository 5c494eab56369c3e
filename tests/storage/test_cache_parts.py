"""Values that a run leaves for later ones: as bytes, by part, and computed by several processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from statusgen.model.cache import Cache
from statusgen.model.notes import Incident
from statusgen.model.packed import Lazy, pack, unpack
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.status import Status
from statusgen.pipeline.archived_notes import learn
from statusgen.publish import read_notes as learning
from statusgen.publish.kept_parts import differences
from statusgen.publish.read_notes import read_all
from statusgen.read import read_site
from tests.sites import PNG, content
from tests.strategies_timeline import at, incident, sites, update
from tests.strategies_timeline import settings as site_settings

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
NOTE = """\
---
title: Trams stop
services: {trams: partial outage}
started: 2026-05-01 11:20
---

## Resolved · 2026-05-01 11:50

All is well.
"""


@given(sites())
def test_what_is_packed_comes_back(site: Site) -> None:
    """Whatever a note holds, also what takes no part in comparison."""
    back = unpack(pack(site), Site)
    assert (site, repr(site)) == (back, repr(back))
    assert [one.places for one in site.incidents] == [one.places for one in back.incidents]


def test_what_comes_later_is_made_when_it_is_asked_for() -> None:
    """And is equal to what was packed."""
    note = incident(update(Status.RESOLVED, at(9)))
    later = unpack(pack(Lazy(note)), Lazy[Incident])
    assert Lazy(note) == later
    assert hash(Lazy(note)) == hash(later)
    assert note == later.get()
    assert later.get() is later.get()
    assert Lazy(replace(note, id="other")) != later


def files(count: int) -> dict[str, bytes]:
    """A site with so many notes, each with a translation, and one in a folder with a picture."""
    notes = {f"incidents/v1.{number}.md": NOTE for number in range(count)}
    notes |= {f"incidents/v1.{number}.zh.md": "---\ntitle: 电车停运\n---\n" for number in range(count)}
    found = content({**notes, "incidents/a/incident.md": NOTE, "incidents/broken.md": "---\ntitel: x\n---\n"})
    return found | {"incidents/a/a.png": PNG}


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_all_cores_learn_what_one_would(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    """Notes in the cache are not read again, and are what reading gives."""
    monkeypatch.setattr(learning, "cores_to_use", lambda: cores)
    monkeypatch.setattr(learning, "_NOTES", 7)
    every = files(20)
    learned = read_all(every, NOW, {}, {})
    assert read_site(every) == read_site(every, Cache(learned))
    alone = Cache()
    learn(every, NOW, alone)
    assert differences(alone.current if cores > 1 else {}, learned) == 0
    assert (20 if cores > 1 else 0) == len(learned.get("archived", {}))
    assert 0 == differences({}, read_all(every, NOW, alone.current, {}))


def test_what_is_nothing_is_made_once() -> None:
    """As what becomes of a draft."""
    made = list[int]()
    cache = Cache()
    for _ in range(2):
        assert cache.get_or_compute("notes", b"draft", lambda: made.append(1)) is None
    later = Cache(cache.current)
    assert later.get_or_compute("notes", b"draft", lambda: made.append(1)) is None
    assert ([1], {b"draft": None}) == (made, later.current["notes"])


def test_a_note_is_its_own_whatever_its_settings() -> None:
    """Packed notes keep the zone of what they were read in."""
    berlin = site_settings("Europe/Berlin")
    assert berlin.zone is unpack(pack(berlin), Settings).zone
    assert incident() == unpack(pack(incident()), Incident)
