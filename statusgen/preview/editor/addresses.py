"""Addresses of the editor, and its files."""

from __future__ import annotations

from statusgen.preview.snapshot import WRITE

_SCRIPT, _STYLE = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
OWN_FILES = {
    "/.statusgen/draft.js": _SCRIPT,
    "/.statusgen/saved.js": _SCRIPT,
    "/.statusgen/write.js": _SCRIPT,
    "/.statusgen/write.css": _STYLE,
}
"""Media types of the scripts and styles by address, whose last part is the name in `files/`."""
PREVIEWS = f"{WRITE}/preview/"
SAVED = f"{WRITE}/saved/"


def is_editor(address: str) -> bool:
    """Return whether an address, with or without a query, belongs to the editor."""
    path = address.partition("?")[0]
    return path == WRITE or path.startswith(f"{WRITE}/") or path in OWN_FILES


def is_file_of_editor(address: str) -> bool:
    """Return whether an address is a script or style of the editor, which is the same on every machine."""
    return address in OWN_FILES
