"""Words of the organisation, from Markdown to HTML that is safe to publish. Knows nothing of status pages."""

from statusgen.prose.anchors import outline
from statusgen.prose.glossary import Explained, Glossary, explain_terms, make_glossary
from statusgen.prose.markdown import (
    Names,
    Place,
    Renderer,
    new_renderer,
    paragraphs,
    plain_text,
    render_markdown,
    resolve_address,
    shorten,
)
from statusgen.prose.source import as_markdown, with_headings, with_links

__all__ = [
    "Explained",
    "Glossary",
    "Names",
    "Place",
    "Renderer",
    "as_markdown",
    "explain_terms",
    "make_glossary",
    "new_renderer",
    "outline",
    "paragraphs",
    "plain_text",
    "render_markdown",
    "resolve_address",
    "shorten",
    "with_headings",
    "with_links",
]
