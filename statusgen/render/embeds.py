"""A banner for other sites to frame, and a script that inserts it when there is something to show.

The script has the state of the site in it and makes no request: so the host needs no CORS headers, and the
visitors of other sites leave no trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from statusgen.markdown import escape_markdown
from statusgen.model.output import Output
from statusgen.model.states import ServiceState
from statusgen.render.context import RenderContext, asset_tools, href, output_path, url
from statusgen.render.frame import frame, head
from statusgen.render.localization.formatter import moment
from statusgen.render.localization.labels import incomplete_text
from statusgen.render.overall_status import affected_services, badge_state
from statusgen.render.texts import localized
from statusgen.render.theme.load import render_template
from statusgen.render.urls import BADGE, EMBED, WIDGET, note_address
from statusgen.render.views.site import EmbedNote, EmbedView
from statusgen.render.views.subscribe import EmbedCodes
from statusgen.render.views.words import Label
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline, active_maintenances, offered, ongoing_incidents

SANDBOX = "allow-scripts allow-top-navigation-by-user-activation"
"""Permissions of the banner in other pages: measure its own height, and open links at a click."""

_FRAME_STYLE = "width:100%;max-width:40rem;height:9rem;border:0;border-radius:.5rem"


def embeds(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the banner and the script of a language. They are late: the banner links to notes."""
    yield Output(output_path(context, EMBED), _make_embed, (context, timeline), late=True)
    key, _ = badge_state(timeline)
    affected = tuple(
        one.service.id for one in offered(timeline.services) if one.state is not ServiceState.OPERATIONAL
    )
    yield Output(output_path(context, WIDGET), _make_widget, (context, key, affected), late=True)


def embed_view(context: RenderContext, timeline: Timeline) -> EmbedView:
    """Return what the banner shows."""
    key, words = badge_state(timeline)
    return EmbedView(
        state=Label(key, context.formatter.texts.gettext(words)),
        detail=affected_services(context, timeline.services),
        incomplete=incomplete_text(context.formatter, context.settings.contacts)
        if timeline.incomplete
        else "",
        incidents=tuple(_note(context, note) for note in ongoing_incidents(timeline)),
        active=tuple(_note(context, note) for note in active_maintenances(timeline)),
    )


def embed_codes(context: RenderContext) -> EmbedCodes:
    """Return the code to copy into other pages."""
    title, picture, home = status_of(context), url(context, BADGE), url(context, "")
    return EmbedCodes(
        badge=href(context, BADGE),
        badge_html=f'<a href="{escape(home)}"><img src="{escape(picture)}" alt="{escape(title)}" '
        'height="24"></a>',
        badge_markdown=f"[![{escape_markdown(title)}]({picture})]({home})",
        frame=f'<iframe src="{escape(url(context, EMBED))}" title="{escape(title)}" loading="lazy" '
        f'sandbox="{SANDBOX}" style="{_FRAME_STYLE}"></iframe>',
        script=f'<script async src="{escape(url(context, WIDGET))}"></script>',
    )


def status_of(context: RenderContext) -> str:
    """Return the accessible name of badge, frame and link."""
    name = localized(context, context.settings.name).text
    return context.formatter.texts.gettext("Service status: %(name)s") % {"name": name}


def _note(context: RenderContext, note: NoteSummary) -> EmbedNote:
    fmt = context.formatter
    return EmbedNote(
        href=href(context, note_address(note.kind, note.id)),
        title=localized(context, note.title),
        next_update=moment(fmt, note.next_update) if note.next_update else None,
        overdue=note.overdue,
    )


def _make_embed(context: RenderContext, timeline: Timeline) -> bytes:
    """Render the banner. It has no URL of its own, so that it is not indexed."""
    return render_template(
        context.theme,
        context.language,
        "embed.html",
        {
            "frame": frame(context, EMBED, timeline.now),
            "head": replace(head(context, EMBED, status_of(context)), title=status_of(context), url=""),
            **asset_tools(context),
            "embed": embed_view(context, timeline),
        },
    )


def _make_widget(context: RenderContext, key: str, affected: Sequence[str]) -> bytes:
    widget = {
        "title": status_of(context),
        "calm": key == ServiceState.OPERATIONAL.key,
        "affected": affected,
        "sandbox": SANDBOX,
    }
    return render_template(context.theme, context.language, "widget.js", {"widget": widget})
