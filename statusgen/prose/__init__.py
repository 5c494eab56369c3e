"""Words of the organisation, from Markdown to HTML that is safe to publish. Knows nothing of status pages."""

from statusgen.prose.markdown import Place, Renderer, new_renderer, plain_text, render_markdown, shorten

__all__ = ["Place", "Renderer", "new_renderer", "plain_text", "render_markdown", "shorten"]
