"""Waits for what a page's policy would not let it be asked for by the library's own means."""

from __future__ import annotations

from playwright.sync_api import Page


def until(page: Page, truth: str) -> None:
    """Wait until an expression holds in the page; after some seconds the test fails."""
    for _ in range(120):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(truth)
