"""Settings of the plain-language rules: `plain language` in site.yml, `lint ok` in notes."""

from __future__ import annotations

from typing import Any

from statusgen.model.diagnostics import CODES, Level
from statusgen.model.lint_rules import lint_rules
from statusgen.model.notes import Accepted
from statusgen.model.settings import PlainLanguage
from statusgen.read.primitives import whole
from statusgen.read.texts import text
from statusgen.read.yaml.decode import Context, Decoder, Field, Values, did_you_mean, listing, wrong_shape
from statusgen.read.yaml.source import List, Node, Scalar, Table

_OFF = ("off", "no", "false")
_CHOICES = [*(level.value for level in Level), "off"]
_DEFAULTS = PlainLanguage()


_SIMILAR_RULES = {"empty-update": "no-news"}
"""Rules of plain language by the codes of mistakes that are easily taken for them."""


def _rule(key: Scalar, context: Context) -> str | None:
    code, rules = key.value, lint_rules()
    if code in rules:
        return code
    message = f"there is no rule `{code}`"
    if code in CODES:
        message = f"`{code}` is no rule of plain language, so that it has no level and cannot be accepted"
    if code in _SIMILAR_RULES:
        help = f"Did you mean `{_SIMILAR_RULES[code]}`?"
    else:
        help = did_you_mean(code, sorted(rules), "`statusgen explain` lists them all.")
    context.report("bad-value", key.span, message, help)
    return None


def _accepted(node: Node, context: Context) -> tuple[Accepted, ...]:
    tables = node.items if isinstance(node, List) else (node,)
    found: list[Accepted] = []
    for table in tables:
        if not isinstance(table, Table):
            help = "Write `lint ok:`, and below it `  jargon: our readers are engineers`."
            wrong_shape(table, "a reason for each rule", context, help)
            continue
        for key, value in table.entries:
            rule, reason = _rule(key, context), text.decode(value, context)
            if rule and reason:
                found.append(Accepted(rule, reason))
    return tuple(found)


_REASONS = {"type": "object", "additionalProperties": {"type": "string"}}
accepted: Decoder[tuple[Accepted, ...]] = Decoder(
    _accepted, {"oneOf": [_REASONS, {"type": "array", "items": _REASONS}]}
)
"""`{jargon: our readers are engineers}`, or a list of such mappings."""


def _levels(node: Node, context: Context) -> tuple[tuple[str, Level | None], ...] | None:
    if not isinstance(node, Table):
        wrong_shape(node, "a level for each rule", context, "Write `levels:`, and below it `  passive: off`.")
        return None
    found: dict[str, Level | None] = {}
    for key, value in node.entries:
        level = _level(value, context)
        rule = _rule(key, context)
        if rule and level:
            found[rule] = None if level == "off" else Level(level)
    return tuple(found.items())


def _level(node: Node, context: Context) -> str | None:
    if isinstance(node, Scalar):
        level = node.value.strip().lower()
        if level in _OFF:
            return "off"
        if level in _CHOICES:
            return level
    help = did_you_mean(
        getattr(node, "value", ""), _CHOICES, "It can be `error`, `warning`, `info` or `off`."
    )
    context.report("bad-value", node.span, "this is not a level", help)
    return None


_minutes = whole(5, 10_080)
LEVELS = Field(
    "levels",
    Decoder(_levels, {"type": "object", "additionalProperties": {"enum": [*_CHOICES, False]}}),
    "`rule: error`, `warning`, `info` or `off`.",
)
WAIT = Field(
    "wait_minutes",
    _minutes,
    f"How long readers may wait for the next update; {_DEFAULTS.wait_minutes} without it.",
)
WAIT_MAJOR = Field(
    "wait_minutes_major",
    _minutes,
    f"The same while a service is out; {_DEFAULTS.wait_minutes_major} without it.",
)
WAIT_LONG = Field(
    "wait_minutes_long", _minutes, f"The same after four hours; {_DEFAULTS.wait_minutes_long} without it."
)
SENTENCE = Field("sentence_words", whole(10, 60), "The most words in an English sentence; 25 without it.")
_texts: Decoder[tuple[str, ...]] = listing(text, "a list")
ABBREVIATIONS = Field("abbreviations", _texts, "Abbreviations that your readers know.")
PRIVATE_NAMES = Field("private_names", _texts, "Names that must not be published.")
PLAIN_LANGUAGE_FIELDS: tuple[Field[Any], ...] = (
    LEVELS, WAIT, WAIT_MAJOR, WAIT_LONG, SENTENCE, ABBREVIATIONS, PRIVATE_NAMES,
)  # fmt: skip


def build_plain_language(values: Values, _: Context) -> PlainLanguage:
    """Return the settings, with defaults for those that are not given."""
    return PlainLanguage(**values.given(PLAIN_LANGUAGE_FIELDS))
