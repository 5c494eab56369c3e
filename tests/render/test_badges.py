"""Badges: what they say, that anybody can read them, and that no name breaks them."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.render.badges import COLOURS, NAME_COLOUR, badge
from statusgen.render.overall_status import badge_state
from statusgen.render.views.words import Label
from statusgen.timeline.site_state import Timeline
from tests.render.test_default_theme import outputs
from tests.render_samples import (
    CLOSED,
    INCIDENTS,
    OPEN,
    PLANNED,
    SERVICES,
    TIMELINE,
    en,
    incident_summary,
    maintenance_summary,
    service_summary,
)

SVG = "{http://www.w3.org/2000/svg}"
WELL = tuple(service_summary(service, ServiceState.OPERATIONAL) for service in SERVICES)
CALM = replace(TIMELINE, incidents=INCIDENTS[1:], services=WELL, state=ServiceState.OPERATIONAL)
WATCHED = replace(TIMELINE, services=WELL, state=ServiceState.OPERATIONAL)
WORK = replace(CALM, maintenances=(maintenance_summary(PLANNED, Status.IN_PROGRESS),))


def drawn(name: str = "Northwind", state: str = "Partial outage", key: str = "partial-outage") -> ET.Element:
    """A badge in English, read back."""
    return ET.fromstring(badge(name, Label(key, state), language="en"))


def words(picture: ET.Element) -> list[str]:
    """What is written in both halves."""
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def widths(picture: ET.Element) -> list[int]:
    """How wide both texts are."""
    return [int(text.get("textLength", "")) for text in picture.iter(f"{SVG}text")]


def of_site(path: str, timeline: Timeline = TIMELINE) -> ET.Element:
    """A badge of a site, read back."""
    return ET.fromstring(outputs(timeline)[path].make())


def test_the_site_says_its_name_and_state() -> None:
    """In both languages."""
    english, chinese = of_site("badge.svg"), of_site("zh/badge.svg")

    assert words(english) == ["Northwind Status", "Partial outage"]
    assert words(chinese) == ["北风状态", "部分中断"]
    assert english.findtext(f"{SVG}title") == "Northwind Status: Partial outage"
    assert (english.get("role"), english.get("lang"), chinese.get("lang")) == ("img", "en", "zh")


def test_each_service_says_its_own() -> None:
    """A name that is not in the badge's language says in which it is."""
    assert words(of_site("services/checkout/badge.svg")) == ["Checkout", "Degraded"]
    assert words(of_site("services/website/badge.svg")) == ["Website", "Operational"]
    cards = of_site("zh/services/cards/badge.svg")
    assert [text.get("lang") for text in cards.iter(f"{SVG}text")] == ["en", None]


def test_the_title_names_the_picture() -> None:
    """What `aria-labelledby` leads to is there."""
    picture = drawn()

    named = {one.get("id") for one in picture if one.get("id")}

    assert set(picture.get("aria-labelledby", "").split()) <= named


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        (TIMELINE, ("partial-outage", "Partial outage")),
        (WATCHED, ("info", "An incident is open")),
        (WORK, ("under-maintenance", "Maintenance in progress")),
        (CALM, ("operational", "All services are working")),
        (replace(CALM, services=()), ("operational", "All services are working")),
    ],
)
def test_all_is_well_only_when_nothing_goes_on(timeline: Timeline, expected: tuple[str, str]) -> None:
    """Neither while an incident is watched nor while work goes on without trouble."""
    assert badge_state(timeline) == expected


def test_a_resolved_incident_is_none() -> None:
    """One that is over or withdrawn says nothing about now."""
    resolved = incident_summary(CLOSED, Status.RESOLVED, Severity.MINOR)
    withdrawn = incident_summary(replace(OPEN, withdrawn=en("No.")), Status.INVESTIGATING, Severity.MAJOR)
    timeline = replace(CALM, incidents=(withdrawn, resolved))

    assert badge_state(timeline)[0] == "operational"


@pytest.mark.parametrize("colour", [*COLOURS.values(), NAME_COLOUR])
def test_white_words_can_be_read_on_every_ground(colour: str) -> None:
    """The contrast is at least 4.5 to 1."""
    assert contrast("#ffffff", colour) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_state_has_a_shape_of_its_own() -> None:
    """Colour is never all that tells states apart."""
    shapes = {drawn(key=key).find(f"{SVG}path").get("d") for key in COLOURS}  # type: ignore[union-attr]

    assert len(shapes) == len(COLOURS)


def test_a_badge_loads_nothing() -> None:
    """No script, style sheet, picture or font from anywhere."""
    text = badge("Northwind", Label("degraded", "Degraded"), language="en").decode()

    assert [
        word for word in ("href", "<script", "<style", "<image", "url(h", "@import") if word in text
    ] == []


def test_chinese_is_as_wide_as_it_is_long() -> None:
    """A character takes a whole em of 12 pixels, a Latin letter some two thirds, an accent nothing."""
    assert widths(drawn("拉克莫尔", "部分中断")) == [48, 48]
    assert widths(drawn("eeee", "éé́éé")) == [30, 30]
    assert widths(drawn("iiii", "한국")) == [14, 24]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marrenshire County Libraries", "Marrenshire County Libraries"),
        ("Marrenshire County Libraries and Archives", "Marrenshire County Libraries…"),
        ("Catalogue search, for members only and others", "Catalogue search, for members…"),
        ("拉克莫尔市公共交通有轨电车与公共汽车运营服务中心", "拉克莫尔市公共交通有轨电车与公共汽…"),
        ("a" * 100, "a" * 26 + "…"),
    ],
)
def test_long_names_are_cut(name: str, expected: str) -> None:
    """After a word where that keeps most of it; the title has all of it."""
    picture = drawn(name)

    assert words(picture)[0] == expected
    assert picture.findtext(f"{SVG}title") == f"{name}: Partial outage"


def test_a_name_without_words_leaves_only_the_state() -> None:
    """There is no empty half."""
    picture = drawn("\x00 \u202e")

    assert picture.findtext(f"{SVG}title") == "Partial outage"
    assert picture.find(f"{SVG}g/{SVG}rect").get("width") == "0"  # type: ignore[union-attr]


def test_what_turns_or_breaks_words_is_left_out() -> None:
    """A name cannot turn the state around, and lies in one line."""
    assert words(drawn("Pay\u202e\x07\r\nments\u2029 & <b>"))[0] == "Pay ments & <b>"


@given(st.text(), st.text())
def test_no_name_breaks_a_badge(name: str, state: str) -> None:
    """Whatever it is made of, the badge is XML, and not wider than a phone."""
    picture = drawn(name, state)

    assert len(list(picture)) == 6
    assert widths(picture)[0] <= 216


def test_names_full_of_markup_are_words() -> None:
    """A service's name is escaped wherever it stands."""
    hostile = en("</title><script>alert(1)</script>\"'&amp;")
    service = replace(TIMELINE.services[0], service=replace(SERVICES[0], name=hostile))
    site = replace(TIMELINE.site, services=(service.service, *SERVICES[1:]))
    timeline = replace(TIMELINE, site=site, services=(service, *TIMELINE.services[1:]))

    picture = of_site("services/checkout/badge.svg", timeline)

    assert picture.findtext(f"{SVG}title") == "</title><script>alert(1)</script>\"'&amp;: Degraded"
    assert [element for element in picture.iter() if "script" in element.tag] == []


def test_shields_can_draw_it_too() -> None:
    """The four keys that its endpoint badges are made of."""
    files = outputs(TIMELINE)

    assert json.loads(files["badge.json"].make()) == {
        "schemaVersion": 1,
        "label": "Northwind Status",
        "message": "Partial outage",
        "color": "b8400a",
    }
    assert json.loads(files["zh/services/checkout/badge.json"].make())["message"] == "性能下降"


@pytest.mark.parametrize(
    ("language", "name_language", "expected"),
    [
        ("ar", "", ["rtl", "rtl"]),
        ("en", "ar", ["rtl", None]),
        ("ar", "en", [None, "rtl"]),
        ("en", "", [None, None]),
    ],
)
def test_texts_have_the_direction_of_their_language(
    language: str, name_language: str, expected: list[str | None]
) -> None:
    """Else the closing quotation mark of an Arabic name is on the wrong side."""
    made = badge("خدمات «مثال»", Label("operational", "تعمل"), language=language, name_language=name_language)

    assert expected == [text.get("direction") for text in ET.fromstring(made).iter(f"{SVG}text")]
