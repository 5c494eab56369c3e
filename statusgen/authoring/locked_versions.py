"""Packages that the workflows of a site install: each at one version, with the hashes of its files."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from statusgen import __version__
from statusgen.storage.transaction import write_together

FOLDER = ".github/locks"
"""Where a repository keeps it. This project's own has more there."""
_SHIPPED = ("build.txt", "site.txt", "notify.txt", "install.sh")
_SOURCE = "statusgen.txt"
_FIXED = re.compile(
    r"https://\S+\.whl#sha256=[0-9a-f]{64}"
    r"|git\+https://\S+@[0-9a-f]{40}"
    r"|\.(/\S+)?"
    r"|statusgen==\d\S*( --hash=sha256:[0-9a-f]{64})+"
)
"""What names one version and no other; `install.sh` has the same rule."""
_VERSION = re.compile(r"\bstatusgen-([^-/]+)-[^/]*\.whl|^statusgen==(\S+)")
_COMMENT = """\
# Where statusgen comes from, in one line for pip. It names one version, which nobody can replace:
#
#   https://example.org/statusgen-1.0-py3-none-any.whl#sha256=…   a wheel, with the hash of the file
#   ./statusgen-1.0-py3-none-any.whl                              a wheel in this repository
#   git+https://example.org/statusgen@…                           a commit, with all 40 digits
#   statusgen==1.0 --hash=sha256:…                                a release on PyPI, with the hash of the file
#
# `statusgen init --from SOURCE` writes it, with the packages beside it that belong to the same version.
"""


def source_problem(source: str) -> str:
    """Return why workflows may not install from `source`, in words; empty if they may."""
    if not _FIXED.fullmatch(source):
        return (
            f"{source!r} does not name one version; give a wheel (https://….whl#sha256=…, or ./….whl in the "
            "repository), git+https://…@COMMIT with all 40 digits, or 'statusgen==VERSION --hash=sha256:…'"
        )
    if re.search(r"//[^/@]+@", source):
        return (
            "the source has a user or a password in it, which would stand in the repository; leave that out"
        )
    named = _VERSION.search(source)
    if ".whl" in source and not named:
        return f"{source!r} is no wheel of statusgen, whose name begins with `statusgen-{__version__}-`"
    version = (named[1] or named[2]) if named else __version__
    if version != __version__:
        return (
            f"this is statusgen {__version__}, which knows the packages of its own version, "
            f"and {source!r} is {version}: install that one here first"
        )
    return ""


def own_source() -> str:
    """Return where this program was installed from, if that names one version; empty otherwise.

    Installers record it for an address, not for an index (PEP 610).
    """
    try:
        record = json.loads(distribution("statusgen").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    url, commit = record.get("url", ""), record.get("vcs_info", {}).get("commit_id")
    digest = record.get("archive_info", {}).get("hashes", {}).get("sha256")
    source = f"git+{url}@{commit}" if commit else f"{url}#sha256={digest}"
    return source if _FIXED.fullmatch(source) else ""


def has_locks(folder: Path) -> bool:
    """Return whether a repository says what its workflows install."""
    return (folder / FOLDER / _SOURCE).exists()


def write_locks(folder: Path, source: str) -> tuple[str, ...]:
    """Write what workflows install: the packages of this version, and `source`, from where it comes itself.

    They belong together, so all are written, or none. If `source` is empty, `install.sh` asks for it. Returns
    the paths written. Raises `DiskError` or `OSError`.
    """
    files = {f"{FOLDER}/{name}": (_shipped() / name).read_bytes() for name in _SHIPPED}
    files[f"{FOLDER}/{_SOURCE}"] = (_COMMENT + (f"{source}\n" if source else "")).encode()
    before = {path: (folder / path).read_bytes() for path in files if (folder / path).exists()}
    write_together(folder, files, before)
    return tuple(files)


def _shipped() -> Path:
    """Return the folder of this version's packages, in an installed package or in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_locks"
    return installed if installed.is_dir() else package.parent / FOLDER
