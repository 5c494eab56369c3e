"""What went wrong on other status pages, tried on the site of a small water company."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.output import PUBLISHED_NOTES
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_tree
from tests.sites import THEMES, Rendered

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Site:
    """A published case: the bytes of its files by path, and the diagnostics."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]

    def text(self, path: str) -> str:
        """The text of a file."""
        return self.files[path].decode()

    def json(self, path: str) -> Any:
        """The value of a JSON file."""
        return json.loads(self.files[path])

    def codes(self, level: Level | None = None) -> list[str]:
        """The codes of the diagnostics, of one level if given, sorted."""
        return sorted(one.code for one in self.diagnostics if level in (None, one.level))


def content(case: str, folder: str = "content") -> dict[str, bytes]:
    """The content files of a case, `case` being how its folder's name begins: `05`."""
    (root,) = HERE.glob(f"{case}-*")
    return dict(read_tree(root / folder))


def build(files: Mapping[str, bytes], now: str, previous: Site | None = None) -> Site:
    """Compile what is sound, as `build --keep-going` does, after an earlier publication if there was one."""
    files_before = previous.files if previous else {}
    last = {
        path.removeprefix(PUBLISHED_NOTES): files_before[path]
        for path in files_before
        if path.startswith(PUBLISHED_NOTES)
    }
    result = compile_site(files, THEMES, now=datetime.fromisoformat(now), previous=last, keep_going=True)
    return Site(Rendered(result.outputs), result.diagnostics)
