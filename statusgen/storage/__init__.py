"""Files, locks, signals, git, and the cache between runs."""
