"""The editor in the preview: forms → notes, and pages of forms with their mistakes and findings. Pure."""
