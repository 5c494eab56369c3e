"""Format changes between publications: for a terminal, and as Markdown for the summary of a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from statusgen.diff.compare import Changes, PageRef, PlannedWork
from statusgen.diff.promises import Break, BrokenPromise
from statusgen.diff.removed import AddressKind, RemovedAddress, RemovedMessage
from statusgen.model.printable import harmless, plural
from statusgen.notify.new_entries import Message

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


_ADVICE = {
    AddressKind.NOTE: "For a note, name its old address under `aliases`, or rename it back.",
    AddressKind.SERVICE: "Keep a removed service in services.yml, with its last day as `retired`.",
    AddressKind.GROUP: "Give the group its old id back, or keep it.",
    AddressKind.LANGUAGE: "Keep the language's place in `languages`: feeds and calendars cannot forward.",
}
_MESSAGES_REMOVED = (
    "Feed readers and mailboxes still have them; an address with `#` now leads to the top of the page.\n"
    "Put the update back. If it was wrong, say so in a new one."
)
_PROMISED = (
    "A promise that is gone in silence looks broken. Put the action back; if you gave it up, say so with\n"
    "`dropped`, `on` and `why`."
)
_LATER = "Say in a new update why it takes longer."
_HIDDEN = (
    "If `public` hides them on purpose, nothing is missing; else put them back, or drop them with a reason."
)
_WITHDRAWN = "If one is still needed, write it in the postmortem of another incident, or in a problem."
_BREAKS = {
    Break.GONE: "gone",
    Break.HIDDEN: "not shown any more",
    Break.WITHDRAWN: "no longer in /learned/, as the note is withdrawn",
    Break.UNDONE: "not done any more",
    Break.POSTPONED: "due later, or on no day any more",
}
_NOT_SENT = "Nothing was published before: the feeds have them, and nobody is sent a message."
_SENT_ONCE = "The feeds have them, and `statusgen notify` sends each once to every receiver."
_NOT_SENT_AGAIN = "Subscribers get no second message. If it matters, post a new update."


def _lines(
    changes: Changes | None, escape: Callable[[str], str], heading: Callable[[str], str]
) -> Iterator[str]:
    if changes is None:
        yield "Nothing can be published until the errors are fixed; the site stays as it is."
        return
    if changes.none:
        yield "Nothing changes for readers."
        return
    for name, entries, comment in _sections(changes, escape):
        if entries:
            yield heading(name)
            yield from (f"- {one}" for one in entries[:MAX_LISTED])
            if len(entries) > MAX_LISTED:
                yield f"- … and {len(entries) - MAX_LISTED:,} more"
            if comment:
                yield f"\n{comment}"
    others = (changes.translated, "in other languages"), (changes.restyled, "in look alone")
    if counted := [f"{plural(count, 'page')} {what}" for count, what in others if count]:
        yield f"\nAlso: {', '.join(counted)}."


def _sections(changes: Changes, escape: Callable[[str], str]) -> Iterator[tuple[str, list[str], str]]:
    """Yield each kind of change: its heading, its entries, and a comment on them or an empty string."""

    def titles(messages: Sequence[Message]) -> list[str]:
        return [escape(one.title) for one in messages]

    def addresses(pages: Sequence[PageRef | RemovedMessage]) -> list[str]:
        return [f"{escape(one.title)} (/{one.address})" for one in pages]

    kinds = {one.kind for one in changes.removed}
    advice = ["People may have kept them.", *(text for kind, text in _ADVICE.items() if kind in kinds)]
    yield "Addresses that will not answer any more", list(map(_removed, changes.removed)), "\n".join(advice)
    yield "Messages that disappear", addresses(changes.removed_messages), _MESSAGES_REMOVED
    yield (
        "Actions that readers have seen",
        [_action(one, escape) for one in changes.broken_promises],
        _promised({one.kind for one in changes.broken_promises}),
    )
    yield "Messages to subscribers", titles(changes.messages), _NOT_SENT if changes.first else _SENT_ONCE
    yield "Changed in messages that readers have seen", titles(changes.edited), _NOT_SENT_AGAIN
    planned = [_event(one, "new", escape) for one in changes.planned]
    yield "Calendar", planned + [_event(one, "changed", escape) for one in changes.moved], ""
    yield "New pages", addresses(changes.new), ""
    yield "Changed pages", addresses(changes.changed), ""


def _removed(one: RemovedAddress) -> str:
    return f"/{one.address}" + (f"… ({one.count:,} addresses)" if one.count > 1 else "")


def _promised(kinds: set[Break]) -> str:
    advice = {
        _PROMISED: {Break.GONE, Break.REWORDED},
        _HIDDEN: {Break.HIDDEN},
        _WITHDRAWN: {Break.WITHDRAWN},
        _LATER: {Break.UNDONE, Break.POSTPONED},
    }
    return "\n".join(text for text, about in advice.items() if kinds & about)


def _action(one: BrokenPromise, escape: Callable[[str], str]) -> str:
    change = f"now “{escape(one.new_words)}”" if one.kind is Break.REWORDED else _BREAKS[one.kind]
    return f"“{escape(one.words)}” is {change}: {escape(one.title)} (/{one.address})"


def _event(one: PlannedWork, change: str, escape: Callable[[str], str]) -> str:
    same_day = one.starts.date() == one.ends.date()
    ends = f"{one.ends:%H:%M}" if same_day else f"{one.ends:%Y-%m-%d %H:%M}"
    what = "cancelled" if one.cancelled else change
    return f"{what}: {escape(one.title)}, {one.starts:%Y-%m-%d %H:%M}–{ends} UTC"


def _preview(one: Message) -> Iterator[str]:
    """Yield the text of a message as HTML. A blank line in it would end Markdown's block of HTML."""
    yield f"\n<details open><summary>{html.escape(one.title)}</summary>"
    yield "<blockquote>" + re.sub(r"\n\s*\n", "\n", one.html) + "</blockquote>"
    yield "</details>"


def _escaped(text: str) -> str:
    """Escape a title so that it reads the same in Markdown, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~@&])", r"\\\1", " ".join(harmless(text).split()))
