"""The editor without its server: forms and what is said about them, against what the commands write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from statusgen.authoring.note_templates import read_templates
from statusgen.authoring.session import Prompter, Session, open_session
from statusgen.cli.main import main
from statusgen.model.status import Kind
from statusgen.pipeline.compile import compile_site
from statusgen.preview.editor.check import check, fix
from statusgen.preview.editor.form_specs import FORMS, FormInput, fresh_values, input_at
from statusgen.preview.editor.guard import is_form, is_loopback, is_ours, read_body
from statusgen.preview.editor.site import files_near, known_notes, preview_page, version_of
from statusgen.preview.editor.starts import fill_from, starts_for
from statusgen.read import read_site
from statusgen.read.note_fields import update_fields
from statusgen.storage.disk import NOTE_TEMPLATES, read_themes, read_tree
from tests.editing import write_content
from tests.sites import content

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
ONE_LANGUAGE = "name: Trams\nurl: https://status.larkmoor.example/\ntime zone: Europe/Berlin\n"
CHINESE = "name: 电车\nurl: https://status.larkmoor.example/\nlanguages: [zh]\n"
WORDS = "A wire is broken. We are looking for where."
INCIDENT = {
    "title": "Trams stop at Harbour Street",
    "text": WORDS,
    "impact": "Trams do not go beyond Harbour Street.",
    "workaround": "Take bus 4.",
    "service.trams": "partial-outage",
    "started": "11:45",
    "status": "investigating",
}
OPEN = {
    "incidents/2026-04-30-trams-late.md": """\
        ---
        title: Trams are late
        ---

        ## Investigating · 2026-04-30 12:00

        We are looking for why.
        """,
    "maintenance/2026-04-30-rail.md": """\
        ---
        title: A new rail
        starts: 2026-05-01 11:00
        ends: 2026-05-01 14:00
        ---
        """,
}
URL = "http://127.0.0.1/"
LATE, RAIL = "incident/2026-04-30-trams-late", "maintenance/2026-04-30-rail"


def session_for(notes: Mapping[str, str] = OPEN, site: str = ONE_LANGUAGE) -> Session:
    """A session for a small site, with nobody to ask."""
    return open_session(Path("content"), content(dict(notes), site=site), NOW, Prompter(None, lambda _: None))


def entered(action: str, values: Mapping[str, str], note: str = "") -> FormInput:
    """A form with these answers, else as it comes."""
    form = input_at(action, {"note": note})
    assert form is not None
    return FormInput(form.spec, {**fresh_values(form.spec), **values}, form.note)


@pytest.mark.parametrize(
    ("form", "command"),
    [
        (
            entered("incident", INCIDENT),
            [
                *("new", "incident", "--title", INCIDENT["title"], "--text", WORDS, "--started", "11:45"),
                *("--impact", INCIDENT["impact"], "--workaround", "Take bus 4."),
                *("--service", "trams=partial outage"),
            ],
        ),
        (
            entered(
                "incident", {**INCIDENT, "next": "", "status": "identified", "text": "One.\r\n\r\nTwo. "}
            ),
            [
                *(
                    "new",
                    "incident",
                    "--title",
                    INCIDENT["title"],
                    "--text",
                    "One.\n\nTwo.",
                    "--next",
                    "none",
                ),
                *("--impact", INCIDENT["impact"], "--workaround", "Take bus 4.", "--started", "11:45"),
                *("--service", "trams=partial outage", "--status", "identified"),
            ],
        ),
        (
            entered(
                "maintenance",
                {
                    "title": "A new rail in Harbour Street",
                    "service.trams": "under-maintenance",
                    "starts": "2026-05-06T02:00",
                    "ends": "2026-05-06T04:00",
                    "text": "We replace a rail.",
                },
            ),
            [
                *("new", "maintenance", "--title", "A new rail in Harbour Street", "--service", "trams"),
                *(
                    "--starts",
                    "2026-05-06 02:00",
                    "--ends",
                    "2026-05-06 04:00",
                    "--text",
                    "We replace a rail.",
                ),
            ],
        ),
        (
            entered("notice", {"title": "Summer timetable", "text": "From 1 June on."}),
            ["new", "notice", "--title", "Summer timetable", "--text", "From 1 June on."],
        ),
        (
            entered(
                "update",
                {"status": "identified", "text": WORDS, "service.trams": "operational", "next": "2h"},
                LATE,
            ),
            [
                *("update", "2026-04-30-trams-late", "--status", "identified", "--text", WORDS),
                *("--service", "trams=operational", "--next", "2h"),
            ],
        ),
        (
            entered("update", {"status": "extended", "text": WORDS, "ends": "2026-05-01T16:00"}, RAIL),
            [
                *("update", "2026-04-30-rail", "--status", "extended", "--text", WORDS),
                *("--ends", "2026-05-01 16:00"),
            ],
        ),
        (
            entered("resolve", {"text": "They run again.", "since": "11:40"}, LATE),
            ["resolve", "2026-04-30-trams-late", "--text", "They run again.", "--since", "11:40"],
        ),
        (
            entered(
                "postmortem", {"text": "## What\r\nA wire.", "summary": "A wire broke. We are sorry."}, LATE
            ),
            [
                *("postmortem", "2026-04-30-trams-late", "--text", "## What\nA wire."),
                *("--summary", "A wire broke. We are sorry."),
            ],
        ),
    ],
    ids=["incident", "later", "maintenance", "notice", "update", "extended", "resolve", "postmortem"],
)
def test_a_form_makes_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: FormInput, command: list[str]
) -> None:
    """To the byte, and in the same file."""
    before = content(dict(OPEN), site=ONE_LANGUAGE)
    write_content(tmp_path, before)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, read=lambda: ""))
    assert 0 == main([*command, "--anyway", "--now", "2026-05-01T10:00Z"])
    after = read_tree(tmp_path / "content")
    expected = {path: data for path, data in after.items() if data != before.get(path)}

    checked = check(session_for(), form)

    assert () == checked.mistakes
    assert expected == {one.path: one.data for one in checked.changes}


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [(Kind.INCIDENT, set()), (Kind.MAINTENANCE, {"services", "impact", "workaround", "next", "report_by"})],
)
def test_forms_ask_for_every_field_of_an_update(kind: Kind, left_out: set[str]) -> None:
    """A field that has a question is in one of them, or is left out on purpose."""
    asked = {one.draft_name for one in update_fields(kind) if one.question}
    found = {one.field for spec in FORMS if spec.kind is kind and not spec.is_new for one in spec.questions}
    assert left_out == asked - found


POSTMORTEM = {
    "detected": "12:10",
    "detected_by": "monitoring",
    "figures": "900 people waited\r\nnone was hurt",
    "factors.0.what": "The wire was old; and thin",
    "factors.0.kind": "hardware",
    "factors.0.why": "Nobody looks at it\r\nIt is in no plan",
    "factors.1.what": "No spare",
    "course": "11:40 a driver reports sparks",
    "actions.1.do": "We look at each wire",
    "actions.1.kind": "prevent",
    "actions.1.owner": "wire team",
    "actions.1.due": "2026-06-30",
    "text": "On 30 April a wire broke.",
}
OVER = {
    "incidents/2026-04-30-trams-late.md": OPEN["incidents/2026-04-30-trams-late.md"]
    + "\n        ## Resolved · 2026-04-30 13:00\n\n        Trams run again.\n"
}


def test_a_postmortem_is_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of entries in rows, those that are empty are left out; in the middle, too."""
    checked = check(session_for(OVER), entered("postmortem", POSTMORTEM, LATE))
    assert () == checked.mistakes

    write_content(tmp_path, content(dict(OVER), site=ONE_LANGUAGE))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, read=lambda: ""))
    factors = ["--factor", '"The wire was old; and thin"; hardware', "--why", "Nobody looks at it"]
    factors += ["--why", "It is in no plan", "--factor", "No spare"]
    facts = ["--detected", "12:10", "--detected-by", "monitoring", "--figure", "900 people waited"]
    facts += ["--figure", "none was hurt", "--course", "11:40 a driver reports sparks"]
    actions = ["--action", "We look at each wire; prevent; wire team; 2026-06-30"]
    words = ["--text", POSTMORTEM["text"], "--now", "2026-05-01T10:00Z"]
    assert 0 == main(["postmortem", *facts, *factors, *actions, *words])
    assert {one.path: one.data for one in checked.changes} == {
        path: data for path, data in read_tree(tmp_path / "content").items() if path.startswith("incidents/")
    }


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"factors.0.kind": "hardware"}, "factors"),
        ({"factors.0.what": "Old", "factors.0.kind": "hardwear"}, "factors"),
        ({"actions.0.do": "We look", "actions.0.due": "2026-06-31"}, "actions"),
        ({"course": "a driver reports sparks"}, "course"),
        ({"detected_by": "nobody"}, "detected_by"),
        ({"detected": "soon"}, "detected"),
    ],
)
def test_a_wrong_entry_is_told_at_its_list(values: dict[str, str], field: str) -> None:
    """And nothing else."""
    checked = check(session_for(OVER), entered("postmortem", {"text": "A wire broke.", **values}, LATE))
    assert [field] == [one.field for one in checked.mistakes]


WORK = {
    "title": "A new rail",
    "service.trams": "under-maintenance",
    "starts": "2026-05-06T23:00",
    "ends": "+3h",
    "text": "We replace a rail.",
    "reason": "It is worn.",
    "fallback": "We put the old one back.",
}


def test_a_change_makes_the_same_note_as_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An approval is a row of fields."""
    values = {
        **WORK,
        "change": "normal",
        "risk": "high",
        "tested": "In the yard.",
        "freeze_exception": "It may break.",
        "approved.0.by": "rail board",
        "approved.0.on": "2026-04-30",
        "approved.1.by": "city",
        "approved.1.on": "2026-05-01",
        "approved.1.link": "https://git.example/41",
    }
    checked = check(session_for(), entered("maintenance", values))
    assert () == checked.mistakes
    write_content(tmp_path, content(dict(OPEN), site=ONE_LANGUAGE))
    monkeypatch.chdir(tmp_path)
    facts = ["--title", WORK["title"], "--service", "trams", "--starts", "2026-05-06 23:00", "--ends", "+3h"]
    facts += ["--reason", WORK["reason"], "--fallback", WORK["fallback"], "--text", WORK["text"]]
    facts += ["--change", "normal", "--risk", "high", "--tested", "In the yard."]
    facts += ["--freeze-exception", "It may break.", "--approved", "rail board; 2026-04-30"]
    facts += ["--approved", "city; 2026-05-01; https://git.example/41", "--now", "2026-05-01T10:00Z"]
    assert 0 == main(["new", "maintenance", *facts])
    (change,) = checked.changes
    assert (tmp_path / "content" / change.path).read_bytes() == change.data


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"approved.0.by": "rail board"}, "approved"),
        ({"approved.0.on": "2026-04-30"}, "approved"),
        ({"approved.0.by": "rail board", "approved.0.on": "last Thursday"}, "approved"),
        ({"change": "urgent-ish"}, "change"),
        ({"risk": "9"}, "risk"),
        ({"supersedes": "no such work"}, "supersedes"),
    ],
)
def test_a_wrong_answer_about_a_change_is_told_at_its_field(values: dict[str, str], field: str) -> None:
    """And nothing else."""
    checked = check(session_for(), entered("maintenance", {**WORK, **values}))
    assert [field] == [one.field for one in checked.mistakes]


def test_a_template_of_urgent_work_says_so() -> None:
    """Until another template is inserted."""
    templates = read_templates(read_tree(NOTE_TEMPLATES), "en")
    urgent = fill_from(entered("maintenance", {}), templates, "emergency-maintenance", session_for())
    assert "emergency" == urgent.values["change"]
    assert urgent.values["reason"].startswith("[Why this cannot wait, such as: ")
    planned = fill_from(urgent, templates, "maintenance", session_for())
    assert "" == planned.values["change"]
    assert planned.values["reason"].startswith("[Why this must be done, such as: ")


def test_a_finding_about_an_entry_is_at_its_list() -> None:
    """Not at the words, nor at the form."""
    values = {"figures": "[number] people", "actions.0.do": "[what you change]", "text": "A wire broke."}
    checked = check(session_for(OVER), entered("postmortem", values, LATE))
    assert ["figures", "actions"] == [one.field for one in checked.findings if one.code == "placeholder"]


def test_a_day_that_has_passed_is_no_promise() -> None:
    """It is told at the field."""
    values = {"text": "Trams run again.", "report_by": "2026-04-01"}
    assert ["report_by"] == [
        one.field for one in check(session_for(), entered("resolve", values, LATE)).mistakes
    ]


def test_an_internal_problem_has_no_page() -> None:
    """It is written all the same, and gets updates."""
    values = {
        "title": "Two wires can break",
        "text": "We look into it.",
        "service.trams": "about",
        "public": "no",
    }
    checked = check(session_for(), entered("problem", {**values, "status": "investigating"}))
    assert (() == checked.mistakes, checked.address, checked.entry) == (True, "", "")
    (change,) = checked.changes
    session = session_for({change.path: change.data.decode()})
    (listed,) = known_notes(session.reading, NOW)
    assert (listed.address, listed.is_open) == ("", True)
    further = check(session, entered("update", {"status": "fixed", "text": "We moved one."}, listed.key))
    assert () == further.mistakes


def test_what_is_missing_or_wrong_is_told_at_its_field() -> None:
    """And the rest is judged and shown all the same."""
    wrong = {"title": " ", "next": "soon", "started": "25:00", "text": "We utilize a bus."}
    checked = check(session_for(), entered("incident", wrong))

    told = {one.field: one.message for one in checked.mistakes}
    assert {"title", "next", "started", "services"} == told.keys()
    assert "This field is required." == told["title"]
    assert [("text", "use")] == [(one.field, one.instead) for one in checked.findings if one.instead]
    assert b"We utilize a bus." in checked.changes[0].data


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        (entered("maintenance", {"title": "x", "text": "x"}), "starts", "This field is required."),
        (
            entered(
                "maintenance",
                {"title": "x", "text": "x", "starts": "2026-05-06T04:00", "ends": "2026-05-06T02:00"},
            ),
            "ends",
            "The end must be after the start.",
        ),
        (entered("update", {"text": WORDS}, LATE), "status", "This field is required."),
        (
            entered("update", {"text": WORDS, "status": "scheduled"}, LATE),
            "status",
            "This is not a valid choice.",
        ),
        (
            entered("update", {"text": "x" * 20_001, "status": "update"}, LATE),
            "text",
            "This is too long. The limit is 20,000 characters.",
        ),
        (
            entered("resolve", {"text": WORDS}, "incident/2026-04-30-gone"),
            "",
            "there is no incident, maintenance or problem 2026-04-30-gone",
        ),
    ],
)
def test_each_mistake_says_what_to_do(form: FormInput, field: str, said: str) -> None:
    """At the field that it is about; without one where the whole form is meant."""
    told = [one for one in check(session_for(), form).mistakes if one.field == field]
    assert [True] == [said in one.message for one in told]


@pytest.mark.parametrize("form", ["maintenance", "notice", "update"])
def test_an_unknown_state_is_never_dropped_in_silence(form: str) -> None:
    """Whatever else the form asks."""
    sent = entered(form, {"service.trams": "bogus"}, LATE if form == "update" else "")
    told = [one.message for one in check(session_for(), sent).mistakes if one.field == "services"]
    assert [True] == ["not one of the options" in one for one in told]


@pytest.mark.parametrize("tick", ["anyway", "commit"])
def test_a_tick_is_a_tick(tick: str) -> None:
    """Nothing is committed, nor posted in spite of leaks, by a value that no form of ours sends."""
    sent = entered("incident", {**INCIDENT, tick: "no"})
    assert [tick] == [one.field for one in check(session_for(), sent).mistakes]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"service.trams": ""}, "Select the state of each affected service"),
        ({"none-affected": "yes"}, "Keep only one of the two."),
        ({"service.boats": "degraded"}, "would be lost."),
        ({"service.trams": "bogus"}, "not one of the options"),
        ({"service.trams": "partial outage"}, "not one of the options"),
        ({"service.trams": "operational"}, "not one of the options"),
        ({"service.trams": "", "none-affected": "no"}, "not one of the options"),
        ({"service.trams": "", "none-affected": "yes"}, ""),
        ({}, ""),
    ],
)
def test_services_are_never_dropped_in_silence(values: Mapping[str, str], said: str) -> None:
    """An incident says which are affected, or that none is; the file has what was said."""
    checked = check(session_for(), entered("incident", {**INCIDENT, **values}))
    told = [one.message for one in checked.mistakes if one.field == "services"]
    assert [True] * bool(said) == [said in one for one in told]
    assert [] == [one for one in checked.findings if "names no service" in one.message]
    if not said:
        services = "none" if values else "\n  trams: partial outage"
        assert [True] == [f"services: {services}".replace(": \n", ":\n").encode() in checked.changes[0].data]


@pytest.mark.parametrize(
    ("action", "values", "field", "said"),
    [
        ("incident", {"started": "2026-05-01 12:30"}, "started", "This time is in the future."),
        ("incident", {"next": "2026-05-01 11:30"}, "next", "This time is in the past."),
        ("notice", {"until": "2026-05-01 11:30"}, "until", "This time is in the past."),
        (
            "maintenance",
            {"starts": "2026-05-06T23:00", "ends": "2026-05-06T22:00"},
            "ends",
            "The end must be",
        ),
        ("maintenance", {"starts": "2026-05-06T23:00", "ends": "+2h"}, "ends", ""),
    ],
)
def test_times_must_lie_in_their_direction(
    action: str, values: Mapping[str, str], field: str, said: str
) -> None:
    """What has begun lies behind, what is promised ahead, and an end counts from the start."""
    checked = check(session_for(), entered(action, {"title": "x", "text": "x", **values}))
    told = [one.message for one in checked.mistakes if one.field == field]
    assert [True] * bool(said) == [said in one for one in told]
    if not said:
        assert b"ends: 2026-05-07 01:00\n" in checked.changes[0].data


def test_an_update_of_the_same_minute_has_its_seconds() -> None:
    """The preview shows it, as it is not in the future."""
    prompter, files = Prompter(None, lambda _: None), session_for().files
    session = open_session(Path("content"), files, NOW + timedelta(seconds=21), prompter)
    (first,) = check(session, entered("update", {"status": "identified", "text": WORDS}, LATE)).changes
    files = {**files, first.path: first.data}
    session = open_session(Path("content"), files, NOW + timedelta(seconds=40), prompter)
    checked = check(session, entered("update", {"status": "update", "text": "More."}, LATE))
    assert b"## Update \xc2\xb7 2026-05-01 12:00:40\n" in checked.changes[0].data
    assert NOW + timedelta(seconds=40) == checked.at
    assert "2026-05-01T12-00-40" == checked.anchor


def test_findings_name_the_field_that_their_words_come_from() -> None:
    """The most serious first; gaps and leaks hold a post back."""
    words = {
        "title": "Trams stop",
        "impact": "Some users have issues.",
        "text": "The failover at [place] broke. We are looking.",
    }
    checked = check(session_for(), entered("incident", words))

    told = [(one.level.value, one.field, one.message) for one in checked.findings]
    assert ("error", "text", "there is still a gap to fill in: [place]") == told[0]
    assert ("warning", "impact", "“have issues” could mean anything") in told
    assert checked.leaks
    assert not check(session_for(), entered("incident", INCIDENT)).leaks


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            entered("incident", {**INCIDENT, "text": "It is broken.", "next": ""}),
            {("action-missing", "text"), ("next-update-missing", "next")},
        ),
        (
            entered("update", {"status": "identified", "text": "Sorry.", "next": ""}, LATE),
            {
                *(("no-services", "services"), ("next-update-missing", "next"), ("no-news", "text")),
                ("workaround-missing", "workaround"),
            },
        ),
        (
            entered("resolve", {"text": "Works."}, LATE),
            {("no-services", ""), ("resolution-missing", "text")},
        ),
    ],
    ids=["incident", "update", "resolve"],
)
def test_what_is_not_said_is_told_at_the_field_that_asks_for_it(
    form: FormInput, expected: set[tuple[str, str]]
) -> None:
    """Without a field only if the form does not ask; and not before there are words."""
    found = check(session_for(), form).findings
    assert expected == {(one.code, one.field) for one in found}
    silent = replace(form, values={**form.values, "text": ""})
    assert [] == [one.code for one in check(session_for(), silent).findings]


def test_problems_of_the_note_are_told_among_the_findings() -> None:
    """Those that hold it back, and those that do not."""
    form = entered("notice", {"title": "x", "text": "![](x.png) <!--"})
    told = [(one.level.value, one.field) for one in check(session_for(), form).findings]
    assert {("error", "text"), ("warning", "text")} <= set(told)


def test_a_clock_time_that_is_read_as_of_yesterday_is_a_finding() -> None:
    """It may be a slip, and would be nearly a day of downtime."""
    found = check(session_for(), entered("incident", {**INCIDENT, "started": "12:05"})).findings

    said = "12:05 is read as 2026-04-30 12:05, which is 23 h 55 min earlier"
    assert ("started", said) in [(one.field, one.message) for one in found]
    assert "time" not in [one.code for one in check(session_for(), entered("incident", INCIDENT)).findings]


def test_findings_name_no_lines_of_a_file() -> None:
    """Nor how to write them: people who fill in a form see none."""
    values = {**INCIDENT, "service.trams": "", "none-affected": "yes"}
    (found,) = [
        one for one in check(session_for(), entered("incident", values)).findings if one.code == "no-services"
    ]

    message = "this incident has an impact but “services: none”, so the site shows all as operational"
    assert ("services", message, "") == (found.field, found.message, found.help)


def test_a_fix_changes_these_words_and_no_others() -> None:
    """In the field where they stand, as often as it is asked for."""
    form = entered("incident", {**INCIDENT, "impact": "We utilize buses.", "text": "We utilize  a bus.\r\n"})
    safe = [one for one in check(session_for(), form).findings if one.instead]
    by_field = {one.field: one for one in safe}

    fixed = fix(session_for(), form, by_field["text"].id)
    assert "We use  a bus." == fixed.values["text"]
    assert "We utilize buses." == fixed.values["impact"]
    assert "We use buses." == fix(session_for(), fixed, by_field["impact"].id).values["impact"]
    assert form == fix(session_for(), form, "jargon:1:1")


def test_a_fix_works_while_other_answers_are_missing() -> None:
    """What stands in for them does not come into the form."""
    form = entered("update", {"text": "We utilize a bus."}, LATE)
    (one,) = [one for one in check(session_for(), form).findings if one.instead]

    fixed = fix(session_for(), form, one.id)
    assert {**form.values, "text": "We use a bus."} == fixed.values


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> <img src=x onerror=alert(1)>",
        "---\ntitle: other\n---\n\n## Resolved · 2026-05-01 12:10\n\nAll is well.",
        "```\nnever closed",
        "next update: 2099-01-01 00:00",
        "\x00\x1b[31m\ud800 {{ 7*7 }} %s",
    ],
)
def test_words_never_become_anything_else(words: str) -> None:
    """No second update, no field, no script: words stay words."""
    checked = check(
        session_for(), entered("update", {"text": words, "status": "identified", "next": ""}, LATE)
    )
    after = {**session_for().files, **{one.path: one.data for one in checked.changes}}
    (note,) = [one.note for one in read_site(after).notes if one.note and one.note.key == LATE]

    assert ["investigating", "identified"] == [one.status.value for one in note.updates]
    assert note.updates[-1].next_update is None
    themes = read_themes(Path("content"))
    page = preview_page(after, themes, checked.address, now=NOW, theme=None, url=URL) or b""
    assert b"alert(1)</script>" not in page
    assert b"onerror=" not in page


@pytest.mark.parametrize("title", ["../../etc/passwd", "/../..", "C:\\x", "<b>.md", "一", "a/b"])
def test_a_title_is_no_path(title: str) -> None:
    """The file lies in its folder, whatever the title looks like."""
    checked = check(session_for(), entered("incident", {**INCIDENT, "title": title}))
    assert [True] == [one.path.count("/") == 1 and ".." not in one.path for one in checked.changes]
    assert all(one.path.startswith("incidents/2026-05-01-") for one in checked.changes)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("action", "note", "expected"),
    [
        (
            "incident",
            "",
            [
                *("sign-in", "slow", "outage", "errors", "payments", "supplier", "place", "data", "security"),
            ],
        ),
        ("resolve", LATE, ["sign-in", "slow", "outage"]),
        ("maintenance", "", ["maintenance", "emergency-maintenance"]),
        ("update", RAIL, ["maintenance", "emergency-maintenance"]),
        ("notice", "", ["notice"]),
    ],
)
def test_starting_texts_fit_the_kind_of_note(
    language: str, action: str, note: str, expected: list[str]
) -> None:
    """What happens most often is first."""
    templates = read_templates(read_tree(NOTE_TEMPLATES), language)
    found = [*starts_for(entered(action, {}, note), templates)]
    assert expected == found[: len(expected)]
    assert (len(expected) == len(found)) or action == "resolve"


def test_starting_texts_fill_what_is_empty() -> None:
    """Those that fit the form; what the writer has written stays, what another text brought is replaced."""
    templates = read_templates(read_tree(NOTE_TEMPLATES), "en")
    form = entered("incident", {"title": "Trams stop"})
    first = fill_from(form, templates, "outage", session_for())
    assert "Trams stop" == first.values["title"]
    assert first.values["text"].startswith("Since [time, such as: 09:10 (UTC+2)], ")
    second = fill_from(first, templates, "slow", session_for())
    assert first.values["text"] != second.values["text"]
    assert second == fill_from(second, templates, "nothing", session_for())


def test_an_update_starts_from_the_text_for_its_status() -> None:
    """With the summary of a postmortem, and without a title."""
    templates = read_templates(read_tree(NOTE_TEMPLATES), "zh")
    session = session_for(site=CHINESE)
    update = fill_from(entered("update", {"status": "monitoring"}, LATE), templates, "slow", session)
    assert update.values["text"].startswith("现在打开页面只要")
    assert "title" not in update.values
    back = fill_from(entered("postmortem", {}, LATE), templates, "outage", session)
    assert back.values["summary"].startswith("[两句话说清")


def test_the_preview_is_the_page_that_will_be_published() -> None:
    """Though it is made of few files: a long history costs no time."""
    session = session_for()
    checked = check(session, entered("update", {"text": WORDS, "status": "identified"}, LATE))
    near = files_near(session.files, LATE, NOW)
    assert "maintenance/2026-04-30-rail.md" not in near

    themes = read_themes(Path("content"))
    whole = {**session.files, **{one.path: one.data for one in checked.changes}}
    outputs = compile_site(whole, themes, now=NOW, url=URL, live=False).outputs
    (expected,) = [one.make() for one in outputs if one.path == f"{checked.address}index.html"]
    assert f'id="{checked.anchor}"'.encode() in expected
    few = {**near, **{one.path: one.data for one in checked.changes}}
    assert expected == preview_page(few, themes, checked.address, now=NOW, theme=None, url=URL)


def test_a_new_note_finds_a_name_among_those_of_its_day() -> None:
    """Also when only the files near it are looked at."""
    (first,) = check(session_for(), entered("incident", INCIDENT)).changes
    files = files_near({**session_for().files, first.path: first.data}, "", NOW)
    session = open_session(Path("content"), files, NOW, Prompter(None, lambda _: None))
    (second,) = check(session, entered("incident", INCIDENT)).changes
    assert first.path.replace(".md", "-2.md") == second.path


def test_what_is_open_comes_first() -> None:
    """Incidents before planned work, then what is over."""
    over = {
        "incidents/2026-04-29-over.md": """\
            ---
            title: Over
            ---

            ## Resolved · 2026-04-30 13:00

            They run.
            """,
        "maintenance/2026-04-01-past.md": """\
            ---
            title: Past
            starts: 2026-04-01 11:00
            ends: 2026-04-01 14:00
            ---
            """,
    }
    listed = known_notes(session_for({**OPEN, **over}).reading, NOW)
    expected = [
        (LATE, True),
        (RAIL, True),
        ("incident/2026-04-29-over", False),
        ("maintenance/2026-04-01-past", False),
    ]
    assert expected == [(one.key, one.is_open) for one in listed]


def test_the_mark_of_a_note_changes_with_its_files() -> None:
    """And with no others."""
    files = session_for().files
    other = {**files, "incidents/2026-04-30-trams-later.md": b"x"}
    translated = {**files, "incidents/2026-04-30-trams-late.zh.md": b"x"}
    assert version_of(files, LATE) == version_of(other, LATE) != version_of(translated, LATE)
    assert "" == version_of(files, "")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://127.0.0.1:3000"}, False),
        ({"origin": "https://127.0.0.1:8000"}, False),
        ({"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
    ],
)
def test_only_the_editor_s_own_pages_may_post(headers: dict[str, str], expected: bool) -> None:
    """Neither other sites nor other programs on this machine, and not a request that does not say."""
    assert expected == is_ours({"host": "127.0.0.1:8000", **headers})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True)),
        *(("0.0.0.0", False), ("::", False), ("192.168.0.7", False), ("localhost", False), ("", False)),
    ],
)
def test_this_machine_is_told_by_its_address(address: str, expected: bool) -> None:
    """A name could lead anywhere."""
    assert expected == is_loopback(address)


def test_bodies_are_forms_or_nothing() -> None:
    """The last of several fields of a name counts; what is no text, or endless, is nothing."""
    assert {"a": "2", "b": "", "c": "电 车"} == read_body("a=1&b=&a=2&c=电+车".encode())
    assert read_body(b"\xff\xfe") is None
    assert read_body(b"&".join([b"a=1"] * 3000)) is None
    assert is_form({"content-type": "application/x-www-form-urlencoded;charset=UTF-8"})
    assert not is_form({"content-type": "text/plain"})


def test_there_is_no_form_for_what_is_not_there() -> None:
    """A wrong action, an update without a note, the end of what cannot be resolved."""
    found = [
        input_at("delete", {}),
        input_at("update", {}),
        input_at("update", {"note": "page/about"}),
        input_at("resolve", {"note": RAIL}),
    ]
    assert [None] * 4 == found
