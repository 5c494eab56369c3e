"""Dates, numbers and names in one language."""
