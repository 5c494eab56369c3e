"""Markdown of the organisation to HTML that is safe to publish. Knows nothing of status pages."""

from statusgen.markdown.anchors import outline
from statusgen.markdown.convert import (
    Names,
    Place,
    Renderer,
    new_renderer,
    plain_text,
    render_markdown,
    resolve_address,
)
from statusgen.markdown.glossary import Explained, Glossary, explain_terms, make_glossary
from statusgen.markdown.text import html_to_text, shorten, shorten_lines
from statusgen.markdown.write import escape_markdown, with_headings, with_links

__all__ = [
    "Explained",
    "Glossary",
    "Names",
    "Place",
    "Renderer",
    "escape_markdown",
    "explain_terms",
    "html_to_text",
    "make_glossary",
    "new_renderer",
    "outline",
    "plain_text",
    "render_markdown",
    "resolve_address",
    "shorten",
    "shorten_lines",
    "with_headings",
    "with_links",
]
