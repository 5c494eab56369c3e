"""The editor for the browser: what is published of it, and how its files are read."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import main
from statusgen.model.diagnostics import Level
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.text import EMPTY
from statusgen.pipeline.compile import compile_site
from statusgen.preview.snapshot import Preview
from statusgen.read import read_site
from tests.sites import SITE, THEMES, content, problems

NOW = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
ADDRESS = "https://github.com/acme/status"
NOTE = "---\ntitle: Trams stop\nservices:\n  trams: degraded\n  website: ''\nimpact: ''\nstarted: ''\n---\n"
UPDATE = "---\nnote: trams\nstatus: investigating\nat: 2026-05-01 03:20 -04:00\nsince: ''\n---\nWe look.\n"


def published(site: str) -> dict[str, bytes]:
    """What a site publishes for the editor."""
    result = compile_site(content(site=site), THEMES, now=NOW)
    assert not result.failed, result.diagnostics
    return {one.path: one.make() for one in result.outputs if one.path.startswith("admin/")}


def configuration(lines: str, site: str = SITE) -> dict[str, Any]:
    """The configuration that a site publishes with these lines under `editor`."""
    made: dict[str, Any] = json.loads(published(f"{site}editor: {{{lines}}}\n")["admin/config.yml"])
    return made


def test_a_site_without_an_editor_publishes_none() -> None:
    """Nothing is loaded from elsewhere unless somebody wants it."""
    assert {} == published(SITE)


def test_the_page_runs_one_script_of_a_known_hash() -> None:
    """And the policy lets no other run."""
    page = published(f"{SITE}editor: {{repository: {ADDRESS}}}\n")["admin/index.html"].decode()
    assert 1 == page.count("<script")
    assert ' integrity="sha384-' in page
    assert "script-src https://unpkg.com/decap-cms@3.16.3/dist/ 'unsafe-eval';" in page
    assert '<meta name="robots" content="noindex">' in page


def test_services_are_choices_from_the_catalog() -> None:
    """By their names, with their states."""
    incidents = configuration(f"repository: {ADDRESS}")["collections"][0]
    (services,) = (field for field in incidents["fields"] if field["name"] == "services")
    assert [("trams", "Trams"), ("ticket-machines", "Ticket machines"), ("website", "Website")] == [
        (one["name"], one["label"]) for one in services["fields"]
    ]
    assert ["degraded", "partial outage", "major outage"] == [
        one["value"] for one in services["fields"][0]["options"]
    ]


def test_what_is_learned_is_in_lists() -> None:
    """Entries have fields, with kinds as choices; lines have one. Days have no time."""
    collections = {one["name"]: one for one in configuration(f"repository: {ADDRESS}")["collections"]}
    fields = {one["name"]: one for one in collections["incident-updates"]["fields"]}
    assert {"list"} == {fields[name]["widget"] for name in ("figures", "factors", "course", "actions")}
    assert ["what", "kind", "supplier", "why"] == [one["name"] for one in fields["factors"]["fields"]]
    cells = {one["name"]: one for one in fields["actions"]["fields"]}
    assert ["prevent", "detect", "lessen", "repair", "respond"] == [
        one["value"] for one in cells["kind"]["options"]
    ]
    assert ("datetime", "YYYY-MM-DD", False) == tuple(
        cells["due"][name] for name in ("widget", "format", "time_format")
    )
    assert ["on", "why"] == [one["name"] for one in cells["dropped"]["fields"]]
    assert "actions" not in {one["name"] for one in collections["maintenance-updates"]["fields"]}
    assert {"opened", "public", "factors"} <= {one["name"] for one in collections["problems"]["fields"]}
    assert "problem-updates" in collections


def test_a_change_is_asked_for() -> None:
    """Its type and risk are choices, its approvals a list, and earlier work is chosen by its title."""
    collections = {one["name"]: one for one in configuration(f"repository: {ADDRESS}")["collections"]}
    fields = {one["name"]: one for one in collections["maintenance"]["fields"]}
    assert {"string"} == {
        fields[one]["widget"] for one in ("reason", "fallback", "tested", "freeze exception")
    }
    assert ["standard", "normal", "emergency"] == [one["value"] for one in fields["change"]["options"]]
    assert ["low", "medium", "high"] == [one["value"] for one in fields["risk"]["options"]]
    assert ("relation", "maintenance") == (fields["supersedes"]["widget"], fields["supersedes"]["collection"])
    assert ["by", "on", "link"] == [one["name"] for one in fields["approved"]["fields"]]
    assert "i18n" not in fields["approved"]  # the same in all languages
    assert not any(fields[one]["required"] for one in ("reason", "change", "risk", "supersedes", "approved"))


@pytest.mark.parametrize("program", ["decap", "sveltia"])
def test_words_of_a_report_are_files_by_month(program: str) -> None:
    """Where reports are published: the month is asked for, and is the name of the file."""
    names = [one["name"] for one in configuration(f"repository: {ADDRESS}")["collections"]]
    assert "reports" not in names
    made = configuration(f"repository: {ADDRESS}, program: {program}", f"{SITE}reports: public\n")
    (reports,) = (one for one in made["collections"] if one["name"] == "reports")
    assert ("{{slug}}", "month") == (reports["slug"], reports["identifier_field"])
    assert reports["folder"].endswith("reports")
    month, body = reports["fields"]
    assert ("month", "body") == (month["name"], body["name"])
    assert re.fullmatch(month["pattern"][0], "2026-05")


@pytest.mark.parametrize(("month", "codes"), [("2026-05", []), ("2026-04", ["bad-value"])])
def test_words_of_a_report_name_the_month_of_their_file(month: str, codes: list[str]) -> None:
    """Whoever chose another month later meant something else than what would be published."""
    reading = read_site(content({"reports/2026-05.md": f"---\nmonth: {month}\n---\nA quiet month.\n"}))
    assert codes == [one.code for one in problems(reading)]


def test_a_postmortem_of_the_editor_is_read() -> None:
    """With the empty values that it writes."""
    head = "note: trams\nstatus: postmortem\nat: 2026-05-02 03:20 -04:00\nfigures:\n  - 900 people waited\n"
    factor = "  - what: The wire was old\n    kind: hardware\n    supplier: ''\n    why:\n      - No plan\n"
    action = "  - do: We look\n    kind: ''\n    for: ''\n    owner: ''\n    due: 2026-06-30\n    done: ''\n"
    action += "    dropped: {on: '', why: ''}\n    link: ''\n"
    update = f"---\n{head}factors:\n{factor}course: []\nactions:\n{action}---\nIt broke.\n"
    notes = {"incidents/trams.md": NOTE, "incidents/trams/1.md": UPDATE, "incidents/trams/2.md": update}
    files = content(notes)
    (read,) = read_site(files).notes
    assert [] == [one.message for one in read.problems if one.level is Level.ERROR]
    assert isinstance(read.note, Incident)
    (_, postmortem) = read.note.updates
    assert (1, 1, 1) == (len(postmortem.figures), len(postmortem.factors), len(postmortem.actions))


def test_a_change_of_the_editor_is_read() -> None:
    """With the empty values that it writes."""
    head = "title: A new rail\nstarts: 2026-05-06 23:00 +02:00\nends: 2026-05-07 02:00 +02:00\nreason: ''\n"
    head += "fallback: ''\nchange: ''\nrisk: ''\ntested: ''\nsupersedes: ''\nfreeze exception: ''\n"
    approved = "approved:\n  - by: rail board\n    on: 2026-04-30\n    link: ''\n"
    for lines in (approved, "approved: []\n"):
        (read,) = read_site(content({"maintenance/rail.md": f"---\n{head}{lines}---\n"})).notes
        assert [] == [one.message for one in read.problems if one.level is Level.ERROR]
        assert isinstance(read.whole, Maintenance)
        assert ["rail board"][: "by" in lines] == [one.by for one in read.whole.approved]


def test_labels_are_in_the_first_language() -> None:
    """So are choices; what is written stays the same."""
    chinese = configuration(f"repository: {ADDRESS}", SITE.replace("[en, zh]", "[zh, en]"))
    assert "事件" == chinese["collections"][0]["label"]
    assert {"label": "调查中", "value": "investigating"} == chinese["collections"][1]["fields"][1]["options"][
        0
    ]


@pytest.mark.parametrize(
    ("lines", "backend"),
    [
        (f"repository: {ADDRESS}", {"name": "github", "repo": "acme/status", "branch": "main"}),
        (
            f"repository: {ADDRESS}.git/, branch: live, login: 'https://auth.example.org/'",
            {"name": "github", "repo": "acme/status", "branch": "live", "base_url": "https://auth.example.org"},
        ),
        (
            "repository: 'https://gitlab.com/acme/web/status'",
            {"name": "gitlab", "repo": "acme/web/status", "branch": "main"},
        ),
        (
            "repository: 'https://codeberg.org/acme/status'",
            {
                "name": "gitea", "repo": "acme/status", "branch": "main",
                "base_url": "https://codeberg.org", "api_root": "https://codeberg.org/api/v1",
            },
        ),
    ],
)  # fmt: skip
def test_the_repository_tells_the_host(lines: str, backend: dict[str, str]) -> None:
    """GitHub, GitLab, and for others Forgejo or Gitea."""
    assert backend == configuration(lines)["backend"]


@pytest.mark.parametrize(
    "lines",
    ["program: word", "repository: 'https://github.com/'", f"repository: {ADDRESS}, branch: 'a b'", ""],
)
def test_mistakes_are_told(lines: str) -> None:
    """With their place."""
    reading = read_site(content(site=f"{SITE}editor: {{{lines}}}\n"))
    assert problems(reading)
    assert all(one.span.line == 6 for one in problems(reading))


def test_languages_stand_side_by_side_where_the_editor_can() -> None:
    """Sveltia writes the files of translations as we read them."""
    made = configuration(f"repository: {ADDRESS}, program: sveltia")
    assert {
        "structure": "multiple_files", "omit_default_locale_from_file_path": True,
        "locales": ["en", "zh"], "default_locale": "en",
    } == made["i18n"]  # fmt: skip
    assert "i18n" not in configuration(f"repository: {ADDRESS}")


def test_a_note_beside_its_folder_is_read_with_what_editors_leave_empty() -> None:
    """Cleared fields say nothing, and a service without a state is not affected."""
    reading = read_site(content({"incidents/trams.md": NOTE, "incidents/trams/0720.md": UPDATE}))
    assert [] == problems(reading)
    (note,) = (one.note for one in reading.notes)
    assert isinstance(note, Incident)
    assert EMPTY == note.impact
    assert ["trams"] == [one.service for one in note.services]
    assert datetime(2026, 5, 1, 7, 20, tzinfo=UTC) == note.started == note.updates[0].at


def test_an_update_that_names_another_note_is_refused() -> None:
    """Whoever chose it anew meant something else than what would be published."""
    files = {
        "incidents/trams.md": NOTE,
        "incidents/trams/0720.md": UPDATE.replace("note: trams", "note: rails"),
    }
    (problem,) = problems(read_site(content(files)))
    assert ("bad-value", 2) == (problem.code, problem.span.line)
    assert "Move the file to the folder `rails`" in problem.help


def test_empty_facts_of_a_translation_are_no_facts() -> None:
    """Editors write all fields into both files."""
    translated = "---\ntitle: 电车停驶\nimpact: ''\nstarted: ''\n---\n"
    files = {"incidents/trams.md": NOTE + "\nWords.\n", "incidents/trams.zh.md": translated}
    reading = read_site(content({**files, "incidents/trams/0720.md": UPDATE}))
    assert [] == problems(reading)


def test_the_preview_leaves_the_editor_alone() -> None:
    """A page that loads itself anew at each change would lose what is being written."""
    files = content(site=f"{SITE}editor: {{repository: {ADDRESS}}}\n")
    preview = Preview()
    preview.show(compile_site(files, THEMES, now=NOW).outputs, "")
    assert b"preview.js" not in preview.answer("/admin/").body
    assert b"preview.js" in preview.answer("/").body


def test_the_preview_lets_the_editor_run() -> None:
    """It sends the editor's own policy with its page, and not that of all others."""
    files = content(site=f"{SITE}editor: {{repository: {ADDRESS}}}\n")
    preview = Preview()
    preview.show(compile_site(files, THEMES, now=NOW).outputs, "")
    sent = preview.answer("/admin/").headers["Content-Security-Policy"]
    assert sent in published(f"{SITE}editor: {{repository: {ADDRESS}}}\n")["admin/index.html"].decode()


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/acme/status.git",
        "git@github.com:acme/status.git",
        "ssh://git@github.com/acme/status",
    ],
)
def test_init_adds_the_editor(tmp_path: Path, capsys: pytest.CaptureFixture[str], remote: str) -> None:
    """For the repository one has cloned; a second time it changes nothing."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", remote], check=True)
    assert 0 == main(["init", "--editor", "sveltia", str(tmp_path)])
    site = (tmp_path / "content/site.yml").read_text("utf-8")
    assert site.endswith(f"editor:\n  program: sveltia\n  repository: {ADDRESS}\n")
    assert 0 == main(["init", "--editor", "decap", str(tmp_path)])
    assert site == (tmp_path / "content/site.yml").read_text("utf-8")
    assert "names an editor already" in capsys.readouterr().out
    assert 0 == main(["check", "--content", str(tmp_path / "content")])


def test_init_asks_for_a_repository_it_cannot_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside of git."""
    assert 0 == main(["init", str(tmp_path)])
    assert 3 == main(["init", "--editor", "decap", str(tmp_path)])
    assert "--repository" in capsys.readouterr().err
    assert 0 == main(["init", "--editor", "decap", "--repository", ADDRESS, str(tmp_path)])
