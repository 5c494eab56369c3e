"""Style sheets inside of pages mean what their files mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from statusgen.render.theme.compact import compact


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("a { color: red ; }\n\n/* b */\nb , c{}", "a{color:red;}b,c{}"),
        ("a  :hover > b, a:hover {}", "a :hover > b,a:hover{}"),
        (
            "a{width:calc(1px + 2px)}@media (min-width: 1px) and (x) {}",
            "a{width:calc(1px + 2px)}@media (min-width:1px) and (x){}",
        ),
        ("a/* c */b{}", "a b{}"),
        ('a{content:"/* b */ ; \\": ,"}', None),
        ("a{content:' , '}", None),
        ("a{background:URL(data:a;b,  /*c*/)}", None),
        ("a{}/* never closed", "a{}"),
        ("a{background:url(never , closed", None),
    ],
)
def test_only_needless_spaces_and_comments_go(sheet: str, text: str | None) -> None:
    """Those of strings and addresses stay, and so do those between selectors and in sums."""
    assert compact(sheet) == (text or sheet)


def test_damaged_sheets_take_no_long_time() -> None:
    """Nothing is read again and again that is never closed."""
    for sign in ("/* a ", '"', "url(", "'\n", " /* a */ "):
        assert len(compact(sign * 50_000 + "x")) <= len(sign) * 50_000 + 1


@pytest.mark.browser
@pytest.mark.parametrize("theme", sorted(Path("themes").glob("*/assets/*.css")), ids=lambda path: path.name)
def test_browsers_read_the_same_rules(browser: Browser, theme: Path) -> None:
    """Of each shipped style sheet."""
    page = browser.new_page()
    sheet = theme.read_text(encoding="utf-8")
    read = """(texts) => texts.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*([,:])\\s*/g, "$1"));
    })"""

    whole, short = page.evaluate(read, [sheet, compact(sheet)])

    assert len(short) > 5
    assert whole == short
