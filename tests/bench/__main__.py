"""Prints what the benchmarks measure."""

from __future__ import annotations

import sys

from tests.bench.home import FIRST_ROUND_TRIP, HOMES, compressed, home_pages
from tests.bench.prose import judging

SIZES = (10, 1_000, 10_000)


def main() -> None:
    """Measure the home page of ever longer histories."""
    sys.stdout.write(f"The home page of 50 services, compressed; at most {FIRST_ROUND_TRIP:,} bytes\n")
    sys.stdout.write(f"{'incidents':>20}" + "".join(f"{many:12,}" for many in SIZES) + "\n")
    made = [home_pages(incidents) for incidents in SIZES]
    for path in HOMES:
        sys.stdout.write(f"{path:>20}" + "".join(f"{compressed(pages[path]):12,}" for pages in made) + "\n")
    count, seconds = judging()
    sys.stdout.write(f"\nPlain language: {count:,} real updates in {seconds:.2f} s of one core, ")
    sys.stdout.write(f"{1000 * seconds / count:.2f} s for 1,000\n")


if __name__ == "__main__":
    main()
