"""A small file that open pages poll for changes: a digest of the site, and its state."""

from __future__ import annotations

import json
from datetime import datetime

from statusgen.model.output import Output
from statusgen.render.context import RenderContext, output_path
from statusgen.render.frame import state_icon
from statusgen.render.localization.formatter import moment
from statusgen.render.overall_status import badge_state
from statusgen.render.urls import LIVE
from statusgen.timeline.site_state import Timeline


def live_file(context: RenderContext, timeline: Timeline) -> Output:
    """Return the file of a language. It is late: the changes that it announces must have been published."""
    state, _ = badge_state(timeline)
    inputs = (context, timeline.now, timeline.next_change, state, timeline.version)
    return Output(output_path(context, LIVE), _make_live, inputs, late=True)


def _make_live(
    context: RenderContext, now: datetime, next_change: datetime, state: str, version: str
) -> bytes:
    as_of = moment(context.formatter, now)
    live = {
        "version": version,
        "state": state,
        "icon": state_icon(context, state),
        "as_of": as_of.iso,
        "as_of_text": as_of.text,
        "next": moment(context.formatter, next_change).iso,
    }
    return json.dumps(live, ensure_ascii=False).encode() + b"\n"
