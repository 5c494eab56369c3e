"""Tests of what publishing survives."""
