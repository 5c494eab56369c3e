"""Pages from templates, as HTML and as Markdown. Both formats are rendered from the same views."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote, urljoin

from markupsafe import Markup

from statusgen.markdown import escape_markdown, explain_terms
from statusgen.model.output import Output
from statusgen.render.context import Format, RenderContext, asset_tools
from statusgen.render.localization.bidi import isolate_numbers
from statusgen.render.localization.formatter import direction_of
from statusgen.render.theme.load import render_template
from statusgen.render.urls import MARKDOWN_PAGE
from statusgen.render.views.frame import Frame, PageHead
from statusgen.render.views.words import ExplainedView, TermView

_PAGE = "index.html"
_EMPTY_LINES = re.compile(r"\n{3,}")
_FROM_ROOT = re.compile(r"/|(?:/[\w~-][\w~.:-]*)+/?(?:#[\w~.:-]+)?", re.ASCII)
"""An absolute path without `..`, with or without an anchor."""


Inputs = ParamSpec("Inputs")


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of a page: its template, such as `note.html`, and the views that the template names."""

    template: str
    frame: Frame
    head: PageHead
    views: Mapping[str, object]


def page_output(
    view: Callable[Concatenate[RenderContext, Inputs], PageContent],
) -> Callable[Concatenate[RenderContext, Inputs], bytes]:
    """Decorator: turn a function that returns page content into one that renders it in the context's format.

    The page and its Markdown version are rendered one after the other, from the same content. The function
    raises `ThemeError` if the template fails.
    """

    @wraps(view)
    def make(context: RenderContext, /, *inputs: Inputs.args, **named: Inputs.kwargs) -> bytes:
        key = (context.digest, f"{view.__module__}.{view.__qualname__}", repr((inputs, named)))
        content = context.cache.get_or_compute("pages", key, lambda: view(context, *inputs, **named))
        return _render(context, content)

    return make


def _render(context: RenderContext, page: PageContent) -> bytes:
    variables = {"frame": page.frame, "head": page.head, **page.views}
    if context.format is Format.MARKDOWN:
        return render_text(context, f"text/{page.template.removesuffix('.html')}.md", variables)
    variables |= {**asset_tools(context), "explained": lambda markup: _explained(context, markup)}
    html = render_template(context.theme, context.language, page.template, variables)
    if any(direction_of(language) == "rtl" for language in context.settings.languages):
        return isolate_numbers(html.decode()).encode()
    return html


def _explained(context: RenderContext, markup: str) -> ExplainedView:
    """Return the content with links from terms to their meanings."""
    html, terms = explain_terms(markup, context.glossary)
    views = tuple(TermView(one.name, one.meaning, one.anchor, f"#{quote(one.use)}") for one in terms)
    return ExplainedView(Markup(html), views)  # noqa: S704 - was safe, and we add links of our own


def render_text(context: RenderContext, template: str, variables: dict[str, object]) -> bytes:
    """Render a text template, which gets `md`, `link` and `twin`: see docs/themes.md. Raises `ThemeError`."""
    variables = {**_tools(context.settings.url), **variables}
    text = render_template(context.theme, context.language, template, variables).decode()
    lines = "\n".join(map(str.rstrip, text.splitlines()))
    return (_EMPTY_LINES.sub("\n\n", lines).strip() + "\n").encode()


@lru_cache(8)
def _tools(site: str) -> Mapping[str, Callable[[str], str]]:
    """Return the functions for text templates of the site at a URL. Cached: `once` has them in its keys."""
    host = urljoin(site, "/").removesuffix("/")

    def link(href: str) -> str:  # nearly always within the site
        return host + href if _FROM_ROOT.fullmatch(href) else urljoin(site, href)

    return {"md": escape_markdown, "link": link, "twin": lambda href: _twin(link(href))}


def _twin(address: str) -> str:
    """Return the URL of the Markdown version of a page of the site."""
    page, mark, anchor = address.partition("#")
    return f"{page}{MARKDOWN_PAGE}" if page.endswith("/") else f"{page}{mark}{anchor}"


def with_markdown(context: RenderContext, pages: Iterable[Output]) -> Iterator[Output]:
    """Yield each page followed by its Markdown version: the same function and inputs in another format.

    `context` is the first input of each page.
    """
    in_markdown = markdown_context(context)
    for page in pages:
        yield page
        if page.path.endswith(_PAGE):
            path = page.path.removesuffix(_PAGE) + MARKDOWN_PAGE
            yield replace(page, path=path, inputs=(in_markdown, *page.inputs[1:]))


def markdown_context(context: RenderContext) -> RenderContext:
    """Return the context whose pages are Markdown."""
    return replace(context, format=Format.MARKDOWN)
