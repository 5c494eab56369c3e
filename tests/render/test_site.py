"""The home page, the history, and what surrounds all pages."""

from __future__ import annotations

from dataclasses import replace

from statusgen.model.notes import Maintenance, Page
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.render.frame import frame, head
from statusgen.render.pages.home import home_view
from statusgen.render.views.frame import PageHead
from statusgen.render.views.site import HomeView
from statusgen.render.views.words import Label, Text
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline
from tests.render_samples import (
    ABOUT,
    CLOSED,
    INCIDENTS,
    NOTICE,
    NOW,
    OPEN,
    PLANNED,
    SERVICES,
    SETTINGS,
    SITE,
    TIMELINE,
    at,
    context,
    en,
    incident_summary,
    maintenance_summary,
    service_summary,
)


def home(timeline: Timeline = TIMELINE, language: str = "en") -> HomeView:
    """The home page of a timeline."""
    return home_view(context(language), timeline, timeline.site.groups)


def with_notes(*incidents: NoteSummary, maintenances: tuple[NoteSummary, ...] = ()) -> Timeline:
    """The sample timeline with other notes, and all services well."""
    well = tuple(service_summary(service, ServiceState.OPERATIONAL) for service in SERVICES)
    operational = ServiceState.OPERATIONAL
    return replace(TIMELINE, incidents=incidents, maintenances=maintenances, services=well, state=operational)


def moved(status: Status, starts: str, ends: str) -> NoteSummary:
    """The sample maintenance at another time."""
    note: Maintenance = replace(PLANNED, id=f"move-{starts[:10]}", starts=at(starts), ends=at(ends))
    return maintenance_summary(note, status)


def test_the_banner_tells_the_open_incident() -> None:
    """One open incident is the news; how many services it affects comes with it."""
    overview = home().overview
    assert overview.sentence == Text("Some card payments are failing")
    assert (overview.state.key, overview.detail) == ("partial-outage", "2 of 3 services are affected")


def test_the_banner_tells_the_worst_of_several() -> None:
    """The worst incident gives the sentence, the others are counted."""
    worse = replace(OPEN, id="worse", title=en("Nothing works"))
    overview = home(
        with_notes(INCIDENTS[0], incident_summary(worse, Status.INVESTIGATING, Severity.CRITICAL))
    ).overview
    assert overview.sentence == Text("Nothing works, and 1 more")


def test_the_banner_tells_planned_work() -> None:
    """Without an incident, work going on is the news."""
    active = moved(Status.IN_PROGRESS, "2026-05-01 09:00", "2026-05-01 12:00")
    overview = home(with_notes(maintenances=(active,)), "zh").overview
    assert overview.sentence == Text("Maintenance in progress: 我们迁移到新机器")


def test_the_banner_says_that_all_is_well() -> None:
    """Without either, and without any affected service."""
    overview = home(with_notes(INCIDENTS[1])).overview
    assert (overview.sentence, overview.detail) == (Text("All services are working"), "")
    assert overview.state.key == "operational"


def test_the_banner_does_not_say_so_while_something_is_open() -> None:
    """Neither with an incident that affects no service, nor with work that does not."""
    working = maintenance_summary(PLANNED, Status.IN_PROGRESS)

    states = [
        home(one).overview.state for one in (with_notes(*INCIDENTS), with_notes(maintenances=(working,)))
    ]

    assert [
        Label("info", "An incident is open"),
        Label("under-maintenance", "Maintenance in progress"),
    ] == states


def test_the_banner_marks_a_title_in_another_language() -> None:
    """What is not translated says in which language it is."""
    life = incident_summary(replace(OPEN, title=en("Only English")), Status.IDENTIFIED, Severity.MAJOR)
    assert home(with_notes(life), "zh").overview.sentence == Text("Only English", "en")


def test_the_home_page_has_what_is_going_on_and_to_come() -> None:
    """Open incidents worst first, work going on, work to come next first, and standing notices."""
    minor = incident_summary(replace(OPEN, id="minor"), Status.MONITORING, Severity.MINOR)
    later = moved(Status.SCHEDULED, "2026-05-09 20:00", "2026-05-09 22:00")
    sooner = moved(Status.SCHEDULED, "2026-05-03 20:00", "2026-05-03 22:00")
    active = moved(Status.VERIFYING, "2026-05-01 08:00", "2026-05-01 11:00")
    page = home(with_notes(minor, *INCIDENTS, maintenances=(later, sooner, active)))
    assert [one.id for one in page.incidents] == [OPEN.id, "minor"]
    assert [one.id for one in page.active] == ["move-2026-05-01"]
    assert [one.id for one in page.planned] == ["move-2026-05-03", "move-2026-05-09"]
    assert [one.id for one in page.notices] == [NOTICE.id]


def test_recent_days_tell_what_is_over() -> None:
    """Each of the last days is there, today first; a note stands on the day on which it was over."""
    days = [(one.day.iso[:10], [note.id for note in one.notes]) for one in home().recent]
    assert days == [("2026-05-01", []), ("2026-04-30", []), ("2026-04-29", [CLOSED.id])]


def test_a_cancelled_maintenance_is_told_on_the_day_of_the_news() -> None:
    """Its window may lie far ahead; what readers must hear is that it will not take place."""
    life = maintenance_summary(PLANNED, Status.CANCELLED, updated=at("2026-04-30 08:00"))
    page = home(with_notes(maintenances=(life,)))
    assert [len(day.notes) for day in page.recent] == [0, 1, 0]
    assert page.planned == ()


def test_the_frame_shows_the_time_only_where_asked() -> None:
    """Pages that do not show the instant stay the same as time passes."""
    still, live = frame(context(), ""), frame(context(), "", NOW)
    assert still.as_of is None
    assert live.as_of is not None
    assert live.as_of.time == "12:00 CEST"


def test_the_menu_has_the_free_pages_in_their_order() -> None:
    """Status and history come first; pages kept out of the menu are not in it."""
    pages = (ABOUT, Page(id="a", title=en("A"), order=5), Page(id="b", title=en("B"), menu=False))
    menu = frame(context("zh", replace(SITE, pages=pages)), "history/2026/05/").menu
    assert [(one.href, one.text.text, one.current) for one in menu] == [
        ("/zh/", "Status", False),
        ("/zh/history/", "History", True),
        ("/zh/a/", "A", False),
        ("/zh/about/", "About this site", False),
    ]


def test_each_page_links_to_itself_in_other_languages() -> None:
    """The default language has no prefix."""
    links = frame(context("zh"), "history/").languages
    assert [(one.code, one.href, one.current) for one in links] == [
        ("en", "/history/", False),
        ("zh", "/zh/history/", True),
    ]
    assert links[0].url == "https://status.northwind.example/history/"


def test_a_site_in_one_language_has_no_language_links() -> None:
    """There is nothing to choose."""
    site = replace(SITE, settings=replace(SETTINGS, languages=("en",)))
    assert frame(context("en", site), "").languages == ()


def test_links_follow_the_path_of_the_sites_address() -> None:
    """A site may live below a path of its host."""
    settings: Settings = replace(SETTINGS, url="https://northwind.example/status/")
    found = frame(context("zh", replace(SITE, settings=settings)), "")
    assert (found.home, found.feed) == ("/status/zh/", "/status/zh/updates.rss")
    assert found.stylesheet == "/status/assets/style.7c98040a.css"
    assert found.languages[0].url == "https://northwind.example/status/"


def test_a_head_names_page_and_site() -> None:
    """Without words of its own, a page is described as the site is."""
    assert head(context(), "history/", "History") == PageHead(
        title="History · Northwind Status",
        description="What works & what does not.",
        url="https://status.northwind.example/history/",
    )
    nameless = replace(SITE, settings=replace(SETTINGS, description=LocalText()))
    assert head(context("en", nameless), "", "") == PageHead(
        title="Northwind Status", description="", url="https://status.northwind.example/"
    )
