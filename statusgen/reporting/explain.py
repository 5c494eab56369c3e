"""Explanations of codes as text for the terminal."""

from __future__ import annotations

import textwrap

from statusgen.model.diagnostics import CODES, PLAIN, Level
from statusgen.prose.plain import RULES
from statusgen.prose.plain.reasons import REASONS

_WIDTH = 96


def list_codes() -> str:
    """Return all codes with their summaries, one per line."""
    codes = {code: words for code, (_, words) in CODES.items()} | PLAIN
    width = max(map(len, codes))
    return "\n".join(f"{code:<{width}}  {words}" for code, words in sorted(codes.items()))


def explain(code: str) -> str | None:
    """Return the summary of a code and, for wording, its reason, examples and source; None if unknown."""
    if code in PLAIN:
        return _rule(code)
    if code in CODES:
        level, words = CODES[code]
        return f"{code} ({level.value}): {words}\nSee docs/diagnostics.md, and what the message says to do."
    return None


def _rule(code: str) -> str:
    reason = REASONS[code]
    blocks = [
        f"{code}: {PLAIN[code]}",
        textwrap.fill(reason.why, _WIDTH),
        f"Weight: {_weights(code)}. Set it in site.yml: `plain language`, `levels`, `{code}: off`.",
    ]
    for name, text in (("Not so:", reason.bad), ("Better:", reason.good)):
        blocks.append(f"{name}\n{textwrap.indent(text.strip(), '    ')}")
    blocks.append(f"Source: {reason.source}")
    blocks.append(f"To accept it in one note: `lint ok:` with `{code}: why` in its front matter.")
    return "\n\n".join(blocks)


def _weights(code: str) -> str:
    levels = RULES[code].levels
    by_level = {level: [phase.value for phase, own in levels.items() if own is level] for level in Level}
    told = {level: phases for level, phases in by_level.items() if phases}
    if len(told) == 1 and len(levels) > 5:
        return next(iter(told)).value
    return "; ".join(f"{level.value} ({', '.join(phases)})" for level, phases in told.items())
