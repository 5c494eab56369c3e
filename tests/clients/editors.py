"""The editors for the browser, as npm has them: packed, without what they were built from."""

from __future__ import annotations

import subprocess
import tarfile
from functools import cache
from pathlib import Path

from statusgen.render.cms import PROGRAMS, Program

PACKED = Path(__file__).parent / "node_modules" / ".packed"


def _archive(program: Program) -> Path:
    """As npm names it: `@sveltia/cms` is `sveltia-cms-….tgz`."""
    return PACKED / f"{program.package.removeprefix('@').replace('/', '-')}-{program.version}.tgz"


def fetch() -> None:
    """Fetch those that are not there yet."""
    PACKED.mkdir(parents=True, exist_ok=True)
    for program in PROGRAMS.values():
        if not _archive(program).is_file():
            wanted = f"{program.package}@{program.version}"
            subprocess.run(
                ["npm", "pack", "--silent", "--pack-destination", str(PACKED), wanted],
                check=True, cwd=PACKED.parents[1], stdout=subprocess.DEVNULL,
            )  # fmt: skip


@cache
def file_of(program: Program, path: str) -> bytes | None:
    """A file of the package; None if it has no such file."""
    with tarfile.open(_archive(program)) as archive:
        try:
            found = archive.extractfile(f"package/{path}")
        except KeyError:
            return None
        return found.read() if found else None


if __name__ == "__main__":
    fetch()
