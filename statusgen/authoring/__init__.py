"""Make the files of notes from the answers of a writer, from a command or a form."""
