"""Values as bytes, in MessagePack: reading makes dataclasses of the type asked for, and runs no code."""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin
from zoneinfo import ZoneInfo

import msgspec

if TYPE_CHECKING:
    from statusgen.model.notes import AnyNote

NoteT_co = TypeVar("NoteT_co", bound="AnyNote", covariant=True)


class Lazy(Generic[NoteT_co]):
    """A note that is kept as compressed bytes until it is asked for: most notes are never looked at again.

    Two are equal if their notes are.
    """

    __slots__ = ("_data", "_note")

    def __init__(self, note: NoteT_co | None = None, data: bytes = b"") -> None:
        self._note = note
        self._data = data

    def get(self) -> NoteT_co:
        """Return the note. Raises `ValueError` or `zlib.error` for bytes that hold none."""
        if self._note is not None:
            return self._note
        note: NoteT_co = _unpack_note(self._data)
        return note

    def packed(self) -> bytes:
        """Return the bytes from which `Lazy(data=…)` reads the note."""
        if self._note is not None and not self._data:
            self._data = zlib.compress(pack((self._note.kind, self._note)), 1)
        return self._data

    def __eq__(self, other: object) -> bool:
        """Return whether the notes are equal."""
        return isinstance(other, Lazy) and bool(self.get() == other.get())

    def __hash__(self) -> int:
        """Return the hash of the note."""
        return hash(self.get())


def pack(value: object) -> bytes:
    """Return bytes from which `unpack` makes an equal value; aware times come back in UTC."""
    return _ENCODER.encode(value)


def unpack(data: bytes | memoryview, kind: Any) -> Any:
    """Return the value of type `kind` that was packed. Raises `ValueError` for all other bytes."""
    notes = dict[bytes, Lazy[Any]]()

    def from_plain(kind: Any, plain: Any) -> object:
        if get_origin(kind) is Lazy:
            return notes.setdefault(
                plain, Lazy[Any](data=plain)
            )  # the same note is in several parts of a cache
        if kind is ZoneInfo:
            return ZoneInfo(plain)
        raise TypeError(f"{kind} cannot be read")

    return msgspec.msgpack.decode(data, type=kind, dec_hook=from_plain)


@lru_cache(256)  # a month of many notes; all of them would fill the memory
def _unpack_note(data: bytes) -> Any:
    from statusgen.model.notes import NOTE_TYPES  # noqa: PLC0415 - seldom needed
    from statusgen.model.status import Kind  # noqa: PLC0415 - seldom needed

    kind, note = _decoder(tuple[Kind, msgspec.Raw]).decode(zlib.decompress(data))
    own: Any = NOTE_TYPES[kind]
    return _decoder(own).decode(note)


@cache  # making one takes as long as reading a note
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def _to_plain(value: object) -> object:
    """Return what is written for a value of a type that the library does not know."""
    if isinstance(value, Lazy):
        return value.packed()
    if isinstance(value, ZoneInfo):
        return value.key
    raise TypeError(f"{type(value)} cannot be kept")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_to_plain)
