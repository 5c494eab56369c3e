"""The map of CONTRIBUTING.md: what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "statusgen"


def test_files_and_folders_exist() -> None:
    """A path is that of a file in the project, in the program or in its folder of plain language."""
    named = set(re.findall(r"`([\w./-]+/[\w./-]*)`", TEXT)) - {"public/", "tests/.screenshots/"}
    homes = (ROOT, PACKAGE, PACKAGE / "plain_language", ROOT / ".github")
    examples = {
        name for name in named if "xx" in name or name.startswith(("content/incidents", "incidents/"))
    }

    assert [] == sorted(
        name for name in named - examples if not any((home / name).exists() for home in homes)
    )


def test_functions_and_classes_exist() -> None:
    """A name with brackets is a function of the program; a name in capitals and small letters a class."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    functions = re.findall(r"`(\w+)\([^`]*\)`", TEXT)
    classes = [name for name in re.findall(r"`([A-Z]\w+)`", TEXT) if not name.isupper()]

    assert [] == [name for name in functions if f"def {name}(" not in code]
    assert [] == [name for name in classes if f"class {name}" not in code]


def test_the_map_has_every_folder() -> None:
    """In the tree, and in the table of who may import whom."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    tree, table = TEXT.split("Who may import whom")[:2]

    assert set() == folders - set(re.findall(r"^  (\w+)/", tree, re.MULTILINE))
    assert folders == {
        name
        for row in re.findall(r"^\| \d \|(.*?)\|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
