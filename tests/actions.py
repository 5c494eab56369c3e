"""A stand-in for GitHub: runs the jobs of a workflow in a scratch repository, step by step.

The scripts are run as they are in the file. Of the actions, only what they do to folders is done: check
out, keep and bring back a cache, hand over files, put the site online. `gh` writes down how it was called and
answers questions from `answers`; `curl` reads from the folder that stands for the web, unless it is `down`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
_WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ann"), ("EMAIL", "ann@example.org"))
}


def load_workflow(file: Path) -> dict[str, Any]:
    """The file with all scalars as text, so that the key `on` stays itself."""
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


@dataclass
class StepError(Exception):
    """A step ended with another code than 0."""

    step: str
    said: str


@dataclass
class Github:
    """A repository on GitHub, with its caches and its Pages."""

    folder: Path
    epoch: int
    """What its machines take for the time, in seconds since 1970."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    """What GitHub's API answers, by path; an error to all else. Other commands of `gh` that are here fail."""
    runs: int = 0

    def __post_init__(self) -> None:
        if not (self.folder / "origin.git").is_dir():
            for name in ("caches", "bin"):
                (self.folder / name).mkdir(parents=True)
            git(self.folder, "init", "-q", "--bare", "-b", "main", "origin.git")
            git(self.folder, "clone", "-q", "origin.git", "checkout")
        self._program("statusgen", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m statusgen "$@"')
        self._program("python", f'exec "{sys.executable}" "$@"')
        self._program("gh", f'exec "{sys.executable}" "{__file__}" gh "{self.folder}" "$@"')
        self._program("curl", f'exec "{sys.executable}" "{__file__}" curl "{self.folder}" "$@"')

    def copy(self, folder: Path, secrets: Mapping[str, str]) -> Github:
        """Return the same repository in another folder, with other secrets."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, symlinks=True)
        git(folder / "checkout", "remote", "set-url", "origin", str(folder / "origin.git"))
        return replace(self, folder=folder, secrets=secrets)

    def _program(self, name: str, line: str) -> None:
        (self.folder / "bin" / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (self.folder / "bin" / name).chmod(0o755)

    @property
    def live(self) -> Path:
        """What the web shows."""
        return self.folder / "live"

    @property
    def checkout(self) -> Path:
        """A writer's checkout."""
        return self.folder / "checkout"

    @property
    def down(self) -> Path:
        """A file that tells, where it is, how the web answers: `500`, or `nothing`."""
        return self.folder / "down"

    @property
    def called(self) -> str:
        """How `gh` was called, a line each."""
        log = self.folder / "gh.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def push(self, files: Mapping[str, str], message: str = "A change") -> None:
        """A writer's commit, pushed."""
        git(self.checkout, "pull", "-q", "--ff-only", "origin", "main", check=False)
        for path, text in files.items():
            (self.checkout / path).parent.mkdir(parents=True, exist_ok=True)
            (self.checkout / path).write_text(text, encoding="utf-8")
        git(self.checkout, "add", "-A")
        git(self.checkout, "commit", "-qm", message)
        git(self.checkout, "push", "-q", "origin", "HEAD:main")

    def run(self) -> Run:
        """A new run of a workflow, on a machine of its own."""
        self.runs += 1
        (self.folder / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")
        return Run(self, self.runs)

    def script(self, script: str, at: Path, env: Mapping[str, str]) -> str:
        """Run a script on one of its machines, and return what it printed. Raises `StepError`."""
        environment = {
            **os.environ, **_WHO, **env, "SOURCE_DATE_EPOCH": str(self.epoch),
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=at, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise StepError(script, done.stdout + done.stderr)
        return done.stdout


@dataclass
class Run:
    """A run of a workflow: its jobs, one after the other, hand over outputs."""

    github: Github
    number: int
    outputs: dict[str, str] = field(default_factory=dict)
    artifact: Path | None = None

    def job(self, workflow: Mapping[str, Any], name: str, **given: str) -> str:
        """Do the steps of a job, and return what the summary got; `given` are the values of expressions.

        Raises `StepError` at the first script that fails; what is to be done all the same is done before.
        """
        at = self.github.folder / f"machine-{self.number}-{name}"
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir()
        failure: StepError | None = None
        for step in workflow["jobs"][name]["steps"]:
            if failure and not re.search(r"cancelled\(\)|always\(\)", step.get("if", "")):
                continue
            try:
                self._step(workflow, name, step, at, given)
            except StepError as error:
                failure = failure or error
        if failure:
            raise failure
        summary = self.github.folder / f"summary-{self.number}"
        return summary.read_text(encoding="utf-8") if summary.exists() else ""

    def _step(
        self,
        workflow: Mapping[str, Any],
        job: str,
        step: Mapping[str, Any],
        at: Path,
        given: Mapping[str, str],
    ) -> None:
        if "uses" in step:
            self._action(step["uses"].split("@")[0], step.get("with", {}), at)
        elif not step["name"].startswith("Install"):
            env = {**workflow.get("env", {}), **workflow["jobs"][job].get("env", {}), **step.get("env", {})}
            event = {"issue": {"body": given.get("github.event.issue.body")}}
            (self.github.folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
            self._script(step, at, {name: self._value(text, given) for name, text in env.items()})

    def _value(self, text: str, given: Mapping[str, str]) -> str:
        """The value of an expression that stands for a whole variable."""
        expression = re.fullmatch(r"\$\{\{ (.*) \}\}", text)
        if expression is None:
            return text
        name = expression[1]
        if name.startswith("secrets."):
            return self.github.secrets.get(name.removeprefix("secrets."), "")
        fallback = re.search(r"\|\| '([^']*)'$", name)
        return given.get(name, fallback[1] if fallback else "")

    def _script(self, step: Mapping[str, Any], at: Path, env: Mapping[str, str]) -> None:
        folder = self.github.folder
        output, summary = folder / f"output-{self.number}", folder / f"summary-{self.number}"
        output.write_text("", encoding="utf-8")
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        files["GITHUB_EVENT_PATH"] = str(folder / "event.json")
        try:
            self.github.script(step["run"], at, {**env, **files})
        finally:
            self.outputs |= dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())

    def _action(self, name: str, options: Mapping[str, str], at: Path) -> None:
        match name:
            case "actions/checkout":
                depth = int(options.get("fetch-depth", 1))
                origin = (self.github.folder / "origin.git").as_uri()  # a path would be cloned whole
                git(at, "clone", "-q", *(["--depth", f"{depth}"] if depth else []), origin, ".")
            case "actions/cache/save":
                _copy(options["path"].split(), at, self._cache(options["key"]))
            case "actions/cache/restore":
                found = self._found(options)
                if found:
                    _copy(options["path"].split(), found, at)
                elif options.get("fail-on-cache-miss"):
                    raise StepError(name, "there is no such cache")
            case "actions/upload-artifact":
                shutil.copytree(at / options["path"], self._uploaded(options["name"]))
            case "actions/download-artifact":
                shutil.copytree(self._uploaded(options["name"]), at / options["path"])
            case "actions/upload-pages-artifact":
                self.artifact = at / options["path"]
            case "actions/deploy-pages":
                assert self.artifact
                shutil.rmtree(self.github.live, ignore_errors=True)
                shutil.copytree(self.artifact, self.github.live)
            case _:
                assert name == "actions/setup-python"

    def _uploaded(self, name: str) -> Path:
        return self.github.folder / f"artifact-{self.number}-{name}"

    def _cache(self, key: str) -> Path:
        own = key.replace("${{ github.run_id }}", f"{self.number:04}").replace(
            "${{ github.run_attempt }}", "1"
        )
        return self.github.folder / "caches" / own

    def _found(self, options: Mapping[str, str]) -> Path | None:
        exact = self._cache(options["key"])
        if exact.is_dir() or "restore-keys" not in options:
            return exact if exact.is_dir() else None
        newest = sorted((self.github.folder / "caches").glob(options["restore-keys"] + "*"))
        return newest[-1] if newest else None


def _copy(paths: list[str], source: Path, target: Path) -> None:
    for path in paths:
        if (source / path).is_dir():
            shutil.copytree(source / path, target / path, dirs_exist_ok=True)


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run git there, and return what it prints."""
    env = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": "/dev/null"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=env, check=check, capture_output=True, text=True
    )
    return done.stdout


def steps_of(workflow: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of all jobs of a workflow, or of a composite action."""
    yield from workflow.get("runs", {}).get("steps", ())
    for job in workflow.get("jobs", {}).values():
        yield from job.get("steps", ())


def _gh(folder: Path, arguments: list[str]) -> int:
    answers: dict[str, str] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    if arguments[0] != "api":
        with (folder / "gh.log").open("a", encoding="utf-8") as log:
            log.write(" ".join(arguments) + "\n")
        return 1 if " ".join(arguments[:2]) in answers else 0
    if arguments[1] not in answers:
        sys.stderr.write("gh: Not Found (HTTP 404)\n")
        return 1
    sys.stdout.write(answers[arguments[1]] + "\n")
    return 0


def _curl(folder: Path, arguments: list[str]) -> int:
    """As with `--write-out '%{http_code}'`: an answer of any kind is code 0."""
    output, feed, down = (
        Path(arguments[arguments.index("--output") + 1]),
        folder / "live/feed.json",
        folder / "down",
    )
    if down.exists() and down.read_text(encoding="utf-8") == "nothing":
        sys.stdout.write("000")
        return 6
    found = feed.exists() and not down.exists()
    output.write_bytes(feed.read_bytes() if found else b"<html>Not this.</html>")
    sys.stdout.write("200" if found else down.read_text(encoding="utf-8") if down.exists() else "404")
    return 0


if __name__ == "__main__":
    program, place, *words = sys.argv[1:]
    sys.exit({"gh": _gh, "curl": _curl}[program](Path(place), words))
