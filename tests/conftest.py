"""An option and the order of all tests; in CI, nothing is skipped without a known reason."""

from __future__ import annotations

import atexit
import gc
import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

from tests.processes import Child

if TYPE_CHECKING:
    from jinja2.bccache import Bucket
    from playwright.sync_api import Browser

# In CI the same examples each time: what is pushed is judged, not luck. Everywhere else, new ones. A slow
# machine is no mistake.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
settings.register_profile(
    "fast", settings.get_profile("ci" if os.environ.get("CI") else "here"), max_examples=20
)

# Most of what a test makes is freed at its end; to look for garbage before took a tenth of the time.
gc.set_threshold(400_000, 20, 50)

# Programs that tests start find their bytecode, as where they are installed, whatever the machine is set to.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # nor are all asserts rewritten for each run

REAL_NOTES = Path(__file__).parents[2] / "shared" / "data"
NO_REAL_NOTES = "no collection of real notes beside the checkout"
NO_MOUNTS = "nobody here may mount a file system"
NO_GIVING = "nobody here may give files to another user"
"""The reasons for which a test may be skipped everywhere."""

SLOW = ("slow", "browser", "clients", "network")
"""Markers of tests that take more than a moment."""
LONGER = 900
"""Seconds that those may take; all others have the limit in pyproject.toml. Machines may be slow and busy."""
COUNTS = ("KILLS", "EXAMPLES")
"""Variables that make some tests as long as anybody likes."""

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session", autouse=True)
def _children_take_signals() -> Iterator[None]:
    """See `tests.processes`: all processes, those of libraries and of other fixtures as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", Child)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give tests a cache of their own, so that they leave nothing in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATUSGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _builds_are_quick() -> Iterator[None]:
    """Builds within this process use one core, as others test on the others, and wait for no disk.

    Those that tests start as programs do as they would anywhere.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("render_files", "read_notes"):
            patch.setattr(f"statusgen.publish.{name}.cores_to_use", lambda: 1)
        patch.setattr(os, "sync", lambda: None)
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _themes_translated_once() -> Iterator[None]:
    """Compile each template and each catalogue once for all tests, which halves their time."""
    from statusgen.preview.editor.pages import load_pages  # noqa: PLC0415 - not for the process that only waits
    from statusgen.read.catalogues import compile_catalogue  # noqa: PLC0415 - likewise
    from statusgen.render.theme.templates import Compiled  # noqa: PLC0415 - likewise

    pages = cache(lambda files: load_pages(dict(files)))
    known = dict[tuple[str, str], CodeType | None]()
    load, dump, knows = Compiled.load_bytecode, Compiled.dump_bytecode, Compiled.knows

    def loaded(self: Compiled, bucket: Bucket) -> None:
        load(self, bucket)
        bucket.code = bucket.code or known.get((bucket.key, bucket.checksum))

    def dumped(self: Compiled, bucket: Bucket) -> None:
        dump(self, bucket)
        known[bucket.key, bucket.checksum] = bucket.code

    def known_before(self: Compiled, name: str, place: str, data: bytes) -> bool:
        key = self.get_cache_key(name, place)
        checksum = self.get_source_checksum(data.decode(errors="replace"))
        return knows(self, name, place, data) or (key, checksum) in known

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compiled, "knows", known_before)
        patch.setattr(Compiled, "load_bytecode", loaded)
        patch.setattr(Compiled, "dump_bytecode", dumped)
        patch.setattr("statusgen.render.theme.load.compile_catalogue", cache(compile_catalogue))
        patch.setattr("statusgen.preview.editor.app.load_pages", lambda files: pages(tuple(files.items())))
        yield


@pytest.fixture(scope="session")
def real_notes() -> Path:
    """The folder of notes that real organisations wrote; too large to be part of the project."""
    if not REAL_NOTES.is_dir():
        pytest.skip(NO_REAL_NOTES)
    return REAL_NOTES


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests that look at pages."""
    from tests.browser.demo import open_browser  # noqa: PLC0415 - most tests need none

    with open_browser() as opened:
        yield opened


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-expected`, which writes expected files again, to be looked at as a difference."""
    parser.addoption("--update-expected", action="store_true", help="write expected files again")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests run first, so that a mistake shows early; the others may take longer.

    Of these, the longest come first, so that no process is left with one when all others are done.
    """
    items.sort(key=lambda item: (_is_slow(item), -_seconds(item)))
    longer = 0 if any(map(os.environ.get, COUNTS)) else LONGER
    for item in items:
        if _is_slow(item) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(longer))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over tests and modules from now on: looking at them took a tenth."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.freeze)  # nor at the very end, when the process gives all of its memory back


def _seconds(item: pytest.Item) -> int:
    """How long a test takes, as its marker says: `slow(20)`."""
    marker = item.get_closest_marker("slow")
    return marker.args[0] if marker and marker.args else 0


def _is_slow(item: pytest.Item) -> bool:
    return any(map(item.get_closest_marker, SLOW))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """See `_judged`."""
    return _judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """See `_judged`."""
    return _judged((yield))


def _judged(report: Report) -> Report:
    """Return the report: in CI a skipped test has failed, unless it needs what cannot be there."""
    expected = hasattr(report, "wasxfail") or any(
        reason in str(report.longrepr) for reason in (NO_REAL_NOTES, NO_MOUNTS, NO_GIVING)
    )
    if report.skipped and os.environ.get("CI") and not expected:
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print as a table which client agreed with the page in which moment, or read which feed."""
    clients = dict[str, dict[str, str]]()
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.getreports(outcome):
            match = _CLIENT.search(report.nodeid)
            if match and report.when == "call":
                clients.setdefault(match[1].replace("_", " "), {})[match[2] or ""] = outcome
    if clients:
        terminalreporter.section("clients")
        for client, moments in sorted(clients.items()):
            line = ", ".join(f"{moment} {outcome}".strip() for moment, outcome in sorted(moments.items()))
            terminalreporter.write_line(f"{client}: {line}")
    walks = {
        report.nodeid.rpartition("::test_")[2].replace("_", " "): value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "walk"
    }
    if walks:
        terminalreporter.section("from nothing to a published update")
        for way, taken in sorted(walks.items()):
            terminalreporter.write_line(f"{way}: {taken}")


_CLIENT = re.compile(r"tests/clients/.*::test_(?:the_)?(\w+)(?:\[(.*)\])?$")
