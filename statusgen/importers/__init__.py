"""Import the notes of other systems into a content folder."""
