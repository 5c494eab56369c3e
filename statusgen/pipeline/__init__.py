"""From files and an instant to a compiled site."""
