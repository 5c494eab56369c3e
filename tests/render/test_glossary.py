"""The page of all terms, and terms in pages: there when they help, and never in the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes
from tests.sites import content

NOW = datetime(2026, 5, 2, tzinfo=UTC)
THEMES = read_themes(Path("content"))
GLOSSARY = """\
terms:
  - term: {en: turnstile, zh: 闸机}
    meaning: {en: The gate., zh: 进站的门。}
"""
NOTE = """\
---
title: The turnstile is stuck
started: 2026-05-01 09:00
impact: The turnstile does not open.
---

## Investigating · 2026-05-01 09:20

We are looking at the turnstile.
"""


def pages(**files: str) -> dict[str, str]:
    """The pages of a site with these files, by path."""
    notes = {"incidents/a.md": NOTE, **{path.replace("__", "/"): text for path, text in files.items()}}
    result = compile_site(content(notes), THEMES, now=NOW)
    assert [] == [one for one in result.diagnostics if one.level.value == "error"]
    wanted = (one for one in result.outputs if one.path.endswith(("index.html", "sitemap.xml", "index.md")))
    return {one.path: one.make().decode() for one in wanted}


def test_the_first_use_in_a_page_leads_to_its_meaning() -> None:
    """Titles stay as they are, and so do later uses."""
    page = pages(**{"glossary.yml": GLOSSARY})["incidents/a/index.html"]
    link = '<a class="term" id="use-turnstile" href="#word-turnstile" role="doc-glossref">turnstile</a>'
    assert 1 == page.count('class="term"')
    assert f"We are looking at the {link}." in page
    assert '<div id="word-turnstile"><dt>turnstile</dt><dd>The gate.' in page


def test_all_terms_have_a_page_in_every_language() -> None:
    """It is linked, in the sitemap, and has a twin."""
    made = pages(**{"glossary.yml": GLOSSARY})
    assert "The gate." in made["glossary/index.html"]
    assert "进站的门。" in made["zh/glossary/index.html"]
    assert "**turnstile**: The gate." in made["glossary/index.md"]
    assert "/zh/glossary/" in made["sitemap.xml"]
    assert '/glossary/">' in made["index.html"]


def test_without_a_glossary_there_is_nothing_of_it() -> None:
    """No page, no link, no list."""
    made = pages()
    assert [] == [path for path in made if "glossary" in path]
    assert "glossary" not in made["index.html"]
    assert 'class="words"' not in made["incidents/a/index.html"]


def test_a_page_of_ones_own_at_that_address_stays() -> None:
    """Nobody's address is taken away."""
    made = pages(**{"glossary.yml": GLOSSARY, "pages/glossary.md": "---\ntitle: Our words\n---\n\nOurs.\n"})
    assert "Ours." in made["glossary/index.html"]
