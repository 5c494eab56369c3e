"""Who may import whom, which library lives where, and where the world outside may be touched.

The tables say how statusgen is built; the tests below keep them true.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "statusgen"

LEVELS = (
    ("statusgen",),  # the version
    ("blocks", "diagnostics", "printable"),  # the blocks of Markdown; mistakes as values; safe text
    ("memo", "model", "outputs", "themes", "views", "zones"),
    ("read",),  # bytes → model
    ("canonical",),  # model → the notes as we write them
    ("authoring",),  # what a writer says → files
    ("timeline",),  # model and instant → what was true when
    ("prose",),  # Markdown → safe HTML
    ("quality",),  # notes and findings → how well it was told
    ("render",),  # timeline → views → pages and feeds
    ("records",),  # what a publication leaves for the next one
    ("published",),  # the last published version of notes
    ("recover", "clashes"),  # notes with mistakes → what can be published
    ("compile",),  # the pipeline
    ("judging", "glimpse"),
    ("proofread", "note_templates", "publication"),
    ("reporting", "disk", "signals"),  # from here on the shell: the world outside
    ("remarks",),
    ("git", "git_tree", "locks", "making", "private", "stamps"),
    ("revision",),
    ("cache", "manifest", "switch", "desk", "content_lock", "transaction"),
    ("foreign", "modes"),
    ("asking", "drafts"),
    ("open_notes", "times_said"),
    ("author", "posting", "publish", "importers", "init", "pinned", "notify", "preview"),
    ("effects",),  # two publications → what the second one brings
    ("editor",),  # forms → notes, and pages with what is to be said about them
    ("learning", "unchanged"),
    ("build", "diff", "entrance", "writing", "watch"),
    ("serve",),
    ("cli",),
    ("__main__",),
)
"""A module imports from its own room and from the levels above it in this table."""

LIBRARIES = {
    "apprise": ("notify.services",),
    "babel": ("render.wording", "render.theme"),
    "feedgen": ("render.feeds",),
    "filelock": ("locks",),
    "icalendar": ("render.calendars", "effects.compare"),
    "jinja2": ("render.theme", "render.templates", "editor.pages"),
    "markdown": ("prose",),
    "markupsafe": ("views", "prose", "render"),
    "msgspec": ("model.packed",),
    "nh3": ("prose",),
    "platformdirs": ("cache",),
    "watchdog": ("watch",),
    "wcwidth": ("reporting.diagnostics_text",),
    "yaml": ("read.source", "read.yaml_mends"),
}
"""Each library of others, and the only rooms or modules that know it."""

SHELL = (
    "author",
    "cache",
    "content_lock",
    "desk",
    "disk",
    "drafts",
    "entrance",
    "foreign",
    "git",
    "locks",
    "making",
    "manifest",
    "modes",
    "posting",
    "publish",
    "revision",
    "importers",
    "build",
    "diff",
    "init",
    "learning",
    "notify",
    "pinned",
    "preview",
    "private",
    "serve",
    "signals",
    "stamps",
    "switch",
    "transaction",
    "unchanged",
    "watch",
    "writing",
    "cli",
    "__main__",
)
"""Only these may touch files, the clock, the environment and the terminal."""

OUTSIDE_MODULES = (
    *("asyncio", "glob", "http", "importlib", "locale", "logging", "os", "pathlib.Path", "random", "secrets"),
    *("shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid"),
)
OUTSIDE_FUNCTIONS = {"open", "print", "input"}
OUTSIDE_METHODS = {"now", "utcnow", "today", "open", "read_text", "read_bytes", "write_text", "write_bytes"}
"""What the world outside is touched with: `datetime.now()`, `path.read_text()`."""

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    .removesuffix(".__init__")
    .removeprefix("statusgen."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

every_module = pytest.mark.parametrize("name", sorted(MODULES))


def _tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def _imports(name: str) -> Iterator[str]:
    """What a module imports, as `yaml`, `pathlib.Path` or `statusgen.read.yaml.source`."""
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            assert node.module
            yield from _from(node.module, node.names)


def _from(module: str, names: list[ast.alias]) -> Iterator[str]:
    """Of ours the modules alone: `from statusgen.model.site import Note` means `statusgen.model.site`."""
    for alias in names:
        whole = f"{module}.{alias.name}"
        ours = module.startswith("statusgen")
        yield module if ours and whole.removeprefix("statusgen.") not in MODULES else whole


def _room(module: str) -> str:
    return module.removeprefix("statusgen.").split(".")[0]


def _level(room: str) -> int:
    found = [index for index, rooms in enumerate(LEVELS) if room in rooms]
    assert len(found) == 1, f"{room} has no place in LEVELS"
    return found[0]


def _lives_in(name: str, homes: tuple[str, ...]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


@every_module
def test_a_module_imports_only_from_earlier_rooms(name: str) -> None:
    """Knowledge flows one way: no room knows those after it, and nobody knows the shell."""
    room = _room(name)
    ours = [_room(module) for module in _imports(name) if module.split(".")[0] == "statusgen"]

    late = [other for other in ours if other != room and _level(other) >= _level(room)]

    assert [] == late


@every_module
def test_libraries_stay_in_their_rooms(name: str) -> None:
    """Changing a library changes one room."""
    top = {module.split(".")[0] for module in _imports(name)} - {"statusgen", *sys.stdlib_module_names}

    strangers = [library for library in sorted(top) if not _lives_in(name, LIBRARIES.get(library, ()))]

    assert [] == strangers


@every_module
def test_the_world_outside_is_touched_in_the_shell_alone(name: str) -> None:
    """All but the shell is a pure function of its arguments."""
    touches = [] if _lives_in(name, SHELL) else sorted(_touches(name))

    assert [] == touches


def _touches(name: str) -> Iterator[str]:
    yield from (module for module in _imports(name) if _lives_in(module, OUTSIDE_MODULES))
    for node in ast.walk(_tree(name)):
        match node:
            case ast.Call(func=ast.Name(id=called)) if called in OUTSIDE_FUNCTIONS:
                yield f"{called}() in line {node.lineno}"
            case ast.Call(func=ast.Attribute(attr=called)) if called in OUTSIDE_METHODS:
                yield f".{called}() in line {node.lineno}"


def test_the_tables_name_what_exists() -> None:
    """A room or library that is gone leaves the tables too."""
    rooms = {_room(name) for name in MODULES}
    used = {module.split(".")[0] for name in MODULES for module in _imports(name)}

    assert rooms == {room for level in LEVELS for room in level}
    assert set() == LIBRARIES.keys() - used
