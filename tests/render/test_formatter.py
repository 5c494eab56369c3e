"""Times, durations and numbers read as people of a language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.render.localization.formatter import (
    Formatter,
    day_span,
    direction,
    duration,
    language_name,
    listed,
    local_date,
    make_formatter,
    midnight,
    moment,
    month_name,
    percent,
    short_day,
    span,
    uptime,
    weekdays,
)
from statusgen.render.localization.labels import state_label, uptime_method
from statusgen.render.views.words import Label, Moment
from statusgen.timeline.values import Uptime

MORNING = datetime(2026, 5, 1, 7, 20, tzinfo=UTC)
NARROW = "\N{NARROW NO-BREAK SPACE}"


def words(language: str = "en", zone: str = "Europe/Berlin") -> Formatter:
    """A wording without a catalogue."""
    return make_formatter(language, ZoneInfo(zone), NullTranslations())


def measured(ratio: float | None) -> Uptime:
    """An uptime of which only the ratio matters."""
    return Uptime(ratio, timedelta(hours=1), timedelta())


def test_a_moment_names_its_zone() -> None:
    """An instant is told in the site's zone, with the zone's name."""
    assert moment(words(), MORNING) == Moment(
        iso="2026-05-01T09:20:00+02:00",
        text="1 May 2026, 09:20 CEST",
        time="09:20 CEST",
        day="Friday, 1 May 2026",
    )


@pytest.mark.parametrize(
    ("language", "zone", "text"),
    [
        ("zh", "Europe/Berlin", "2026年5月1日 09:20 CEST"),
        ("de", "Europe/Berlin", "1. Mai 2026, 09:20 CEST"),
        ("en-US", "UTC", "May 1, 2026, 07:20 UTC"),
        ("en", "Europe/London", "1 May 2026, 08:20 UTC+1"),
        ("en", "Asia/Kathmandu", "1 May 2026, 13:05 UTC+5:45"),
        ("en", "America/Sao_Paulo", "1 May 2026, 04:20 UTC−3"),
        ("xx", "UTC", "1 May 2026, 07:20 UTC"),
        ("not a code", "UTC", "1 May 2026, 07:20 UTC"),
    ],
)
def test_each_language_writes_times_its_own_way(language: str, zone: str, text: str) -> None:
    """Unknown languages are written as in English; zones without letters of one meaning get an offset."""
    assert moment(words(language, zone), MORNING).text == text


@pytest.mark.parametrize(
    ("language", "day", "hours", "month", "weekday", "names"),
    [
        ("en", "Friday, 1 May 2026", "09:20–10:20 CEST", "May 2026", "Mo", "a, b, c"),
        ("zh", "2026年5月1日星期五", "09:20–10:20 CEST", "2026年5月", "周一", "a、b、c"),
        ("de", "Freitag, 1. Mai 2026", "09:20–10:20 CEST", "Mai 2026", "Mo.", "a, b, c"),
        ("fr", "Vendredi 1 mai 2026", "09:20 – 10:20 CEST", "Mai 2026", "lu", "a, b, c"),
        ("es", "Viernes, 1 de mayo de 2026", "09:20–10:20 CEST", "Mayo de 2026", "LU", "a, b, c"),
        ("pt-BR", "Sexta-feira, 1 de maio de 2026", "09:20 – 10:20 CEST", "Maio de 2026", "dom.", "a, b, c"),
        ("it", "Venerdì 1 maggio 2026", "09:20–10:20 CEST", "Maggio 2026", "lun", "a, b, c"),
        ("nl", "Vrijdag 1 mei 2026", "09:20–10:20 CEST", "Mei 2026", "ma", "a, b, c"),
        ("pl", "Piątek, 1 maja 2026", "09:20–10:20 CEST", "Maj 2026", "pon", "a, b, c"),
        ("uk", "Пʼятниця, 1 травня 2026 р.", "09:20–10:20 CEST", "Травень 2026 р.", "пн", "a, b, c"),
        ("ja", "2026年5月1日金曜日", "09:20～10:20 CEST", "2026年5月", "日", "a、b、c"),
        ("ko", "2026년 5월 1일 금요일", "09:20 ~ 10:20 CEST", "2026년 5월", "일", "a, b, c"),
        ("zh-Hant", "2026年5月1日 星期五", "09:20 – 10:20 CEST", "2026年5月", "日", "a、b、c"),
        ("ar", "الجمعة، 1 مايو 2026", "09:20–10:20 CEST", "مايو 2026", "سبت", "a وb وc"),
    ],
)
def test_each_interface_language_has_its_own_forms(
    language: str, day: str, hours: str, month: str, weekday: str, names: str
) -> None:
    """Day, times of one day, month, first day of the week and enumeration, with the digits of Latin text."""
    fmt = words(language)
    same_day = span(fmt, MORNING, MORNING + timedelta(hours=1))

    assert moment(fmt, MORNING).day.replace(NARROW, " ") == day
    assert same_day.hours.striptags().replace("\N{THIN SPACE}", " ") == hours
    assert month_name(fmt, 2026, 5).replace(NARROW, " ") == month
    assert weekdays(fmt)[0].key == weekday
    assert listed(language, ["a", "b", "c"]) == names
    assert [listed(language, given) for given in ([], ["a"])] == ["", "a"]


def test_times_of_several_days_have_no_short_form() -> None:
    """Nor do those around a clock change, nor an open end."""
    late = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    ends = ((MORNING, None), (MORNING, MORNING + timedelta(days=1)), (late, late + timedelta(hours=1)))

    assert [span(words(), start, end).hours for start, end in ends] == [""] * 3


def test_winter_and_summer_differ() -> None:
    """The zone's name follows the clock change."""
    assert moment(words(), datetime(2026, 1, 1, tzinfo=UTC)).time == "01:00 CET"


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (None, "Since 1 May 2026, 09:20 CEST"),
        (MORNING + timedelta(hours=1), "1 May 2026, 09:20 to 10:20 CEST"),
        (MORNING + timedelta(days=1), "1 May 2026, 09:20 CEST to 2 May 2026, 09:20 CEST"),
    ],
)
def test_a_span_says_nothing_twice(end: datetime | None, text: str) -> None:
    """On one day, the day and the zone stand once."""
    assert span(words(), MORNING, end).text == text


def test_a_span_over_a_clock_change_names_both_zones() -> None:
    """When clocks change between, start and end are written in full."""
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = span(words(zone="Europe/London"), start, start + timedelta(hours=1)).text
    assert said == "25 October 2026, 01:30 UTC+1 to 25 October 2026, 01:30 UTC"


@pytest.mark.parametrize(
    ("language", "html"),
    [
        (
            "en",
            (
                '1 May 2026, <time datetime="2026-05-01T09:20:00+02:00">09:20</time> to '
                '<time datetime="2026-05-01T10:20:00+02:00">10:20 CEST</time>'
            ),
        ),
        (
            "zh",
            (
                '2026年5月1日 <time datetime="2026-05-01T09:20:00+02:00">09:20</time> to '
                '<time datetime="2026-05-01T10:20:00+02:00">10:20 CEST</time>'
            ),
        ),
    ],
)
def test_programs_can_read_both_ends_of_a_span(language: str, html: str) -> None:
    """Each end has its whole instant, also where the day stands once."""
    assert span(words(language), MORNING, MORNING + timedelta(hours=1)).html == html


@pytest.mark.parametrize(
    ("language", "last", "text", "html"),
    [
        ("en", date(2026, 5, 1), "1 May 2026", '<time datetime="2026-05-01">1 May 2026</time>'),
        (
            "en",
            date(2026, 5, 3),
            "1–3 May 2026",
            '<time datetime="2026-05-01">1</time>–<time datetime="2026-05-03">3 May 2026</time>',
        ),
        (
            "en",
            date(2027, 1, 3),
            "1 May 2026 – 3 Jan 2027",
            '<time datetime="2026-05-01">1 May 2026</time> – <time datetime="2027-01-03">3 Jan 2027</time>',
        ),
        (
            "zh",
            date(2026, 6, 3),
            "2026年5月1日至6月3日",
            '<time datetime="2026-05-01">2026年5月1日</time>至<time datetime="2026-06-03">6月3日</time>',
        ),
    ],
)
def test_programs_can_read_both_days_of_an_interval(language: str, last: date, text: str, html: str) -> None:
    """Each day has its whole date, also where the year stands once."""
    said = day_span(words(language), date(2026, 5, 1), last)
    assert (text, html) == (
        said.text.replace("\N{THIN SPACE}", " "),
        said.html.replace("\N{THIN SPACE}", " "),
    )


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=112), "1 hour 52 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1, hours=1, minutes=5), "1 day 1 hour"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_durations_have_at_most_two_units(length: timedelta, text: str) -> None:
    """The two largest units tell enough."""
    assert duration(words(), length) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(1.0, "100%"), (0.999999, "99.99%"), (0.9999, "99.99%"), (0.5, "50.00%"), (0.0, "0.00%"), (None, "")],
)
def test_uptime_is_never_rounded_up(ratio: float | None, text: str) -> None:
    """Only what never failed is 100%."""
    assert uptime(words(), measured(ratio)) == text


def test_numbers_follow_the_language() -> None:
    """German has a comma, and a space before the sign."""
    assert uptime(words("de"), measured(0.99987)) == "99,98\N{NO-BREAK SPACE}%"
    assert percent(words(), 99.5) == "99.5%"


def test_days_are_those_of_the_zone() -> None:
    """A day begins at the zone's midnight."""
    late = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    assert local_date(words(), late) == date(2026, 5, 1)
    assert midnight(words(), date(2026, 5, 1)).iso == "2026-05-01T00:00:00+02:00"
    assert short_day(words("zh"), date(2026, 5, 1)) == "2026年5月1日"
    assert month_name(words("zh"), 2026, 5) == "2026年5月"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("zh", "简体中文"),
        ("fr", "Français"),
        ("pt-BR", "Português (Brasil)"),
        ("qq", "qq"),
    ],
)
def test_languages_are_named_in_themselves(code: str, name: str) -> None:
    """A reader finds the own language by its own name."""
    assert language_name(code) == name


def test_arabic_runs_from_right_to_left() -> None:
    """The direction comes with the language."""
    assert [direction(words("ar")), direction(words("zh"))] == ["rtl", "ltr"]


def test_labels_have_a_key_for_machines() -> None:
    """A label has the machine name beside the words; a day without data has one too."""
    assert state_label(words(), ServiceState.PARTIAL_OUTAGE) == Label("partial-outage", "Partial outage")
    assert state_label(words(), None).key == "unknown"


def test_the_uptime_method_tells_the_weights() -> None:
    """Readers learn how much each state counts."""
    said = uptime_method(words(), Weights(degraded=0.1, partial_outage=0.5))
    assert "a major outage counts as 100% down, a partial outage as 50%, degraded as 10%." in said
