"""Build a site and publish its files."""
