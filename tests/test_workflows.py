"""The workflows for GitHub: well formed, least privileged, and true to the command line."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from statusgen.arguments import make_parser

GITHUB = Path(__file__).parents[1] / ".github"
FORMS = Path(__file__).parents[1] / "statusgen/github/forms.yml"
"""The workflow that `init --github` writes."""
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
PUBLISH = GITHUB / "workflows" / "publish.yml"

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def _workflow(file: Path) -> dict[str, Any]:
    """The file with all scalars as text, so that the key `on` stays itself."""
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


def _steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in _workflow(file)["jobs"].values() for step in job["steps"]]


def _step(job: str, action: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = _workflow(PUBLISH)["jobs"][job]["steps"]
    (found,) = [step for step in steps if step.get("uses", "").startswith(f"{action}@")]
    return found


def _commands(script: str) -> list[list[str]]:
    """The arguments of each `statusgen …` in a shell script."""
    calls = re.findall(r"(?:^|[;&|{]) *statusgen ([^;&|\n]*)", script, re.MULTILINE)
    return [shlex.split(call) for call in calls]


@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-workflows", [*FILES, FORMS]), ("vendor.dependabot", [GITHUB / "dependabot.yml"])],
)
def test_files_follow_their_schema(schema: str, files: list[Path]) -> None:
    """GitHub will read them."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize("file", [*FILES, FORMS], ids=lambda file: file.name)
def test_actions_are_pinned_by_hash(file: Path) -> None:
    """A tag may be moved by whoever takes over an action; a commit's hash may not."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    pinned = re.compile(r" uses: actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

    loose = [line for line in lines if not pinned.search(line)]

    assert lines
    assert [] == loose


def test_an_action_has_the_same_version_everywhere() -> None:
    """No file was forgotten when a version was raised."""
    used = {tuple(step["uses"].split("@")) for file in FILES for step in _steps(file) if "uses" in step}
    repositories = {("/".join(action.split("/")[:2]), commit) for action, commit in used}

    assert len(repositories) == len({repository for repository, _ in repositories})


@each_file
def test_jobs_may_read_and_no_more(file: Path) -> None:
    """Only the job that deploys has more rights, and it runs none of our code."""
    workflow = _workflow(file)
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items() if job.get("permissions")}

    assert {"contents": "read"} == workflow["permissions"]
    assert rights in ({}, {"deploy": {"pages": "write", "id-token": "write"}})
    assert all("run" not in step for name in rights for step in workflow["jobs"][name]["steps"])


@each_file
def test_jobs_end(file: Path) -> None:
    """A job that hangs is stopped long before the six hours GitHub gives it."""
    minutes = [int(job["timeout-minutes"]) for job in _workflow(file)["jobs"].values()]

    assert max(minutes) <= 20


@each_file
def test_no_foreign_text_becomes_part_of_a_script(file: Path) -> None:
    """A branch name such as `$(curl …)` stays text."""
    scripts = [step["run"] for step in _steps(file) if "run" in step]

    assert scripts
    assert [] == [script for script in scripts if "${{" in script]


@each_file
def test_checkouts_leave_no_token_behind(file: Path) -> None:
    """What runs later in the job cannot push."""
    checkouts = [step for step in _steps(file) if step.get("uses", "").startswith("actions/checkout@")]

    assert ["false"] * len(checkouts) == [step["with"]["persist-credentials"] for step in checkouts]


def test_scripts_call_commands_that_exist() -> None:
    """Every `statusgen …` in the workflows is one the command line takes."""
    called = [words for file in FILES for step in _steps(file) for words in _commands(step.get("run", ""))]

    parsed = [vars(make_parser().parse_args(words)) for words in called]

    assert ["check", "check", "build"] == [words[0] for words in called]
    assert [False, False, True] == [arguments.get("keep_going", False) for arguments in parsed]


def test_the_site_is_published_on_pushes_on_time_and_by_hand() -> None:
    """Pull requests are checked alone: every job that publishes excludes them."""
    workflow = _workflow(PUBLISH)

    assert {"push", "pull_request", "schedule", "workflow_dispatch"} == set(workflow["on"])
    assert "github.event_name == 'pull_request'" == workflow["jobs"]["check"]["if"]
    assert (
        "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
        == workflow["jobs"]["build"]["if"]
    )
    assert "build" == workflow["jobs"]["deploy"]["needs"]


def test_the_schedule_avoids_full_hours() -> None:
    """Then all the world's jobs start, and GitHub drops some."""
    (minutes, *_) = _workflow(PUBLISH)["on"]["schedule"][0]["cron"].split()

    assert not {"*", "0", "15", "30", "45"} & set(minutes.split(","))


def test_publications_never_overtake_each_other() -> None:
    """They wait for each other, and always take the newest content."""
    concurrency = _workflow(PUBLISH)["concurrency"]

    assert concurrency["group"].endswith("|| 'publish' }}")
    assert "${{ github.event_name == 'pull_request' }}" == concurrency["cancel-in-progress"]
    assert "main" == _step("build", "actions/checkout")["with"]["ref"]


def test_the_last_site_is_kept_for_the_next_run() -> None:
    """Notes at fault can keep their last published version, and old files can be found and removed."""
    restored, saved = (_step("build", f"actions/cache/{verb}")["with"] for verb in ("restore", "save"))

    assert ("public", saved["key"]) == (restored["path"], restored["key"])
    assert saved["path"] == _step("build", "actions/upload-pages-artifact")["with"]["path"]
    assert saved["key"].startswith(restored["restore-keys"])


@pytest.mark.parametrize(
    ("code", "expected"), [(0, (0, "")), (1, (0, "mistakes=yes\n")), (2, (2, "")), (3, (3, ""))]
)
def test_mistakes_alone_do_not_stop_the_publication(
    tmp_path: Path, code: int, expected: tuple[int, str]
) -> None:
    """What is sound is deployed and the run ends red later; any other failure stops it at once."""
    (script,) = [step["run"] for step in _steps(PUBLISH) if step.get("id") == "build"]
    output, program = tmp_path / "output", tmp_path / "statusgen"
    output.touch()
    program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)

    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_OUTPUT": str(output)}
    done = subprocess.run(["bash", "-e", "-c", script], env=environment, check=False)

    assert expected == (done.returncode, output.read_text(encoding="utf-8"))


def test_a_publication_with_mistakes_ends_red() -> None:
    """After the deployment, not instead of it."""
    job = _workflow(PUBLISH)["jobs"]["mistakes"]

    assert ("needs.build.outputs.mistakes == 'yes'", ["build", "deploy"]) == (job["if"], job["needs"])
    assert job["steps"][-1]["run"].strip().endswith("exit 1")
