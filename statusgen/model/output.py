"""What compiling yields: files not yet made, with what they depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from statusgen.model.diagnostics import Diagnostic, Level


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


@dataclass(frozen=True, slots=True)
class OutputGroup:
    """Outputs that are all made from the same, so that nobody needs to name them while it stays as it is.

    `make(*inputs)` is pure and names them. They lie at or below `roots`, where nothing else lies.
    """

    roots: tuple[str, ...]
    make: Callable[..., Iterable[Output]]
    inputs: tuple[object, ...]

    def outputs(self) -> tuple[Output, ...]:
        """All of them."""
        return tuple(self.make(*self.inputs))


Part = Output | OutputGroup
"""What a site is made of."""


def outputs_of(part: Part) -> tuple[Output, ...]:
    """The files that a part stands for."""
    return part.outputs() if isinstance(part, OutputGroup) else (part,)


class OutputsByPath(Mapping[str, Output]):
    """The outputs of parts by path. What a bundle has is found out when it is asked for."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._outputs = dict[str, Output]()
        self._bundles = dict[str, OutputGroup]()
        for part in parts:
            if isinstance(part, OutputGroup):
                self._bundles |= dict.fromkeys(part.roots, part)
            else:
                self._outputs[part.path] = part

    def __getitem__(self, path: str) -> Output:
        if path not in self._outputs and self._bundles:
            bundle = next(filter(None, map(self._bundles.get, (path, *folders_of(path)))), None)
            self._outputs |= {one.path: one for one in bundle.outputs()} if bundle else {}
        return self._outputs[path]

    def __iter__(self) -> Iterator[str]:
        bundles = {bundle.roots: bundle for bundle in self._bundles.values()}
        in_bundles = (output.path for bundle in bundles.values() for output in bundle.outputs())
        return iter(dict.fromkeys((*self._outputs, *in_bundles)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._outputs or self._bundles)


Seen = dict[int, tuple[object, bytes]]
"""Objects, kept alive, with their digests, by their `id`: many outputs are made from the same few."""


def fingerprint(part: Part, version: str, seen: Seen | None = None) -> str:
    """Equal for parts that are sure to have equal bytes, made by the same version of the program.

    `seen` is for several of them: what they share is looked at once.
    """
    seen = {} if seen is None else seen
    make = part.make if isinstance(part, OutputGroup) else part.render
    mark = hashlib.sha256(f"{version}\0{make.__module__}.{make.__qualname__}".encode())
    for one in part.inputs:
        if id(one) not in seen:
            seen[id(one)] = one, hashlib.sha256(repr(one).encode()).digest()
        mark.update(seen[id(one)][1])
    return mark.hexdigest()


def folders_of(path: str) -> Iterator[str]:
    """`a`, `a/b` for `a/b/c`."""
    return (path[:index] for index, letter in enumerate(path) if letter == "/")


def all_folders_of(paths: Iterable[str]) -> set[str]:
    """The folders of many paths."""
    found = set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """A compiled site: `parts` in no particular order, `diagnostics` by file and place.

    There are no parts when the site must not be published. `next_change` is the next instant at which the
    site would differ by itself; None when there is no site.
    """

    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...]
    next_change: datetime | None
    counts: tuple[tuple[str, int], ...] = ()
    """How many notes of each kind are published, by kind: `(("incident", 40), …)`."""
    incomplete: bool = False
    """Whether pages say that a message could not be shown completely."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        """All files of the site."""
        return tuple(output for part in self.parts for output in outputs_of(part))

    @property
    def failed(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(problem.level is Level.ERROR for problem in self.diagnostics)
