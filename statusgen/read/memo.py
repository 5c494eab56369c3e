"""Notes that were read before, so that only what was edited is read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from statusgen.read.decode import Context
from statusgen.read.files import NoteFiles
from statusgen.read.notes import ReadNote


@dataclass(frozen=True, slots=True)
class Memo:
    """Notes by a digest of all that they are read from; None stands for a draft.

    `known` are those of an earlier run, `used` those that this run needs: what a later one may want.
    """

    known: Mapping[bytes, ReadNote | None] = field(default_factory=dict)
    used: dict[bytes, ReadNote | None] = field(default_factory=dict)

    def recall(self, digest: bytes, read: Callable[[], ReadNote | None]) -> ReadNote | None:
        """The note with that digest; it is read only if it is not known."""
        for notes in (self.used, self.known):
            if digest in notes:
                self.used[digest] = notes[digest]
                return notes[digest]
        return self.used.setdefault(digest, read())


def digest_of(own: NoteFiles, files: Mapping[str, bytes], context: Context) -> bytes:
    """Equal for notes that are sure to be read as the same."""
    digest = hashlib.sha256(repr((own, context.zone.key, context.languages)).encode())
    for path in sorted(own.paths()):
        digest.update(b"%d\0" % len(files[path]))
        digest.update(files[path])
    return digest.digest()
