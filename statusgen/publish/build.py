"""From the content folder to the published site: all of `statusgen build` but its words."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from statusgen import __version__
from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.output import Result
from statusgen.model.themes import Themes
from statusgen.publish.permissions import repair_modes
from statusgen.publish.publish import Published, publish
from statusgen.publish.up_to_date import BuildRecord, digest_sources, published_files
from statusgen.storage.cache_store import CacheStore, open_cache
from statusgen.storage.disk import (
    Tree,
    by_content_path,
    explain,
    read_previous,
    read_themes,
    theme_paths,
    tree_paths,
)
from statusgen.storage.file_hashes import FileHashes

_LIBRARIES = (
    *("babel", "feedgen", "icalendar", "jinja2", "lxml"),
    *("markdown", "markupsafe", "nh3", "pyyaml", "tzdata"),
)
"""Those whose version can show in a page."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build; `theme` and `url` go before what site.yml says."""

    content: Path
    out: Path
    now: datetime
    theme: str | None = None
    url: str | None = None
    trust_theme: bool = False
    """Let templates of the site's own themes do whatever they like; see docs/themes.md."""
    keep_going: bool = False
    """Publish what is sound; notes with errors keep their last published version."""
    live: bool = True
    """Whether a script keeps open pages true as time passes."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of it; `published` is None when errors kept the old site in place."""

    published: Published | None
    problems: tuple[Diagnostic, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """All that was read, by the paths that diagnostics use, if there are any."""
    counts: tuple[tuple[str, int], ...] = ()
    next_change: datetime | None = None
    incomplete: bool = False
    """All three as in `Result`."""
    warning: str = ""
    """Why the cache is not used, if others could have written there."""


def build_site(order: BuildOptions, progress: Callable[[int, int], object]) -> BuildResult:
    """Read, compile and publish. For `progress`, see `publish`.

    Raises `DiskError`. Whatever ends it early, as `Interrupted` does, leaves the old site, unless the new one
    was being moved into place already.
    """
    with open_cache() as cache:
        return replace(_build_site(order, cache, progress), warning=cache.warning)


def _build_site(
    order: BuildOptions, cache: CacheStore, progress: Callable[[int, int], object]
) -> BuildResult:
    version = _maker()
    known = cache.get(order.out, "stamps", version) or {}
    digests = FileHashes(known)
    gc.disable()  # what is read and derived is needed to the end: a sixth of the time would go into looking
    try:
        built = _build_if_needed(order, cache, version, digests, progress)
    except OSError as error:
        raise explain(error, "read") from error
    finally:
        gc.enable()
    if built.published and _is_out_of_date(digests.news, len(known)):
        cache.put(order.out, "stamps", version, digests.settled())
    return built


def _build_if_needed(
    order: BuildOptions,
    cache: CacheStore,
    version: str,
    digests: FileHashes,
    progress: Callable[[int, int], object],
) -> BuildResult:
    content = _digests_of(tree_paths(order.content), f"{order.content}/", digests)
    news = digests.news
    sources = digest_sources(content | _digests_of(theme_paths(order.content), "", digests))
    last = cache.get(order.out, "last", version)
    if last and (last.order, last.sources) == (repr(order), sources):
        published = published_files(last, order.out, digests)
        if published is not None:
            repair_modes(order.out, published, digests)
            return BuildResult(Published((), tuple(published), ()), (), {}, last.counts, last.next_change)
    files, themes = Tree(order.content, content), read_themes(order.content, trust=order.trust_theme)
    result = _compile(order, files, themes, (cache, version), many_are_new=news > _WORTH_WORKERS)
    built = _publish(order, result, version, digests, progress)
    if built.published and not built.problems:
        manifest = built.published.manifest
        last = BuildRecord(repr(order), sources, manifest, built.counts, built.next_change)
        cache.put(order.out, "last", version, last)
    return replace(built, files=_named(built.problems, files, themes))


def _publish(
    order: BuildOptions,
    result: Result,
    version: str,
    digests: FileHashes,
    progress: Callable[[int, int], object],
) -> BuildResult:
    from statusgen.render.theme.load import ThemeError  # noqa: PLC0415 - takes long, and may not be needed

    built = BuildResult(
        None, result.diagnostics, {}, result.counts, result.next_change, incomplete=result.incomplete
    )
    if not result.parts:
        return built
    try:
        published = publish(result.parts, order.out, version=version, progress=progress, digests=digests)
    except ThemeError as error:
        return replace(built, problems=(*built.problems, error.problem))
    return replace(built, published=published)


def _digests_of(paths: Iterable[str], folder: str, digests: FileHashes) -> dict[str, str | None]:
    return {path: digests.of(folder + path, through_links=True) for path in paths}


def _named(problems: Iterable[Diagnostic], files: Mapping[str, bytes], themes: Themes) -> dict[str, bytes]:
    """The files that problems are about."""
    themed = by_content_path(themes)
    spans = (span for one in problems for span in (one.span, *(other.span for other in one.related)))
    return {
        span.path: (themed if span.path in themed else files)[span.path]
        for span in spans
        if span.path in themed or span.path in files
    }


def _compile(
    order: BuildOptions,
    files: Tree,
    themes: Themes,
    kept: tuple[CacheStore, str],
    *,
    many_are_new: bool,
) -> Result:
    from statusgen.pipeline.compile import compile_site  # noqa: PLC0415 - likewise
    from statusgen.publish.read_notes import read_all  # noqa: PLC0415 - likewise

    cache, version = kept
    known = cache.get(order.content, "memo", version) or {}
    learned = read_all(files, order.now, known, files.digests) if many_are_new else {}
    memo = Cache(known | learned, digests=files.digests)
    result = compile_site(
        files,
        themes,
        now=order.now,
        theme=order.theme,
        url=order.url,
        previous=read_previous(order.out),
        keep_going=order.keep_going,
        live=order.live,
        memo=memo,
    )
    used = _small(memo.used)
    if _is_out_of_date(len(used.keys() ^ known.keys()), len(known)):
        cache.put(order.content, "memo", version, used)
    return result


def _small(used: Mapping[bytes, object]) -> dict[bytes, object]:
    """Without notes with pictures, which would fill the disk and are not what takes long to read."""
    return {digest: one for digest, one in used.items() if not getattr(one, "pictures", ())}


_WORTH_WORKERS = 100
"""So many files that are not known are read by workers."""
_OUT_OF_DATE = 50
"""What is kept is written anew when one in so many is new: a few are sooner read than all written."""


def _is_out_of_date(news: int, known: int) -> bool:
    return news * _OUT_OF_DATE > known


def _maker() -> str:
    """What makes the bytes: our own code and the libraries. With another maker, every file is made anew."""
    return " ".join((__version__, sys.version, code_digest(Path(__file__).parents[1]), *_installed()))


_CODE = {".po", ".py", ".toml", ".txt"}
"""Suffixes of the program: its modules, and the tables that they read."""


def code_digest(package: Path) -> str:
    """Return the SHA-256 of all modules and tables below a folder, in hexadecimal."""
    code = hashlib.sha256()
    for path in sorted(package.rglob("*.*")):
        if path.suffix in _CODE:
            code.update(path.read_bytes())
    return code.hexdigest()


def _installed() -> list[str]:
    """The libraries with their versions, by the folders that installers leave: asking them takes longer."""
    places = (Path(place) for place in sys.path)
    folders = (one.name for place in places if place.is_dir() for one in place.glob("*.*-info"))
    found = sorted(name for name in folders if _library(name) in _LIBRARIES)
    if {*map(_library, found)} != {*_LIBRARIES}:  # they come in another way
        from importlib.metadata import version  # noqa: PLC0415 - takes long, and is seldom needed

        return [f"{name} {version(name)}" for name in _LIBRARIES]
    return found


def _library(folder: str) -> str:
    return folder.partition("-")[0].lower()
