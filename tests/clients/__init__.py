"""Real readers and clients, pointed at a site on this machine."""
