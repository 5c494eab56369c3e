"""The files of the project."""

import re
import subprocess

from tests.sites import HERE

ROOT = HERE.parent


def test_no_merge_is_left_half_done() -> None:
    """Outside the sites that show what statusgen says of conflict markers."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [
        path for path in listed.split("\0") if path and not path.startswith(("tests/broken/", "tests/cases/"))
    ]
    assert paths
    marker = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    assert [] == [
        path for path in paths if (ROOT / path).is_file() and marker.search((ROOT / path).read_bytes())
    ]
