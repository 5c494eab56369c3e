"""Everything on the disk: content, locks, git, and what a run leaves for the next one."""
