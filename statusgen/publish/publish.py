"""Outputs to a folder, so that no reader and no crash ever meets half a file.

Everything new is first written into `.statusgen/staging/` of the folder and only then moved into place: pages
first, late outputs (what links to them) last. `.statusgen/manifest.json` remembers which files are ours and
from what they were made; nothing else is ever removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.model.output import OutputGroup, Part, Seen, fingerprint
from statusgen.publish.foreign import refuse_foreign
from statusgen.publish.manifest import MANIFEST, OURS, Entry, Manifest, read_manifest, write_manifest
from statusgen.publish.permissions import published_modes, repair_modes
from statusgen.publish.staging import folders_at, standing, switch
from statusgen.publish.workers import Made, render_all
from statusgen.storage.atomic_write import sync_files
from statusgen.storage.disk import DiskError, checked_path, explain
from statusgen.storage.file_hashes import FileHashes
from statusgen.storage.locks import BusyError, held
from statusgen.storage.signals import postponed_signals

LOCK = f"{OURS}/lock"
STAGING = f"{OURS}/staging"
_RECORD = f"{STAGING}/manifest"


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did, as paths in the output folder, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    manifest: str = field(default="", compare=False)
    """The SHA-256 of the record of them."""


def publish(
    parts: Sequence[Part],
    out: Path,
    *,
    version: str,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    digests: FileHashes | None = None,
) -> Published:
    """Make `out` hold exactly these `parts`, besides what strangers put there under other names.

    Files whose bytes stay the same are not touched, unless not everybody may read them. `progress` is called
    with how many parts are ready and how many there are; `digests` knows what lies in `out`. Killed at any
    moment, the next call ends as if nothing had happened; whatever `Output.make` raises leaves the old site
    as it was. Raises `DiskError` when another `publish` is at work there, when `out` holds something else
    than a site of ours, or when writing fails.
    """
    digests = digests or FileHashes()
    try:
        refuse_foreign(out)
        with published_modes(out), _locked(out):
            known = read_manifest(out)
            (out / STAGING).mkdir()
            wanted, staged = _write_staged(parts, out, known, version, progress, digests)
            now, before = wanted.files, known.files
            stale = sorted(path for path in before.keys() - now.keys() if _is_ours(path))
            _refuse_links(out, {*staged, *stale})
            _refuse_folders(out, staged, before)
            sync_files([f"{out}/{STAGING}/{made.staged}/{path}" for path, made in staged.items()])
            with postponed_signals():  # once begun, it is done in a moment
                # From here on all are known as ours; what is not in place after a kill is found missing.
                both = {**wanted.single, **dict.fromkeys(stale, Entry())}
                record = write_manifest(out, Manifest(both, wanted.bundles), out / _RECORD)
                removed = switch(out, out / STAGING, staged, stale, now)
                if stale:
                    record = write_manifest(out, wanted, out / _RECORD)
            for path in staged:
                digests.moved(f"{out}/{path}", now[path])
            repair_modes(out, now, digests)
    except OSError as error:
        raise explain(error, "write") from error
    unchanged = now.keys() - staged.keys()
    return Published(tuple(sorted(staged)), tuple(sorted(unchanged)), tuple(sorted(removed)), record)


def _our_path(path: str) -> str:
    if path == OURS or path.startswith((MANIFEST, LOCK, STAGING)):
        raise DiskError(f"{path!r} is where statusgen keeps its own records")
    return checked_path(path)


def _is_ours(path: str) -> bool:
    try:
        return bool(_our_path(path))
    except DiskError:
        return False


def _refuse_links(out: Path, paths: Iterable[str]) -> None:
    for folder in standing(out, paths):
        if (out / folder).is_symlink():
            raise DiskError(f"{out / folder} is a link; statusgen does not write through links")


def _refuse_folders(out: Path, paths: Iterable[str], known: Collection[str]) -> None:
    """Where a file must be, a folder of our files makes room by itself; with files of others, it stays."""
    for path in folders_at(out, paths):
        for folder, folders, files in os.walk(f"{out}/{path}"):
            for found in (Path(folder, name) for name in (*files, *folders)):
                ours = found.relative_to(out).as_posix() in known
                if not ours and (found.is_symlink() or not found.is_dir()):
                    raise DiskError(f"{out / path} must be a file; that folder holds {found.name}; move it")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Lock `out` against other publications, and remove what a killed one left in the staging folder."""
    if (out / OURS).is_symlink():
        raise DiskError(f"{out / OURS} is a link; statusgen does not write through links")
    (out / OURS).mkdir(parents=True, exist_ok=True)
    for record in (out / LOCK, out / MANIFEST):
        if record.is_symlink() or (record.exists() and not record.is_file()):
            raise DiskError(f"{record} is where statusgen keeps its own records, and is no file; remove it")
    with ExitStack() as stack:
        try:
            stack.enter_context(held(out / LOCK))
        except BusyError:
            raise DiskError(f"another build is writing to {out}; wait until it is done") from None
        shutil.rmtree(out / STAGING, ignore_errors=True)
        try:
            yield
        finally:
            with postponed_signals():
                shutil.rmtree(out / STAGING, ignore_errors=True)


def _write_staged(
    parts: Sequence[Part],
    out: Path,
    known: Manifest,
    version: str,
    progress: Callable[[int, int], object],
    digests: FileHashes,
) -> tuple[Manifest, dict[str, Made]]:
    """Write files that changed into the staging folder. Returns the new manifest, and these files by path."""

    def lying(path: str) -> str | None:
        return digests.of(f"{out}/{path}")

    seen: Seen = {}
    marks = [fingerprint(part, version, seen) for part in parts]
    single, bundles, wanted = dict[str, Entry](), dict[str, Mapping[str, str]](), list[int]()
    for number, (part, mark) in enumerate(zip(parts, marks, strict=True)):
        before = _before(part, mark, known)
        if not before or any(lying(path) != sha256 for path, sha256 in before.items()):
            wanted.append(number)
        elif isinstance(part, OutputGroup):
            bundles[mark] = before
        else:
            single[part.path] = known.single[part.path]
    staged, made = dict[str, Made](), dict[int, dict[str, str]]()
    spelt = {path.casefold(): path for path in known.files}

    def in_place(path: str) -> str | None:
        """Nothing where only a file of another case lies: to some file systems it is the same one."""
        same = spelt.get(path.casefold(), path) == _our_path(path)
        return lying(path) if same else None

    for one in render_all([parts[number] for number in wanted], in_place, out / STAGING):
        made.setdefault(wanted[one.part], {})[one.path] = one.sha256
        progress(len(parts) - len(wanted) + len(made), len(parts))
        if one.staged:
            staged[one.path] = one
        else:
            digests.moved(f"{out}/{one.path}", one.sha256)
    for number, files in made.items():
        if isinstance(parts[number], OutputGroup):
            bundles[marks[number]] = files
        else:
            single |= {path: Entry(marks[number], sha256) for path, sha256 in files.items()}
    return Manifest(single, bundles), staged


def _before(part: Part, mark: str, known: Manifest) -> Mapping[str, str]:
    """The files that were made of the same, if they are known."""
    if isinstance(part, OutputGroup):
        return known.bundles.get(mark, {})
    entry = known.single.get(part.path)
    return {part.path: entry.sha256} if entry and entry.fingerprint == mark else {}
