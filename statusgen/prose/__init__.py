"""Words of the organisation, from Markdown to HTML that is safe to publish. Knows nothing of status pages."""

from statusgen.prose.anchors import outline
from statusgen.prose.markdown import (
    Names,
    Place,
    Renderer,
    new_renderer,
    paragraphs,
    plain_text,
    render_markdown,
    shorten,
)

__all__ = [
    "Names",
    "Place",
    "Renderer",
    "new_renderer",
    "outline",
    "paragraphs",
    "plain_text",
    "render_markdown",
    "shorten",
]
