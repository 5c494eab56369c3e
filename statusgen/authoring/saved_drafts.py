"""Saved drafts: the answers of an interrupted session in a file, from which the next one continues.

Drafts are in a hidden folder of the content, which is never published, nor committed to git.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from statusgen.authoring.fields import ASKED_NAMES, LISTS
from statusgen.authoring.line_form import lines_of
from statusgen.authoring.session import AuthoringError, Draft, trimmed
from statusgen.authoring.times import is_length
from statusgen.storage.atomic_write import write_new, write_whole

FOLDER = ".drafts"
_WORDS = ("text", "unfinished")
"""Answers that are not lines of the head."""
_KNOWN = {*ASKED_NAMES, "text", "name", "unfinished"}


def keep_draft(
    content: Path, answers: Mapping[str, str], going_on: str, now: datetime, old: Path | None
) -> Path:
    """Write answers by name over an `old` draft or into a new file; return its path.

    `going_on` is the command that goes on with it. Raises `OSError`.
    """
    folder = content / FOLDER
    path = old or _free(folder, f"{now:%Y-%m-%d-%H%M}")
    head = "".join(_head_lines(name, value) for name, value in answers.items() if name not in _WORDS)
    head += f"unfinished: {answers['unfinished']}\n" if answers.get("unfinished") else ""
    note = "# The time in `next` counts from then on.\n" if is_length(answers.get("next", "")) else ""
    text = f"# Go on with: {going_on} --draft {path}\n{note}---\n{head}---\n\n{answers.get('text', '')}\n"
    data = text.encode(errors="backslashreplace")  # names of folders may be in any encoding
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)  # others of the machine must not read what is not published
    if not (folder / ".gitignore").exists():
        write_new(folder / ".gitignore", b"*\n")
    if path.exists():
        write_whole(path, data)
    else:
        write_new(path, data)
    return path


def _head_lines(name: str, value: str) -> str:
    """Return an answer as a line of the head; the entries of a list are indented lines below its name."""
    if name in LISTS and value.strip():
        return f"{name}:\n" + "".join(f"  {line}\n" for line in lines_of(value))
    return f"{name}: {' '.join(value.split())}".rstrip() + "\n"


def read_draft(path: Path) -> dict[str, str]:
    """Return the answers of a saved draft by name. Raises `AuthoringError` if the file is no draft."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        begin = lines.index("---")
        end = lines.index("---", begin + 1)
    except (OSError, ValueError):
        message = f"{path} is no draft"
        raise AuthoringError(message) from None
    found, last = dict[str, str](), ""
    for line in lines[begin + 1 : end]:
        name, _, value = line.partition(":")
        if last in LISTS and line.startswith(" "):
            found[last] = f"{found[last]}\n{line.strip()}".strip()
        elif last := name.strip():
            found[last] = value.strip()
    if strange := [name for name in found if name not in _KNOWN]:
        message = f"{path} says `{strange[0]}`, which means nothing here"
        raise AuthoringError(message)
    text = trimmed("\n".join(lines[end + 1 :]))
    return {**found, **({"text": text} if text else {})}


def with_draft(draft: Draft, saved: Mapping[str, str]) -> Draft:
    """Return the draft with missing answers taken from a saved one."""
    services = draft.services
    if services is None and "services" in saved:
        services = tuple(filter(None, saved["services"].split(", ")))
    begun = saved.get("unfinished", "")
    answers = {name: saved[name] for name in saved if name not in ("services", "unfinished", begun)}
    is_begun = begun in saved and begun not in draft.answers
    return Draft({**answers, **draft.answers}, services, {begun: saved[begun]} if is_begun else draft.begun)


def drafts_for(content: Path, command: str) -> tuple[Path, ...]:
    """Return the saved drafts that a command such as `new incident` goes on with, the latest first."""
    start = f"# Go on with: statusgen {command} "
    paths = sorted((content / FOLDER).glob("*.md"), reverse=True)
    return tuple(one for one in paths if _first_line(one).startswith(start))


def _first_line(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
        return file.readline()
    return ""


def _free(folder: Path, name: str) -> Path:
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(path for one in names if not (path := folder / f"{one}.md").exists())
