"""Comments are never published: they are taken out here, before anything else sees the words.

Comments are HTML comments, what HTML takes for one (`<?…?>`, `<![CDATA[…]]>`), and the custom of writing
`[comment]: # (…)` in Markdown.
"""

from __future__ import annotations

import re

_OPENINGS = re.compile(r"<!--|<\?|<!\[CDATA\[")
_CLOSINGS = {"<!--": re.compile(r"--!?>"), "<?": re.compile(r"\?>"), "<![CDATA[": re.compile(r"\]\]>")}
_CUSTOM = re.compile(r"^ {0,3}\[[^\]\n]+\]: *(?:<>|#)(?: .*)?$", re.MULTILINE)
BLANK = "\0"
"""Stands for a character of a comment; it cannot be in what was read from a file."""


def blank_comments(text: str) -> str:
    """The text with every character of a comment but line feeds blanked; what is never closed stays."""
    parts, position = [], 0
    never_closed = set[str]()
    while opening := _OPENINGS.search(text, position):
        closing = None
        if opening[0] not in never_closed:  # else each would be looked for to the end
            closing = _CLOSINGS[opening[0]].search(text, opening.end())
        if closing is None:
            if opening[0] == "<!--":
                break
            never_closed.add(opening[0])
            parts.append(text[position : opening.end()])
            position = opening.end()
            continue
        parts += [text[position : opening.start()], _blank(text[opening.start() : closing.end()])]
        position = closing.end()
    blanked = "".join([*parts, text[position:]])
    return _CUSTOM.sub(lambda match: _blank(match[0]), blanked)


def strip_comments(text: str) -> str:
    """The text without comments, also without one that is never closed."""
    return blank_comments(text).replace(BLANK, " ").partition("<!--")[0]


def public_line(text: str) -> str:
    """What of a value readers may see, in one line."""
    return " ".join(strip_comments(text).split())


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", BLANK, text)
