"""Our own safe HTML as plain text, for where there is no markup."""

from __future__ import annotations

import html
import re

import nh3

_LINE_ENDS = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd|pre|blockquote|figcaption)>|<br ?/?>")


def html_to_text(markup: str) -> str:
    """The words, a line for each paragraph, item or row; list items begin with `- `."""
    lined = _LINE_ENDS.sub(lambda end: f"{end[0]}\n", markup.replace("<li>", "<li>- "))
    words = html.unescape(nh3.clean(lined, tags=set(), attributes={}))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
