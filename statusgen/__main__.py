"""`python -m statusgen`."""

from __future__ import annotations

import sys

from statusgen.cli import main

if __name__ == "__main__":
    sys.exit(main())
