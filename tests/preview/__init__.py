"""Tests of the preview and its editor."""
