"""Planned work as a change: why it is done, what if it fails, and what a site makes public of its risk."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.words import Day, Label, Text


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Approval of a change."""

    by: str
    """A board, a team or a role."""
    on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What readers see of a maintenance as a change. It is false if that is nothing."""

    reason: Text
    """Why the work is done."""
    fallback: Text
    """What happens if it does not work."""
    type: Label | None
    """Key `standard`, `normal` or `emergency`; None unless it is an emergency or the site makes types public.

    What follows is empty unless the site makes it public.
    """
    risk: Label | None
    """Key `low`, `medium` or `high`."""
    tested: Text
    """How it was tested."""
    approvals: tuple[ApprovalView, ...]

    def __bool__(self) -> bool:
        return bool(self.reason or self.fallback or self.type or self.risk or self.tested or self.approvals)
