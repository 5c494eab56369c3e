"""What was true when: pure functions from content and an instant to states, lives and uptime."""
