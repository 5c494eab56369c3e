"""The defaults of site.yml that docs name are those of the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from statusgen.model.settings import PlainLanguage, Settings, WebEditor, Weights
from statusgen.model.text import EMPTY
from statusgen.plain_language.languages import LANGUAGES
from statusgen.read.lint_settings import SENTENCE
from statusgen.read.settings import SITE_FIELDS

DOCS = Path(__file__).parents[2] / "docs"
SETTINGS = Settings(name=EMPTY, url="")
EDITOR = WebEditor(repository="")


def _rows(page: str) -> dict[str, str]:
    """The rows of a page's tables: the rest of each row by its first cell, without marks of code."""
    rows = re.findall(r"^\| (.+?) \| (.*) \|$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    return {first.replace("`", ""): rest for first, rest in rows}


def test_every_key_has_a_row() -> None:
    """In the table of site.yml."""
    assert set() == {one.spelling for one in SITE_FIELDS} - set(_rows("content-format.md"))


def test_the_defaults_of_a_site() -> None:
    """Each row of the table of site.yml that names a default names that of `Settings`."""
    rows = _rows("content-format.md")
    expected = {
        "site id": f"Without it, it is `{SETTINGS.identity}`",
        "time zone": f"`{SETTINGS.zone.key}` without it",
        "languages": f"Without it, `[{', '.join(SETTINGS.languages)}]`",
        "theme": f"`{SETTINGS.theme}` without it",
        "repository folder": f"`{SETTINGS.repository_folder}` without it",
        "recent days": f"; {SETTINGS.recent_days} without it",
        "uptime weights": f"`major outage` {SETTINGS.weights.major_outage:g}, `partial outage` "
        f"{SETTINGS.weights.partial_outage:g}, `degraded` {SETTINGS.weights.degraded:g} without it",
        "reports": f"`{'public' if SETTINGS.reports.public else 'private'}` without it",
    }

    assert expected == {key: text for key, text in expected.items() if text in rows[key]}
    named = {one.spelling for one in SITE_FIELDS if re.search(r"[Ww]ithout it,? ", rows[one.spelling])}
    assert set() == named - set(expected)


def test_the_weights_of_uptime() -> None:
    """In the table of states, and in the example below it."""
    weights = Weights()
    rows = _rows("uptime.md")
    texts = {
        "degraded": weights.degraded,
        "in a partial outage": weights.partial_outage,
        "in a major outage": weights.major_outage,
    }
    for state, weight in texts.items():
        shown = re.match(r"1 h \| ([\d.]+)", rows[state])
        assert shown
        assert f"{weight:g}" == shown[1]
    down = 2 * weights.partial_outage + weights.major_outage
    page = (DOCS / "uptime.md").read_text(encoding="utf-8")
    assert f"2 × {weights.partial_outage:g} + {weights.major_outage:g} = {down:g} hours" in page
    assert len(texts) == len(fields(Weights))


def test_the_defaults_of_plain_language_and_of_the_editor() -> None:
    """In the example of docs/plain-language.md, and in the words of docs/editor.md."""
    rules, english = PlainLanguage(), LANGUAGES["en"]
    expected = [
        f"wait minutes: {rules.wait_minutes} ",
        f"wait minutes major: {rules.wait_minutes_major} ",
        f"wait minutes long: {rules.wait_minutes_long} ",
        f"sentence words: {rules.sentence_words or english.limits.sentence}\n",
    ]
    page = (DOCS / "plain-language.md").read_text(encoding="utf-8")

    assert expected == [text for text in expected if text in page]
    assert f"{rules.sentence_words or english.limits.sentence} without it" in SENTENCE.about
    assert f"`branch` is `{EDITOR.branch}` without it" in (DOCS / "editor.md").read_text(encoding="utf-8")
