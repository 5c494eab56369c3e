"""What `notify` says in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.markdown.text import html_to_text
from statusgen.model.printable import plural
from statusgen.notify.run import OLD, Report


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
        f"{one.target.name}: {one.message.title}: {one.failure or one.needless or 'sent'}"
        for one in report.attempts
    ]
    failed = sum(bool(one.failure) for one in report.attempts)
    sent = sum(not one.failure and not one.needless for one in report.attempts)
    end = f"{plural(sent, 'message')} sent, {failed} failed."
    if failed:
        end += " Run the command again with the same --since and --sent to send what is missing."
    if not report.receivers:
        end = "There are no receivers: set STATUSGEN_NOTIFY or STATUSGEN_WEBHOOKS."
    return "\n".join([*lines, end])


def _refused(report: Report) -> Iterator[str]:
    """Why, and how to go on."""
    if report.refusal:
        older, last = report.refusal.older, report.refusal.newest
        when = f"were posted more than {OLD.days} days ago"
        if last:
            time = datetime.fromisoformat(last)
            when = f"are older than the newest one that was delivered ({time:%Y-%m-%d %H:%M} UTC)"
        yield f"{older:,} new entries {when}, so most likely they were delivered before."
        yield (
            "Ids may have changed with the `site id`, or what was sent is lost, or a backup was restored. "
            "Look at them with --dry-run; send them with --anyway."
        )
