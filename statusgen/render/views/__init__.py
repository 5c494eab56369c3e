"""Values for templates: selected, ordered, worded and formatted for one language. The contract with themes.

Values named `html` are safe markup; all others are plain text, which templates escape. `href`s are links from
the root of the host (`/status/incidents/x/`). `key`s are machine names, used in CSS classes. Templates leave
out what has an empty text.
"""
