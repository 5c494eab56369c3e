"""Planned work as a change, in `status.json`."""

from __future__ import annotations

from statusgen.model.status import Kind
from statusgen.render.api.learning import Json, label_to_json, link_to_json
from statusgen.render.context import RenderContext
from statusgen.render.views.notes import NoteView


def change_to_json(context: RenderContext, note: NoteView) -> Json | None:
    """Return why work is done, what if it fails, and what the site makes public; None for other notes."""
    if note.kind != Kind.MAINTENANCE:
        return None
    change, around = note.change, note.background
    return {
        "emergency": note.urgent,
        "reason": change.reason.text if change else "",
        "fallback": change.fallback.text if change else "",
        "type": label_to_json(change.type) if change and change.type else None,
        "risk": label_to_json(change.risk) if change and change.risk else None,
        "tested": change.tested.text if change else "",
        "approvals": [{"by": one.by, "on": one.on.iso} for one in (change.approvals if change else ())],
        "series": link_to_json(context, around.series),
        "replaces": link_to_json(context, around.replaces),
        "replaced_by": [link_to_json(context, one) for one in around.replaced_by],
    }
