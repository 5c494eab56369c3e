"""What compiling yields: files not yet made, each with what it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Level


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the published site: its address, what it depends on, and how to make its bytes.

    `path` is relative to the output folder, with `/`. `render(*inputs)` is pure, so outputs whose `inputs`
    have the same `repr` have the same bytes. `late` outputs (index pages, feeds) are written after all
    others, so that nothing ever links to what is not there yet.
    """

    path: str
    render: Callable[..., bytes]
    inputs: tuple[object, ...]
    late: bool = False

    def make(self) -> bytes:
        """The file's bytes."""
        return self.render(*self.inputs)


Seen = dict[int, tuple[object, bytes]]
"""Objects, kept alive, with their digests, by their `id`: many outputs are made from the same few."""


def fingerprint(output: Output, version: str, seen: Seen | None = None) -> str:
    """Equal for outputs that are sure to have equal bytes, made by the same version of the program.

    `seen` is for several outputs: what they share is looked at once.
    """
    seen = {} if seen is None else seen
    mark = hashlib.sha256(f"{version}\0{output.render.__module__}.{output.render.__qualname__}".encode())
    for one in output.inputs:
        if id(one) not in seen:
            seen[id(one)] = one, hashlib.sha256(repr(one).encode()).digest()
        mark.update(seen[id(one)][1])
    return mark.hexdigest()


def folders_of(path: str) -> Iterator[str]:
    """`a`, `a/b` for `a/b/c`."""
    return (path[:index] for index, letter in enumerate(path) if letter == "/")


@dataclass(frozen=True, slots=True)
class Result:
    """A compiled site: `outputs` in no particular order, `diagnostics` by file and place.

    `outputs` is empty when the site must not be published. `next_change` is the next instant at which the
    site would differ by itself; None when there is no site.
    """

    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    next_change: datetime | None
    counts: tuple[tuple[str, int], ...] = ()
    """How many notes of each kind are published, by kind: `(("incident", 40), …)`."""

    @property
    def failed(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(problem.level is Level.ERROR for problem in self.diagnostics)
