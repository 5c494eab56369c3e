"""Footnotes (`[^1]`) of Python-Markdown, with numbers as ids, so that ids can be unique on a page."""

from __future__ import annotations

import re

from markdown.extensions.footnotes import FootnoteExtension

ID = re.compile(r"fn(?:ref[0-9]*)?:[0-9]{1,4}")
"""Every id that the extension gives; links have a `#` before it."""

_DEFINITION = re.compile(r"(?<!\\)\[\^([^\]]*)\]:")
_BLOCK = re.compile(r'<div class="footnote">\n<hr>\n<ol>.*\Z', re.DOTALL)
_REFERENCE = re.compile(r'<sup id="fnref[0-9]*:[0-9]+">.*?</sup>')


class Footnotes(FootnoteExtension):
    """Footnotes of the library, with ids made of their numbers instead of their labels.

    Numbers follow the order in which the footnotes are defined.
    """

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 - the library's names
        """Store a footnote. A footnote within it stays text: the library would miscount its references."""
        super().setFootnote(id, _DEFINITION.sub(r"\\[^\1]:", text))

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 - the library's names
        """Return the id of a footnote: `fn:1`."""
        return f"fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802
        """Return the id of a reference: `fnref:1`, and `fnref2:1` for the second one."""
        return str(self.unique_ref(f"fnref:{self._number(id)}", found))

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


def without_footnotes(made: str) -> str:
    """Return the library's HTML without footnotes and references to them, for text of one line."""
    return _REFERENCE.sub("", _BLOCK.sub("", made))
