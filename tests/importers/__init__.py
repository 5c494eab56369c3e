"""Tests of other systems' notes."""
