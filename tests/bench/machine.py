"""Where and with what something was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from statusgen import __version__
from tests.bench.generators import HUGO_BINARY


def machine(command: str) -> str:
    """A paragraph in Markdown: the day, the command, the machine and the versions."""
    versions = [f"statusgen {__version__}", f"Python {platform.python_version()}", _hugo()]
    versions += [f"{name.capitalize()} {metadata.version(name)}" for name in ("pelican",) if _installed(name)]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `{command}` on {os.cpu_count()} cores "
        f"({_processor()}) with {_memory_gb():.0f} GB of memory, {platform.system()} {platform.release()}; "
        f"{', '.join(versions)}."
    )


def _hugo() -> str:
    told = subprocess.run([HUGO_BINARY, "version"], capture_output=True, text=True, check=True).stdout
    return f"Hugo {told.split()[1].partition('-')[0].removeprefix('v')}"


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
