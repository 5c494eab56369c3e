"""Prints what the benchmarks measure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from tests.bench.home import FIRST_ROUND_TRIP, HOMES, compressed, home_pages
from tests.bench.prose import judging
from tests.bench.reports import MOST, REPORTS, report_pages

SIZES = (10, 1_000, 10_000)


def main() -> None:
    """Measure the home page and the reports of ever longer histories, and how fast prose is judged."""
    _print_sizes("The home page", FIRST_ROUND_TRIP, HOMES, home_pages)
    _print_sizes("Monthly reports", MOST, REPORTS, report_pages)
    count, seconds = judging()
    sys.stdout.write(f"Plain language: {count:,} real updates in {seconds:.2f} s of one core, ")
    sys.stdout.write(f"{1000 * seconds / count:.2f} s for 1,000\n")


def _print_sizes(
    title: str, most: int, paths: Sequence[str], pages_of: Callable[[int], Mapping[str, bytes]]
) -> None:
    """Print the sizes of pages by the number of incidents."""
    sys.stdout.write(f"{title} of 50 services, compressed; at most {most:,} bytes\n")
    sys.stdout.write(f"{'incidents':>26}" + "".join(f"{many:12,}" for many in SIZES) + "\n")
    made = [pages_of(incidents) for incidents in SIZES]
    for path in paths:
        sys.stdout.write(f"{path:>26}" + "".join(f"{compressed(pages[path]):12,}" for pages in made) + "\n")
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
