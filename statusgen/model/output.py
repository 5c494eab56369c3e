"""Results of compiling: output files that are not rendered yet, with the inputs that they depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from statusgen.model.diagnostics import Diagnostic, Level

PUBLISHED_NOTES = ".statusgen/notes/"
"""Folder of a publication with records of its notes and services, for the next one."""


@dataclass(frozen=True, slots=True)
class Output:
    """File of the published site: its address, its inputs, and the function that renders its bytes.

    `path` is relative to the output folder, with `/`. `render(*inputs)` is pure, so outputs whose `inputs`
    have the same `repr` have the same bytes. `late` outputs (index pages, feeds) are written after all
    others, so that no link ever leads to a missing file.
    """

    path: str
    render: Callable[..., bytes]
    inputs: tuple[object, ...]
    late: bool = False

    def make(self) -> bytes:
        """Render the file."""
        return self.render(*self.inputs)


class SharedInput:
    """Base of dataclasses that are large inputs of several outputs.

    The `repr` is a digest of that of the fields, computed once. The fields must be immutable.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @cached_property
    def _digest(self) -> str:
        values = [getattr(self, one.name) for one in fields(self) if one.repr]
        return hashlib.sha256(repr(values).encode()).hexdigest()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._digest})"


@dataclass(frozen=True, slots=True)
class OutputGroup:
    """Output files with common inputs. One fingerprint serves all, so an unchanged group is not even listed.

    `make(*inputs)` is pure and returns the outputs. All are at or below `roots`, where nothing else is.
    """

    roots: tuple[str, ...]
    make: Callable[..., Iterable[Output]]
    inputs: tuple[object, ...]

    def outputs(self) -> tuple[Output, ...]:
        """Return all outputs of the group."""
        return tuple(self.make(*self.inputs))


Part = Output | OutputGroup
"""Unit of a site that has one fingerprint."""


def outputs_of(part: Part) -> tuple[Output, ...]:
    """Return the outputs of a part."""
    return part.outputs() if isinstance(part, OutputGroup) else (part,)


class OutputsByPath(Mapping[str, Output]):
    """Outputs of parts by path. A group is expanded when one of its paths is looked up."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._outputs = dict[str, Output]()
        self._groups = dict[str, OutputGroup]()
        for part in parts:
            if isinstance(part, OutputGroup):
                self._groups |= dict.fromkeys(part.roots, part)
            else:
                self._outputs[part.path] = part

    def __getitem__(self, path: str) -> Output:
        if path not in self._outputs and self._groups:
            group = next(filter(None, map(self._groups.get, (path, *folders_of(path)))), None)
            self._outputs |= {one.path: one for one in group.outputs()} if group else {}
        return self._outputs[path]

    def __iter__(self) -> Iterator[str]:
        groups = {group.roots: group for group in self._groups.values()}
        in_groups = (output.path for group in groups.values() for output in group.outputs())
        return iter(dict.fromkeys((*self._outputs, *in_groups)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._outputs or self._groups)


def fingerprint(part: Part, version: str) -> str:
    """Return a digest that is equal only for parts with equal bytes by the same version of the program."""
    make = part.make if isinstance(part, OutputGroup) else part.render
    whole = f"{version}\0{make.__module__}.{make.__qualname__}\0{part.inputs!r}"
    return hashlib.sha256(whole.encode()).hexdigest()


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders of a path: `a`, `a/b` for `a/b/c`."""
    return (path[:index] for index, letter in enumerate(path) if letter == "/")


def all_folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders of all paths."""
    found = set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """Compiled site: `parts` in no particular order, `diagnostics` by file and place.

    There are no parts when the site must not be published. `next_change` is the next instant at which the
    site would differ by itself; None when there is no site.
    """

    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...]
    next_change: datetime | None
    counts: tuple[tuple[str, int], ...] = ()
    """Numbers of published notes by kind: `(("incident", 40), …)`."""
    incomplete: bool = False
    """Whether a page states that a message could not be shown completely."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return all files of the site."""
        return tuple(output for part in self.parts for output in outputs_of(part))

    def records(self) -> dict[str, bytes]:
        """Return the files below `PUBLISHED_NOTES` by their paths there, for a later run."""
        outputs = (one for one in self.parts if isinstance(one, Output))
        records = (one for one in outputs if one.path.startswith(PUBLISHED_NOTES))
        return {one.path.removeprefix(PUBLISHED_NOTES): one.make() for one in records}

    @property
    def failed(self) -> bool:
        """Return whether any diagnostic is an error."""
        return any(problem.level is Level.ERROR for problem in self.diagnostics)
