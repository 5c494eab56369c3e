"""Parts of a site to files in a staging folder: on all cores, when there is enough to do.

What outputs are made from is shared with the workers by forking, so nothing has to be carried to them; what
comes back is a few words for each output.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from statusgen.model.output import Part, outputs_of
from statusgen.storage.disk import DiskError
from statusgen.storage.signals import postponed_signals

WORTH_A_WORKER = 20
"""So many parts take longer to make than a worker takes to start."""
_SELDOM = 20_000
"""So many new objects are waited for until garbage is looked for: pages leave little."""
_SET_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG`, see prctl(2)."""
_MOST = 512
"""So many parts a worker makes until it makes room for another: what it remembers would fill the memory."""
_LEAST = 128
"""So many are made at least, where there are many rounds: each worker works out anew what parts share."""
_MANY = 4
_SAMPLE = 24
"""So many parts of all kinds are made by way of a beginning."""
_CHUNK = 32
"""Parts that stand together share what they are made from, and go to one worker."""


_Share = TypeVar("_Share")
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Made:
    """An output that was made, and the digest of its bytes."""

    part: int
    """Which of the parts it belongs to."""
    path: str
    late: bool
    sha256: str
    staged: str
    """Subfolder of the staging folder that holds the file; empty if the published file is the same."""


def render_all(
    parts: Sequence[Part], lying: Callable[[str], str | None], staging: Path, cores: int | None = None
) -> Iterator[Made]:
    """Make all outputs, and write to `staging` those whose digest differs from that `lying` at their path.

    In any order; `lying` is asked before anything is written. Raises what `Output.make` and `lying` raise,
    and `DiskError` when a worker is lost.
    """
    numbered = list(enumerate(parts))
    workers = min(cores_to_use() if cores is None else cores, len(parts) // WORTH_A_WORKER)
    with _new_garbage_collected():
        if workers < 2:
            yield from _made(numbered, lying, staging)
            return
        if len(parts) > workers * _MOST:  # what many parts need is then there before the first worker starts
            some = slice(None, None, len(parts) // _SAMPLE)
            yield from _made(numbered[some], lying, staging)
            del numbered[some]
        yield from run_parallel(
            _shares(numbered, workers), lambda share: _made(share, lying, staging), workers
        )


def _shares(parts: Sequence[_Share], workers: int) -> Iterator[Sequence[_Share]]:
    """Each for a worker; those that are at work at the same time have as much to do."""
    for some in _rounds(parts, workers):
        chunks = _cut(some, min(_CHUNK, len(some) // (8 * workers) + 1))
        yield from ([one for chunk in chunks[share::workers] for one in chunk] for share in range(workers))


def _rounds(parts: Sequence[_Share], workers: int) -> Iterator[Sequence[_Share]]:
    """As few as may be; if they are many, the last ones are small, so that none is waited for long."""
    many = len(parts) > _MANY * workers * _MOST
    while many and len(parts) > 2 * workers * _LEAST:
        size = min(workers * _MOST, len(parts) // 2)
        yield parts[:size]
        parts = parts[size:]
    rounds = -(-len(parts) // (workers * _MOST))
    yield from _cut(parts, -(-len(parts) // rounds))


def _cut(parts: Sequence[_Share], length: int) -> list[Sequence[_Share]]:
    return [parts[start : start + length] for start in range(0, len(parts), length)]


@contextmanager
def _new_garbage_collected() -> Iterator[None]:
    """What there is already is never looked at, which would take long and copy memory that is shared."""
    collected, often = gc.isenabled(), gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM, *often[1:])
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()
        if not collected:
            gc.disable()


def cores_to_use() -> int:
    """The cores that we may use; one where a process cannot safely be forked."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _made(
    parts: Iterable[tuple[int, Part]], lying: Callable[[str], str | None], staging: Path
) -> Iterator[Made]:
    own = str(os.getpid())  # in folders for all, the workers would wait for each other
    there = set[str]()
    for number, part in parts:
        for output in outputs_of(part):
            data = output.make()
            digest = hashlib.sha256(data).hexdigest()
            staged = "" if digest == lying(output.path) else own
            if staged:
                folder = output.path.rpartition("/")[0]
                if folder not in there:
                    (staging / own / folder).mkdir(parents=True, exist_ok=True)
                    there.add(folder)
                with open(f"{staging}/{own}/{output.path}", "wb") as file:  # noqa: PTH123 - many: a `Path` takes longer
                    file.write(data)
            yield Made(number, output.path, output.late, digest, staged)


def run_parallel(
    shares: Iterable[_Share], work: Callable[[_Share], Iterator[_Done]], workers: int
) -> Iterator[_Done]:
    """What comes of shares, as it comes: so many at once, each in a process of its own.

    What it remembers goes with it. Whatever ends this ends them. Raises what `work` raises, and `DiskError`
    when a process is lost.
    """
    left, at_work = iter(shares), dict[Connection, BaseProcess]()
    try:
        while True:
            for share in islice(left, workers - len(at_work)):
                with postponed_signals():  # which the worker leaves to us; and we must know of it to end it
                    end, worker = _started(share, work, tuple(at_work))
                    at_work[end] = worker
            if not at_work:
                return
            for end in [end for end in wait([*at_work]) if isinstance(end, Connection)]:
                if got := _heard(end):
                    yield from got
                else:
                    at_work.pop(end).join()
                    end.close()
    finally:
        for worker in at_work.values():
            worker.kill()  # it has nothing to clean up
            worker.join()


def _started(
    share: _Share, work: Callable[[_Share], Iterator[_Done]], others: Sequence[Connection]
) -> tuple[Connection, BaseProcess]:
    """A process at work on a share, and where it is heard."""
    fork = get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    worker = fork.Process(target=_tell, args=(share, work, theirs, (ours, *others)), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of other threads: no build has any by now
        worker.start()
    theirs.close()
    return ours, worker


def _tell(
    share: _Share,
    work: Callable[[_Share], Iterator[_Done]],
    end: Connection,
    heard: Sequence[Connection],
) -> None:
    """In a worker: send what is made, and at last nothing, or what went wrong."""
    gc.freeze()  # see above; the parent has gone on since
    _die_with_parent()
    for one in heard:  # else nobody would notice that the parent listens no more
        one.close()
    try:
        made = work(share)
        while some := list(islice(made, _CHUNK)):  # a message for each would keep both sides busy
            end.send(some)
        end.send(None)
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - whatever it is belongs to the caller
        end.send(error if _can_be_carried(error) else RuntimeError(traceback.format_exc()))


def _can_be_carried(error: Exception) -> bool:
    """Whether it arrives as what it is."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever goes wrong with it
        return False


def _die_with_parent() -> None:
    """Let the kernel end us when the parent is killed: we hold its lock on the output folder."""
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    parent = parent_process()
    if parent is None or os.getppid() != parent.pid:  # it was killed before that
        os._exit(1)


def _heard(end: Connection) -> Any:
    """What a worker sends; nothing at the end. Raises what went wrong there."""
    try:
        got = end.recv()
    except EOFError:
        raise DiskError("a process that makes pages was ended from outside; try again") from None
    if isinstance(got, Exception):
        raise got
    return got
