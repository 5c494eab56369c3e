"""Themes: templates, styles and what a site overrides."""
