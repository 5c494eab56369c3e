"""Plain-language findings as annotations of pages in the preview."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.printable import harmless
from statusgen.model.status import Kind
from statusgen.pipeline.lint import lint_content_note
from statusgen.plain_language import NoteFindings
from statusgen.render.urls import note_address
from statusgen.reporting.diagnostics_text import MOST_FINDINGS

Judge = Callable[[str], tuple[NoteFindings, ...]]
"""Returns the findings for the note at an address such as `incidents/x/`."""

_PAGE = re.compile(r"(?:(?P<language>[A-Za-z0-9-]+)/)?(?P<address>[^/]+/[^/]+/)index\.html")


def lazy_judge(files: Mapping[str, bytes], now: datetime, cache: Cache | None = None) -> Judge:
    """Return a judge that reads and lints a note when asked for it; `cache` has results of earlier runs."""

    @functools.cache
    def judge(address: str) -> tuple[NoteFindings, ...]:
        id_ = address.rstrip("/").rpartition("/")[2]
        kind = next((kind for kind in Kind if note_address(kind, id_) == address), None)
        return lint_content_note(files, now, kind, id_, cache) if kind else ()

    return judge


def annotations_of_page(judge: Judge, path: str) -> str:
    """Return the findings for a page as JSON: lists by the anchor of their update, `""` for the whole note.

    `path` is the page's file, such as `zh/incidents/x/index.html`. A page in the language of a translation
    has the findings for the translation's files, other pages have all others.
    """
    page = _PAGE.fullmatch(path)
    judged = judge(page["address"]) if page else ()
    shown = {
        one.update.id if one.update else "": _shown(one, (page and page["language"]) or "") for one in judged
    }
    return json.dumps({anchor: lines for anchor, lines in shown.items() if lines})


def _shown(judged: NoteFindings, language: str) -> list[dict[str, str]]:
    own = [one for one in judged.findings if _language(one, judged) == language]
    lines = [
        {"level": one.level.value, "message": harmless(one.message), "help": harmless(one.help)}
        for one in own[:MOST_FINDINGS]
    ]
    if len(own) > MOST_FINDINGS:
        lines.append({"level": "info", "message": f"… and {len(own) - MOST_FINDINGS} more", "help": ""})
    return lines


def _language(one: Diagnostic, judged: NoteFindings) -> str:
    """Return the language of a translation by its file's name (`x.zh.md`); empty for the original."""
    last = one.span.path.removesuffix(".md").rpartition(".")[2]
    return last if last in dict(judged.note.title.variants) and one.span.path != judged.note.path else ""
