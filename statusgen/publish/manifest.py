"""The record of a published site: which files are ours, and from what each was made."""

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
    """What is known of a file; empty for one that may not have been written yet."""

    fingerprint: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """Files by path, and by the fingerprint of their bundle those that were made together."""

    single: Mapping[str, Entry] = field(default_factory=dict)
    bundles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of each file the SHA-256, by path."""

    @cached_property
    def files(self) -> Mapping[str, str]:
        """All files: the SHA-256 of each by its path, in hexadecimal."""
        found = {path: entry.sha256 for path, entry in self.single.items()}
        for files in self.bundles.values():
            found.update(files)
        return found


def read_manifest(out: Path) -> Manifest:
    """What was written last time; nothing, if that is missing or not ours. Its paths are not checked."""
    try:
        return _read(json.loads((out / MANIFEST).read_bytes()))
    except (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Manifest()


def _read(record: Any) -> Manifest:
    single = {path: Entry(str(print_), str(sha256)) for path, (print_, sha256) in record["files"].items()}
    bundles = dict[str, Mapping[str, str]]()
    for mark, (names, files) in record.get("bundles", {}).items():
        if names == _names(files) and {*map(type, files.values())} == {str}:
            bundles[mark] = files
        else:  # ours, but nobody can say what else was
            single |= dict.fromkeys(files, Entry())
    return Manifest(single, bundles)


def write_manifest(out: Path, manifest: Manifest, temporary: Path) -> str:
    """Put it in place, by way of a temporary file, if it is another: its SHA-256. Raises `OSError`."""
    bundles = {mark: dict(sorted(files.items())) for mark, files in sorted(manifest.bundles.items())}
    record = {
        "format": 2,
        "files": dict(sorted(manifest.single.items())),
        "bundles": {mark: (_names(files), files) for mark, files in bundles.items()},
    }
    data = json.dumps(record, separators=(",\n", ":")).encode()
    digest = hashlib.sha256(data).hexdigest()
    if FileHashes().of(str(out / MANIFEST)) != digest:
        write_whole(out / MANIFEST, data, temporary)
    return digest


def _names(paths: Iterable[str]) -> str:
    """Differs when any of the paths does: a record that lacks one is not believed."""
    return hashlib.sha256("\0".join(sorted(paths)).encode(errors="surrogatepass")).hexdigest()[:16]
