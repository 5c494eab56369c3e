"""A small organisation at one instant, built by hand, and a theme of a few lines to show it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from types import MappingProxyType
from zoneinfo import ZoneInfo

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import AffectedService, Incident, Maintenance, Notice, Page, Update
from statusgen.model.output import Output, outputs_of
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.targets import Target
from statusgen.model.text import LocalText, Picture
from statusgen.model.themes import Themes
from statusgen.render import Theme, load_theme, render_site
from statusgen.render.context import RenderContext, contexts
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import state_facts
from statusgen.timeline.forecast import forecast
from statusgen.timeline.note_summary import NoteSummary, summarize
from statusgen.timeline.services import with_notes
from statusgen.timeline.site_state import ServiceSummary, Timeline
from statusgen.timeline.values import Day, GroupUptime, Level, LevelState, Uptime, Uptimes
from tests.sites import update_id

NOW = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    """An instant in UTC: `2026-05-01 09:20`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def en(words: str, zh: str = "") -> LocalText:
    """A text in English and, if given, in Chinese."""
    return LocalText((("en", words), ("zh", zh)) if zh else (("en", words),))


def update(status: Status, when: str, body: str = "", **facts: object) -> Update:
    """An update in English."""
    posted = at(when)
    plain = Update(status=status, at=posted, body=en(body) if body else LocalText(), id=update_id(posted))
    return replace(plain, **facts)  # type: ignore[arg-type]


SETTINGS = Settings(
    name=en("Northwind Status", "北风状态"),
    url="https://status.northwind.example/",
    id="northwind",
    zone=ZoneInfo("Europe/Berlin"),
    languages=("en", "zh"),
    description=en("What works & what does not."),
    recent_days=3,
)

SERVICES = (
    Service(
        id="checkout",
        name=en("Checkout", "结账"),
        description=en("Paying."),
        group="shop",
        targets=(Target(percent="99.5"),),
    ),
    Service(
        id="cards", name=en("Card payments"), group="shop", depends_on=("checkout",), since=date(2026, 1, 2)
    ),
    Service(id="website", name=en("Website")),
)

OPEN = Incident(
    id="2026-05-01-cards",
    title=en("Some card payments are failing", "部分卡支付失败"),
    services=(AffectedService("cards", ServiceState.PARTIAL_OUTAGE),),
    impact=en("One in five payments is declined."),
    workaround=en("Pay by bank transfer."),
    started=at("2026-05-01 07:10"),
    updates=(
        update(
            Status.INVESTIGATING,
            "2026-05-01 07:20",
            "We are **looking**. See ![the till](till.png).",
            next_update=at("2026-05-01 07:50"),
        ),
        update(
            Status.IDENTIFIED,
            "2026-05-01 07:47",
            "Found it.",
            services=(AffectedService("checkout", ServiceState.DEGRADED),),
            impact=en("One in ten payments is declined."),
        ),
    ),
    pictures=(Picture("till.png", b"PNG", "f00d"),),
    aliases=("/incidents/cards/", "/old.html"),
)

CLOSED = Incident(
    id="2026-04-29-slow",
    title=en("Pages are slow"),
    services=(AffectedService("website", ServiceState.DEGRADED),),
    started=at("2026-04-29 08:00"),
    updates=(
        update(Status.INVESTIGATING, "2026-04-29 08:10", "Looking."),
        update(Status.RESOLVED, "2026-04-29 10:00", "All *well*.", since=at("2026-04-29 09:52")),
        update(Status.POSTMORTEM, "2026-05-01 08:00", "## Why\n\nA cable."),
    ),
)

WITHDRAWN = Incident(
    id="2026-03-30-nothing",
    title=en("Nothing was wrong"),
    withdrawn=en("Posted by mistake."),
    started=at("2026-03-31 22:30"),
    updates=(update(Status.INVESTIGATING, "2026-03-31 22:30", "Looking."),),
)

PLANNED = Maintenance(
    id="2026-05-03-move",
    title=en("We move to new machines", "我们迁移到新机器"),
    intro=en("Everything stays as it is."),
    services=(AffectedService("website", ServiceState.UNDER_MAINTENANCE),),
    starts=at("2026-05-03 20:00"),
    ends=at("2026-05-03 22:00"),
    announced=at("2026-04-30 09:00"),
)

NOTICE = Notice(
    id="2026-04-20-hours",
    title=en("Summer hours"),
    intro=en("Shorter in July."),
    published=at("2026-04-20 06:00"),
)

ABOUT = Page(id="about", title=en("About this site"), intro=en("# About\n\nWe."))

SITE = Site(
    settings=SETTINGS,
    groups=(Group(id="shop", name=en("The shop")),),
    services=SERVICES,
    incidents=(OPEN, CLOSED, WITHDRAWN),
    maintenances=(PLANNED,),
    notices=(NOTICE,),
    pages=(ABOUT,),
)


def incident_summary(note: Incident, status: Status, severity: Severity, **facts: object) -> NoteSummary:
    """The summary of an incident, with other values than those that follow from its updates."""
    is_open = status is not Status.RESOLVED and not note.withdrawn
    return changed_summary(summarize(note, NOW), status=status, severity=severity, open=is_open, **facts)


def maintenance_summary(note: Maintenance, status: Status, **facts: object) -> NoteSummary:
    """The summary of a maintenance, with other values than those that follow from its updates."""
    is_open = status not in {Status.COMPLETED, Status.CANCELLED} and not note.withdrawn
    return changed_summary(summarize(note, NOW), status=status, open=is_open, **facts)


def changed_summary(summary: NoteSummary, **facts: object) -> NoteSummary:
    """The summary with other facts, and the digest of these."""
    changed = replace(summary, **facts)  # type: ignore[arg-type]
    return replace(changed, digest=digest(*state_facts(changed.note, changed)))


def sample_uptimes(since: date) -> Uptimes:
    """Each window with a figure of its own."""
    hour = timedelta(hours=1)
    return Uptimes(
        since,
        days_30=Uptime(1.0, 720 * hour, timedelta()),
        days_90=Uptime(0.99987, 720 * hour, 0.0936 * hour),
        days_365=Uptime(0.995, 720 * hour, 3.6 * hour),
        all=Uptime(0.99, 720 * hour, 7.2 * hour),
    )


def sample_level(target: Target) -> Level:
    """The level of a target of 90 days; an hour of them was down."""
    end, microsecond = NOW, timedelta(microseconds=1)
    start = at("2026-01-31 23:00")
    allowed, used = (end - start) // microsecond * target.allowed, Fraction(timedelta(hours=1) // microsecond)
    state = LevelState.MET if used <= allowed else LevelState.MISSED
    return Level(target, start, end, end - start, allowed, used, state)


def service_summary(service: Service, state: ServiceState, *causes: str) -> ServiceSummary:
    """A service with three days: unknown, well, and today."""
    hour = timedelta(hours=1)
    days = (
        Day(date(2026, 4, 29), None, timedelta()),
        Day(date(2026, 4, 30), ServiceState.OPERATIONAL, timedelta()),
        Day(date(2026, 5, 1), state, hour if causes else timedelta(), causes),
    )
    return ServiceSummary(
        service=service,
        state=state,
        causes=causes,
        intervals=(),
        days=days,
        retired=False,
        uptimes=sample_uptimes(service.since or date(2026, 1, 31)),
        level=sample_level(service.targets[-1]) if service.targets else None,
    )


INCIDENTS = (
    incident_summary(
        OPEN,
        Status.IDENTIFIED,
        Severity.MAJOR,
        impact=en("One in ten payments is declined."),
        states={"cards": ServiceState.PARTIAL_OUTAGE, "checkout": ServiceState.DEGRADED},
        next_update=at("2026-05-01 09:30"),
        overdue=True,
    ),
    incident_summary(CLOSED, Status.RESOLVED, Severity.MINOR, ends=at("2026-04-29 09:52")),
    incident_summary(WITHDRAWN, Status.INVESTIGATING, Severity.MINOR),
)

TIMELINE = Timeline(
    now=NOW,
    site=SITE,
    incidents=INCIDENTS,
    maintenances=(maintenance_summary(PLANNED, Status.SCHEDULED),),
    notices=(summarize(NOTICE, NOW),),
    problems=(),
    services=tuple(
        with_notes(one, {summary.key: summary for summary in INCIDENTS}, NOW, SETTINGS.zone)
        for one in (
            service_summary(SERVICES[0], ServiceState.DEGRADED, OPEN.key),
            service_summary(SERVICES[1], ServiceState.PARTIAL_OUTAGE, OPEN.key),
            service_summary(SERVICES[2], ServiceState.OPERATIONAL),
        )
    ),
    groups=(GroupUptime(SITE.groups[0], sample_uptimes(date(2026, 1, 2))),),
    uptimes=sample_uptimes(date(2026, 1, 2)),
    state=ServiceState.PARTIAL_OUTAGE,
    incomplete=False,
    next_change=at("2026-05-01 22:00"),
)


def timeline_with(*notes: NoteSummary, **facts: object) -> Timeline:
    """The timeline of this file with these notes alone."""
    return replace(
        TIMELINE,
        incidents=tuple(one for one in notes if one.kind is Kind.INCIDENT),
        maintenances=tuple(one for one in notes if one.kind is Kind.MAINTENANCE),
        problems=(),
        notices=tuple(one for one in notes if one.kind is Kind.NOTICE),
        **facts,  # type: ignore[arg-type]
    )


THEME: Mapping[str, bytes] = MappingProxyType(
    {
        "templates/base.html": b"<html lang={{ frame.language }}>{% block body %}{% endblock %}</html>",
        "templates/home.html": b"{{ home.overview.sentence.text }} {{ frame.as_of.text }}",
        "templates/note.html": (
            b"{% extends 'base.html' %}{% block body %}{{ note.title.text }}"
            b"{% for one in note.updates %} {{ one.body.html }}{% endfor %}{% endblock %}"
        ),
        "templates/service.html": b"{{ page.service.name.text }} {{ page.notes|length }}",
        "templates/history.html": b"{{ history.years|length }} {{ history.latest.name }}",
        "templates/month.html": (
            b"{{ month.name }}{% for day in month.days %}"
            b"{% for note in day.notes %} {{ note.id }}{% endfor %}{% endfor %}"
        ),
        "templates/service_year.html": b"{{ page.year }}",
        "templates/subscribe.html": b"{{ subscribe.site.rss }}",
        "templates/problem.html": b"{{ note.title.text }} {{ note.updates|length }}",
        "templates/planned.html": b"{{ planned.months|length }} {{ planned.later|length }}",
        "templates/learned.html": b"{{ learned.postmortems|length }} {{ learned.actions|length }}",
        "templates/uptime.html": b"{{ uptime.zone }} {{ uptime.site.figures[1].text }}",
        "templates/page.html": b"{{ page.title.text }} {{ page.body.html }} {{ frame.menu|length }}",
        "templates/404.html": b"{% trans %}Nothing here{% endtrans %}",
        "templates/redirect.html": b"{{ target }} {{ head.url }}",
        "templates/embed.html": b"{{ embed.state.key }} {{ embed.incidents|length }} {{ frame.as_of.text }}",
        "templates/widget.js": b"{{ widget|tojson }}",
        **{
            f"templates/text/{name}.md": b"{{ md(head.title) }}"
            for name in (
                *(
                    "home",
                    "note",
                    "service",
                    "service_year",
                    "history",
                    "month",
                    "uptime",
                    "subscribe",
                    "page",
                    "learned",
                    "planned",
                    "problem",
                ),
            )
        },
        "templates/text/llms.txt": b"{{ md(home.overview.sentence.text) }}",
        "assets/style.css": b"body{}",
        "assets/icon.svg": b"<svg/>",
        **{f"assets/icon-{state.key}.svg": b"<svg/>" for state in ServiceState},
        "assets/icon-info.svg": b"<svg/>",
        "translations/zh.po": 'msgid "Nothing here"\nmsgstr "这里什么也没有"\n'.encode(),
    }
)


def theme(languages: tuple[str, ...] = ("en", "zh"), **changed: bytes) -> Theme:
    """The theme of this file, with templates replaced by name: `home=b"…"`."""
    files = {**THEME, **{f"templates/{name}.html": data for name, data in changed.items()}}
    loaded = load_theme(Themes({"default": files}), "default", languages)
    assert loaded.theme is not None, loaded.problems
    return loaded.theme


def context(language: str = "en", site: Site = SITE) -> RenderContext:
    """The sample site in a language."""
    found = {one.language: one for one in contexts(site, theme(site.settings.languages))}
    return found[language]


def site_outputs(timeline: Timeline = TIMELINE, **changed: bytes) -> dict[str, Output]:
    """The outputs of a timeline by path."""
    used = theme(timeline.site.settings.languages, **changed)
    return {output.path: output for output in rendered(timeline, used)}


def rendered(timeline: Timeline, theme: Theme, *, live: bool = False) -> tuple[Output, ...]:
    """All outputs of a timeline."""
    parts = render_site((timeline, *(forecast(timeline) if live else ())), theme, live=live)
    return tuple(output for part in parts for output in outputs_of(part))
