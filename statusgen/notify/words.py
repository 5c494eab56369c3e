"""What `notify` says in the terminal."""

from __future__ import annotations

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
        return "\n".join([*shown, f"{plural(len(shown), 'message')} for {receivers}. Nothing was sent."])
    lines = [
        f"{attempt.target.name}: {attempt.message.title}: {attempt.failure or 'sent'}"
        for attempt in report.attempts
    ]
    failed = sum(bool(attempt.failure) for attempt in report.attempts)
    end = f"{plural(len(lines) - failed, 'message')} sent, {failed} failed."
    if not report.receivers and report.messages:
        end = "Nobody is to be told: set STATUSGEN_NOTIFY or STATUSGEN_WEBHOOKS."
    return "\n".join([*lines, end])
