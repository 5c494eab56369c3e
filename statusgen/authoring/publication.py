"""How far written files are on their way to readers, and what makes them public. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.read.catalogues import msgid, texts_for

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


@dataclass(frozen=True, slots=True)
class Standing:
    """State of files in git on their way to readers."""

    in_git: bool = False
    remote: str = ""
    """Name of the remote, such as `origin`; empty without one."""
    changed: tuple[str, ...] = ()
    """Files that differ from the last commit."""
    ahead: tuple[str, ...] = ()
    """Files that were committed and not pushed; none without a remote."""

    @property
    def waits(self) -> bool:
        """Whether something must be done on this machine before the site can be built from the files."""
        return bool(self.changed or self.ahead)


def way_to_readers(standing: Standing, language: str) -> str:
    """Return where the files are and what makes them public, in this language or else in English."""
    if not standing.in_git:
        text = _ALONE
    elif standing.changed:
        text = _CHANGED if standing.remote else _CHANGED_ALONE
    elif standing.ahead or not standing.remote:
        text = _COMMITTED if standing.remote else _COMMITTED_ALONE
    else:
        text = _PUSHED
    return texts_for(language).gettext(text) % {"remote": standing.remote}
