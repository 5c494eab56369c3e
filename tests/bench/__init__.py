"""Measures what must stay small and quick, on sites made for it. Run by `make bench`."""
