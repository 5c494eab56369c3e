"""Refuse output folders with other files, so that a mistaken --out does not mix a site into them."""

from __future__ import annotations

import os
from pathlib import Path

from statusgen.publish.manifest import MANIFEST, OURS, read_manifest
from statusgen.storage.disk import DiskError

EXPECTED = frozenset(
    (
        *(".git", ".gitattributes", ".github", ".gitignore", ".gitkeep"),
        *(".domains", ".htaccess", ".nojekyll", ".well-known", "CNAME"),  # what hosts of sites read
        *(".DS_Store", "desktop.ini", "lost+found", "Thumbs.db"),  # what systems leave
        OURS,
    )
)
"""Names that may be in a folder before the first site is published there."""


def refuse_foreign(out: Path) -> None:
    """Raise `DiskError` if a site must not be published into this folder.

    A folder without a manifest may only have files that are `EXPECTED`. A home folder and the root of a file
    system need a manifest that is not damaged.
    """
    names = sorted(path.name for path in out.iterdir()) if out.exists() else []
    strangers = [name for name in names if name not in EXPECTED]
    if (what := _what_it_is(out)) and not read_manifest(out).files:
        raise DiskError(f"{out} is {what}; name a folder for the site alone with --out")
    # After listing the files: another build writes its manifest before its pages.
    if strangers and not (out / MANIFEST).exists():
        raise DiskError(
            f"{out} holds files that statusgen did not write, such as {strangers[0]}; "
            "empty that folder or choose another one with --out"
        )


def _what_it_is(out: Path) -> str:
    """Return a phrase for a folder that is hardly meant for a site; empty for others."""
    real = os.path.realpath(out)  # Path.resolve fails on links in a circle
    if Path(real).parent == Path(real):
        return "the root of the file system"
    home = os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111 - `Path.home` fails where there is none
    return "your home folder" if real == home else ""
