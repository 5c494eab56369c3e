"""The manifest of a published site: the paths, fingerprints and digests of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from statusgen.storage.atomic_write import write_whole
from statusgen.storage.file_hashes import FileHashes

OURS = ".statusgen"
MANIFEST = f"{OURS}/manifest.json"


class Entry(NamedTuple):
    """Fingerprint and digest of a file; both are empty for a file that may be missing or stale."""

    fingerprint: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """The files of a published site."""

    single: Mapping[str, Entry] = field(default_factory=dict)
    """Single outputs by path."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Groups of outputs by fingerprint: the SHA-256 of each file by path, in hexadecimal."""

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The SHA-256 of each file by path, in hexadecimal."""
        found = {path: entry.sha256 for path, entry in self.single.items()}
        for files in self.groups.values():
            found.update(files)
        return found


def read_manifest(out: Path) -> Manifest:
    """Read the manifest of `out`; an empty one if it is missing or damaged. Its paths are not checked."""
    try:
        return _read(json.loads((out / MANIFEST).read_bytes()))
    except (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Manifest()


def _read(record: Any) -> Manifest:
    single = {path: Entry(str(print_), str(sha256)) for path, (print_, sha256) in record["files"].items()}
    groups = dict[str, Mapping[str, str]]()
    for mark, (names, files) in record.get("groups", {}).items():
        if names == _digest_of_names(files) and {*map(type, files.values())} == {str}:
            groups[mark] = files
        else:  # files of ours, but the group had others too
            single |= dict.fromkeys(files, Entry())
    return Manifest(single, groups)


def write_manifest(out: Path, manifest: Manifest, temporary: Path) -> str:
    """Write the manifest of `out` if it has changed. Returns its SHA-256. Raises `OSError`."""
    groups = {mark: dict(sorted(files.items())) for mark, files in sorted(manifest.groups.items())}
    record = {
        "format": 3,
        "files": dict(sorted(manifest.single.items())),
        "groups": {mark: (_digest_of_names(files), files) for mark, files in groups.items()},
    }
    data = json.dumps(record, separators=(",\n", ":")).encode()
    digest = hashlib.sha256(data).hexdigest()
    if FileHashes().of(str(out / MANIFEST)) != digest:
        write_whole(out / MANIFEST, data, temporary)
    return digest


def _digest_of_names(paths: Iterable[str]) -> str:
    """Return a digest of the paths of a group, which shows that none is missing from the manifest."""
    return hashlib.sha256("\0".join(sorted(paths)).encode(errors="surrogatepass")).hexdigest()[:16]
