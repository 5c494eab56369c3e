"""Other systems' notes to our files."""
