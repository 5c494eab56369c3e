"""`python -m statusgen`."""

from __future__ import annotations

from statusgen.cli.main import run

if __name__ == "__main__":
    run()
