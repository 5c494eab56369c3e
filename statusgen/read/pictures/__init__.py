"""Pictures: their files, and their use in Markdown."""
