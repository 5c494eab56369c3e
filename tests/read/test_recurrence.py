"""Recurring work: phrases, rules, and the instants that follow from them."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.notes import Maintenance
from statusgen.model.text import LocalText
from statusgen.read.recurrence import days_of, occurrences_until
from statusgen.read.repeat import RepeatError, parse_repeat, written_repeat

BERLIN = ZoneInfo("Europe/Berlin")


def series(starts: str, repeat: str, hours: float = 2, zone: ZoneInfo = BERLIN) -> Maintenance:
    """Recurring work that first begins at a local time."""
    at = datetime.fromisoformat(starts).replace(tzinfo=zone).astimezone(UTC)
    ends = at + timedelta(hours=hours)
    title = LocalText((("en", "Work"),))
    return Maintenance(id="work", title=title, starts=at, ends=ends, repeat=parse_repeat(repeat))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("every sunday", "FREQ=WEEKLY;BYDAY=SU"),
        ("Every Sunday", "FREQ=WEEKLY;BYDAY=SU"),
        ("every tue and thu", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every thursday, tuesday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every 2 weeks on tuesday, thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every first sunday of the month", "FREQ=MONTHLY;BYDAY=1SU"),
        ("every 2nd and 4th wednesday of the month", "FREQ=MONTHLY;BYDAY=2WE,4WE"),
        ("every last friday of each month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every 3 months on the first monday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        ("every year", "FREQ=YEARLY"),
        ("RRULE:BYDAY=+1SU;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1SU"),
        ("freq=weekly;interval=2", "FREQ=WEEKLY;INTERVAL=2"),
    ],
)
def test_phrases_and_rules_have_one_form(text: str, rule: str) -> None:
    """So that two ways to write one rule are one rule."""
    assert parse_repeat(text) == rule
    assert parse_repeat(rule) == rule


@pytest.mark.parametrize(
    "text",
    [
        "every day", "every 3 days", "every sunday", "every tuesday and thursday", "every 2 weeks on tuesday",
        "every first sunday of the month", "every second and fourth wednesday of the month",
        "every last friday of the month", "every 3 months on first monday", "every month on the last day",
        "every month on day 15", "every year", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYDAY=1SU,2MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;BYDAY=SU;WKST=SU",
    ],
)  # fmt: skip
def test_a_rule_is_written_as_a_phrase_where_there_is_one(text: str) -> None:
    """So that whoever reads the note understands it."""
    assert written_repeat(parse_repeat(text)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sometimes", "does not say when"),
        ("every funday", "does not say when"),
        ("every month on the 32nd", "32"),
        ("every 0 weeks", "never recurs"),
        ("every week on the last day", "no day of the week"),
        ("every year on monday", "does not say when"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("BYDAY=SU", "without `FREQ`"),
        ("FREQ=WEEKLY;COUNT=3", "COUNT"),
        ("FREQ=WEEKLY;UNTIL=20270101", "UNTIL"),
        ("FREQ=WEEKLY;BYHOUR=3", "BYHOUR"),
        ("FREQ=WEEKLY;BYDAY=XX", "XX"),
        ("FREQ=WEEKLY;BYDAY=1SU", "first or last weekday"),
        ("FREQ=MONTHLY;BYDAY=53SU", "53SU"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=6SU", "6SU"),
        ("FREQ=YEARLY;BYDAY=54SU", "54SU"),
        ("FREQ=WEEKLY;FREQ=DAILY", "twice"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "`0`"),
    ],
)
def test_what_is_no_rule_is_refused_in_plain_words(text: str, message: str) -> None:
    """With a help."""
    with pytest.raises(RepeatError, match=message) as error:
        parse_repeat(text)
    assert error.value.help.startswith(("Write", "It can", "Remove"))


@given(st.text(max_size=60) | st.from_regex(r"(every |FREQ=)[A-Za-z0-9=;, ]{0,40}", fullmatch=True))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    """And a rule can be used."""
    try:
        rule = parse_repeat(text)
    except RepeatError:
        return
    found = days_of(series("2026-06-07T02:00", rule), date(2026, 12, 31), BERLIN)
    assert all(isinstance(day, date) for day, _ in found)


def test_local_time_stays_over_changes_of_the_clocks() -> None:
    """In summer it is an hour earlier in UTC."""
    found = dict(days_of(series("2026-03-22T04:00", "every sunday"), date(2026, 4, 5), BERLIN))
    assert [f"{at:%d %H:%M}" for at in found.values()] == ["22 03:00", "29 02:00", "05 02:00"]


def test_a_time_that_clocks_skip_is_moved_by_the_gap() -> None:
    """By RFC 5545, section 3.3.5; its day stays."""
    found = dict(days_of(series("2026-03-22T02:30", "every sunday"), date(2026, 3, 29), BERLIN))
    assert f"{found[date(2026, 3, 29)].astimezone(BERLIN):%d %H:%M %z}" == "29 03:30 +0200"


def test_a_time_that_happens_twice_is_the_first() -> None:
    """By the same section."""
    found = dict(days_of(series("2026-10-18T02:30", "every sunday"), date(2026, 10, 25), BERLIN))
    assert f"{found[date(2026, 10, 25)].astimezone(BERLIN):%H:%M %z}" == "02:30 +0200"


def test_days_that_months_do_not_have_are_left_out() -> None:
    """They are not moved."""
    found = [
        day.month for day, _ in days_of(series("2026-01-31T02:00", "FREQ=MONTHLY"), date(2026, 8, 31), BERLIN)
    ]
    assert found == [1, 3, 5, 7, 8]


def test_each_has_the_exact_length_of_the_first() -> None:
    """Also in the night in which clocks change."""
    notes = occurrences_until(
        series("2026-03-22T01:30", "every sunday", 1), datetime(2026, 4, 1, tzinfo=UTC), BERLIN
    )
    assert {one.ends - one.starts for one in notes} == {timedelta(hours=1)}
    assert f"{notes[1].ends.astimezone(BERLIN):%H:%M}" == "03:30"


@given(
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.integers(0, 23),
    st.integers(1, 5),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Shanghai"]),
)
def test_the_nth_weekday_is_what_the_calendar_says(first: date, hour: int, number: int, name: str) -> None:
    """Counted by hand, in zones with all kinds of clock changes."""
    zone, weekday = ZoneInfo(name), first.weekday()
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    note = series(f"{first}T{hour:02}:00", f"FREQ=MONTHLY;BYDAY={number}{day}", zone=zone)
    found = [one for one, _ in days_of(note, first + timedelta(days=400), zone)]
    expected = list[date]()
    for months in range(first.year * 12 + first.month - 1, first.year * 12 + first.month + 14):
        year, month = divmod(months, 12)
        _, last = calendar.monthrange(year, month + 1)
        days = [date(year, month + 1, one) for one in range(1, last + 1)]
        nth = [one for one in days if one.weekday() == weekday][number - 1 : number]
        expected += [one for one in nth if first <= one <= first + timedelta(days=400)]
    assert found == expected


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 90), st.integers(0, 700))
def test_what_readers_have_seen_stays_as_time_passes(starts: date, ahead: int, later: int) -> None:
    """More occurrences come; none goes or changes."""
    note = series(f"{starts}T02:30", "every 3 days")
    note = Maintenance(
        **{name: getattr(note, name) for name in ("id", "title", "starts", "ends", "repeat")},
        show_ahead=ahead,
    )
    now = note.starts
    before = {one.id: one for one in occurrences_until(note, now, BERLIN)}
    after = {one.id: one for one in occurrences_until(note, now + timedelta(days=later), BERLIN)}
    assert before.items() <= after.items()


ZONES = (
    "Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/St_Johns", "America/Santiago",
    "Africa/Cairo", "Asia/Kathmandu", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Chatham",
)  # fmt: skip


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local time, by the offsets of the days around it; of two, the earlier one."""
    before, after = (
        (local.replace(tzinfo=UTC) + timedelta(days=days)).astimezone(zone).utcoffset() or timedelta()
        for days in (-1, 1)
    )
    found = [local.replace(tzinfo=UTC) - offset for offset in (before, after)]
    return next((one for one in found if one.astimezone(zone).replace(tzinfo=None) == local), found[0])


@pytest.mark.parametrize("name", ZONES)
@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.integers(0, 23),
    st.integers(1, 4),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
)
def test_five_years_are_those_of_an_enumeration_by_day(
    name: str, first: date, hour: int, interval: int, frequency: str
) -> None:
    """Each day is asked for itself; instants follow from the offsets around it."""
    zone, at = ZoneInfo(name), time(hour, 30)
    if instant(datetime.combine(first, at), zone).astimezone(zone).time() != at:
        return  # a note cannot begin at a time that clocks skip
    last = first + timedelta(days=5 * 366)
    expected = list[tuple[date, datetime]]()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        months = (day.year - first.year) * 12 + day.month - first.month
        passed = {"DAILY": number, "WEEKLY": number / 7, "MONTHLY": months}[frequency]
        if passed % interval == 0 and (frequency != "MONTHLY" or day.day == first.day):
            expected.append((day, instant(datetime.combine(day, at), zone)))
    note = series(f"{first}T{at:%H:%M}", f"FREQ={frequency};INTERVAL={interval}", zone=zone)
    assert [*days_of(note, last, zone)] == expected
