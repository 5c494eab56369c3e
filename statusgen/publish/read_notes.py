"""Many new notes, read on all cores into parts of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from statusgen.model.cache import Cache, Parts
from statusgen.model.packed import pack, unpack
from statusgen.pipeline.archived_notes import learn
from statusgen.publish.kept_parts import KeptParts, computed_parts, merged
from statusgen.publish.workers import cores_to_use, run_parallel
from statusgen.read import shared_name

_NOTES = 500
"""Notes that a worker reads before it returns them."""


def read_all(files: Mapping[str, bytes], now: datetime, known: Parts, digests: Mapping[str, str]) -> Parts:
    """Return what `learn` adds to the `known` parts of the cache for the notes of all files.

    Nothing where workers would be of no use. For `digests`, see `Cache`. Raises what reading a file raises.
    """
    common = {path: files[path] for path in files if "/" not in path}
    groups = _together(path for path in files if "/" in path)
    chunks = [groups[start : start + _NOTES] for start in range(0, len(groups), _NOTES)]

    def read(chunk: Sequence[Sequence[str]]) -> Iterator[bytes]:
        cache = Cache(known, digests=digests)
        learn(common | {path: files[path] for paths in chunk for path in paths}, now, cache)
        with suppress(UnicodeEncodeError):  # of a name that is no UTF-8: nothing is read ahead
            yield pack(computed_parts(cache))

    workers = min(cores_to_use(), len(chunks))
    if workers < 2:
        return {}
    return merged(unpack(packed, KeptParts) for packed in run_parallel(chunks, read, workers))


def _together(paths: Iterable[str]) -> list[list[str]]:
    """Group the paths of files that may belong to one note."""
    found = dict[str, list[str]]()
    for path in paths:
        found.setdefault(shared_name(path), []).append(path)
    return list(found.values())
