"""All uptime as readers see it: figures, promises, weights."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from markupsafe import Markup

from statusgen.model.catalog import Service
from statusgen.model.settings import Weights
from statusgen.model.site import Site
from statusgen.model.targets import Target, Window
from statusgen.render.pages.uptime import service_row, uptime_view
from statusgen.render.views.services import FigureView, PromiseView, UptimeView
from statusgen.render.views.words import Day, Label, Period, Text
from statusgen.timeline.calendar import midnight
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.values import Level, LevelState
from tests.render_samples import SETTINGS, SITE, TIMELINE, context, en, sample_uptimes

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
TODAY = date(2026, 5, 1)


def view(timeline: Timeline = TIMELINE, site: Site = SITE) -> UptimeView:
    """The uptime page of a timeline."""
    measured = tuple((one.service, one.uptimes, one.level) for one in timeline.services)
    return uptime_view(context(site=site), timeline.now, timeline.uptimes, timeline.groups, measured)


def figures(since: date, language: str = "en") -> tuple[FigureView, ...]:
    """The figures of a service on the first of May."""
    service = Service(id="till", name=en("Till"))
    return service_row(context(language), service, sample_uptimes(since), None, TODAY).figures


APRIL = datetime(2026, 3, 31, 22, tzinfo=UTC), datetime(2026, 4, 30, 22, tzinfo=UTC)
"""The month in Berlin."""


def promise(
    percent: str,
    used: timedelta,
    state: LevelState | None = LevelState.MET,
    *,
    period: tuple[datetime, datetime] = APRIL,
    window: Window = Window.MONTH,
    language: str = "en",
    counted: timedelta = 1000 * HOUR,
) -> PromiseView:
    """What is shown of a target of 1,000 hours on the first of May, when some time is used."""
    target = Target(percent=percent, window=window)
    microsecond = timedelta.resolution
    allowed, down = counted // microsecond * target.allowed, Fraction(used // microsecond)
    level = Level(target, *period, counted, allowed, down, state)
    service, uptimes = Service(id="till", name=en("Till")), sample_uptimes(date(2024, 3, 2))
    found = service_row(context(language), service, uptimes, level, TODAY).promise
    assert found
    return found


def test_each_window_has_its_figure() -> None:
    """With what was down in it; where nothing was, nothing is said."""
    assert figures(date(2024, 3, 2)) == (
        FigureView("Last 30 days", "100%", None, ""),
        FigureView("Last 90 days", "99.98%", None, "5 minutes"),
        FigureView("Last 365 days", "99.50%", None, "3 hours 36 minutes"),
        FigureView("All time", "99.00%", Day("2024-03-02", "2 Mar 2024"), "7 hours 12 minutes"),
    )


def test_a_figure_says_from_when_where_the_window_began_before() -> None:
    """On the first of May the 90 days begin on the first of February."""
    whole, young = figures(date(2026, 2, 1)), figures(date(2026, 2, 2))
    assert [one.since and one.since.text for one in whole] == [None, None, "1 Feb 2026", "1 Feb 2026"]
    assert [one.since and one.since.text for one in young] == [None, *["2 Feb 2026"] * 3]


def test_figures_are_written_as_the_language_does() -> None:
    """Dates too."""
    assert figures(date(2024, 3, 2), "zh")[-1].since == Day("2024-03-02", "2024年3月2日")


def test_a_target_has_what_it_allows_what_is_used_and_what_is_left() -> None:
    """In hours and minutes, of 1,000 hours."""
    assert promise("95.65", 10 * HOUR + 59 * SECOND) == PromiseView(
        text="95.65%",
        result=Label("met", "met"),
        period=Period("April 2026", Markup("April 2026")),
        allowed="43 hours 30 minutes",
        used="10 hours",
        left="33 hours 29 minutes",
    )


def test_a_target_that_is_exceeded_says_by_how_much() -> None:
    """Even by a second; what is left is then not shown."""
    one = promise("99.9", 2 * HOUR, LevelState.MISSED_ALREADY)
    assert (one.result, one.left, one.over) == (Label("missed-already", "missed already"), "", "1 hour")
    assert promise("99.9", HOUR + SECOND, LevelState.MISSED).over == "less than a minute"
    assert promise("99.9", HOUR).left == "0 minutes"


def test_a_target_that_cannot_be_judged_says_why() -> None:
    """A part is not confirmed, or nothing counts; there are no figures then."""
    hidden, nothing = promise("99.5", HOUR, None), promise("99.5", 0 * HOUR, None, counted=0 * HOUR)
    assert (hidden.missing, nothing.missing) == ("Not confirmed", "No data yet")
    for one in (hidden, nothing):
        assert (one.text, one.result, one.allowed, one.used, one.left) == ("99.5%", None, "", "", "")


@pytest.mark.parametrize(
    ("window", "first", "after", "text", "zh"),
    [
        (Window.DAYS_90, "2026-02-01", "2026-05-02", "Last 90 days", "Last 90 days"),
        (Window.DAYS_30, "2026-04-25", "2026-05-25", "25 Apr – 24 May 2026", "2026年4月25日至5月24日"),
        (Window.MONTH, "2026-05-01", "2026-06-01", "May 2026", "2026年5月"),
        (Window.MONTH, "2026-05-04", "2026-06-01", "4–31 May 2026", "2026年5月4日至31日"),
        (Window.MONTH, "2026-05-01", "2026-05-09", "1–8 May 2026", "2026年5月1日至8日"),
        (Window.QUARTER, "2026-04-01", "2026-07-01", "2nd quarter 2026", "2026年第2季度"),
        (Window.QUARTER, "2026-05-01", "2026-07-01", "1 May – 30 Jun 2026", "2026年5月1日至6月30日"),
        (Window.YEAR, "2026-01-01", "2027-01-01", "2026", "2026年"),
    ],
)
def test_a_period_has_its_name_if_it_is_whole(
    window: Window, first: str, after: str, text: str, zh: str
) -> None:
    """Else its first and its last day."""
    zone = SETTINGS.zone
    days = midnight(date.fromisoformat(first), zone), midnight(date.fromisoformat(after), zone)
    for language, expected in (("en", text), ("zh", zh)):
        found = promise("99", HOUR, period=days, window=window, language=language).period
        assert found.text.replace("\N{THIN SPACE}", " ") == expected


def test_the_page_has_the_site_the_groups_and_the_services() -> None:
    """Groups with their own figures; services outside any group come last, without."""
    page = view()
    assert page.site
    assert page.site.name == Text("All services")
    shop, rest = page.groups
    assert shop.total
    assert (shop.total.name, shop.total.href, shop.total.since) == (
        Text("The shop"),
        "",
        Day("2026-01-02", "2 Jan 2026"),
    )
    assert [(one.name.text, one.href) for one in shop.services] == [
        ("Checkout", "/services/checkout/"),
        ("Card payments", "/services/cards/"),
    ]
    assert (rest.total, [one.name.text for one in rest.services]) == (None, ["Website"])


def test_the_page_says_whether_anything_is_promised() -> None:
    """Without promises the table needs no column for them."""
    plain = tuple(replace(one, level=None) for one in TIMELINE.services)
    assert view().promises
    assert not view(replace(TIMELINE, services=plain)).promises


def test_a_site_without_services_has_no_uptime() -> None:
    """The page stands nevertheless, for it is linked."""
    page = view(replace(TIMELINE, uptimes=None, groups=(), services=()))
    assert (page.site, page.groups) == (None, ())


def test_the_page_tells_the_weights_in_force() -> None:
    """From best to worst; planned maintenance is not counted at all."""
    site = replace(SITE, settings=replace(SETTINGS, weights=Weights(degraded=0.1, partial_outage=0.5)))
    weights = view(site=site).weights
    assert [(one.state.key, one.down) for one in weights] == [
        ("operational", "0%"),
        ("degraded", "10%"),
        ("partial-outage", "50%"),
        ("major-outage", "100%"),
        ("under-maintenance", ""),
    ]
