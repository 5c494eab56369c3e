"""Builds the demo and a site of real notes, and judges them. Ends with 1 if anything is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.crawl import crawl, dead_links
from tests.browser.demo import ROOT
from tests.quality.server import served

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
REAL_NOTES = ROOT.parent / "shared" / "data" / "cstate-jenkins"
JUDGED = ("", "incidents/2026-11-17-loans-renewals/", "zh/")
"""Pages of the demo that Lighthouse judges."""


def main() -> int:
    """Judge everything; returns the exit code."""
    wrong = list[str]()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with served(folder / "demo") as port:
            address = f"http://127.0.0.1:{port}/"
            _build(ROOT / "content", folder / "demo", address)
            wrong += _invalid(folder / "demo")
            wrong += _dead(address)
            for page in JUDGED:
                wrong += _imperfect(address + page, folder / "lighthouse.json")
        if REAL_NOTES.is_dir():
            _run("import", "cstate", str(REAL_NOTES), "--to", str(folder / "content"), "--zone", "UTC")
            with served(folder / "real") as port:
                _build(folder / "content", folder / "real", f"http://127.0.0.1:{port}/")
                wrong += _invalid(folder / "real")
                wrong += _dead(f"http://127.0.0.1:{port}/")
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "Nothing is wrong.\n")
    return 1 if wrong else 0


def _build(content: Path, out: Path, url: str) -> None:
    """As of now, so that pages have all their scripts."""
    now = datetime.now(UTC).isoformat(timespec="minutes")
    _run("build", "--content", str(content), "--out", str(out), "--url", url, "--now", now)


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", "statusgen", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)


def _invalid(folder: Path) -> Iterator[str]:
    """What the Nu checker finds in pages, style sheets and pictures."""
    for kind, option in (("html", "--html"), ("css", "--css"), ("svg", "--svg")):
        files = sorted(folder.rglob(f"*.{kind}"))
        for part in range(0, len(files), 500):
            yield from _checked(option, files[part : part + 500])
        sys.stdout.write(f"{folder.name}: {len(files)} {kind} files checked\n")


def _checked(option: str, files: Iterable[Path]) -> list[str]:
    command = ["java", "-jar", str(VNU), "--errors-only", "--format", "gnu", option, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()


def _dead(address: str) -> Iterator[str]:
    found = crawl(address)
    sys.stdout.write(f"{address}: {len(found)} addresses visited\n")
    yield from (f"{page} links to {link}, which is not there" for page, link in dead_links(found, address))


def _imperfect(address: str, report: Path) -> Iterator[str]:
    """Lighthouse's scores on its mobile setting, below 100."""
    command = ["npx", "lighthouse", address, "--quiet", "--output=json", f"--output-path={report}"]
    flags = "--chrome-flags=--headless=new --no-sandbox"
    environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
    subprocess.run([*command, flags], cwd=HERE, env=environment, check=True, capture_output=True)
    told = json.loads(report.read_bytes())
    scores = {name: round(100 * one["score"]) for name, one in told["categories"].items()}
    sys.stdout.write(f"{address}: {scores}\n")
    yield from (f"{address}: {name} is {score}" for name, score in scores.items() if score < 100)


if __name__ == "__main__":
    sys.exit(main())
