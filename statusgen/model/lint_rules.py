"""Table of the plain-language rules, from `plain_language/data/rules.toml`: levels, texts and reasons."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from statusgen.model.diagnostics import Level


class Phase(StrEnum):
    """Phase of a note. Good texts differ from phase to phase."""

    TITLE = "title"
    """Front matter and introduction, which hold at any time."""
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    PLANNED = "planned"
    """Maintenance that is planned or in progress."""
    OVER = "over"
    """Maintenance that is completed or cancelled."""
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class RuleText:
    """Texts of a rule's findings in one language. Both may hold `{names}` for `str.format`."""

    message: str
    help: str


@dataclass(frozen=True, slots=True)
class LintRule:
    """Entry of the table: everything about a rule except its function."""

    code: str
    summary: str
    """Meaning of a finding, in one line."""
    levels: Mapping[Phase, Level]
    """By phase; the rule is silent in phases that are not a key."""
    texts: Mapping[str, RuleText]
    """By the code of the language: `en`, `zh`."""
    why: str
    source: str
    bad: str
    """Example with a finding: an update, or a whole note."""
    good: str
    """The same example without the finding."""

    def text(self, language: str) -> RuleText:
        """Return the texts in a language, or in English where they are not translated."""
        return self.texts.get(language) or self.texts["en"]

    @property
    def phases(self) -> Mapping[Level, tuple[Phase, ...]]:
        """Return the phases of each level, the worst level first; no phases where one level holds in all."""
        found = {level: tuple(one for one, own in self.levels.items() if own is level) for level in Level}
        return {
            level: () if len(phases) == len(Phase) else phases for level, phases in found.items() if phases
        }


@cache
def lint_rules() -> Mapping[str, LintRule]:
    """Return the rules by code, in the order of the table. The file is read once per process."""
    return parse_rules((pkgutil.get_data("statusgen", "plain_language/data/rules.toml") or b"").decode())


def parse_rules(text: str) -> Mapping[str, LintRule]:
    """Return the rules of a table in TOML. Raises `ValueError` with the line or the rule that is wrong."""
    import tomllib  # noqa: PLC0415 - slow to import, and builds seldom need the rules

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"rules.toml: {error}") from error
    return {code: _rule(code, entry) for code, entry in table.items()}


_FIELDS = ("summary", "levels", "why", "source", "bad", "good")


def _rule(code: str, entry: Mapping[str, Any]) -> LintRule:
    try:
        texts = {key: RuleText(**value) for key, value in entry.items() if key not in _FIELDS}
        words = {key: entry[key] for key in _FIELDS if key != "levels"}
        return LintRule(code, levels=_levels(entry["levels"]), texts=texts, **words)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"rules.toml: [{code}]: {error}") from error


def _levels(value: str | Mapping[str, list[str]]) -> Mapping[Phase, Level]:
    if isinstance(value, str):
        return dict.fromkeys(Phase, Level(value))
    return {Phase(phase): Level(level) for level, phases in value.items() for phase in phases}
