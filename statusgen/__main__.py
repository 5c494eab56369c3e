"""`python -m statusgen`."""

from __future__ import annotations

import os
import sys

from statusgen.cli.console import ENVIRONMENT_FAILED
from statusgen.cli.main import flush, main
from statusgen.disk import DiskError


def run() -> None:
    """Run the command of `sys.argv`, and end.

    At once: to take apart all that a large site is made of would take longer than many a build.
    """
    _open_closed_streams()
    try:
        code = main()
    except SystemExit as end:  # help, or wrong arguments
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    try:
        flush()
    except (DiskError, OSError):
        code = code or ENVIRONMENT_FAILED
    os._exit(code)


def _open_closed_streams() -> None:
    """Lead standard streams that are closed to nowhere.

    Else the next file that is opened has the number of such a stream, and messages are written into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, "r" if number == 0 else "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it stays
            setattr(sys, name, stream)
            if stream.fileno() == number:
                os.set_inheritable(number, True)  # noqa: FBT003 - for programs that we start


if __name__ == "__main__":
    run()
