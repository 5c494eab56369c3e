"""Judges pages by other people's tools: the Nu HTML checker and Lighthouse. Run by `make quality`."""
