"""Delivery log: the file that remembers which receiver has which messages. It contains no address."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from statusgen.storage.disk import READ_LIMIT, DiskError, explain, write_whole
from statusgen.storage.locks import BusyError, held

DeliveryLog = Mapping[str, Sequence[str]]
"""Ids of the messages that a receiver has, by its key; under `FAILED`, keys of receivers."""

FAILED = "failed"
"""Name of the list of receivers whose last try failed, longest ago first; keys of receivers are longer."""

_MAX_IDS = 200
"""Ids per receiver that are remembered: more than a feed holds."""


def read_log(path: Path) -> dict[str, list[str]]:
    """Read the log; empty if there is no file. Raises `DiskError`."""
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


def write_log(path: Path, log: DeliveryLog) -> None:
    """Write the log. Raises `DiskError`."""
    kept = {key: list(ids)[-_MAX_IDS:] for key, ids in sorted(log.items()) if ids}
    try:
        file = _file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(kept, indent=1).encode() + b"\n")
    except OSError as error:
        raise DiskError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def locked_log(path: Path, patience: float) -> Iterator[None]:
    """Lock the log against other runs, which would send the same messages.

    Raises `DiskError` if another run holds it for more than `patience` seconds.
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
    """Follow links of the path. Raises `DiskError` if it is no regular file, such as a pipe."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DiskError(f"{path} is no ordinary file; name another one with --sent")
    except (FileNotFoundError, NotADirectoryError):
        pass
    return Path(os.path.realpath(path))
