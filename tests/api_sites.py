"""Sites as the files of their APIs, and what clients of a Statuspage take for granted in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from statusgen.importers.cstate import import_cstate
from statusgen.model.site import Site
from statusgen.pipeline.compile import compile_site
from statusgen.render.api import api_files, gather
from statusgen.render.context import contexts
from statusgen.render.theme.load import Theme
from statusgen.storage.disk import read_tree
from statusgen.timeline.derive import derive
from tests.bench.corpus import NOW as CORPUS_NOW
from tests.bench.corpus import corpus
from tests.conftest import NO_REAL_NOTES, REAL_NOTES
from tests.render_samples import theme
from tests.sites import DEMO_NOW, THEMES, Rendered, content, demo
from tests.statuspage_schema import FILES, INCIDENT, WORK, faults

SINGLE = re.compile(r"incidents/[^/]+\.json")
ORDER = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"]

Files = Mapping[str, Any]


@cache
def built(name: str) -> Files:
    """All JSON files of a site by path: the demo, or one of the real ones."""
    files: Mapping[str, bytes]
    if name == "demo":
        return _json(demo())
    if name == "corpus":
        files, now = corpus(200), datetime.fromisoformat(CORPUS_NOW)
    else:
        if not REAL_NOTES.is_dir():
            pytest.skip(NO_REAL_NOTES)
        now = DEMO_NOW
        files = import_cstate(read_tree(REAL_NOTES / f"cstate-{name}", hidden=(".",)), now=now).files
    return _json(Rendered(compile_site(files, THEMES, now=now).outputs))


def compiled(notes: dict[str, str], now: datetime) -> Files:
    """The JSON files of the tram company's site."""
    result = compile_site(content(notes), THEMES, now=now)
    assert not result.failed, result.diagnostics
    return _json(Rendered(result.outputs))


def generated(made: Site, now: datetime) -> Files:
    """The JSON files of a site made by hand."""
    timeline = derive(made, now)
    found = contexts(timeline.site, theme_for(made.settings.languages))
    return _json(Rendered(api_files(found, gather(timeline), timeline)))


@cache
def theme_for(languages: tuple[str, ...]) -> Theme:
    """The theme of the samples."""
    return theme(languages)


def _json(files: Mapping[str, bytes]) -> Files:
    return {path: json.loads(files[path]) for path in files if path.endswith(".json")}


def notes_in(files: Files, prefix: str = "") -> Iterator[Any]:
    """Each incident and maintenance of each file of an edition."""
    for path in FILES:
        yield from files[prefix + path].get("incidents", [])
        yield from files[prefix + path].get("scheduled_maintenances", [])
    yield from (one for path, one in files.items() if SINGLE.fullmatch(path.removeprefix(prefix)))


def only(made: Site, now: datetime) -> Any:
    """The one incident or maintenance of a site, as its own file has it."""
    files = generated(made, now)
    (path,) = (path for path in files if SINGLE.fullmatch(path))
    return files[path]


def check(files: Files, prefix: str = "") -> None:
    """Every file of an edition is of the exact shape, and true to what clients take for granted."""
    wrong = {path: found for path, node in FILES.items() if (found := faults(files[prefix + path], node))}
    assert {} == wrong
    for one in notes_in(files, prefix):
        _check_note(one)
    for path in FILES:
        file = files[prefix + path]
        for key in ("incidents", "scheduled_maintenances"):
            times = [one["created_at"] for one in file.get(key, [])]
            assert sorted(times, reverse=True) == times
        _check_components(file.get("components", []))
    _check_choice(files, prefix)


def _check_note(one: Any) -> None:
    assert [] == faults(one, WORK if "scheduled_for" in one else INCIDENT)
    updates = one["incident_updates"]
    times = [update["display_at"] for update in updates]
    assert sorted(times, reverse=True) == times
    assert one["status"] == updates[0]["status"]
    assert one["created_at"] == times[-1]
    assert len(updates) == len({update["id"] for update in updates})
    assert (one["resolved_at"] is None) == (one["status"] not in ("resolved", "postmortem", "completed"))
    codes = [component["id"] for component in one["components"]]
    for later, one_update in zip([None, *updates], updates, strict=False):
        told = one_update["affected_components"]
        assert codes == [affected["code"] for affected in told]
        if later:
            assert [affected["new_status"] for affected in told] == [
                affected["old_status"] for affected in later["affected_components"]
            ]


def _check_components(told: list[Any]) -> None:
    codes = {one["id"]: one for one in told}
    assert len(told) == len(codes)
    assert [one["position"] for one in told] == sorted(one["position"] for one in told)
    for group in (one for one in told if one["group"]):
        children = [codes[code] for code in group["components"]]
        assert ORDER.index(group["status"]) == max(ORDER.index(one["status"]) for one in children)
        assert list(range(1, len(children) + 1)) == [one["position"] for one in children]
        assert {group["id"]} == {one["group_id"] for one in children}
    top = [one["position"] for one in told if one["group_id"] is None]
    assert list(range(1, len(top) + 1)) == top


def _check_choice(files: Files, prefix: str) -> None:
    """Each file has the notes that its name says, and all of them have their own."""
    incidents, works = "api/v2/incidents", "api/v2/scheduled-maintenances"

    def ids(path: str, key: str, *statuses: str) -> list[str]:
        return [
            one["id"]
            for one in files[f"{prefix}{path}.json"][key]
            if not statuses or one["status"] in statuses
        ]

    going = ("investigating", "identified", "monitoring")
    assert ids(incidents, "incidents", *going) == ids(f"{incidents}/unresolved", "incidents")[:50]
    active = ids(works, "scheduled_maintenances", "in_progress", "verifying")
    assert active == ids(f"{works}/active", "scheduled_maintenances")
    upcoming = ids(works, "scheduled_maintenances", "scheduled")
    assert upcoming == ids(f"{works}/upcoming", "scheduled_maintenances")
    summary = ids("api/v2/summary", "scheduled_maintenances")
    assert sorted([*active, *upcoming]) == sorted(summary)
    assert ids("api/v2/summary", "incidents") == ids(f"{incidents}/unresolved", "incidents")
    for one in notes_in(files, prefix):
        assert f"{prefix}incidents/{one['id']}.json" in files
