"""The addresses that docs name exist on a site, the demo with an editor and a glossary."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, read_tree

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
EDITOR = b"editor: {repository: https://github.com/acme/status}\n"
NOT_OF_THE_SITE = {"/", "/etc/nginx/conf.d/", "/status/404.html", "/issues/<name>/", "/counter/", "/zh/…"}
EXAMPLES = {
    "/incidents/2026-05-01-card-payments/": "/incidents/<id>/",
    "/maintenance/<id>/<day>/": "/maintenance/<id>/<id>/",
}
"""Pages of examples, and pages of the demo in their place."""


@cache
def _published() -> str:
    files = read_tree(ROOT / "content")
    files["site.yml"] += EDITOR
    outputs = compile_site(files, read_themes(ROOT / "content"), now=NOW).outputs
    return "\n".join(one.path for one in outputs)


def _named(page: Path) -> set[str]:
    """The addresses in code: `/calendar.ics`, `/services/<id>/calendar.ics`."""
    return set(re.findall(r"`(/[^` ]*)`", page.read_text(encoding="utf-8"))) - NOT_OF_THE_SITE


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_addresses_are_published(page: Path) -> None:
    """With any id for `<id>`, and `index.html` for a page."""
    missing = []
    for address in _named(page):
        path = EXAMPLES.get(address, address).partition("#")[0].removeprefix("/")
        pattern = re.escape(path + "index.html" * path.endswith("/")).replace("<id>", "[^/\n]+")
        if not re.search(f"^{pattern}$", _published(), re.MULTILINE):
            missing.append(address)

    assert [] == missing
