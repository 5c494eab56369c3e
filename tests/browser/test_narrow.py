"""Long words, names and addresses break on a narrow phone: no page of any kind scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.storage.disk import read_themes
from tests.cases import content as case
from tests.editing import serve_editor
from tests.served import serve_folder
from tests.sites import content

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW = ViewportSize(width=320, height=640)
NOW = datetime.fromisoformat("2026-05-01T12:00+02:00")
WORD = "Kundenkontoverwaltungsdienst"
LONGER = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
URL = "https://www.larkmoor.example/" + "ausschreibungsunterlagen/" * 4
SITE = f"""\
name: {{en: {LONGER} status, zh: 拉克莫尔{LONGER}}}
url: https://status.larkmoor.example/
time zone: Europe/Berlin
languages: [en, zh]
home page: {URL}
footer: {LONGER} {URL}
contact:
  - label: {LONGER}
    url: mailto:help@larkmoor.example
reports: public
changes:
  freezes:
    - {{from: 2026-05-06, until: 2026-05-06, services: [accounts, longer], reason: {LONGER}}}
"""
SERVICES = f"""\
groups:
  - id: travel
    name: {WORD}
    description: All of {LONGER}
    services:
      - id: accounts
        name: {WORD}
        description: It has {LONGER} and `{LONGER}`.
        since: 2026-01-01
        slo: 99.95
        depends on: [longer]
        url: {URL}
  - id: other
    name: {LONGER}
    services:
      - id: longer
        name: {LONGER}
        since: 2026-01-01
services:
  - id: website
    name: Website
"""
GLOSSARY = f"""\
terms:
  - term: {{en: {LONGER}, zh: {WORD}}}
    meaning: {{en: What {LONGER}{LONGER} is, zh: {LONGER}}}
"""
PROSE = f"""\
A word, {LONGER}, and `{LONGER}{LONGER}`. See {URL} or [the page of {LONGER}]({URL}).

```
statusgen --option-that-is-long --another-option-that-is-long {LONGER}
```

| {WORD} | {LONGER} | Place | {WORD} |
|---|---|---|---|
| {LONGER} | `{LONGER}` | Here | 1 |

1. {LONGER}
   - {LONGER}

> {LONGER}

#### {LONGER}
"""
INCIDENT = f"""\
---
title: "{WORD}: {LONGER} ist ausgefallen"
severity: critical
services: {{accounts: major outage, longer: degraded, website: partial outage}}
impact: "Nobody can use {LONGER}: {URL}"
workaround: "Use {LONGER}{LONGER}."
aliases: [/incidents/old-address/]
---

## Investigating · 2026-05-01 11:00
next update: 12:30

{PROSE}
"""
OVER = f"""\
---
title: {LONGER}
severity: major
services: {{longer: major outage}}
impact: {LONGER}
detected by: [monitoring, customers]
problem: longer
supplier: {LONGER}
---

## Investigating · 2026-04-01 11:00

{LONGER}

## Identified · 2026-04-01 11:10

{LONGER}

## Resolved · 2026-04-01 12:00

{LONGER}

## Postmortem · 2026-04-03 12:00
summary: {LONGER}{LONGER}
figures: [{LONGER}]
factors: [{{what: {LONGER}, kind: people and procedure, supplier: {LONGER}, why: [{LONGER}, {WORD}]}}]
course: [2026-04-01 10:00 {LONGER}]
actions:
  - {{do: {LONGER}, kind: prevent, due: 2026-04-20, owner: {LONGER}, link: {URL}}}
  - {{do: {LONGER}, dropped: {{on: 2026-04-20, why: {LONGER}}}}}
public: [figures, factors, course, actions, owner, link]

{PROSE}
"""
WORK = f"""\
---
title: {LONGER}
services: [accounts, longer]
announced: 2026-04-20 10:00
starts: 2026-05-{{0}} 10:00
ends: 2026-05-{{0}} 14:00
impact: {LONGER}
---

{PROSE}
"""
PROBLEM = f"""\
---
title: {LONGER}
services: [longer]
workaround: {LONGER}
opened: 2026-04-01
public: yes
---

{PROSE}
"""
NOTES = {
    "problems/longer.md": PROBLEM,
    "incidents/2026-05-01-outage.md": INCIDENT,
    "incidents/2026-04-01-over.md": OVER,
    "maintenance/2026-05-01-now.md": WORK.replace("{0}", "01"),
    "maintenance/2026-05-20-later.md": WORK.replace("{0}", "20"),
    "notices/2026-04-30-news.md": f"---\ntitle: {LONGER}\npublished: 2026-04-30 10:00\n---\n\n{PROSE}",
    "pages/about.md": f"---\ntitle: {LONGER}\nmenu: true\n---\n\n{PROSE}",
    "glossary.yml": GLOSSARY,
}
FILES = content(NOTES, site=SITE, services=SERVICES)
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > width + 1 || box.left < -1;
  });
  const last = beyond.slice(-5).map((one) => one.outerHTML.slice(0, 200));
  return [document.documentElement.scrollWidth, ...last];
}"""


def _too_wide(page: Page) -> list[object]:
    """The width of a page that scrolls sideways, and what goes beyond its edge; empty if nothing does."""
    page.evaluate(OPEN_ALL)
    found: list[object] = page.evaluate(WIDER)
    return found


@contextmanager
def _served(
    folder: Path, files: Mapping[str, bytes], theme: str = "default"
) -> Iterator[tuple[str, list[str]]]:
    """Serve a site in a theme: its address, and those of all its pages."""
    with serve_folder(folder) as made:
        files = {**files, "site.yml": files["site.yml"] + f"theme: {theme}\n".encode()}
        result = compile_site(files, read_themes(Path("content")), now=NOW, url=made.address, live=False)
        assert not result.failed
        publish(result.outputs, made.folder, version="1")
        pages = {one.path: one.make() for one in result.outputs if one.path.endswith(".html")}
        # What leads elsewhere at once cannot be measured, and has no names in it.
        staying = [path for path, page in pages.items() if b'http-equiv="refresh"' not in page]
        yield made.address, [path.removesuffix("index.html") for path in staying]


def _wide(page: Page, address: str, paths: Iterable[str]) -> dict[str, list[object]]:
    """The pages that scroll sideways, with what is too wide in them."""
    found = dict[str, list[object]]()
    for path in paths:
        page.goto(address + path)
        found[path] = _too_wide(page)
    return {path: wide for path, wide in found.items() if wide}


@pytest.fixture(scope="module", params=["default", "timetable"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[str]]]:
    """A site with long names in a theme: its address, and those of all its pages."""
    with _served(tmp_path_factory.mktemp("long"), FILES, request.param) as served:
        yield served


def test_no_page_scrolls_sideways(browser: Browser, site: tuple[str, list[str]]) -> None:
    """Every page, with all that can be opened: in each language, the error page and the banner as well."""
    address, pages = site
    kinds = {
        *("", "subscribe/", "uptime/", "history/", "reports/", "glossary/", "404.html", "embed/", "about/"),
        *("learned/", "problems/longer/", "maintenance/"),
    }
    assert kinds <= set(pages)
    with browser.new_context(viewport=NARROW) as context:
        assert {} == _wide(context.new_page(), address, pages)


def test_an_ordinary_long_word_fits(browser: Browser, tmp_path: Path) -> None:
    """A service has a German name of 28 letters."""
    with _served(tmp_path, case("35")) as served, browser.new_context(viewport=NARROW) as context:
        assert {} == _wide(context.new_page(), *served)


def test_nothing_found_in_the_search_scrolls_sideways(browser: Browser, site: tuple[str, list[str]]) -> None:
    """What the search shows is made by a script."""
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        page.goto(f"{site[0]}history/?q={LONGER}")
        page.locator(".results li").first.wait_for()
        assert [] == _too_wide(page)


def test_times_elsewhere_do_not_make_pages_wider(browser: Browser, tmp_path: Path) -> None:
    """With those of the reader beside them, and the button that shows them."""
    with (
        serve_folder(tmp_path) as made,
        browser.new_context(viewport=NARROW, timezone_id="America/Argentina/ComodRivadavia") as context,
    ):
        made.build(FILES, NOW)
        context.add_init_script("localStorage.setItem('own-zone', '1')")
        page = context.new_page()
        page.clock.install(time=NOW)
        page.goto(f"{made.address}maintenance/2026-05-20-later/")
        page.get_by_text("(05:00 UTC−3)").first.wait_for()
        kinds = ("", "incidents/2026-05-01-outage/", "incidents/2026-04-01-over/", "history/", "uptime/")
        assert {} == _wide(page, made.address, ("maintenance/2026-05-20-later/", *kinds))


def test_no_page_of_the_editor_scrolls_sideways(browser: Browser, tmp_path: Path) -> None:
    """Its lists and forms, with the names of the site in them."""
    incident, over = "incident/2026-05-01-outage", "incident/2026-04-01-over"
    work = "maintenance/2026-05-20-later"
    addresses = (
        *("", "/incident", "/maintenance", "/notice"),
        *(f"/update?note={incident}", f"/update?note={work}", f"/postmortem?note={over}"),
    )
    with serve_editor(tmp_path, FILES) as editor, browser.new_context(viewport=NARROW) as context:
        editor.let_in(context)
        page, wide = context.new_page(), dict[str, list[object]]()
        for address in addresses:
            answer = page.goto(f"{editor.url}/.statusgen/write{address}")
            assert answer
            assert answer.ok, address
            if address:
                page.locator("#text").fill(f"The failover at [place] broke {LONGER}.")
                page.locator(".findings li").first.wait_for()
                page.locator("#preview-fold summary").click()
                page.locator("iframe:not(.coming)").wait_for()
            if found := _too_wide(page):
                wide[address] = found
    assert {} == wide
