"""Timeline to bytes: pages and feeds."""
