"""Tests of Markdown → HTML and text."""
