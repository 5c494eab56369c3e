"""All uptime as readers see it: figures, promises, weights."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from statusgen.model.catalog import Service
from statusgen.model.settings import Weights
from statusgen.model.site import Site
from statusgen.model.targets import Target, Window
from statusgen.render.pages.uptime import service_row, uptime_view
from statusgen.render.views.services import FigureView, PromiseView, UptimeView
from statusgen.render.views.words import Day, Label, Text
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.values import Level, LevelState
from tests.render_samples import SETTINGS, SITE, TIMELINE, context, en, sample_uptimes

HOUR = timedelta(hours=1)
TODAY = date(2026, 5, 1)


def view(timeline: Timeline = TIMELINE, site: Site = SITE) -> UptimeView:
    """The uptime page of a timeline."""
    measured = tuple((one.service, one.uptimes, one.level) for one in timeline.services)
    return uptime_view(context(site=site), timeline.now, timeline.uptimes, timeline.groups, measured)


def figures(since: date, language: str = "en") -> tuple[FigureView, ...]:
    """The figures of a service on the first of May."""
    service = Service(id="till", name=en("Till"))
    return service_row(context(language), service, sample_uptimes(since), None, TODAY).figures


def promise(target: str | None, down: float | None) -> PromiseView | None:
    """What is said of a promise, when so many of 1,000 hours were down in April, which is over."""
    start, end = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    level = None
    if target is not None:
        own = Target(percent=target, window=Window.MONTH)
        allowed, used = Fraction(1000) * own.allowed, Fraction(str(down or 0))
        state = None if down is None else LevelState.KEPT if used <= allowed else LevelState.MISSED
        level = Level(own, start, end, 1000 * HOUR, allowed, used, state)
    uptimes = sample_uptimes(date(2024, 3, 2))
    return service_row(context(), Service(id="till", name=en("Till")), uptimes, level, TODAY).promise


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


def test_a_promise_is_told_with_whether_it_is_kept() -> None:
    """By the last 90 days, exactly; and never of what nobody promised or nothing is known about."""
    assert promise("99.5", 5) == PromiseView("99.5%", Label("kept", "met"))
    assert promise("99.5", 5.001) == PromiseView("99.5%", Label("missed", "missed"))
    assert promise("99.5", None) == PromiseView("99.5%", None)
    assert promise(None, 5) is None


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
