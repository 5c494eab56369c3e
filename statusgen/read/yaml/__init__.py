"""YAML to located values."""
