"""Tests of what was true when."""
