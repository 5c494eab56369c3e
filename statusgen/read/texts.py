"""Decoders for texts in one or several languages, and how such texts are joined."""

from __future__ import annotations

from dataclasses import replace

from statusgen.markdown.comments import public_line
from statusgen.model.diagnostics import Span
from statusgen.model.text import EMPTY, LocalText, Origin, localise
from statusgen.read.body import Words
from statusgen.read.yaml.decode import Context, Decoder, Field, Values, one_of, scalar
from statusgen.read.yaml.invisible import character_names, is_blank, misplaced_positions, remove_at
from statusgen.read.yaml.source import Node, Scalar, Table

LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def _text(text: str, node: Scalar, context: Context) -> str | None:
    words = public_line(text)
    if is_blank(words):
        context.report("bad-value", node.span, "there are no words here", "Write some, or remove the line.")
        return None
    places = misplaced_positions(words)
    if not places:
        return words
    letters = [words[at] for at in places]
    message = f"readers cannot see {character_names(letters)} here; it is left out"
    context.report(
        "invisible-character", _place_of(letters[0], node), message, "Remove it from the file, too."
    )
    return public_line(remove_at(words, places))


def _place_of(letter: str, node: Scalar) -> Span:
    """Return the place of a character in a value; the value's place if it is escaped or in a later line."""
    at = node.line.find(letter, node.span.column - 1)
    return replace(node.span, column=at + 1, end=at + 2) if at >= 0 else node.span


text = scalar(_text, "text", {"type": ["string", "number", "boolean"]}, is_text=True)
"""One line of plain text, without HTML comments."""


def _words(node: Node, context: Context) -> LocalText | None:
    if not isinstance(node, Table):
        one = text.decode(node, context)
        return None if one is None else LocalText(((context.languages[0], one),))
    found: dict[str, str] = {}
    for key, value in node.entries:
        if key.value not in context.languages:
            help = f"Add it to `languages` in site.yml; now there is {one_of(context.languages, 'and')}."
            context.report("bad-language", key.span, f"the site has no language `{key.value}`", help)
        elif key.value in found:
            context.report("duplicate-key", key.span, f"`{key.value}` is given twice", "Remove one of them.")
        elif (one := text.decode(value, context)) is not None:
            found[key.value] = one
    if not node.entries:
        context.report("bad-value", node.span, "there are no words here", "Write some, or remove the line.")
    return localise((code, found.get(code, "")) for code in context.languages) or None


words: Decoder[LocalText] = Decoder(
    _words,
    {
        "oneOf": [
            {"type": ["string", "number", "boolean"]},
            {
                "type": "object",
                "propertyNames": {"pattern": f"^{LANGUAGE_PATTERN}$"},
                "additionalProperties": {"type": ["string", "number", "boolean"]},
                "minProperties": 1,
            },
        ]
    },
    is_text=True,
)
"""Text in the site's default language, or one text per language: `{en: …, zh: …}`."""


def _located_text(node: Node, context: Context) -> LocalText | None:
    found = text.decode(node, context)
    return in_default_language(Words(found, Origin(node.span)), context) if found else None


text_in_list = Decoder(_located_text, text.schema, is_text=True)
"""One of several texts of a note, in the language of its file."""


def in_default_language(one: Words | None, context: Context) -> LocalText:
    """Return a text of a note's main file."""
    return with_variant(EMPTY, context.languages[0], one)


def with_variant(text: LocalText, language: str, words: Words | None) -> LocalText:
    """Return the text with a variant in one more language, if there are words."""
    if words is None or not words.text:
        return text
    return LocalText((*text.variants, (language, words.text)), (*text.origins, words.origin))


def located(values: Values, field: Field[str]) -> Words | None:
    """Return the text of a field with its place; None if it is absent."""
    found = values.get(field)
    return Words(found, Origin(values.place(field))) if found else None
