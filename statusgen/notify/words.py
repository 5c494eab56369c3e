"""What `notify` says in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.notify.run import Report
from statusgen.prose.text import html_to_text
from statusgen.report import plural


def describe(report: Report, *, dry: bool) -> str:
    """What came of it, for the terminal; of a dry run, all messages."""
    if report.first:
        return "Nothing was published before, so nothing is news."
    if dry:
        shown = [f"{one.title}\n{one.url}\n\n{html_to_text(one.html)}\n" for one in report.messages]
        receivers = ", ".join(target.name for target in report.receivers) or "nobody"
        summary = [f"{plural(len(shown), 'message')} for {receivers}. Nothing was sent.", *_refused(report)]
        return "\n".join([*shown, *summary])
    if report.refusal:
        return "\n".join(["Nothing was sent.", *_refused(report)])
    lines = [
        f"{attempt.target.name}: {attempt.message.title}: {attempt.failure or 'sent'}"
        for attempt in report.attempts
    ]
    failed = sum(bool(attempt.failure) for attempt in report.attempts)
    end = f"{plural(len(lines) - failed, 'message')} sent, {failed} failed."
    if failed:
        end += " Run the command again with the same --since and --sent to send what is missing."
    if not report.receivers and report.messages:
        end = "Nobody is to be told: set STATUSGEN_NOTIFY or STATUSGEN_WEBHOOKS."
    return "\n".join([*lines, end])


def _refused(report: Report) -> Iterator[str]:
    """Why, and how to go on."""
    if report.refusal:
        last = datetime.fromisoformat(report.refusal.newest)
        yield (
            f"{report.refusal.older:,} new entries are older than the newest one that was "
            f"delivered ({last:%Y-%m-%d %H:%M} UTC), so most likely they were delivered before."
        )
        yield (
            "Ids may have changed with the `site id`, or what was sent is lost, or a backup was restored. "
            "Look at them with --dry-run; send them with --anyway."
        )
