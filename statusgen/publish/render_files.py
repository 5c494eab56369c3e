"""Render the parts of a site as files of a staging folder, on all cores if there is enough to do."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from statusgen.model.output import Part, outputs_of
from statusgen.publish.workers import cores_to_use, run_parallel

WORTH_A_WORKER = 20
"""Parts that take longer to render than a worker takes to start."""

PARTS_A_WORKER = 512
"""Parts that a worker renders before it is replaced: bounds the memory of its caches."""

_Numbered = tuple[int, Part]


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """An output that was rendered; `part` is the index of the part that it belongs to."""

    part: int
    path: str
    late: bool
    """As in `Output`."""
    sha256: str
    staged: str
    """Subfolder of the staging folder that holds the file; empty if the published file is the same."""


def render_all(
    parts: Sequence[Part],
    published: Callable[[str], str | None],
    staging: Path,
    cores: int | None = None,
) -> Iterator[RenderedFile]:
    """Render all outputs, in no particular order, and write those that differ to `staging`.

    `published` returns the SHA-256 of the published file at a path, or None; it is called before anything is
    written. Raises what `Output.make` and `published` raise, and `DiskError` when a worker is killed.
    """
    numbered = list(enumerate(parts))
    workers = max(1, min(cores or cores_to_use(), len(parts) // WORTH_A_WORKER))

    def render(share: Iterable[_Numbered]) -> Iterator[list[RenderedFile]]:
        return _render(share, published, staging)

    with _new_garbage_collected():
        if workers > 1:  # they inherit what these few parts and many others need, such as templates
            some = slice(None, None, PARTS_A_WORKER)
            yield from chain.from_iterable(render(numbered[some]))
            del numbered[some]
        yield from chain.from_iterable(run_parallel(_shares(numbered, workers), render, workers))


def _shares(parts: Sequence[_Numbered], workers: int) -> Iterator[list[_Numbered]]:
    """Split parts into shares for workers; those that run at the same time have about equal work.

    Neighbours have inputs in common, which each worker computes for itself, so workers share one region of
    the site. Pages of one kind are neighbours too, so each share has eight runs from all over its region.
    """
    size = workers * PARTS_A_WORKER
    for region in (parts[start : start + size] for start in range(0, len(parts), size)):
        length = -(-len(region) // (8 * workers))
        runs = [region[start : start + length] for start in range(0, len(region), length)]
        yield from (list(chain.from_iterable(runs[worker::workers])) for worker in range(workers))


@contextmanager
def _new_garbage_collected() -> Iterator[None]:
    """Collect garbage of rendering alone: to look at older objects takes long and copies shared memory."""
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_enabled:
            gc.disable()


def _render(
    parts: Iterable[_Numbered], published: Callable[[str], str | None], staging: Path
) -> Iterator[list[RenderedFile]]:
    """Yield the files of each part."""
    own = str(os.getpid())  # workers that create files in one folder wait for each other
    folders = set[str]()
    for number, part in parts:
        files = list[RenderedFile]()
        for output in outputs_of(part):
            data = output.make()
            sha256 = hashlib.sha256(data).hexdigest()
            staged = "" if sha256 == published(output.path) else own
            if staged:
                folder = output.path.rpartition("/")[0]
                if folder not in folders:
                    (staging / own / folder).mkdir(parents=True, exist_ok=True)
                    folders.add(folder)
                with open(f"{staging}/{own}/{output.path}", "wb") as file:  # noqa: PTH123 - many: a `Path` takes longer
                    file.write(data)
            files.append(RenderedFile(number, output.path, output.late, sha256, staged))
        yield files
