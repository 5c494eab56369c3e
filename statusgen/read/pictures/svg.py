"""Security check of SVG pictures: scripts, and anything loaded from another host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from statusgen.read.pictures.metadata import DamagedError

_XHTML = "http://www.w3.org/1999/xhtml "
_ELEMENTS = ("script", "foreignobject", "handler", "listener")
_ADDRESSES = ("href", "src", "base", "ping", "from", "to", "by", "values")
"""Attributes that hold addresses; the last four may be those of an animated `href`."""

_REMOTE = r"(?:https?|ftps?|wss?|file|blob|filesystem):|[/\\]{2}"
_REMOTE_ADDRESS = re.compile(rf"(?:^|;)(?:{_REMOTE})")
_REMOTE_IN_CSS = re.compile(rf"[(\"'](?:{_REMOTE})")
_SCRIPT = re.compile(r"(?:javascript|vbscript):")
_DOCUMENT = re.compile(
    r"(?<![\w-])data:(?!image/(?:png|jpe?g|gif|webp|avif)[;,]|font/|application/(?:x-)?font)"
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\r?\n|(.))", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20]+")

_SCRIPTS = "it can run a script"
_LOADS = "it refers to another host"


@dataclass(frozen=True, slots=True)
class Danger:
    """Forbidden part of a picture, the reason, and its line (from 1)."""

    what: str
    why: str
    line: int


class _FoundError(Exception):
    """Ends the check at the first danger."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what)
        self.what, self.why = what, why


def find_danger(data: bytes) -> Danger | None:
    """Return the first danger in an SVG picture, or None.

    Entities are never expanded: a DTD that could declare some is a danger itself. Raises `DamagedError` if
    the file is not well-formed XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    style: list[str] = []
    lines: list[int] = []  # of the open <style>

    def start(name: str, attributes: dict[str, str]) -> None:
        _check_element(name, attributes)
        if _local(name) == "style":
            lines.append(parser.CurrentLineNumber)

    def text(words: str) -> None:
        if lines:
            style.append(words)

    def end(name: str) -> None:
        if _local(name) == "style":
            _check_css("<style>", "".join(style))
            style.clear()
            lines.pop()

    parser.StartDoctypeDeclHandler = _check_doctype
    parser.ProcessingInstructionHandler = _check_instruction
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - there is no name for it
    except _FoundError as found:
        return Danger(found.what, found.why, lines[0] if lines else parser.CurrentLineNumber)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: unknown encodings
        raise DamagedError from error
    return None


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _check_doctype(_name: str, system: str | None, public: str | None, has_subset: int) -> None:
    """Refuse a document type, except that of SVG 1.1 without own declarations, which editors write."""
    if has_subset or (system and not (public or "").startswith("-//W3C//DTD SVG")):
        raise _FoundError("<!DOCTYPE>", "it can declare or load entities")


def _check_instruction(target: str, _words: str) -> None:
    if target == "xml-stylesheet":
        raise _FoundError("<?xml-stylesheet?>", "it loads a style sheet")


def _check_element(name: str, attributes: dict[str, str]) -> None:
    local = name.rpartition(" ")[2]
    if local.lower() in _ELEMENTS or name.startswith(_XHTML):
        raise _FoundError(f"<{local}>", _SCRIPTS)
    for key, value in attributes.items():
        attribute = _local(key)
        if " " not in key and attribute.startswith("on"):
            raise _FoundError(key, _SCRIPTS)
        if attribute in _ADDRESSES and _REMOTE_ADDRESS.search(_plain(value)):
            raise _FoundError(attribute, _LOADS)
        _check_css(attribute, value)


def _check_css(what: str, text: str) -> None:
    """Check a style sheet or the value of an attribute, many of which are CSS too."""
    for plain in (_plain(text), _plain(_CSS_ESCAPE.sub(_unescaped, text))):
        if _SCRIPT.search(plain):
            raise _FoundError(what, _SCRIPTS)
        if _DOCUMENT.search(plain):
            raise _FoundError(what, "it holds a whole document")
        if _REMOTE_IN_CSS.search(plain):
            raise _FoundError(what, _LOADS)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 0 < code <= 0x10FFFF else match[2] or ""


def _plain(text: str) -> str:
    """Return an address as browsers read it: without white space."""
    return _SPACE.sub("", text).lower()
