"""Explanation of diagnostic codes, as text for the terminal."""

from __future__ import annotations

import textwrap

from statusgen.model.diagnostics import CODES
from statusgen.model.lint_rules import LintRule, lint_rules

_WIDTH = 96


def list_codes() -> str:
    """Return all codes with their meaning, one a line."""
    summaries = {code: summary for code, (_, summary) in CODES.items()}
    summaries |= {code: rule.summary for code, rule in lint_rules().items()}
    width = max(map(len, summaries))
    return "\n".join(f"{code:<{width}}  {summary}" for code, summary in sorted(summaries.items()))


def explain(code: str) -> str | None:
    """Return the meaning of a code; of a rule of plain language also reason, source and examples.

    None if there is no such code.
    """
    if code in lint_rules():
        return _explain_rule(lint_rules()[code])
    if code in CODES:
        level, summary = CODES[code]
        return f"{code} ({level.value}): {summary}\nSee docs/diagnostics.md, and what the message says to do."
    return None


def _explain_rule(rule: LintRule) -> str:
    blocks = [
        f"{rule.code}: {rule.summary}",
        textwrap.fill(rule.why, _WIDTH),
        f"Weight: {_levels(rule)}. Set it in site.yml: `plain language`, `levels`, `{rule.code}: off`.",
    ]
    for name, text in (("Not so:", rule.bad), ("Better:", rule.good)):
        blocks.append(f"{name}\n{textwrap.indent(text.strip(), '    ')}")
    blocks.append(f"Source: {rule.source}")
    blocks.append(f"To accept it in one note: `lint ok:` with `{rule.code}: why` in its front matter.")
    return "\n\n".join(blocks)


def _levels(rule: LintRule) -> str:
    return "; ".join(
        f"{level.value} ({', '.join(phases)})" if phases else level.value
        for level, phases in rule.phases.items()
    )
