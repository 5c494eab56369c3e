"""Effects in words: for a terminal, and as Markdown for the summary of a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from statusgen.effects.compare import Effects, Event, Page
from statusgen.effects.lost import Gone, Kind
from statusgen.model.printable import harmless, plural
from statusgen.notify.news import Message

MOST = 20
"""So many of a kind are listed."""


def tell_text(effects: Effects | None) -> str:
    """The effects as lines for a terminal; without any, nothing can be published."""
    return "\n".join(_lines(effects, harmless, lambda name: f"\n{name}")).strip()


def tell_markdown(effects: Effects | None, wrong: str = "") -> str:
    """The effects as GitHub's Markdown, with the mistakes, and the words that readers will get."""
    lines = [f"### Mistakes\n\n~~~~~~text\n{wrong.strip()}\n~~~~~~\n"] if wrong else []
    lines += _lines(effects, _escaped, lambda name: f"\n### {name}\n")
    lines += [part for one in (effects.messages[:MOST] if effects else ()) for part in _shown(one)]
    return "\n".join(lines).strip()


def _lines(
    effects: Effects | None, safe: Callable[[str], str], heading: Callable[[str], str]
) -> Iterator[str]:
    if effects is None:
        yield "Nothing can be published until the errors are corrected; the site stays as it is."
        return
    if effects.none:
        yield "Nothing changes for readers."
        return
    if effects.gone:
        yield heading("Addresses that will not answer any more")
        yield from _listed(map(_named_gone, effects.gone))
        yield "\nPeople may have kept them."
        kinds = {one.kind for one in effects.gone}
        yield from (advice for kind, advice in _ADVICE.items() if kind in kinds)
    if effects.lost:
        yield heading("Messages that disappear")
        yield from _listed(f"{safe(one.title)} (/{one.address})" for one in effects.lost)
        yield "\n" + _LOST
    if effects.messages:
        yield heading("Messages to subscribers")
        yield from _listed(safe(one.title) for one in effects.messages)
        yield "\n" + (_FIRST if effects.first else _ONCE)
    if effects.edited:
        yield heading("Changed in messages that readers have seen")
        yield from _listed(safe(one.title) for one in effects.edited)
        yield "\nNobody is told again. If it matters, post a new update."
    if effects.planned or effects.moved:
        yield heading("Calendar")
        yield from _listed(_dated(one, "new", safe) for one in effects.planned)
        yield from _listed(_dated(one, "changed", safe) for one in effects.moved)
    yield from _page_lines(effects, safe, heading)


def _named_gone(one: Gone) -> str:
    return f"/{one.address}" + (f"… ({one.count:,} addresses)" if one.count > 1 else "")


_ADVICE = {
    Kind.NOTE: "For a note, name its old address under `aliases`, or rename it back.",
    Kind.SERVICE: "Keep a service that is no more in services.yml, with the day of its end as `retired`.",
    Kind.GROUP: "Give the group its old id back, or keep it.",
    Kind.LANGUAGE: "Keep the place of the language in `languages`: feeds and calendars cannot forward.",
}
_LOST = (
    "Feed readers and mailboxes still have them; an address with `#` now leads to the top of the page.\n"
    "Put the update back. If it was wrong, say so in a new one."
)
_FIRST = "Nothing was published before, so they stand in the feeds, and nobody is sent a message."
_ONCE = "They stand in the feeds, and everybody who is told by `statusgen notify` gets each once."


def _page_lines(effects: Effects, safe: Callable[[str], str], heading: Callable[[str], str]) -> Iterator[str]:
    def named(pages: Sequence[Page]) -> Iterator[str]:
        return (f"{safe(one.title)} (/{one.address})" for one in pages)

    if effects.new:
        yield heading("New pages")
        yield from _listed(named(effects.new))
    if effects.changed:
        yield heading("Changed pages")
        yield from _listed(named(effects.changed))
    others = [
        text
        for count, text in (
            (effects.translated, f"{plural(effects.translated, 'page')} in other languages"),
            (effects.restyled, f"{plural(effects.restyled, 'page')} in look alone"),
        )
        if count
    ]
    if others:
        yield "\nAlso: " + ", ".join(others) + "."


def _listed(items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    yield from (f"- {one}" for one in found[:MOST])
    if len(found) > MOST:
        yield f"- … and {len(found) - MOST:,} more"


def _dated(one: Event, what: str, safe: Callable[[str], str]) -> str:
    same_day = one.starts.date() == one.ends.date()
    ends = f"{one.ends:%H:%M}" if same_day else f"{one.ends:%Y-%m-%d %H:%M}"
    fate = "cancelled" if one.cancelled else what
    return f"{fate}: {safe(one.title)}, {one.starts:%Y-%m-%d %H:%M}–{ends} UTC"


def _shown(one: Message) -> Iterator[str]:
    """The words as they will be read. A blank line would end the block of HTML."""
    yield f"\n<details open><summary>{html.escape(one.title)}</summary>"
    yield "<blockquote>" + re.sub(r"\n\s*\n", "\n", one.html) + "</blockquote>"
    yield "</details>"


def _escaped(text: str) -> str:
    """A title as plain words in Markdown, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~@&])", r"\\\1", " ".join(harmless(text).split()))
