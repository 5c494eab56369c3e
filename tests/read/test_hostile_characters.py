"""Words with every character that some format forbids: whatever is published of them can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from icalendar import Calendar

from statusgen.pipeline.compile import compile_site
from statusgen.render.urls import OPML
from tests.sites import THEMES

NOW = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
CODES = (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF, 0x1FFFE, 0x202E)
ENDINGS = (10, 13, 0x85, 0x2028, 0x2029)
"""Those that end a line."""

HALVES = (0xD800, 0xDFFF)
"""Halves of pairs: no file can hold them, but YAML and HTML can name them."""


def escaped(codes: tuple[int, ...]) -> str:
    """In a text of YAML in quotes."""
    return '"<x & ' + "".join(f"\\U{code:08x}" for code in codes) + '>"'


def entities(codes: tuple[int, ...]) -> str:
    """In Markdown."""
    return "x " + "".join(f"&#{code};" for code in codes) + " y"


def raw(codes: tuple[int, ...]) -> str:
    """As they are, but those that end a line."""
    return "x " + "".join(chr(code) for code in codes if code not in (*ENDINGS, *HALVES))


SITE = """\
name: {text}
url: https://a.example/
site id: a
time zone: UTC
languages: [en, zh]
description: {text}
footer: {text}
contacts: [{{label: {text}, url: "mailto:a@a.example"}}]
"""
SERVICES = "groups: [{{id: g, name: {text}, services: [{{id: a, name: {text}}}]}}]\n"
GLOSSARY = "- term: {text}\n  meaning: {text}\n"
INCIDENT = """\
---
title: {text}
impact: {text}
workaround: {text}
services: {{a: degraded}}
started: 2026-05-01 09:00
---

{words}

## Investigating · 2026-05-01 09:20

{words}
"""
MAINTENANCE = """\
---
title: {text}
services: [a]
starts: 2026-05-02 09:00
ends: 2026-05-02 10:00
---

{words}
"""
NOTICE = "---\ntitle: {text}\npublished: 2026-05-01 09:00\n---\n\n{words}\n"
PAGE = "---\ntitle: {text}\n---\n\n{words}\n"
FILES = {
    "site.yml": SITE,
    "services.yml": SERVICES,
    "glossary.yml": GLOSSARY,
    "incidents/2026-05-01-a.md": INCIDENT,
    "maintenance/2026-05-02-a.md": MAINTENANCE,
    "notices/2026-05-01-a.md": NOTICE,
    "pages/about.md": PAGE,
}


def site(text: str, words: str) -> dict[str, bytes]:
    """A site whose names and titles are all this text, in YAML, and whose words are all these."""
    return {path: form.format(text=text, words=words).encode() for path, form in FILES.items()}


def read(path: str, data: bytes) -> None:
    """Let a real parser read a file; it raises what is wrong with it."""
    text = data.decode()
    assert "\x00" not in text
    if path.endswith((".rss", ".atom", ".opml", ".svg", ".xml")):
        ET.fromstring(data)
    elif path.endswith(".json"):
        json.loads(text)
    elif path.endswith(".ics"):
        assert Calendar.from_ical(data).walk("VEVENT") is not None
    elif path.endswith((".yaml", ".yml")):
        yaml.safe_load(text)


def unreadable(files: Mapping[str, bytes]) -> dict[str, str]:
    """What is published of content and cannot be read, and why."""
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    outputs = {one.path: one.make() for one in result.outputs}
    assert OPML in outputs
    assert {".rss", ".atom", ".opml", ".svg", ".xml", ".json", ".ics"} <= {
        Path(path).suffix for path in outputs
    }
    found = {}
    for path, data in outputs.items():
        try:
            read(path, data)
        except (ValueError, SyntaxError, yaml.YAMLError) as error:
            found[path] = repr(error)
    return found


@pytest.mark.parametrize("write", [raw, entities], ids=["raw", "entities"])
def test_everything_published_can_be_read(write: Callable[[tuple[int, ...]], str]) -> None:
    """All the characters at once, in names and in words."""
    assert {} == unreadable(site(escaped(CODES), write(CODES)))


@pytest.mark.slow
@pytest.mark.parametrize("code", [*CODES, *HALVES])
def test_no_single_character_breaks_a_file(code: int) -> None:
    """By itself, each way in which it can be written."""
    text = escaped(()) if code in HALVES else escaped((code,))  # to YAML, halves are an error
    assert {} == unreadable(site(text, entities((code,)) + raw((code,))))


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_half_a_character_in_yaml_is_no_traceback(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two readers of YAML is installed."""
    monkeypatch.setattr("statusgen.read.yaml.source._Loader", getattr(yaml, loader))
    for code in (*HALVES, 0x110000, 0xFFFFFFFF):
        files = site("Trams", "Words.")
        files["incidents/2026-05-01-a.md"] = files["incidents/2026-05-01-a.md"].replace(
            b"title: Trams", b"title: " + escaped((code,)).encode()
        )
        assert {} == unreadable(files)
