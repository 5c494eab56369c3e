"""`appearance` of site.yml: logo, colours and font, without any CSS.

The values become part of the style sheet of every page, so only known forms of colours and names of fonts are
accepted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statusgen.model.diagnostics import Related, Span
from statusgen.model.settings import Appearance, Colour
from statusgen.model.text import Picture
from statusgen.read.pictures.files import published_picture
from statusgen.read.primitives import boolean, word
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Schema,
    Values,
    did_you_mean,
    one_of,
    report_duplicate,
    same_key,
    scalar,
    suggestion,
    wrong_shape,
)
from statusgen.read.yaml.source import Node, Scalar, Table

COLOURS = {
    "paper": "the page behind everything",
    "card": "what is on the page: the header, the current situation, the services",
    "ink": "text",
    "quiet": "text of less weight: times, hints, the footer",
    "line": "lines and borders",
    "link": "links, buttons and the mark around what has the focus",
    "operational": "the state “operational”: its words and its sign",
    "operational-tint": "the ground behind that state",
    "under-maintenance": "the state “under maintenance”",
    "under-maintenance-tint": "the ground behind it",
    "degraded": "the state “degraded”: its words",
    "degraded-mark": "its sign and its days in the bars, which may be brighter than words",
    "degraded-tint": "the ground behind it",
    "partial-outage": "the state “partial outage”: its words, and “late”",
    "partial-outage-mark": "its sign and its days in the bars",
    "partial-outage-tint": "the ground behind it",
    "major-outage": "the state “major outage”",
    "major-outage-tint": "the ground behind it",
    "info": "notices, and incidents that are no outage",
    "info-tint": "the ground behind them, behind statuses and behind `code`",
    "unknown": "days without data in the bars",
}
"""Parts that can be coloured, by custom property of the default theme's style sheet, without `--`."""

_SYNONYMS = {
    "accent": "link", "background": "paper", "border": "line", "brand": "link", "foreground": "ink",
    "maintenance": "under-maintenance", "muted": "quiet", "page": "paper", "primary": "link", "text": "ink",
}  # fmt: skip
"""Other common names of the parts, with the name used here."""

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FONT_NAME = re.compile(r"\w[\w .-]*")
_GENERIC = ("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded")
_FONTS = {"sans": 'system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif', "serif": 'Georgia,"Noto Serif",serif'}

MAX_LOGO_BYTES = 200_000
LOGOS = (".svg", ".png", ".webp", ".jpg", ".jpeg")
FAVICONS = (".svg", ".png", ".ico")


def _spelling(token: str) -> str:
    """Return a token as people write it: `partial outage tint`."""
    return token.replace("-", " ")


def _colour(token: str, node: Scalar, context: Context) -> Colour | None:
    match = _HEX.fullmatch(node.value.strip())
    if match and node.value.strip().startswith("#"):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return Colour(token, f"#{digits.lower()}", node.span)
    if node.absent:
        message = "there is no colour here; without quotes, YAML takes `#` and what follows for a comment"
        help = f'Write it in quotes: `{_spelling(token)}: "#0a55b8"`.'
    elif match:
        message = f"`{node.value}` lacks the `#` of a colour"
        help = f'Write `"#{match[1]}"`, with the quotes.'
    else:
        message = f"`{node.value}` is not a colour that can be checked"
        help = 'Write red, green and blue as `"#0a55b8"` or `"#05b"`, with the quotes.'
    context.report("bad-value", node.span, message, help)
    return None


def _token(key: Scalar, context: Context) -> str | None:
    token = next((one for one in COLOURS if same_key(key.value, one)), None)
    if token:
        return token
    name = "-".join(re.split(r"[\s_-]+", key.value.strip().lower()))
    known = [_spelling(token) for token in COLOURS]
    otherwise = f"There are {one_of(known, 'and')}."
    meant = _SYNONYMS.get(name) or suggestion(_spelling(name), known)
    help = f"Did you mean `{_spelling(meant)}`?" if meant else otherwise
    context.report("unknown-key", key.span, f"nothing here has the colour `{key.value}`", help)
    return None


def _colours(node: Node, context: Context) -> tuple[Colour, ...] | None:
    if not isinstance(node, Table):
        wrong_shape(node, "a colour for each name", context, 'Write lines such as `link: "#0a55b8"`.')
        return None
    keys: dict[str, Scalar] = {}
    found: list[Colour] = []
    for key, value in node.entries:
        token = _token(key, context)
        if token is None:
            continue
        if token in keys:
            report_duplicate(key, keys[token].span, context)
        elif not isinstance(value, Scalar):
            wrong_shape(value, "a colour", context)
        elif colour := _colour(token, value, context):
            found.append(colour)
        keys.setdefault(token, key)
    return tuple(found)


_COLOUR_SCHEMA: Schema = {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}


def _colours_schema() -> Schema:
    other_spellings = "|".join(token.replace("-", "[-_ ]?") for token in COLOURS if "-" in token)
    about = {
        _spelling(token): {"description": description, **_COLOUR_SCHEMA}
        for token, description in COLOURS.items()
    }
    return {
        "type": "object",
        "properties": about,
        "patternProperties": {f"^({other_spellings})$": _COLOUR_SCHEMA},
        "additionalProperties": False,
    }


_colour_table: Decoder[tuple[Colour, ...]] = Decoder(_colours, _colours_schema())
_color_table: Decoder[tuple[Colour, ...]] = Decoder(
    _colours, {"type": "object", "additionalProperties": _COLOUR_SCHEMA}
)
"""Same decoder for the spelling `colors`, with a shorter schema."""


def _font(text: str, node: Scalar, context: Context) -> str | None:
    if text.lower() in _FONTS:
        return _FONTS[text.lower()]
    names = [name.strip().strip("\"'").strip() for name in text.split(",")]
    bad = next((name for name in names if not _FONT_NAME.fullmatch(name)), None)
    if bad is not None:
        help = "Write `serif`, `sans`, or names with commas between them: `Source Sans 3, Arial`."
        context.report("bad-value", node.span, f"`{bad}` cannot be the name of a font", help)
        return None
    quoted = [name.lower() if name.lower() in _GENERIC else f'"{name}"' for name in names]
    return ",".join(quoted if quoted[-1] in _GENERIC else [*quoted, "sans-serif"])


@dataclass(frozen=True, slots=True)
class _File:
    """File that site.yml names."""

    name: str
    endings: tuple[str, ...]
    """Allowed endings of its name."""
    span: Span


def _picture_file(endings: tuple[str, ...]) -> Decoder[_File]:
    def read(text: str, node: Scalar, context: Context) -> _File | None:
        if "/" in text or "\\" in text:
            message, help = (
                f"`{text}` is in a folder",
                "Put the file beside site.yml, and write its name.",
            )
        elif not text.lower().endswith(endings):
            message, help = f"`{text}` is not a picture for this", f"It can be {one_of(endings)}."
        else:
            return _File(text, endings, node.span)
        context.report("bad-value", node.span, message, help)
        return None

    return scalar(read, "the name of a file", {"type": "string"})


LOGO = Field("logo", _picture_file(LOGOS), "A file beside site.yml, shown for the name.")
DARK_LOGO = Field("dark_logo", _picture_file(LOGOS), "The same for dark screens.")
NAME_BESIDE = Field("name_beside_logo", boolean, "Whether the name is shown beside the logo; no without it.")
FAVICON = Field("favicon", _picture_file(FAVICONS), "A file beside site.yml, shown in the browser's tab.")
COLOUR_TABLE = Field("colours", _colour_table, "Colours by what they colour.")
COLOR_TABLE = Field("colors", _color_table, "The same as `colours`.")
DARK_COLOURS = Field("dark_colours", _colour_table, "Colours for dark screens.")
DARK_COLORS = Field("dark_colors", _color_table, "The same as `dark colours`.")
FONT = Field(
    "font", scalar(_font, "a font", {"type": "string"}), "`serif`, `sans`, or the names of installed fonts."
)
CORNERS = Field(
    "corners", word({"round": False, "square": True}, "there are no corners"), "`round` or `square`."
)
APPEARANCE_FIELDS = (
    LOGO, DARK_LOGO, NAME_BESIDE, FAVICON, COLOUR_TABLE, COLOR_TABLE, DARK_COLOURS, DARK_COLORS, FONT,
    CORNERS,
)  # fmt: skip


def build_appearance(values: Values, context: Context) -> dict[str, Any]:
    """Return the attributes of `Appearance` that are given; pictures are not read yet."""
    given = values.given((LOGO, DARK_LOGO, NAME_BESIDE, FAVICON, FONT, CORNERS), {"corners": "square"})
    given["colours"] = _either(COLOUR_TABLE, COLOR_TABLE, values, context)
    given["dark_colours"] = _either(DARK_COLOURS, DARK_COLORS, values, context)
    return given


def _either(
    one: Field[tuple[Colour, ...]], other: Field[tuple[Colour, ...]], values: Values, context: Context
) -> tuple[Colour, ...]:
    first, second = values.get(one), values.get(other)
    if first is not None and second is not None:
        related = Related(values.place(one), "they are given here too")
        message = f"`{other.spelling}` and `{one.spelling}` are the same"
        context.report("duplicate-key", values.place(other), message, "Remove one of them.", related)
    return first or second or ()


def with_pictures(given: Mapping[str, Any], files: Mapping[str, bytes], context: Context) -> Appearance:
    """Return the appearance with its pictures from the content files; report unusable ones."""
    named = {name: one for name, one in given.items() if isinstance(one, _File)}
    pictures = {name: _picture(file, files, context) for name, file in named.items()}
    if "dark_logo" in named and "logo" not in named:
        help = "Name the logo for light screens as `logo`."
        context.report("missing-key", named["dark_logo"].span, "`logo` is missing", help)
    return Appearance(**{**given, **pictures})


def _picture(file: _File, files: Mapping[str, bytes], context: Context) -> Picture | None:
    data = files.get(file.name)
    if data is None:
        beside = [path for path in files if path.lower().endswith((*LOGOS, *FAVICONS)) and "/" not in path]
        help = did_you_mean(file.name, beside, "Put it beside site.yml, or correct the name.")
        context.report("missing-file", file.span, f"there is no file `{file.name}`", help)
        return None
    if len(data) > MAX_LOGO_BYTES:
        message = f"`{file.name}` has more than {MAX_LOGO_BYTES:,} bytes"
        help = "Make it smaller: readers load it with every first page."
        context.report("file-too-large", file.span, message, help)
        return None
    cleaned = published_picture(file.name, data, file.endings, file.span, context)
    return Picture(file.name, cleaned, hashlib.sha256(cleaned).hexdigest()) if cleaned else None
