"""The view of the page for unknown addresses, in every language of the site."""

from __future__ import annotations

from statusgen.model.text import N_
from statusgen.render.context import RenderContext, href
from statusgen.render.localization.formatter import direction, make_formatter
from statusgen.render.urls import HISTORY
from statusgen.render.views.site import NotFoundView
from statusgen.render.views.words import Link, Text

TITLE = N_("Page not found")
_SENTENCES = (
    N_("There is no page at this address. The address may be misspelt or incomplete."),
    N_("See the current status, or browse the history:"),
)
_LINKS = (("", N_("Status")), (HISTORY, N_("History")))


def not_found_view(context: RenderContext) -> tuple[NotFoundView, ...]:
    """Return the words of the page in each language, that of the context first."""
    others = (code for code in context.settings.languages if code != context.language)
    return tuple(_view(context, code) for code in (context.language, *others))


def _view(context: RenderContext, language: str) -> NotFoundView:
    texts = context.theme.texts[language]
    return NotFoundView(
        language=language,
        direction=direction(make_formatter(language, context.settings.zone, texts)),
        title=texts.gettext(TITLE),
        sentences=tuple(map(texts.gettext, _SENTENCES)),
        back=texts.gettext("Back"),
        links=tuple(Link(href(context, to, language), Text(texts.gettext(name))) for to, name in _LINKS),
    )
