"""The site in one language: what its pages share, their addresses, and the organisation's words in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import is_
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from statusgen.markdown import (
    Glossary,
    Names,
    Place,
    Renderer,
    html_to_text,
    make_glossary,
    new_renderer,
    outline,
    plain_text,
    render_markdown,
    resolve_address,
    shorten_lines,
    with_headings,
    with_links,
)
from statusgen.model.catalog import FormerName, Service, name_on
from statusgen.model.notes import Page
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.text import LocalText, Picture, pick
from statusgen.render.localization.formatter import Formatter, formatter
from statusgen.render.theme.load import Theme, asset_path, asset_text
from statusgen.render.theme.overrides import ThemeOverrides, look, picture_path
from statusgen.render.urls import GLOSSARY, REPORTS, service_address
from statusgen.render.views.words import HeadingLink, Link, RichText, Text
from statusgen.timeline.calendar import day_at

T = TypeVar("T")

FEWEST_HEADINGS = 3
"""With fewer, a table of contents would say nothing new."""


class Format(StrEnum):
    """What becomes of a page."""

    PAGE = "page"
    """HTML."""
    TEXT = "text"
    """Its twin in Markdown, for terminals, programs and bad lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """What all pages in one language share. In a `repr`, `digest` stands for all of it."""

    digest: str
    settings: Settings = field(repr=False)
    root: str = field(repr=False)
    """The site's root on its host: `/` or `/status/`."""
    theme: Theme = field(repr=False)
    words: Formatter = field(repr=False)
    services: Mapping[str, Service] = field(repr=False)
    """By id, in the order of the catalog."""
    menu: tuple[tuple[str, LocalText], ...] = field(repr=False)
    """Ids and titles of the free pages in the menu."""
    renderer: Renderer = field(repr=False)
    form: Format = Format.PAGE
    live: bool = field(repr=False)
    """Whether a script keeps open pages true."""
    look: ThemeOverrides = field(repr=False)
    glossary: Glossary = field(repr=False)
    """The terms that pages explain, in this language."""
    glossary_page: bool = field(repr=False)
    """Whether there is a page of all terms: not where a free page has its address."""
    reports_page: bool = field(repr=False)
    """Whether there is a public report of communication: not where a free page has its address."""
    shared: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)
    """What many outputs in all languages need and one of them has made: by what it is, in which language."""

    @property
    def language(self) -> str:
        """Its language code."""
        return self.words.language


def contexts(site: Site, theme: Theme, *, live: bool = True) -> tuple[RenderContext, ...]:
    """The site in each of its languages, the default first."""
    renderer = new_renderer()
    settings = site.settings
    look_ = look(theme, settings.appearance)
    menu = tuple((page.id, page.title) for page in _menu_pages(site))
    shared = dict[tuple[object, ...], Any]()
    glossary_page = _has_glossary_page(site)
    reports_page = settings.reports_public and _is_free(site, REPORTS)
    facts = repr((settings, theme, site.services, site.glossary, menu, glossary_page, reports_page, live))
    return tuple(
        RenderContext(
            digest=hashlib.sha256(f"{language} {facts}".encode()).hexdigest()[:16],
            settings=settings,
            root=urlsplit(settings.url).path or "/",
            theme=theme,
            words=formatter(language, settings.zone, theme.texts[language]),
            services={service.id: service for service in site.services},
            menu=menu,
            renderer=renderer,
            live=live,
            look=look_,
            glossary=_glossary(site, language),
            glossary_page=glossary_page,
            reports_page=reports_page,
            shared=shared,
        )
        for language in settings.languages
    )


def _glossary(site: Site, language: str) -> Glossary:
    """The terms that are written in a language, with their meanings in it."""
    own = ((dict(one.term.variants), dict(one.meaning.variants), one.also) for one in site.glossary)
    return make_glossary(
        (names[language], meanings[language], also)
        for names, meanings, also in own
        if language in names and language in meanings
    )


def _has_glossary_page(site: Site) -> bool:
    written = (set(dict(one.term.variants)) & set(dict(one.meaning.variants)) for one in site.glossary)
    languages = set(site.settings.languages)
    complete = languages <= set().union(*written)
    return complete and _is_free(site, GLOSSARY)


def _is_free(site: Site, address: str) -> bool:
    """Return whether no free page of the site has the address."""
    return address.rstrip("/") not in {page.id.casefold() for page in site.pages}


def _menu_pages(site: Site) -> list[Page]:
    return sorted((page for page in site.pages if page.menu), key=lambda page: (page.order, page.id))


def output_path(context: RenderContext, address: str) -> str:
    """Where the file of an address lies in the output folder: `zh/history/index.html`."""
    path = _prefix(context, context.language) + address
    return f"{path}index.html" if not path or path.endswith("/") else path


def href(context: RenderContext, address: str, language: str | None = None) -> str:
    """The link to an address, from the root of the host: `/status/zh/history/`."""
    return f"{root(context)}{_prefix(context, language or context.language)}{_quoted(address)}"


def url(context: RenderContext, address: str, language: str | None = None) -> str:
    """The absolute address."""
    return f"{context.settings.url}{_prefix(context, language or context.language)}{_quoted(address)}"


def once(context: RenderContext, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What many outputs need, made for the first of them; see `Edition.shared`."""
    if key not in context.shared:
        context.shared[key] = make()
    made: T = context.shared[key]
    return made


def last(context: RenderContext, name: str, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
    """What was made last under that name, if it was made of the very same objects."""
    held: tuple[tuple[object, ...], T] | None = context.shared.get((name,))
    if held is None or len(held[0]) != len(inputs) or not all(map(is_, held[0], inputs)):
        held = context.shared[(name,)] = inputs, make()
    return held[1]


def root(context: RenderContext) -> str:
    """The site's root on its host: `/` or `/status/`."""
    return context.root


def asset(context: RenderContext, name: str) -> str:
    """The link to an asset of the theme. Raises `LookupError` if there is none of that name."""
    return root(context) + asset_path(context.theme, name)


def picture(context: RenderContext, role: str, file: Picture | None) -> str:
    """The link to a picture of the site, such as its `logo`; empty without one."""
    return root(context) + picture_path(role, file) if file else ""


def inlined(context: RenderContext, name: str) -> Markup:
    """The text of a style sheet of the theme, to be all that stands in a `<style>`. Raises `LookupError`.

    The pages' policy lets in just these texts, see `inline_styles`: not even a space may stand beside it.
    """
    return Markup(asset_text(context.theme, name))  # noqa: S704 - the theme's own


def asset_tools(context: RenderContext) -> dict[str, Callable[[str], str]]:
    """Return what every template can call: `asset` and `inlined`, see docs/themes.md.

    They are functions, since the `args` of a `partial` would give the context to untrusted templates.
    """
    return {"asset": lambda name: asset(context, name), "inlined": lambda name: inlined(context, name)}


def inline_styles(context: RenderContext) -> tuple[str, ...]:
    """All that may stand in a `<style>` of a page: whatever `inlined` gives to templates."""
    names = (name for name in context.theme.assets if name.endswith(".css"))
    given = (asset_text(context.theme, name) for name in names)
    return tuple(style for style in (*given, context.look.rules) if style)


def said(context: RenderContext, text: LocalText) -> Text:
    """Plain words of the organisation, in the edition's language if there are any in it."""
    words, language = pick(text, context.language)
    return Text(words, "" if language == context.language else language)


def prose(
    context: RenderContext, text: LocalText, address: str, *, top_heading: int, ids: str = ""
) -> RichText:
    """Markdown of the organisation, for the page at an address.

    `ids` is what the ids in it begin with, one for each of the texts that the page has. Without it, as
    where texts of several notes meet on a page, it has none.
    """
    words, language = pick(text, context.language)
    if not words:
        return RichText(Markup())
    names = once(context, ("names", context.language), lambda: _names(context))
    place = Place(href(context, address), context.root, ids, names)
    html = render_markdown(context.renderer, words, place, top_heading=top_heading)
    headings = tuple(HeadingLink(f"#{quote(id_, safe='~:')}", words) for id_, words in outline(html))
    return RichText(
        Markup(html),  # noqa: S704 - sanitised
        "" if language == context.language else language,
        headings if len(headings) >= FEWEST_HEADINGS else (),
        _source(context, words, address, top_heading),
    )


def _source(context: RenderContext, words: str, address: str, top_heading: int) -> str:
    place = Place(url(context, address), context.settings.url)
    return with_headings(with_links(words, lambda link: resolve_address(link, place)), top_heading)


def _names(context: RenderContext) -> Names:
    texts = context.words.texts
    return Names(
        texts.gettext("Table: %(name)s"), texts.gettext("Code: %(name)s"), texts.gettext("Back to the text")
    )


def feed_prose(context: RenderContext, text: LocalText, address: str) -> str:
    """Markdown of the organisation for outside the site: HTML with absolute links."""
    words, _ = pick(text, context.language)
    place = Place(url(context, address), context.settings.url, names=None)
    return render_markdown(context.renderer, words, place, top_heading=3)


def plain(context: RenderContext, text: LocalText, limit: int) -> Text:
    """Markdown of the organisation as one line without markup, of at most `limit` characters."""
    words, language = pick(text, context.language)
    line = plain_text(context.renderer, words, limit)
    return Text(line, "" if language == context.language else language)


def plain_lines(context: RenderContext, text: LocalText, address: str, limit: int) -> str:
    """Markdown of the organisation as plain text that keeps its structure, of at most `limit` characters."""
    return shorten_lines(html_to_text(feed_prose(context, text, address)), limit)


def service_link(context: RenderContext, id_: str) -> Link:
    """The link to a service's page."""
    return Link(href(context, service_address(id_)), service_name(context, id_))


def service_name(context: RenderContext, id_: str, at: datetime | None = None) -> Text:
    """A service's name, of today or as it was at an instant."""
    service = context.services[id_]
    return said(context, name_at(context, service.name, service.formerly, at) if at else service.name)


def name_at(
    context: RenderContext, name: LocalText, formerly: Iterable[FormerName], at: datetime
) -> LocalText:
    """What something was called at an instant; see `name_on`."""
    return name_on(name, formerly, day_at(at, context.settings.zone))


_SAFE = re.compile(r"[A-Za-z0-9_.~/#:-]*")


def _quoted(address: str) -> str:
    """An address, with an anchor or without, as links must have it: names may be in any script."""
    return address if _SAFE.fullmatch(address) else quote(address, safe="/#:")


def _prefix(context: RenderContext, language: str) -> str:
    return "" if language == context.settings.languages[0] else f"{language}/"
