"""Removal of comments, which are never published, before anything else reads the words.

Comments are HTML comments, everything else that HTML treats as one (`<?…?>`, `<![CDATA[…]]>`), and the
convention of writing `[comment]: # (…)` in Markdown. In Markdown code, they are part of the code and stay.
"""

from __future__ import annotations

import re

from statusgen.markdown.code import BLANK, Code, blank_out, may_contain_code

_DASHES = ("<!--", "<!\N{EN DASH}", "<!\N{EM DASH}")
"""Openings of a comment, also as telephones and word processors change them: with one dash for two."""
_OPENINGS = re.compile(rf"{'|'.join(_DASHES)}|<\?|<!\[CDATA\[")
_CLOSINGS = {
    "<!--": re.compile(r"--!?>"),
    **dict.fromkeys(_DASHES[1:], re.compile(r"(?:--|[\N{EN DASH}\N{EM DASH}])!?>")),
    "<?": re.compile(r"\?>"),
    "<![CDATA[": re.compile(r"\]\]>"),
}
_CUSTOM = re.compile(r"^ {0,3}\[[^\]\n]+\]: *(?:<>|#)(?: .*)?$", re.MULTILINE)


def blank_comments(text: str) -> str:
    """Replace each character of a comment, except line feeds, by `BLANK`. An unclosed comment stays.

    Text in Markdown code is no comment.
    """
    is_plain = not may_contain_code(text) or _CUSTOM.search(text)
    return blank_all_comments(text) if is_plain else _blanked(text, Code(text))


def blank_all_comments(text: str) -> str:
    """Replace comments by `BLANK` in text that is not Markdown, or whose code is uncertain."""
    return _CUSTOM.sub(lambda match: blank_out(match[0]), _blanked(text, None))


def _blanked(text: str, code: Code | None) -> str:
    parts, position = list[str](), 0
    never_closed = set[str]()
    while opening := _OPENINGS.search(text, position):
        closing = None
        if opening[0] not in never_closed:  # else each opening would search to the end
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
        parts += [text[position : opening.start()], blank_out(text[opening.start() : closing.end()])]
        position = closing.end()
    return "".join([*parts, text[position:]])


def strip_comments(text: str) -> str:
    """Return the text without comments, and without the rest after an unclosed one."""
    return re.split("|".join(_DASHES), blank_all_comments(text).replace(BLANK, " "))[0]


def public_line(text: str) -> str:
    """Return the public part of a value in one line."""
    return " ".join(strip_comments(text).split())
