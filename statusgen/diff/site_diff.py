"""What publishing the content would bring: all of `statusgen diff` but its words. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statusgen.compile import LAST_PUBLISHED, compile_site
from statusgen.diagnostics import Diagnostic
from statusgen.diff import Effects, compare
from statusgen.diff.revision import Past, read_revision
from statusgen.disk import by_content_path, over_shipped, read_previous, read_themes, read_tree
from statusgen.manifest import MANIFEST
from statusgen.outputs import Output, Seen, fingerprint
from statusgen.render.theme import ThemeError


@dataclass(frozen=True, slots=True)
class Difference:
    """The effects, None if errors would keep the site from being published at all; and what is wrong."""

    effects: Effects | None
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    """All that was read, by the paths that diagnostics use."""
    remarks: tuple[str, ...]
    """Sentences about the site as it was, of which not all could be read."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The site as it was: outputs not yet made, or files; and the sources of its notes."""

    outputs: Sequence[Output] = ()
    files: Mapping[str, bytes] | None = None
    sources: Mapping[str, bytes] | None = None
    remarks: tuple[str, ...] = ()


def diff_site(
    content: Path, before: str, now: datetime, *, live: bool = True, trust_theme: bool = False
) -> Difference:
    """What the content brings where `before` stands, a published folder or a revision in git.

    Both are shown as of `now`, and `live` as in `build`; a note with errors keeps its last version, as in
    `build --keep-going`. Raises `DiskError`.
    """
    files, themes = read_tree(content), read_themes(content, trust=trust_theme)
    old = _published(Path(before))
    if old is None:
        past = read_revision(content, before, files, themes)
        old = _revision(past, now, live=live, trust_theme=trust_theme) if past else _nothing(content, before)
    result = compile_site(files, themes, now=now, previous=old.sources, keep_going=True, live=live)
    named = {**files, **by_content_path(themes)}
    if not result.outputs:
        return Difference(None, result.diagnostics, named, old.remarks)
    try:
        effects = compare(*_both(old, _shown(result.outputs)))
    except ThemeError as error:
        return Difference(None, (*result.diagnostics, error.problem), named, old.remarks)
    return Difference(effects, result.diagnostics, named, old.remarks)


def _published(folder: Path) -> _Before | None:
    if not (folder / MANIFEST).is_file():
        return None
    return _Before(files=read_tree(folder, hidden=(".",), strict=False), sources=read_previous(folder))


def _nothing(content: Path, before: str) -> _Before:
    remark = (
        f"{before} has no folder {content.name}, so that everything looks new, and nobody seems to be sent a "
        "message. If the folder was moved, compare with the published site instead: `statusgen diff public`"
    )
    return _Before(files={}, remarks=(remark,))


def _revision(past: Past, now: datetime, *, live: bool, trust_theme: bool) -> _Before:
    themes = over_shipped(past.themes, trust=trust_theme)
    found = compile_site(past.files, themes, now=now, keep_going=True, live=live)
    sources = {
        one.path.removeprefix(LAST_PUBLISHED): one.make()
        for one in found.outputs
        if one.path.startswith(LAST_PUBLISHED)
    }
    return _Before(outputs=found.outputs, sources=sources, remarks=past.left_out)


def _shown(outputs: Sequence[Output]) -> list[Output]:
    """Without our own records."""
    return [one for one in outputs if not one.path.startswith(".")]


def _both(old: _Before, after: Sequence[Output]) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    if old.files is None:
        return _made(_shown(old.outputs), after)
    return old.files, {one.path: one.make() for one in after}


def _made(before: Sequence[Output], after: Sequence[Output]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Both as bytes; what is sure to be equal is not made, and is empty in both."""
    seen: Seen = {}
    marks = {one.path: fingerprint(one, "", seen) for one in before}
    same = {one.path for one in after if marks.get(one.path) == fingerprint(one, "", seen)}
    earlier, later = (
        {one.path: b"" if one.path in same else one.make() for one in outputs} for outputs in (before, after)
    )
    return earlier, later
