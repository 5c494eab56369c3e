"""What the program stands on: few packages, each locked to bytes that are known."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from statusgen.publish.build import _LIBRARIES

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
ASKED = {
    "build": [*PROJECT["build-system"]["requires"], *GROUPS["build"]],
    "site": PROJECT["project"]["dependencies"],
    "notify": [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["notify"]],
    "dev": [*PROJECT["project"]["dependencies"], *GROUPS["dev"]],
    "release": GROUPS["release"],
}


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """The requirements of a lock by package, each with its hashes."""
    text = re.sub(r"^#.*\n", "", (ROOT / ".github" / "locks" / f"{name}.txt").read_text(), flags=re.MULTILINE)
    found = (one.split("--hash=") for one in text.replace("\\\n", "").strip().split("\n"))
    made = ((Requirement(first), [one.strip() for one in hashes]) for first, *hashes in found)
    return {canonicalize_name(one.name): (one, hashes) for one, hashes in made}


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_holds_all_that_is_asked_for(name: str) -> None:
    """At a version that is wanted; `make lock` repairs it."""
    lock = locked(name)
    wrong = [
        asked
        for asked in map(Requirement, ASKED[name])
        if canonicalize_name(asked.name) not in lock
        or next(iter(lock[canonicalize_name(asked.name)][0].specifier)).version not in asked.specifier
    ]
    assert [] == wrong


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_names_exact_versions_and_bytes(name: str) -> None:
    """One version of each package, its hashes, and no place to fetch it from."""
    for package, (one, hashes) in locked(name).items():
        assert ["=="] == [part.operator for part in one.specifier], package
        assert hashes, package
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in hashes), package
        assert one.url is None, package


def test_another_version_of_what_shows_in_pages_makes_them_anew() -> None:
    """Files that an older one made are not taken for what the newer one would make."""
    asked = {
        Requirement(one).name.replace("python-", "python_") for one in PROJECT["project"]["dependencies"]
    }
    at_terminals = {"prompt-toolkit", "questionary", "wcwidth"}
    not_in_pages = {"anyascii", "filelock", "platformdirs", "pypinyin", "watchdog", *at_terminals}
    assert asked - not_in_pages <= set(_LIBRARIES)


def test_locks_agree() -> None:
    """What is in two locks has one version, and what is installed with more has all of the smaller lock."""
    locks = {name: locked(name) for name in ASKED}
    found: dict[str, set[str]] = {}
    for lock in locks.values():
        for name, (one, _) in lock.items():
            found.setdefault(name, set()).add(str(one.specifier))

    assert {} == {name: versions for name, versions in found.items() if len(versions) > 1}
    assert locks["site"].keys() <= locks["notify"].keys() <= locks["dev"].keys()


def test_the_readme_counts_what_is_installed() -> None:
    """How many packages the program needs, exactly; how large they are, nearly: it differs by platform."""
    told = re.search(
        r"\*\*(\d+) packages\*\*\s+from\s+PyPI, some\s+(\d+) MB", (ROOT / "README.md").read_text()
    )
    assert told is not None
    packages = [
        name for name, (one, _) in locked("site").items() if not one.marker or "python" in str(one.marker)
    ]
    assert len(packages) == int(told[1])
    assert sum(map(_size, packages)) / 1e6 == pytest.approx(int(told[2]), rel=0.3)


def _size(name: str) -> int:
    """Bytes of an installed package, without what Python compiles; 0 where this Python needs it not."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return 0
    return sum(Path(one.locate()).stat().st_size for one in files if one.suffix != ".pyc")
