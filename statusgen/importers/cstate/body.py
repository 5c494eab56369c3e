"""Clean the text of a cState note: without comments and shortcodes, and with descriptions of pictures."""

from __future__ import annotations

import re

from statusgen.markdown.code import BLANK
from statusgen.markdown.comments import blank_all_comments
from statusgen.model.diagnostics import Diagnostic
from statusgen.read.body import with_code_marked
from statusgen.read.near_updates import kept_as_words
from statusgen.read.pictures.markdown import bare_pictures, with_words, words_of_name
from statusgen.read.yaml.source import Part, Source

_INVISIBLE = re.compile("[\ufeff\u200b\u2060]")
_UNCLOSED = re.compile(r"<!--.*", re.DOTALL)
_LOST_OPENING = re.compile(r"(?<!-->)(?<![^\S\n])(?:[^\S\n]*--!?>)+[^\S\n]*$", re.MULTILINE)
_HIGH_HEADING = re.compile(r"^( {0,3})#{1,2}(?!#)[ \t]*(?=\S)")
_SHORTCODE = re.compile(r"\{\{[<%](?!\s*track\b)(.{0,999}?)[>%]\}\}", re.DOTALL)


def published_text(source: Source, body: Part, problems: list[Diagnostic]) -> str:
    """Return the text that cState published; changes to it are reported."""
    text = blank_all_comments(_INVISIBLE.sub("", body.text)).replace(BLANK, "")
    for pattern, found in (
        (_UNCLOSED, "a comment begins here and never ends; like cState, we publish nothing after it"),
        (_LOST_OPENING, "a comment ends here, but none begins; the words before it were public and stay so"),
        (_SHORTCODE, "this Hugo shortcode means nothing here; its text stays"),
    ):
        match = pattern.search(text)
        if match:
            line = _line_of(source, body, match[0])
            problems.append(
                Diagnostic("import-text", source.line_span(line), found, "Look at the imported note.")
            )
    text = _LOST_OPENING.sub("", _UNCLOSED.sub("", text))
    text = _SHORTCODE.sub(lambda match: f"`{' '.join(match[1].split())}`", text)
    return _pictures_with_words(text, source, body, problems)


def _pictures_with_words(text: str, source: Source, body: Part, problems: list[Diagnostic]) -> str:
    """Give each picture without a description the words of its file's name, with a report."""
    made, done = "", 0
    for bare in bare_pictures(list(with_code_marked(text.split("\n")))):
        own, words = text[bare.start : bare.end], words_of_name(bare.target)
        made += text[done : bare.start] + with_words(own, words)
        done = bare.end
        message = f"this picture has no words for readers who cannot see it; it gets `{words}`"
        span = source.line_span(_line_of(source, body, own))
        problems.append(Diagnostic("import-text", span, message, "Say what it shows."))
    return made + text[done:]


def _line_of(source: Source, body: Part, text: str) -> int:
    """Return the line of the file in which a part of the body begins."""
    position = body.text.find(text.strip() or text)
    return min(body.first_line + body.text.count("\n", 0, max(position, 0)), len(source.lines))


def lower_headings(words: str) -> str:
    """Return Markdown that fits in an update: headings of level 1 and 2, which begin one, become level 3.

    Other lines that look like the beginning of an update are escaped.
    """
    lines = with_code_marked(words.split("\n"))
    return "\n".join(
        line if is_code else kept_as_words(_HIGH_HEADING.sub(r"\1### ", line)) for line, is_code in lines
    )
