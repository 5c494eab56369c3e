"""What a walk-through does and how it is counted: the same update by every way there is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.cli.main import main
from tests.editing import NOW
from tests.sites import content

__all__ = ["NOW"]

SITE = "name: Shop status\nsite id: shop\nurl: https://status.example.org/\ntime zone: Europe/Berlin\n"
SERVICES = "services:\n  - {id: card-payments, name: Card payments}\n  - {id: website, name: Website}\n"
TITLE = "One in five card payments fails"
IMPACT = "The payment is declined at checkout. Nobody is charged for a declined payment."
WORKAROUND = "Pay by bank transfer, or try your card again after a minute."
WORDS = "We are looking for the cause. Payments by bank transfer work as usual."
PATH = "incidents/2026-05-01-one-in-five-card-payments-fails.md"
BY_HAND = f"""\
---
title: {TITLE}
impact: {IMPACT}
workaround: {WORKAROUND}
started: 2026-05-01 12:00
services:
  card-payments: partial outage
---

## Investigating · 2026-05-01 12:00
next update: 12:30

{WORDS}
"""
"""What somebody who knows the format would write in an editor."""


@dataclass
class Walk:
    """A walk from nothing to a published update: its steps, the keys that are pressed, and how long it takes.

    A step is whatever asks for a decision: an answer, a choice, a button.
    """

    record: Callable[[str, object], None]
    steps: int = 0
    keys: int = 0
    begun: float = field(default_factory=time.perf_counter)

    def step(self, typed: str = "") -> None:
        """One more step, with what is typed in it."""
        self.steps += 1
        self.keys += len(typed) + 1

    def end(self, content_folder: Path, out: Path) -> None:
        """The file is the one by hand, has no finding, and is online; tell what it took."""
        seconds = time.perf_counter() - self.begun
        assert BY_HAND == (content_folder / PATH).read_text(encoding="utf-8")
        at = ["--content", str(content_folder), "--now", NOW]
        assert 0 == main(["check", "--prose", "--strict", *at])
        assert 0 == main(["build", "--out", str(out), *at])
        page = (out / PATH.removesuffix(".md") / "index.md").read_text(encoding="utf-8")
        assert all(words in page for words in (TITLE, IMPACT, WORKAROUND, WORDS, "1 May 2026, 12:30 CEST"))
        self.record("walk", f"{self.steps} steps, {self.keys} keys, {seconds:.1f} s of the machine's time")


SHOP = content(site=SITE, services=SERVICES)
"""The content of a small shop without any note."""


def shop(root: Path) -> Path:
    """The content folder of the shop."""
    for path, data in SHOP.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_bytes(data)
    return root / "content"
