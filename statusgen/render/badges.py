"""Badges: the state of the site or of a service as a small picture for other people's pages.

A badge is a self-contained SVG without external fonts, scripts or style sheets. Both halves have a
background, so that it looks the same on light and dark pages. Text, a shape and a colour show the state.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from html import escape

from statusgen.model.output import Output
from statusgen.model.text import N_, LocalText
from statusgen.render.context import RenderContext, output_path
from statusgen.render.localization.formatter import direction_of
from statusgen.render.localization.labels import STATES
from statusgen.render.overall_status import badge_state
from statusgen.render.texts import localized
from statusgen.render.urls import BADGE, SHIELD, service_address
from statusgen.render.views.words import Label
from statusgen.timeline.site_state import Timeline

COLOURS = {
    "operational": "#147a45",
    "under-maintenance": "#4a53c4",
    "unconfirmed": "#4a5a6a",
    "degraded": "#8a5a00",
    "partial-outage": "#b8400a",
    "major-outage": "#b3171f",
    "info": "#4a5a6a",
}
"""The background of the state. White text on each has a contrast of at least 4.5."""

NAME_COLOUR = "#2f3941"
"""The background of the name."""

_SHAPES = {  # on a field of 14 by 14
    "operational": "M1.5 7.5 5.2 11.2 12.5 3.5",
    "under-maintenance": "M12 3.2a3.6 3.6 0 0 1-4.8 4.4L3 12 2 11 6.4 6.8A3.6 3.6 0 0 1 10.8 2L9 4l1 1Z",
    "unconfirmed": "M4.5 5.2a2.5 2.5 0 1 1 3.6 2.2C7.3 7.9 7 8.3 7 9M7 11.4v.2",
    "degraded": "M7 1.5 13 12.5H1ZM7 5.5V8.6M7 10.6v.2",
    "partial-outage": "M7 .8 13.2 7 7 13.2.8 7ZM7 4v3.6M7 9.7v.2",
    "major-outage": "M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5ZM4.9 4.9 9.1 9.1M9.1 4.9 4.9 9.1",
    "info": "M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1ZM7 3.9v.2M7 6.4v3.8",
}

_HEIGHT = 24  # as high as WCAG wants a target to be: badges are mostly links
_SIZE = 12
_PADDING = 8
_ICON = 14
_MOST_EMS = 18.0
"""The width of the longest name: some 30 Latin letters, or 18 Chinese ones."""

_WIDTHS = (
    ("'ijlI|", 0.29),
    (" ,.·!/:;\\ft-()[]r", 0.38),
    ('"*_`csz?LFk', 0.55),
    ("vxyPTYaoeESbdghnpqu0123456789${}", 0.63),
    ("ABCKRVXZUHN", 0.74),
    ("DGOQ&w#+<=>^~", 0.82),
    ("mM%W@", 1.0),
)
"""Widths of letters in Verdana and similar fonts, in ems; for others, see `_width`."""

_EMS = {letter: width for letters, width in _WIDTHS for letter in letters}

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]+")
"""Characters that XML forbids, that break lines, or that change the direction of text."""

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" \
role="img" lang="{language}" aria-labelledby="t">
<title id="t">{title}</title>
<clipPath id="c"><rect width="{width}" height="{height}" rx="4"/></clipPath>
<g clip-path="url(#c)">
<rect x="{name_at}" width="{split}" height="{height}" fill="{name_colour}"/>
<rect x="{words_at}" width="{rest}" height="{height}" fill="{colour}"/>
</g>
<rect x=".5" y=".5" width="{inner_width}" height="{inner_height}" rx="3.5" fill="none" stroke="#fff" \
stroke-opacity=".2"/>
<path transform="translate({icon_x} 5)" d="{shape}" fill="none" stroke="#fff" stroke-width="1.7" \
stroke-linecap="round" stroke-linejoin="round"/>
<g fill="#fff" font-family="{fonts}" font-size="{size}" text-anchor="middle" aria-hidden="true">
<text x="{name_x}" y="16.5" textLength="{name_length}" lengthAdjust="spacingAndGlyphs"\
{name_direction}{lang}>{name}</text>
<text x="{words_x}" y="16.5" textLength="{words_length}" lengthAdjust="spacingAndGlyphs"\
{direction}>{words}</text>
</g>
</svg>
"""
_FONTS = (
    "Verdana,'DejaVu Sans',Geneva,"
    "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif"
)


def badges(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the badges of the site and of each service, as a picture and for Shields."""
    key, words = badge_state(timeline)
    yield from _both(context, "", context.settings.name, key, words)
    for summary in timeline.services:
        service, state = summary.service, summary.state
        address = service_address(service.id)
        if summary.retired:
            yield from _both(context, address, service.name, "info", N_("Retired"))
        else:
            yield from _both(context, address, service.name, state.key, STATES[state])


def _both(context: RenderContext, address: str, name: LocalText, key: str, words: str) -> Iterator[Output]:
    inputs = (context, name, key, words)
    yield Output(output_path(context, address + BADGE), _make_badge, inputs)
    yield Output(output_path(context, address + SHIELD), _make_shield, inputs)


def _make_shield(context: RenderContext, name: LocalText, key: str, words: str) -> bytes:
    """Render the data for a badge in the style of Shields (https://shields.io/badges/endpoint-badge)."""
    shield = {
        "schemaVersion": 1,
        "label": _clean(localized(context, name).text) or "status",
        "message": context.formatter.texts.gettext(words),
        "color": COLOURS[key].removeprefix("#"),
    }
    return json.dumps(shield, ensure_ascii=False).encode() + b"\n"


def _make_badge(context: RenderContext, name: LocalText, key: str, words: str) -> bytes:
    text = localized(context, name)
    label = Label(key, context.formatter.texts.gettext(words))
    return badge(text.text, label, language=context.language, name_language=text.lang)


def badge(name: str, state: Label, *, language: str, name_language: str = "") -> bytes:
    """Render an SVG with the `name` and then the state, in the direction of the language."""
    whole, words = _clean(name), _clean(state.text)
    short = _shortened(whole)
    name_length, words_length = _pixels(short), _pixels(words)
    split = name_length + 2 * _PADDING if short else 0
    rest = words_length + _ICON + 5 + 2 * _PADDING
    mirrored = direction_of(language) == "rtl"

    def place(start: float, width: float = 0) -> str:
        return f"{split + rest - start - width if mirrored else start:g}"

    return _SVG.format(
        width=split + rest,
        height=_HEIGHT,
        inner_width=split + rest - 1,
        inner_height=_HEIGHT - 1,
        language=escape(language),
        title=escape(f"{whole}: {words}" if whole else words),
        split=split,
        rest=rest,
        name_colour=NAME_COLOUR,
        colour=COLOURS[state.key],
        name_at=place(0, split),
        words_at=place(split, rest),
        icon_x=place(split + _PADDING, _ICON),
        shape=_SHAPES[state.key],
        fonts=_FONTS,
        size=_SIZE,
        name_x=place(split / 2),
        name_length=name_length,
        name_direction=_direction(name_language or language),
        direction=_direction(language),
        lang=f' lang="{escape(name_language)}"' if name_language else "",
        name=escape(short),
        words_x=place(split + _PADDING + _ICON + 5 + words_length / 2),
        words_length=words_length,
        words=escape(words),
    ).encode()


def _direction(language: str) -> str:
    """Return the attribute of a text that is written from right to left, else nothing."""
    return ' direction="rtl"' if direction_of(language) == "rtl" else ""


def _clean(text: str) -> str:
    """Return the text on one line, without invisible characters."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def _shortened(name: str) -> str:
    """Shorten a name to the greatest width, at the end of a word where that keeps most of it."""
    if _ems(name) <= _MOST_EMS:
        return name
    kept = name
    while _ems(kept + "…") > _MOST_EMS:
        kept = kept[:-1]
    whole_words = kept.rpartition(" ")[0] if name[len(kept)] != " " else kept
    kept = whole_words if _ems(whole_words) > _MOST_EMS * 2 / 3 else kept
    return kept.rstrip(" ,;:-–—·/(") + "…"


def _pixels(text: str) -> int:
    return round(_ems(text) * _SIZE)


def _ems(text: str) -> float:
    """Estimate the width of a text in ems; `textLength` makes it exactly so wide in any font."""
    return sum(map(_width, unicodedata.normalize("NFC", text)))


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"} or letter == "…":
        return 1.0
    known = _EMS.get(unicodedata.normalize("NFD", letter)[0])  # `é` is as wide as `e`
    if known is None:
        return {"Ll": 0.64, "Lo": 0.52}.get(unicodedata.category(letter), 0.75)
    return known
