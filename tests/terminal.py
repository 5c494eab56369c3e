"""A command at a terminal of its own, answered line by line."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.processes import own_signals

ROOT = Path(__file__).parents[1]
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
    with own_signals():
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
            command = [sys.executable, "-m", "statusgen", *arguments]
            os.execve(sys.executable, command, environment)
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
