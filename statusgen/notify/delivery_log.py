"""What every target has, kept in a file between runs; no address is in it."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from statusgen.disk import READ_LIMIT, DiskError, explain, write_whole
from statusgen.locks import BusyError, held

Sent = Mapping[str, Sequence[str]]
"""By the key of a target, the ids of what it got; and by `FAILED`, the keys of targets."""

FAILED = "failed"
"""Holds the targets whose last try failed, longest ago first; no key of a target is as short."""

_MOST = 200
"""So many ids a target are remembered: more than a feed can hold."""


def read_ledger(path: Path) -> dict[str, list[str]]:
    """What was sent, by the key of a target; empty if nothing is known. Raises `DiskError`."""
    try:
        with _file(path).open("rb") as file:
            sent = json.loads(file.read(READ_LIMIT + 1))
        return {str(key): [str(id_) for id_ in ids] for key, ids in sent.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DiskError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise DiskError(f"{path} does not hold what was sent; remove it to send all again") from None


def write_ledger(path: Path, sent: Mapping[str, Sequence[str]]) -> None:
    """Keep what was sent. Raises `DiskError`."""
    kept = {key: list(ids)[-_MOST:] for key, ids in sorted(sent.items()) if ids}
    try:
        file = _file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(kept, indent=1).encode() + b"\n")
    except OSError as error:
        raise DiskError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def locked_ledger(path: Path, patience: float) -> Iterator[None]:
    """Wait until no other run sends by the same ledger, or the two would send the same messages.

    Raises `DiskError` after `patience` seconds.
    """
    with ExitStack() as stack:
        try:
            folder = _file(path).parent
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(folder, patience))
        except BusyError:
            message = f"another `notify` is sending by {path}; nothing was sent, try again"
            raise DiskError(message) from None
        except OSError as error:
            raise explain(error, "write") from error
        yield


def _file(path: Path) -> Path:
    """The file itself, where `path` is a link. Raises `DiskError` for what is no file, such as a pipe."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DiskError(f"{path} is no ordinary file; name another one with --sent")
    except (FileNotFoundError, NotADirectoryError):
        pass
    return Path(os.path.realpath(path))
