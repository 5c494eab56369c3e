"""Compile only the notes that were just edited, so that the preview shows them before the whole site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.output import Output, outputs_of
from statusgen.model.status import DATED_FOLDERS, Kind
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.read import shared_name
from statusgen.read.note_files import composed, is_words

_MOST = 10
"""An edit by hand changes fewer notes at once."""
_LEARNED = f"{Kind.PROBLEM.folder}/0-placeholder"
_PROBLEM = b"---\ntitle: Placeholder\nopened: 2000-01-01\npublic: yes\n---\n"
"""A note that the page about what was learned shows."""
_PAGE = re.compile(f"(?:.*/)?(?:{'|'.join(DATED_FOLDERS)})(?:[^/]+/){{1,2}}[^/]+")


def compile_notes(  # noqa: PLR0913 - those of `compile_site`
    files: Mapping[str, bytes],
    themes: Themes,
    edited: Iterable[str],
    *,
    now: datetime,
    theme: str | None,
    url: str,
    has_learned: bool,
    cache: Cache,
) -> tuple[Output, ...]:
    """Return the files at and below the pages of the notes that the `edited` files belong to.

    Their bytes are those of the whole site, of which `has_learned` is whether it has a page about what was
    learned. Empty when the notes cannot be published. For the other arguments, see `compile_site`.
    """
    names = {shared_name(path) for path in edited if path.startswith(DATED_FOLDERS)}
    if not 0 < len(names) <= _MOST:
        return ()
    others = _named(files, names)
    begins = (*names, *others, f"{Kind.PAGE.folder}/")  # free pages are in the menu
    cache = replace(cache, digests={})  # those of the files before the edit
    own = {path: files[path] for path in files if "/" not in path or composed(path).startswith(begins)}
    if has_learned:  # pages then link to that page
        own |= {f"{_LEARNED}.md": _PROBLEM}
        others.add(_LEARNED)
    result = compile_site(own, themes, now=now, theme=theme, url=url, live=False, cache=cache)
    made = (output for part in result.parts for output in outputs_of(part))
    pages = (output for output in made if _PAGE.fullmatch(output.path))
    return tuple(one for one in pages if not any(f"/{name}/" in f"/{one.path}" for name in others))


def _named(files: Mapping[str, bytes], names: Collection[str]) -> set[str]:
    """Return the notes that notes may name, or that may name them: their pages link to each other.

    Ids are searched in the bytes of the files, which finds too many rather than too few.
    """
    notes = {path: shared_name(path) for path in files if path.startswith(DATED_FOLDERS) and is_words(path)}
    ids = {
        name: name.partition("/")[2].encode()
        for name in notes.values()
        if not name.startswith(Kind.INCIDENT.folder)
    }
    found, edited = {*names}, [ids[name] for name in names if name in ids]
    if edited:
        found |= {name for path, name in notes.items() if any(id_ in files[path] for id_ in edited)}
    while True:
        words = b"\n".join(files[path] for path, name in notes.items() if name in found)
        more = {name for name, id_ in ids.items() if id_ in words} - found
        if not more:
            return found - {*names}
        found |= more
