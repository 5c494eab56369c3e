"""Lists with texts, such as factors and actions, joined with their translations.

A translation repeats the list in the same order. Its facts are those of the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from statusgen.model.diagnostics import Related, Span
from statusgen.model.text import EMPTY, LocalText
from statusgen.read.yaml.decode import Context


def with_translated_list(
    name: str,
    original: Sequence[Any],
    translation: Sequence[Any],
    place: Span,
    source: Span,
    context: Context,
) -> tuple[Any, ...]:
    """Return the items with the texts of their translations.

    With a different number of items, which is reported, nobody knows what belongs together: the original
    stays alone. `name` is the field; `place` is the list in the translation, `source` the original.
    """
    if len(original) != len(translation):
        message = f"`{name}` has {_count(translation)} here, the original has {_count(original)}"
        help = "Translate each entry, in the same order; until then, readers see the original."
        context.report("unmatched-translation", place, message, help, Related(source, "the original"))
        return tuple(original)
    return tuple(
        _joined(one, other, place, context) for one, other in zip(original, translation, strict=True)
    )


def _count(items: Sequence[Any]) -> str:
    return "1 entry" if len(items) == 1 else f"{len(items)} entries"


def _joined(original: Any, translation: Any, place: Span, context: Context) -> Any:
    if isinstance(original, LocalText):
        variants = (*original.variants, *translation.variants)
        return LocalText(variants, (*original.origins, *translation.origins))
    texts = dict[str, Any]()
    for one in fields(original):
        own, other = getattr(original, one.name), getattr(translation, one.name)
        if isinstance(own, LocalText):
            texts[one.name] = _joined(own, other, place, context) if own else EMPTY
        elif isinstance(own, tuple):
            here, source = (getattr(item, "span", place) for item in (translation, original))
            texts[one.name] = with_translated_list(one.name, own, other, here, source, context)
        elif one.compare and other not in (own, one.default):
            span = getattr(translation, "span", place)
            message = f"`{_SPELLINGS.get(one.name, one.name)}` differs from the original, which counts"
            context.report("translated-fact", span, message, "Remove it here, or correct the original.")
    return replace(original, **texts)


_SPELLINGS = {"at": "time", "problem": "for"}
