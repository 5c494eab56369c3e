"""Many notes that nobody has read yet, read on all cores: what is learned from them, for a memo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from statusgen.model.cache import Cache, pack, unpack
from statusgen.pipeline.compile import learn
from statusgen.publish.workers import cores_to_use, run_parallel
from statusgen.read import shared_name

_NOTES = 500
"""So many are read and handed back at once."""


def read_all(
    files: Mapping[str, bytes], now: datetime, known: Mapping[bytes, Any], digests: Mapping[str, str]
) -> dict[bytes, Any]:
    """What `learn` lets a memo know of all notes besides what is `known`.

    Nothing where workers would be of no use. For `known` and `digests`, see `Cache`. Raises what reading a
    file raises.
    """
    common = {path: files[path] for path in files if "/" not in path}
    groups = _together(path for path in files if "/" in path)
    chunks = [groups[start : start + _NOTES] for start in range(0, len(groups), _NOTES)]

    def read(chunk: Sequence[Sequence[str]]) -> Iterator[bytes]:
        memo = Cache(known, digests=digests)
        learn(common | {path: files[path] for paths in chunk for path in paths}, now, memo)
        yield pack({digest: value for digest, value in memo.used.items() if digest not in known})

    workers = min(cores_to_use(), len(chunks))
    if workers < 2:
        return {}
    packed = run_parallel(chunks, read, workers)
    return {digest: value for data in packed for digest, value in unpack(data).items()}


def _together(paths: Iterable[str]) -> list[list[str]]:
    """The paths of files that may belong to one note, side by side."""
    found = dict[str, list[str]]()
    for path in paths:
        found.setdefault(shared_name(path), []).append(path)
    return list(found.values())
