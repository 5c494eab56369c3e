"""Pictures: their files, and where Markdown shows them."""
