"""Plain language: what to say about the words of notes, so that anyone understands them."""

from statusgen.prose.plain.guide import RULES
from statusgen.prose.plain.judge import Judged, judge_note, judge_site, scene_of

__all__ = ["RULES", "Judged", "judge_note", "judge_site", "scene_of"]
