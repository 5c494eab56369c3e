"""Markdown to safe HTML: the only room that knows the Markdown and sanitising libraries."""
