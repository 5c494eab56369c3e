"""Tests of the project itself: layout, documents, releases."""
