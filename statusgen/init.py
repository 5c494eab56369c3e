"""A new site to begin with: a few files that explain themselves, and schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

from statusgen.disk import read_tree, write_whole
from statusgen.read.schema import schemas

STARTER = Path(__file__).parent / "starter"


def start_site(folder: Path) -> tuple[str, ...]:
    """Write the starting site into `folder`: the paths written, or nothing if it has a `content` already.

    Files beside `content` that exist are left as they are. Raises `DiskError` or `OSError`.
    """
    if (folder / "content").exists():
        return ()
    files = {
        **read_tree(STARTER, hidden=("_",)),
        **{f"content/.schemas/{name}": _json(schema) for name, schema in schemas().items()},
    }
    new = {path: data for path, data in files.items() if not (folder / path).exists()}
    for path, data in new.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, data)
    return tuple(new)


def _json(schema: object) -> bytes:
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
