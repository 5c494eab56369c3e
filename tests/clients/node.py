"""Runs a small JavaScript program with the packages of package.json at hand."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

MODULES = Path(__file__).parent / "node_modules"


def run_node(program: str, *arguments: str) -> Any:
    """What the program prints, as JSON; it is a CommonJS module in an async function."""
    source = f"(async () => {{ {program} }})().then((it) => console.log(JSON.stringify(it)))"
    command = ["node", "--eval", source, "--", *arguments]
    done = subprocess.run(command, cwd=MODULES.parent, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
