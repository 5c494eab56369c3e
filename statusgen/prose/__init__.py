"""Words of the organisation, from Markdown to HTML that is safe to publish. Knows nothing of status pages."""

from statusgen.prose.anchors import outline
from statusgen.prose.glossary import Explained, Glossary, explain_terms, make_glossary
from statusgen.prose.markdown import (
    Names,
    Place,
    Renderer,
    new_renderer,
    plain_text,
    render_markdown,
    resolve_address,
)
from statusgen.prose.source import as_markdown, with_headings, with_links
from statusgen.prose.text import html_to_text, shorten, shorten_lines

__all__ = [
    "Explained",
    "Glossary",
    "Names",
    "Place",
    "Renderer",
    "as_markdown",
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
