"""The preview server and its editor."""
