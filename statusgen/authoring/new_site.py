"""Create a new site: a few files that explain themselves, and schemas for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from statusgen.authoring.github_forms import issue_forms
from statusgen.authoring.note_ids import slug
from statusgen.read import read_site
from statusgen.read.schema import schemas
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.git import origin
from statusgen.storage.transaction import write_together

STARTER = Path(__file__).parent / "starter"
GITHUB = Path(__file__).parent / "github"
_SITE, _ANY_ID = "content/site.yml", b"site id: my-status"
_CATALOG, _ANY_DAY = "content/services.yml", b"since: 2026-01-01"


def start_site(folder: Path, token: str, today: date) -> tuple[str, ...]:
    """Write the starting site into `folder`: the paths written, or nothing if it has a `content` already.

    Its `site id` is the folder's name with `token`, random lower-case letters and digits; its services
    exist since `today`. Files beside `content` that exist are left as they are. Raises `DiskError` or
    `OSError`.
    """
    if (folder / "content").exists():
        return ()
    files = {
        **read_tree(STARTER, hidden=("_",)),
        **{f"content/.schemas/{name}": _json(schema) for name, schema in schemas().items()},
    }
    files[_SITE] = files[_SITE].replace(_ANY_ID, _site_id(folder.resolve().name, token))
    files[_CATALOG] = files[_CATALOG].replace(_ANY_DAY, f"since: {today}".encode())
    new = {path: data for path, data in files.items() if not (folder / path).exists()}
    write_together(folder, new, {})
    return tuple(new)


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
