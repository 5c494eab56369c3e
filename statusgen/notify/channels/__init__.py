"""Kinds of receivers, one file each."""
