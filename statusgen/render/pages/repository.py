"""Links to the history of content files in their public repository."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, urlsplit

from statusgen.model.settings import Settings

_FLAT = 1
"""The number of slashes in the path of a note without a folder of its own: `incidents/x.md`."""

_HISTORIES = (
    (re.compile(r"(?:www\.)?github\.com"), "/commits/HEAD/{path}"),
    (re.compile(r"gitlab\..+"), "/-/commits/HEAD/{path}"),
    (re.compile(r"codeberg\.org|(?:gitea|forgejo)\..+"), "/commits/branch/HEAD/{path}"),
    (re.compile(r"(?:www\.)?bitbucket\.org"), "/history-node/HEAD/{path}"),
)
"""Known hosts, and the address of a file's history below that of a repository."""


def history_address(settings: Settings, path: str) -> str:
    """Return the URL with all changes to a content file (`incidents/x.md`); empty if the host is unknown."""
    pattern = settings.file_history or _pattern(settings.repository)
    if not pattern or not path:
        return ""
    return pattern.replace("{path}", quote(f"{settings.repository_folder}/{path}".lstrip("/")))


def note_history(settings: Settings, path: str) -> str:
    """Return the URL with all changes to a note, given its main file: those of its folder if it has one."""
    return history_address(settings, path.rpartition("/")[0] if path.count("/") > _FLAT else path)


@cache
def _pattern(repository: str) -> str:
    """Return the URL pattern with `{path}` for a repository; empty if its host is unknown."""
    host = urlsplit(repository).hostname or ""
    known = (tail for name, tail in _HISTORIES if name.fullmatch(host))
    tail = next(known, "")
    return repository.removesuffix(".git").rstrip("/") + tail if tail else ""
