"""Tests of the disk and the cache."""
