"""The sites that `tests.same` builds, and the builds of each: bytes and instants, no processes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from tests.bench.corpus import NOW as CORPUS_NOW
from tests.bench.corpus import corpus

ROOT = Path(__file__).parents[1]
GOLDEN, BROKEN, CASES = (ROOT / "tests" / name for name in ("golden", "broken", "cases"))
KEEP_GOING = "--keep-going"
AN_EDIT = b"""

We looked **again**, ~~not~~ at https://example.org/a_b and [the page](https://example.org/ "Page")[^1]:
`x < y` & z.

- [x] done
  1. nested
  2. list
* [ ] to do

| stop | state |
|:-----|------:|
| *A*  | `up`  |

> [!NOTE]
> A quotation with <b>HTML</b>, a <br> and a <!-- comment -->.

~~~text
code <script>
~~~

<details><summary>More</summary>

Words.

</details>

[^1]: A footnote.
"""
AN_ERROR = b"\n\n## Solved it \xc2\xb7 someday\n\nx\n"
SETTINGS = b"""
home page: https://larkmoor.example/
repository: https://github.com/larkmoor/status
footer: Larkmoor Trams, 1 Depot Lane
recent days: 30
uptime weights: {degraded: 0.1, partial outage: 0.5}
feeds: {hub: "https://hub.example/", maintenance: no}
appearance:
  {logo: logo.svg, colours: {link: "#7a1fa2"}, dark colours: {link: "#d9a5f5"}, font: serif, corners: square}
reports: public
editor: {program: decap, repository: "https://github.com/larkmoor/status"}
theme: timetable
"""
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'

Files: TypeAlias = Mapping[str, bytes]
"""Bytes by path from the folder that has `content` and, if there are any, `themes`."""


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a site, over the output and the cache of the build before it unless it is `clean`."""

    name: str
    files: Files
    now: datetime
    options: tuple[str, ...] = ()
    clean: bool = False


def read_files(folder: Path, below: str = "content/") -> dict[str, bytes]:
    """Return the files of a folder by path, which begins with `below`, without names that begin with `_`."""
    paths = ((path, path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        below + name.as_posix(): path.read_bytes()
        for path, name in paths
        if not any(part.startswith("_") for part in name.parts)
    }


def sound_site(files: Files, now: datetime, today: datetime) -> list[Build]:
    """Builds of a site without errors, clean and after edits. Pages built for `today` refresh themselves."""
    soon, later = now + timedelta(hours=3), now + timedelta(days=40)
    incidents = [path for path in sorted(files) if re.search(r"/incidents/.*(?<!\.zh)\.md$", path)]
    edited = {**files, **{path: files[path] + AN_EDIT for path in (incidents[0], incidents[-1])}}
    wrong = {**edited, incidents[-1]: files[incidents[-1]] + AN_ERROR}
    return [
        Build("clean", files, now, clean=True),
        Build("nothing changed", files, now),
        Build("edited", edited, now),
        Build("3 hours later", edited, soon),
        Build("with an error", wrong, soon),
        Build("with an error, kept going", wrong, soon, (KEEP_GOING,)),
        Build("corrected, 40 days later", files, later),
        Build("clean, 3 hours later", files, soon, clean=True),
        Build("clean, 40 days later", files, later, clean=True),
        Build("clean, today", files, today, clean=True),
    ]


def small_site(files: Files, now: datetime, before: Files | None = None) -> list[Build]:
    """Builds of a site that may have errors, after a publication of what it was `before`."""
    builds = [
        Build("strict", files, now),
        Build("kept going, 3 hours later", files, now + timedelta(hours=3), (KEEP_GOING,)),
        Build("kept going, 40 days later", files, now + timedelta(days=40), (KEEP_GOING,)),
    ]
    if before:
        builds.insert(0, Build("before", before, now, (KEEP_GOING,)))
    return [replace(builds[0], clean=True), *builds[1:]]


def all_sites(today: datetime) -> dict[str, list[Build]]:
    """Return the builds of all sites by name."""
    trams, trams_now = read_files(GOLDEN / "trams" / "content"), datetime(2026, 5, 4, 16, tzinfo=UTC)
    site = "content/site.yml"
    decorated = {**trams, site: trams[site] + SETTINGS, "content/logo.svg": LOGO}
    large = {f"content/{path}": data for path, data in corpus(300).items()}
    sites = {
        "large": sound_site(large, datetime.fromisoformat(CORPUS_NOW), today),
        "demo": sound_site(read_files(ROOT / "content"), datetime(2026, 11, 17, 14, 40, tzinfo=UTC), today),
        "trams": sound_site(trams, trams_now, today),
        "settings": sound_site(decorated, trams_now, today),
    }
    for case in sorted(path for path in CASES.iterdir() if re.match(r"\d", path.name)):
        after = next(case / name for name in ("content", "after") if (case / name).is_dir())
        sites[case.name] = small_site(
            read_files(after), datetime(2026, 5, 6, 10, 30, tzinfo=UTC), read_files(case / "before")
        )
    for case in sorted(path for path in BROKEN.iterdir() if not path.name.startswith(("_", "import-"))):
        sites[case.name] = small_site(*_broken(case))
    return sites


def _broken(case: Path) -> tuple[Files, datetime, Files | None]:
    """Return what `tests/broken/` has of a case: its files, its instant and the files published before."""
    base, last = read_files(BROKEN / "_base"), case / "_previous"
    files = base | read_files(case) | read_files(case / "_themes", "themes/")
    without = case / "_without"
    left_out = ["expected.txt", *(without.read_text(encoding="utf-8").split() if without.exists() else ())]
    kept = {path: data for path, data in files.items() if path.removeprefix("content/") not in left_out}
    return kept, datetime(2026, 6, 10, 12, tzinfo=UTC), base | read_files(last) if last.is_dir() else None
