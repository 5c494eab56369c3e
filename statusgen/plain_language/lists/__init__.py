"""The words that the rules of plain language look for, as tables in text: one entry a line, sorted."""
