"""Texts that must answer a question: why, or what if not. `n/a` and the like are no answers."""

from __future__ import annotations

from statusgen.read.primitives import FALSE, TRUE
from statusgen.read.texts import text
from statusgen.read.vocabulary import names_of
from statusgen.read.yaml.decode import Context, Decoder, scalar
from statusgen.read.yaml.source import Scalar

_NO_ANSWERS = (*TRUE, *FALSE, *names_of("nothing"), "n/a", "na", "-", "--", "no reason", "tbd", "tba")


def answer(is_none: str, help: str) -> Decoder[str]:
    """Return a decoder for a text, which reports words that say nothing.

    `is_none` says so behind these words, such as `is no reason`.
    """

    def decode(words: str, node: Scalar, context: Context) -> str | None:
        if words.strip().rstrip(".!").casefold() in _NO_ANSWERS:
            context.report("bad-value", node.span, f"`{words}` {is_none}", help)
            return None
        return text.decode(node, context)

    return scalar(decode, "text", text.schema, is_text=True)
