"""Tests of bytes → model."""
