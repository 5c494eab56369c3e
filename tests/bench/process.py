"""A program run to its end and measured: how long it took, and how much memory it and its children held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_SAMPLING = 0.2
"""Seconds between two looks at the memory of a program with children."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    wall: float
    cpu: float
    """Seconds of all cores together."""
    memory: int
    """Bytes at the worst moment."""
    settle: float
    """Seconds until what it wrote was on the disk, after it had ended."""


_STARTER = """
import os, sys, time
start = time.perf_counter()
said = [(os.POSIX_SPAWN_DUP2, 2, 1)]
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=said)
print(pid, flush=True)
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - start
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
"""
"""A small process starts the program: Linux counts the memory of whoever starts one as the program's own.

Programs in Python keep their bytecode, as installed ones do, whatever the machine is set to."""


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a program with a quiet disk before it. Raises `RuntimeError` with its words if it fails."""
    os.sync()
    with tempfile.TemporaryFile() as said:
        starter = subprocess.Popen(
            (sys.executable, "-S", "-c", _STARTER, *command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        with starter:
            assert starter.stdout
            memory = _TreeMemory(int(starter.stdout.readline()))
            memory.start()
            code, wall, cpu, most = starter.stdout.read().split()
            memory.stop()
        if int(code):
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {said.read().decode()}")
    start = time.perf_counter()
    os.sync()
    settle = time.perf_counter() - start
    return Run(wall=float(wall), cpu=float(cpu), memory=max(int(most), memory.peak), settle=settle)


class _TreeMemory(threading.Thread):
    """Watches the memory of a process that has children: pages that they share are counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        """Look now and then, until stopped."""
        while not self._over.wait(_SAMPLING):
            pids = _tree(self._pid)
            if len(pids) > 1:
                self.peak = max(self.peak, sum(_share(pid) for pid in pids))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _tree(pid: int) -> list[int]:
    """A process and its descendants."""
    try:
        children = (_PROC / f"{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return []
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _share(pid: int) -> int:
    """Bytes in memory, those shared with n others counted as one n-th."""
    try:
        lines = (_PROC / f"{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
