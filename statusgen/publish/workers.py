"""Work in processes, one per core.

Workers are forked, so they share all that this process has read and derived; only results are sent back.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from statusgen.storage.disk import DiskError
from statusgen.storage.signals import postponed_signals

_SET_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG`, see prctl(2)."""

_Share = TypeVar("_Share")
_Result = TypeVar("_Result")


def cores_to_use() -> int:
    """Return how many cores this process may use; 1 where a process cannot safely be forked."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def run_parallel(
    shares: Iterable[_Share], work: Callable[[_Share], Iterator[_Result]], workers: int
) -> Iterator[_Result]:
    """Yield the results of `work` for each share, in no particular order.

    At most `workers` processes run at a time, one for each share, whose memory is freed at its end; with
    fewer than two, everything runs in this process. All end with this generator. Raises what `work` raises,
    and `DiskError` if a process is killed.
    """
    if workers < 2:
        for share in shares:
            yield from work(share)
        return
    waiting, running = iter(shares), dict[Connection, BaseProcess]()
    try:
        while True:
            for share in islice(waiting, workers - len(running)):
                with postponed_signals():  # workers leave them to us, and we must know a worker to end it
                    connection, worker = _start(share, work, tuple(running))
                    running[connection] = worker
            if not running:
                return
            for connection in [one for one in wait([*running]) if isinstance(one, Connection)]:
                if message := _receive(connection):
                    yield message[0]
                else:
                    running.pop(connection).join()
                    connection.close()
    finally:
        for worker in running.values():
            worker.kill()  # it has nothing to clean up
            worker.join()


def _start(
    share: _Share, work: Callable[[_Share], Iterator[_Result]], others: Sequence[Connection]
) -> tuple[Connection, BaseProcess]:
    """Start a process for a share. Returns the connection that its results come from."""
    fork = get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    worker = fork.Process(target=_run, args=(share, work, theirs, (ours, *others)), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about threads: a build has none at this point
        worker.start()
    theirs.close()
    return ours, worker


def _run(
    share: _Share,
    work: Callable[[_Share], Iterator[_Result]],
    connection: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Do the work of a worker: send a tuple with each result, and at the end None or the error."""
    gc.freeze()  # to look at objects of the parent would copy their memory
    _die_with_parent()
    for one in inherited:  # while they are open here, no worker notices that the parent stops listening
        one.close()
    try:
        for result in work(share):
            connection.send((result,))
        connection.send(None)
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - any error belongs to the caller
        connection.send(error if _can_be_sent(error) else RuntimeError(traceback.format_exc()))


def _can_be_sent(error: Exception) -> bool:
    """Return whether the error has the same type after pickling."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - pickling may fail in any way
        return False


def _die_with_parent() -> None:
    """Let the kernel end this process when the parent is killed: it holds a lock on the output folder."""
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    parent = parent_process()
    if parent is None or os.getppid() != parent.pid:  # the parent was killed before that call
        os._exit(1)


def _receive(connection: Connection) -> Any:
    """Return the next message of a worker; None at its end. Raises the error that it sends."""
    try:
        message = connection.recv()
    except EOFError:
        raise DiskError("a process that makes pages was ended from outside; try again") from None
    if isinstance(message, Exception):
        raise message
    return message
