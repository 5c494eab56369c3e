"""A page from a template: what every kind of page is given, and its twin in plain text.

A page and its twin are made one after the other, of the same sheet of views.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote, urljoin

from markupsafe import Markup

from statusgen.markdown import as_markdown, explain_terms
from statusgen.model.output import Output
from statusgen.render.context import (
    Format,
    RenderContext,
    asset_tools,
    last,
    once,
)
from statusgen.render.theme.load import render_template
from statusgen.render.urls import MARKDOWN_PAGE
from statusgen.render.views.frame import Frame, PageHead
from statusgen.render.views.words import ExplainedView, TermView

_PAGE = "index.html"
_EMPTY_LINES = re.compile(r"\n{3,}")
_FROM_ROOT = re.compile(r"/|(?:/[\w~-][\w~.:-]*)+/?(?:#[\w~.:-]+)?", re.ASCII)
"""A path from the root of the host in which nothing leads back, with or without an anchor."""


Inputs = ParamSpec("Inputs")


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that a page shows: its template, such as `note.html`, and the views that this names."""

    template: str
    around: Frame
    top: PageHead
    content: Mapping[str, object]


def page_output(
    draw: Callable[Concatenate[RenderContext, Inputs], PageContent],
) -> Callable[Concatenate[RenderContext, Inputs], bytes]:
    """Of a function that draws a sheet, the one that makes its bytes, or those of its twin.

    What it yields raises `ThemeError`.
    """

    @wraps(draw)
    def make(context: RenderContext, /, *inputs: Inputs.args, **named: Inputs.kwargs) -> bytes:
        seen = (draw, context.language, *inputs, *named.values())
        return _rendered(context, last(context, "sheet", seen, lambda: draw(context, *inputs, **named)))

    return make


def _rendered(context: RenderContext, sheet: PageContent) -> bytes:
    variables = {"frame": sheet.around, "head": sheet.top, **sheet.content}
    if context.format is Format.MARKDOWN:
        return render_text(context, f"text/{sheet.template.removesuffix('.html')}.md", variables)
    variables |= {**asset_tools(context), "explained": lambda markup: _explained(context, markup)}
    return render_template(context.theme, context.language, sheet.template, variables)


def _explained(context: RenderContext, markup: str) -> ExplainedView:
    """A page's content with links from terms to their meanings."""
    made, terms = explain_terms(markup, context.glossary)
    views = tuple(TermView(one.name, one.meaning, one.anchor, f"#{quote(one.use)}") for one in terms)
    return ExplainedView(Markup(made), views)  # noqa: S704 - was safe, and we add links of our own


def render_text(context: RenderContext, template: str, variables: dict[str, object]) -> bytes:
    """The bytes of a text. Templates get `md`, `link` and `twin`: see docs/themes.md. Raises `ThemeError`."""
    tools = once(context, ("tools",), lambda: _tools(context))
    made = render_template(context.theme, context.language, template, {**tools, **variables}).decode()
    lines = "\n".join(map(str.rstrip, made.splitlines()))
    return (_EMPTY_LINES.sub("\n\n", lines).strip() + "\n").encode()


def _tools(context: RenderContext) -> dict[str, Callable[[str], str]]:
    site = context.settings.url
    host = urljoin(site, "/").removesuffix("/")

    def link(href: str) -> str:  # nearly always one of our own
        return host + href if _FROM_ROOT.fullmatch(href) else urljoin(site, href)

    return {"md": as_markdown, "link": link, "twin": lambda href: _twin(link(href))}


def _twin(address: str) -> str:
    """The text of a page of ours."""
    page, mark, anchor = address.partition("#")
    return f"{page}{MARKDOWN_PAGE}" if page.endswith("/") else f"{page}{mark}{anchor}"


def with_markdown(pages: Iterable[Output]) -> Iterator[Output]:
    """Pages, each followed by its twin: the same function with the same inputs in another form."""
    for page in pages:
        yield page
        if page.path.endswith(_PAGE):
            context, *rest = page.inputs
            assert isinstance(context, RenderContext)  # noqa: S101 - so all pages are made
            inputs = (as_markdown_context(context), *rest)
            yield replace(page, path=page.path.removesuffix(_PAGE) + MARKDOWN_PAGE, inputs=inputs)


def as_markdown_context(context: RenderContext) -> RenderContext:
    """The edition whose pages are texts."""
    return once(context, ("markdown", context.language), partial(replace, context, format=Format.MARKDOWN))
