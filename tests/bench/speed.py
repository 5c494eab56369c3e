"""How long a site takes, beside Hugo and a plain copy: `python -m tests.bench.speed --sizes 100,1000`.

What is measured, and how, is told in docs/performance.md.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from tests.bench.generators import ELEVENTY, HUGO, PELICAN, STATUSGEN, Generator, write_sites
from tests.bench.history import Incident, history
from tests.bench.machine import machine
from tests.bench.process import Run, run
from tests.bench.serving import shown_after
from tests.bench.table import Column, Line, as_markdown, as_text

RIVALS = (STATUSGEN, HUGO)
"""Measured in turn, round by round, so that whatever else the machine does meets both."""

OTHERS = (PELICAN, ELEVENTY)
"""Measured once, for the record: they make less."""

COPY = "cp -r"
EDITS = 5
"""How many edits a preview is timed with."""


@dataclass
class Measured:
    """What was seen at one size: values by measure and program, a value a round."""

    size: int
    values: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, measure: str, program: str, value: float) -> None:
        """Keep one value."""
        self.values.setdefault((measure, program), []).append(value)

    def add_run(self, measure: str, program: str, seen: Run) -> None:
        """Keep all of a run."""
        self.add(measure, program, seen.wall)
        self.add(f"{measure}, on the disk", program, seen.wall + seen.settle)
        self.add(f"{measure}, CPU", program, seen.cpu)
        self.add(f"{measure}, memory", program, seen.memory)


MEASURES = (
    ("clean build", "clean", "s"),
    ("clean build, settled on the disk", "clean, on the disk", "s"),
    ("clean build, CPU of all cores", "clean, CPU", "s"),
    ("clean build, peak memory", "clean, memory", "MB"),
    ("one note edited", "edit", "s"),
    ("one note edited, peak memory", "edit, memory", "MB"),
    ("nothing changed", "same", "s"),
    ("preview shows an edit", "serve", "s"),
    ("files", "files", ""),
    ("bytes", "bytes", "MB"),
    ("home page, compressed", "home", "kB"),
)
"""The lines of the table: in words, as measured, and in what unit."""


def main() -> None:
    """Measure every size asked for, and print the table."""
    asked = _arguments()
    lines: list[Line] = []
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(dir=asked.work, prefix="statusgen-bench-") as folder:
            measured = _measure(Path(folder), size, rounds=asked.rounds, others=asked.others)
        lines += _lines(measured)
        _say(as_text(_COLUMNS, _lines(measured)))
    if asked.markdown:
        about = " ".join(["python -m tests.bench.speed", *sys.argv[1:]])
        asked.markdown.write_text(as_markdown(_COLUMNS, lines, machine(about)), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed")
    parser.add_argument("--sizes", type=_sizes, default=(100, 1_000), help="numbers of incidents: 100,1000")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is repeated")
    parser.add_argument("--others", action="store_true", help="build once with Pelican and Eleventy as well")
    parser.add_argument("--work", type=Path, help="the folder for the sites, on the disk to be measured")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there as well")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _measure(folder: Path, size: int, *, rounds: int, others: bool) -> Measured:
    measured, edits = Measured(size), count(1)
    used = (*RIVALS, *(OTHERS if others else ()))
    newest = next(history(size))
    write_sites(used, folder, history(size))
    for one in RIVALS:  # the program itself is in memory before the first round, as it is ever after
        run((one.command[0], "--version") if one is STATUSGEN else (one.command[0], "version"), folder)
    for number in range(rounds):
        _say(f"{size:,} incidents, round {number + 1} of {rounds}")
        _round(measured, folder, newest, edits)
    for one in RIVALS:
        for seconds in shown_after(
            one, folder / one.name, newest, partial(edit, one, folder / one.name, newest, edits), times=EDITS
        ):
            measured.add("serve", one.name, seconds)
    for one in used:
        if one in OTHERS:
            measured.add_run("clean", one.name, run(one.command, folder / one.name))
        for measure, value in _output(folder / one.name / "public"):
            measured.add(measure, one.name, value)
    return measured


def _round(measured: Measured, folder: Path, newest: Incident, edits: Iterator[int]) -> None:
    """Every kind of build once, each by one program after the other."""
    for made in (*(folder / one.name / "public" for one in RIVALS), folder / "copy"):
        _put_away(made, folder / "away")
    for one in RIVALS:
        measured.add_run("clean", one.name, run(one.command, folder / one.name))
    copied = run(("cp", "-r", str(folder / STATUSGEN.name / "public"), "copy"), folder)
    measured.add("clean", COPY, copied.wall)
    measured.add("clean, on the disk", COPY, copied.wall + copied.settle)
    for one in RIVALS:
        measured.add_run("same", one.name, run(one.command, folder / one.name))
    for one in RIVALS:
        mark = edit(one, folder / one.name, newest, edits)
        measured.add_run("edit", one.name, run(one.command, folder / one.name))
        page = folder / one.name / "public" / "incidents" / newest.id / "index.html"
        if mark not in page.read_text(encoding="utf-8"):
            raise RuntimeError(f"{one.name} has not published the edit")


def _put_away(made: Path, away: Path) -> None:
    """Make room. Removing so many files would make writing others slow for minutes, for some file systems."""
    if made.exists():
        away.mkdir(exist_ok=True)
        made.rename(away / str(len(list(away.iterdir()))))


def edit(generator: Generator, site: Path, incident: Incident, edits: Iterator[int]) -> str:
    """Add a sentence to the last update of an incident: what its page must show."""
    mark = f"Edit number {next(edits)}."
    with generator.note(site, incident).open("a", encoding="utf-8") as note:
        note.write(f"\n{mark}\n")
    return mark


def _output(public: Path) -> Iterator[tuple[str, float]]:
    sizes = [path.stat().st_size for path in public.rglob("*") if path.is_file()]
    yield "files", len(sizes)
    yield "bytes", sum(sizes)
    yield "home", len(gzip.compress((public / "index.html").read_bytes(), compresslevel=6, mtime=0))


_COLUMNS = (
    Column("statusgen", STATUSGEN.name),
    Column("Hugo", HUGO.name),
    Column("statusgen / Hugo", STATUSGEN.name, HUGO.name),
    Column(COPY, COPY),
    Column(f"statusgen / {COPY}", STATUSGEN.name, COPY),
    Column("Pelican", PELICAN.name),
    Column("Eleventy", ELEVENTY.name),
)


def _lines(measured: Measured) -> list[Line]:
    return [
        Line(
            f"{measured.size:,}",
            words,
            unit,
            {program: seen for (measure, program), seen in measured.values.items() if measure == key},
        )
        for words, key, unit in MEASURES
    ]


if __name__ == "__main__":
    main()
