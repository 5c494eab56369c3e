"""Rules about form: words of links, code in urgent notes, Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.model.diagnostics import Diagnostic
from statusgen.plain_language.target import LintTarget, found, matches

_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\[\n]{0,500})\]\((?P<target>[^()\s]+)")
_BARE = re.compile(r"(?<![(\[<\"'=\w])<?https?://[^\s<>)\]，。；、！？（）\u3400-\u9fff]*[\w/]>?", re.ASCII)
_CODE = re.compile(
    r"(?<!`)`(?!`)[^`\n]+`(?!`)|^ {0,3}(?:`{3,}|~{3,})[^\n]*$|<(?:code|pre)\b", re.MULTILINE | re.ASCII
)
_WIDE_TABLE = re.compile(r"^[ \t]{0,9}\|?(?:[^|\n]{0,200}\|){5}", re.MULTILINE)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def link_text(target: LintTarget) -> Iterator[Diagnostic]:
    """Find links whose words do not say where they lead, and bare addresses."""
    for passage in target.passages:
        if "](" in passage.raw:
            for match in _LINK.finditer(passage.raw):
                words, says_nothing = match["words"], target.language.patterns.link_words
                if words.startswith(("http:", "https:")) or says_nothing.fullmatch(words):
                    yield found(target, "link-text", passage, *match.span("words"))
        for match in _BARE.finditer(passage.raw):
            yield found(target, "link-text", passage, *match.span())


def code_in_text(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the first code or wide table of each passage."""
    for passage in target.passages:
        match = _CODE.search(passage.raw) or _WIDE_TABLE.search(passage.raw)
        if match:
            yield found(target, "code-in-text", passage, *match.span())


def zh_typography(target: LintTarget) -> Iterator[Diagnostic]:
    """Find half-width punctuation in Chinese."""
    for passage, match in matches(target, target.language.patterns.half_width):
        yield found(target, "zh-typography", passage, *match.span(), _FULL[match[0]], safe=True)
