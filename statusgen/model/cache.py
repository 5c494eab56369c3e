"""What was worked out before, so that only what has changed is worked out anew."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """Settings, notes, templates and what follows from them, by a digest of all that they are made from.

    `known` are those of an earlier run, `used` those that this run needs: what a later one may want.
    `digests` are those of content files that need not be read to know them, by path, in hexadecimal.
    """

    known: Mapping[bytes, Any] = field(default_factory=dict)
    used: dict[bytes, Any] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def find(self, digest: bytes) -> Any:
        """What has that digest; None if it is not known."""
        found = self.used.get(digest)
        if found is None and digest in self.known:
            found = self.used[digest] = self.known[digest]
        return found

    def recall(self, digest: bytes, make: Callable[[], T]) -> T:
        """What has that digest, be it nothing; it is made only if it is not known."""
        if digest not in self.used:
            self.used[digest] = self.known[digest] if digest in self.known else make()
        found: T = self.used[digest]
        return found


class Lazy(Generic[T]):
    """A value that lies as bytes until it is asked for: most notes are never looked at again.

    Two are equal if their values are.
    """

    __slots__ = ("_data", "_value")

    def __init__(self, value: T | None = None, data: bytes = b"") -> None:
        self._value = value
        self._data = data

    def get(self) -> T:
        """The value."""
        if self._value is not None:
            return self._value
        opened: T = _opened(self._data)
        return opened

    def __eq__(self, other: object) -> bool:
        """Whether the values are equal."""
        return isinstance(other, Lazy) and bool(self.get() == other.get())

    def __hash__(self) -> int:
        """Of the value."""
        return hash(self.get())

    def __reduce__(self) -> tuple[object, ...]:
        """Without the value, which its bytes make anew."""
        return Lazy, (None, self._data or pack(self._value))


@lru_cache(256)  # a month of many notes; all of them would fill the memory
def _opened(data: bytes) -> Any:
    return unpack(data)


def pack(value: object) -> bytes:
    """Bytes that `unpack` makes into an equal value."""
    into = io.BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(value)
    return into.getvalue()


def unpack(data: bytes, start: int = 0) -> Any:
    """The value that was packed, from byte `start` on. Other bytes raise any exception, but run no code."""
    source = io.BytesIO(data)  # shares the bytes
    source.seek(start)
    return _Unpickler(source).load()


class _Unpickler(pickle.Unpickler):
    """Makes data alone: our dataclasses, enumerations and named tuples, and a few types of libraries."""

    def find_class(self, module: str, name: str) -> Any:
        return _allowed(module, name)


@cache
def _allowed(module: str, name: str) -> Any:
    """What has that name, if nothing but data can be made with it. Raises `UnpicklingError`."""
    ours = module.startswith("statusgen.") and name.isidentifier()
    if ours or (module, name) in _ELSEWHERE:
        found = pickle.Unpickler(io.BytesIO()).find_class(module, name)  # noqa: S301 - nothing is loaded
        if not ours or found in _OURS or (_is_data(found) and found.__module__ == module):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no data")


def _is_data(kind: Any) -> bool:
    return isinstance(kind, type) and (
        is_dataclass(kind) or issubclass(kind, Enum) or hasattr(kind, "_fields")
    )


class _Pickler(pickle.Pickler):
    """Reads frozen dataclasses back several times as fast as their own way."""

    def reducer_override(self, value: Any) -> Any:
        """How to pack a value; everything else goes its own way."""
        kind: Any = type(value)
        if kind is ZoneInfo:  # its own way needs `getattr`, with which code can be reached
            return _zone, (value.key,)
        if is_dataclass(kind) and kind.__reduce__ is object.__reduce__:
            names = _names(kind)
            return _restored, (kind, *(getattr(value, name) for name in names))
        return NotImplemented


def _restored(kind: Any, *values: object) -> Any:
    made = object.__new__(kind)
    for put, value in zip(_slots(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _slots(kind: Any) -> tuple[Callable[[object, object], None], ...]:
    """What fills a frozen object: twice as fast as by its attributes' names."""
    return tuple(getattr(kind, name).__set__ for name in _names(kind))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


_OURS = (Lazy, _restored, _zone)
_ELSEWHERE = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    ("markupsafe", "Markup"),
}
