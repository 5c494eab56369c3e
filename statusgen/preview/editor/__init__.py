"""The editor in the preview: from what is entered in a form to a note, and to the page of the form. Pure."""

from statusgen.preview.editor.check import Checked, Mistake, check, fix, version_of
from statusgen.preview.editor.form_specs import Entered, entered_at, fresh_values
from statusgen.preview.editor.guard import (
    FRAME_HEADERS,
    MOST_BYTES,
    PAGE_HEADERS,
    is_form,
    is_loopback,
    is_ours,
    read_body,
)
from statusgen.preview.editor.pages import (
    Around,
    Page,
    Posted,
    Waiting,
    closed_page,
    done_page,
    error_page,
    load_pages,
    start_page,
    write_page,
)
from statusgen.preview.editor.site import Look, files_near, known_notes, latest_update, note_of, preview_page
from statusgen.preview.editor.starts import fill_from, starts_for
from statusgen.preview.editor.texts import texts

__all__ = [
    "FRAME_HEADERS",
    "MOST_BYTES",
    "PAGE_HEADERS",
    "Around",
    "Checked",
    "Entered",
    "Look",
    "Mistake",
    "Page",
    "Posted",
    "Waiting",
    "check",
    "closed_page",
    "done_page",
    "entered_at",
    "error_page",
    "files_near",
    "fill_from",
    "fix",
    "fresh_values",
    "is_form",
    "is_loopback",
    "is_ours",
    "known_notes",
    "latest_update",
    "load_pages",
    "note_of",
    "preview_page",
    "read_body",
    "start_page",
    "starts_for",
    "texts",
    "version_of",
    "write_page",
]
