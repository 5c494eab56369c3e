"""What was true when: from content and an instant to states, periods and uptime. Pure functions only."""
