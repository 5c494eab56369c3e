"""Plain language: findings about the words of notes, so that anyone understands them."""

from statusgen.plain_language.clock_times import clock_times_of
from statusgen.plain_language.glossary_terms import Proposal, propose_terms
from statusgen.plain_language.linter import NoteFindings, lint_context, lint_note, lint_site
from statusgen.plain_language.rules.tone import words_of_blame

__all__ = [
    "NoteFindings", "Proposal", "clock_times_of", "lint_context", "lint_note", "lint_site", "propose_terms",
    "words_of_blame",
]  # fmt: skip
