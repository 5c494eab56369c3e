"""Build the same sites with the code of a commit and of this folder, and compare every published byte.

`make same OLD=COMMIT`, or `python -m tests.same COMMIT`. Only the command line is used, so modules may move.
Exit codes are compared, messages are not. The manifest is left out: its fingerprints depend on the code.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.same_sites import ROOT, Build, Files, all_sites, read_files

MANIFEST = Path(".statusgen/manifest.json")
PIECES = re.compile(r'\n|(?<=>)(?=<)|(?<=,)(?=["{])')
"""Where texts are split for the shown difference: lines, tags of HTML, members of JSON."""


def run(build: Build, code: Path, place: Path) -> tuple[int, str]:
    """Build in the folder `place` with the package below `code`. Return the exit code and all messages."""
    if build.clean:
        shutil.rmtree(place, ignore_errors=True)
    _write(build.files, place)
    command = (sys.executable, "-m", "statusgen", "build", "--now", build.now.isoformat(), *build.options)
    env = {**os.environ, "PYTHONPATH": str(code), "STATUSGEN_CACHE": str(place / "cache")}
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def _write(files: Files, place: Path) -> None:
    """Make `content` and `themes` in `place` hold these files. Unchanged files keep their time of change."""
    there = {
        path: data
        for top in ("content", "themes")
        for path, data in read_files(place / top, f"{top}/").items()
    }
    for path in there.keys() - files.keys():
        (place / path).unlink()
    for path, data in files.items():
        if there.get(path) != data:
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)


def different_files(old: Path, new: Path) -> list[Path]:
    """Return the paths, from both folders, of files that differ or are only in one; without the manifest."""
    was, now = ({one.relative_to(top) for one in top.rglob("*") if one.is_file()} for top in (old, new))
    changed = {path for path in was & now if (old / path).read_bytes() != (new / path).read_bytes()}
    return sorted(((was ^ now) | changed) - {MANIFEST})


def describe(paths: list[Path], old: Path, new: Path) -> str:
    """Return the first of the paths, and the difference of the first text that both folders have."""
    lines = [f"  {path}" for path in paths[:5]] + [f"  and {len(paths) - 5} more"] * (len(paths) > 5)
    both = (path for path in paths if (old / path).is_file() and (new / path).is_file())
    for path in both:
        data = [(top / path).read_bytes() for top in (old, new)]
        if b"\0" not in data[0] + data[1]:
            was, now = (PIECES.split(one.decode(errors="replace")) for one in data)
            found = list(difflib.unified_diff(was, now, f"old/{path}", f"new/{path}", n=1, lineterm=""))
            return "\n".join([*lines, *(f"    {line[:300]}" for line in found[:16])])
    return "\n".join(lines)


def compare(builds: list[Build], codes: tuple[Path, Path], folder: Path) -> Iterator[str]:
    """Run the builds of a site with the old and the new code. Yield for each what differs, or an empty text.

    Ends at the first difference, which later builds would repeat. A crash counts as a difference, also one
    that both codes have.
    """
    old, new = folder / "old", folder / "new"
    for build in builds:
        (was, said), (now, says) = (
            run(build, code, side) for code, side in zip(codes, (old, new), strict=True)
        )
        paths = different_files(old / "public", new / "public")
        if was != now or was not in (0, 1) or "Traceback" in said + says:
            last = [(text.splitlines() or ["no message"])[-1] for text in (said, says)]
            yield f"{build.name}: exit codes {was} and {now}\n  old: {last[0]}\n  new: {last[1]}"
            return
        if paths:
            yield f"{build.name}: {len(paths)} files\n{describe(paths, old / 'public', new / 'public')}"
            return
        yield ""


def check_out(commit: str, folder: Path) -> None:
    """Write the files of a commit. Raises `CalledProcessError`."""
    archive = subprocess.run(("git", "-C", ROOT, "archive", commit), stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")


def main() -> int:
    """Compare all sites, or those that are named. Return 1 if any differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.same", description=__doc__)
    parser.add_argument("commit", help="the commit whose code is the old one")
    parser.add_argument("sites", nargs="*", help="names of sites (default: all)")
    args = parser.parse_args()
    sites = all_sites(datetime.now(UTC).replace(second=0, microsecond=0))
    if unknown := set(args.sites) - sites.keys():
        parser.error(f"no such sites: {', '.join(sorted(unknown))}; there are {', '.join(sites)}")
    chosen = args.sites or list(sites)
    builds = different = 0
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(name).resolve()
        codes = (folder / "code" / "old", folder / "code" / "new")
        check_out(args.commit, codes[0])
        for part in ("statusgen", "themes"):
            shutil.copytree(ROOT / part, codes[1] / part)
        results = pool.map(lambda site: list(compare(sites[site], codes, folder / "sites" / site)), chosen)
        for site, found in zip(chosen, results, strict=True):
            builds += len(found)
            if found[-1]:
                different += 1
                sys.stdout.write(f"{site}, {found[-1]}\n")
                sys.stdout.flush()
    verdict = f"{different} of {len(chosen)} sites differ" if different else "the same"
    sys.stdout.write(f"{builds} builds with each code: {verdict}\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
