"""Find the files of a cState site that are notes, and the addresses at which Hugo published them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from statusgen.model.diagnostics import Diagnostic, Span

CONTENT = "content/"
NOTES = "content/issues/"
_MARKDOWN = (".md", ".markdown", ".mdown")
_PAGES = (*_MARKDOWN, ".html", ".htm", ".org", ".ad", ".adoc", ".asciidoc", ".pandoc", ".pdc", ".rst")
"""Endings of the names of pages, in any case: https://gohugo.io/configuration/content-types/."""
_INDEX = re.compile(r"index(?P<language>\.[a-z-]{2,6})?", re.IGNORECASE)
_MAX_LISTED = 10
"""Other files that a report names."""


def note_paths(files: Iterable[str]) -> list[str]:
    """Return the paths of notes: Markdown below `content/issues/`; of a page bundle, only its `index.md`."""
    pages = sorted(path for path in files if path.startswith(NOTES) and _is_page(path, _MARKDOWN))
    bundles = {f"{PurePosixPath(path).parent}/" for path in pages if _is_index(path)}
    return [path for path in pages if _is_index(path) or not any(map(path.startswith, bundles))]


def name_of(path: str) -> str:
    """Return the name of a note: that of its file, or of its folder if it is a page bundle."""
    file = PurePosixPath(path)
    if not _is_index(path):
        return file.stem
    return file.parent.name + file.stem[len("index") :]


def address_of(path: str, slug: str, *, lower: bool) -> str:
    """Return the address at which Hugo published a note; empty if nothing is left of its name.

    `slug` is the name in its front matter, or empty. Without `lower`, as with `disablePathToLower`, capitals
    stay.
    """
    file = PurePosixPath(path.removeprefix(CONTENT))
    folders = file.parent.parts[:-1] if _is_index(path) else file.parent.parts
    parts = [_address_part(part, lower=lower) for part in (*folders, slug or name_of(path))]
    return f"/{'/'.join(parts)}/" if all(parts) else ""


def report_left_out(files: Iterable[str], notes: Collection[str], problems: list[Diagnostic]) -> None:
    """Report the files below `content/` that are not imported: each page, and all others together."""
    left = sorted(path for path in files if path.startswith(CONTENT) and path not in set(notes))
    pages = [path for path in left if PurePosixPath(path).suffix.lower() in _PAGES]
    problems.extend(_about_page(path) for path in pages)
    others = [path for path in left if path not in set(pages)]
    if others:
        more = f" and {len(others) - _MAX_LISTED:,} more" if others[_MAX_LISTED:] else ""
        message = f"not imported: {', '.join(others[:_MAX_LISTED])}{more}"
        help = "Copy the pictures that notes show into the new content folder."
        problems.append(Diagnostic("import-file", Span(others[0]), message, help))


def _about_page(path: str) -> Diagnostic:
    if not path.startswith(NOTES) or PurePosixPath(path).name.startswith("_"):
        message, help = (
            "this page is not imported, since it is no note",
            "Copy its words by hand if you need them.",
        )
    elif _is_page(path, _MARKDOWN):
        message = "this file is not imported, since it belongs to the `index` page of its folder"
        help = "If it is a note of its own, move it out of the folder and import again."
    else:
        message = "this note is not imported, since it is not in Markdown"
        help = "Write it in Markdown, in a file that ends in `.md`, and import again."
    return Diagnostic("import-file", Span(path), message, help)


def _is_page(path: str, endings: Collection[str]) -> bool:
    file = PurePosixPath(path)
    return file.suffix.lower() in endings and not file.name.startswith("_")


def _is_index(path: str) -> bool:
    file = PurePosixPath(path)
    return f"{file.parent}/" != NOTES and _INDEX.fullmatch(file.stem) is not None


def _address_part(name: str, *, lower: bool) -> str:
    """Return the part of an address that Hugo makes of the name of a file or folder."""
    kept = re.sub(r"[^\w.+ -]", "", unicodedata.normalize("NFC", name.lower() if lower else name))
    return "-".join(kept.split())
