"""Where and with what something was measured."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from statusgen import __version__
from tests.bench.generators import ELEVENTY_FOLDER, HUGO_BINARY


def machine(command: str) -> str:
    """A paragraph in Markdown: the day, the command, the machine and the versions."""
    told = (
        f"statusgen {__version__}",
        f"Python {platform.python_version()}",
        _hugo(),
        _pelican(),
        _eleventy(),
    )
    versions = [version for version in told if version]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `{command}` on {os.cpu_count()} cores "
        f"({_processor()}) with {_memory_gb():.0f} GB of memory, {platform.system()} {platform.release()}; "
        f"{', '.join(versions)}."
    )


def _hugo() -> str:
    told = subprocess.run([HUGO_BINARY, "version"], capture_output=True, text=True, check=True).stdout
    return f"Hugo {told.split()[1].partition('-')[0].removeprefix('v')}"


def _pelican() -> str:
    try:
        return f"Pelican {metadata.version('pelican')}"
    except metadata.PackageNotFoundError:
        return ""


def _eleventy() -> str:
    package = ELEVENTY_FOLDER / "package.json"
    return f"Eleventy {json.loads(package.read_bytes())['version']}" if package.is_file() else ""


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
