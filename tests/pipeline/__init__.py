"""Tests of files → site."""
