"""What is learned from incidents, in `status.json`."""

from __future__ import annotations

from urllib.parse import urljoin

from statusgen.render.context import RenderContext
from statusgen.render.views.learning import ActionView, FactorView
from statusgen.render.views.notes import NoteView
from statusgen.render.views.words import Day, Label, Link

Json = dict[str, object]


def learning_to_json(context: RenderContext, note: NoteView) -> Json | None:
    """Return the parts of the postmortem or problem, and the promise of a postmortem; None without any."""
    parts, report = note.learning, note.report
    if not parts and not report:
        return None
    return {
        "figures": [one.text for one in parts.figures] if parts else [],
        "factors": [_factor(one) for one in parts.factors] if parts else [],
        "actions": [_action(context, one) for one in parts.actions] if parts else [],
        "report_by": _day(report.by) if report else None,
        "report_overdue": bool(report and report.overdue),
    }


def _factor(factor: FactorView) -> Json:
    return {
        "what": factor.what.text,
        "kind": label_to_json(factor.kind) if factor.kind else None,
        "supplier": factor.supplier or None,
        "why": [one.text for one in factor.why],
    }


def _action(context: RenderContext, action: ActionView) -> Json:
    return {
        "do": action.do.text,
        "kind": label_to_json(action.kind) if action.kind else None,
        "state": label_to_json(action.state),
        "due": _day(action.due),
        "closed": _day(action.closed),
        "reason": action.reason.text,
        "owner": action.owner or None,
        "link": action.link or None,
        "problem": link_to_json(context, action.problem),
        "source": link_to_json(context, action.source),
    }


def link_to_json(context: RenderContext, link: Link | None) -> Json | None:
    """Return the title and the URL of a linked note; None without one."""
    return {"title": link.text.text, "url": urljoin(context.settings.url, link.href)} if link else None


def label_to_json(label: Label) -> Json:
    """Return the key and the text of a label."""
    return {"key": label.key, "text": label.text}


def _day(day: Day | None) -> str | None:
    return day.iso if day else None
