"""Plain language: what to say about the words of notes, so that anyone understands them."""

from statusgen.prose.plain.guide import RULES
from statusgen.prose.plain.judge import Judged, judge_note, judge_site, scene_of
from statusgen.prose.plain.proposals import Proposal, propose_terms

__all__ = ["RULES", "Judged", "Proposal", "judge_note", "judge_site", "propose_terms", "scene_of"]
