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
from statusgen.model.settings import NO_SITE_ID, Contact, Settings, Weights
from statusgen.read.appearance import APPEARANCE_FIELDS, build_appearance, with_pictures
from statusgen.read.cms_settings import WEB_EDITOR_FIELDS, build_editor
from statusgen.read.lint_settings import PLAIN_LANGUAGE_FIELDS, build_plain_language
from statusgen.read.primitives import boolean, identifier, link, matching, number, whole
from statusgen.read.texts import LANGUAGE_PATTERN, words
from statusgen.read.yaml.decode import Context, Field, Values, did_you_mean, listing, same_key, scalar
from statusgen.read.yaml.mappings import decode_fields, record
from statusgen.read.yaml.source import Node, Scalar, Table


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


def _reports(text: str, node: Scalar, context: Context) -> bool | None:
    if text.lower() in ("public", "private"):
        return text.lower() == "public"
    context.report("bad-value", node.span, f"`{text}` is not possible here", "Write `public` or `private`.")
    return None


LABEL = Field("label", words, "What the link says.", required=True)
CONTACT_URL = Field("url", link("https", "http", "mailto", "tel"), "Where it leads.", required=True)


def _contact(values: Values, _: Context) -> Contact | None:
    label, url = values.get(LABEL), values.get(CONTACT_URL)
    return Contact(label, url) if label and url else None


_weight = number(0, 1)
MAJOR_OUTAGE = Field("major_outage", _weight, "From 0 to 1; 1 without it.")
PARTIAL_OUTAGE = Field("partial_outage", _weight, "From 0 to 1; 0.3 without it.")
DEGRADED = Field("degraded", _weight, "From 0 to 1; 0 without it.")


def _weights(values: Values, _: Context) -> Weights:
    given = {one.name: values.get(one) for one in (MAJOR_OUTAGE, PARTIAL_OUTAGE, DEGRADED)}
    return Weights(**{name: weight for name, weight in given.items() if weight is not None})


NAME = Field("name", words, "The name of the site.", required=True)
URL = Field("url", link("https", "http"), "Where the site will be.", required=True)
ID = Field(
    "site_id",
    identifier,
    "A permanent name in the ids of feed entries and calendar events; it stays when the address changes.",
)
TIME_ZONE = Field(
    "time_zone", scalar(_zone, "a time zone", {"type": "string"}), "An IANA name; `UTC` without it."
)
LANGUAGES = Field(
    "languages", listing(_language, "a list"), "Language codes; the first is the default. `[en]` without it."
)
DESCRIPTION = Field("description", words, "One sentence about it.")
HOME_PAGE = Field("home_page", link("https", "http"), "The address of your organisation's own site.")
CONTACTS = Field(
    "contact",
    listing(record([LABEL, CONTACT_URL], _contact, "`label` and `url`"), "a list"),
    "How to reach you.",
)
THEME = Field("theme", _theme, "A folder in `themes/`.")
REPOSITORY = Field("repository", link("https", "http"), "The address of the public repository.")
REPOSITORY_FOLDER = Field(
    "repository_folder",
    scalar(_folder, "a folder", {"type": "string"}),
    "Where in the repository the content lies; `content` without it, `.` for the repository itself.",
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
    record([MAJOR_OUTAGE, PARTIAL_OUTAGE, DEGRADED], _weights, "`state: weight` lines"),
    "How much an hour in a state counts as down.",
)
HUB = Field("hub", link("https", "http"), "The WebSub hub that notifies subscribers of new entries.")
FEED_PLANS = Field(
    "maintenance", boolean, "Whether feeds announce the planned start and end of work; `yes` without it."
)


def _feeds(values: Values, _: Context) -> tuple[str, bool]:
    plans = values.get(FEED_PLANS)
    return values.get(HUB) or "", True if plans is None else plans


FEEDS = Field("feeds", record([HUB, FEED_PLANS], _feeds, "`hub` and `maintenance`"), "What feeds hold.")
APPEARANCE = Field(
    "appearance",
    record(APPEARANCE_FIELDS, build_appearance, "`logo`, `colours` and the like"),
    "Logo, colours and font.",
)
REPORTS = Field(
    "reports",
    scalar(_reports, "`public` or `private`", {"enum": ["public", "private"]}),
    "`public`: the site publishes its incident communication report.",
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
    NAME, URL, ID, TIME_ZONE, LANGUAGES, DESCRIPTION, HOME_PAGE, CONTACTS, THEME, REPOSITORY,
    REPOSITORY_FOLDER, FILE_HISTORY, FOOTER, RECENT_DAYS, WEIGHTS, FEEDS, APPEARANCE, REPORTS, PLAIN_LANGUAGE,
    EDITOR,
)  # fmt: skip


_ATTRIBUTES: dict[str, Field[Any]] = {
    "id": ID,
    "zone": TIME_ZONE,
    "description": DESCRIPTION,
    "home_page": HOME_PAGE,
    "contacts": CONTACTS,
    "theme": THEME,
    "repository_folder": REPOSITORY_FOLDER,
    "file_history": FILE_HISTORY,
    "footer": FOOTER,
    "recent_days": RECENT_DAYS,
    "weights": WEIGHTS,
    "reports_public": REPORTS,
    "plain_language": PLAIN_LANGUAGE,
    "editor": EDITOR,
}
"""The fields of `Settings` with a default, each with the key of site.yml that replaces the default."""


def decode_settings(
    node: Node | None, span: Span, files: Mapping[str, bytes], context: Context
) -> Settings | None:
    """Return the settings and the pictures they name; None without a readable name or address."""
    languages = _languages(node)
    values = decode_fields(node, SITE_FIELDS, replace(context, languages=languages), span)
    name, url = values.get(NAME), values.get(URL)
    if not name or not url:
        return None
    given = {name: values.get(one) for name, one in _ATTRIBUTES.items()}
    given["repository"] = (values.get(REPOSITORY) or "").rstrip("/")
    chosen = values.get(APPEARANCE)
    if chosen:
        given["appearance"] = with_pictures(chosen, files, context)
    given["hub"], given["feed_plans"] = values.get(FEEDS) or (None, None)
    known = {attribute: value for attribute, value in given.items() if value is not None}
    return Settings(name=name, url=normalised_url(url), languages=languages, lost=values.lost, **known)


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
            return tuple(dict.fromkeys(codes)) or ("en",)
    return ("en",)
