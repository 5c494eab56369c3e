"""The frame of every page: names, menu, languages, feeds; and its head for search engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from markupsafe import Markup

from statusgen.model.status import Kind
from statusgen.render import urls
from statusgen.render.context import RenderContext, asset, href, once, picture, url
from statusgen.render.headers import page_policy
from statusgen.render.localization.formatter import direction, language_name, moment
from statusgen.render.localization.labels import uptime_method
from statusgen.render.texts import localized
from statusgen.render.views.frame import (
    AppearanceView,
    FeedLink,
    Frame,
    LanguageLink,
    NextVersionView,
    PageHead,
)
from statusgen.render.views.words import Link, Text

_ICON_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}


def frame(
    context: RenderContext,
    address: str,
    now: datetime | None = None,
    next_version: NextVersionView | None = None,
    version: str = "",
) -> Frame:
    """Return the frame of the page at an address; `now` and `version` only where the page shows them."""
    has_form = address == urls.SUBSCRIBE
    return replace(
        once(context, ("frame", has_form), lambda: _common_frame(context, page_policy(context, address))),
        menu=_menu(context, address),
        languages=_languages(context, address),
        version=version,
        turn=next_version,
        text=href(context, address + urls.MARKDOWN_PAGE) if not address or address.endswith("/") else "",
        as_of=moment(context.formatter, now) if now else None,
    )


def _common_frame(context: RenderContext, policy: str) -> Frame:
    """Return the frame without what depends on the page, but for the policy."""
    settings, fmt = context.settings, context.formatter
    icon, icon_type = _icon(context)
    return Frame(
        language=context.language,
        direction=direction(fmt),
        site_name=localized(context, settings.name),
        home=href(context, ""),
        home_page=settings.home_page,
        repository=settings.repository,
        stylesheet=asset(context, "style.css"),
        theme_stylesheet=asset(context, "theme.css") if "theme.css" in context.theme.assets else "",
        look=_appearance(context),
        icon=icon,
        icon_type=icon_type,
        history=href(context, urls.HISTORY),
        contacts=tuple(Link(contact.url, localized(context, contact.label)) for contact in settings.contacts),
        footer=localized(context, settings.footer),
        feed=href(context, urls.RSS),
        feeds=tuple(FeedLink(type_, href(context, name)) for name, type_ in urls.FEEDS.items()),
        live=href(context, urls.LIVE) if context.live else "",
        subscribe=href(context, urls.SUBSCRIBE),
        uptime=href(context, urls.UPTIME),
        glossary=href(context, urls.GLOSSARY) if context.glossary_page else "",
        reports=href(context, urls.REPORTS) if settings.reports.public else "",
        learned=href(context, urls.LEARNED) if context.learned_page else "",
        planned=href(context, urls.PLANNED) if context.planned_page else "",
        uptime_method=uptime_method(fmt, settings.weights),
        policy=policy,
    )


def state_icon(context: RenderContext, key: str) -> str:
    """Return the link to the icon that shows a state, or to the site's own icon if it has one."""
    own, _ = _icon(context)
    return own if context.settings.appearance.favicon else asset(context, f"icon-{key}.svg")


def head(
    context: RenderContext, address: str, title: str, description: str = "", kind: str = "website"
) -> PageHead:
    """Return the head of a page; without a description, the site's own is used."""
    name = localized(context, context.settings.name).text
    return PageHead(
        title=f"{title} · {name}" if title else name,
        description=description or localized(context, context.settings.description).text,
        url=url(context, address),
        kind=kind,
    )


def _appearance(context: RenderContext) -> AppearanceView:
    given, overrides = context.settings.appearance, context.overrides
    return AppearanceView(
        rules=Markup(overrides.rules),  # noqa: S704 - of checked values
        paper=overrides.paper,
        dark_paper=overrides.dark_paper,
        logo=picture(context, "logo", given.logo),
        dark_logo=picture(context, "dark-logo", given.dark_logo),
        name_beside_logo=given.name_beside_logo,
    )


def _icon(context: RenderContext) -> tuple[str, str]:
    """Return the link to the icon of the browser's tab, and its media type."""
    own = context.settings.appearance.favicon
    if own is None:
        return asset(context, "icon.svg"), _ICON_TYPES[".svg"]
    return picture(context, "icon", own), _ICON_TYPES[PurePosixPath(own.name).suffix.lower()]


def _menu(context: RenderContext, address: str) -> tuple[Link, ...]:
    """Return the menu: status, history and the free pages. Months belong to the history."""
    texts = context.formatter.texts
    pages = [(urls.note_address(Kind.PAGE, id_), localized(context, title)) for id_, title in context.menu]
    entries = [("", Text(texts.gettext("Status"))), (urls.HISTORY, Text(texts.gettext("History"))), *pages]
    return tuple(
        Link(href(context, target), text, current=address == target or address.startswith(target or "\0"))
        for target, text in entries
    )


def _languages(context: RenderContext, address: str) -> tuple[LanguageLink, ...]:
    codes = context.settings.languages
    return tuple(
        LanguageLink(
            code,
            language_name(code),
            href(context, address, code),
            url(context, address, code),
            code == context.language,
        )
        for code in codes
        if len(codes) > 1
    )
