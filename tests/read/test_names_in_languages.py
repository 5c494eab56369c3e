"""Names of statuses, states and severities, typed in each language of the interface, work in a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.authoring.services import find_services
from statusgen.model.diagnostics import Level
from statusgen.model.notes import AnyNote, Incident
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read import read_site
from tests.sites import content

TEXTS = Path(__file__).parents[2] / "statusgen/translations"
LANGUAGES = sorted(path.stem for path in TEXTS.glob("*.txt"))
SITE = "name: Trams\nurl: https://status.larkmoor.example/\ntime zone: UTC\nlanguages: [{}]\n"


def typed(language: str) -> list[tuple[str, str]]:
    """Each name with its key."""
    lines = (TEXTS / f"{language}.txt").read_text("utf-8").splitlines()
    rows = (line.partition(":") for line in lines if not line.startswith("#"))
    return [(key, name.strip()) for key, colon, names in rows if colon for name in names.split(",")]


def read(language: str, head: str, heading: str, fields: str = "") -> AnyNote:
    """The note that is read, without a mistake."""
    folder = next((folder for key, folder in FOLDERS.items() if key in head), "incidents")
    note = f"---\ntitle: Halt\n{head}\n---\n\n## {heading} · 2026-05-01 09:20\n{fields}\n\nNothing runs.\n"
    reading = read_site(content({f"{folder}/2026-05-01-a.md": note}, site=SITE.format(language)))
    (one,) = reading.notes
    assert [] == [each.message for each in one.problems if each.level is Level.ERROR]
    assert one.note is not None
    return one.note


FOLDERS = {"starts": "maintenance", "opened": "problems"}
TROUBLE = "services: {trams: degraded}"
KNOWN = "opened: 2026-05-01\npublic: true"
PLANNED = "services: [trams]\nstarts: 2026-05-02 09:00\nends: 2026-05-02 10:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_can_be_typed_in_a_heading(language: str) -> None:
    """As in the middle of a sentence or at its beginning."""
    incident, work = statuses_of(Kind.INCIDENT), statuses_of(Kind.MAINTENANCE)
    for key, name in typed(language):
        for status in Status:
            if key == status.value:
                head = TROUBLE if status in incident else PLANNED if status in work else KNOWN
                fields = "ends: 2026-05-02 11:00" if status is Status.EXTENDED else ""
                for written in (name, name[:1].upper() + name[1:], name.lower()):
                    note = read(language, head, written, fields)
                    assert [status] == [one.status for one in note.updates], written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_severity_can_be_typed(language: str) -> None:
    """As values of the front matter."""
    for key, name in typed(language):
        for state in ServiceState:
            if state.key == key:
                note = read(language, f"services: {{trams: {name}}}", "identified")
                assert [state] == [one.state for one in note.services], name
        for severity in Severity:
            if severity.key == key:
                incident = read(language, f"{TROUBLE}\nseverity: {name}", "identified")
                assert isinstance(incident, Incident)
                assert severity is incident.severity, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_can_be_typed(language: str) -> None:
    """Yes and no, draft, none, and what is between names of services."""
    names: dict[str, list[str]] = {}
    for key, name in typed(language):
        names.setdefault(key, []).append(name)
    for answer in (*names["true"], *names["false"]):
        note = f"---\ntitle: Halt\n{TROUBLE}\ndraft: {answer}\n---\n"
        reading = read_site(content({"incidents/2026-05-01-a.md": note}, site=SITE.format(language)))
        assert (answer in names["false"]) == bool(reading.notes), answer
    services = read_site(content(site=SITE.format(language))).catalog.services
    for word in names["nothing"]:
        assert find_services(word, services).is_none, word
    for word in names["and"]:
        assert ("trams", "website") == find_services(f"trams {word} website", services).ids, word


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_a_key_that_means_draft_keeps_a_note_unpublished(language: str) -> None:
    """Instead of publishing what its writer did not mean to publish."""
    for key, name in typed(language):
        if key == "draft":
            note = f"---\ntitle: Halt\n{name}: true\n---\n\n## identified · 2026-05-01 09:20\n\nNothing.\n"
            reading = read_site(content({"incidents/2026-05-01-a.md": note}, site=SITE.format(language)))
            assert [] != [each.code for one in reading.notes for each in one.problems], name
