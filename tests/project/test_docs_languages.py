"""The recipe for a new language works as it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, shipped_themes
from tests.sites import SITE, content

DOCS = Path(__file__).parents[2] / "docs" / "languages.md"
NOTE = """\
---
title: Trams wait
started: 2026-05-01 09:00
services: {trams: degraded}
---

## Resolved · 2026-05-03 10:00

Over.
"""


def test_one_catalogue_adds_a_language() -> None:
    """What it has is Swedish, plurals and dates too; what it lacks is English."""
    (catalogue,) = re.findall(r"```po\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    themes = read_themes(Path("content"))
    default = {**themes["default"], "translations/sv.po": catalogue.encode()}
    files = content({"incidents/2026-05-01-trams.md": NOTE}, site=SITE.replace("[en, zh]", "[en, zh, sv]"))

    result = compile_site(files, Themes({**themes, "default": default}), now=datetime(2026, 5, 4, tzinfo=UTC))

    assert () == result.diagnostics
    made = {output.path: output for output in result.outputs}
    page = made["sv/incidents/2026-05-01-trams/index.html"].make().decode()
    assert '<html lang="sv" dir="ltr">' in page
    assert ">Historik</a>" in page
    assert "2 dagar" in page
    assert "1 maj 2026" in page
    assert "Subscribe" in page


def test_every_included_language_is_listed() -> None:
    """With its code, in the table."""
    table = DOCS.read_text(encoding="utf-8").partition("## ")[0]
    shipped = {path.stem for path in shipped_themes().glob("default/translations/*.po")}

    assert shipped <= set(re.findall(r"\| `([\w-]+)` \|", table))
