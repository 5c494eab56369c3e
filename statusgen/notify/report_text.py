"""Format the result of a notify run for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.markdown.text import html_to_text
from statusgen.model.printable import plural
from statusgen.notify.receivers import VARIABLES
from statusgen.notify.run import MAX_AGE, Refusal, Report

_NO_RECEIVERS = "There are no receivers: set {}.".format(" or ".join(VARIABLES))
_RUN_AGAIN = " Run the command again with the same --since and --sent to send what is missing."


def format_report(report: Report, *, dry: bool) -> str:
    """Format the result; of a dry run, with all messages."""
    return "\n".join(_dry_lines(report) if dry and not report.first else _lines(report))


def _dry_lines(report: Report) -> Iterator[str]:
    for one in report.messages:
        yield f"{one.title}\n{one.url}\n\n{html_to_text(one.html)}\n"
    receivers = ", ".join(one.name for one in report.receivers) or "nobody"
    yield f"{plural(len(report.messages), 'message')} for {receivers}. Nothing was sent."
    yield from _refusal(report.refusal)


def _lines(report: Report) -> Iterator[str]:
    if report.first:
        yield "Nothing was published before, so nothing is news."
        return
    if report.refusal:
        yield "Nothing was sent."
        yield from _refusal(report.refusal)
        return
    for one in report.attempts:
        yield f"{one.receiver.name}: {one.message.title}: {one.failure or one.skipped or 'sent'}"
    if not report.receivers:
        yield _NO_RECEIVERS
        return
    failed = sum(bool(one.failure) for one in report.attempts)
    sent = sum(not one.failure and not one.skipped for one in report.attempts)
    yield f"{plural(sent, 'message')} sent, {failed} failed.{_RUN_AGAIN if failed else ''}"


def _refusal(refusal: Refusal | None) -> Iterator[str]:
    """Yield why messages were refused, and what to do."""
    if refusal is None:
        return
    when = f"were posted more than {MAX_AGE.days} days ago"
    if refusal.newest:
        time = datetime.fromisoformat(refusal.newest)
        when = f"are older than the newest one that was delivered ({time:%Y-%m-%d %H:%M} UTC)"
    yield f"{refusal.older:,} new entries {when}, so most likely they were delivered before."
    yield (
        "Ids may have changed with the `site id`, or what was sent is lost, or a backup was restored. "
        "Look at them with --dry-run; send them with --anyway."
    )
