"""What templates and feeds are given: facts already chosen, ordered, worded and formatted for one language.

This is the contract with themes. Values named `html` are safe markup; all others are plain text and are
escaped by the template. `href`s are links as a page has them, from the root of the host
(`/status/incidents/x/`). `key`s are the machine names used in CSS classes. Empty text means: leave it out.
"""
