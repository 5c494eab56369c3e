"""Pages at addresses that a language had, once it has left its folder: each leads to its page of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from statusgen.model.output import Output
from statusgen.model.site import Site
from statusgen.render.context import RenderContext
from statusgen.render.pages.site_pages import redirect
from statusgen.render.urls import EMBED, note_address
from statusgen.timeline.site_state import NoteIndex


def forwards(
    default: RenderContext,
    site: Site,
    addresses: Iterable[str],
    index: NoteIndex,
    left: Mapping[str, datetime],
) -> Iterator[Output]:
    """Redirects to the pages of the default edition, of which `indexed` has the addresses.

    `left` are the languages whose folder is no more, with when they left it: a note that is younger never had
    a page there. Addresses that a note or a free page takes for itself are left to it.
    """
    every = (EMBED, *addresses)
    notes = (*site.incidents, *site.maintenances, *site.notices, *site.pages)
    taken = {alias.strip("/").casefold() for note in notes for alias in note.aliases}
    taken |= {page.id.casefold() for page in site.pages}
    for language, at in left.items():
        younger = {note_address(summary.kind, summary.id) for summary in index.all if summary.created > at}
        for address in every:
            old = f"{language}/{address}"
            if address not in younger and old.strip("/").casefold() not in taken:
                yield redirect(default, f"{old}index.html", address)
