"""Plain language: what to say about the words of notes, so that anyone understands them."""

from statusgen.plain_language.glossary_terms import Proposal, propose_terms
from statusgen.plain_language.linter import Judged, judge_note, judge_site, scene_of

__all__ = ["Judged", "Proposal", "judge_note", "judge_site", "propose_terms", "scene_of"]
