"""Whatever happens between two builds, the second one leaves what a first one would."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from statusgen.cli.main import main
from statusgen.publish.manifest import MANIFEST, read_manifest

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("EXAMPLES", "6"))
"""So many lives of a site; `make lives N=…` asks for more."""
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = "name: City\nurl: https://status.city.example/\ntime zone: UTC\n"
SERVICES = "services:\n  - id: web\n    name: Website\n  - id: app\n    name: App\n"
NAMES = st.sampled_from(["a", "b", "c"])
FIRST = "\n## Investigating · 2026-05-01 11:10\nnext update: 12:30\n\nWe are looking.\n"
ENDS = {
    "open": "",
    "longer": "\nAnd looking.\n",
    "found": "\n## Identified · 2026-05-01 11:40\n\nA wire broke.\n",
    "over": "\n## Resolved · 2026-05-01 12:20\n\nAll is well.\n",
    "reviewed": "\n## Resolved · 2026-05-01 12:20\n\nWell.\n\n## Postmortem · 2026-05-02 10:00\n\nRust.\n",
    "promised": "\n## Resolved · 2026-05-01 12:20\nreport by: 2026-05-01\n\nAll is well.\n",
    "learned": """
## Resolved · 2026-05-01 12:20

Well.

## Postmortem · 2026-05-01 13:00
factors: [{what: Rust}]
actions:
  - {do: Paint it, due: 2026-05-01, for: rust}
  - {do: Look at all others, due: 2026-05-01, done: 2026-05-02}

Rust.
""",
    "to come": "\n## Monitoring · 2026-05-03 10:00\n\nIt holds.\n",
    "broken": "\n## Solved it · someday\n\nx\n",
}
PLANNED = """\
---
title: New rails
services: [web]
starts: 2026-05-02 01:00
ends: 2026-05-02 03:00
announced: 2026-05-01 09:00
---
"""
PROBLEM = """\
---
title: Rust
services: [web]
workaround: Wait.
opened: 2026-05-01
public: yes
actions: [{do: Paint all, due: 2026-05-01}]
---
"""
PROBLEMS = {
    "none": "",
    "internal": PROBLEM.replace("public: yes\n", ""),
    "public": PROBLEM,
    "to come": PROBLEM.replace("opened: 2026-05-01", "opened: 2026-05-02 01:10"),
    "of another title": PROBLEM.replace("Rust", "Rust on all rails"),
    "fixed": f"{PROBLEM}\n## Fixed · 2026-05-01 12:10\n\nPainted.\n",
}
NIGHTLY = """\
---
title: Nights without trams
services: [app]
starts: 2026-05-01 02:00
ends: 2026-05-01 03:00
repeat: every day
show ahead: 1 day
---
"""
RECURRING = {
    "none": "",
    "every night": NIGHTLY,
    "ended": NIGHTLY.replace("every day", "every day\nuntil: 2026-05-02"),
    "with exceptions": NIGHTLY.replace(
        "every day", "every day\nexceptions: {2026-05-02: cancelled, 2026-05-03: {starts: 05:00}}"
    ),
    "with an update": f"{NIGHTLY}\n## Extended · 2026-05-02 02:50\non: 2026-05-02\nends: 04:00\n\nLonger.\n",
    "by another rule": NIGHTLY.replace("every day", "every friday"),
    "by no rule": NIGHTLY.replace("every day", "every full moon"),
    "with a mistake": NIGHTLY.replace("[app]", "[ap]"),
    "once": NIGHTLY.replace("repeat: every day\nshow ahead: 1 day\n", ""),
}
WRONG: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "noise": lambda data: bytes(one ^ 0x5A for one in data),
    "one letter": lambda data: data[:-2] + bytes([data[-2] ^ 1]) + data[-1:] if len(data) > 1 else b"x",
    "of another kind": lambda _: b'{"format": 1, "files": ["index.html", {"a": 1}]}',
    "of another version": lambda data: data.replace(b'"format":', b'"format":9'),
}


def incident(service: str, end: str) -> str:
    """A note about a service."""
    problem = "problem: rust\n" if end == "learned" else ""
    head = f"---\ntitle: Trouble with {service}\nservices: {{{service}: degraded}}\n{problem}---\n"
    return f"{head}{FIRST}{ENDS[end]}"


class Lives(RuleBasedStateMachine):
    """A site in which anything may change from one build to the next."""

    @initialize()
    def begin(self) -> None:
        """A site with one note."""
        self.root = Path(tempfile.mkdtemp()).resolve()
        self.content, self.out, self.cache = (self.root / name for name in ("content", "public", "cache"))
        self.now, self.options = START, dict[str, str]()
        self.write("content/site.yml", SITE)
        self.write("content/services.yml", SERVICES)
        self.write("content/incidents/a.md", incident("web", "open"))

    def write(self, path: str, text: str) -> None:
        """A file of the site's folder."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def note(self, name: str) -> Path:
        """Where the note of a name lies."""
        return self.content / "incidents" / f"{name}.md"

    @rule(name=NAMES, service=st.sampled_from(["web", "app"]), end=st.sampled_from(sorted(ENDS)))
    def write_note(self, name: str, service: str, end: str) -> None:
        """A note is new, or has other words."""
        self.write(f"content/incidents/{name}.md", incident(service, end))

    @rule(state=st.sampled_from(sorted(PROBLEMS)))
    def write_problem(self, state: str) -> None:
        """A problem is known, to readers or not, or there is none."""
        self.write("content/problems/rust.md", PROBLEMS[state])
        if not PROBLEMS[state]:
            (self.content / "problems" / "rust.md").unlink()

    @rule(old=NAMES, new=NAMES)
    def rename_note(self, old: str, new: str) -> None:
        """A note gets another address."""
        if self.note(old).exists():
            self.note(old).rename(self.note(new))

    @rule(name=NAMES)
    def remove_note(self, name: str) -> None:
        """A note is gone."""
        self.note(name).unlink(missing_ok=True)

    @rule(name=NAMES)
    def touch_note(self, name: str) -> None:
        """A note is as it was, at another time."""
        if self.note(name).exists():
            self.note(name).touch()

    @rule(name=NAMES, in_place=st.booleans())
    def replace_note_unseen(self, name: str, *, in_place: bool) -> None:
        """Other words of the same length, with the old time of change."""
        note = self.note(name)
        if note.exists():
            was, words = note.stat(), note.read_text().swapcase().replace("TITLE", "title")
            if not in_place:
                note.unlink()
            note.write_text(words.replace("SERVICES", "services"))
            os.utime(note, ns=(was.st_atime_ns, was.st_mtime_ns))

    @rule(there=st.booleans())
    def plan(self, *, there: bool) -> None:
        """Planned maintenance is announced, or taken back."""
        self.write("content/maintenance/rails.md", PLANNED)
        if not there:
            (self.content / "maintenance/rails.md").unlink()

    @rule(state=st.sampled_from(sorted(RECURRING)))
    def recur(self, state: str) -> None:
        """Maintenance recurs, by one rule or another, or is taken back."""
        self.write("content/maintenance/nights.md", RECURRING[state])
        if not RECURRING[state]:
            (self.content / "maintenance/nights.md").unlink()

    @rule(more=st.sampled_from(["", "languages: [en, zh]\n", "reports: public\n", "theme: no\n"]))
    def change_settings(self, more: str) -> None:
        """The settings are others, or name a theme that is not there."""
        self.write("content/site.yml", SITE + more)

    @rule(zone=st.sampled_from(["UTC", "Asia/Tokyo"]))
    def change_zone(self, zone: str) -> None:
        """All times are others."""
        self.write("content/site.yml", SITE.replace("UTC", zone))

    @rule(name=st.sampled_from(["Website", "Pages"]), last=st.sampled_from(["app", "shop"]))
    def change_catalog(self, name: str, last: str) -> None:
        """A service has another name, or another one stands in its place."""
        self.write("content/services.yml", SERVICES.replace("Website", name).replace("app", last))

    @rule(
        path=st.sampled_from(["assets/theme.css", "templates/404.html", "templates/note.html"]),
        text=st.sampled_from(["", "/* own */\n", "{% if %}\n"]),
    )
    def change_theme(self, path: str, text: str) -> None:
        """One's own theme has a file more, or one less."""
        self.write(f"themes/own/{path}", text)
        if not text:
            (self.root / "themes/own" / path).unlink()

    @rule(theme=st.sampled_from(["default", "timetable", "own"]))
    def choose_theme(self, theme: str) -> None:
        """Another theme is asked for; one's own may not be there."""
        self.options["--theme"] = theme

    @rule(url=st.sampled_from(["https://a.example/", "https://b.example/status/"]))
    def choose_url(self, url: str) -> None:
        """The site is for another place."""
        self.options["--url"] = url

    @rule(going=st.booleans())
    def choose_to_keep_going(self, *, going: bool) -> None:
        """Notes with errors stop everything, or keep their last version."""
        self.options.pop("--keep-going", None)
        if going:
            self.options["--keep-going"] = ""

    @rule(hours=st.sampled_from([-30.0, -1.0, 0.01, 1.0, 14.0, 40.0, 900.0]))
    def pass_time(self, hours: float) -> None:
        """Time passes, or an earlier instant is looked at."""
        self.now += HOUR * hours

    @rule(number=st.integers(0, 10_000), how=st.sampled_from([*WRONG, "gone", "a folder"]))
    def spoil_published(self, number: int, how: str) -> None:
        """Somebody changes a published file, or one of the site's records."""
        self.spoil(self.out, number, how)

    @rule(number=st.integers(0, 10_000), how=st.sampled_from([*WRONG, "gone", "a folder"]))
    def spoil_cache(self, number: int, how: str) -> None:
        """What was remembered is damaged or another's."""
        self.spoil(self.cache, number, how)

    @rule()
    def spoil_manifest(self) -> None:
        """The manifest names what it does not know."""
        manifest = self.out / ".statusgen/manifest.json"
        if manifest.is_file():
            known = json.loads(manifest.read_bytes())
            known["files"] = {path: ["x", mark[1]] for path, mark in list(known["files"].items())[::2]}
            for _, files in [one for one in known["groups"].values() if one[1]]:
                files.popitem()
            manifest.write_text(json.dumps(known))

    def spoil(self, folder: Path, number: int, how: str) -> None:
        """Damage one file below a folder."""
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
        if not files:
            return
        path = files[number % len(files)]
        if how in WRONG:
            path.write_bytes(WRONG[how](path.read_bytes()))
        else:
            path.unlink()
            if how == "a folder":
                path.mkdir()

    def build(self, out: Path, cache: Path) -> tuple[int, str]:
        """Return the exit code and the errors."""
        options = [word for pair in self.options.items() for word in pair if word]
        output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(errors),
        ):
            patch.chdir(self.root)
            patch.setenv("STATUSGEN_CACHE", str(cache))
            # Files are believed to stay as they are a while after their last change: 20 ms here.
            patch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + 2_480_000_000)
            code = main(["build", "--now", self.now.isoformat(), "--out", str(out), *options])
        return code, errors.buffer.getvalue().decode().replace(str(out), "public")

    @invariant()
    def incremental_equals_clean(self) -> None:
        """Paths, bytes, exit code and diagnostics; where nothing may be published, all stays as it was."""
        before, clean = tree(self.out), self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        kept = self.out / ".statusgen/notes"
        if kept.is_dir():  # last published versions and revisions are part of what is asked for
            shutil.copytree(kept, clean / ".statusgen/notes")
        fresh = self.build(clean, self.root / "no-cache")
        shutil.rmtree(self.root / "no-cache", ignore_errors=True)

        assert fresh == self.build(self.out, self.cache)

        if (clean / ".statusgen/manifest.json").exists():
            ours = {*read_manifest(clean).files, MANIFEST}
            found = tree(self.out)
            assert {path: data for path, data in tree(clean).items() if path in ours} == found
        else:
            assert before == tree(self.out)

    def teardown(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self.root, ignore_errors=True)


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


Lives.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLives = Lives.TestCase
