"""What is published follows from what readers can see, and never from names in the code."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import field, fields, make_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from statusgen.model.cache import Cache
from statusgen.model.catalog import FormerName, Group, Service
from statusgen.model.changes import Approval, ChangeType, Risk
from statusgen.model.learning import Action, ActionKind, CourseEntry, Detection, Factor, FactorKind
from statusgen.model.notes import (
    AffectedService,
    Incident,
    Maintenance,
    Notice,
    Problem,
    UnconfirmedPeriod,
    Update,
)
from statusgen.model.recurrence import Occurrence, OccurrenceException
from statusgen.model.settings import Settings, Term
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.targets import Agreement, Target
from statusgen.model.text import EMPTY, LocalText, Picture
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.published import pack_catalog, pack_notes
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import note_facts, site_facts
from statusgen.timeline.revisions import facts_of
from tests.sites import HERE, PNG, THEMES, content, picture

ROOT = HERE.parent
NOW = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
DOORS = "incidents/2026-05-04-doors"
RAILS = "maintenance/2026-05-10-rails.md"
SUMMER = "notices/2026-05-02-summer.md"
CARDS = "incidents/2026-05-01-cards.md"
NOTES = {
    f"{DOORS}/incident.md": """\
        ---
        title: Doors stay shut
        services:
          trams: degraded
        impact: Some doors do not open.
        workaround: Use another door.
        severity: minor
        started: 2026-05-04 16:30
        ---

        See [the map](https://larkmoor.example/map).
        """,
    f"{DOORS}/incident.zh.md": """\
        ---
        title: 车门打不开
        impact: 有些车门打不开。
        ---
        """,
    f"{DOORS}/1640-investigating.md": """\
        ---
        status: investigating
        at: 2026-05-04 16:40
        next update: 18:30
        ---

        We look at the doors.

        ![A door](door.png)
        """,
    f"{DOORS}/1640-investigating.zh.md": "我们在检查车门。\n",
    RAILS: """\
        ---
        title: New rails
        services: [trams]
        starts: 2026-05-10 22:00
        ends: 2026-05-11 05:00
        ---

        We put in 200 metres of rail.

        ## Scheduled · 2026-05-03 10:00

        All is ready.
        """,
    SUMMER: """\
        ---
        title: Summer timetable
        published: 2026-05-02 09:00
        until: 2026-06-01 00:00
        ---

        The [new timetable](https://larkmoor.example/timetable) is here.
        """,
    CARDS: """\
        ---
        title: Cards fail
        services: {ticket-machines: major outage}
        ---

        ## Investigating · 2026-05-01 10:00

        No machine takes cards.

        ## Resolved · 2026-05-01 11:00

        Cards work.

        ## Postmortem · 2026-05-03 10:00
        summary: A line was cut.

        A digger cut a line.
        """,
}
SERVICES = """\
groups:
  - id: travel
    name: Travel
    services:
      - id: trams
        name: {en: Trams, zh: 电车}
        description: All lines.
      - id: ticket-machines
        name: Ticket machines
services:
  - id: website
    name: Website
"""
FILES = content(NOTES, services=SERVICES) | {f"{DOORS}/door.png": PNG}
FIRST = f"{DOORS}/1640-investigating.md"
CHANGES = {
    "a title": (f"{DOORS}/incident.md", "Doors stay shut", "Doors do not open"),
    "a translated title": (f"{DOORS}/incident.zh.md", "车门打不开", "车门坏了"),
    "an introduction": (f"{DOORS}/incident.md", "See", "Look at"),
    "a link": (f"{DOORS}/incident.md", "example/map", "example/plan"),
    "an impact": (f"{DOORS}/incident.md", "do not open", "open late"),
    "a translated impact": (f"{DOORS}/incident.zh.md", "有些", "几个"),
    "a workaround": (f"{DOORS}/incident.md", "another", "the next"),
    "a severity": (f"{DOORS}/incident.md", "severity: minor", "severity: major"),
    "a state": (f"{DOORS}/incident.md", "degraded", "partial outage"),
    "a service": (f"{DOORS}/incident.md", "trams: degraded", "website: degraded"),
    "a start": (f"{DOORS}/incident.md", "16:30", "16:20"),
    "a withdrawn note": (f"{DOORS}/incident.md", "title:", "withdrawn: It was a test.\ntitle:"),
    "a word of an update": (FIRST, "the doors", "all doors"),
    "a translated word of an update": (f"{DOORS}/1640-investigating.zh.md", "检查", "修理"),
    "a status": (FIRST, "status: investigating", "status: identified"),
    "a promise": (FIRST, "18:30", "19:00"),
    "an overdue promise": (FIRST, "18:30", "17:30"),
    "the time of an update": (FIRST, "at: 2026-05-04 16:40", "at: 2026-05-04 16:41"),
    "an edited update": (FIRST, "next update", "edited: 2026-05-04 17:00\nnext update"),
    "an earlier truth": (FIRST, "next update", "since: 2026-05-04 16:35\nnext update"),
    "an impact of an update": (FIRST, "next update", "impact: Half of the doors.\nnext update"),
    "a state of an update": (FIRST, "next update", "services: {website: degraded}\nnext update"),
    "the words of a picture": (FIRST, "A door", "The door"),
    "planned work": (RAILS, "2026-05-10 22:00", "2026-05-10 23:00"),
    "the end of planned work": (RAILS, "2026-05-11 05:00", "2026-05-11 06:00"),
    "planned work, moved": (RAILS, "10:00\n", "10:00\nstarts: 2026-05-10 21:00\n"),
    "planned work, cancelled": (RAILS, "Scheduled", "Cancelled"),
    "words of planned work": (RAILS, "200", "300"),
    "a notice": (SUMMER, "is here", "is there"),
    "the end of a notice": (SUMMER, "2026-06-01", "2026-06-02"),
    "a notice that is over": (SUMMER, "2026-06-01", "2026-05-03"),
    "words of what is over": (CARDS, "Cards work", "All cards work"),
    "a postmortem": (CARDS, "A digger", "A plough"),
    "the summary of a postmortem": (CARDS, "A line", "A cable"),
    "the name of a service": ("services.yml", "Website", "Pages"),
    "the translated name of a service": ("services.yml", "电车", "有轨电车"),
    "the description of a service": ("services.yml", "All lines", "Lines 1 to 4"),
    "the name of a group": ("services.yml", "Travel", "On the way"),
    "the group of a service": (
        "services.yml",
        "      - id: ticket-machines\n        name: Ticket machines\nservices:\n",
        "services:\n  - id: ticket-machines\n    name: Ticket machines\n",
    ),
    "a new service": ("services.yml", "name: Website", "name: Website\n  - id: app\n    name: App"),
    "a glossary": ("glossary.yml", "", "terms:\n  - term: door\n    meaning: A way in.\n"),
    "a time zone": ("site.yml", "Europe/Berlin", "Europe/Paris"),
    "the days of the home page": ("site.yml", "languages", "recent days: 3\nlanguages"),
}
UNSEEN = {
    "an accepted finding": (FIRST, "next update", "lint ok: {jargon: Our readers know it.}\nnext update"),
    "a comment": (FIRST, "We look", "<!-- ask Kim -->\nWe look"),
    "the order of keys": (
        FIRST,
        "status: investigating\nat: 2026-05-04 16:40",
        "at: 2026-05-04 16:40\nstatus: investigating",
    ),
    "quotes around a title": (f"{DOORS}/incident.md", "Doors stay shut", "'Doors stay shut'"),
}


Publish = Callable[..., dict[str, bytes]]


def _published(cache: Cache, files: dict[str, bytes], now: datetime = NOW) -> dict[str, bytes]:
    """The home pages and what open pages ask for, by path."""
    result = compile_site(files, THEMES, now=now, cache=cache)
    wanted = ("index.html", "zh/index.html", "live.json", "zh/live.json")
    made = {output.path: output for output in result.outputs if output.path in wanted}

    assert {*wanted} == {*made}, result.diagnostics
    return {path: output.make() for path, output in made.items()}


def versions(made: dict[str, bytes]) -> list[str]:
    """The version of a site, as each file has it."""
    found = (re.search(rb'(?:data-version=|"version": )"([0-9a-f]{16})"', data) for data in made.values())
    return [one[1].decode() for one in found if one]


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The site with other words in a file."""
    data = FILES.get(path, b"").decode()

    assert old in data
    return FILES | {path: data.replace(old, new, 1).encode()}


@pytest.fixture(scope="module", name="published")
def _publish() -> Publish:
    """What makes the home pages; it remembers the theme, and notes that stay as they are."""
    return partial(_published, Cache())


@pytest.fixture(scope="module")
def before(published: Publish) -> dict[str, bytes]:
    """The site before any change."""
    return published(FILES)


def test_all_files_have_the_same_version(before: dict[str, bytes]) -> None:
    """Home pages and what they ask for, in each language."""
    assert 4 == len(versions(before))
    assert 1 == len({*versions(before)})


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_readers_can_see_changes_the_version(
    published: Publish, before: dict[str, bytes], change: tuple[str, str, str]
) -> None:
    """Whatever is edited, in each language."""
    after = versions(published(changed(*change)))

    assert 1 == len({*after})
    assert {*after}.isdisjoint(versions(before))


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_readers_cannot_see_keeps_the_version(
    published: Publish, before: dict[str, bytes], change: tuple[str, str, str]
) -> None:
    """Open pages are not asked to load what they show already."""
    assert versions(before) == versions(published(changed(*change)))


def test_whole_files_change_the_version(published: Publish, before: dict[str, bytes]) -> None:
    """A new note, one that is gone, a new update, and another picture of the same name."""
    new = {
        f"{DOORS}/1750-monitoring.md": b"---\nstatus: monitoring\nat: 2026-05-04 17:50\n---\n\nThey open.\n"
    }
    later = (
        FILES | {"incidents/2026-05-04-lifts.md": FILES[CARDS]},
        {path: data for path, data in FILES.items() if path != CARDS},
        FILES | new,
        FILES | {f"{DOORS}/door.png": picture(b"\x10\x20")},
    )

    assert 5 == len({versions(made)[0] for made in (before, *map(published, later))})


def test_time_changes_the_version_only_with_what_is_told(
    published: Publish, before: dict[str, bytes]
) -> None:
    """A promise that is overdue, and work that begins, are news; a minute or a day more is not."""
    minute, overdue, next_day, work = (
        versions(published(FILES, NOW + timedelta(**after)))[0]
        for after in ({"minutes": 1}, {"minutes": 40}, {"days": 1}, {"days": 6, "hours": 5})
    )

    assert versions(before)[0] == minute
    assert 3 == len({minute, overdue, work})
    assert overdue == next_day


class _Colour(StrEnum):
    RED = "red"


class _Pair(NamedTuple):
    first: str
    second: str


@pytest.mark.parametrize(
    "fact",
    [
        _Colour.RED,
        ServiceState.DEGRADED,
        AffectedService("web", ServiceState.DEGRADED),
        _Pair("a", "b"),
        {"a": 1},
        {"a"},
        1.5,
        b"a",
        date(2026, 5, 4),
        NOW.replace(tzinfo=None),
        object,
    ],
    ids=repr,
)
def test_a_digest_takes_plain_facts_alone(fact: Any) -> None:
    """Nothing whose text follows from a name in the code, however deep it is."""
    with pytest.raises(TypeError):
        digest("a", [("b", fact)])


def test_a_digest_knows_facts_apart() -> None:
    """Types, places and borders count; the zone of an instant and the type of a list do not."""
    different = [(), ("",), ("a", "b"), ("ab",), (["a", "b"],), ("b", "a"), (1,), ("1",), (True,), (None,)]
    berlin = datetime.fromisoformat("2026-05-04T18:00:00+02:00")

    assert len(different) == len({digest(*facts) for facts in different})
    assert digest(NOW, ("a",)) == digest(berlin, ["a"])
    assert "beba" == digest("a", 1, None, [NOW])[:4]


WORDS = LocalText((("en", "Others"),))
LATER = datetime(2026, 6, 1, tzinfo=UTC)
DAY = date(2026, 6, 1)
UPDATE = Update(status=Status.UPDATE, at=NOW)
TITLED: dict[str, Any] = {"id": "a", "title": LocalText((("en", "A"),))}
OTHERS: dict[str, object] = {
    **dict.fromkeys(("title", "intro", "impact", "workaround", "withdrawn", "body", "summary"), WORDS),
    **dict.fromkeys(("name", "description", "term", "meaning"), WORDS),
    **dict.fromkeys(("started", "starts", "ends", "announced", "published", "until"), LATER),
    **dict.fromkeys(("at", "since", "next_update", "edited", "retired"), LATER),
    **dict.fromkeys(("id", "group", "url"), "other"),
    **dict.fromkeys(("aliases", "lost", "depends_on", "also"), ("other",)),
    "services": (AffectedService("web", ServiceState.DEGRADED),),
    "updates": (UPDATE,),
    "pictures": (Picture("a.png", b"", "1f"),),
    "severity": Severity.MAJOR,
    "unconfirmed": (UnconfirmedPeriod(LATER, None, everywhere=True),),
    "status": Status.POSTMORTEM,
    "none_affected": True,
    "targets": (Target(percent="99.9"),),
    "agreement": Agreement(WORDS, "https://example.org/"),
    "formerly": (FormerName(WORDS, date(2026, 1, 1)),),
    **dict.fromkeys(("detected", "opened", "report_by"), LATER),
    "detected_by": (Detection.STAFF,),
    "caused_by": ("rails",),
    **dict.fromkeys(("problem", "supplier"), "other"),
    "cost": WORDS,
    "figures": (WORDS,),
    "factors": (Factor(what=WORDS, kind=FactorKind.CHANGE, supplier="Other", why=(WORDS,)),),
    "course": (CourseEntry(LATER, WORDS),),
    "actions": (Action(do=WORDS, kind=ActionKind.PREVENT, due=LATER),),
    "public": ("figures",),
    **dict.fromkeys(("reason", "fallback", "tested", "freeze_exception"), WORDS),
    "change": ChangeType.EMERGENCY,
    "risk": Risk.HIGH,
    "approved": (Approval(by="Other", on=LATER, link="https://example.org/"),),
    "supersedes": "other",
    "repeat": "FREQ=DAILY",
    "show_ahead": 60,
    "exceptions": (OccurrenceException(day=DAY, cancelled=True, starts=LATER, ends=LATER, reason=WORDS),),
    "occurrence": Occurrence("other", DAY, is_first=True),
    "on": DAY,
}
"""For each field a value other than its default. A new field needs one."""
NOT_SHOWN = {"none_affected"}
NO_REVISION = NOT_SHOWN | {"unconfirmed", "actions", "public", "risk", "approved"}
SETTINGS = Settings(name=WORDS, url="https://a.example/")


def _facts(one: Any) -> object:
    """The facts of a part of the model, as they enter a digest."""
    match one:
        case Update():
            return note_facts(Notice(**TITLED, published=NOW, updates=(one,)))
        case Service():
            return site_facts(Site(settings=SETTINGS, services=(one,)))
        case Group():
            return site_facts(Site(settings=SETTINGS, groups=(one,)))
        case Term():
            return site_facts(Site(settings=SETTINGS, glossary=(one,)))
        case _:
            return note_facts(one)


def _values(kind: Any) -> dict[str, Any]:
    """For each field of a part of the model, a value other than its default."""
    return {field.name: OTHERS[field.name] for field in fields(kind) if field.compare}


PARTS: list[Any] = [
    Incident(**TITLED, started=NOW),
    Maintenance(**TITLED, starts=NOW, ends=NOW),
    Notice(**TITLED, published=NOW),
    Problem(**TITLED, opened=NOW),
    UPDATE,
    Service(id="a", name=TITLED["title"]),
    Group(id="a", name=TITLED["title"]),
    Term(TITLED["title"], TITLED["title"]),
]


@pytest.mark.parametrize("one", PARTS, ids=lambda one: type(one).__name__)
def test_no_field_is_forgotten(one: Any) -> None:
    """Every field that makes two values differ makes their facts differ."""
    others = {name: replace(one, **{name: value}) for name, value in _values(type(one)).items()}

    assert [] == [name for name in others.keys() - NOT_SHOWN if _facts(one) == _facts(others[name])]


@pytest.mark.parametrize("one", PARTS[:4], ids=lambda one: type(one).__name__)
def test_every_field_of_the_front_matter_makes_a_revision(one: Any) -> None:
    """Facts, also of updates, and words; what a note has besides them makes none."""
    others = {name: replace(one, **{name: value}) for name, value in _values(type(one)).items()}
    same = {name for name, other in others.items() if facts_of(one) == facts_of(other)}

    assert {"id", "intro", "pictures", "aliases", "lost"} == same - NO_REVISION


@pytest.mark.parametrize("one", PARTS[:4], ids=lambda one: type(one).__name__)
def test_a_new_attribute_revises_no_note_without_it(one: Any) -> None:
    """A later version of the program reads the same content, and readers are not told of a revision."""
    new = [("ticket", "LocalText", field(default=EMPTY)), ("count", "int", field(default=0))]
    kind = make_dataclass(type(one).__name__, new, bases=(type(one),), frozen=True, kw_only=True)
    values = {"title": one.title, **{name: getattr(one, name) for name in _values(type(one))}}

    assert facts_of(one) == facts_of(kind(**values))
    assert facts_of(one) != facts_of(kind(**values, ticket=WORDS))
    assert facts_of(one) != facts_of(kind(**values, count=1))


def test_records_keep_their_names() -> None:
    """After a change of these names, notes in earlier records are unreadable."""
    update = Update(**_values(Update))
    notes = (replace(one, **_values(type(one)) | {"updates": (update,)}) for one in PARTS[:4])
    record = [json.loads(pack_notes(one.kind, [one])) for one in notes]
    catalog = json.loads(pack_catalog([Group(**_values(Group))], [Service(**_values(Service))]))
    names = """
        actions agreement aliases announced approved at body by cancelled caused_by change cost course day
        depends_on description detected detected_by do due edited end ends everywhere exceptions factors
        fallback figures format formerly freeze_exception group groups id impact intro is_first kind link
        lost name next_update none_affected notes occurrence on opened percent problem public published
        reason repeat report_by retired risk series service services severity show_ahead since start started
        starts state status summary supersedes supplier targets tested title unconfirmed until updates url
        variants what why withdrawn words workaround
    """

    assert names.split() == sorted({*_keys([record, catalog])})


def _keys(data: Any) -> Iterator[str]:
    """The keys of all objects in JSON."""
    if isinstance(data, dict):
        yield from data
        yield from _keys([*data.values()])
    elif isinstance(data, list):
        for one in data:
            yield from _keys(one)


SITES = [
    pytest.param(HERE / "golden/trams/content", "2026-05-04T16:00Z", id="trams"),
    pytest.param(ROOT / "content", "2026-11-17T14:40Z", id="demo"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("site", "now"), SITES)
def test_names_of_classes_change_no_byte(tmp_path: Path, site: Path, now: str) -> None:
    """A program in which every class of ours has another name publishes the same site.

    The manifest alone differs: in it, the program knows what it has to make anew.
    """
    renamed = tmp_path / "program"
    shutil.copytree(ROOT / "statusgen", renamed / "statusgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "themes", renamed / "themes")
    shutil.copytree(site, tmp_path / "content")
    names = _rename_classes(renamed / "statusgen")

    ours, theirs = (_build(tmp_path, program, now) for program in (ROOT, renamed))

    assert {"Incident", "ServiceState", "Settings", "Update"} <= names
    assert ours.pop(".statusgen/manifest.json") != theirs.pop(".statusgen/manifest.json")
    assert sorted(ours) == sorted(theirs)
    assert [] == [path for path in sorted(ours) if ours[path] != theirs[path]]


def _rename_classes(package: Path) -> set[str]:
    """Rename every class whose name no library and no attribute shares; return the old names."""
    files = {path: path.read_text() for path in package.rglob("*.py")}
    trees = [ast.parse(text) for text in files.values()]
    names = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    names -= {name for tree in trees for name in _foreign(tree)}
    for path, text in files.items():
        path.write_text(_renamed(text, names))
    return names


def _foreign(tree: ast.Module) -> Iterator[str]:
    """Names that are imported from elsewhere, and those of attributes, of arguments and in f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("statusgen"):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.JoinedStr):  # a single token, until Python 3.12
            yield from (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _renamed(text: str, names: set[str]) -> str:
    """The text of a module with other names; strings and comments stay as they are."""
    lines = text.splitlines(keepends=True)
    for token in [*tokenize.generate_tokens(io.StringIO(text).readline)][::-1]:
        if token.type == tokenize.NAME and token.string in names:
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = f"{line[:column]}Renamed{line[column:]}"
    return "".join(lines)


def _build(folder: Path, program: Path, now: str) -> dict[str, bytes]:
    """The files that a program publishes, by path."""
    out = folder / f"public of {program.name}"
    environment = os.environ | {"PYTHONPATH": str(program), "STATUSGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-P", "-m", "statusgen", "build", "--now", now, "--out", str(out)]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
