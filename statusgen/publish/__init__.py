"""From a compiled site to published files."""
