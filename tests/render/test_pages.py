"""The files of a site: which there are, what they depend on, and what is in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from statusgen.model.ids import note_code
from statusgen.model.output import fingerprint
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY
from statusgen.render import ThemeError
from statusgen.timeline.site_state import Timeline
from tests.render_samples import (
    INCIDENTS,
    OPEN,
    SETTINGS,
    SITE,
    TIMELINE,
    changed_summary,
    en,
    site_outputs,
    timeline_with,
)

FEEDS = [
    *("feed.json", "history.atom", "history.rss", "updates.atom", "updates.rss"),
    *(
        f"{part}/{name}"
        for part in (
            *("groups/shop", "services/cards", "services/checkout", "services/website"),
            *("severity/critical", "severity/major", "severity/minor"),
        )
        for name in ("feed.json", "updates.atom", "updates.rss")
    ),
]
YEARS = [f"services/{service}/2026/index.html" for service in ("cards", "checkout", "website")]
PAGES = [
    "search/2026.json",
    *YEARS,
    "404.html",
    "calendar.ics",
    "about/index.html",
    "badge.json",
    "badge.svg",
    "embed/index.html",
    "history/2026/04/index.html",
    "history/2026/05/index.html",
    "history/index.html",
    *(
        f"{note}/{name}"
        for note in (
            *("incidents/2026-03-30-nothing", "incidents/2026-04-29-slow", "incidents/2026-05-01-cards"),
            "maintenance/2026-05-03-move",
        )
        for name in ("event.ics", "index.html", "updates.rss")
    ),
    "incidents/2026-05-01-cards/till.png",
    *(f"incidents/cards/{name}" for name in ("event.ics", "index.html", "updates.rss")),
    "index.html",
    "learned/index.html",
    "maintenance/index.html",
    "notices/2026-04-20-hours/index.html",
    "old.html",
    *(
        f"services/{service}/{name}"
        for service in ("cards", "checkout", "website")
        for name in ("badge.json", "badge.svg", "calendar.ics", "index.html")
    ),
    "subscribe/index.html",
    "uptime/index.html",
    "widget.js",
    *FEEDS,
]
TWINS = [
    path.removesuffix("html") + "md"
    for path in PAGES
    if path.endswith("index.html") and path not in ("embed/index.html", "incidents/cards/index.html")
]
TEXTS = [*TWINS, "llms.txt"]
PAGES += TEXTS
"""Twins are made of what their pages are made of, so the tests of changes leave them out."""
ONCE = [
    ".nojekyll",
    "api/status.schema.json",
    "feeds.opml",
    "assets/icon.d4dc5666.svg",
    *(f"assets/icon-{state.key}.d4dc5666.svg" for state in ServiceState),
    "assets/icon-info.d4dc5666.svg",
    "assets/style.7c98040a.css",
    "metrics",
    "metrics.txt",
    "robots.txt",
    "_headers",
    "sitemap.xml",
]
API = [
    "api/status.json",
    "api/v2/components.json",
    "api/v2/incidents.json",
    "api/v2/incidents/unresolved.json",
    "api/v2/scheduled-maintenances.json",
    "api/v2/scheduled-maintenances/active.json",
    "api/v2/scheduled-maintenances/upcoming.json",
    "api/v2/status.json",
    "api/v2/summary.json",
    "history.json",
    *(f"incidents/{note_code(life.key)}.json" for life in INCIDENTS),
    *(f"incidents/{note_code(life.key)}.json" for life in TIMELINE.maintenances),
]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def made(path: str, timeline: Timeline = TIMELINE, **templates: bytes) -> str:
    """The text of a file, with some templates replaced."""
    return site_outputs(timeline, **templates)[path].make().decode()


def prints(timeline: Timeline) -> dict[str, str]:
    """The fingerprints of a timeline's files."""
    return {path: fingerprint(output, "1") for path, output in site_outputs(timeline).items()}


def changed(before: Timeline, after: Timeline) -> set[str]:
    """The files of the default language that must be made anew."""
    old, new = prints(before), prints(after)
    return {path for path in new if new[path] != old.get(path) and not path.startswith("zh/")} - {*TEXTS}


def test_every_address_is_there_in_every_language() -> None:
    """The default language at the root, others below their code, and some files once.

    A published address never dies: none may leave this list, unless it answers in another way.
    """
    assert sorted(site_outputs()) == sorted([*PAGES, *API, *(f"zh/{path}" for path in [*PAGES, *API]), *ONCE])


def test_what_lists_others_is_written_last() -> None:
    """Nothing links to what is not there yet."""
    late = {path for path, output in site_outputs().items() if output.late and not path.startswith("zh/")}
    assert late - {*TEXTS} == {
        "index.html",
        "embed/index.html",
        "widget.js",
        "history/index.html",
        "history/2026/04/index.html",
        "history/2026/05/index.html",
        "learned/index.html",
        "maintenance/index.html",
        "services/cards/index.html",
        "services/checkout/index.html",
        "services/website/index.html",
        "uptime/index.html",
        *FEEDS,
        *YEARS,
        "search/2026.json",
        "calendar.ics",
        "services/cards/calendar.ics",
        "services/checkout/calendar.ics",
        "services/website/calendar.ics",
        "_headers",
        "metrics",
        "metrics.txt",
        "sitemap.xml",
        "api/status.schema.json",
        *API,
    }


def test_every_file_can_be_made_twice_with_the_same_bytes() -> None:
    """Making a file leaves nothing behind that changes it or another."""
    first, second = site_outputs(), site_outputs()
    backwards = {path: second[path].make() for path in reversed(second)}
    assert {path: output.make() for path, output in first.items()} == backwards


def test_time_alone_changes_only_what_shows_it() -> None:
    """Pages of notes, months, the feed and the script stay as they are while nothing happens."""
    later = replace(TIMELINE, now=TIMELINE.now + timedelta(minutes=5))
    assert changed(TIMELINE, later) == {
        "index.html",
        "api/status.json",
        "embed/index.html",
        "metrics",
        "metrics.txt",
        "uptime/index.html",
    } | {f"services/{one.id}/index.html" for one in SITE.services}


def test_a_changed_note_changes_what_tells_of_it() -> None:
    """Its page, month and services, the home page, the history, the feed and the sitemap; no more."""
    later = INCIDENTS[0].updated + timedelta(minutes=1)
    life = changed_summary(INCIDENTS[0], impact=en("None."), updated=later)
    after = replace(TIMELINE, incidents=(life, *INCIDENTS[1:]))
    assert changed(TIMELINE, after) == {
        "index.html",
        "embed/index.html",
        "metrics",
        "metrics.txt",
        "history/index.html",
        "history/2026/05/index.html",
        f"incidents/{OPEN.id}/index.html",
        *(f"incidents/{note}/{name}" for note in (OPEN.id, "cards") for name in ("event.ics", "updates.rss")),
        "services/cards/index.html",
        "services/checkout/index.html",
        *(path for path in FEEDS if "website" not in path and "critical" not in path),
        "sitemap.xml",
        "search/2026.json",
        "services/cards/2026/index.html",
        "services/checkout/2026/index.html",
        "history.json",
        "api/status.json",
        "api/v2/summary.json",
        "api/v2/incidents.json",
        "api/v2/incidents/unresolved.json",
        f"incidents/{note_code(OPEN.key)}.json",
    }


def test_equal_timelines_have_equal_fingerprints() -> None:
    """Nothing is made again that need not be."""
    assert changed(TIMELINE, replace(TIMELINE)) == set()


@pytest.mark.parametrize(
    "site",
    [
        replace(SITE, settings=replace(SETTINGS, footer=en("New."))),
        replace(SITE, services=(replace(SITE.services[0], name=en("Till")), *SITE.services[1:])),
    ],
)
def test_what_all_pages_show_changes_all_pages(site: Site) -> None:
    """The names of services and the words of the frame stand on every page."""
    pages = {path for path in PAGES if not path.endswith(".png")} - {*TEXTS}
    assert changed(TIMELINE, replace(TIMELINE, site=site)) >= pages


def test_an_old_address_leads_to_the_new_one() -> None:
    """An alias is a page at the old address, also below a path of the host, in each language."""
    timeline = replace(TIMELINE, site=replace(SITE, settings=replace(SETTINGS, url="https://h.example/s/")))
    new = "/s/incidents/2026-05-01-cards/ https://h.example/s/incidents/2026-05-01-cards/"
    assert [made(path, timeline) for path in ("incidents/cards/index.html", "old.html")] == [new, new]
    assert made("zh/old.html", timeline).startswith("/s/zh/incidents/2026-05-01-cards/ ")


def test_the_page_for_unknown_addresses_is_not_indexed() -> None:
    """It has no canonical address."""
    template = b"[{{ head.url }}] {{ frame.home }}"
    assert site_outputs(TIMELINE, **{"404": template})["404.html"].make() == b"[] /"


def test_months_know_their_neighbours() -> None:
    """Each month links to the nearest months that have notes."""
    template = b"{{ month.previous.name if month.previous }}|{{ month.next.name if month.next }}"
    assert made("history/2026/04/index.html", month=template) == "|May 2026"
    assert made("history/2026/05/index.html", month=template) == "April 2026|"


def test_the_history_lists_years_and_months() -> None:
    """Newest first, each with the number of its notes; below them the newest month's notes."""
    template = (
        b"{% for year in history.years %}{{ year.name }}:{% for month in year.months %} {{ month.href }}"
        b" {{ month.count }}{% endfor %}{% endfor %} {{ history.latest.days[0].notes[0].id }}"
        b" {{ history.latest.previous.name }}"
    )
    expected = "2026: /history/2026/05/ 1 /history/2026/04/ 3 2026-05-01-cards April 2026"
    assert made("history/index.html", history=template) == expected


def test_an_empty_site_has_its_pages() -> None:
    """Without services and notes there is still a home page, a history and a feed."""
    site = Site(settings=replace(SETTINGS, description=EMPTY))
    timeline = timeline_with(site=site, services=())
    home = b"{{ home.overview.sentence.text }} {{ home.groups|length }}"
    assert made("index.html", timeline, home=home) == "All services are working 0"
    assert made("history/index.html", timeline, history=b"{{ history.latest is none }}") == "True"
    assert b"<channel>" in site_outputs(timeline)["updates.rss"].make()


def test_the_sitemap_names_every_page_in_every_language() -> None:
    """Each with its alternatives and the time of its last change; neither redirects nor the build's time."""
    urls = ET.fromstring(made("sitemap.xml")).findall(f"{SITEMAP}url")
    found = {url.findtext(f"{SITEMAP}loc"): url for url in urls}
    pages = [path.removesuffix("index.html") for path in PAGES if path.endswith("/index.html")]
    for unlisted in ("incidents/cards/", "embed/"):
        pages.remove(unlisted)
    assert set(found) == {
        f"https://status.northwind.example/{language}{page}"
        for page in ["", *pages]
        for language in ("", "zh/")
    }
    cards = found["https://status.northwind.example/zh/incidents/2026-05-01-cards/"]
    assert cards.findtext(f"{SITEMAP}lastmod") == "2026-05-01T07:47:00Z"
    assert [link.attrib for link in cards.findall("{http://www.w3.org/1999/xhtml}link")] == [
        {
            "rel": "alternate",
            "hreflang": language,
            "href": f"https://status.northwind.example/{prefix}incidents/2026-05-01-cards/",
        }
        for language, prefix in (("en", ""), ("zh", "zh/"))
    ]


def test_robots_find_the_sitemap() -> None:
    """Its address is absolute."""
    assert "Sitemap: https://status.northwind.example/sitemap.xml\n" in made("robots.txt")


def test_assets_and_pictures_are_published_as_they_are() -> None:
    """Byte for byte."""
    outputs = site_outputs()
    assert outputs["assets/style.7c98040a.css"].make() == b"body{}"
    assert outputs["zh/incidents/2026-05-01-cards/till.png"].make() == b"PNG"


def test_templates_ask_for_assets_by_name() -> None:
    """The answer is a link; an unknown name is a mistake of the template."""
    assert made("subscribe/index.html", subscribe=b"{{ asset('icon.svg') }}") == "/assets/icon.d4dc5666.svg"
    with pytest.raises(ThemeError, match="no asset `none`"):
        made("subscribe/index.html", subscribe=b"{{ asset('none') }}")
