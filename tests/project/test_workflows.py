"""The workflows for GitHub: well formed, least privileged, and true to the command line."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from statusgen.authoring.new_site import GITHUB as OURS
from statusgen.cli.main import make_parser
from statusgen.notify.channels import CHANNELS
from tests.actions import load_workflow, steps_of

GITHUB = Path(__file__).parents[2] / ".github"
FORMS, PUBLISH = OURS / "forms.yml", OURS / "publish.yml"
"""The workflows that `init --github` writes."""
CALLED = GITHUB / "workflows" / "publish.yml"
"""The one that other repositories call."""
ACTION = GITHUB / "actions" / "statusgen" / "action.yml"
DEMO, RELEASE = GITHUB / "workflows" / "demo.yml", GITHUB / "workflows" / "release.yml"
FILES = [*sorted((GITHUB / "workflows").glob("*.yml")), PUBLISH]

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-2:]))
every_file = pytest.mark.parametrize("file", [*FILES, FORMS], ids=lambda file: "/".join(file.parts[-2:]))


def _step(job: str, action: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = load_workflow(PUBLISH)["jobs"][job]["steps"]
    (found,) = [step for step in steps if step.get("uses", "").startswith(f"{action}@")]
    return found


def _commands(script: str) -> list[list[str]]:
    """The arguments of each `statusgen …` in a shell script."""
    calls = re.findall(r"(?:^|[;&|{]|xargs -0 -r) *statusgen ([^;&|\n>]*)", script, re.MULTILINE)
    return [shlex.split(call.replace("$first", "--first")) for call in calls]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", [*FILES, FORMS]),
        ("vendor.github-actions", [ACTION]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_files_follow_their_schema(schema: str, files: list[Path]) -> None:
    """GitHub will read them."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize("file", [*FILES, FORMS, ACTION], ids=lambda file: "/".join(file.parts[-2:]))
def test_actions_are_pinned_by_hash(file: Path) -> None:
    """A tag may be moved by whoever takes over an action; a commit's hash may not."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    pinned = re.compile(
        r" uses: ((actions|pypa)/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\.github/workflows/\w+\.yml)$"
    )

    loose = [line for line in lines if not pinned.search(line)]

    assert lines
    assert [] == loose


def test_an_action_has_the_same_version_everywhere() -> None:
    """No file was forgotten when a version was raised, and what the documentation shows is pinned, too."""
    steps = [step for file in (*FILES, FORMS, ACTION) for step in steps_of(load_workflow(file))]
    shown = re.findall(
        r"uses: (?!OWNER/)(\S+)", (GITHUB.parent / "docs" / "publishing.md").read_text("utf-8")
    )
    used = {tuple(one.split("@")) for one in (*(step["uses"] for step in steps if "uses" in step), *shown)}
    repositories = {("/".join(action.split("/")[:2]), commit) for action, commit in used}

    assert len(repositories) == len({repository for repository, _ in repositories})


def test_what_others_call_does_what_init_writes() -> None:
    """The same jobs; only when they run is for the caller to say."""
    ours, called = load_workflow(PUBLISH), load_workflow(CALLED)

    assert {"workflow_call"} == set(called.pop("on"))
    assert ours.pop("on")["workflow_call"] == load_workflow(CALLED)["on"]["workflow_call"]
    assert ours == called


def test_the_action_runs_the_same_scripts() -> None:
    """But for where the site lies, and what is installed."""
    whole = {step["run"] for step in steps_of(load_workflow(PUBLISH)) if "run" in step}
    scripts = [
        step["run"].replace(' --out "$OUT"', "") for step in steps_of(load_workflow(ACTION)) if "run" in step
    ]

    assert 5 == len(scripts)
    assert [script for script in scripts if script not in whole] == [
        script for script in scripts if "install.sh" in script
    ]


def test_the_demo_calls_the_workflow_as_others_would() -> None:
    """It gives all rights that the jobs ask for, and the schedule by which the last job knows its hour."""
    demo, jobs = load_workflow(DEMO), load_workflow(PUBLISH)["jobs"]
    asked = {right for job in jobs.values() for right in job.get("permissions", {}).items()}

    assert "./.github/workflows/publish.yml" == demo["jobs"]["site"]["uses"]
    assert asked <= set(demo["permissions"].items())
    assert load_workflow(PUBLISH)["on"]["schedule"] == demo["on"]["schedule"]
    assert jobs["awake"]["if"].split("'")[1] == demo["on"]["schedule"][-1]["cron"]


RIGHTS = {
    PUBLISH: {"deploy": {"pages", "id-token"}, "awake": {"actions"}},
    FORMS: {"post": {"actions", "contents", "issues", "pull-requests"}, "answer": {"issues"}},
    RELEASE: {"attest": {"id-token", "attestations"}, "pypi": {"id-token"}, "github": {"contents"}},
}
"""The jobs that may write, and what; the demo gives what publishing asks for."""


@every_file
def test_jobs_that_may_write_run_none_of_our_code(file: Path) -> None:
    """Whoever takes over a package, a theme or a note cannot push, deploy or sign; other jobs only read."""
    workflow = load_workflow(file)
    given = {
        name: {right for right, level in job.get("permissions", {}).items() if level == "write"}
        for name, job in workflow["jobs"].items()
    }
    writers = {name: rights for name, rights in given.items() if rights}

    assert {"contents": "read"}.items() >= (workflow["permissions"] if file != DEMO else {}).items()
    assert RIGHTS.get(PUBLISH if file == CALLED else file, {}) == writers
    scripts = [step.get("run", "") for name in writers for step in workflow["jobs"][name]["steps"]]
    assert not [
        script for script in scripts if re.search(r"(^|[\s|(])(statusgen|python|pip|bash|make) ", script)
    ]


@every_file
def test_secrets_are_for_one_step_which_sends_messages(file: Path) -> None:
    """In its environment; its job installs from the lock, runs nothing else, and uses no cache of pip's."""
    if file == DEMO:  # it hands them on, by name
        assert [one.variable for one in CHANNELS if one.variable] == list(
            load_workflow(file)["jobs"]["site"]["secrets"]
        )
        return
    workflow = load_workflow(file)
    holders = [
        (name, step)
        for name, job in workflow["jobs"].items()
        for step in job.get("steps", ())
        if "secrets." in str(step)
    ]
    outside = {key: part for key, part in workflow.items() if key != "jobs"}
    jobs = [{key: part for key, part in job.items() if key != "steps"} for job in workflow["jobs"].values()]

    assert "secrets." not in f"{outside}{jobs}"
    assert [name for name, _ in holders] == (["notify"] if file in (PUBLISH, CALLED) else [])
    for name, step in holders:
        steps = workflow["jobs"][name]["steps"]
        scripts = [one["run"] for one in steps if "run" in one]
        assert ["bash .github/locks/install.sh notify", step["run"]] == scripts
        assert ["notify"] == [words[0] for words in _commands(step["run"])]
        assert "secrets." in str(step["env"])
        assert not [one for one in steps if "cache" in one.get("with", {})]


@pytest.mark.parametrize("file", [PUBLISH, CALLED], ids=["own", "called"])
def test_what_was_sent_is_remembered_however_the_job_ends(file: Path) -> None:
    """Also when somebody cancels it, or its time is up: both end steps that are not for `always()`."""
    *_, sending, remembering = load_workflow(file)["jobs"]["notify"]["steps"]

    assert "secrets." in str(sending["env"])
    assert ("notified", "${{ always() }}") == (remembering["with"]["path"], remembering["if"])


@every_file
def test_what_is_installed_comes_from_a_lock(file: Path) -> None:
    """Or is a file that was just made; never a name that anybody may own."""
    scripts = "\n".join(step.get("run", "") for step in steps_of(load_workflow(file))).replace("\\\n", " ")
    loose = [
        line
        for line in scripts.splitlines()
        if re.search(r"\bpip\b.* (install|wheel) |\b(npm|npx|pipx|uv|apt-get)\b", line)
        and "--require-hashes" not in line
        and "--no-index" not in line
    ]

    assert [] == loose


@every_file
def test_jobs_end(file: Path) -> None:
    """A job that hangs is stopped long before the six hours GitHub gives it."""
    jobs = load_workflow(file)["jobs"].values()
    minutes = [int(job["timeout-minutes"]) for job in jobs if "uses" not in job] or [0]

    assert max(minutes) <= 20


@pytest.mark.parametrize(
    "file", [PUBLISH, CALLED, FORMS, RELEASE, ACTION], ids=lambda file: "/".join(file.parts[-2:])
)
def test_no_foreign_text_becomes_part_of_a_script(file: Path) -> None:
    """A branch name such as `$(curl …)` stays text."""
    scripts = [step["run"] for step in steps_of(load_workflow(file)) if "run" in step]

    assert scripts
    assert [] == [script for script in scripts if "${{" in script]


def test_the_words_of_a_form_are_in_no_log() -> None:
    """GitHub shows a step's variables there; what is taken out of an issue would remain."""
    assert "issue.body" not in FORMS.read_text(encoding="utf-8")


@each_file
def test_checkouts_leave_no_token_behind(file: Path) -> None:
    """What runs later in the job cannot push."""
    checkouts = [
        step for step in steps_of(load_workflow(file)) if step.get("uses", "").startswith("actions/checkout@")
    ]

    assert ["false"] * len(checkouts) == [step["with"]["persist-credentials"] for step in checkouts]


@pytest.mark.parametrize("file", [PUBLISH, ACTION], ids=["workflow", "action"])
def test_scripts_call_commands_that_exist(file: Path) -> None:
    """Every `statusgen …` in them is one the command line takes."""
    scripts = [step.get("run", "") for step in steps_of(load_workflow(file))]
    called = [words for script in scripts for words in _commands(script)]

    parsed = [vars(make_parser().parse_args(words)) for words in called]

    assert ["check", "check", "diff", "build"] == [words[0] for words in called][:4]
    assert [False, False, False, True] == [arguments.get("keep_going", False) for arguments in parsed][:4]


def test_the_site_is_published_on_pushes_on_time_and_by_hand() -> None:
    """What is proposed is checked alone: a pull request, or the branch of a form."""
    workflow = load_workflow(PUBLISH)
    default = "github.ref_name == github.event.repository.default_branch"
    other = default.replace("==", "!=")

    assert {"push", "pull_request", "schedule", "workflow_dispatch", "workflow_call"} == set(workflow["on"])
    assert (
        f"github.event_name == 'pull_request' || github.event_name == 'workflow_dispatch' && {other}"
        == workflow["jobs"]["check"]["if"]
    )
    assert (
        f"github.event_name == 'schedule' || github.event_name != 'pull_request' && {default}"
        == workflow["jobs"]["build"]["if"]
    )
    assert "build" == workflow["jobs"]["deploy"]["needs"]
    assert ["build", "deploy"] == workflow["jobs"]["notify"]["needs"]


def test_the_schedule_avoids_full_hours() -> None:
    """Then all the world's jobs start, and GitHub drops some."""
    times = [entry["cron"].split() for entry in load_workflow(PUBLISH)["on"]["schedule"]]

    assert not {"*", "0", "15", "30", "45"} & {minute for time in times for minute in time[0].split(",")}


def test_publications_never_overtake_each_other() -> None:
    """They wait for each other in one group, and always take the newest content, not that of their commit."""
    concurrency = load_workflow(PUBLISH)["concurrency"]

    assert concurrency["group"].endswith("&& 'publish' || github.ref }}")
    assert "${{ github.event_name == 'pull_request' }}" == concurrency["cancel-in-progress"]
    assert "${{ github.ref }}" == _step("build", "actions/checkout")["with"]["ref"]


@pytest.mark.parametrize(
    ("code", "expected"), [(0, (0, "")), (1, (0, "mistakes=yes\n")), (2, (2, "")), (3, (3, ""))]
)
def test_mistakes_alone_do_not_stop_the_publication(
    tmp_path: Path, code: int, expected: tuple[int, str]
) -> None:
    """What is sound is deployed and the run ends red later; any other failure stops it at once."""
    (script,) = [step["run"] for step in steps_of(load_workflow(PUBLISH)) if step.get("id") == "build"]
    output, program = tmp_path / "output", tmp_path / "statusgen"
    output.touch()
    program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)

    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_OUTPUT": str(output)}
    done = subprocess.run(["bash", "-e", "-c", script], env=environment, check=False)

    assert expected == (done.returncode, output.read_text(encoding="utf-8"))


def test_a_publication_with_mistakes_ends_red() -> None:
    """After the deployment, not instead of it."""
    job = load_workflow(PUBLISH)["jobs"]["mistakes"]

    assert ("needs.build.outputs.mistakes == 'yes'", ["build", "deploy"]) == (job["if"], job["needs"])
    assert job["steps"][-1]["run"].strip().endswith("exit 1")
