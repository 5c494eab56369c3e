"""From a commit to what readers see: the publishing workflow, run in a scratch repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from calendar import timegm
from pathlib import Path

import pytest
import yaml

from statusgen.authoring.new_site import GITHUB
from statusgen.cli.main import main
from tests.actions import Github, Run, StepError, git, load_workflow
from tests.notify.test_notify import _Receiver, receiver
from tests.sites import content

__all__ = ["receiver"]
pytestmark = pytest.mark.slow

PUBLISH = load_workflow(GITHUB / "publish.yml")
NOON = timegm((2026, 5, 1, 10, 0, 0))
MINUTE = 60
TRAMS = """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
impact: Trams do not go beyond Harbour Street.
---

## Investigating · 2026-05-01 11:50
next update: 12:30

We are looking for the cause.
"""
FOUND = "\n## Identified · 2026-05-01 11:58\nnext update: 12:30\n\nWe are mending a wire.\n"
BROKEN = TRAMS.replace("partial outage", "rather bad")
SLOW = TRAMS.replace("Trams stop at Harbour Street", "The website is slow").replace("trams", "website")
NIGHT = """\
---
title: New rails at the harbour
services: [trams]
starts: 2026-05-01 12:20
ends: 2026-05-01 13:00
announced: 2026-05-01 11:00
---
"""
PAGE = "incidents/trams/index.html"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Github:
    """A repository with a published site, whose first publication had no receiver."""
    own = Github(tmp_path_factory.mktemp("published"), NOON)
    own.push({f"content/{path}": data.decode() for path, data in content().items()}, "A site")
    publish(own)
    return own


@pytest.fixture
def github(published: Github, tmp_path: Path, receiver: _Receiver) -> Github:
    """A repository with a published site, and one receiver of messages."""
    return published.copy(tmp_path, {"STATUSGEN_NOTIFY": f"json://127.0.0.1:{receiver.port}"})


def publish(github: Github) -> Run:
    """A run of the jobs that publish, as they need each other."""
    run = github.run()
    for job in ("build", "deploy", "notify"):
        run.job(PUBLISH, job)
    if run.outputs.get("mistakes") == "yes":
        with pytest.raises(StepError):
            run.job(PUBLISH, "mistakes")
    return run


def titles(receiver: _Receiver) -> list[str]:
    """Return the titles of the messages that went out, in their order."""
    return [json.loads(body)["title"] for _, body in receiver.got]


def test_a_commit_is_built_published_and_announced(github: Github, receiver: _Receiver) -> None:
    """Each update once, however often the site is built."""
    github.push({"content/incidents/trams.md": TRAMS})
    publish(github)
    assert "We are looking for the cause." in (github.live / PAGE).read_text("utf-8")
    assert ["[Investigating] Trams stop at Harbour Street"] == titles(receiver)

    publish(github)
    github.push({"content/incidents/trams.md": TRAMS + FOUND})
    publish(github)
    assert ["Investigating", "Identified"] == [re.findall(r"\w+", title)[0] for title in titles(receiver)]


def test_a_broken_note_keeps_its_last_version_and_all_else_is_published(
    github: Github, receiver: _Receiver
) -> None:
    """The run ends red, after the publication."""
    github.push({"content/incidents/trams.md": TRAMS})
    publish(github)
    github.push({"content/incidents/trams.md": BROKEN, "content/incidents/slow.md": SLOW})
    run = publish(github)

    assert {"mistakes": "yes"} == run.outputs
    assert "We are looking for the cause." in (github.live / PAGE).read_text("utf-8")
    assert (github.live / "incidents/slow/index.html").exists()
    assert ["Trams stop at Harbour Street", "The website is slow"] == [
        title.split("] ")[1] for title in titles(receiver)
    ]


@pytest.mark.parametrize("file", ["content/site.yml", "content/services.yml"])
def test_what_cannot_be_published_leaves_the_site_as_it_is(github: Github, file: str) -> None:
    """A mistake in the settings or the catalog."""
    github.push({"content/incidents/trams.md": TRAMS})
    publish(github)
    before = {path: path.read_bytes() for path in github.live.rglob("*.html")}
    github.push({file: "name: ["})
    run = publish(github)

    assert {"mistakes": "yes"} == run.outputs
    assert before == {path: path.read_bytes() for path in github.live.rglob("*.html")}


def test_the_very_first_publication_fails_whole(tmp_path: Path) -> None:
    """Nothing is deployed where nothing could be built."""
    own = Github(tmp_path, NOON)
    own.push({"content/site.yml": "name: ["})
    with pytest.raises(StepError):
        own.run().job(PUBLISH, "build")
    assert not own.live.exists()


def test_of_two_commits_in_a_race_the_newer_one_stays(github: Github, receiver: _Receiver) -> None:
    """The first run takes the newest content, whichever commit started it; the second finds nothing new."""
    github.push({"content/incidents/trams.md": TRAMS})
    github.push({"content/incidents/trams.md": TRAMS + FOUND})
    for _ in range(2):
        publish(github)
        assert "We are mending a wire." in (github.live / PAGE).read_text("utf-8")
    assert 2 == len(titles(receiver))


def test_a_commit_during_a_run_is_published_by_the_next(github: Github, receiver: _Receiver) -> None:
    """Runs wait for each other, so nothing older follows it."""
    github.push({"content/incidents/trams.md": TRAMS})
    run = github.run()
    run.job(PUBLISH, "build")
    github.push({"content/incidents/trams.md": TRAMS + FOUND})
    run.job(PUBLISH, "deploy")
    run.job(PUBLISH, "notify")
    assert "We are mending a wire." not in (github.live / PAGE).read_text("utf-8")
    publish(github)
    assert "We are mending a wire." in (github.live / PAGE).read_text("utf-8")
    assert 2 == len(titles(receiver))


def test_time_alone_starts_maintenance(github: Github) -> None:
    """A scheduled run without any commit."""
    github.push({"content/maintenance/rails.md": NIGHT})
    publish(github)
    assert "under-maintenance" not in (github.live / "services/trams/index.md").read_text("utf-8")
    github.epoch += 30 * MINUTE
    publish(github)
    assert "under-maintenance" in (github.live / "services/trams/index.md").read_text("utf-8")


def test_what_a_receiver_missed_comes_with_the_next_run(github: Github, receiver: _Receiver) -> None:
    """The site is online by then; the run that could not tell ends red."""
    receiver.answers = [500] * 3
    github.push({"content/incidents/trams.md": TRAMS})
    with pytest.raises(StepError, match="the service did not take it"):
        publish(github)
    assert [] == titles(receiver)
    publish(github)
    assert 1 == len(titles(receiver))


def test_the_first_publication_is_no_news(tmp_path: Path, receiver: _Receiver) -> None:
    """Only where the web says that there was nothing before."""
    own = Github(tmp_path, NOON, {"STATUSGEN_NOTIFY": f"json://127.0.0.1:{receiver.port}"})
    own.push(
        {f"content/{path}": data.decode() for path, data in content({"incidents/trams.md": TRAMS}).items()},
        "A site",
    )
    publish(own)
    assert (own.live / PAGE).exists()
    assert [] == titles(receiver)


@pytest.mark.parametrize("answer", ["nothing", "500", "403", "200"])
def test_what_the_web_does_not_say_is_not_taken_for_the_first_publication(
    github: Github, receiver: _Receiver, answer: str
) -> None:
    """The site is published, the run ends red without a message, and the next one that knows more goes on."""
    for cache in (github.folder / "caches").glob("sent-*"):
        cache.rename(github.folder / f"lost-{cache.name}")
    github.push({"content/incidents/trams.md": TRAMS})
    github.down.write_text(answer, encoding="utf-8")
    run = github.run()
    run.job(PUBLISH, "build")
    run.job(PUBLISH, "deploy")
    with pytest.raises(StepError, match=r"notified/feed\.json"):
        run.job(PUBLISH, "notify")
    assert (github.live / PAGE).exists()
    assert [] == titles(receiver)

    github.down.unlink()
    github.push({"content/incidents/trams.md": TRAMS + FOUND})
    publish(github)
    assert ["[Identified] Trams stop at Harbour Street"] == titles(receiver)


def test_a_site_that_machines_cannot_read_begins_by_hand(tmp_path: Path, receiver: _Receiver) -> None:
    """Whoever starts the run says once that nothing was published before; later runs know what was sent."""
    own = Github(tmp_path, NOON, {"STATUSGEN_NOTIFY": f"json://127.0.0.1:{receiver.port}"})
    own.push({f"content/{path}": data.decode() for path, data in content().items()}, "A site")
    own.down.write_text("403", encoding="utf-8")
    run = own.run()
    for job in ("build", "deploy", "notify"):
        run.job(PUBLISH, job, **{"github.event.inputs.first": "true"})
    assert [] == titles(receiver)
    own.push({"content/incidents/trams.md": TRAMS})
    publish(own)
    assert 1 == len(titles(receiver))


def test_the_web_is_not_asked_where_it_is_known_what_was_sent(github: Github, receiver: _Receiver) -> None:
    """A site that cannot be reached keeps no message back."""
    github.push({"content/incidents/trams.md": TRAMS})
    github.down.write_text("nothing", encoding="utf-8")
    publish(github)
    assert ["[Investigating] Trams stop at Harbour Street"] == titles(receiver)


def test_lost_caches_lose_no_message(github: Github, receiver: _Receiver) -> None:
    """What the web shows is what readers know."""
    github.push({"content/incidents/trams.md": TRAMS})
    for cache in (github.folder / "caches").iterdir():
        cache.rename(github.folder / f"lost-{cache.name}")
    publish(github)
    assert ["[Investigating] Trams stop at Harbour Street"] == titles(receiver)


def test_a_pull_request_is_told_what_it_brings(github: Github) -> None:
    """Nothing is published; the summary has the messages, and the words as they will be read."""
    github.push({"content/incidents/trams.md": TRAMS})
    summary = github.run().job(PUBLISH, "check")
    assert "### Messages to subscribers\n\n- \\[Investigating\\] Trams stop at Harbour Street" in summary
    assert "<p>We are looking for the cause.</p>" in summary
    assert not (github.live / PAGE).exists()


def test_a_pull_request_with_mistakes_fails_and_still_tells(github: Github) -> None:
    """The mistake is marked in the file, and stands in the summary."""
    github.push({"content/incidents/trams.md": BROKEN})
    with pytest.raises(StepError, match=r"::error file=content/incidents/trams\.md,line=3"):
        github.run().job(PUBLISH, "check")
    assert "### Mistakes" in (github.folder / f"summary-{github.runs}").read_text("utf-8")


def test_the_schedule_keeps_itself_awake(github: Github) -> None:
    """By the name of the workflow that runs, whatever it is called."""
    github.run().job(
        PUBLISH, "awake", **{"github.workflow_ref": "acme/status/.github/workflows/site.yml@refs/heads/main"}
    )
    assert "workflow enable site.yml\n" == github.called


def test_an_empty_repository_gets_all_of_it(tmp_path: Path) -> None:
    """`init --github` there, one commit, and the site is online."""
    own = Github(tmp_path, NOON)
    assert 0 == main(["init", "--github", str(own.checkout)])
    own.push({}, "A status page")
    own_workflow = load_workflow(own.checkout / ".github/workflows/publish.yml")
    run = own.run()
    for job in ("build", "deploy", "notify"):
        run.job(own_workflow, job)
    assert (own.live / "index.html").exists()
    assert {} == run.outputs
    assert {"ISSUE_TEMPLATE", "locks", "workflows"} == {
        path.name for path in (own.checkout / ".github").iterdir()
    }


# GitLab, as documented

DOCS = Path(__file__).parents[2] / "docs"
GITLAB = re.search(
    r"`\.gitlab-ci\.yml`:\n\n```yaml\n(.*?)```", (DOCS / "publishing.md").read_text("utf-8"), re.DOTALL
)


def test_the_pipeline_of_gitlab_is_well_formed(tmp_path: Path) -> None:
    """By GitLab's own schema."""
    assert GITLAB
    (tmp_path / ".gitlab-ci.yml").write_text(GITLAB[1], encoding="utf-8")
    command = ["check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(tmp_path / ".gitlab-ci.yml")]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout


def test_the_pipeline_of_gitlab_checks_publishes_and_tells(github: Github, receiver: _Receiver) -> None:
    """Its scripts, line by line, in one checkout that keeps its caches."""
    assert GITLAB
    jobs = yaml.safe_load(GITLAB[1])
    base = git(github.checkout, "rev-parse", "HEAD").strip()
    machine = github.folder / "runner"
    git(github.folder, "clone", "-q", "origin.git", "runner")
    env = {"CI_COMMIT_BRANCH": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, **github.secrets}

    def run(job: str) -> str:
        return github.script("\n".join(jobs[job]["script"]), machine, env)

    for notes in ({}, {"content/incidents/trams.md": TRAMS}):
        github.push({"README.md": "A change.", **notes} if notes else {"README.md": "Ours."})
        run("pages")
        run("notify")
    assert "We are looking for the cause." in (machine / "public" / PAGE).read_text("utf-8")
    assert ["[Investigating] Trams stop at Harbour Street"] == titles(receiver)
    assert "Messages to subscribers" in run("check")

    github.push({"content/incidents/trams.md": BROKEN})
    run("pages")
    assert "We are looking for the cause." in (machine / "public" / PAGE).read_text("utf-8")
    with pytest.raises(StepError, match="rather bad"):
        run("notify")


def test_the_pipeline_of_gitlab_does_not_take_any_page_for_the_feed(
    github: Github, receiver: _Receiver
) -> None:
    """Such as one to sign in at: messages wait, and nothing of it is kept."""
    assert GITLAB
    jobs = yaml.safe_load(GITLAB[1])
    git(github.folder, "clone", "-q", "origin.git", "runner")
    github.push({"content/incidents/trams.md": TRAMS})

    def run(job: str) -> None:
        env = {"CI_COMMIT_BRANCH": "main", **github.secrets}
        github.script("\n".join(jobs[job]["script"]), github.folder / "runner", env)

    github.down.write_text("200", encoding="utf-8")
    run("pages")
    with pytest.raises(StepError, match=r"notified/feed\.json"):
        run("notify")
    assert [] == titles(receiver)

    github.down.unlink()
    run("pages")
    run("notify")
    assert ["[Investigating] Trams stop at Harbour Street"] == titles(receiver)


# A machine of one's own, as documented

SCRIPT = re.search(r"```sh\n(#!/bin/sh\n.*?)```", (DOCS / "publishing.md").read_text("utf-8"), re.DOTALL)


def test_the_script_for_a_machine_of_ones_own_sends_each_message_once(
    tmp_path: Path, receiver: _Receiver
) -> None:
    """None for the first publication; what could not be sent comes with the next run."""
    assert SCRIPT
    script = SCRIPT[1]
    machine = Github(tmp_path, NOON, {"STATUSGEN_NOTIFY": f"json://127.0.0.1:{receiver.port}"})
    (tmp_path / "bin/rsync").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "bin/rsync").chmod(0o755)

    def run(**notes: str) -> None:
        for path, data in content({f"incidents/{name}.md": text for name, text in notes.items()}).items():
            (machine.checkout / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (machine.checkout / "content" / path).write_bytes(data)
        machine.script(script, machine.checkout, machine.secrets)

    run(slow=SLOW)
    assert [] == titles(receiver)
    receiver.answers = [500] * 3
    with pytest.raises(StepError):
        run(slow=SLOW, trams=TRAMS)
    run(slow=SLOW, trams=TRAMS + FOUND)
    run(slow=SLOW, trams=TRAMS + FOUND)
    assert ["Investigating", "Identified"] == [re.findall(r"\w+", title)[0] for title in titles(receiver)]
