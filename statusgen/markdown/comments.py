"""Comments are never published: they are taken out here, before anything else sees the words.

Comments are HTML comments, what HTML takes for one (`<?…?>`, `<![CDATA[…]]>`), and the custom of writing
`[comment]: # (…)` in Markdown. In code of Markdown they are what the code says, and stay.
"""

from __future__ import annotations

import re

from statusgen.markdown.code import BLANK, Code, blanked, may_have_code

_DASHES = ("<!--", "<!\N{EN DASH}", "<!\N{EM DASH}")
"""How a comment begins, also where a telephone or a word processor has made one sign of two."""
_OPENINGS = re.compile(rf"{'|'.join(_DASHES)}|<\?|<!\[CDATA\[")
_CLOSINGS = {
    "<!--": re.compile(r"--!?>"),
    **dict.fromkeys(_DASHES[1:], re.compile(r"(?:--|[\N{EN DASH}\N{EM DASH}])!?>")),
    "<?": re.compile(r"\?>"),
    "<![CDATA[": re.compile(r"\]\]>"),
}
_CUSTOM = re.compile(r"^ {0,3}\[[^\]\n]+\]: *(?:<>|#)(?: .*)?$", re.MULTILINE)


def blank_comments(text: str) -> str:
    """The text with every character of a comment but line feeds blanked; what is never closed stays.

    What looks like a comment in code of Markdown is no comment.
    """
    is_plain = not may_have_code(text) or _CUSTOM.search(text)
    return blank_all_comments(text) if is_plain else _blanked(text, Code(text))


def blank_all_comments(text: str) -> str:
    """The same for words that are not Markdown, or have no code that one can be sure of."""
    return _CUSTOM.sub(lambda match: blanked(match[0]), _blanked(text, None))


def _blanked(text: str, code: Code | None) -> str:
    parts, position = list[str](), 0
    never_closed = set[str]()
    while opening := _OPENINGS.search(text, position):
        closing = None
        if opening[0] not in never_closed:  # else each would be looked for to the end
            closing = _CLOSINGS[opening[0]].search(text, opening.end())
        if closing is None:
            if opening[0] in _DASHES and not (code and code.has(*opening.span())):
                break
            never_closed.add(opening[0])
        if closing is None or (code and code.has(opening.start(), closing.end())):
            end = closing.end() if closing else opening.end()
            parts.append(text[position:end])
            position = end
            continue
        if code:
            code.blank(opening.start(), closing.end())
        parts += [text[position : opening.start()], blanked(text[opening.start() : closing.end()])]
        position = closing.end()
    return "".join([*parts, text[position:]])


def strip_comments(text: str) -> str:
    """The text without comments, also without one that is never closed."""
    return re.split("|".join(_DASHES), blank_all_comments(text).replace(BLANK, " "))[0]


def public_line(text: str) -> str:
    """What of a value readers may see, in one line."""
    return " ".join(strip_comments(text).split())
