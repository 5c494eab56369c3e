"""What the rules of plain language say, placed beside the words in the preview. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import Kind
from statusgen.model.printable import harmless
from statusgen.pipeline.lint import lint_content_note
from statusgen.plain_language import NoteFindings
from statusgen.render.urls import note_address
from statusgen.reporting.diagnostics_text import MOST_FINDINGS

Judge = Callable[[str], tuple[NoteFindings, ...]]
"""What is found in the note that lies at an address such as `incidents/x/`."""

_PAGE = re.compile(r"(?:(?P<language>[A-Za-z0-9-]+)/)?(?P<address>[^/]+/[^/]+/)index\.html")


def lazy_judge(files: Mapping[str, bytes], now: datetime, memo: Cache | None = None) -> Judge:
    """A judge that reads and judges only the notes it is asked about; the `memo` may know them."""

    @cache
    def judge(address: str) -> tuple[NoteFindings, ...]:
        id_ = address.rstrip("/").rpartition("/")[2]
        kind = next((kind for kind in Kind if note_address(kind, id_) == address), None)
        return lint_content_note(files, now, kind, id_, memo) if kind else ()

    return judge


def remarks_of_page(judge: Judge, path: str) -> str:
    """The findings for a page as JSON, lists by the anchor of their update; those of the whole note at `""`.

    `path` is the page's file, `zh/incidents/x/index.html`. A translation shows what is said about its files,
    the other pages all the rest.
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
    """The language of a translation by its file's name (`x.zh.md`); empty for the original."""
    last = one.span.path.removesuffix(".md").rpartition(".")[2]
    return last if last in dict(judged.note.title.variants) and one.span.path != judged.note.path else ""
