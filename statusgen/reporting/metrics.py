"""The incident communication report as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.model.lint_rules import lint_rules
from statusgen.model.printable import plural
from statusgen.plain_language.metrics import CommunicationMeasures, Quality

_QUESTIONS = {
    "impact": "What is happening?",
    "scope": "Am I affected?",
    "action": "What is being done?",
    "next": "When is the next update?",
}
_BAR = 20


def describe_quality(quality: Quality) -> str:
    """Return totals, a table of months and the most frequent findings."""
    return "\n".join(_lines(quality))


def _lines(quality: Quality) -> Iterator[str]:
    total = quality.total
    if not total.incidents:
        yield "There are no incidents to report on; withdrawn ones do not count."
        return
    yield f"{plural(total.incidents, 'incident')}, {plural(total.updates, 'update')}"
    yield ""
    slowest = format_minutes(total.slowest_first_update)
    yield f"First update after      {format_minutes(total.first_update)} (median), {slowest} (slowest)"
    yield f"Promised updates kept   {format_share(total.kept, total.promises)}"
    yield f"Reading level           {_reading(total)}"
    yield ""
    yield "Updates of open incidents that answer:"
    for one in total.answers:
        yield f"  {_QUESTIONS[one.question]:<26}{format_share(one.given, one.owed)}"
    yield ""
    yield "month     incidents  first update   kept  answers  reading  findings"
    for month, own in quality.months:
        yield _row(month, own)
    if quality.frequent:
        yield ""
        yield "Most frequent findings (`statusgen explain CODE` explains them):"
        for code, count in quality.frequent:
            yield f"  {count:>6,}  {code:<24}{lint_rules()[code].summary}"
    if quality.not_judged:
        yield ""
        named = ", ".join(quality.not_judged)
        yield f"Not judged, as only English and Chinese have rules: words in {named}."


def _row(month: str, own: CommunicationMeasures) -> str:
    cells = (
        f"{own.incidents:>10,}",
        f"{format_minutes(own.first_update):>14}",
        f"{_percent(own.kept, own.promises):>7}",
        f"{_percent(own.all_answers.given, own.all_answers.owed):>9}",
        f"{'–' if own.reading is None else f'{own.reading:.0f}':>9}",
        f"{'–' if own.findings is None else f'{own.findings:.1f}':>10}",
    )
    return f"{month:<9}" + "".join(cells)


def format_minutes(minutes: float | None) -> str:
    """Return minutes as `1 h 20 min`."""
    if minutes is None:
        return "–"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def _percent(count: int, of: int) -> str:
    return f"{100 * count // of}%" if of else "–"


def format_share(count: int, of: int) -> str:
    """Return a share as a bar, a percentage and both numbers."""
    if not of:
        return "–"
    filled = round(_BAR * count / of)
    return f"{'█' * filled}{'░' * (_BAR - filled)} {_percent(count, of):>4}  ({count:,} of {of:,})"


def _reading(own: CommunicationMeasures) -> str:
    parts = []
    if own.reading is not None:
        parts.append(f"{own.reading:.0f} years of school")
    if own.clause is not None:
        parts.append(f"Chinese: {own.clause:.0f} characters a clause")
    return "; ".join(parts) or "–"
