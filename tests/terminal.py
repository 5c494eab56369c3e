"""A command at a terminal of its own, answered line by line."""

from __future__ import annotations

import ctypes
import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from statusgen.cli.main import make_parser, run
from tests.processes import SIGNALS

CTRL_C, CTRL_D = "\x03", "\x04"
HANG_UP = "hang up"
"""The window is closed, or the connection lost."""
KILL = "kill"
"""The program is killed, as by a lack of memory."""
_PATIENCE = 30.0


def at_terminal(folder: Path, arguments: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """Run `statusgen` in a folder with a terminal: its exit code, and all that the terminal shows.

    Each answer waits for a question (`> `); control characters are sent without Enter, surrogates as bytes.
    """
    process, terminal = _started(folder, arguments)
    shown = bytearray()
    for answer in answers:
        _read(terminal, shown, until=b"> ")
        if answer == KILL:
            os.kill(process, signal.SIGKILL)
        if answer in (HANG_UP, KILL):
            break
        if answer in (CTRL_C, CTRL_D):
            time.sleep(0.3)  # Python misses an interrupt between its question and the waiting for an answer
        os.write(
            terminal, answer.encode(errors="surrogateescape") + (b"" if answer in (CTRL_C, CTRL_D) else b"\n")
        )
    else:
        _read(terminal, shown)
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), shown.decode(errors="replace").replace("\r\n", "\n")


@contextmanager
def waiting_at_terminal(folder: Path, arguments: Sequence[str], answers: Sequence[str]) -> Iterator[None]:
    """A command that was answered so far and asks on; then its window is closed."""
    process, terminal = _started(folder, arguments)
    shown = bytearray()
    for answer in answers:
        _read(terminal, shown, until=b"> ")
        os.write(terminal, answer.encode() + b"\n")
    _read(terminal, shown, until=b"> ")
    yield
    os.close(terminal)
    os.waitpid(process, 0)


def _started(folder: Path, arguments: Sequence[str]) -> tuple[int, int]:
    """The process of a command and its terminal."""
    make_parser(arguments[:1])  # loads the modules, once for all
    process, terminal = pty.fork()
    if process == 0:
        _run(folder, arguments)
    return process, terminal


def _run(folder: Path, arguments: Sequence[str]) -> NoReturn:
    """Be the program, in a process that was forked: it need not start Python nor load modules."""
    try:
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))
        for one in SIGNALS:
            signal.signal(one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL)
        os.chdir(folder)
        os.environ["TERM"] = "dumb"
        readline = ctypes.c_void_p.in_dll(ctypes.pythonapi, "PyOS_ReadlineFunctionPointer")
        readline.value = None  # pytest has loaded `readline`; the program does not
        sys.argv = ["statusgen", *arguments]
        run()
    finally:
        os._exit(1)


def _read(terminal: int, shown: bytearray, until: bytes = b"") -> None:
    """Read until the terminal shows this at its end, or else until the program has ended."""
    deadline = time.monotonic() + _PATIENCE
    seen = len(shown)
    while not (until and shown[seen:].endswith(until)):
        ready, _, _ = select.select([terminal], [], [], max(deadline - time.monotonic(), 0))
        assert ready, f"nothing came after:\n{shown.decode(errors='replace')}"
        try:
            data = os.read(terminal, 4096)
        except OSError:  # how Linux says that the program has ended
            data = b""
        if not data:
            assert not until, f"it ended after:\n{shown.decode(errors='replace')}"
            return
        shown += data
