"""`python -m statusgen`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from statusgen.cli import main


def run() -> None:
    """Run the command of `sys.argv`, and end.

    At once: to take apart all that a large site is made of would take longer than many a build.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
