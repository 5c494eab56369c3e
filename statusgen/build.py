"""From the content folder to the published site: all of `statusgen build` but its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statusgen import __version__
from statusgen.compile import compile_site
from statusgen.diagnostics import Diagnostic
from statusgen.disk import read_previous, read_themes, read_tree
from statusgen.outputs import Result
from statusgen.publish import Published, publish
from statusgen.render.theme import ThemeError


@dataclass(frozen=True, slots=True)
class Order:
    """What to build; `theme` and `url` go before what site.yml says."""

    content: Path
    out: Path
    now: datetime
    theme: str | None = None
    url: str | None = None
    keep_going: bool = False
    """Publish what is sound; notes with errors keep their last published version."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it; `published` is None when errors kept the old site in place."""

    result: Result
    published: Published | None
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    """All that was read, by the paths that diagnostics use."""


def build_site(order: Order, progress: Callable[[int, int], object]) -> Built:
    """Read, compile and publish. Raises `DiskError`; for `progress`, see `publish`."""
    files, themes = read_tree(order.content), read_themes(order.content)
    previous = read_previous(order.out) if order.keep_going else None
    result = compile_site(files, themes, now=order.now, theme=order.theme, url=order.url, previous=previous)
    published, problems = None, result.diagnostics
    if result.outputs:
        try:
            published = publish(result.outputs, order.out, version=__version__, progress=progress)
        except ThemeError as error:
            problems = (*problems, error.problem)
    return Built(result, published, problems, {**files, **_by_content_path(themes)})


def _by_content_path(themes: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    return {
        f"../themes/{name}/{path}": data for name, files in themes.items() for path, data in files.items()
    }
