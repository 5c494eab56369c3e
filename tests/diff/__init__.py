"""Tests of what a publication changes."""
