"""Explain whether written files are public yet, and what publishes them."""

from __future__ import annotations

from statusgen.read.catalogues import msgid, texts_for
from statusgen.storage.git import Publication

_ALONE = msgid(
    "Saved here, not public yet. "
    "Readers see it once whoever publishes this folder builds and uploads the site."
)
_CHANGED = msgid(
    "Saved here, not public yet. To publish it, commit it and push to %(remote)s. "
    "Then your CI, or whoever publishes the site, builds it from there."
)
_CHANGED_ALONE = msgid(
    "Saved here, not public yet, and not committed. "
    "Readers see it once whoever publishes this folder builds and uploads the site."
)
_COMMITTED = msgid(
    "Committed here, not public yet. To publish it, push to %(remote)s. "
    "Then your CI, or whoever publishes the site, builds it from there."
)
_COMMITTED_ALONE = msgid(
    "Committed here, not public yet. "
    "Readers see it once whoever publishes this folder builds and uploads the site."
)
_PUSHED = msgid(
    "Pushed to %(remote)s. It is public as soon as your CI, or whoever publishes the site, has built it."
)


def way_to_readers(publication: Publication, language: str) -> str:
    """Return where the files are and what makes them public, in this language or else in English."""
    if not publication.in_git:
        text = _ALONE
    elif publication.changed:
        text = _CHANGED if publication.remote else _CHANGED_ALONE
    elif publication.ahead or not publication.remote:
        text = _COMMITTED if publication.remote else _COMMITTED_ALONE
    else:
        text = _PUSHED
    return texts_for(language).gettext(text) % {"remote": publication.remote}
