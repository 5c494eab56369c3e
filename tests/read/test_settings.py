"""`site.yml`, `services.yml` and `glossary.yml`, and the schemas that editors check them by."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from statusgen.model.catalog import Group, Service
from statusgen.model.settings import Contact, Settings, Term, Weights
from statusgen.model.status import Kind
from statusgen.model.targets import Target
from statusgen.model.text import EMPTY, LocalText
from statusgen.read import read_site
from statusgen.read.note_fields import NOTE_FIELDS, Fields, update_fields
from statusgen.read.schema import schemas
from statusgen.read.settings import ATTRIBUTES, FEED_PLANS, FEEDS, HUB, SITE_FIELDS
from tests.sites import SITE, content, problems

ROOT = Path(__file__).parents[1].parent


def test_all_settings_are_read() -> None:
    """Every key of site.yml arrives in the settings."""
    site = """\
        name: {en: Trams, zh: 电车}
        URL: https://trams.example/status
        time-zone: Europe/Berlin
        languages: [en, zh]
        description: How our trams run.
        home_page: https://trams.example/
        contact:
          - {label: Phone, url: "tel:+49301234"}
        theme: ours
        repository: https://git.example/trams/
        footer: {zh: 再见}
        recent days: 7
        uptime weights: {degraded: 0.1}
        """

    reading = read_site(content(site=site))

    assert problems(reading) == []
    settings = reading.settings
    assert settings is not None
    assert settings.name == LocalText((("en", "Trams"), ("zh", "电车")))
    assert settings.url == "https://trams.example/status/"
    assert (settings.zone.key, settings.languages) == ("Europe/Berlin", ("en", "zh"))
    assert settings.contacts == (Contact(LocalText((("en", "Phone"),)), "tel:+49301234"),)
    assert (settings.theme, settings.repository) == ("ours", "https://git.example/trams")
    assert (settings.footer, settings.recent_days) == (LocalText((("zh", "再见"),)), 7)
    assert settings.weights == Weights(degraded=0.1)


def test_a_short_site_has_defaults() -> None:
    """Name and address are enough."""
    settings = read_site(content(site="name: Trams\nurl: https://trams.example\n")).settings

    assert settings is not None
    assert (settings.zone.key, settings.languages, settings.theme) == ("UTC", ("en",), "default")
    assert (settings.recent_days, settings.weights, settings.description) == (14, Weights(), EMPTY)


def test_the_catalog_keeps_its_order() -> None:
    """Groups and their services in order, then services outside any group."""
    services = """\
        services:
          - {id: website, name: Website, depends on: trams, slo: 99.5 %, url: "https://t.example/"}
        groups:
          - id: travel
            name: Travel
            services:
              - {id: trams, name: Trams, since: 2024-03-01, description: They run.}
        """

    reading = read_site(content(services=services))

    assert problems(reading) == []
    assert reading.catalog.groups == (Group(id="travel", name=LocalText((("en", "Travel"),))),)
    assert reading.catalog.services == (
        Service(
            id="trams",
            name=LocalText((("en", "Trams"),)),
            description=LocalText((("en", "They run."),)),
            group="travel",
            since=date(2024, 3, 1),
        ),
        Service(
            id="website",
            name=LocalText((("en", "Website"),)),
            depends_on=("trams",),
            targets=(Target(percent="99.5"),),
            url="https://t.example/",
        ),
    )


def test_the_glossary() -> None:
    """Terms with their meanings in each language."""
    glossary = "terms:\n  - {term: {en: Kiosk, zh: 自助机}, meaning: A machine., also: [Box]}\n"

    reading = read_site(content({"glossary.yml": glossary}))

    assert problems(reading) == []
    assert reading.glossary == (
        Term(LocalText((("en", "Kiosk"), ("zh", "自助机"))), LocalText((("en", "A machine."),)), ("Box",)),
    )


@pytest.mark.parametrize("name", ["site", "services", "glossary"])
def test_the_demo_satisfies_the_schemas(name: str) -> None:
    """What the reader accepts, editors accept."""
    text = (ROOT / "content" / f"{name}.yml").read_text(encoding="utf-8")
    value = yaml.load(text, yaml.BaseLoader)

    errors = list(Draft7Validator(schemas()[f"{name}.json"]).iter_errors(_typed(value)))

    assert errors == []


def _typed(value: object) -> object:
    """YAML's strings with the numbers that an editor would see."""
    if isinstance(value, dict):
        return {key: _typed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_typed(one) for one in value]
    try:
        return float(str(value)) if not str(value).isdigit() else int(str(value))
    except ValueError:
        return value


@pytest.mark.parametrize(
    ("schema", "value", "valid"),
    [
        ("site.json", {"name": "x", "url": "https://x.example", "time_zone": "UTC"}, True),
        ("site.json", {"name": "x"}, False),
        ("site.json", {"name": "x", "url": "https://x.example", "nmae": "y"}, False),
        ("incident.json", {"title": "x", "severity": "minor"}, True),
        ("incident.json", {"title": "x", "severity": "huge"}, False),
        ("maintenance.json", {"title": "x", "starts": "2026-01-01 10:00"}, False),
        (
            "incident-update.json",
            {"status": "resolved", "at": "2026-01-01 10:00", "next-update": "11:00"},
            True,
        ),
    ],
)
def test_schemas_accept_and_refuse(schema: str, value: object, valid: bool) -> None:
    """Schemas know required keys, unknown keys, choices and spellings."""
    assert Draft7Validator(schemas()[schema]).is_valid(value) is valid


def test_the_documented_keys_are_the_real_ones() -> None:
    """The content format names every key that the schemas know."""
    text = (ROOT / "docs" / "content-format.md").read_text(encoding="utf-8")
    keys = {key for schema in schemas().values() for key in schema["properties"]}

    assert sorted(key for key in keys if f"`{key}" not in text and f"{key}:" not in text) == []


@pytest.mark.parametrize(
    ("fields", "begin", "end"),
    [
        (NOTE_FIELDS[Kind.INCIDENT], "## Incidents", "### Updates"),
        (update_fields(Kind.INCIDENT), "### Updates", "### Incident as a folder"),
        (NOTE_FIELDS[Kind.MAINTENANCE], "## Maintenance", "## Revisions"),
        (NOTE_FIELDS[Kind.NOTICE], "## Notices", "## Problems"),
        (NOTE_FIELDS[Kind.PROBLEM], "## Problems", "## Pages"),
        (update_fields(Kind.PROBLEM), "## Problems", "## Pages"),
        (NOTE_FIELDS[Kind.PAGE], "## Pages", "## Reports"),
        (NOTE_FIELDS[Kind.REPORT], "## Reports", "## Settings: `site.yml`"),
    ],
)
def test_each_kind_of_note_documents_its_fields(fields: Fields, begin: str, end: str) -> None:
    """The section about it in the content format names every one."""
    text = (ROOT / "docs" / "content-format.md").read_text(encoding="utf-8")
    section = text.partition(f"\n{begin}\n")[2].partition(f"\n{end}\n")[0]

    missing = [one.spelling for one in fields if not re.search(rf"`{one.spelling}[`:]", section)]
    assert missing == []


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_in_the_docs_are_current(name: str, request: pytest.FixtureRequest) -> None:
    """docs/schemas/ holds what the tables of keys give."""
    path = ROOT / "docs" / "schemas" / name
    text = json.dumps(schemas()[name], indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-expected"):
        path.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("lines", "folder", "history"),
    [
        ("", "content", ""),
        ("repository folder: docs/status/\n", "docs/status", ""),
        ("repository folder: .\n", "", ""),
        ('file history: "https://git.example/log/{path}"\n', "content", "https://git.example/log/{path}"),
    ],
)
def test_where_changes_are_shown(lines: str, folder: str, history: str) -> None:
    """The folder of the content in its repository, and the address of a file's changes."""
    reading = read_site(content(site=SITE + lines))
    assert problems(reading) == []
    assert reading.settings is not None
    assert (reading.settings.repository_folder, reading.settings.file_history) == (folder, history)


@pytest.mark.parametrize(
    "line",
    ["repository folder: ../other", "file history: https://git.example/log/", 'file history: "/{path}"'],
)
def test_where_changes_cannot_be(line: str) -> None:
    """A folder outside the repository, and an address in which no file is named."""
    assert [one.code for one in problems(read_site(content(site=f"{SITE}{line}\n")))] == ["bad-value"]


@pytest.mark.parametrize(
    ("code", "message", "help_"),
    [
        ("jargn", "there is no rule `jargn`", "Did you mean `jargon`?"),
        ("empty-update", "`empty-update` is no rule of plain language", "Did you mean `no-news`?"),
        ("yaml-syntax", "`yaml-syntax` is no rule of plain language", "`statusgen explain` lists them all."),
    ],
)
def test_an_unknown_rule_is_reported_with_the_likely_one(code: str, message: str, help_: str) -> None:
    """Also a code of another mistake, which cannot be accepted."""
    head = f"---\ntitle: Late\nlint ok: {{{code}: why}}\n---\n\n"
    note = f"{head}## Investigating · 2026-05-01 09:00\n\nWe look.\n"

    (problem,) = problems(read_site(content({"incidents/late.md": note})))

    assert problem.message.startswith(message)
    assert problem.help == help_


def test_every_key_of_the_site_is_a_setting() -> None:
    """And every setting has a key, at the top or below `feeds`."""
    keys = [one for one in (*SITE_FIELDS, HUB, FEED_PLANS) if one is not FEEDS]

    assert {ATTRIBUTES.get(one.name, one.name) for one in keys} == {one.name for one in fields(Settings)} - {
        "lost"
    }
