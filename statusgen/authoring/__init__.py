"""From what a writer says, in a command or a form, to files of the content. Pure."""

from statusgen.authoring.compose import Change, add_update, new_note, note_id
from statusgen.authoring.when import parse_when

__all__ = ["Change", "add_update", "new_note", "note_id", "parse_when"]
