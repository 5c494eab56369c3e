"""Format changes between publications: for a terminal, and as Markdown for the summary of a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

from statusgen.diff.compare import Changes, PageRef, PlannedWork
from statusgen.diff.removed import AddressKind, RemovedAddress
from statusgen.notify.new_entries import Message
from statusgen.report import harmless, plural

MAX_LISTED = 20
"""Entries of a list that are shown."""


def format_text(changes: Changes | None) -> str:
    """Format changes for a terminal; None stands for a site that cannot be published."""
    return "\n".join(_lines(changes, harmless, lambda name: f"\n{name}")).strip()


def format_markdown(changes: Changes | None, mistakes: str = "") -> str:
    """Format changes as GitHub's Markdown, below the `mistakes` and above the text of new messages."""
    lines = [f"### Mistakes\n\n~~~~~~text\n{mistakes.strip()}\n~~~~~~\n"] if mistakes else []
    lines += _lines(changes, _escaped, lambda name: f"\n### {name}\n")
    lines += [part for one in (changes.messages[:MAX_LISTED] if changes else ()) for part in _preview(one)]
    return "\n".join(lines).strip()


_CANNOT_PUBLISH = "Nothing can be published until the errors are fixed; the site stays as it is."
_ADVICE = {
    AddressKind.NOTE: "For a note, name its old address under `aliases`, or rename it back.",
    AddressKind.SERVICE: (
        "Keep a service that is no more in services.yml, with the day of its end as `retired`."
    ),
    AddressKind.GROUP: "Give the group its old id back, or keep it.",
    AddressKind.LANGUAGE: (
        "Keep the place of the language in `languages`: feeds and calendars cannot forward."
    ),
}
_MESSAGES_REMOVED = (
    "Feed readers and mailboxes still have them; an address with `#` now leads to the top of the page.\n"
    "Put the update back. If it was wrong, say so in a new one."
)
_NOT_SENT = "Nothing was published before: the feeds have them, and nobody is sent a message."
_SENT_ONCE = "The feeds have them, and `statusgen notify` sends each once to every receiver."
_NOT_SENT_AGAIN = "Subscribers get no second message. If it matters, post a new update."


def _lines(
    changes: Changes | None, escape: Callable[[str], str], heading: Callable[[str], str]
) -> Iterator[str]:
    if changes is None:
        yield _CANNOT_PUBLISH
        return
    if changes.none:
        yield "Nothing changes for readers."
        return
    kinds = {one.kind for one in changes.removed}
    advice = ["People may have kept them.", *(_ADVICE[kind] for kind in _ADVICE if kind in kinds)]
    sections: tuple[tuple[str, list[str], str], ...] = (
        (
            "Addresses that will not answer any more",
            [_removed(one) for one in changes.removed],
            "\n".join(advice),
        ),
        (
            "Messages that disappear",
            [f"{escape(one.title)} (/{one.address})" for one in changes.removed_messages],
            _MESSAGES_REMOVED,
        ),
        (
            "Messages to subscribers",
            [escape(one.title) for one in changes.messages],
            _NOT_SENT if changes.first else _SENT_ONCE,
        ),
        (
            "Changed in messages that readers have seen",
            [escape(one.title) for one in changes.edited],
            _NOT_SENT_AGAIN,
        ),
    )
    for name, entries, comment in sections:
        if entries:
            yield heading(name)
            yield from _listed(entries)
            yield f"\n{comment}"
    if changes.planned or changes.moved:
        yield heading("Calendar")
        yield from _listed(_event(one, "new", escape) for one in changes.planned)
        yield from _listed(_event(one, "changed", escape) for one in changes.moved)
    for name, pages in ("New pages", changes.new), ("Changed pages", changes.changed):
        if pages:
            yield heading(name)
            yield from _listed(_page(one, escape) for one in pages)
    others = (
        (changes.translated, "in other languages"),
        (changes.restyled, "in look alone"),
    )
    if counted := [f"{plural(count, 'page')} {what}" for count, what in others if count]:
        yield f"\nAlso: {', '.join(counted)}."


def _removed(one: RemovedAddress) -> str:
    return f"/{one.address}" + (f"… ({one.count:,} addresses)" if one.count > 1 else "")


def _page(one: PageRef, escape: Callable[[str], str]) -> str:
    return f"{escape(one.title)} (/{one.address})"


def _event(one: PlannedWork, change: str, escape: Callable[[str], str]) -> str:
    same_day = one.starts.date() == one.ends.date()
    ends = f"{one.ends:%H:%M}" if same_day else f"{one.ends:%Y-%m-%d %H:%M}"
    what = "cancelled" if one.cancelled else change
    return f"{what}: {escape(one.title)}, {one.starts:%Y-%m-%d %H:%M}–{ends} UTC"


def _listed(entries: Iterable[str]) -> Iterator[str]:
    found = list(entries)
    yield from (f"- {one}" for one in found[:MAX_LISTED])
    if len(found) > MAX_LISTED:
        yield f"- … and {len(found) - MAX_LISTED:,} more"


def _preview(one: Message) -> Iterator[str]:
    """Yield the text of a message as HTML. A blank line in it would end Markdown's block of HTML."""
    yield f"\n<details open><summary>{html.escape(one.title)}</summary>"
    yield "<blockquote>" + re.sub(r"\n\s*\n", "\n", one.html) + "</blockquote>"
    yield "</details>"


def _escaped(text: str) -> str:
    """Escape a title so that it reads the same in Markdown, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~@&])", r"\\\1", " ".join(harmless(text).split()))
