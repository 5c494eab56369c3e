"""Convert a cState configuration to `site.yml` and `services.yml`, and give each service an id."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from statusgen.markdown.comments import public_line
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.read.list_writer import scalar
from statusgen.read.settings import suggested_site_id
from statusgen.read.yaml.source import Excerpt, Node, Scalar, Source, Table, parse_yaml, read_source

CONFIGS = ("config.yml", "config.yaml", "config.toml", "hugo.yaml", "hugo.yml", "hugo.toml")
OTHERS = "others"
_NO_ADDRESS = "https://status.example.com/"


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A service or a group of the new catalog."""

    id: str
    name: str
    description: str = ""
    group: str = ""
    url: str = ""


@dataclass(slots=True)
class Catalog:
    """Services and groups; services that only notes name are added while notes are converted."""

    groups: list[CatalogEntry] = field(default_factory=list)
    services: list[CatalogEntry] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)
    """Service ids by normalised name."""

    def add(self, name: str, description: str = "", group: str = "", url: str = "") -> str:
        """Add a service and return its id; of several with one name, notes refer to the first."""
        id_ = new_id(name, {one.id for one in self.services}, "service")
        self.services.append(CatalogEntry(id_, name, description, group, url))
        self.by_name.setdefault(_key(name), id_)
        return id_

    def find(self, name: str) -> str | None:
        """Return the id of a service; None if no service has the name."""
        return self.by_name.get(_key(name))


def _key(name: str) -> str:
    """Normalise a name: case and repeated spaces do not matter."""
    return " ".join(name.split()).casefold()


def new_id(name: str, taken: set[str], otherwise: str) -> str:
    """Return an id for a name, of lower-case letters, digits and hyphens, that is not in `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or otherwise
    return next(one for one in numbered(slug) if one not in taken)


def numbered(slug: str) -> Iterator[str]:
    """Yield the name itself, then with 2, 3 and so on after it."""
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def load_config(files: Mapping[str, bytes], problems: list[Diagnostic]) -> Mapping[str, object]:
    """Read the configuration as plain values with lower-case keys; empty, with a report, if there is none."""
    name = next((one for one in CONFIGS if one in files), None)
    if name is None:
        message, help = "there is no config.yml", "Name the folder of a cState site."
        problems.append(Diagnostic("import-file", Span(CONFIGS[0]), message, help))
        return {}
    config = _load(name, files[name], problems)
    return {str(key).lower(): value for key, value in config.items()} if isinstance(config, Mapping) else {}


_LONGEST_LINE = 5_000
"""Characters in a line of TOML: the parser's time grows with the square of the parts of a key."""


def _toml(source: Source) -> object:
    if max(map(len, source.lines)) > _LONGEST_LINE:
        raise ValueError(f"a line has more than {_LONGEST_LINE:,} characters")
    return tomllib.loads(source.text)


def _load(name: str, data: bytes, problems: list[Diagnostic]) -> object:
    found: list[Diagnostic] = []
    source = read_source(name, data, found)
    if source and name.endswith(".toml"):
        try:
            return _toml(source)
        except (ValueError, RecursionError) as error:
            found.append(Diagnostic("import-file", Span(name), f"it cannot be read: {error}"))
    elif source:
        node = parse_yaml(source, Excerpt(source.text, 1), found)
        if node is not None:
            return _plain(node)
    problems += [
        Diagnostic(
            "import-file",
            one.span,
            one.message,
            "Correct it and import again; names and groups come from here.",
        )
        for one in found
    ]
    return {}


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return "" if node.absent else public_line(node.value)
        case Table():
            return {key.value: _plain(value) for key, value in node.entries}
        case _:
            return [_plain(item) for item in node.items]


def read_catalog(config: Mapping[str, object]) -> Catalog:
    """Return the services and groups of a configuration."""
    params = _mapping(config.get("params"))
    catalog = Catalog()
    group_ids: dict[str, str] = {}
    for category in _entries(params.get("categories")):
        id_ = new_id(category["name"], {one.id for one in catalog.groups} | {OTHERS}, "group")
        catalog.groups.append(CatalogEntry(id_, category["name"], category.get("description", "")))
        group_ids.setdefault(_key(category["name"]), id_)
    for system in _entries(params.get("systems")):
        group = group_ids.get(_key(system.get("category", "")), "")
        catalog.add(system["name"], system.get("description", ""), group, system.get("link", ""))
    return catalog


def _mapping(value: object) -> Mapping[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, Mapping) else {}


def _entries(value: object) -> Iterator[dict[str, str]]:
    """Yield the entries of a list that have a name, with text values; a plain text is a name."""
    for one in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
        entry = {key.lower(): public_line(str(text)) for key, text in _mapping(one).items()} or {
            "name": public_line(str(one))
        }
        if entry.get("name"):
            yield entry


def site_language(config: Mapping[str, object]) -> str:
    """Return the code of the old site's language; `en` if it names none."""
    language = str(config.get("languagecode") or config.get("defaultcontentlanguage") or "en").lower()
    code = language.partition("-")[0]
    return code if re.fullmatch("[a-z]{2,3}", code) else "en"


def site_languages(config: Mapping[str, object]) -> tuple[str, ...]:
    """Return the lower-case codes of all languages that a configuration names."""
    named = [
        config.get("defaultcontentlanguage"),
        config.get("languagecode"),
        *_mapping(config.get("languages")),
    ]
    codes = (str(one or "").lower().partition("-")[0] for one in named)
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch("[a-z]{2,3}", code)))


def write_site(config: Mapping[str, object], language: str, zone: str) -> str:
    """Return the text of `site.yml`."""
    address = str(config.get("baseurl") or "").strip()
    if not re.fullmatch(r"https?://[^\s<>\"'\\`]+", address):
        address = _NO_ADDRESS
    name = public_line(str(config.get("title") or "")) or "Status"
    lines = [f"name: {scalar(name)}", f"url: {scalar(address)}", f"site id: {suggested_site_id(address)}"]
    lines.append(f"time zone: {zone}")
    if language != "en":
        lines.append(f"languages: [{language}]")
    return "\n".join(lines) + "\n"


def write_catalog(catalog: Catalog) -> str:
    """Return the text of `services.yml`."""
    lines = ["groups:"] if catalog.groups else []
    for group in catalog.groups:
        members = [one for one in catalog.services if one.group == group.id]
        lines += _entry(group, "  ")
        if members:
            lines += ["    services:", *(line for one in members for line in _entry(one, "      "))]
    loose = [one for one in catalog.services if not one.group]
    if loose:
        lines += ["services:", *(line for one in loose for line in _entry(one, "  "))]
    return "\n".join(lines) + "\n" if lines else "services: []\n"


def _entry(one: CatalogEntry, indent: str) -> list[str]:
    lines = [f"{indent}- id: {one.id}", f"{indent}  name: {scalar(one.name)}"]
    if description := " ".join(one.description.split()):
        lines.append(f"{indent}  description: {scalar(description)}")
    if re.fullmatch(r"https?://[^\s<>\"'\\`]+", one.url):
        lines.append(f"{indent}  url: {scalar(one.url)}")
    return lines
