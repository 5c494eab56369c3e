"""Characters in titles and names that nobody can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.diagnostics import Level
from statusgen.read import Reading, read_site
from statusgen.read.yaml.invisible import is_blank, misplaced_positions
from tests.sites import SERVICES, SITE, content, problems

NOTE = "---\ntitle: {}\nservices: {{trams: degraded}}\nstarted: 2026-05-01 09:00\n---\n\n{}"
UPDATE = "## Investigating · 2026-05-01 09:20\n\nWe look.\n"

USEFUL = [
    "می\u200cخواهم",  # Persian: a joiner that keeps letters apart
    "ക്\u200d",  # Malayalam: half a letter
    "ᠬᠠᠷ\u180eᠠ",  # Mongolian: a vowel that stands apart
    "👩\u200d💻 works, 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f, ❤\ufe0f",
    "تعذر الدفع (Visa)\u200f",
    "שירות C++\u200e",
    "\u2068Trams\u2069 and \u2067ترام\u2069",
    "รถ\u200bราง",
    "Donau\u00addampf\u00adschiff",
    "电车停运",
    "שִׁירוּת",
]
USELESS = {
    "\u200bTrams": "U+200B ZERO WIDTH SPACE",
    "Trams\ufeff": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "Tr\u2060ams": "U+2060 WORD JOINER",
    "Tr\u200dams": "U+200D ZERO WIDTH JOINER",
    "Trams\u200f": "U+200F RIGHT-TO-LEFT MARK",
    "\u202eTrams": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "\u202bTrams\u202c": "U+202B RIGHT-TO-LEFT EMBEDDING, U+202C POP DIRECTIONAL FORMATTING",
    "Trams \u2067": "U+2067 RIGHT-TO-LEFT ISOLATE",
    "\u2069Trams\u2066": "U+2069 POP DIRECTIONAL ISOLATE, U+2066 LEFT-TO-RIGHT ISOLATE",
    "Trams\U000e0041\U000e0042": "U+E0041 TAG LATIN CAPITAL LETTER A, U+E0042 TAG LATIN CAPITAL LETTER B",
    "Trams \u3164": "U+3164 HANGUL FILLER",
}


def titles(reading: Reading) -> list[str]:
    """Those of all notes."""
    return [text for one in reading.notes if one.note for _, text in one.note.title.variants]


@pytest.mark.parametrize("title", USEFUL)
def test_what_a_script_needs_stays(title: str) -> None:
    """Nothing is said about it."""
    reading = read_site(content({"incidents/a.md": NOTE.format(f"'{title}'", UPDATE)}))
    assert [] == problems(reading)
    assert [title] == titles(reading)


@pytest.mark.parametrize("title", USELESS)
def test_what_nobody_needs_is_named_and_left_out(title: str) -> None:
    """By line, column and its name in Unicode."""
    reading = read_site(content({"incidents/a.md": NOTE.format(f"'{title}'", UPDATE)}))
    (said,) = problems(reading)
    first = next(at for at, letter in enumerate(title) if not letter.isascii())
    assert ("invisible-character", Level.WARNING) == (said.code, said.level)
    assert ("incidents/a.md", 2, len("title: '") + first + 1) == (
        said.span.path,
        said.span.line,
        said.span.column,
    )
    assert USELESS[title] in said.message
    assert ["Trams"] == titles(reading)


def test_an_escape_is_shown_as_it_is_written() -> None:
    """There is no such character in the file."""
    (said,) = problems(read_site(content({"incidents/a.md": NOTE.format('"Trams\\u202e"', UPDATE)})))
    assert (2, 8) == (said.span.line, said.span.column)


BLANK = ("\u200b", "\u2060\ufeff", "\u00ad", "\u3164", "\ufe0f", " \u200e ", "\u2066\u2069")


@pytest.mark.parametrize("place", ["note", "site", "services"])
@pytest.mark.parametrize("blank", BLANK)
def test_a_text_of_invisible_characters_is_empty(blank: str, place: str) -> None:
    """The same is said of it as of one without any: in a title, or in a name that must be there."""

    def said(text: str) -> list[tuple[str, str, str]]:
        own = {"note": "Trams", "site": "Larkmoor", "services": "Website"} | {place: text}
        files = content(
            {"incidents/a.md": NOTE.format(own["note"], UPDATE)},
            site=SITE.replace("{en: Larkmoor Trams, zh: 拉克莫尔有轨电车}", own["site"]),
            services=SERVICES.replace("Website", own["services"]),
        )
        return [(one.code, one.message, one.help) for one in problems(read_site(files))]

    assert said('""') == said(f"'{blank}'")
    assert "missing-key" in {code for code, _, _ in said('""')}


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"incidents/a.md": NOTE.format("T", UPDATE).replace("title", "tit\u200ble")}, "title"),
        ({"incidents/a.md": NOTE.format("T", UPDATE).replace("trams", "trams\u200b")}, "trams"),
        ({"incidents/a.md": NOTE.format("T", UPDATE).replace("degraded", "de\u200bgraded")}, "degraded"),
    ],
)
def test_the_help_for_a_key_that_looks_right_names_what_is_wrong(files: dict[str, str], word: str) -> None:
    """Else it would propose what is there already, as far as anybody can see."""
    said = "\n".join(one.help for one in problems(read_site(content(files))))
    assert f"Write `{word}` again, without U+200B ZERO WIDTH SPACE." in said


@given(st.text())
def test_what_is_left_has_nothing_to_leave_out(text: str) -> None:
    """And whatever is blank stays so."""
    left = "".join(letter for at, letter in enumerate(text) if at not in misplaced_positions(text))
    assert is_blank(text) == is_blank(left)
    assert not set("\u202a\u202b\u202c\u202d\u202e\ufeff\u2060") & set(left)
