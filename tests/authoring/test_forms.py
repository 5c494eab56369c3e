"""GitHub's issue forms: made from the catalog, read back, and turned into a pull request."""

from __future__ import annotations

import io
import json
import subprocess
from calendar import timegm
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.fields import DETECTION, POSTMORTEM, fields_of_new
from statusgen.authoring.github_forms import FORMS, NO_SERVICE, Form, issue_forms, parse_form
from statusgen.cli.main import main
from statusgen.model.status import Kind
from statusgen.read import read_site
from statusgen.read.catalogues import texts_for
from statusgen.read.note_fields import update_fields
from statusgen.read.vocabulary import (
    ACTION_NAMES,
    ACTIONS_BY_NAME,
    DETECTION_NAMES,
    DETECTIONS_BY_NAME,
    FACTOR_NAMES,
    FACTORS_BY_NAME,
    STATES_BY_NAME,
    STATUSES_BY_NAME,
    TROUBLE,
    normalise_name,
)
from tests.actions import Github, Run, StepError, git, load_workflow
from tests.authoring.test_posting import NEW, PATH, SITE, WORDS, folder
from tests.processes import run_here
from tests.project.test_workflows import FORMS as WORKFLOW
from tests.sites import content

__all__ = ["folder"]
NOON = "2026-05-01T10:00Z"
ANSWERS = {
    "title": "Trams stop at Harbour Street",
    "services": "trams · Trams",
    "state": "partial outage",
    "impact": "Trams do not go beyond Harbour Street.",
    "workaround": "Take bus 4.",
    "text": WORDS,
}
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "${{ secrets.GITHUB_TOKEN }}",
    "<script>alert(1)</script>",
    "--- \ntitle: other\n---",
    "../../etc/passwd",
    "\x1b]0;pwned\x07",
    "### Which services?\n\nwebsite",
    "## Resolved · 2026-05-01 12:00",
    "<!-- hidden",
    "%0a::set-output name=x::y",
    "{{ 7 * 7 }} {% raw %}",
)


TRANSLATIONS = Path(__file__).parents[2] / "statusgen/translations"


def body(form: Form, answers: dict[str, str], language: str = "en", newline: str = "\n") -> str:
    """What GitHub sends: each label, and the answer below it."""
    parts = (
        f"### {texts_for(language).gettext(one.text)}\n\n{answers.get(one.field, '_No response_')}"
        for one in form.questions
    )
    return "\n\n".join(parts).replace("\n", newline)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_forms_are_made_from_the_catalog(language: str) -> None:
    """The services are choices, in the site's language; the files are YAML that GitHub reads."""
    reading = read_site(content(site=SITE + f"languages: [{language}]\n"))
    assert reading.settings
    files = issue_forms(reading.settings, reading.catalog.services)
    loaded = [yaml.safe_load(data) for data in files.values()]

    assert [f".github/ISSUE_TEMPLATE/{form.file}" for form in FORMS] == list(files)
    assert [texts_for(language).gettext(form.name) for form in FORMS] == [one["name"] for one in loaded]
    (services,) = (one for one in loaded[0]["body"] if one["id"] == "services")
    assert services["validations"]["required"]
    assert ["trams", "ticket-machines", "website", "none"] == [
        one.split(" · ")[0] for one in services["attributes"]["options"]
    ]
    assert all(
        {"type", "id", "attributes", "validations"} == set(one) for form in loaded for one in form["body"]
    )
    for form in loaded:
        labels = [one["attributes"]["label"] for one in form["body"]]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                *("Investigating", "Identified", "Monitoring", "Update", "Resolved"),
                *("In progress", "Completed", "Cancelled"),
            ],
        ),
        ("zh", ["调查中", "已确认原因", "观察中", "更新", "已解决", "进行中", "已完成", "已取消"]),
    ],
)
def test_statuses_are_offered_by_their_names_in_the_language_of_the_site(
    language: str, expected: list[str]
) -> None:
    """Not by those of another language or another spelling; the reader of notes knows every name offered."""
    reading = read_site(content(site=SITE + f"languages: [{language}]\n"))
    assert reading.settings
    forms = map(json.loads, issue_forms(reading.settings, reading.catalog.services).values())
    offered = {one["id"]: one["attributes"].get("options", []) for form in forms for one in form["body"]}

    assert expected == offered["status"]
    assert len(expected) == len({STATUSES_BY_NAME[normalise_name(one)] for one in expected})
    assert [*TROUBLE] == [STATES_BY_NAME[normalise_name(one)] for one in offered["state"][:-1]]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_comes_back_as_it_was_filled_in(language: str, newline: str) -> None:
    """In either language; what was left empty is not there."""
    filled = parse_form(body(FORMS[0], ANSWERS, language, newline))
    assert filled
    assert Kind.INCIDENT is filled.form.kind
    assert ANSWERS == filled.answers
    assert ("trams · Trams=partial outage",) == filled.services


def test_other_issues_are_no_forms() -> None:
    """Somebody wrote a text of their own."""
    assert parse_form("") is None
    assert parse_form("The page is broken\n\n### Steps\n\nNone.") is None


def test_a_heading_within_an_answer_is_part_of_it() -> None:
    """Also one that looks like a label that came before."""
    words = "Look:\n\n### Which services?\n\nwebsite\n\n### Details\n\nmore"
    filled = parse_form(body(FORMS[0], ANSWERS | {"text": words}))
    assert filled
    assert words == filled.answers["text"]
    assert ("trams · Trams=partial outage",) == filled.services


@given(st.text(max_size=500))
def test_any_body_is_read(text: str) -> None:
    """No form parser falls over what people paste."""
    filled = parse_form(body(FORMS[0], ANSWERS | {"text": text}) if text else text)
    assert filled is None or filled.form is FORMS[0]


def run(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as the workflow calls it."""
    return run_here("form", "--now", NOON, *arguments, text=text)


def test_a_form_makes_the_note_one_would_write_by_hand(folder: Path) -> None:
    """To the byte."""
    done = run(body(FORMS[0], ANSWERS | {"started": "11:45"}))
    assert 0 == done.returncode, done.stderr
    assert NEW == (folder / PATH).read_text("utf-8")
    assert "Saved here, not public yet." in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_that_no_service_is_affected_is_chosen(folder: Path, language: str) -> None:
    """And stands in the file; a choice that contradicts itself is refused, and so is an unknown service."""
    none = texts_for(language).gettext(NO_SERVICE)
    chosen = {"services": none, "state": "degraded"}
    assert 0 == run(body(FORMS[0], ANSWERS | chosen, language)).returncode
    assert "services: none\n" in (folder / PATH).read_text("utf-8")
    both = {"services": f"trams · Trams, {none}"}
    assert "“none” cannot go together with services" in run(body(FORMS[0], ANSWERS | both, language)).stderr
    gone = {"services": "trams · Trams, boats · Boats"}
    assert "there is no service “boats" in run(body(FORMS[0], ANSWERS | gone, language)).stderr
    silent = {"state": "no service is affected"}
    assert "there is no state “no service is affected”" in run(body(FORMS[0], ANSWERS | silent)).stderr


def test_names_with_commas_are_chosen_whole(folder: Path) -> None:
    """GitHub puts commas between choices as well."""
    catalog = "services: [{id: shop, name: 'Shop, online = 24 hours'}, {id: trams, name: Trams}]\n"
    (folder / "content/services.yml").write_text(catalog, encoding="utf-8")
    chosen = {"services": "shop · Shop, online = 24 hours, trams · Trams"}
    done = run(body(FORMS[0], ANSWERS | chosen))
    assert 0 == done.returncode, done.stderr
    text = (folder / PATH).read_text("utf-8")
    assert "services:\n  shop: partial outage\n  trams: partial outage\n" in text


def test_planned_work_comes_by_form(folder: Path) -> None:
    """Its end counts from the start."""
    done = run(body(FORMS[2], {**ANSWERS, "starts": "2026-05-06 23:00", "ends": "2h"}))
    assert 0 == done.returncode, done.stderr
    (note,) = (folder / "content/maintenance").iterdir()
    assert "ends: 2026-05-07 01:00\n" in note.read_text("utf-8")


def test_forms_ask_for_every_field() -> None:
    """A field that has a question is in the form of its notes; those of updates are left out on purpose."""
    incident, update, maintenance, postmortem = ({one.field for one in form.questions} for form in FORMS)
    of_updates = {
        one.draft_name
        for kind in (Kind.INCIDENT, Kind.MAINTENANCE)
        for one in update_fields(kind)
        if one.question
    }

    assert set() == {one.draft_name for one in fields_of_new(Kind.INCIDENT)} - incident - {"status"}
    assert set() == {one.draft_name for one in fields_of_new(Kind.MAINTENANCE)} - maintenance - {"status"}
    assert {one.draft_name for one in (*DETECTION, *POSTMORTEM)} == postmortem - {"note", "text"}
    left_out = {"services", "impact", "workaround", "starts", "ends", "report_by", "on"}
    assert left_out == of_updates - update - postmortem


def test_an_update_and_the_end_come_by_form(folder: Path) -> None:
    """To the only open incident, or the one that is named."""
    run(body(FORMS[0], ANSWERS))
    words = {"status": "identified", "text": "It is at the bridge. We are mending it."}
    assert 0 == run(body(FORMS[1], words), "--now", "2026-05-01T10:00:21Z").returncode
    over = {"status": "resolved", "text": "Mended.", "note": PATH}
    assert 0 == run(body(FORMS[1], over), "--now", "2026-05-01T10:00:40Z").returncode
    text = (folder / PATH).read_text("utf-8")
    assert "## Identified · 2026-05-01 12:00:21\nnext update: 12:30\n" in text
    assert "## Resolved · 2026-05-01 12:00:40\n" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_postmortem_comes_by_form(folder: Path, language: str) -> None:
    """Its lists are lines, with the kinds that the form names, in the language of the site."""
    run(body(FORMS[0], ANSWERS))
    run(body(FORMS[1], {"status": "resolved", "text": "Mended.", "note": PATH}), "--now", "2026-05-01T11:00Z")
    translate = texts_for(language).gettext
    kind, purpose, who = map(translate, ("power or place", "prevent", "monitoring"))
    learned = {
        "detected": "11:50",
        "detected_by": f"{who}, {translate('customers')}",
        "figures": "- 900 people waited\n- none was hurt",
        "factors": f"Both hang on one pole; {kind}\n> There was no room\n\nNo spare",
        "text": "### What happened\n\nA wire broke.",
        "actions": f"A second pole; {purpose}; wire team; 2026-06-30",
    }
    sent = body(FORMS[3], learned, language=language)
    assert 0 == run(sent, "--now", "2026-05-04T10:00Z").returncode
    text = (folder / PATH).read_text("utf-8")
    assert "detected: 2026-05-01 11:50\ndetected by: [monitoring, customers]\n---\n" in text
    assert text.endswith(
        "figures:\n  - 900 people waited\n  - none was hurt\nfactors:\n  - what: Both hang on one pole\n"
        "    kind: power or place\n    why:\n      - There was no room\n  - what: No spare\n"
        "actions:\n  - do: A second pole\n    kind: prevent\n    owner: wire team\n    due: 2026-06-30\n"
        "\n### What happened\n\nA wire broke.\n"
    )


@pytest.mark.parametrize("language", sorted(one.stem for one in TRANSLATIONS.glob("*.po")))
def test_kinds_that_a_form_names_are_read(language: str) -> None:
    """In each language of the interface, as the form has them, once it has texts for them."""
    translate = texts_for(language).gettext
    for names, known in (
        (ACTION_NAMES, ACTIONS_BY_NAME),
        (DETECTION_NAMES, DETECTIONS_BY_NAME),
        (FACTOR_NAMES, FACTORS_BY_NAME),
    ):
        for value, (own, *_) in names.items():
            assert known.get(normalise_name(translate(own))) is value, own


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """They may be refused; they start nothing, break no file and write nowhere else."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    fields = dict.fromkeys(("title", "impact", "workaround", "text"), words)
    text = io.TextIOWrapper(io.BytesIO(body(FORMS[0], ANSWERS | fields).encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", text)
    main(["form", "--anyway", "--now", NOON])
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert before == {path: data for path, data in after.items() if path in before}
    new = [path.relative_to(folder).as_posix() for path in after if path not in before]
    assert all(path.startswith("content/incidents/2026-05-01-") and path.endswith(".md") for path in new)
    assert len(new) <= 1
    files = {path.relative_to(folder / "content").as_posix(): data for path, data in after.items()}
    for note in read_site(files).notes:
        assert note.sound
        assert note.note
        assert 1 == len(note.note.updates)


def test_init_writes_the_forms_and_keeps_workflows_that_are_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forms follow the catalog each time; a workflow may have been changed."""
    assert 0 == main(["init", "--github"])
    workflow = folder / ".github/workflows/forms.yml"
    assert WORKFLOW.read_bytes() == workflow.read_bytes()
    workflow.write_text("mine", encoding="utf-8")
    (folder / "content/services.yml").write_text("services: [{id: boats, name: Boats}]\n", encoding="utf-8")
    assert 0 == main(["init", "--github"])
    assert "mine" == workflow.read_text("utf-8")
    assert "boats · Boats" in (folder / ".github/ISSUE_TEMPLATE/1-incident.yml").read_text("utf-8")


FORM_WORKFLOW = load_workflow(WORKFLOW)


@pytest.fixture
def github(tmp_path: Path) -> Github:
    """A repository made by `init --github`, of which everything is pushed."""
    own = Github(tmp_path / "github", timegm((2026, 5, 1, 10, 0, 0)))
    for path, data in content(site=SITE).items():
        (own.checkout / "content").mkdir(exist_ok=True)
        (own.checkout / "content" / path).write_bytes(data)
    assert 0 == main(["init", "--github", str(own.checkout)])
    own.push({}, "A site")
    permissions = {"ann": "admin", "bob": "write", "cleo": "write", "mallory": "read", "nobody": "none"}
    own.answers |= {
        f"repos/acme/status/collaborators/{who}/permission": one for who, one in permissions.items()
    }
    return own


def submit(github: Github, *forms: str, author: str = "cleo") -> list[Run]:
    """Run the workflow on forms that somebody sent in at the same time, as issues 7, 8 and so on."""
    runs = [(github.run(), _given(form, str(number), author)) for number, form in enumerate(forms, 7)]
    for run, values in runs:
        run.job(FORM_WORKFLOW, "author", **values)
    writers = [(run, values) for run, values in runs if run.outputs.get("may-write") == "yes"]
    for run, values in writers:
        run.job(FORM_WORKFLOW, "write", **values)
    for run, values in writers:
        try:
            run.job(FORM_WORKFLOW, "post", **values)
        except StepError:
            if "answered" not in run.outputs:
                run.job(FORM_WORKFLOW, "answer", **values)
            raise
    return [run for run, _ in runs]


def _given(form: str, number: str, author: str) -> dict[str, str]:
    """The values of the workflow's expressions."""
    given = {"issue.body": form, "issue.number": number, "issue.user.login": author}
    return {f"github.event.{name}": value for name, value in given.items()} | {
        "github.repository": "acme/status",
        "github.run_id": "5",
        "github.server_url": "https://github.example",
        "github.event.repository.default_branch": "main",
        "vars.STATUSGEN_PUBLISHERS": "ann bob mallory",
    }


def on_branch(github: Github, branch: str) -> str:
    """The title of a branch's last commit, and the files it changed."""
    return git(github.folder, "--git-dir", "origin.git", "show", "--name-only", "--format=%s", branch)


@pytest.mark.slow
@pytest.mark.parametrize("words", [WORDS, "\n\n".join(HOSTILE[:5])], ids=["plain", "hostile"])
def test_a_form_becomes_a_pull_request(github: Github, words: str) -> None:
    """With what readers will get and what there is to say about it; and it is checked."""
    submit(github, body(FORMS[0], ANSWERS | {"text": words}))
    assert [
        "pr create --head form-7 --title Investigating: Trams stop at Harbour Street --body-file form/request.md",  # noqa: E501
        "workflow run publish.yml --ref form-7",
    ] == github.called.splitlines()
    commit = on_branch(github, "form-7")
    assert commit.startswith("Investigating: Trams stop at Harbour Street\n\ncontent/incidents/")
    assert "A site" == on_branch(github, "main").splitlines()[0]
    request = (github.folder / "machine-1-post/form/request.md").read_text("utf-8")
    assert request.startswith("From the form in #7.\n\n### Messages to subscribers\n")
    assert request.endswith("Closes #7.\n")
    assert "<summary>[Investigating] Trams stop at Harbour Street</summary>" in request
    assert "### About the words\n\n    " in request
    assert not list(github.folder.rglob("pwned"))


@pytest.mark.slow
def test_those_who_may_publish_at_once(github: Github) -> None:
    """The repository names them: their form is a commit, the issue is closed, and the site is built."""
    submit(github, body(FORMS[0], ANSWERS), author="bob")
    assert on_branch(github, "main").startswith("Investigating: Trams stop at Harbour Street")
    assert [
        "issue comment 7 --body-file form/request.md", "issue close 7", "workflow run publish.yml"
    ] == github.called.splitlines()  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("author", ["mallory", "nobody"])
def test_forms_of_those_who_may_not_write_stay_issues(github: Github, author: str) -> None:
    """Members of the organisation, and those named as publishers by mistake, among them."""
    (run,) = submit(github, body(FORMS[0], ANSWERS), author=author)
    assert {} == run.outputs
    assert "" == github.called
    assert "form-7" not in git(github.folder, "--git-dir", "origin.git", "branch")


@pytest.mark.slow
def test_without_an_answer_about_the_author_nothing_is_posted(github: Github) -> None:
    """The run is red, so that somebody looks."""
    with pytest.raises(StepError):
        submit(github, body(FORMS[0], ANSWERS), author="stranger")
    assert "" == github.called


@pytest.mark.slow
@pytest.mark.parametrize("path", [".github/workflows/publish.yml", "content", "README.md", "contents/x"])
def test_a_form_changes_nothing_but_content(github: Github, path: str) -> None:
    """Even if the job that reads its words were taken over: what it hands on is looked at."""
    run = github.run()
    machine = github.folder / f"machine-{run.number}-write"
    git(github.folder, "clone", "-q", "origin.git", machine.name)
    if path == "content":
        git(machine, "rm", "-rq", "content")
        (machine / path).symlink_to("/etc")
    else:
        (machine / path).parent.mkdir(parents=True, exist_ok=True)
        (machine / path).write_text("jobs: {}", encoding="utf-8")
    git(machine, "add", "-A")
    git(machine, "commit", "-qm", "A form")
    uploaded = github.folder / f"artifact-{run.number}-form"
    uploaded.mkdir()
    (uploaded / "request.md").touch()
    git(machine, "bundle", "create", "-q", str(uploaded / "commit.bundle"), "HEAD^..HEAD")
    given = {"github.event.issue.number": "7", "github.event.issue.user.login": "bob"}
    given |= {"github.event.repository.default_branch": "main", "vars.STATUSGEN_PUBLISHERS": "bob"}
    with pytest.raises(StepError, match="may change nothing but content"):
        run.job(FORM_WORKFLOW, "post", **given)
    assert "A site" == on_branch(github, "main").splitlines()[0]
    assert "" == github.called


@pytest.mark.slow
def test_a_form_that_cannot_be_posted_is_answered(github: Github) -> None:
    """In the issue; nothing is pushed, and the run is red."""
    with pytest.raises(StepError):
        submit(github, body(FORMS[0], {"title": "x"}))
    assert "issue comment 7 --body-file form/refused.md\n" == github.called
    answer = (github.folder / "machine-1-post/form/refused.md").read_text("utf-8")
    assert "    statusgen: say it with --text" in answer
    assert "form-7" not in git(github.folder, "--git-dir", "origin.git", "branch")


GAP = "[Nothing is lost. / We do not know yet whether anything is lost.]"
PASSWORD = "hunter2XY9"


@pytest.mark.slow
@pytest.mark.parametrize("author", ["bob", "cleo"])
def test_a_gap_is_not_published_at_once(github: Github, author: str) -> None:
    """Whoever may publish gets a pull request, too, which says what must go first."""
    submit(github, body(FORMS[0], ANSWERS | {"text": f"{WORDS} {GAP}"}), author=author)
    assert ["pr create --head form-7", "workflow run publish.yml"] == [
        line.partition(" --title")[0].partition(" --ref")[0] for line in github.called.splitlines()
    ]
    assert "A site" == on_branch(github, "main").splitlines()[0]
    request = (github.folder / "machine-1-post/form/request.md").read_text("utf-8")
    assert "    error[placeholder]: " in request
    assert "\nSomething must be changed before this is published: " in request
    assert request.endswith("Closes #7.\n")


@pytest.mark.slow
@pytest.mark.parametrize("author", ["bob", "cleo"])
def test_a_password_goes_nowhere(github: Github, author: str) -> None:
    """Neither into a branch nor into the answer, which says that the issue itself shows it."""
    words = f"{WORDS} The password is {PASSWORD}."
    with pytest.raises(StepError):
        submit(github, body(FORMS[0], ANSWERS | {"text": words}), author=author)
    assert "issue comment 7 --body-file form/refused.md\n" == github.called
    answer = (github.folder / "machine-1-post/form/refused.md").read_text("utf-8")
    assert PASSWORD not in answer
    assert "Edit the issue" in answer
    assert "change the password" in answer
    assert "form-7" not in git(github.folder, "--git-dir", "origin.git", "branch")


OTHER = ANSWERS | {"title": "The website is slow", "services": "website · Website", "state": "degraded"}


@pytest.mark.slow
def test_two_forms_at_once_are_both_published(github: Github) -> None:
    """The second one's commit is put upon the first one's; a push to other files does not disturb them."""
    run_hook(github, "pre-receive", "rm $0; exit 1")  # somebody else pushes first
    submit(github, body(FORMS[0], ANSWERS), body(FORMS[0], OTHER), author="bob")
    assert ["issue comment 7", "issue close 7", "issue comment 8", "issue close 8"] == [
        line.partition(" --")[0] for line in github.called.splitlines() if line.startswith("issue")
    ]
    log = git(github.folder, "--git-dir", "origin.git", "log", "--format=%s", "main")
    assert [
        "Investigating: The website is slow", "Investigating: Trams stop at Harbour Street", "A site"
    ] == log.splitlines()  # fmt: skip


@pytest.mark.slow
def test_a_push_to_other_files_does_not_disturb_a_form(github: Github) -> None:
    """It came while the form was read: the form's commit follows an older one than the newest."""
    run, given = github.run(), _given(body(FORMS[0], ANSWERS), "7", "cleo")
    run.job(FORM_WORKFLOW, "write", **given)
    github.push({"README.md": "New words.\n"})
    run.job(FORM_WORKFLOW, "post", **given)
    assert github.called.startswith("pr create --head form-7 ")
    assert on_branch(github, "form-7").startswith("Investigating: Trams stop at Harbour Street\n\ncontent/")


@pytest.mark.slow
def test_forms_that_change_the_same_lines(github: Github) -> None:
    """The first is published, the second becomes a pull request that says why."""
    submit(github, body(FORMS[0], ANSWERS), author="bob")
    (github.folder / "gh.log").unlink()
    github.epoch += 60
    updates = ({"status": "identified", "text": f"It is at the {place}."} for place in ("bridge", "harbour"))
    submit(github, *(body(FORMS[1], one) for one in updates), author="bob")
    assert ["issue comment 7", "issue close 7", "pr create", "workflow run publish.yml"] == [
        line.partition(" --")[0] for line in github.called.splitlines() if line != "workflow run publish.yml"
    ]
    request = (github.folder / "machine-3-post/form/request.md").read_text("utf-8")
    assert "Not published at once: `main` did not take it." in request


def run_hook(github: Github, name: str, script: str) -> None:
    """Let the repository on GitHub run a script at each push."""
    hook = github.folder / "origin.git/hooks" / name
    hook.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    hook.chmod(0o755)


@pytest.mark.slow
def test_a_protected_branch_gets_a_pull_request(github: Github) -> None:
    """From those who may publish at once as well."""
    run_hook(github, "update", 'test "$1" != refs/heads/main')
    submit(github, body(FORMS[0], ANSWERS), author="bob")
    assert github.called.startswith("pr create --head form-7 ")
    assert "A site" == on_branch(github, "main").splitlines()[0]


@pytest.mark.slow
def test_a_failure_is_answered(github: Github) -> None:
    """Pull requests may be switched off; the issue says where to look."""
    github.answers["pr create"] = "GitHub Actions is not permitted to create pull requests"
    with pytest.raises(StepError):
        submit(github, body(FORMS[0], ANSWERS))
    run = "https://github.example/acme/status/actions/runs/5"
    comment = f"issue comment 7 --body This form could not be handled to the end: see {run}."
    assert [comment] == github.called.splitlines()[1:]


@pytest.mark.slow
def test_words_cannot_break_out_of_their_quotation(github: Github) -> None:
    """What a form says stands in the answer as it is, four columns in, which ends in no way."""
    with pytest.raises(StepError):
        submit(github, body(FORMS[1], {"status": "resolved", "text": "~~~\n```\n@everybody"}))
    answer = (github.folder / "machine-1-post/form/refused.md").read_text("utf-8").splitlines()
    assert all(not line or line.startswith("    ") for line in answer[1:])
