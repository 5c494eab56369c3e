"""Cache on the disk, for the next run on this machine. Removing it costs time alone.

It is in the user's own cache folder: never in the site, where others could put something, nor beside the
content, where somebody might commit it. Each file is sealed with a random key that is kept there too. The
seal binds it to the program's version, the folder it is about and what it is; a file that was damaged,
exchanged or brought from elsewhere is passed over.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from statusgen.model.packed import pack, unpack
from statusgen.storage.private import NotPrivateError, PrivateFolder, private_folder

_DIGEST = hashlib.sha256().digest_size
_KEY = "key"


class CacheStore:
    """Values by the folder that they are about, their name, and the version that made them.

    Without a folder, nothing is known and nothing is kept. `warning` says why the folder or a file in it is
    not used, if others could have written there.
    """

    def __init__(self, folder: PrivateFolder | None = None, key: bytes = b"", warning: str = "") -> None:
        self._folder = folder
        self._key = key
        self.warning = warning

    def get(self, of: Path, what: str, version: str, kind: Any) -> Any:
        """Return the value of type `kind` that was kept last as `what` of a folder.

        None if there is none, it is damaged, or it comes from another version.
        """
        data = self._read(_name(of, what))
        seal = self._seal(of, what, version, memoryview(data)[_DIGEST:])
        if not hmac.compare_digest(data[:_DIGEST], seal):
            return None
        try:
            return unpack(memoryview(data)[_DIGEST:], kind)
        except (ValueError, LookupError, OSError):  # as with a time zone that was removed
            return None

    def put(self, of: Path, what: str, version: str, value: object) -> None:
        """Keep something of a folder for `get`, if that is possible."""
        if self._folder is not None:
            # A full disk, or a read-only one; a file name that is no UTF-8.
            with suppress(OSError, UnicodeEncodeError):
                data = pack(value)
                self._folder.remove_leftovers()
                self._folder.write(_name(of, what), self._seal(of, what, version, data) + data)

    def _read(self, name: str) -> bytes:
        if self._folder is not None:
            try:
                return self._folder.read(name)
            except NotPrivateError as error:
                self.warning = self.warning or f"the cache file {error}; it is not used"
            except OSError:
                pass
        return b""

    def _seal(self, of: Path, what: str, version: str, data: bytes | memoryview) -> bytes:
        about = (version.encode(), os.fsencode(os.path.realpath(of)), what.encode())
        seal = hmac.new(self._key, b"".join(one + b"\0" for one in about), hashlib.sha256)
        seal.update(data)
        return seal.digest()


@contextmanager
def open_cache() -> Iterator[CacheStore]:
    """Open the cache of the user. Raises nothing: without a cache folder, the `CacheStore` is empty."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(private_folder(_place()))
            cache = CacheStore(folder, _key(folder))
        except NotPrivateError as error:
            cache = CacheStore(warning=f"the cache folder {error}; it is not used")
        except (OSError, RuntimeError):  # a read-only home, or none
            cache = CacheStore()
        yield cache


def _place() -> Path:
    """Return the cache folder. Raises `RuntimeError` for a user without a home."""
    if own := os.environ.get("STATUSGEN_CACHE"):
        return Path(own).absolute()
    from platformdirs import user_cache_path  # noqa: PLC0415 - takes long

    found = user_cache_path("statusgen", appauthor=False)
    if not found.is_absolute():
        raise RuntimeError
    return found


def _key(folder: PrivateFolder) -> bytes:
    """Return the key of the seals; a new one if there is none, or if others could know or exchange it."""
    with suppress(FileNotFoundError, NotPrivateError):
        key = folder.read(_KEY)
        if len(key) == _DIGEST:
            return key
    folder.write(_KEY, key := os.urandom(_DIGEST))
    return key


def _name(of: Path, what: str) -> str:
    return f"{hashlib.sha256(os.fsencode(os.path.realpath(of))).hexdigest()[:32]}.{what}"
