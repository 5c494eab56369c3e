"""Answers of a writer, from a command or a form → files of the content. Pure."""
