"""Publish a compiled site into a folder, without half a file there at any time.

New files are first written to `.statusgen/staging/` of the folder and then moved into place: pages first,
late outputs, which link to them, last. `.statusgen/manifest.json` has the paths and fingerprints of all
published files; no other file is ever removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.model.output import OutputGroup, Part, fingerprint
from statusgen.publish.foreign import refuse_foreign
from statusgen.publish.manifest import MANIFEST, OURS, Entry, Manifest, read_manifest, write_manifest
from statusgen.publish.permissions import published_modes, repair_modes
from statusgen.publish.render_files import RenderedFile, render_all
from statusgen.publish.staging import blocking_folders, existing_folders, move_into_place
from statusgen.storage.atomic_write import sync_files
from statusgen.storage.disk import DiskError, checked_path, explain
from statusgen.storage.file_hashes import FileHashes
from statusgen.storage.locks import held
from statusgen.storage.signals import postponed_signals

LOCK = f"{OURS}/lock"
STAGING = f"{OURS}/staging"
_NEW_MANIFEST = f"{STAGING}/manifest"


@dataclass(frozen=True, slots=True)
class Published:
    """Result of `publish`: paths in the output folder, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    manifest: str = field(default="", compare=False)
    """SHA-256 of the manifest."""


def publish(
    parts: Sequence[Part],
    out: Path,
    *,
    version: str,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    digests: FileHashes | None = None,
) -> Published:
    """Replace the site in `out` by these `parts`; files of others there stay.

    Files whose bytes stay the same are not touched, except that everybody may read them afterwards.
    `progress` is called with the number of parts that are ready and the number of all; `digests` has the
    digests of files in `out`. If the process is killed at any moment, the next call completes the site. An
    error of `Output.make` is raised and leaves the old site unchanged. Raises `DiskError` if another process
    publishes to `out`, if `out` has files but no site of ours, or if writing fails.
    """
    digests = digests or FileHashes()
    try:
        refuse_foreign(out)
        with published_modes(out), _locked(out):
            before = read_manifest(out)
            (out / STAGING).mkdir()
            manifest, staged = _write_staged(parts, out, before, version, progress, digests)
            site = manifest.files
            stale = sorted(path for path in before.files.keys() - site.keys() if _is_ours(path))
            _refuse_links(out, {*staged, *stale})
            _refuse_folders(out, staged, before.files)
            sync_files([f"{out}/{STAGING}/{file.staged}/{path}" for path, file in staged.items()])
            with postponed_signals():  # they need not wait long
                # With old and new files, so that after a kill the next build knows all that may be there.
                both = {**manifest.single, **dict.fromkeys(stale, Entry())}
                sha256 = write_manifest(out, Manifest(both, manifest.groups), out / _NEW_MANIFEST)
                removed = move_into_place(out, out / STAGING, staged, stale, site)
                if stale:
                    sha256 = write_manifest(out, manifest, out / _NEW_MANIFEST)
            for path in staged:
                digests.moved(f"{out}/{path}", site[path])
            repair_modes(out, site, digests)
    except OSError as error:
        raise explain(error, "write") from error
    unchanged = site.keys() - staged.keys()
    return Published(tuple(sorted(staged)), tuple(sorted(unchanged)), tuple(sorted(removed)), sha256)


def _our_path(path: str) -> str:
    """Return the path of an output as it is. Raises `DiskError` if no output may have it."""
    if path == OURS or path.startswith((MANIFEST, LOCK, STAGING)):
        raise DiskError(f"{path!r} is where statusgen keeps its own records")
    return checked_path(path)


def _is_ours(path: str) -> bool:
    try:
        return bool(_our_path(path))
    except DiskError:
        return False


def _refuse_links(out: Path, paths: Iterable[str]) -> None:
    for folder in existing_folders(out, paths):
        if (out / folder).is_symlink():
            raise DiskError(f"{out / folder} is a link; statusgen does not write through links")


def _refuse_folders(out: Path, paths: Iterable[str], known: Collection[str]) -> None:
    """Raise `DiskError` if a file must replace a folder that has files other than `known` ones."""
    for path in blocking_folders(out, paths):
        for folder, folders, files in os.walk(f"{out}/{path}"):
            for found in (Path(folder, name) for name in (*files, *folders)):
                ours = found.relative_to(out).as_posix() in known
                if not ours and (found.is_symlink() or not found.is_dir()):
                    raise DiskError(f"{out / path} must be a file; that folder holds {found.name}; move it")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Lock `out` against other builds, and empty the staging folder before and after."""
    if (out / OURS).is_symlink():
        raise DiskError(f"{out / OURS} is a link; statusgen does not write through links")
    (out / OURS).mkdir(parents=True, exist_ok=True)
    for record in (out / LOCK, out / MANIFEST):
        if record.is_symlink() or (record.exists() and not record.is_file()):
            raise DiskError(f"{record} is where statusgen keeps its own records, and is no file; remove it")
    with held(out / LOCK, f"another build is writing to {out}; wait until it is done"):
        shutil.rmtree(out / STAGING, ignore_errors=True)
        try:
            yield
        finally:
            with postponed_signals():
                shutil.rmtree(out / STAGING, ignore_errors=True)


def _write_staged(
    parts: Sequence[Part],
    out: Path,
    before: Manifest,
    version: str,
    progress: Callable[[int, int], object],
    digests: FileHashes,
) -> tuple[Manifest, dict[str, RenderedFile]]:
    """Render parts whose fingerprint or published files changed, and stage files that differ.

    Returns the new manifest, and the files in the staging folder by path.
    """

    def published(path: str) -> str | None:
        return digests.of(f"{out}/{path}")

    fingerprints = [fingerprint(part, version) for part in parts]
    single, groups, changed = dict[str, Entry](), dict[str, Mapping[str, str]](), list[int]()
    for number, (part, mark) in enumerate(zip(parts, fingerprints, strict=True)):
        files = _files_of(part, mark, before)
        if not files or any(published(path) != sha256 for path, sha256 in files.items()):
            changed.append(number)
        elif isinstance(part, OutputGroup):
            groups[mark] = files
        else:
            single[part.path] = before.single[part.path]
    staged, rendered = dict[str, RenderedFile](), dict[int, dict[str, str]]()
    known_names = {path.casefold(): path for path in before.files}

    def published_with_name(path: str) -> str | None:
        """Return None for a file whose name differs in case: some file systems take it for the same file."""
        same = known_names.get(path.casefold(), path) == _our_path(path)
        return published(path) if same else None

    for file in render_all([parts[number] for number in changed], published_with_name, out / STAGING):
        rendered.setdefault(changed[file.part], {})[file.path] = file.sha256
        progress(len(parts) - len(changed) + len(rendered), len(parts))
        if file.staged:
            staged[file.path] = file
        else:
            digests.moved(f"{out}/{file.path}", file.sha256)
    for number, files in rendered.items():
        if isinstance(parts[number], OutputGroup):
            groups[fingerprints[number]] = files
        else:
            single |= {path: Entry(fingerprints[number], sha256) for path, sha256 in files.items()}
    return Manifest(single, groups), staged


def _files_of(part: Part, mark: str, manifest: Manifest) -> Mapping[str, str]:
    """Return the SHA-256 of the published files of a part by path; none if its fingerprint is another."""
    if isinstance(part, OutputGroup):
        return manifest.groups.get(mark, {})
    entry = manifest.single.get(part.path)
    return {part.path: entry.sha256} if entry and entry.fingerprint == mark else {}
