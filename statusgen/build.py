"""From the content folder to the published site: all of `statusgen build` but its words."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from statusgen import __version__
from statusgen.cache import cached, keep
from statusgen.compile import compile_site
from statusgen.diagnostics import Diagnostic
from statusgen.disk import by_content_path, read_previous, read_themes, read_tree
from statusgen.memo import Memo
from statusgen.outputs import Result
from statusgen.publish import Published, publish
from statusgen.read import ReadNote
from statusgen.render.theme import ThemeError
from statusgen.stamps import Digests

_K = TypeVar("_K")

_LIBRARIES = ("babel", "feedgen", "jinja2", "lxml", "markdown", "nh3", "tzdata")
"""Those whose version can show in a page."""


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
    live: bool = True
    """Whether a script keeps open pages true as time passes."""


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
    version = _maker()
    gc.disable()  # what is read and derived is needed to the end: a sixth of the time would go into looking
    try:
        files, themes = read_tree(order.content), read_themes(order.content)
        memo = Memo(cached(order.content, version) or {})
        previous = read_previous(order.out) if order.keep_going else None
        result = compile_site(
            files,
            themes,
            now=order.now,
            theme=order.theme,
            url=order.url,
            previous=previous,
            live=order.live,
            memo=memo,
        )
    finally:
        gc.enable()
    _keep(order.content, version, memo.known, _small(memo.used))
    published, problems = None, result.diagnostics
    if result.outputs:
        digests = Digests(known := cached(order.out, version))
        try:
            published = publish(
                result.outputs, order.out, version=version, progress=progress, digests=digests
            )
            _keep(order.out, version, known or {}, digests.settled())
        except ThemeError as error:
            problems = (*problems, error.problem)
    return Built(result, published, problems, {**files, **by_content_path(themes)})


def _small(used: Mapping[bytes, object]) -> dict[bytes, object]:
    """Without notes with pictures, which would fill the disk and are not what takes long to read."""
    return {digest: one for digest, one in used.items() if not (isinstance(one, ReadNote) and one.pictures)}


_OUT_OF_DATE = 50
"""What is kept is written anew when one in so many is another: a few are sooner read than all written."""


def _keep(of: Path, version: str, known: Mapping[_K, object], now: Mapping[_K, object]) -> None:
    same = len(known.keys() & now.keys())
    if (len(known) - same + len(now) - same) * _OUT_OF_DATE > len(now):
        keep(of, version, now)


def _maker() -> str:
    """What makes the bytes: our own code and the libraries. With another maker, every file is made anew."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    libraries = (f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    return " ".join((__version__, sys.version, code.hexdigest(), *libraries))
