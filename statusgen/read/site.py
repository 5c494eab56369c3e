"""All content files to settings, catalog and notes, with all problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.settings import Settings, Term
from statusgen.read.catalog import Catalog, decode_catalog, decode_glossary
from statusgen.read.checks import check_note
from statusgen.read.group_files import group_files
from statusgen.read.links import for_readers, with_links_checked
from statusgen.read.note_files import CATALOG, GLOSSARY, SITE, NoteFiles
from statusgen.read.notes import ReadNote, read_note
from statusgen.read.settings import decode_settings
from statusgen.read.yaml.decode import Context, did_you_mean
from statusgen.read.yaml.source import Excerpt, Node, parse_yaml, read_source


@dataclass(frozen=True, slots=True)
class Reading:
    """Contents of a content folder. `settings` is None when nothing can be published.

    `problems` are those of settings, catalog and glossary; each note has its own; `strays` are those of
    files that belong to no note.
    """

    settings: Settings | None
    catalog: Catalog
    glossary: tuple[Term, ...]
    notes: tuple[ReadNote, ...]
    problems: tuple[Diagnostic, ...]
    strays: tuple[Diagnostic, ...]

    @property
    def publishable(self) -> bool:
        """Return whether the settings that everything published depends on could be read."""
        return self.settings is not None and not self.settings.lost & _INDISPENSABLE


_INDISPENSABLE = frozenset({"name", "url", "time_zone", "languages"})


def read_whole_site(files: Mapping[str, bytes], cache: Cache | None = None) -> Reading:
    """Read a whole content folder: notes that name one that is not there have an error for it."""
    return _read(files, cache, is_whole=True)


def read_site(files: Mapping[str, bytes], cache: Cache | None = None) -> Reading:
    """Read files of a content folder (paths relative to it, with `/`) that the `cache` does not know."""
    return _read(files, cache, is_whole=False)


def _read(files: Mapping[str, bytes], cache: Cache | None, *, is_whole: bool) -> Reading:
    cache = cache or Cache()
    top = sorted(path for path in files if "/" not in path)
    digest = _digest_files(b"shared", (), top, files, cache)
    shared = cache.get("settings", digest) or _read_shared(files)
    if not shared.problems:  # else they may be corrected elsewhere: a time zone can be installed
        cache.put("settings", digest, shared)
    settings, catalog = shared.settings, shared.catalog
    apart = Context([], settings.zone, settings.languages) if settings else Context([])
    groups = group_files(files, apart)
    whole = tuple(_read_notes(files, groups, apart, catalog, cache))
    parts = settings.public_parts if settings else ()
    if is_whole:
        whole = tuple(with_links_checked(whole, groups, apart.zone))
    notes = tuple(for_readers(whole, parts, cache))
    return Reading(settings, catalog, shared.glossary, notes, shared.problems, tuple(apart.problems))


@dataclass(frozen=True, slots=True)
class SharedContent:
    """Contents of the files that all notes depend on, with their problems."""

    settings: Settings | None
    catalog: Catalog
    glossary: tuple[Term, ...]
    problems: tuple[Diagnostic, ...]


def _read_shared(files: Mapping[str, bytes]) -> SharedContent:
    """Read the files at the top of the content folder."""
    context = Context([])
    node, span = _read_yaml(SITE, files, context, required=True)
    settings = decode_settings(node, span, files, context) if node else None
    if settings:
        context = replace(context, zone=settings.zone, languages=settings.languages)
    node, span = _read_yaml(CATALOG, files, context, required=True)
    catalog = decode_catalog(node, span, context) if node else Catalog()
    node, span = _read_yaml(GLOSSARY, files, context)
    glossary = decode_glossary(node, span, context) if node else ()
    return SharedContent(settings, catalog, glossary, tuple(context.problems))


def _read_notes(
    files: Mapping[str, bytes], groups: Iterable[NoteFiles], context: Context, catalog: Catalog, cache: Cache
) -> Iterator[ReadNote]:
    """Yield the notes with all problems of each; drafts are left out."""
    around = _sha256(repr((context.zone.key, context.languages)))
    listed = _sha256(repr(catalog.services))
    for own in groups:
        digest = _digest(own, files, around, cache)
        found = cache.get_or_compute("notes", digest, partial(read_note, own, files, context))
        if found:
            checked = _sha256(digest + listed)
            problems = cache.get_or_compute("checks", checked, partial(_problems, found, catalog))
            yield _checked(found, checked, problems)


def _digest(own: NoteFiles, files: Mapping[str, bytes], around: bytes, cache: Cache) -> bytes:
    """Return a digest that is equal only for notes that are read as the same."""
    paths = sorted(own.paths())  # names determine translations, updates and pictures
    return _digest_files(around, (own.kind, own.id, own.main, own.language), paths, files, cache)


def _digest_files(
    around: bytes, names: Sequence[str], paths: Sequence[str], files: Mapping[str, bytes], cache: Cache
) -> bytes:
    """Return a digest of files, their names and everything else that their reading depends on (`around`)."""
    digest = hashlib.sha256(around)
    digest.update("\0".join((*names, *paths)).encode(errors="surrogatepass"))
    for path in paths:
        known = cache.digests.get(path)
        digest.update(bytes.fromhex(known) if known else _sha256(files[path]))
    return digest.digest()


def _sha256(of: bytes | str) -> bytes:
    return hashlib.sha256(of.encode() if isinstance(of, str) else of).digest()


def _problems(found: ReadNote, catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Return the problems of a note as a whole."""
    if found.note is None:
        return ()
    problems = check_note(found.note, catalog)
    if not found.sound:  # warnings may be mere consequences of unreadable parts
        problems = tuple(problem for problem in problems if problem.level is Level.ERROR)
    return problems


def _checked(found: ReadNote, digest: bytes, problems: tuple[Diagnostic, ...]) -> ReadNote:
    checked = replace(found, problems=(*found.problems, *problems)) if problems else found
    return replace(checked, digest=digest) if checked.sound else checked


def _read_yaml(
    name: str, files: Mapping[str, bytes], context: Context, *, required: bool = False
) -> tuple[Node | None, Span]:
    """Return the content of a `.yml` file; report a required one that is absent or empty."""
    if name not in files:
        if required:
            _report_missing(name, files, context)
        return None, Span(name)
    source = read_source(name, files[name], context.problems)
    if source is None:
        return None, Span(name)
    before = len(context.problems)
    node = parse_yaml(source, Excerpt(source.text, 1), context.problems)
    if node is None and required and len(context.problems) == before:
        context.report("missing-file", source.line_span(1), "this file is empty", "See the content format.")
    return node, source.line_span(1)


def _report_missing(name: str, files: Mapping[str, bytes], context: Context) -> None:
    others = [path for path in files if "/" not in path and path not in (SITE, CATALOG, GLOSSARY)]
    otherwise = "Run `statusgen init` to make a site, or name the content folder with `--content`."
    help = did_you_mean(name, others, otherwise).replace("Did you mean", "Rename")
    context.report("missing-file", Span(name), f"there is no {name}", help)
