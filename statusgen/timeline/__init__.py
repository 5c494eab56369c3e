"""From content and an instant to summaries of notes and services, history and uptime. Pure functions only."""
