"""Saved drafts: the answers of an interrupted session in a file, from which the next one continues.

Drafts are in a hidden folder of the content, which is never published, nor committed to git.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

from statusgen.authoring.session import AuthoringError, Draft, trimmed
from statusgen.authoring.times import is_length
from statusgen.storage.disk import write_new, write_whole

FOLDER = ".drafts"
_WORDS = ("text", "unfinished", "anyway")
"""Answers that are not lines of the head."""


def keep_draft(
    content: Path, said: Mapping[str, str], going_on: str, now: datetime, old: Path | None
) -> Path:
    """Write answers (attributes of `Draft`, and `note`) over an `old` draft or a new file; return its path.

    `going_on` is the command that goes on with it. Raises `OSError`.
    """
    folder = content / FOLDER
    path = old or _free(folder, f"{now:%Y-%m-%d-%H%M}")
    head = "".join(
        f"{name}: {' '.join(value.split())}\n" for name, value in said.items() if name not in _WORDS
    )
    head += "unfinished: yes\n" if said.get("unfinished") else ""
    note = "# The time in `next` counts from then on.\n" if is_length(said.get("next", "")) else ""
    text = f"# Go on with: {going_on} --draft {path}\n{note}---\n{head}---\n\n{said.get('text', '')}\n"
    data = text.encode(errors="backslashreplace")  # names of folders may be in any encoding
    folder.mkdir(exist_ok=True)
    if not (folder / ".gitignore").exists():
        write_new(folder / ".gitignore", b"*\n")
    if path.exists():
        write_whole(path, data)
    else:
        write_new(path, data)
    return path


def read_draft(path: Path) -> dict[str, str]:
    """Read a saved draft: attributes of `Draft`, and `note`. Raises `AuthoringError` if it is not one."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        begin = lines.index("---")
        end = lines.index("---", begin + 1)
    except (OSError, ValueError):
        message = f"{path} is no draft"
        raise AuthoringError(message) from None
    pairs = (line.partition(":") for line in lines[begin + 1 : end])
    found = {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
    known = {one.name for one in fields(Draft)} | {"note"}
    if strange := [name for name in found if name not in known]:
        message = f"{path} says `{strange[0]}`, which means nothing here"
        raise AuthoringError(message)
    text = trimmed("\n".join(lines[end + 1 :]))
    return {**found, **({"text": text} if text else {})}


def with_draft(said: Draft, draft: Mapping[str, str]) -> Draft:
    """Return the draft with missing answers taken from a saved one."""
    mine = {
        name: value
        for name, value in draft.items()
        if name != "note" and getattr(said, name) in (None, False)
    }
    given: dict[str, object] = {**mine}
    if "services" in mine:
        given["services"] = tuple(one.strip() for one in mine["services"].split(", "))
    if "unfinished" in mine:
        given["unfinished"] = "text" in mine
    return replace(said, **given)  # type: ignore[arg-type]


def _free(folder: Path, name: str) -> Path:
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(path for one in names if not (path := folder / f"{one}.md").exists())
