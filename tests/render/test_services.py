"""Services and the catalog as readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from statusgen.model.states import ServiceState
from statusgen.model.targets import Agreement, Target, Window
from statusgen.render.pages.service import group_views, service_page_view, service_view
from statusgen.render.views.services import AgreementView, ServiceView, TargetView
from statusgen.render.views.words import Day as DayName
from statusgen.render.views.words import Label, Text
from statusgen.timeline.history import ServiceHistory
from statusgen.timeline.planned import plan
from statusgen.timeline.site_state import ServiceSummary, by_service
from statusgen.timeline.values import Day, Uptime
from tests.render_samples import CLOSED, NOW, OPEN, SITE, TIMELINE, WITHDRAWN, context, en

SERVICES = {one.service.id: one for one in TIMELINE.services}
PLAN = plan(TIMELINE)


def view(id_: str) -> ServiceView:
    """The view of a sample service."""
    return service_view(context(), SERVICES[id_])


def with_day(day: Day) -> ServiceSummary:
    """A service with one day only, on which any sample note may have been at work."""
    months = {OPEN.id: (2026, 5), CLOSED.id: (2026, 4), WITHDRAWN.id: (2026, 4)}
    told = SERVICES["website"]
    return replace(told, days=(day,), months=months)


def test_a_service_tells_its_state_and_why() -> None:
    """The state now, and links to the notes that explain it."""
    cards = view("cards")
    assert cards.state == Label("partial-outage", "Partial outage")
    assert [(one.href, one.text.text) for one in cards.causes] == [
        ("/incidents/2026-05-01-cards/", "Some card payments are failing")
    ]
    assert [one.href for one in cards.depends_on] == ["/services/checkout/"]


def test_the_list_tells_the_uptime_of_90_days() -> None:
    """The other figures stand on the service's page."""
    assert view("cards").uptime_90_days == "99.98%"


def test_uptime_that_was_not_counted_is_left_out() -> None:
    """Without counted time there is no figure."""
    told = SERVICES["website"]
    uptimes = replace(told.uptimes, days_90=Uptime(None, timedelta(), timedelta()))
    assert service_view(context(), replace(told, uptimes=uptimes)).uptime_90_days == ""


def test_a_young_figure_says_since_when() -> None:
    """Unless the site itself is as young; its home page says so once."""
    young = replace(SERVICES["website"].uptimes, since=date(2026, 4, 30))
    services = [SERVICES["checkout"], replace(SERVICES["website"], uptimes=young)]

    shop, rest = group_views(context(), SITE.groups, services)

    assert (None, None) == (shop.since, shop.services[0].since)
    assert [DayName("2026-04-30", "30 Apr 2026")] == [one.since for one in rest.services]


def test_a_state_that_is_not_confirmed_is_named_once() -> None:
    """The figure beside it does not repeat it."""
    told = SERVICES["website"]
    uptimes = replace(told.uptimes, days_90=Uptime(None, timedelta(9), timedelta(), timedelta(1)))
    unknown = replace(told, state=ServiceState.UNCONFIRMED, uptimes=uptimes)

    assert ("", "Not confirmed") == (
        service_view(context(), unknown).uptime_90_days,
        service_view(context(), replace(unknown, state=ServiceState.OPERATIONAL)).uptime_90_days,
    )


def test_each_day_says_what_it_was() -> None:
    """Days before the first are unknown; days with trouble say how long it took."""
    unknown, well, today = view("cards").days
    assert (unknown.state.key, unknown.text) == ("unknown", "29 April 2026: No data yet")
    assert (well.text, well.href) == ("30 April 2026: Operational", "")
    assert today.text == "1 May 2026: Partial outage, 1 hour"
    assert (today.date, today.href) == ("2026-05-01", "/history/2026/05/")


def test_a_day_leads_to_the_month_that_has_its_notes() -> None:
    """A note is listed in the month of its start, which need not be that of the day."""
    day = Day(date(2026, 5, 2), ServiceState.DEGRADED, timedelta(hours=1), (CLOSED.id,))
    assert service_view(context(), with_day(day)).days[0].href == "/history/2026/04/"
    both = replace(day, notes=(OPEN.id, CLOSED.id))
    assert service_view(context(), with_day(both)).days[0].href == "/history/2026/05/"


def test_groups_come_in_order_and_the_rest_last() -> None:
    """A group is as bad as its worst service; services outside any group have one without a name."""
    shop, rest = group_views(context(), SITE.groups, tuple(SERVICES.values()))
    assert (shop.name, shop.state.key) == (Text("The shop"), "partial-outage")
    assert [one.id for one in shop.services] == ["checkout", "cards"]
    assert (rest.name, [one.id for one in rest.services]) == (Text(""), ["website"])


def test_a_group_has_one_bar_and_one_uptime() -> None:
    """Each day is as bad as at the worst of its services; those outside any group have no uptime together."""
    shop, rest = group_views(context(), SITE.groups, tuple(SERVICES.values()), TIMELINE.groups)
    assert [(one.key, one.path) for one in shop.bar.strokes] == [
        ("unknown", "M0 19h1"),
        ("operational", "M1 17.5h2"),
        ("partial-outage", "M2 12h1"),
    ]
    assert (shop.uptime_90_days, rest.uptime_90_days) == ("99.98%", "")


def test_groups_without_services_are_left_out() -> None:
    """An empty heading tells nobody anything."""
    assert group_views(context(), SITE.groups, ()) == ()


def test_a_service_page_has_its_notes_and_neighbours() -> None:
    """The group, what builds on the service, and the notes that name it."""
    page = service_page_view(
        context(),
        SERVICES["checkout"],
        SITE.groups[0],
        PLAN,
        ServiceHistory(TIMELINE.incidents[:1], (2026,)),
        NOW,
    )
    assert page.group == Text("The shop")
    assert [one.text.text for one in page.used_by] == ["Card payments"]
    assert [one.id for one in page.notes] == [OPEN.id]
    assert [one.href for one in page.years] == ["/services/checkout/2026/"]
    assert page.search == "/history/?service=checkout"


def test_a_service_page_has_its_uptime_and_its_days() -> None:
    """All four figures, the promise, and the days in runs."""
    page = service_page_view(context(), SERVICES["checkout"], SITE.groups[0], PLAN, ServiceHistory(), NOW)
    assert [one.text for one in page.uptime.figures] == ["100%", "99.98%", "99.50%", "99.00%"]
    assert page.uptime.promise
    assert page.uptime.promise.text == "99.5%"
    assert [one.days.text for one in page.days] == ["1 May 2026", "30 Apr 2026", "29 Apr 2026"]


def test_a_service_page_has_the_targets_that_changed_and_the_contract() -> None:
    """The newest first; a single one that always held is nothing more to say."""
    plain = SERVICES["checkout"]
    targets = (
        Target(percent="99", window=Window.MONTH, until=date(2026, 3, 31)),
        Target(percent="99.5", since=date(2026, 4, 1)),
    )
    agreement = Agreement(en("You get a tenth back."), "https://example.org/terms")
    changed = replace(plain, service=replace(plain.service, targets=targets, agreement=agreement))
    pages = [
        service_page_view(context(), one, SITE.groups[0], PLAN, ServiceHistory(), NOW)
        for one in (plain, changed)
    ]
    assert [(page.targets, page.agreement) for page in pages] == [
        ((), None),
        (
            (
                TargetView("99.5%", "Last 90 days", DayName("2026-04-01", "1 Apr 2026"), None),
                TargetView("99%", "Each month", None, DayName("2026-03-31", "31 Mar 2026")),
            ),
            AgreementView(Text("You get a tenth back."), "https://example.org/terms"),
        ),
    ]


def test_notes_of_a_service_are_open_ones_and_the_newest() -> None:
    """Open ones come first and are never cut off."""
    closed, open_ = TIMELINE.incidents[1], TIMELINE.incidents[0]
    stories = (closed, closed, closed, replace(open_, states={"website": ServiceState.DEGRADED}))
    found = by_service(stories, most=2)["website"]
    assert [one.id for one in found] == [OPEN.id, CLOSED.id, CLOSED.id]
