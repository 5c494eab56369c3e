"""Versions of a page that changes by itself: now, and at the next instants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from statusgen.render.context import RenderContext, href, output_path
from statusgen.render.localization.formatter import moment
from statusgen.render.views.frame import NextVersionView

T = TypeVar("T")


def page_versions(
    context: RenderContext, address: str, versions: Sequence[tuple[datetime, T]], key: Callable[[T], object]
) -> Iterator[tuple[str, T, NextVersionView | None]]:
    """Yield the versions of a page, each with its path and the link to the next one, which a script follows.

    `versions` are what the page shows now and at later instants. Those whose `key` equals the one before are
    dropped: the page would not differ.
    """
    changes = [
        (at, value)
        for index, (at, value) in enumerate(versions)
        if not index or key(value) != key(versions[index - 1][1])
    ]
    addresses = [address, *(f"{address}next-{number}.html" for number in range(1, len(changes)))]
    following = [
        *(
            NextVersionView(moment(context.formatter, at), href(context, name))
            for (at, _), name in zip(changes, addresses, strict=True)
        ),
        None,
    ][1:]
    for (_, value), name, next_version in zip(changes, addresses, following, strict=True):
        yield output_path(context, name), value, next_version
