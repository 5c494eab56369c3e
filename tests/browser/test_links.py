"""The whole demo site, page by page: every link leads somewhere, every page is well built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.crawl import Fetched, crawl, dead_links
from tests.browser.demo import LANGUAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANDMARKS = ("header", "nav", "main", "footer")


def _pages(crawled: Mapping[str, Fetched]) -> dict[str, Fetched]:
    return {address: page for address, page in crawled.items() if page.html}


def test_every_link_leads_somewhere(crawled: Mapping[str, Fetched], root_site: str) -> None:
    """No page, picture, stylesheet or place in a page is missing."""
    assert len(_pages(crawled)) > 100
    assert [] == dead_links(crawled, root_site)


def test_every_link_leads_somewhere_below_a_path(nested_site: str) -> None:
    """The same where the site is not at the root of its host; no link leaves the path."""
    found = crawl(nested_site)

    assert [] == dead_links(found, urljoin(nested_site, "/"))
    assert [] == [address for address in found if not address.startswith(nested_site)]


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind not in ("not-found", "embed")])
def test_pages_of_every_kind_are_linked(crawled: Mapping[str, Fetched], root_site: str, kind: str) -> None:
    """Whatever is published can be reached from the home page, in each language."""
    addresses = {root_site + prefix + PAGES[kind] for prefix in LANGUAGES.values()}

    assert addresses == addresses & crawled.keys()


def test_pages_have_one_heading_and_all_landmarks(crawled: Mapping[str, Fetched]) -> None:
    """Who listens to a page can find its title and jump to its parts."""
    counts = {address: Counter(tag for tag, _ in page.tags) for address, page in _pages(crawled).items()}

    assert {} == {address: n["h1"] for address, n in counts.items() if n["h1"] != 1}
    assert [] == [(address, tag) for address, n in counts.items() for tag in LANDMARKS if not n[tag]]


def test_pages_say_their_language(crawled: Mapping[str, Fetched]) -> None:
    """Screen readers choose their voice by it."""
    said = {address: dict(page.tags)["html"]["lang"] for address, page in _pages(crawled).items()}

    chinese = {address for address in said if urlsplit(address).path.startswith("/zh/")}

    assert {"en"} == {said[address] for address in said.keys() - chinese}
    assert {"zh"} == {said[address].split("-")[0] for address in chinese}


def test_pictures_have_words(crawled: Mapping[str, Fetched]) -> None:
    """Every picture says what it shows, or that it shows nothing (`alt=""`)."""
    pictures = [
        (address, given) for address, page in crawled.items() for tag, given in page.tags if tag == "img"
    ]

    assert [] == [(address, given) for address, given in pictures if "alt" not in given]
