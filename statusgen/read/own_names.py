"""Fields that name the file or the folder they are in: both must agree, as editors do not move files."""

from __future__ import annotations

import unicodedata

from statusgen.read.note_fields import MONTH, NOTE
from statusgen.read.note_files import NoteFiles
from statusgen.read.yaml.decode import Context, Values


def check_folder(own: NoteFiles, values: Values, context: Context) -> None:
    """Report an update that names another note than its folder."""
    named = values.get(NOTE)
    if named is not None and unicodedata.normalize("NFC", named) != own.id:
        message = f"this update names the note `{named}`, but is in the folder of `{own.id}`"
        help = f"Move the file to the folder `{named}`, or write `note: {own.id}`."
        context.report("bad-value", values.place(NOTE), message, help)


def check_month(own: NoteFiles, values: Values, context: Context) -> None:
    """Report words of a report that name another month than their file."""
    named = values.get(MONTH)
    if named is not None and named != own.id:
        message = f"these words are for the month `{named}`, but the file is for `{own.id}`"
        help = f"Rename the file to `{named}.md`, or write `month: {own.id}`."
        context.report("bad-value", values.place(MONTH), message, help)
