"""x."""

WORDY = """
in order to | =to
prior to | =before
"""
INSENSITIVE = """
blacklist | block list
"""
HIDDEN_VERBS = """
perform maintenance on | maintain
"""
