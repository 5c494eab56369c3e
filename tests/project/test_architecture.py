"""Who may import whom, which library lives where, and where the world outside may be touched.

The tables say how statusgen is built; each test below reports every module that breaks one of their rules.
import-linter could check LEVELS alone: the other tables need the same walk over imports anyway.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "statusgen"

LEVELS = (
    ("statusgen", "model", "markdown"),  # values; Markdown → safe HTML
    ("read", "timeline", "storage"),  # bytes → model; model and instant → what was true when; the disk
    ("plain_language",),  # notes → findings about their words
    ("render", "reporting"),  # timeline → pages and feeds; results → text for terminals
    ("pipeline", "notify"),  # files and instant → site; two publications → messages
    (
        "publish",
        "authoring",
        "importers",
    ),  # site → published files; answers → notes; other systems' notes → ours
    ("preview", "diff"),
    ("cli",),
    ("__main__",),
)
"""A module imports from its own folder and from the levels above it in this table."""

LIBRARIES = {
    "anyascii": ("authoring.note_ids",),
    "apprise": ("notify.channels.apprise",),
    "babel": (
        "read.language_codes",
        "render.localization",
        "render.theme",
        "read.catalogues",
    ),
    "dateutil": ("read.recurrence",),
    "feedgen": ("render.feeds",),
    "filelock": ("storage.locks",),
    "icalendar": ("render.calendars", "diff.compare"),
    "jinja2": ("render.theme", "preview.editor"),
    "markdown": ("markdown",),
    "markupsafe": ("markdown", "render"),
    "msgspec": ("model.packed",),
    "nh3": ("markdown",),
    "platformdirs": ("storage.cache_store",),
    "prompt_toolkit": ("cli.key_prompts",),
    "pypinyin": ("authoring.note_ids",),
    "questionary": ("cli.key_prompts",),
    "watchdog": ("preview.watcher",),
    "wcwidth": ("reporting.diagnostics_text",),
    "yaml": ("read.yaml",),
}
"""Each third-party library, and the only folders or modules that import it."""

SHELL = (
    "__main__",
    "authoring.locked_versions",
    "authoring.new_site",
    "authoring.save",
    "authoring.saved_drafts",
    "authoring.session",
    "authoring.answers",
    "cli",
    "diff.revision",
    "diff.site_diff",
    "importers",
    "notify",
    "preview",
    "publish",
    "read.catalogues",  # data of the package, as constant as its code
    "storage",
)
"""Only these may touch files, the clock, the environment and the terminal."""

OUTSIDE_MODULES = (
    *("asyncio", "glob", "http", "importlib", "locale", "logging", "os", "pathlib.Path", "random", "secrets"),
    *("shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid"),
)
OUTSIDE_FUNCTIONS = {"open", "print", "input"}
OUTSIDE_METHODS = {"now", "utcnow", "today", "open", "read_text", "read_bytes", "write_text", "write_bytes"}
"""What the world outside is touched with: `datetime.now()`, `path.read_text()`."""


@dataclass(frozen=True)
class Module:
    """A module of the program: its dotted name without `statusgen.`, its folder and its syntax tree."""

    name: str
    folder: str
    tree: ast.Module

    def imports(self) -> Iterator[str]:
        """Return what it imports, such as `yaml`, `pathlib.Path` or `statusgen.read.source`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                assert node.module
                yield from (_imported(node.module, alias.name) for alias in node.names)

    def is_in(self, homes: tuple[str, ...]) -> bool:
        """Return whether it is one of these folders or modules, or in one of them."""
        return _is_below(self.name, homes)


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__").removeprefix("statusgen.")


def _folder(name: str) -> str:
    return name.removeprefix("statusgen.").split(".")[0]


PATHS = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = tuple(
    Module(name, _folder(name), ast.parse(path.read_text(encoding="utf-8"))) for name, path in PATHS.items()
)


def _imported(module: str, name: str) -> str:
    """Return what `from module import name` imports; of the program's own names only their module."""
    whole = f"{module}.{name}"
    is_own_name = module.startswith("statusgen") and whole.removeprefix("statusgen.") not in PATHS
    return module if is_own_name else whole


def _is_below(name: str, homes: tuple[str, ...]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def test_a_module_imports_only_from_levels_above() -> None:
    """Knowledge flows one way: no folder knows those after it, and nobody knows the shell."""
    level = {folder: index for index, folders in enumerate(LEVELS) for folder in folders}

    wrong = [
        f"{module.name} imports {imported}"
        for module in MODULES
        for imported in module.imports()
        if _is_below(imported, ("statusgen",))
        and _folder(imported) != module.folder
        and level[_folder(imported)] >= level[module.folder]
    ]

    assert [] == wrong


def test_libraries_stay_in_their_folders() -> None:
    """Changing a library changes one folder."""
    wrong = [
        f"{module.name} imports {library}"
        for module in MODULES
        for library in sorted(_libraries(module))
        if not module.is_in(LIBRARIES.get(library, ()))
    ]

    assert [] == wrong


def _libraries(module: Module) -> set[str]:
    found = {imported.split(".")[0] for imported in module.imports()}
    return found - {"statusgen", *sys.stdlib_module_names}


def test_the_world_outside_is_touched_in_the_shell_alone() -> None:
    """All but the shell is a pure function of its arguments."""
    wrong = [
        f"{module.name} touches {outside}"
        for module in MODULES
        if not module.is_in(SHELL)
        for outside in _touches(module)
    ]

    assert [] == wrong


def _touches(module: Module) -> Iterator[str]:
    yield from (imported for imported in module.imports() if _is_below(imported, OUTSIDE_MODULES))
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id=called)) if called in OUTSIDE_FUNCTIONS:
                yield f"{called}() in line {node.lineno}"
            case ast.Call(func=ast.Attribute(attr=called)) if called in OUTSIDE_METHODS:
                yield f".{called}() in line {node.lineno}"


def test_the_tables_name_what_exists() -> None:
    """Each folder has one place in LEVELS; a folder or library that is gone leaves the tables too."""
    assert sorted({module.folder for module in MODULES}) == sorted(
        folder for folders in LEVELS for folder in folders
    )
    assert set() == LIBRARIES.keys() - {library for module in MODULES for library in _libraries(module)}
