"""Names of statuses, states and severities, typed in each language of the interface, work in a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.authoring.services import find_services
from statusgen.model.changes import ChangeType, Risk
from statusgen.model.diagnostics import Level
from statusgen.model.notes import AnyNote, Incident, Maintenance
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read import read_site
from statusgen.read.vocabulary import CHANGES_BY_NAME, RISKS_BY_NAME, normalise_name
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
def test_every_type_of_change_and_risk_can_be_typed(language: str) -> None:
    """Each name is that of one type or risk alone, whatever its language."""
    for key, name in typed(language):
        if key in [*ChangeType]:
            work = read(language, f"{PLANNED}\nchange: {name}", "scheduled")
            assert isinstance(work, Maintenance)
            assert ChangeType.EMERGENCY is work.change or key != ChangeType.EMERGENCY, name
            assert CHANGES_BY_NAME[normalise_name(name)] is ChangeType(key), name
        if key in [*Risk]:
            assert RISKS_BY_NAME[normalise_name(name)] is Risk(key), name


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


KEYS = [
    ("de", "nächste Meldung: 20:40", "next update"),
    ("de", "Nächste Meldung: 20:40", "next update"),
    ("de", "Dienste: {trams: degraded}", "services"),
    ("de", "Auswirkungen: Bahnen fahren seltener.", "impact"),
    ("it", "Prossimo aggiornamento: 20:40", "next update"),
    ("ar", "التحديث القادم: 20:40", "next update"),
    ("ja", "次回の更新：20:40", "next update"),
    ("ja", "次回の更新:20:40", "next update"),
    ("zh", "下次更新：20:40", "next update"),
]


def problems_of(language: str, note: str) -> list[tuple[str, int, str]]:
    """Return code, line and help of each error in an incident."""
    site = SITE.format(language)
    (one,) = read_site(content({"incidents/2026-05-01-a.md": note}, site=site)).notes
    return [(each.code, each.span.line, each.help) for each in one.problems if each.level is Level.ERROR]


@pytest.mark.parametrize(("language", "line", "key"), KEYS)
@pytest.mark.parametrize("before", ["", "since: 2026-05-01 09:00\n"])
def test_a_key_in_another_language_is_no_text(language: str, line: str, key: str, before: str) -> None:
    """The error names the key, whether the line is the first one below the heading or not."""
    head = "---\ntitle: Halt\nservices: {trams: degraded}\n---\n\n## Investigating · 2026-05-01 09:20\n"

    ((code, number, help),) = problems_of(language, f"{head}{before}{line}\n\nNothing runs.\n")

    assert ("unknown-key", 7 + before.count("\n")) == (code, number)
    assert f"Write `{key}`" in help


def test_a_key_in_another_language_in_the_front_matter_is_named_in_the_help() -> None:
    """Also with the colon of a Japanese keyboard."""
    note = "---\ntitle: Halt\n{}\n---\n\n## Investigating · 2026-05-01 09:20\n\nNothing runs.\n"

    for language, line in (("de", "Dienste: {trams: degraded}"), ("ja", "サービス：{trams: degraded}")):
        ((code, number, help),) = problems_of(language, note.format(line))
        assert ("unknown-key", 3) == (code, number)
        assert "Write `services`" in help


@pytest.mark.parametrize(
    "line", ["Nächste Meldung: 20:40", "nächste Meldung: 20:40 Uhr", "**Nächste Meldung: 20:40**"]
)
def test_a_promise_in_another_language_after_a_blank_line_is_no_text(line: str) -> None:
    """As a documented key there; a sentence that begins with such words may follow."""
    head = "---\ntitle: Halt\nservices: {trams: degraded}\n---\n\n## Investigating · 2026-05-01 09:20\n\n"

    ((code, number, help),) = problems_of("de", f"{head}{line}\n\nNichts fährt.\n")

    assert ("fields-in-words", 8) == (code, number)
    assert "`next update: 20:40" in help
    assert [] == problems_of("de", f"{head}Nächste Meldung: sobald wir mehr wissen.\n")
    assert [] == problems_of("de", f"{head}Auswirkungen: 3 Bahnen fahren nicht.\n")


@pytest.mark.parametrize("name", ["تم الحلّ", "تمّ الحل", "تَمَّ الحَلّ", "تم الحـــل"])
def test_arabic_marks_do_not_count(name: str) -> None:
    """In statuses and states."""
    note = read("ar", TROUBLE, name, "services: {trams: تعمَل}")
    assert [Status.RESOLVED] == [one.status for one in note.updates]
