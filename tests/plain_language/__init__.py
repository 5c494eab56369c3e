"""Tests of the rules of plain language."""
