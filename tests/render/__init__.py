"""Tests of pages, feeds and APIs."""
