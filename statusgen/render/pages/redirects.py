"""Redirects from the addresses of languages that no longer have a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from statusgen.model.output import Output
from statusgen.render.context import RenderContext
from statusgen.render.pages.site_pages import redirect
from statusgen.render.urls import EMBED, note_address
from statusgen.timeline.site_state import Timeline


def redirects(
    default: RenderContext,
    timeline: Timeline,
    addresses: Iterable[str],
    former_languages: Mapping[str, datetime],
) -> Iterator[Output]:
    """Yield redirects to the pages of the default language, which have these addresses.

    `former_languages` are those without a folder that had one until an instant: a later note never had a page
    there. Addresses that a note or a free page has taken since are not redirected.
    """
    site, every = timeline.site, (EMBED, *addresses)
    notes = (*site.incidents, *site.maintenances, *site.notices, *site.problems, *site.pages)
    taken = {alias.strip("/").casefold() for note in notes for alias in note.aliases}
    taken |= {page.id.casefold() for page in site.pages}
    for language, at in former_languages.items():
        later = {note_address(note.kind, note.id) for note in timeline.notes if note.created > at}
        for address in every:
            old = f"{language}/{address}"
            if address not in later and old.strip("/").casefold() not in taken:
                yield redirect(default, f"{old}index.html", address)
