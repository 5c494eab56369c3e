"""Files that a site has once for all languages: sitemap, robots.txt, pictures, assets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from statusgen.model.output import Output
from statusgen.model.status import Kind
from statusgen.render import urls
from statusgen.render.context import RenderContext, url
from statusgen.render.theme.load import Theme, asset_path
from statusgen.render.theme.overrides import picture_files
from statusgen.timeline.history import History
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.series import by_series
from statusgen.timeline.site_state import Month, Timeline

_MOST_ADDRESSES = 50_000
"""The limit of a sitemap. The oldest notes, which are last, are left out: the history links to them."""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
{}
</urlset>
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An address for search engines, and the last change of its words; None if unknown."""

    address: str
    changed: datetime | None = None


def site_files(
    contexts: Sequence[RenderContext], timeline: Timeline, history: History, reports: Sequence[Month]
) -> Iterator[Output]:
    """Yield all of them; the first context is that of the default language.

    `reports` are the months that are over and have one.
    """
    default = contexts[0]
    yield Output(
        "sitemap.xml",
        _make_sitemap,
        (tuple(contexts), indexed_addresses(default, timeline, history, reports)),
        late=True,
    )
    yield Output("robots.txt", _make_robots, (default.settings.url,))
    yield Output(".nojekyll", bytes, ())  # GitHub Pages would leave out names that begin with `_` and `.`
    yield from picture_files(timeline.site.settings.appearance)
    for name in default.theme.assets:
        yield Output(asset_path(default.theme, name), _make_asset, (default.theme, name))


def indexed_addresses(
    context: RenderContext, timeline: Timeline, history: History, reports: Sequence[Month]
) -> tuple[Indexed, ...]:
    """Return the addresses of all pages of a language, notes last, newest first."""
    site, now = timeline.site, timeline.now
    notes = sorted(timeline.notes, key=lambda note: note.updated, reverse=True)
    years = [year for of_service in history.years.values() for year in of_service]
    last = _last_change(notes, now)
    return (
        Indexed("", last),
        *(Indexed(urls.service_address(service.id)) for service in site.services),
        Indexed(urls.HISTORY, last),
        Indexed(urls.SUBSCRIBE),
        Indexed(urls.UPTIME),
        *((Indexed(urls.GLOSSARY),) if context.glossary_page else ()),
        *((Indexed(urls.REPORTS),) if context.reports_page else ()),
        *(Indexed(urls.report_address(month)) for month in reports),
        *((Indexed(urls.LEARNED),) if context.learned_page else ()),
        *((Indexed(urls.PLANNED),) if context.planned_page else ()),
        *(Indexed(urls.note_address(Kind.PAGE, page.id)) for page in site.pages),
        *(Indexed(urls.month_address(one.month), _last_change(one.notes, now)) for one in history.months),
        *(
            Indexed(urls.service_year_address(one.service, one.year), _last_change(one.notes, now))
            for one in years
        ),
        *(
            Indexed(urls.note_address(Kind.MAINTENANCE, series), _last_change(of_series, now))
            for series, of_series in by_series(timeline.maintenances).items()
        ),
        *(Indexed(urls.note_address(one.kind, one.id), _last_change([one], now)) for one in notes),
    )


def _last_change(notes: Iterable[NoteSummary], now: datetime) -> datetime | None:
    """Return the last change up to `now`; None if there is none, as of work that was never announced."""
    return max((note.modified for note in notes if note.modified <= now), default=None)


def _make_sitemap(contexts: Sequence[RenderContext], indexed: Iterable[Indexed]) -> bytes:
    entries = [_entry(context, contexts, one) for one in indexed for context in contexts]
    return _SITEMAP.format("\n".join(entries[:_MOST_ADDRESSES])).encode()


def _entry(context: RenderContext, contexts: Sequence[RenderContext], one: Indexed) -> str:
    changed = f"<lastmod>{one.changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if one.changed else ""
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other.language}" href="{escape(url(other, one.address))}"/>'
        for other in contexts
        if len(contexts) > 1
    )
    return f"<url><loc>{escape(url(context, one.address))}</loc>{changed}{alternates}</url>"


def _make_robots(address: str) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()


def _make_asset(theme: Theme, name: str) -> bytes:
    return theme.assets[name]
