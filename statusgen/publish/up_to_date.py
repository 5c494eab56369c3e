"""Whether there is nothing to build: the same order again, and all files are as the last build left them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statusgen.publish.manifest import MANIFEST, read_manifest
from statusgen.storage.file_hashes import FileHashes


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a build without any problem was asked for, in words, and read and left."""

    order: str
    sources: str
    manifest: str
    counts: tuple[tuple[str, int], ...]
    next_change: datetime | None


def digest_sources(files: Mapping[str, str | None]) -> str:
    """Differs when any of the files does, by path and digest, or another one is there."""
    told = "\0".join(f"{path}\0{digest}" for path, digest in files.items())
    return hashlib.sha256(told.encode(errors="surrogateescape")).hexdigest()


def digest_manifest(out: Path, digests: FileHashes) -> str | None:
    """That of the record of all published files. Raises `OSError`."""
    return digests.of(f"{out}/{MANIFEST}")


def published_files(last: BuildRecord, out: Path, digests: FileHashes) -> Mapping[str, str] | None:
    """The files in `out`, as `Manifest.files`, if all are as the last build left them; else None.

    Raises `OSError`.
    """
    if last.manifest != digest_manifest(out, digests):
        return None
    known = read_manifest(out).files
    if any(digests.of(f"{out}/{path}") != sha256 for path, sha256 in known.items()):
        return None
    return known
