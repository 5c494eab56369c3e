"""Footnotes (`[^1]`): Python-Markdown's, numbered so that their ids can be made unique on a page."""

from __future__ import annotations

import re

from markdown.extensions.footnotes import FootnoteExtension

ID = re.compile(r"fn(?:ref[0-9]*)?:[0-9]{1,4}")
"""Every id that the extension gives; in links there is a `#` before it."""

_DEFINITION = re.compile(r"(?<!\\)\[\^([^\]]*)\]:")
_BLOCK = re.compile(r'<div class="footnote">\n<hr>\n<ol>.*\Z', re.DOTALL)
_REFERENCE = re.compile(r'<sup id="fnref[0-9]*:[0-9]+">.*?</sup>')


class Footnotes(FootnoteExtension):
    """The library's footnotes; ids are made of numbers, not of what the writer put into the brackets.

    Numbers follow the order in which the footnotes are written down.
    """

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 - the library's names
        """Keep a footnote. One within a footnote is text: the library would lose its count over it."""
        super().setFootnote(id, _DEFINITION.sub(r"\\[^\1]:", text))

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 - the library's names
        """The id of a footnote: `fn:1`."""
        return f"fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802
        """The id of the place that a footnote belongs to: `fnref:1`, and `fnref2:1` if it is the second."""
        return str(self.unique_ref(f"fnref:{self._number(id)}", found))

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


def without_footnotes(made: str) -> str:
    """The library's HTML without footnotes and what leads to them: one line has no foot."""
    return _REFERENCE.sub("", _BLOCK.sub("", made))
