"""Zones are named in one way that readers everywhere understand."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from statusgen.model.zones import LETTERS, utc_offset, zone_name
from statusgen.plain_language.languages import LANGUAGES
from statusgen.plain_language.languages.language import Language

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "UTC−5", "UTC−5"),
        ("Europe/Berlin", "CET", "CEST"),
        ("Europe/Lisbon", "WET", "WEST"),
        ("Europe/London", "UTC", "UTC+1"),
        ("Europe/Dublin", "UTC", "UTC+1"),
        ("Africa/Abidjan", "GMT", "GMT"),
        ("Asia/Tokyo", "JST", "JST"),
        ("Asia/Shanghai", "UTC+8", "UTC+8"),
        ("Asia/Kolkata", "UTC+5:30", "UTC+5:30"),
        ("Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("Asia/Manila", "UTC+8", "UTC+8"),
        ("America/Chicago", "UTC−6", "UTC−5"),
        ("America/New_York", "UTC−5", "UTC−4"),
        ("America/St_Johns", "UTC−3:30", "UTC−2:30"),
        ("America/Sao_Paulo", "UTC−3", "UTC−3"),
        ("Pacific/Honolulu", "HST", "HST"),
        ("America/Adak", "UTC−10", "UTC−9"),
        ("Australia/Sydney", "AEDT", "AEST"),
    ],
)
def test_letters_stand_only_where_they_mean_one_zone(zone: str, winter: str, summer: str) -> None:
    """Other zones have their distance from UTC, in winter as in summer."""
    assert (winter, summer) == tuple(zone_name(at.astimezone(ZoneInfo(zone))) for at in (WINTER, SUMMER))


def test_each_name_means_one_offset_in_all_zones_of_the_world() -> None:
    """No two zones have one name at different distances from UTC."""
    offsets = defaultdict[str, set[timedelta | None]](set)
    for zone in available_timezones():
        for month in range(1, 13):
            local = datetime(2026, month, 15, 12, tzinfo=ZoneInfo(zone))
            offsets[zone_name(local)].add(local.utcoffset())

    assert [] == [name for name, found in offsets.items() if len(found) > 1]
    assert set() == LETTERS - offsets.keys(), "letters that no zone uses"


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_writers_may_use_the_letters_that_pages_use(language: Language) -> None:
    """What the rule of plain language calls ambiguous, no page has."""
    assert [] == [
        one for one in LETTERS if language.patterns.ambiguous_zone.search(f"We begin at 10:00 {one}.")
    ]


@pytest.mark.parametrize("at", [datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)])
def test_the_first_and_the_last_year_have_names_too(at: datetime) -> None:
    """A zone is known at any instant there is."""
    assert zone_name(at.astimezone(ZoneInfo("Asia/Tokyo")))


def test_seconds_of_old_offsets_are_rounded() -> None:
    """Local mean times had seconds."""
    assert utc_offset(timedelta(hours=5, minutes=53, seconds=28)) == "UTC+5:53"
