"""From what a writer says, in a command or a form, to files of the content. Pure."""

from statusgen.authoring.compose import Change, add_update, end_notice, is_note_id, new_note, note_id
from statusgen.authoring.github_forms import Filled, issue_forms, parse_form
from statusgen.authoring.services import NONE, Named, choice_of, find_services, name_of, offered
from statusgen.authoring.times import is_length, parse_when

__all__ = [
    "NONE",
    "Change",
    "Filled",
    "Named",
    "add_update",
    "choice_of",
    "end_notice",
    "find_services",
    "is_length",
    "is_note_id",
    "issue_forms",
    "name_of",
    "new_note",
    "note_id",
    "offered",
    "parse_form",
    "parse_when",
]
