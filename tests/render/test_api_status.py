"""Our own API: it keeps to its published schema, and says what the home page says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator

from statusgen.model.site import Site
from statusgen.model.status import Status
from statusgen.pipeline.compile import compile_site
from statusgen.render.overall_status import badge_state
from statusgen.timeline.derive import derive
from tests.api_sites import built, generated
from tests.examples import examples
from tests.sites import HERE, THEMES, content, demo
from tests.statuspage_schema import FILES
from tests.strategies_timeline import at, instants, sites

EDITIONS = ("", "zh/")


def strict(schema: Any) -> Any:
    """The schema for a version that adds nothing: objects have the named keys alone."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(one) for key, one in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        made["additionalProperties"] = False
        if "version" in schema["properties"]:  # the file itself may name its schema
            made["properties"]["$schema"] = {"type": "string"}
    return made


def faults(files: Any, path: str) -> list[str]:
    """What is wrong with a file, by the schema published beside it."""
    schema = files["api/status.schema.json"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(strict(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(files[path])]


LARGE = [pytest.param(name, marks=pytest.mark.slow) for name in ("jenkins", "packit", "x4b", "corpus")]


@pytest.mark.parametrize("name", ["demo", *LARGE])
def test_it_keeps_to_its_schema(name: str) -> None:
    """In whole sites, in each of their languages."""
    files = built(name)
    paths = [path for path in files if path.endswith("api/status.json")]

    assert paths
    assert [] == [fault for path in paths for fault in faults(files, path)]


@given(sites(), instants)
@hypothesis_settings(max_examples=examples(40))
def test_it_keeps_to_its_schema_whatever_happens(made: Site, now: Any) -> None:
    """Whatever the notes say, and whenever one looks; and it has what is open, and no more."""
    files = generated(made, now)
    status, timeline = files["api/status.json"], derive(made, now)

    assert [] == faults(files, "api/status.json")
    assert {life.id for life in timeline.incidents if life.open} == {one["id"] for one in status["incidents"]}
    assert {life.id for life in timeline.maintenances if life.active} == {
        one["id"] for one in status["maintenance"]["active"]
    }
    assert {life.id for life in timeline.maintenances if life.status is Status.SCHEDULED} == {
        one["id"] for one in status["maintenance"]["planned"]
    }
    assert badge_state(timeline)[0] == status["overall"]["state"]["key"]
    assert {life.service.id: life.state.key for life in timeline.services} == {
        one["id"]: one["state"]["key"] for one in status["services"]
    }


@pytest.mark.parametrize("prefix", EDITIONS)
def test_it_says_what_the_page_says(prefix: str) -> None:
    """Sentence, names, figures, titles and words stand on the home page of the edition."""
    status = built("demo")[f"{prefix}api/status.json"]
    page = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", demo()[f"{prefix}index.html"].decode()))
    told = [
        status["overall"]["sentence"],
        status["overall"]["detail"],
        *(one["name"] for one in status["services"]),
        *(one["uptimes"]["90_days"]["text"] for one in status["services"]),
        *(group["name"] for group in status["groups"]),
        *(note["title"] for note in [*status["incidents"], *status["notices"]]),
        *(note["impact"] for note in status["incidents"]),
        *(note["workaround"] for note in status["incidents"]),
    ]

    assert [] == [words for words in told if words not in page]


def test_an_incident_answers_four_questions() -> None:
    """What happens, who is affected, what is done, and when there is more."""
    (one,) = built("demo")["api/status.json"]["incidents"]

    assert "Some loans and renewals are failing" == one["title"]
    assert one["impact"]
    assert one["workaround"]
    assert ("loans", "Loans and renewals", "partial-outage") in [
        (affected["id"], affected["name"], affected["state"]["key"]) for affected in one["affected"]
    ]
    assert one["latest"]["text"].startswith("The other three computers")
    assert ("2026-11-17T15:00:00+00:00", False) == (one["next_update"], one["overdue"])


SERVICES = """\
services:
  - id: trams
    name: Trams
    since: 2026-01-01
    slo:
      target: 99.90
      window: month
      before: [{target: 99.000000000000000000001, until: 2026-03-31}]
    sla: {says: {en: 99.9% in each month., zh: 每月 99.9%。}, link: 'https://larkmoor.example/terms'}
  - {id: web, name: Web}
"""


def test_targets_have_all_digits_and_the_zone_of_the_site() -> None:
    """Also the earlier ones, and the words of the contract."""
    site = "name: Larkmoor\nurl: https://larkmoor.example/\ntime zone: Asia/Shanghai\nlanguages: [en, zh]\n"
    made = compile_site(content({}, site=site, services=SERVICES), THEMES, now=at(12)).outputs
    files = {
        one.path: json.loads(one.make()) for one in made if one.path.endswith(("status.json", "schema.json"))
    }
    trams, web = files["api/status.json"]["services"]
    chinese, _ = files["zh/api/status.json"]["services"]

    assert [] == faults(files, "api/status.json")
    assert ("99.90", "2026-05-01T00:00:00+08:00", "2026-06-01T00:00:00+08:00") == tuple(
        trams["target"][key] for key in ("percent", "start", "end")
    )
    assert [
        {"percent": "99.90", "window": "month", "from": "2026-04-01", "until": None},
        {"percent": "99.000000000000000000001", "window": "90 days", "from": None, "until": "2026-03-31"},
    ] == trams["targets"]
    assert {"says": "99.9% in each month.", "link": "https://larkmoor.example/terms"} == trams["sla"]
    assert "每月 99.9%。" == chinese["sla"]["says"]
    assert (None, [], None) == (web["target"], web["targets"], web["sla"])


def test_the_example_in_the_manual_is_true() -> None:
    """It keeps to the schema."""
    manual = (HERE.parent / "docs" / "api.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)

    assert [] == faults({"example": json.loads(example), **built("demo")}, "example")


def test_the_manual_names_every_file() -> None:
    """Each file of the other API stands in its table."""
    manual = (HERE.parent / "docs" / "api.md").read_text(encoding="utf-8")

    assert [] == [path for path in FILES if f"| `/{path}` |" not in manual]


def test_a_site_below_a_path_has_whole_addresses() -> None:
    """Whoever reads the file elsewhere can follow its links."""
    site = "name: Larkmoor Trams\nurl: https://larkmoor.example/status/\n"
    note = "---\ntitle: Storm\n---\n\n## Investigating · 2026-05-01 09:00\nservices: {trams: degraded}\n"
    files = content({"incidents/2026-05-01-storm.md": note}, site=site)
    outputs = {one.path: one for one in compile_site(files, THEMES, now=at(12)).outputs}
    status = json.loads(outputs["api/status.json"].make())
    (incident,) = status["incidents"]
    root = "https://larkmoor.example/status/"

    assert f"{root}incidents/2026-05-01-storm/" == incident["url"]
    assert f"{root}incidents/2026-05-01-storm/#2026-05-01T09-00" == incident["latest"]["url"]
    assert f"{root}services/trams/" == status["services"][0]["url"]
    assert f"{root}api/status.schema.json" == status["$schema"]
    assert [{"code": "en", "name": "English", "url": f"{root}api/status.json"}] == status["languages"]
