"""x."""

WORDY = """
进行 | -
"""
OFFICIALESE = """
届时 | 到时候
"""
HIDDEN_VERBS = """
进行维护 | =维护
"""
