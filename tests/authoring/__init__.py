"""Tests of writing notes."""
