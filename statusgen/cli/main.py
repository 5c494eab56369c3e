"""The command line: which command is meant, and with what exit code it ends.

Commands import what they need themselves, so that `--version` and `--help` are quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from zoneinfo import reset_tzpath

from statusgen.cli import build as publish
from statusgen.cli import check
from statusgen.cli import init as site
from statusgen.cli import new_update as write
from statusgen.cli.console import ENVIRONMENT_FAILED, INTERRUPTED, WRONG_USAGE, UsageError, output, tell
from statusgen.cli.options import make_parser
from statusgen.disk import DiskError
from statusgen.signals import Interrupted, interrupted_by_signals

_COMMANDS = {
    "init": site.init,
    "new": write.write,
    "update": write.write,
    "resolve": write.write,
    "postmortem": write.write,
    "form": write.form,
    "build": publish.build,
    "diff": publish.diff,
    "check": check.check,
    "explain": check.explain_code,
    "template": write.template,
    "report": site.quality,
    "serve": publish.serve,
    "status": site.status,
    "import": site.import_notes,
    "notify": publish.notify,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong arguments raise `SystemExit(2)`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    reset_tzpath(())  # the machine's own zones may be others than those of the machine next to it
    args = make_parser().parse_args(arguments)
    try:
        with interrupted_by_signals():
            code = _COMMANDS[args.command](args)
            flush()
    except UsageError as error:
        return _fail(str(error), WRONG_USAGE)
    except BrokenPipeError:  # whoever read our output has seen enough
        return ENVIRONMENT_FAILED
    except (DiskError, OSError) as error:
        return _fail(str(error), ENVIRONMENT_FAILED)
    except Interrupted as error:
        return 128 + error.number
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def flush() -> None:
    """Write out what was printed. For errors, see `output`."""
    with output():
        for stream in (sys.stdout, sys.stderr):
            stream.flush()


def _fail(message: str, code: int) -> int:
    from statusgen.printable import harmless_lines  # noqa: PLC0415 - see above

    with suppress(DiskError, OSError):  # nobody can be told
        tell(f"statusgen: {harmless_lines(message)}")
    return code
