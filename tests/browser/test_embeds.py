"""Badge, banner and script in the pages of others, which are from another host and style as they like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from statusgen.render.embeds import SANDBOX
from tests.browser.demo import build_demo, serve
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

CALM = "2026-11-16T03:40Z"
"""A moment at which nothing goes on in the demo."""
HOSTILE = "<style>* { all: unset !important; font-size: 99px !important; color: #eee !important }</style>"


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder that is served as a foreign site, and its address."""
    folder = tmp_path_factory.mktemp("host")
    with serve(folder) as address:
        yield folder, address


@pytest.fixture(scope="session")
def calm_site(host: tuple[Path, str]) -> str:
    """The address of the demo while all is well; on the host's own port, below a path."""
    folder, address = host
    build_demo(folder / "calm", f"{address}calm/", now=CALM)
    return f"{address}calm/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain."""
    opened = browser.new_page(viewport={"width": 800, "height": 900})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield opened
    opened.close()
    assert complaints == []


def show(page: Page, host: tuple[Path, str], body: str, head: str = "") -> None:
    """Open a page of the foreign site, and wait for all in it."""
    folder, address = host
    title = "<meta charset=utf-8><link rel=icon href=data:,><title>Shop</title>"
    (folder / "index.html").write_text(f"<!doctype html>{title}{head}<body>{body}", encoding="utf-8")
    page.goto(f"{address}?{len(head + body)}", wait_until="load")  # lest an earlier one is kept


def banner(page: Page) -> Frame:
    """What the only frame of the page shows, once it is there."""
    page.wait_for_selector("iframe", state="attached")
    frame = page.frames[-1]
    frame.wait_for_selector("h1")
    return frame


def height(page: Page) -> float:
    """The height of the page's frame once it fits its words, whose height it is."""
    until(page, "document.querySelector('iframe').getBoundingClientRect().height !== 96")
    box = page.locator("iframe").bounding_box()
    assert box
    return box["height"]


def test_the_script_shows_what_is_wrong(page: Page, host: tuple[Path, str], root_site: str) -> None:
    """Status, as high as its words, with a title, and without a word to the page's own scripts."""
    show(page, host, f'<p>Before<script async src="{root_site}widget.js"></script><p>After')

    frame = banner(page)

    assert frame.inner_text("h1") == "Partial outage"
    assert abs(height(page) - frame.evaluate("document.body.getBoundingClientRect().height")) <= 1
    assert page.evaluate("document.querySelector('iframe').previousElementSibling.localName") == "script"
    assert page.locator("iframe").get_attribute("title") == "Service status: Marrenshire Libraries status"
    assert page.locator("iframe").get_attribute("loading") == "lazy"
    assert page.locator("iframe").get_attribute("sandbox") == SANDBOX
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("Object.keys(window).filter(name => /status|told|widget|frame$/i.test(name))") == (
        page.evaluate("""() => { const clean = document.createElement("iframe"); document.body.append(clean);
        return Object.keys(clean.contentWindow).filter(name => /status|told|widget|frame$/i.test(name)) }""")
    )


def test_the_script_is_silent_when_all_is_well(page: Page, host: tuple[Path, str], calm_site: str) -> None:
    """Unless it is told to speak always; then the banner is one line."""
    script = f'src="{calm_site}widget.js"></script>'
    show(page, host, f"<script {script}<p>After")
    assert page.locator("iframe").count() == 0

    show(page, host, f"<script data-always {script}<p>After")

    assert banner(page).inner_text("h1") == "All services are working"
    assert height(page) < 60


@pytest.mark.parametrize(("services", "shown"), [("loans", 1), ("catalogue loans", 1), ("catalogue", 0)])
def test_the_script_may_care_for_some_services(
    page: Page, host: tuple[Path, str], root_site: str, services: str, shown: int
) -> None:
    """It shows the banner while any of them is not working."""
    show(page, host, f'<script data-service="{services}" src="{root_site}widget.js"></script>')

    assert page.locator("iframe").count() == shown


@pytest.mark.parametrize("where", ["head", "body"])
def test_the_styles_of_the_page_do_not_reach_the_banner(
    page: Page, host: tuple[Path, str], root_site: str, where: str
) -> None:
    """Nor does a place in the head, from where the banner goes to the beginning of the page."""
    script = f'<script async src="{root_site}widget.js"></script>'
    show(page, host, "<p>Words" + script * (where == "body"), HOSTILE + script * (where == "head"))

    frame = banner(page)

    assert frame.evaluate("getComputedStyle(document.body).fontSize") == "15px"
    shown = page.evaluate("""() => { const style = getComputedStyle(document.querySelector("iframe"));
        return [style.display, style.borderTopWidth, style.opacity] }""")
    assert shown == ["block", "0px", "1"]
    assert height(page) < 200
    box = page.locator("iframe").bounding_box()
    assert box
    assert box["width"] > 700


def test_a_banner_far_below_fits_before_it_is_seen(
    page: Page, host: tuple[Path, str], root_site: str
) -> None:
    """So that nothing jumps when a reader comes to it."""
    gap = '<div style="height: 1500px"></div>'
    show(page, host, f'{gap}<script async src="{root_site}widget.js"></script>{gap}')
    banner(page)

    assert height(page) > 96
    assert page.evaluate("scrollY") == 0


def test_a_strict_policy_of_the_page_is_enough(page: Page, host: tuple[Path, str], root_site: str) -> None:
    """It need allow no more than scripts and frames from the status site."""
    policy = f"default-src 'none'; img-src data:; script-src {root_site}; frame-src {root_site}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    show(page, host, f'<script async src="{root_site}widget.js"></script>', head)

    assert banner(page).inner_text("h1") == "Partial outage"
    assert page.locator("iframe").evaluate("one => one.style.display") == "block"


def test_scripts_of_several_editions_live_together(
    page: Page, host: tuple[Path, str], root_site: str
) -> None:
    """Each resizes its own banner, and speaks its own language."""
    scripts = [f'<script src="{root_site}{code}widget.js"></script>' for code in ("", "zh/")]
    show(page, host, '<div style="width: 280px">' + "<hr>".join(scripts) + "</div>")
    until(
        page, "[...document.querySelectorAll('iframe')].every(one => one.getBoundingClientRect().height > 96)"
    )

    words = {frame.inner_text("h1") for frame in page.frames[1:]}

    assert words == {"Partial outage", "部分中断"}


def test_a_script_made_by_a_script_works(page: Page, host: tuple[Path, str], root_site: str) -> None:
    """Many sites put foreign scripts into their pages by a script of their own."""
    make = f"const made = document.createElement('script'); made.src = '{root_site}widget.js';"
    show(page, host, f"<script>{make} document.body.append(made)</script>")

    assert banner(page).inner_text("h1") == "Partial outage"


@pytest.mark.parametrize("width", [280, 1200])
@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_banner_fits(
    page: Page, host: tuple[Path, str], root_site: str, width: int, language: str
) -> None:
    """Nothing is cut at the side, and each link is large enough to tap and leads out of the frame."""
    page.set_viewport_size({"width": 1300, "height": 600})
    style = f"border:0;width:{width}px;height:250px"
    show(page, host, f'<iframe title="Status" src="{root_site}{language}embed/" style="{style}"></iframe>')

    inner = banner(page)

    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = inner.evaluate("[...document.links].map(link => link.getBoundingClientRect().height)")
    assert [size for size in sizes if size < 24] == []
    inner.click("li a")
    page.wait_for_url(f"{root_site}{language}incidents/**")


@pytest.mark.parametrize("language", ["", "zh/"])
@pytest.mark.parametrize("number", [0, -1])
def test_links_lead_out_of_the_sandbox(
    page: Page, host: tuple[Path, str], root_site: str, language: str, number: int
) -> None:
    """Those of the frame that the site gives to copy, and nothing in it breaks its policy or its sandbox."""
    page.goto(f"{root_site}{language}subscribe/")
    code = page.locator("code", has_text="<iframe").inner_text()
    show(page, host, code)

    inner = banner(page)

    assert inner.evaluate("self.origin") == "null"
    assert page.locator("iframe").get_attribute("sandbox") == SANDBOX
    link = inner.locator("a").nth(number)
    address = link.evaluate("one => one.href")
    link.click()
    page.wait_for_url(address)


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(252, 220, 203)"), ("dark", "rgb(69, 34, 17)")])
def test_the_banner_is_light_or_dark(browser: Browser, root_site: str, scheme: str, ground: str) -> None:
    """As the reader likes."""
    opened = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto(f"{root_site}embed/")

    assert opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
    opened.close()


def test_the_banner_needs_no_script(browser: Browser, root_site: str) -> None:
    """All its words are there without."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{root_site}embed/")

    assert "Some loans and renewals are failing" in opened.inner_text("body")
    assert opened.get_by_role("link", name="Status page").count() == 1
    context.close()


@pytest.mark.parametrize("path", ["", "zh/", "services/loans/", "zh/services/catalogue/"])
def test_a_badge_is_a_picture_with_words_that_fit(browser: Browser, root_site: str, path: str) -> None:
    """It has its own size, and no word runs out of its half, even where the font is another."""
    opened = browser.new_page()
    opened.goto(f"{root_site}{path}badge.svg")

    fits = opened.evaluate("""() => {
      const grounds = [...document.querySelectorAll("g > rect")].map(one => one.getBoundingClientRect());
      return [...document.querySelectorAll("text")].every((text, index) => {
        const box = text.getBoundingClientRect(), ground = grounds[index];
        return box.left >= ground.left + 6 && box.right <= ground.right - 6;
      }) }""")

    assert fits
    opened.close()
