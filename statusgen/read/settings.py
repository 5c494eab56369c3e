"""`site.yml`: its keys, and decoding to `Settings`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.settings import NO_SITE_ID, Reviews, Settings, Weights
from statusgen.model.text import EMPTY
from statusgen.read.appearance import APPEARANCE_FIELDS, build_appearance, with_pictures
from statusgen.read.change_settings import CHANGE_RULES, build_changes
from statusgen.read.cms_settings import WEB_EDITOR_FIELDS, build_editor
from statusgen.read.contacts import CONTACT
from statusgen.read.lint_settings import PLAIN_LANGUAGE_FIELDS, build_plain_language
from statusgen.read.primitives import boolean, identifier, link, matching, number, whole
from statusgen.read.report_settings import REPORTS
from statusgen.read.review_settings import PUBLIC_PARTS, REVIEW_FIELDS, build_reviews
from statusgen.read.subscribe_settings import SUBSCRIBE_FIELDS, build_subscribe
from statusgen.read.texts import LANGUAGE_PATTERN, words
from statusgen.read.yaml.decode import Context, Field, Values, did_you_mean, listing, same_key, scalar
from statusgen.read.yaml.mappings import decode_fields, record
from statusgen.read.yaml.source import Node, Scalar, Table

DEFAULTS = Settings(name=EMPTY, url="")
"""A site without any optional key."""


@cache  # looking through the files of all zones takes longer than reading a site.yml
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str, node: Scalar, context: Context) -> ZoneInfo | None:
    if name in _zones():
        return ZoneInfo(name)
    help = did_you_mean(
        name, sorted(_zones()), "Use an IANA name such as `Europe/Berlin` or `Asia/Shanghai`."
    )
    context.report("bad-value", node.span, f"there is no time zone `{name}`", help)
    return None


_language = matching(
    LANGUAGE_PATTERN,
    "a language code",
    "is not a language code",
    "Write a code such as `en` or `zh`.",
    f"^{LANGUAGE_PATTERN}$",
)
_theme = matching(
    r"[A-Za-z0-9][A-Za-z0-9_-]*", "a name", "cannot be the name of a theme", "Write the name of its folder."
)
_file_history = matching(
    r"(?=.*\{path\})https?://[^/ ]+/.*",
    "an address",
    "is not an address with `{path}` in it",
    "Write an address such as `https://git.example/status/log/{path}`.",
    r"^https?://.*\{path\}",
)


def _folder(name: str, node: Scalar, context: Context) -> str | None:
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." not in parts:
        return "/".join(parts)
    help = "Write its path from the root of the repository, such as `content` or `docs/status`."
    context.report("bad-value", node.span, f"`{name}` leads out of the repository", help)
    return None


WEIGHT_FIELDS = tuple(
    Field(state, number(0, 1), f"From 0 to 1; {getattr(DEFAULTS.weights, state):g} without it.")
    for state in ("major_outage", "partial_outage", "degraded")
)


def _weights(values: Values, _: Context) -> Weights:
    return Weights(**values.given(WEIGHT_FIELDS))


NAME = Field("name", words, "The name of the site.", required=True)
URL = Field("url", link("https", "http"), "Where the site will be.", required=True)
ID = Field(
    "site_id",
    identifier,
    "A permanent name in the ids of feed entries and calendar events; it stays when the address changes.",
)
TIME_ZONE = Field(
    "time_zone",
    scalar(_zone, "a time zone", {"type": "string"}),
    f"An IANA name; `{DEFAULTS.zone}` without it.",
)
LANGUAGES = Field(
    "languages",
    listing(_language, "a list"),
    f"Language codes; the first is the default. `[{', '.join(DEFAULTS.languages)}]` without it.",
)
DESCRIPTION = Field("description", words, "One sentence about it.")
HOME_PAGE = Field("home_page", link("https", "http"), "The address of your organisation's own site.")
CONTACTS = Field(
    "contact",
    listing(CONTACT, "a list"),
    "How to reach you.",
)
SUBSCRIBE = Field(
    "subscribe",
    record(SUBSCRIBE_FIELDS, build_subscribe, "`email` and `links`"),
    "Ways to subscribe besides feeds and calendars.",
)
THEME = Field("theme", _theme, "A folder in `themes/`.")
REPOSITORY = Field("repository", link("https", "http"), "The address of the public repository.")
REPOSITORY_FOLDER = Field(
    "repository_folder",
    scalar(_folder, "a folder", {"type": "string"}),
    f"Folder of the content in the repository; `{DEFAULTS.repository_folder}` without it, "
    "`.` for the repository itself.",
)
FILE_HISTORY = Field(
    "file_history",
    _file_history,
    "The address of a file's changes, with `{path}` for the file; known for the usual hosts.",
)
FOOTER = Field("footer", words, "A line at the bottom of every page.")
RECENT_DAYS = Field("recent_days", whole(0, 90), "How many past days the home page shows.")
WEIGHTS = Field(
    "uptime_weights",
    record(WEIGHT_FIELDS, _weights, "`state: weight` lines"),
    "How much an hour in a state counts as down.",
)
HUB = Field("hub", link("https", "http"), "The WebSub hub that notifies subscribers of new entries.")
FEED_PLANS = Field(
    "maintenance", boolean, "Whether feeds announce the planned start and end of work; `yes` without it."
)


def _feeds(values: Values, _: Context) -> dict[str, Any]:
    return values.given((HUB, FEED_PLANS), ATTRIBUTES)


FEEDS = Field("feeds", record([HUB, FEED_PLANS], _feeds, "`hub` and `maintenance`"), "What feeds hold.")
APPEARANCE = Field(
    "appearance",
    record(APPEARANCE_FIELDS, build_appearance, "`logo`, `colours` and the like"),
    "Logo, colours and font.",
)
REVIEWS = Field(
    "reviews",
    record(REVIEW_FIELDS, build_reviews, "`public`, `postmortem within` and the like"),
    "What readers see of postmortems, and when they and their actions are due.",
)
CHANGES = Field(
    "changes",
    record(CHANGE_RULES, build_changes, "`notice`, `freezes` and the like"),
    "What planned work has to keep, and what readers see of it.",
)
PLAIN_LANGUAGE = Field(
    "plain_language",
    record(PLAIN_LANGUAGE_FIELDS, build_plain_language, "`levels` and the like"),
    "How strictly the words of notes are judged.",
)
EDITOR = Field(
    "editor",
    record(WEB_EDITOR_FIELDS, build_editor, "`repository` and the like"),
    "An editor for the browser, published at `/admin/`.",
)
SITE_FIELDS: tuple[Field[Any], ...] = (
    NAME, URL, ID, TIME_ZONE, LANGUAGES, DESCRIPTION, HOME_PAGE, CONTACTS, SUBSCRIBE, THEME, REPOSITORY,
    REPOSITORY_FOLDER, FILE_HISTORY, FOOTER, RECENT_DAYS, WEIGHTS, FEEDS, APPEARANCE, REVIEWS, CHANGES,
    REPORTS, PLAIN_LANGUAGE, EDITOR,
)  # fmt: skip

ATTRIBUTES = {
    "site_id": "id",
    "time_zone": "zone",
    "contact": "contacts",
    "uptime_weights": "weights",
    "maintenance": "feed_plans",
}
"""Attributes of `Settings` by key of site.yml, where the names differ."""


def decode_settings(
    node: Node | None, span: Span, files: Mapping[str, bytes], context: Context
) -> Settings | None:
    """Return the settings with the pictures that they name; None without a readable name or address."""
    languages = _languages(node)
    values = decode_fields(node, SITE_FIELDS, replace(context, languages=languages), span)
    given = values.given(SITE_FIELDS, ATTRIBUTES)
    if not given.get("name") or not given.get("url"):
        return None
    if REVIEWS.name in values.lost and (REVIEWS.name not in given or _count(REVIEWS, node) > 1):
        given[REVIEWS.name] = Reviews(public=())  # nobody knows what was meant to be hidden
    if _count(PUBLIC_PARTS, node):  # at the margin, where it is no part of `reviews`
        given[REVIEWS.name] = replace(given.get(REVIEWS.name, Reviews()), public=())
    if CHANGES.name in given and CHANGES.name in values.lost:
        given[CHANGES.name] = replace(given[CHANGES.name], public=())  # likewise
    given |= given.pop("feeds", {})
    given |= {"url": normalised_url(given["url"]), "languages": languages, "lost": values.lost}
    if "repository" in given:
        given["repository"] = given["repository"].rstrip("/")
    if "appearance" in given:
        given["appearance"] = with_pictures(given["appearance"], files, context)
    return Settings(**given)


def _count(field: Field[Any], node: Node | None) -> int:
    """Return how often a key is at the margin of the settings."""
    entries = node.entries if isinstance(node, Table) else ()
    return sum(same_key(key.value, field.name) for key, _ in entries)


def normalised_url(url: str) -> str:
    """Return the address of a site with a final slash, without query and fragment, as an ASCII URI."""
    return quote(re.split(r"[?#]", url)[0].rstrip("/"), safe="/:%[]@~!$&()*+,;=") + "/"


def missing_site_id(settings: Settings, span: Span) -> Iterator[Diagnostic]:
    """Return the diagnostic that asks for a `site id`; `span` is the beginning of site.yml."""
    if not settings.id:
        message = (
            "site.yml has no `site id`, the permanent name in the ids of feed entries and calendar events"
        )
        line = f"site id: {suggested_site_id(settings.url)}"
        help = f"Add the line `{line}`, and keep it when the address changes."
        yield Diagnostic("site-id-missing", span, message, help)


def suggested_site_id(url: str) -> str:
    """Return a `site id` derived from the site's address: `status-example-org`."""
    parts = urlsplit(url)
    slug = re.sub(r"[^a-z0-9]+", "-", f"{parts.hostname or ''}{parts.path}".lower()).strip("-")
    return slug or NO_SITE_ID


def _languages(node: Node | None) -> tuple[str, ...]:
    """Return the site's languages, which decoding of all texts needs; mistakes are reported later."""
    silent = Context([])
    for key, value in node.entries if isinstance(node, Table) else ():
        if same_key(key.value, LANGUAGES.name):
            codes = LANGUAGES.decoder.decode(value, silent) or ()
            return tuple(dict.fromkeys(codes)) or DEFAULTS.languages
    return DEFAULTS.languages
