"""Build a site: from the content folder to the published files. `cli/build.py` prints the result."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from statusgen import __version__
from statusgen.model.cache import Cache, Parts
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
from statusgen.storage.file_hashes import FileHashes, KnownHashes

_LIBRARIES = (
    *("babel", "feedgen", "icalendar", "jinja2", "lxml"),
    *("markdown", "markupsafe", "msgspec", "nh3", "python_dateutil", "pyyaml", "tzdata"),
)
"""Libraries whose version can change a page or the bytes of the cache."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options of a build; `theme` and `url` replace the values in site.yml."""

    content: Path
    out: Path
    now: datetime
    theme: str | None = None
    url: str | None = None
    trust_theme: bool = False
    """Run templates of the site's own themes without the sandbox; see docs/themes.md."""
    keep_going: bool = False
    """Publish what is sound; notes with errors keep their last published version."""
    live: bool = True
    """Whether a script updates open pages as time passes."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Result of a build; `published` is None if errors left the old site in place."""

    published: Published | None
    problems: tuple[Diagnostic, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The files that `problems` are about, by the paths that diagnostics use."""
    counts: tuple[tuple[str, int], ...] = ()
    next_change: datetime | None = None
    incomplete: bool = False
    """All three as in `Result`."""
    warning: str = ""
    """Reason why the cache is not used, if others could have written there."""


def build_site(options: BuildOptions, progress: Callable[[int, int], object]) -> BuildResult:
    """Read, compile and publish. For `progress`, see `publish`.

    Raises `DiskError`. Whatever ends it early, as `Interrupted` does, leaves the old site, unless the new one
    was being moved into place already.
    """
    with open_cache() as store:
        return replace(_build_site(options, store, progress), warning=store.warning)


def _build_site(
    options: BuildOptions, store: CacheStore, progress: Callable[[int, int], object]
) -> BuildResult:
    version = _maker()
    known = store.get(options.out, "file_hashes", version, KnownHashes) or {}
    digests = FileHashes(known)
    gc.disable()  # what is read and derived is needed to the end: a sixth of the time would go into looking
    try:
        built = _build_if_needed(options, store, version, digests, progress)
    except OSError as error:
        raise explain(error, "read") from error
    finally:
        gc.enable()
    if built.published and _is_out_of_date(digests.news, len(known)):
        store.put(options.out, "file_hashes", version, digests.reliable())
    return built


def _build_if_needed(
    options: BuildOptions,
    store: CacheStore,
    version: str,
    digests: FileHashes,
    progress: Callable[[int, int], object],
) -> BuildResult:
    content = _digests_of(tree_paths(options.content), f"{options.content}/", digests)
    news = digests.news
    sources = digest_sources(content | _digests_of(theme_paths(options.content), "", digests))
    last: BuildRecord | None = store.get(options.out, "last", version, BuildRecord)
    if last and (last.options, last.sources) == (repr(options), sources):
        published = published_files(last, options.out, digests)
        if published is not None:
            repair_modes(options.out, published, digests)
            return BuildResult(Published((), tuple(published), ()), (), {}, last.counts, last.next_change)
    files, themes = Tree(options.content, content), read_themes(options.content, trust=options.trust_theme)
    result = _compile(options, files, themes, (store, version), many_are_new=news > _WORTH_WORKERS)
    built = _publish(options, result, version, digests, progress)
    if built.published and not built.problems:
        manifest = built.published.manifest
        last = BuildRecord(repr(options), sources, manifest, built.counts, built.next_change)
        store.put(options.out, "last", version, last)
    return replace(built, files=_named(built.problems, files, themes))


def _publish(
    options: BuildOptions,
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
        published = publish(result.parts, options.out, version=version, progress=progress, digests=digests)
    except ThemeError as error:
        return replace(built, problems=(*built.problems, error.problem))
    return replace(built, published=published)


def _digests_of(paths: Iterable[str], folder: str, digests: FileHashes) -> dict[str, str | None]:
    return {path: digests.of(folder + path, through_links=True) for path in paths}


def _named(problems: Iterable[Diagnostic], files: Mapping[str, bytes], themes: Themes) -> dict[str, bytes]:
    """Return the files that problems are about."""
    themed = by_content_path(themes)
    spans = (span for one in problems for span in (one.span, *(other.span for other in one.related)))
    return {
        span.path: (themed if span.path in themed else files)[span.path]
        for span in spans
        if span.path in themed or span.path in files
    }


def _compile(
    options: BuildOptions,
    files: Tree,
    themes: Themes,
    kept: tuple[CacheStore, str],
    *,
    many_are_new: bool,
) -> Result:
    from statusgen.pipeline.compile import compile_site  # noqa: PLC0415 - likewise
    from statusgen.publish.kept_parts import (  # noqa: PLC0415 - likewise
        KeptParts,
        differences,
        merged,
        parts_to_keep,
    )
    from statusgen.publish.read_notes import read_all  # noqa: PLC0415 - likewise

    store, version = kept
    known: Parts = store.get(options.content, "parts", version, KeptParts) or {}
    learned = read_all(files, options.now, known, files.digests) if many_are_new else {}
    cache = Cache(merged((known, learned)), digests=files.digests)
    result = compile_site(
        files,
        themes,
        now=options.now,
        theme=options.theme,
        url=options.url,
        previous=read_previous(options.out),
        keep_going=options.keep_going,
        live=options.live,
        cache=cache,
    )
    used = parts_to_keep(cache)
    if _is_out_of_date(differences(used, known), sum(map(len, known.values()))):
        store.put(options.content, "parts", version, used)
    return result


_WORTH_WORKERS = 100
"""Workers read the files if more than this number are new."""
_OUT_OF_DATE = 50
"""The cache is written if more than one value in this number is new: reading a few again is quicker."""


def _is_out_of_date(news: int, known: int) -> bool:
    return news * _OUT_OF_DATE > known


def _maker() -> str:
    """Return the versions of code and libraries. If they differ from the last build's, all is rendered."""
    return " ".join((__version__, sys.version, _own_digest(), *_installed()))


@cache
def _own_digest() -> str:
    """Return the digest of the code that runs: a preview goes on with it, whatever its files become."""
    return code_digest(Path(__file__).parents[1])


_CODE = {".po", ".py", ".toml", ".txt"}
"""Suffixes of the program: its modules, and the tables that they read."""


def code_digest(package: Path) -> str:
    """Return the SHA-256 of all modules and tables below a folder, in hexadecimal.

    `_themes` and `_locks`, which only the wheel has, do not count: themes are sources, locks are only copied.
    """
    code = hashlib.sha256()
    for path in sorted(package.rglob("*.*")):
        if path.suffix in _CODE and path.relative_to(package).parts[0] not in ("_themes", "_locks"):
            code.update(path.read_bytes())
    return code.hexdigest()


def _installed() -> list[str]:
    """Return libraries with versions, from the names of installed folders: `importlib.metadata` is slower."""
    places = (Path(place) for place in sys.path)
    folders = (one.name for place in places if place.is_dir() for one in place.glob("*.*-info"))
    found = sorted(name for name in folders if _library(name) in _LIBRARIES)
    if {*map(_library, found)} != {*_LIBRARIES}:  # they come in another way
        from importlib.metadata import version  # noqa: PLC0415 - takes long, and is seldom needed

        return [f"{name} {version(name)}" for name in _LIBRARIES]
    return found


def _library(folder: str) -> str:
    return folder.partition("-")[0].lower()
