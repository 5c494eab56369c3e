"""The site in one language: what all its outputs share, and how its addresses become links and paths."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from statusgen.markdown import Glossary, Renderer, make_glossary, new_renderer
from statusgen.model.cache import Cache
from statusgen.model.catalog import Service
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.text import LocalText, Picture
from statusgen.render.localization.formatter import Formatter, make_formatter
from statusgen.render.theme.compact import compact
from statusgen.render.theme.load import Theme, asset_path, asset_text
from statusgen.render.theme.overrides import ThemeOverrides, picture_path, theme_overrides
from statusgen.render.urls import GLOSSARY, LEARNED, PLANNED, REPORTS

T = TypeVar("T")

_SAFE_ADDRESS = re.compile(r"[A-Za-z0-9_.~/#:-]*")


class Format(StrEnum):
    """The formats of a page."""

    HTML = "html"
    MARKDOWN = "markdown"
    """For terminals, programs and slow connections."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RenderContext:
    """Values that all outputs in one language share."""

    digest: str
    settings: Settings
    root: str
    """The path of the site on its host: `/` or `/status/`."""
    theme: Theme
    formatter: Formatter
    services: Mapping[str, Service]
    """By id, in the order of the catalog."""
    menu: tuple[tuple[str, LocalText], ...]
    """Ids and titles of the free pages in the menu."""
    renderer: Renderer
    format: Format = Format.HTML
    live: bool
    """Whether a script updates open pages."""
    overrides: ThemeOverrides
    """The site's own colours, fonts and corners."""
    glossary: Glossary
    """The terms that pages explain, in this language."""
    glossary_page: bool
    """Whether there is a page of all terms: not if a free page has its address."""
    reports_page: bool
    """Whether there is a public report of incident communication: not if a free page has its address."""
    learned_page: bool
    """Whether there is a page about what was learned: not if a free page has its address."""
    planned_page: bool
    """Whether there is a page of planned maintenance: not if a free page has its address."""
    cache: Cache = field(compare=False)
    """Values that several outputs need, see `once`."""

    def __repr__(self) -> str:
        """Return what the fields follow from: fingerprints of outputs contain it."""
        return f"RenderContext({self.digest}, {self.format.value})"

    @property
    def language(self) -> str:
        """The language's BCP 47 code."""
        return self.formatter.language


def contexts(
    site: Site, theme: Theme, *, live: bool = True, learned: bool = False, cache: Cache | None = None
) -> tuple[RenderContext, ...]:
    """Return a context for each language of the site, the default language first.

    `learned` is whether there is anything for the page about what was learned.
    """
    settings, renderer = site.settings, new_renderer()
    pages = sorted((page for page in site.pages if page.menu), key=lambda page: (page.order, page.id))
    menu = tuple((page.id, page.title) for page in pages)
    overrides = theme_overrides(theme, settings.appearance)
    cache = cache or Cache()
    glossary_page = _has_glossary_page(site)
    reports_page = bool(settings.reports.public) and _is_free(site, REPORTS)
    learned_page = learned and _is_free(site, LEARNED)
    planned_page = _is_free(site, PLANNED)
    own_pages = (glossary_page, reports_page, learned_page, planned_page)
    facts = repr((settings, theme, site.services, site.glossary, menu, own_pages, live))
    return tuple(
        RenderContext(
            digest=hashlib.sha256(f"{language} {facts}".encode()).hexdigest()[:16],
            settings=settings,
            root=urlsplit(settings.url).path or "/",
            theme=theme,
            formatter=make_formatter(language, settings.zone, theme.texts[language]),
            services={service.id: service for service in site.services},
            menu=menu,
            renderer=renderer,
            live=live,
            overrides=overrides,
            glossary=_glossary(site, language),
            glossary_page=glossary_page,
            reports_page=reports_page,
            learned_page=learned_page,
            planned_page=planned_page,
            cache=cache,
        )
        for language in settings.languages
    )


def _glossary(site: Site, language: str) -> Glossary:
    """Return the terms that have a name and a meaning in the language."""
    terms = ((dict(one.term.variants), dict(one.meaning.variants), one.also) for one in site.glossary)
    return make_glossary(
        (names[language], meanings[language], also)
        for names, meanings, also in terms
        if language in names and language in meanings
    )


def _has_glossary_page(site: Site) -> bool:
    """Return whether every language has a term, and no free page has the address."""
    written = (set(dict(one.term.variants)) & set(dict(one.meaning.variants)) for one in site.glossary)
    return set(site.settings.languages) <= set().union(*written) and _is_free(site, GLOSSARY)


def _is_free(site: Site, address: str) -> bool:
    """Return whether no free page of the site has the address."""
    return address.rstrip("/") not in {page.id.casefold() for page in site.pages}


def output_path(context: RenderContext, address: str) -> str:
    """Return the path of an address's file in the output folder: `zh/history/index.html`."""
    path = _prefix(context, context.language) + address
    return f"{path}index.html" if not path or path.endswith("/") else path


def href(context: RenderContext, address: str, language: str | None = None) -> str:
    """Return the link to an address, from the root of the host: `/status/zh/history/`."""
    return f"{context.root}{_prefix(context, language or context.language)}{_quoted(address)}"


def url(context: RenderContext, address: str, language: str | None = None) -> str:
    """Return the absolute URL of an address."""
    return f"{context.settings.url}{_prefix(context, language or context.language)}{_quoted(address)}"


def _prefix(context: RenderContext, language: str) -> str:
    return "" if language == context.settings.languages[0] else f"{language}/"


def _quoted(address: str) -> str:
    """Quote an address, with an anchor or without: names may be in any script."""
    return address if _SAFE_ADDRESS.fullmatch(address) else quote(address, safe="/#:")


def once(context: RenderContext, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Return the result of `make` for a key, called once for all outputs of a language.

    The key names the result and has every value that it follows from, besides the context.
    """
    return context.cache.get_or_compute("rendered", (context.digest, *key), make)


def asset(context: RenderContext, name: str) -> str:
    """Return the link to an asset of the theme. Raises `LookupError` for an unknown name."""
    return context.root + asset_path(context.theme, name)


def picture(context: RenderContext, role: str, file: Picture | None) -> str:
    """Return the link to a picture of the site, such as its `logo`; empty without one."""
    return context.root + picture_path(role, file) if file else ""


def inlined(context: RenderContext, name: str) -> Markup:
    """Return a style sheet of the theme, for a `<style>`. Raises `LookupError`.

    The content policy allows exactly these texts, see `inline_styles`: not even a space may be added.
    """
    return Markup(compact(asset_text(context.theme, name)))  # noqa: S704 - the theme's own


def asset_tools(context: RenderContext) -> dict[str, Callable[[str], str]]:
    """Return what every template can call: `asset` and `inlined`, see docs/themes.md.

    They are functions, since the `args` of a `partial` would give the context to untrusted templates.
    """
    return {"asset": lambda name: asset(context, name), "inlined": lambda name: inlined(context, name)}


def inline_styles(context: RenderContext) -> tuple[str, ...]:
    """Return every text that a `<style>` of a page may have: those of `inlined`, and the overrides."""
    names = (name for name in context.theme.assets if name.endswith(".css"))
    sheets = (compact(asset_text(context.theme, name)) for name in names)
    return tuple(style for style in (*sheets, context.overrides.rules) if style)
