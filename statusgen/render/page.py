"""A page from a template: what every kind of page is given."""

from __future__ import annotations

from functools import partial

from statusgen.render.edition import Edition, asset, inlined
from statusgen.render.theme import render_template
from statusgen.views import Frame, PageHead


def render_page(edition: Edition, template: str, around: Frame, top: PageHead, **content: object) -> bytes:
    """The bytes of a page; `content` are the views that its template names. Raises `ThemeError`."""
    tools = {"asset": partial(asset, edition), "inlined": partial(inlined, edition)}
    context = {"frame": around, "head": top, **tools, **content}
    return render_template(edition.theme, edition.language, template, context)
