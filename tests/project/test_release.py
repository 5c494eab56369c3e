"""A release: what a tag publishes, built as the workflow builds it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from time import gmtime
from zipfile import ZipFile

import pytest
from filelock import FileLock
from packaging.metadata import Metadata
from packaging.utils import canonicalize_name

from statusgen import __version__
from tests.actions import git, load_workflow
from tests.project.test_supply import locked

pytestmark = [pytest.mark.network, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
JOBS = load_workflow(ROOT / ".github/workflows/release.yml")["jobs"]
TRACKED = set(git(ROOT, "ls-files").splitlines())


@dataclass(frozen=True)
class Machine:
    """A checkout of one commit, and the environment that the scripts run in."""

    checkout: Path
    programs: Path

    def step(self, name: str, tag: str = f"v{__version__}") -> subprocess.CompletedProcess[str]:
        """Run the script of a step of the job that builds."""
        (script,) = (one["run"] for one in JOBS["build"]["steps"] if one.get("name", "").startswith(name))
        return self.run(script, tag)

    def run(self, script: str, tag: str = "") -> subprocess.CompletedProcess[str]:
        """Run a script as the runner does."""
        env = {**os.environ, "TAG": tag, "PATH": f"{self.programs}:{os.environ['PATH']}"}
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.checkout, env=env, capture_output=True, text=True, check=False, umask=self.umask,
        )  # fmt: skip

    @property
    def released(self) -> Path:
        """The programs of an environment that holds the wheel and the packages of its lock."""
        return self.checkout / "released/bin"

    @property
    def umask(self) -> int:
        """Another one in each checkout: no build may depend on it."""
        return 0o077 if self.checkout.name == "again" else 0o022


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Machine:
    """The files of a release, built by the first process of the tests that needs them."""
    own = tmp_path_factory.getbasetemp()
    home = (own if worker_id == "master" else own.parent) / "release"
    machine = Machine(home / "first", home / "venv/bin")
    with FileLock(f"{home}.lock"):
        if not (home / "done").exists():
            shutil.rmtree(home, ignore_errors=True)
            _build(machine)
            (home / "done").touch()
    return machine


def _build(machine: Machine) -> None:
    """Do the job that builds, in a clean checkout."""
    for path in TRACKED:
        (machine.checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, machine.checkout / path)
    git(machine.checkout, "init", "-q")
    git(machine.checkout, "add", "-A")
    git(machine.checkout, "commit", "-qm", "A release")
    venv.create(machine.programs.parent, with_pip=True)
    for step in ("Install", "Build", "List"):
        done = machine.step(step)
        assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.slow(20)
def test_a_release_is_a_wheel_and_its_source(built: Machine) -> None:
    """Nothing else is uploaded."""
    names = {f"statusgen-{__version__}-py3-none-any.whl", f"statusgen-{__version__}.tar.gz"}
    assert names == {path.name for path in (built.checkout / "dist").iterdir()}


def test_another_tag_than_the_version_publishes_nothing(built: Machine, tmp_path: Path) -> None:
    """The mistake is named before anything leaves the machine. The wheel is there and is not built again."""
    idle = tmp_path / "python"
    idle.write_text("#!/bin/sh\n", encoding="utf-8")
    idle.chmod(0o755)
    done = Machine(built.checkout, tmp_path).step("Build", "v99.0")
    assert 1 == done.returncode
    assert "::error::The tag v99.0 and the version in statusgen/__init__.py differ" in done.stdout


def test_a_commit_has_the_same_bytes_on_any_day(built: Machine) -> None:
    """In another folder, with other times and modes of files."""
    again = built.checkout.with_name("again")
    git(again.parent, "clone", "-q", "first", "again")
    for path in (again / "statusgen").rglob("*"):
        os.utime(path, (1, 1))
    done = Machine(again, built.programs).step("Build")
    assert 0 == done.returncode, done.stdout + done.stderr
    first, second = (
        {path.name: path.read_bytes() for path in (one / "dist").iterdir()} for one in (built.checkout, again)
    )
    assert first.keys() == second.keys()
    assert [] == [name for name in first if first[name] != second[name]]
    (wheel,) = (again / "dist").glob("*.whl")
    committed = gmtime(int(git(again, "log", "-1", "--format=%ct")))
    with ZipFile(wheel) as archive:
        assert {committed[:5]} == {one.date_time[:5] for one in archive.infolist()}


def test_the_wheel_holds_what_the_repository_holds(built: Machine) -> None:
    """Each file is one that is under version control, and none of the program is missing."""
    (wheel,) = (built.checkout / "dist").glob("*.whl")
    places = {"statusgen/_themes/": "themes/", "statusgen/_locks/": ".github/locks/"}
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        for name in names:
            source = next(
                (name.replace(place, to) for place, to in places.items() if name.startswith(place)), name
            )
            assert archive.read(name) == (built.checkout / source).read_bytes(), name
    assert {path for path in TRACKED if path.startswith("statusgen/")} == {
        name for name in names if not name.startswith(tuple(places))
    }
    assert {"build.txt", "site.txt", "notify.txt", "install.sh"} == {
        Path(name).name for name in names if "/_locks/" in name
    }


def test_the_source_holds_nothing_else(built: Machine) -> None:
    """What builds the wheel again; no tests, no pictures."""
    (source,) = (built.checkout / "dist").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert names - TRACKED == {"PKG-INFO"}
    assert not {one.split("/")[0] for one in names} & {"tests", "docs", "content"}


@pytest.mark.slow(10)
def test_the_workflows_of_a_site_install_the_wheel_with_what_it_was_tried_with(built: Machine) -> None:
    """By the locks that it brings, in an empty environment; the site is built with it."""
    (wheel,) = (built.checkout / "dist").glob("*.whl")
    site, runner = built.checkout.with_name("site"), built.checkout.with_name("runner")
    site.mkdir()
    shutil.copy(wheel, site)
    subprocess.run(
        [built.released / "statusgen", "init", "--github", f"--from=./{wheel.name}", site], check=True
    )
    venv.create(runner, with_pip=True)
    script = "bash .github/locks/install.sh notify && statusgen build && python -m pip freeze --all"
    done = Machine(site, runner / "bin").run(script)
    assert 0 == done.returncode, done.stdout + done.stderr
    assert (site / "public/index.html").exists()
    installed = dict(line.split("==") for line in done.stdout.splitlines() if "==" in line)
    asked = locked("build") | locked("notify")
    assert {canonicalize_name(name): version for name, version in installed.items() if name != "pip"} == {
        name: next(iter(one.specifier)).version
        for name, (one, _) in asked.items()
        if one.marker is None or one.marker.evaluate()
    }


def test_indexes_will_take_the_metadata(built: Machine) -> None:
    """By the rules of the core metadata."""
    (wheel,) = (built.checkout / "dist").glob("*.whl")
    with ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        data = archive.read(name)
    metadata = Metadata.from_email(data, validate=True)
    assert ("statusgen", __version__) == (metadata.name, str(metadata.version))
    assert "text/markdown" == message_from_bytes(data)["Description-Content-Type"]


def test_the_bill_of_materials_names_what_the_lock_names(built: Machine) -> None:
    """As CycloneDX, checked against its schema: each package, its version, and who needs it."""
    bill = json.loads((built.checkout / "sbom/statusgen.cdx.json").read_text("utf-8"))
    root = bill["metadata"]["component"]
    found = {canonicalize_name(one["name"]): one["version"] for one in bill["components"]}
    needed = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}

    assert ("CycloneDX", "1.6") == (bill["bomFormat"], bill["specVersion"])
    assert ("statusgen", __version__) == (root["name"], root["version"])
    assert found == {
        name: next(iter(one.specifier)).version
        for name, (one, _) in locked("notify").items()
        if one.marker is None or one.marker.evaluate()
    }
    assert {"jinja2", "apprise"} <= {re.split("==", one)[0].lower() for one in needed[root["bom-ref"]]}


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def test_a_new_site_is_built_from_the_wheel(built: Machine, tmp_path: Path) -> None:
    """Two commands lead from nothing to pages with their theme and interface texts."""
    statusgen = str(built.released / "statusgen")

    _run(statusgen, "init", cwd=tmp_path)
    _run(statusgen, "check", cwd=tmp_path)
    _run(statusgen, "build", cwd=tmp_path)

    public = tmp_path / "public"
    assert (public / "index.html").is_file()
    assert list((public / "assets").glob("*.css"))
    assert list((public / "services").glob("*/index.html"))
    assert (public / "updates.rss").is_file()


def test_the_second_theme_is_in_the_wheel(built: Machine, tmp_path: Path) -> None:
    """Its name is enough."""
    statusgen = str(built.released / "statusgen")

    _run(statusgen, "init", cwd=tmp_path)
    _run(statusgen, "build", "--theme", "timetable", cwd=tmp_path)

    assert list((tmp_path / "public" / "assets").glob("theme.*.css"))


def test_the_demo_looks_the_same_from_the_wheel(built: Machine, tmp_path: Path) -> None:
    """The wheel holds all that the checkout holds."""
    for name, python in {"wheel": built.released / "python", "checkout": Path(sys.executable)}.items():
        place = tmp_path if name == "wheel" else ROOT
        arguments = ["--content", str(ROOT / "content"), "--out", str(tmp_path / name)]
        _run(str(python), "-m", "statusgen", "build", "--now", "2026-11-17T14:40Z", *arguments, cwd=place)

    assert _tree(tmp_path / "checkout") == _tree(tmp_path / "wheel")


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
