"""Where the public repository of the content shows how a file has changed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import quote, urlsplit

from statusgen.model.settings import Settings

_FLAT = 1
"""The slashes in the path of a note without a folder of its own: `incidents/x.md`."""

_HISTORIES = (
    (re.compile(r"(?:www\.)?github\.com"), "/commits/HEAD/{path}"),
    (re.compile(r"gitlab\..+"), "/-/commits/HEAD/{path}"),
    (re.compile(r"codeberg\.org|(?:gitea|forgejo)\..+"), "/commits/branch/HEAD/{path}"),
    (re.compile(r"(?:www\.)?bitbucket\.org"), "/history-node/HEAD/{path}"),
)
"""Hosts that are known, and where below a repository they keep the history of a file."""


def history_address(settings: Settings, path: str) -> str:
    """The page with all changes to a content file (`incidents/x.md`); empty when none is known."""
    pattern = settings.file_history or _pattern(settings.repository)
    if not pattern or not path:
        return ""
    return _filled(pattern, f"{settings.repository_folder}/{path}".lstrip("/"))


@lru_cache(256)  # most updates of a note stand in one file
def _filled(pattern: str, path: str) -> str:
    return pattern.replace("{path}", quote(path))


def note_history(settings: Settings, path: str) -> str:
    """The page with all changes to a note, by its main file; if it has a folder of its own, to all in it."""
    return history_address(settings, path.rpartition("/")[0] if path.count("/") > _FLAT else path)


@cache
def _pattern(repository: str) -> str:
    """The address with `{path}` that a repository's address leads to, if its host is known."""
    host = urlsplit(repository).hostname or ""
    known = (tail for name, tail in _HISTORIES if name.fullmatch(host))
    tail = next(known, "")
    return repository.removesuffix(".git").rstrip("/") + tail if tail else ""
