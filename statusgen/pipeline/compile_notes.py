"""Compile only the notes that were just edited, so that the preview shows them before the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.notes import Kind
from statusgen.model.output import Output, outputs_of
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.read import FOLDERS, shared_name
from statusgen.render.urls import NOTE_FOLDERS

_MOST = 10
"""An edit by hand changes fewer notes at once."""
DATED = tuple(f"{folder}/" for folder, kind in FOLDERS.items() if kind is not Kind.PAGE)
"""Folders of notes that can be compiled alone."""
_PAGE = re.compile(f"(?:.*/)?(?:{'|'.join(NOTE_FOLDERS)})[^/]+/[^/]+")


def compile_notes(  # noqa: PLR0913 - those of `compile_site`
    files: Mapping[str, bytes],
    themes: Themes,
    edited: Iterable[str],
    *,
    now: datetime,
    theme: str | None,
    url: str,
    memo: Cache,
) -> tuple[Output, ...]:
    """Return the files at and below the pages of the notes that the `edited` files belong to.

    Their bytes are those of the whole site. Empty when the notes cannot be published. For the arguments, see
    `compile_site`.
    """
    names = {shared_name(path) for path in edited if path.startswith(DATED)}
    if not 0 < len(names) <= _MOST:
        return ()
    begins = (*names, "pages/")  # free pages are in the menu
    memo = replace(memo, digests={})  # those of the files before the edit
    own = {path: files[path] for path in files if "/" not in path or path.startswith(begins)}
    result = compile_site(own, themes, now=now, theme=theme, url=url, live=False, memo=memo)
    made = (output for part in result.parts for output in outputs_of(part))
    return tuple(output for output in made if _PAGE.fullmatch(output.path))
