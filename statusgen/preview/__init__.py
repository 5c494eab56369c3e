"""Preview server and editor for the writers of a site."""
