"""What axe cannot see: keys, targets, zoom, spacing, forced colours, motion, and pages without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.demo import LANGUAGES, NOW, PAGES, ROOT
from tests.served import serve_folder
from tests.sites import content, tree

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, NARROW = ViewportSize(width=360, height=740), ViewportSize(width=320, height=640)
NOTHING: dict[str, list[str]] = {kind: [] for kind in PAGES}

each_language = pytest.mark.parametrize("language", LANGUAGES)

OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
TOLD = """
const told = (one) => {
  const name = one.getAttribute('class');
  return one.localName + (name ? '.' + name.trim().split(/\\s+/).join('.') : '') + ' '
    + one.textContent.trim().slice(0, 30);
};
"""

OUTLINE = (
    "() => {"
    + TOLD
    + """
  const wrong = [];
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main');
  const words = (id) => (document.getElementById(id) || {textContent: ''}).textContent.trim();
  const names = [...document.querySelectorAll('nav')]
    .map((one) => one.getAttribute('aria-label') || words(one.getAttribute('aria-labelledby')));
  for (const [at, name] of names.entries())
    if (!name || names.indexOf(name) !== at) wrong.push(`nav named "${name}"`);
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6), footer :is(h1, h2, h3)')];
  if (!headings.length || headings[0].localName !== 'h1') wrong.push('no h1 first');
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  headings.reduce((before, one) => {
    const level = Number(one.localName[1]);
    if (level > before + 1) wrong.push(`after h${before}: ${told(one)}`);
    return level;
  }, 0);
  return wrong;
}"""
)

# WCAG 2.5.8: a small target is wrong if its circle of 24 pixels meets another, unless within a sentence.
TARGETS = (
    "() => {"
    + TOLD
    + """
  const all = [...document.querySelectorAll('a, button, summary, input, select')]
    .filter((one) => one.checkVisibility() && !one.closest('.hidden, .skip'))
    .map((one) => ({one, box: one.getBoundingClientRect()}));
  const small = ({box}) => box.width < 24 || box.height < 24;
  const inSentence = ({one}) => {
    if (getComputedStyle(one).display !== 'inline') return false;
    const block = one.closest('p, li, td, dd, dt, caption, figcaption, blockquote') || one.parentElement;
    const rest = block.cloneNode(true);
    for (const other of rest.querySelectorAll('a, button, .hidden')) other.remove();
    return /\\p{L}/u.test(rest.textContent);
  };
  const middle = ({box}) => [box.x + box.width / 2, box.y + box.height / 2];
  const touches = (it, other) => {
    const [x, y] = middle(it);
    if (small(other)) {
      const [left, top] = middle(other);
      if (Math.hypot(x - left, y - top) < 24) return true;
    }
    const {box} = other;
    const near = [Math.max(box.left, Math.min(x, box.right)), Math.max(box.top, Math.min(y, box.bottom))];
    return Math.hypot(x - near[0], y - near[1]) < 12;
  };
  return all.filter((it) => small(it) && !inSentence(it)
      && all.some((other) => other.one !== it.one && touches(it, other)))
    .map(({one, box}) => `${told(one)}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
}"""
)

SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""

CLIPPED = (
    "() => {"
    + TOLD
    + """
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`sideways by ${root.scrollWidth - root.clientWidth}`);
  for (const one of document.querySelectorAll('body, body *:not(svg, svg *)')) {
    const style = getComputedStyle(one);
    if (!one.checkVisibility() || one.closest('.hidden, .skip') || style.clipPath !== 'none') continue;
    const cut = (way) => ['hidden', 'clip'].includes(way);
    const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
    if ((cut(style.overflowX) && wide) || (cut(style.overflowY) && high)) wrong.push(`cut: ${told(one)}`);
  }
  return wrong;
}"""
)

# Words that leave a box whose height or width is fixed lie upon what follows.
OVERLAPPING = (
    "() => {"
    + TOLD
    + """
  return [...document.querySelectorAll('main li, main dd, main dt, main p, .button, .badge, summary')]
    .filter((one) => one.checkVisibility() && !one.closest('.hidden') && one.clientHeight)
    .filter((one) => one.scrollHeight > one.clientHeight + 6 && getComputedStyle(one).overflowY === 'visible')
    .map(told);
}"""
)

WORDLESS = (
    "() => {"
    + TOLD
    + """
  const named = (one) => one.innerText.trim() || one.getAttribute('aria-label')
    || (one.querySelector('[aria-label], title') || {}).outerHTML;
  return [...document.querySelectorAll('.state, .legend li, .bar, .eyebrow, .badge, .course li, .card')]
    .filter((one) => one.checkVisibility() && !named(one)).map(told);
}"""
)

UNDRAWN = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const bars = [...document.querySelectorAll('.bar path')].filter((one) => one.checkVisibility())
    .filter((one) => ['none', canvas].includes(getComputedStyle(one).stroke)).map(() => 'bar');
  const keys = [...document.querySelectorAll('.legend i')]
    .filter((one) => getComputedStyle(one).backgroundColor === canvas).map(() => 'legend');
  const icons = [...document.querySelectorAll('svg.icon')].filter((one) => one.checkVisibility())
    .filter((one) => ['none', canvas].includes(getComputedStyle(one).fill)).map(() => 'icon');
  return [...bars, ...keys, ...icons];
}"""

MOVING = (
    "() => {"
    + TOLD
    + """
  const seconds = (one) => parseFloat(one) * (one.includes('ms') ? .001 : 1);
  const long = (times) => times.split(',').some((one) => seconds(one) > .01);
  const found = [...document.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one);
    if (long(style.transitionDuration)) return true;
    return style.animationName !== 'none' && long(style.animationDuration);
  });
  return [...found.map(told), ...document.getAnimations().map(() => 'animation')];
}"""
)

FOCUSABLE = "a[href], button, summary, input, select, [tabindex='0']"
FOCUSED = (
    "(focusable) => {"
    + TOLD
    + """
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const all = [...document.querySelectorAll(focusable)];
  return {
    at: all.indexOf(one),
    name: told(one),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
)
EXPECTED = """(focusable) => [...document.querySelectorAll(focusable)].map((one, at) => [one, at])
  .filter(([one]) => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
  .map(([, at]) => at)"""

WORDS = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  const scripts = '.beside[data-note], .live, form, .chooser, .copy button, .lost ~ .lost';
  for (const one of copy.querySelectorAll(scripts)) one.remove();
  return [copy.textContent.replace(/\\s+/g, ' ').trim()];
}"""


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo with its scripts, which a site built for another time does not have."""
    with serve_folder(tmp_path_factory.mktemp("live")) as site:
        site.build(tree(ROOT / "content"), datetime.fromisoformat(NOW))
        yield site.address


@contextmanager
def _page(browser: Browser, **settings: Any) -> Iterator[Page]:
    """A page on a phone at the demo's time, far from the site, where scripts offer the reader's own times."""
    settings = {"viewport": PHONE, "timezone_id": "Asia/Shanghai", **settings}
    with browser.new_context(**settings) as context:
        context.clock.set_fixed_time(NOW)
        yield context.new_page()


def _all_found(
    browser: Browser, site: str, language: str, *scripts: str, **settings: Any
) -> tuple[dict[str, list[str]], ...]:
    """What each script finds on a page of each kind, one after the other on the same page."""
    found = tuple(dict[str, list[str]]() for _ in scripts)
    with _page(browser, **settings) as page:
        for kind, address in PAGES.items():
            page.goto(site + LANGUAGES[language] + address)
            for script, of_script in zip(scripts, found, strict=True):
                of_script[kind] = page.evaluate(script)
    return found


def _found(
    browser: Browser, site: str, language: str, script: str, prepare: str = "null", **settings: Any
) -> dict[str, list[str]]:
    """What the script finds on a page of each kind, prepared by another."""
    return _all_found(browser, site, language, prepare, script, **settings)[1]


def _add(markup: str) -> str:
    return f"document.querySelector('main').insertAdjacentHTML('afterbegin', `{markup}`)"


FAULTS = {
    "second-main": (OUTLINE, _add("<main></main>")),
    "nav-without-name": (OUTLINE, _add("<nav></nav>")),
    "level-left-out": (OUTLINE, "document.querySelector('main h2').outerHTML = '<h4>Deep</h4>'"),
    "heading-before-title": (OUTLINE, _add("<h2>Early</h2>")),
    "small-targets": (TARGETS, _add("<div><a href='#a'>a</a><a href='#b'>b</a></div>")),
    "small-buttons": (
        TARGETS,
        _add("<style>button { all: unset }</style><div><button>a</button><button>b</button></div>"),
    ),
    "wide": (CLIPPED, _add("<div style='inline-size: 50rem'>Wide</div>")),
    "cut": (CLIPPED, _add("<p style='block-size: 1rem; overflow: hidden'>Cut<br>off</p>")),
    "overlapping": (OVERLAPPING, _add("<p style='block-size: 1rem'>One<br>two</p>")),
    "wordless": (WORDLESS, _add("<span class='state degraded' style='padding: 9px'></span>")),
    "undrawn": (UNDRAWN, _add("<style>.bar path { stroke: Canvas }</style>")),
    "transition": (MOVING, _add("<p style='transition: color 1s'>Slow</p>")),
    "animation": (MOVING, "document.body.animate([{opacity: 0}, {opacity: 1}], 5000)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_check_sees_its_fault(browser: Browser, live_site: str, fault: str) -> None:
    """What the tests below look for is found where it was put."""
    check, damage = FAULTS[fault]
    with _page(browser, forced_colors="active", bypass_csp=True) as page:  # pages would refuse the damage
        page.goto(live_site)
        assert [] == page.evaluate(check)
        page.evaluate(damage)
        assert page.evaluate(check)


@each_language
def test_landmarks_targets_and_states_are_told(browser: Browser, live_site: str, language: str) -> None:
    """On a phone, with all opened.

    There is one main, all menus have names, the one title comes first in main, and no level of headings is
    left out. What can be tapped is 24 pixels large, far from the next, or within a sentence. Whatever has the
    colour of a state has words or a name too.
    """
    checks = [OUTLINE, OPEN_ALL, TARGETS, WORDLESS]
    outlines, _, targets, states = _all_found(browser, live_site, language, *checks)

    assert NOTHING == outlines
    assert NOTHING == targets
    assert NOTHING == states


@each_language
def test_nothing_is_cut_at_400_percent(browser: Browser, live_site: str, language: str) -> None:
    """At 320 pixels with all opened, nobody scrolls sideways and no words are cut, nor with wide spacing."""
    space = "document.head.append(Object.assign(document.createElement('style'), "
    space += f"{{textContent: `{SPACING}`}}))"
    checks = [OPEN_ALL, CLIPPED, OVERLAPPING, space, CLIPPED, OVERLAPPING]
    _, *plain, _, cut, overlapping = _all_found(browser, live_site, language, *checks, viewport=NARROW)

    assert [NOTHING, NOTHING] == plain
    assert [NOTHING, NOTHING] == [cut, overlapping]


def test_bars_and_icons_are_drawn_in_forced_colours(browser: Browser, live_site: str) -> None:
    """Where the system takes the colours away, bars, their legend and icons still stand out."""
    assert NOTHING == _found(browser, live_site, "en", UNDRAWN, OPEN_ALL, forced_colors="active")


def test_nothing_moves_for_those_who_asked(browser: Browser, live_site: str) -> None:
    """With reduced motion there is none."""
    assert NOTHING == _found(browser, live_site, "en", MOVING, OPEN_ALL, reduced_motion="reduce")


@each_language
def test_words_do_not_depend_on_scripts(browser: Browser, live_site: str, language: str) -> None:
    """All words of a page, also those that are closed, stand in it before scripts add their own."""
    plain = _found(browser, live_site, language, WORDS, java_script_enabled=False)
    scripted = _found(browser, live_site, language, WORDS)

    assert all("".join(words) for words in plain.values())
    assert plain == scripted


@pytest.mark.parametrize("kind", ["home", "incident-open", "service", "history", "subscribe"])
@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_through_the_page_in_order(browser: Browser, live_site: str, kind: str, width: int) -> None:
    """Each link, button and summary is reached once, in order, in view and outlined."""
    with _page(browser, viewport={"width": width, "height": 740}) as page:
        page.goto(live_site + PAGES[kind])
        expected = page.evaluate(EXPECTED, FOCUSABLE)
        seen = list(_tabbed(page, len(expected)))

    assert expected == [one["at"] for one in seen if one["at"] >= 0]
    assert [] == [one["name"] for one in seen if not one["outlined"]]
    assert [] == [one["name"] for one in seen if not one["inView"]]


def _tabbed(page: Page, count: int) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of Tab, until all have had it."""
    reached = 0
    while reached < count:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED, FOCUSABLE)
        reached += focused["at"] >= 0
        yield focused


def test_scripts_are_at_work(browser: Browser, live_site: str) -> None:
    """The pages that these tests look at have what scripts add."""
    script = "() => [...document.querySelectorAll('.live .zone')].map((one) => one.type)"

    assert ["button"] == _found(browser, live_site, "en", script)["home"]


def test_first_tab_skips_to_the_content(browser: Browser, live_site: str) -> None:
    """The first stop is seen, leads to main, and the next stop lies within it."""
    with _page(browser) as page:
        for kind in PAGES:
            if kind == "embed":  # has nothing to skip
                continue
            page.goto(live_site + PAGES[kind])
            page.keyboard.press("Tab")
            assert "skip" == page.evaluate("document.activeElement.className")
            assert page.locator(".skip").bounding_box()["height"] > 24  # type: ignore[index]
            page.keyboard.press("Enter")
            assert "main" == page.evaluate("document.activeElement.id")


def test_details_open_by_keyboard(browser: Browser, live_site: str) -> None:
    """Enter and space open and close what is folded, and the focus stays."""
    with _page(browser) as page:
        page.goto(live_site + PAGES["service"])
        page.locator("main summary").first.focus()
        opened = "document.activeElement.parentElement.open"

        assert not page.evaluate(opened)
        page.keyboard.press("Enter")
        assert page.evaluate(opened)
        page.keyboard.press("Space")
        assert not page.evaluate(opened)


LANGUAGES_OF = """(words) => {
  const said = (one) => one.textContent.trim() === words;
  const all = [...document.querySelectorAll('body *')].filter(said);
  const found = all.filter((one) => ![...one.children].some(said));
  return [...new Set(found.map((one) => one.closest('[lang]').lang))];
}"""
ENGLISH, NAME = (
    ["Trams stand still", "No power on any line.", "Ticket machines", "Travel"],
    "拉克莫尔有轨电车",
)
INCIDENT = """\
---
title: Trams stand still
services: {trams: major outage}
---

## Investigating · 2026-05-03 09:00

No power on any line.
"""


def test_untranslated_words_tell_their_language(browser: Browser, tmp_path: Path) -> None:
    """On a Chinese page, what is only there in English is marked so, and times are machine-readable."""
    with serve_folder(tmp_path) as site, browser.new_context() as context:
        site.build(
            content({"incidents/2026-05-03-trams.md": INCIDENT}), datetime(2026, 5, 3, 8, 0, tzinfo=UTC)
        )
        page = context.new_page()
        page.goto(site.address + "zh/")
        languages = {words: page.evaluate(LANGUAGES_OF, words) for words in (*ENGLISH, NAME)}
        times = page.evaluate(
            "[...document.querySelectorAll('time')].filter((one) => isNaN(Date.parse(one.dateTime))).length"
        )
        count = page.locator("main time").count()

    assert {**{words: ["en"] for words in ENGLISH}, NAME: ["zh"]} == languages
    assert count > 0
    assert 0 == times
