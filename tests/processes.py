"""Processes that tests start: they take signals as a program does that somebody types.

Who runs the tests may ignore the interrupt signal, as `nohup`, some CI runners and supervisors do, and what a
process ignores, its children ignore, too. A test that interrupts such a child would never end.
"""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Those that may be ignored by the process that runs the tests."""


@contextmanager
def own_signals() -> Iterator[None]:
    """Start processes with no signal ignored. Does nothing outside of the main thread, which alone could."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ignored = [one for one in SIGNALS if signal.getsignal(one) is signal.SIG_IGN]
    for one in ignored:
        signal.signal(one, signal.SIG_DFL)
    try:
        yield
    finally:
        for one in ignored:
            signal.signal(one, signal.SIG_IGN)


class Child(subprocess.Popen[Any]):
    """A process with signals of its own; `conftest` puts it in the place of `Popen` for all tests."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        with own_signals():
            super().__init__(*arguments, **options)
