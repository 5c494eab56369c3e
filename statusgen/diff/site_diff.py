"""Build the site before and after a change of content, and compare the two. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statusgen.diff.compare import Changes, compare
from statusgen.diff.revision import Revision, read_revision
from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.output import Output, fingerprint
from statusgen.pipeline.compile import compile_site
from statusgen.publish.manifest import MANIFEST
from statusgen.render.theme.load import ThemeError
from statusgen.storage.disk import by_content_path, over_shipped, read_previous, read_themes, read_tree


@dataclass(frozen=True, slots=True)
class DiffResult:
    """Result of comparing the content with an earlier site."""

    changes: Changes | None
    """None if errors keep the site from being published at all."""
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    """All files that were read, by the paths that diagnostics use."""
    remarks: tuple[str, ...]
    """Sentences about parts of the earlier site that could not be read."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The earlier site: published files, or outputs that are not rendered yet; and its notes' sources."""

    files: Mapping[str, bytes] | None = None
    outputs: Sequence[Output] = ()
    sources: Mapping[str, bytes] | None = None
    remarks: tuple[str, ...] = ()


def diff_site(
    content: Path, before: str, now: datetime, *, live: bool = True, trust_theme: bool = False
) -> DiffResult:
    """Compare the site of a content folder with an earlier one: a published folder or a git revision.

    Both sites are rendered as of `now`; `live` is as in `build`. A note with errors keeps its last version,
    as in `build --keep-going`. Raises `DiskError`.
    """
    files, themes, cache = read_tree(content), read_themes(content, trust=trust_theme), Cache()
    earlier = _from_folder(Path(before))
    if earlier is None:
        revision = read_revision(content, before, files, themes)
        earlier = (
            _from_revision(revision, now, cache, live=live, trust_theme=trust_theme)
            if revision
            else _Earlier(files={}, remarks=(_NO_FOLDER.format(before=before, folder=content.name),))
        )
    result = compile_site(
        files, themes, now=now, previous=earlier.sources, keep_going=True, live=live, lazy=True, cache=cache
    )
    problems, changes = result.diagnostics, None
    if result.outputs:
        try:
            records = earlier.sources or {}, result.records()
            changes = compare(*_rendered(earlier, _public(result.outputs)), records)
        except ThemeError as error:
            problems = (*problems, error.problem)
    return DiffResult(changes, problems, {**files, **by_content_path(themes)}, earlier.remarks)


_NO_FOLDER = (
    "{before} has no folder {folder}, so that everything looks new, and nobody seems to be sent a "
    "message. If the folder was moved, compare with the published site instead: `statusgen diff public`"
)


def _from_folder(folder: Path) -> _Earlier | None:
    """Read a published folder; None if the folder is none."""
    if not (folder / MANIFEST).is_file():
        return None
    return _Earlier(files=read_tree(folder, hidden=(".",), strict=False), sources=read_previous(folder))


def _from_revision(
    revision: Revision, now: datetime, cache: Cache, *, live: bool, trust_theme: bool
) -> _Earlier:
    themes = over_shipped(revision.themes, trust=trust_theme)
    result = compile_site(revision.files, themes, now=now, keep_going=True, live=live, lazy=True, cache=cache)
    return _Earlier(outputs=_public(result.outputs), sources=result.records(), remarks=revision.left_out)


def _public(outputs: Sequence[Output]) -> list[Output]:
    """Return the outputs except the generator's own records."""
    return [one for one in outputs if not one.path.startswith(".")]


def _rendered(
    earlier: _Earlier, outputs: Sequence[Output]
) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return the files of both sites; of two sets of outputs, those with equal inputs are empty in both."""
    if earlier.files is not None:
        return earlier.files, {one.path: one.make() for one in outputs}
    old = {one.path: fingerprint(one, "") for one in earlier.outputs}
    same = {one.path for one in outputs if old.get(one.path) == fingerprint(one, "")}
    before, after = (
        {one.path: b"" if one.path in same else one.make() for one in site}
        for site in (earlier.outputs, outputs)
    )
    return before, after
