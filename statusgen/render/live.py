"""The tiny file that open pages ask for news: what the site says now, in a digest and a word."""

from __future__ import annotations

import json
from datetime import datetime

from statusgen.model.output import Output
from statusgen.model.states import ServiceState
from statusgen.render.context import RenderContext, output_path
from statusgen.render.frame import state_icon
from statusgen.render.localization.formatter import moment
from statusgen.render.urls import LIVE
from statusgen.timeline.values import Timeline


def live_file(context: RenderContext, timeline: Timeline, version: str) -> Output:
    """The file of an edition; `version` differs whenever the site says something else.

    It is late: who is told of news must find them.
    """
    inputs = (context, timeline.now, timeline.next_change, timeline.state, version)
    return Output(output_path(context, LIVE), _make_live, inputs, late=True)


def _make_live(
    context: RenderContext, now: datetime, next_change: datetime, state: ServiceState, version: str
) -> bytes:
    as_of = moment(context.formatter, now)
    told = {
        "version": version,
        "state": state.key,
        "icon": state_icon(context, state.key),
        "as_of": as_of.iso,
        "as_of_text": as_of.text,
        "next": moment(context.formatter, next_change).iso,
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
