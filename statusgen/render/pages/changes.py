"""Views of planned work as a change."""

from __future__ import annotations

from statusgen.model.notes import Maintenance
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import begun_day
from statusgen.render.localization.labels import change_label, risk_label
from statusgen.render.texts import localized
from statusgen.render.views.changes import ApprovalView, ChangeView
from statusgen.timeline.note_summary import NoteSummary


def change_view(context: RenderContext, note: NoteSummary) -> ChangeView | None:
    """Return what readers see of a maintenance as a change; None for other notes, and if it is nothing."""
    work, fmt = note.note, context.formatter
    if not isinstance(work, Maintenance):
        return None
    view = ChangeView(
        reason=localized(context, work.reason),
        fallback=localized(context, work.fallback),
        type=change_label(fmt, work.change) if work.change else None,
        risk=risk_label(fmt, work.risk) if work.risk else None,
        tested=localized(context, work.tested),
        approvals=tuple(ApprovalView(one.by, begun_day(fmt, one.on)) for one in work.approved),
    )
    return view or None
