"""What one run leaves for the next one on this machine; whoever removes it only has to wait longer.

It lies in the user's own cache folder, since it is read as Python's objects: never in the site, where others
could put something, nor beside the content, where somebody might commit it.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

from statusgen.disk import write_whole
from statusgen.memo import pack

_DIGEST = hashlib.sha256().digest_size


def cached(of: Path, what: str, version: str) -> Any:
    """`what` was kept last of a folder; None if that is nothing, damaged or another version's."""
    try:
        data = _place(of, what).read_bytes()
        kept = memoryview(data)[_DIGEST:]
        return pickle.loads(kept) if data[:_DIGEST] == _seal(kept, version) else None  # noqa: S301 - our own
    except (OSError, RuntimeError, LookupError):  # at last: a time zone that was removed
        return None


def keep(of: Path, what: str, version: str, value: object) -> None:
    """Keep something of a folder for `cached`, if that is possible."""
    data = pack(value)
    with suppress(OSError, RuntimeError):  # a read-only home, or none
        place = _place(of, what)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(place, _seal(data, version) + data)


def _place(of: Path, what: str) -> Path:
    own, of_all = os.environ.get("STATUSGEN_CACHE"), os.environ.get("XDG_CACHE_HOME")
    folder = Path(own) if own else Path(of_all or Path.home() / ".cache") / "statusgen"
    return folder / f"{hashlib.sha256(os.fsencode(of.resolve())).hexdigest()[:32]}.{what}"


def _seal(data: bytes | memoryview, version: str) -> bytes:
    seal = hashlib.sha256(version.encode() + b"\0")
    seal.update(data)
    return seal.digest()
