"""Tests of messages to subscribers."""
