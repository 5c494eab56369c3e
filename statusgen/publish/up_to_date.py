"""Skip the build when options, sources and published files are the same as after the last one."""

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
    """Options, sources and results of the last build without problems, as text and digests."""

    options: str
    sources: str
    manifest: str
    counts: tuple[tuple[str, int], ...]
    next_change: datetime | None


def digest_sources(files: Mapping[str, str | None]) -> str:
    """Return a digest of the paths and digests of all sources."""
    listed = "\0".join(f"{path}\0{digest}" for path, digest in files.items())
    return hashlib.sha256(listed.encode(errors="surrogateescape")).hexdigest()


def published_files(last: BuildRecord, out: Path, digests: FileHashes) -> Mapping[str, str] | None:
    """Return the files in `out`, as `Manifest.files`; None if any differs from the last build's.

    Raises `OSError`.
    """
    if last.manifest != digests.of(f"{out}/{MANIFEST}"):
        return None
    known = read_manifest(out).files
    if any(digests.of(f"{out}/{path}") != sha256 for path, sha256 in known.items()):
        return None
    return known
