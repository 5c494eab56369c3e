"""The demo at the root of a host and below a path, and all its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.crawl import Fetched, crawl
from tests.browser.demo import serve_demo


@pytest.fixture(scope="session")
def root_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo at the root of a host."""
    with serve_demo(tmp_path_factory.mktemp("root")) as address:
        yield address


@pytest.fixture(scope="session")
def nested_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo below a path."""
    with serve_demo(tmp_path_factory.mktemp("nested"), "/status/") as address:
        yield address


@pytest.fixture(scope="session")
def crawled(root_site: str) -> dict[str, Fetched]:
    """All of the demo at the root."""
    return crawl(root_site)
