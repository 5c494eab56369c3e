"""How long the rules of plain language take for real updates, on one core."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

from statusgen.pipeline.lint import lint_content
from tests.evidence.measure import as_content, entries

NOW = datetime(2026, 11, 1, tzinfo=UTC)
COPIES = 6


def real_updates() -> dict[str, bytes]:
    """One site with about a thousand of the labelled English updates, each in an incident of its own."""
    files: dict[str, bytes] = {}
    for copy in range(COPIES):
        for number, entry in enumerate(entries("labels-en.yaml")):
            made = as_content(entry | {"earlier": []}, "en")
            for path, data in made.items():
                folder, _, rest = path.partition("/note/")
                files[f"{folder}/n{copy}-{number}/{rest}" if rest else path] = data
    services = [{"id": f"s{number}", "name": f"Service {number}"} for number in range(30)]
    return files | {"services.yml": json.dumps({"services": services}).encode()}


def judging() -> tuple[int, float]:
    """How many updates were judged, and the seconds of one core that it took, reading included."""
    files = real_updates()
    lint_content({path: files[path] for path in list(files)[:20]}, NOW)  # the lists are made once
    start = time.process_time()
    judged = lint_content(files, NOW)
    return sum(one.update is not None for one in judged), time.process_time() - start
