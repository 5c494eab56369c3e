"""Create a new site: a few files that explain themselves, and schemas for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from statusgen.authoring.github_forms import issue_forms
from statusgen.authoring.note_ids import slug
from statusgen.read import read_site
from statusgen.read.catalogues import Texts, msgid, texts_for
from statusgen.read.schema import schemas
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.git import origin
from statusgen.storage.transaction import write_together

STARTER = Path(__file__).parent / "starter"
GITHUB = Path(__file__).parent / "github"
WORDS = (
    msgid("Example Status"),
    msgid("What is working, what is not, and what we have planned."),
    msgid("The shop"),
    msgid("Checkout"),
    msgid("Paying for what is in your basket."),
    msgid("Delivery"),
    msgid("Parcels and their tracking."),
    msgid("Website"),
    msgid("Everything at www.example.org."),
    msgid("Some payments are failing"),
    msgid("About one in five card payments is declined. Nobody is charged for a declined payment."),
    msgid("Pay by bank transfer, or try your card again after a minute."),
    msgid("We know that some card payments fail at checkout. We are looking for the cause."),
    msgid("All card payments have worked since 10:40 (UTC). You do not need to do anything."),
    msgid("Checkout gets faster computers"),
    msgid("You cannot pay during these two hours. Your basket is kept."),
    msgid("We are moving checkout to faster computers."),
    msgid("About this page"),
    msgid(
        "This page says what is working and what is not. We write here as soon as we know that something is "
        "wrong, and we say when you will hear more."
    ),
)
"""The words for readers in the files of `starter/`. Comments for those who run the site are in English."""
_WORDS = "|".join(r"\s".join(map(re.escape, one.split())) for one in sorted(WORDS, key=len, reverse=True))
_LINE = re.compile(rf"(?P<key>^ *[a-z ]*: )?(?P<words>{_WORDS})$", re.MULTILINE)
_SITE, _ANY_ID = "content/site.yml", b"site id: my-status"
_ANY_LANGUAGE = b"languages: [en]"
_CATALOG, _ANY_DAY = "content/services.yml", b"since: 2026-01-01"


def start_site(folder: Path, token: str, today: date, languages: Sequence[str] = ("en",)) -> tuple[str, ...]:
    """Write the starting site into `folder`: the paths written, or nothing if it has a `content` already.

    Its `site id` is the folder's name with `token`, random lower-case letters and digits; its services
    exist since `today`. Its words are in the first of its `languages`, or in English without a catalogue.
    Files beside `content` that exist are left as they are. Raises `DiskError`, also for a wrong code, or
    `OSError`.
    """
    if (folder / "content").exists():
        return ()
    texts = texts_for(languages[0])
    files = {
        **{path: _translated(path, data, texts) for path, data in read_tree(STARTER, hidden=("_",)).items()},
        **{f"content/.schemas/{name}": _json(schema) for name, schema in schemas().items()},
    }
    files[_SITE] = files[_SITE].replace(_ANY_ID, _site_id(folder.resolve().name, token))
    files[_SITE] = files[_SITE].replace(_ANY_LANGUAGE, f"languages: [{', '.join(languages)}]".encode())
    for problem in read_site({path.removeprefix("content/"): data for path, data in files.items()}).problems:
        raise DiskError(f"{problem.message}. {problem.help}")
    files[_CATALOG] = files[_CATALOG].replace(_ANY_DAY, f"since: {today}".encode())
    new = {path: data for path, data in files.items() if not (folder / path).exists()}
    write_together(folder, new, {})
    return tuple(new)


def _translated(path: str, data: bytes, texts: Texts) -> bytes:
    """Return a file with its words for readers in another language."""

    def own(match: re.Match[str]) -> str:
        english = " ".join(match["words"].split())
        words = texts.gettext(english)
        is_value = match["key"] and (": " in words or words[0] in "\"'«»“„「『[{!&*#?|>@%`-")
        return (match["key"] or "") + (json.dumps(words, ensure_ascii=False) if is_value else words)

    return _LINE.sub(own, data.decode()).encode() if path.startswith("content/") else data


def _site_id(name: str, token: str) -> bytes:
    return f"site id: {slug(name) or 'status'}-{token}".encode()


def write_github(folder: Path, content: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write or renew GitHub's issue forms, made from the catalog, and the workflow that reads them.

    The workflow is left as it is where there is one. Raises `DiskError` or `OSError`.
    """
    reading = read_site(content)
    if reading.settings is None:
        raise DiskError(f"{folder / 'content'} cannot be read; `statusgen check` shows why")
    forms = issue_forms(reading.settings, reading.catalog.services)
    workflows = {f".github/workflows/{path}": data for path, data in read_tree(GITHUB).items()}
    files = {**forms, **{path: data for path, data in workflows.items() if not (folder / path).exists()}}
    before = {path: (folder / path).read_bytes() for path in files if (folder / path).exists()}
    write_together(folder, files, before)
    return tuple(files)


def add_editor(folder: Path, content: Mapping[str, bytes], program: str, repository: str) -> str:
    """Let `site.yml` name the editor for the browser: the lines added, or nothing if it names one already.

    Without `repository` it is the one that the folder was cloned from. Raises `DiskError`.
    """
    reading = read_site(content)
    if reading.settings is None:
        raise DiskError(f"{folder / 'content'} cannot be read; `statusgen check` shows why")
    if reading.settings.editor is not None:
        return ""
    address = repository or origin(folder)
    if not address:
        raise DiskError("the repository of the editor is unknown; name it with --repository URL")
    site = folder / "content" / "site.yml"
    lines = f"editor:\n  program: {program}\n  repository: {address}\n"
    before = content["site.yml"]
    after = before + (b"" if before.endswith(b"\n") else b"\n") + lines.encode()
    if read_site({**content, site.name: after}).settings == reading.settings:
        raise DiskError(
            f"{address} cannot be the repository; give its web address, as in https://example.org/us/status"
        )
    write_together(site.parent, {site.name: after}, content)
    return lines


def _json(schema: object) -> bytes:
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
