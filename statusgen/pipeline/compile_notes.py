"""Compile only the notes that were just edited, so that the preview shows them before the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.output import Output, outputs_of
from statusgen.model.status import DATED_FOLDERS, Kind
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.read import shared_name
from statusgen.read.note_files import composed

_MOST = 10
"""An edit by hand changes fewer notes at once."""
_PAGE = re.compile(f"(?:.*/)?(?:{'|'.join(DATED_FOLDERS)})[^/]+/[^/]+")


def compile_notes(  # noqa: PLR0913 - those of `compile_site`
    files: Mapping[str, bytes],
    themes: Themes,
    edited: Iterable[str],
    *,
    now: datetime,
    theme: str | None,
    url: str,
    cache: Cache,
) -> tuple[Output, ...]:
    """Return the files at and below the pages of the notes that the `edited` files belong to.

    Their bytes are those of the whole site. Empty when the notes cannot be published. For the arguments, see
    `compile_site`.
    """
    names = {shared_name(path) for path in edited if path.startswith(DATED_FOLDERS)}
    if not 0 < len(names) <= _MOST:
        return ()
    begins = (*names, f"{Kind.PAGE.folder}/")  # free pages are in the menu
    cache = replace(cache, digests={})  # those of the files before the edit
    own = {path: files[path] for path in files if "/" not in path or composed(path).startswith(begins)}
    result = compile_site(own, themes, now=now, theme=theme, url=url, live=False, cache=cache)
    made = (output for part in result.parts for output in outputs_of(part))
    return tuple(output for output in made if _PAGE.fullmatch(output.path))
