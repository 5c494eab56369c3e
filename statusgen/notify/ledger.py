"""What every target has, kept in a file between runs; no address is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from statusgen.disk import DiskError, write_whole

Sent = Mapping[str, Sequence[str]]
"""By the key of a target, the ids of what it got."""

_MOST = 200
"""So many ids a target are remembered: more than a feed can hold."""


def read_ledger(path: Path) -> dict[str, list[str]]:
    """What was sent, by the key of a target; empty if nothing is known. Raises `DiskError`."""
    try:
        told = json.loads(path.read_bytes())
        return {str(key): [str(id_) for id_ in ids] for key, ids in told.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DiskError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, AttributeError, TypeError):
        raise DiskError(f"{path} does not hold what was sent; remove it to send all again") from None


def write_ledger(path: Path, sent: Mapping[str, Sequence[str]]) -> None:
    """Keep what was sent. Raises `DiskError`."""
    kept = {key: list(ids)[-_MOST:] for key, ids in sorted(sent.items()) if ids}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(kept, indent=1).encode() + b"\n")
    except OSError as error:
        raise DiskError(f"cannot write {path}: {error.strerror or error}") from error
