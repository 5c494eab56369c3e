"""`make fuzz SECONDS=…`: damaged content for each reader in turn, led by what of the code it reaches.

What breaks a reader is kept in the working folder by the library, as `crash-…`; run this with that file's
name to see it again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["statusgen"]):
    from tests.fuzz import DOORS

_LONGEST = 8_000
_PATIENCE = 20


def main(seconds: int) -> int:
    """Each reader in a process of its own, as the library ends the one it runs in; 1 if any broke."""
    status = 0
    for door in DOORS:
        print(f"{door} …", flush=True)  # noqa: T201 - a command of its own
        child = os.fork()
        if not child:
            limits = [f"-max_total_time={max(seconds // len(DOORS), 1)}", f"-timeout={_PATIENCE}"]
            atheris.Setup(
                ["fuzz", *limits, f"-max_len={_LONGEST}", "-rss_limit_mb=2048", "-verbosity=0"], DOORS[door]
            )
            atheris.Fuzz()
        status |= os.waitpid(child, 0)[1]
    return int(bool(status))


if __name__ == "__main__":
    if Path(sys.argv[1]).is_file():
        for read in DOORS.values():
            read(Path(sys.argv[1]).read_bytes())
    else:
        sys.exit(main(int(sys.argv[1])))
