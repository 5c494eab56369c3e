"""The editor in the preview: from what is entered in a form to a note, and to the page of the form. Pure."""
