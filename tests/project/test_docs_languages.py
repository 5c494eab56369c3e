"""The recipe for a new language works as it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes
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
    """What it has is French, plurals and dates too; what it lacks is English."""
    (catalogue,) = re.findall(r"```po\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    themes = read_themes(Path("content"))
    default = {**themes["default"], "translations/fr.po": catalogue.encode()}
    files = content({"incidents/2026-05-01-trams.md": NOTE}, site=SITE.replace("[en, zh]", "[en, zh, fr]"))

    result = compile_site(files, Themes({**themes, "default": default}), now=datetime(2026, 5, 4, tzinfo=UTC))

    assert () == result.diagnostics
    made = {output.path: output for output in result.outputs}
    page = made["fr/incidents/2026-05-01-trams/index.html"].make().decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert ">Historique</a>" in page
    assert "2 jours" in page
    assert "1 mai 2026" in page
    assert "Subscribe" in page
