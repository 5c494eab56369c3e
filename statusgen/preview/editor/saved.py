"""Posts of one run of the editor: the files of each, and what makes them public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from statusgen.authoring.publication import way_to_readers
from statusgen.model.settings import Settings
from statusgen.model.zones import zone_name
from statusgen.preview.editor.check import Checked
from statusgen.preview.snapshot import Preview
from statusgen.read.catalogues import msgid, texts_for
from statusgen.storage.git import publication_of

_PATIENCE = 10.0
"""Seconds to wait until the preview has compiled a post."""


@dataclass(frozen=True, slots=True)
class Post:
    """A saved form; `warning` is git's message if it committed but could not do the rest, else empty."""

    checked: Checked
    warning: str


def describe_post(
    post: Post, content: Path, preview: Preview, settings: Settings | None, since: datetime | None
) -> dict[str, Any]:
    """Return the values of the page `done.html`, as soon as the preview has compiled the post.

    `since` is the time when the published site was first seen to have it; None if it was not.
    """
    language = settings.languages[0] if settings else "en"
    checked = post.checked
    address = quote(checked.address) + (f"#{quote(checked.anchor)}" if checked.anchor else "")
    site = settings.url if settings else ""
    snapshot = preview.wait_for_files({one.path: one.data for one in checked.changes}, _PATIENCE)
    paths = [content / one.path for one in checked.changes]
    publication = publication_of(content, paths)
    return {
        "paths": [one.as_posix() for one in paths],
        "way": way_to_readers(publication, language),
        # Whether something must be done on this machine before the site can be built from the files.
        "waits": publication.waits or not publication.remote,
        "address": f"/{address}",
        "site": site if checked.entry else "",
        "public_address": f"{site}{address}",
        "since": _public_since(since, settings) if since and settings else "",
        "warning": post.warning,
        "is_shown": snapshot.is_whole and f"{checked.address}index.html" in snapshot.outputs,
    }


def _public_since(since: datetime, settings: Settings) -> str:
    local = since.astimezone(settings.zone)
    text = texts_for(settings.languages[0]).gettext(msgid("Public since %(time)s"))
    return text % {"time": f"{local:%Y-%m-%d %H:%M} {zone_name(local)}"}


def waiting_files(content: Path, posts: Sequence[Post], language: str) -> tuple[str, list[str]]:
    """Return what makes saved files public, and their paths; an empty text if none is waiting.

    Without git and a remote, these are the files of this run.
    """
    publication = publication_of(content)
    own = [one.path for post in posts for one in post.checked.changes]
    if not publication.waits and (publication.remote or not own):
        return "", []
    in_git = [*publication.changed, *publication.ahead]
    paths = in_git if publication.in_git and publication.waits else own
    return way_to_readers(publication, language), list(dict.fromkeys(paths))
