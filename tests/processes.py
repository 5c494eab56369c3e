"""Commands and processes of tests; processes take signals as a program does that somebody types.

Who runs the tests may ignore the interrupt signal, as `nohup`, some CI runners and supervisors do, and what a
process ignores, its children ignore, too. A test that interrupts such a child would never end.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from statusgen.cli.main import main

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Those that may be ignored by the process that runs the tests."""


def run_here(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with `text` as its standard input, in this process, where all modules are loaded."""
    streams = {name: BytesIO() for name in ("stdout", "stderr")}
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in {"stdin": BytesIO(text.encode()), **streams}.items():
            patch.setattr(sys, name, TextIOWrapper(stream, encoding="utf-8", write_through=True))
        code = main(arguments)
        printed, said = (stream.getvalue().decode() for stream in streams.values())
    return subprocess.CompletedProcess(arguments, code, printed, said)


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
