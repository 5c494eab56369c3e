"""What people install: the wheel, in an environment of its own, far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

import pytest

pytestmark = [pytest.mark.network, pytest.mark.slow]

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs."""
    wheels, home = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("home")
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(ROOT), cwd=home)
    (wheel,) = wheels.glob("*.whl")
    venv.create(home, with_pip=True)
    same = home / "same.txt"  # the libraries of the checkout: a newer one may word dates otherwise
    here = (one for one in metadata.distributions() if one.name != "statusgen")
    same.write_text("".join(f"{one.name}=={one.version}\n" for one in here))
    install = ("-m", "pip", "install", "--quiet", "--constraint", str(same), str(wheel))
    _run(str(home / "bin" / "python"), *install, cwd=home)
    return home / "bin"


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def test_a_new_site_is_built_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Two commands lead from nothing to pages with their theme and interface texts."""
    statusgen = str(installed / "statusgen")

    _run(statusgen, "init", cwd=tmp_path)
    _run(statusgen, "check", cwd=tmp_path)
    _run(statusgen, "build", cwd=tmp_path)

    public = tmp_path / "public"
    assert (public / "index.html").is_file()
    assert list((public / "assets").glob("*.css"))
    assert list((public / "services").glob("*/index.html"))
    assert (public / "updates.rss").is_file()


def test_the_second_theme_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Its name is enough."""
    statusgen = str(installed / "statusgen")

    _run(statusgen, "init", cwd=tmp_path)
    _run(statusgen, "build", "--theme", "timetable", cwd=tmp_path)

    assert list((tmp_path / "public" / "assets").glob("theme.*.css"))


def test_the_demo_looks_the_same_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The wheel holds all that the checkout holds."""
    for name, python in {"wheel": installed / "python", "checkout": Path(sys.executable)}.items():
        place = tmp_path if name == "wheel" else ROOT
        arguments = ["--content", str(ROOT / "content"), "--out", str(tmp_path / name)]
        _run(str(python), "-m", "statusgen", "build", "--now", "2026-11-17T14:40Z", *arguments, cwd=place)

    assert _tree(tmp_path / "checkout") == _tree(tmp_path / "wheel")


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
