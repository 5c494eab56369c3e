"""The shipped theme shows a whole site: every page, every link, every text in every language it ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from statusgen.model.output import Output
from statusgen.model.status import Status
from statusgen.model.themes import Themes
from statusgen.render import Theme, load_theme
from statusgen.storage.disk import read_tree, shipped_themes
from statusgen.timeline.note_summary import summarize
from statusgen.timeline.site_state import Timeline
from tests.render_samples import INCIDENTS, NOW, OPEN, SETTINGS, TIMELINE, en, rendered

RENDER = Path(__file__).parents[2] / "statusgen" / "render"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
VOID = {"br", "hr", "img", "link", "meta", "input", "path", "circle", "rect", "use", "line", "wbr"}


@cache
def default_theme() -> Theme:
    """The shipped theme in both its languages, which nothing is wrong with."""
    themes = Themes({"default": read_tree(shipped_themes() / "default", hidden=(".",))})
    loaded = load_theme(themes, "default", ("en", "zh"))
    assert loaded.problems == ()
    assert loaded.theme is not None
    return loaded.theme


def outputs(timeline: Timeline = TIMELINE) -> dict[str, Output]:
    """The outputs of a timeline by path."""
    return {output.path: output for output in rendered(timeline, default_theme(), live=True)}


def html_of(timeline: Timeline = TIMELINE) -> dict[str, str]:
    """All pages by path."""
    made = outputs(timeline).items()
    return {path: output.make().decode() for path, output in made if path.endswith(".html")}


class Links(HTMLParser):
    """Finds where a page leads, and whether every element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.balanced = True
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links and ids of an element."""
        self.found |= {value for name, value in attrs if name in {"href", "src"} and value}
        self.ids |= {value for name, value in attrs if name == "id" and value}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The same for one that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Compare with what was opened last."""
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


def targets(links: set[str]) -> Iterator[tuple[str, str]]:
    """The files and anchors that links within the site lead to."""
    for link in links:
        if link.startswith("/"):
            address, _, anchor = link.removeprefix("/").partition("#")
            address = address.partition("?")[0]
            yield (f"{address}index.html" if not address or address.endswith("/") else address), anchor


def test_every_page_is_whole() -> None:
    """Every element is closed, and the language is named."""
    for path, page in html_of().items():
        found = Links(page)
        assert (found.balanced, found.open) == (True, []), path
        assert f'<html lang="{"zh" if path.startswith("zh/") else "en"}"' in page, path


def test_every_link_within_the_site_leads_somewhere() -> None:
    """Each page, picture, feed and anchor that a page names is there."""
    there, pages = outputs().keys(), html_of()
    ids = {path: Links(page).ids for path, page in pages.items()}
    for path, page in pages.items():
        for target, anchor in targets(Links(page).found):
            assert target in there, f"{path} leads to {target}"
            assert not anchor or anchor in ids[target], f"{path} leads to {target}#{anchor}"


def test_below_a_path_every_link_stays_below_it() -> None:
    """A site at `/status/` names no address of its host outside."""
    settings = replace(SETTINGS, url="https://northwind.example/status/")
    timeline = replace(TIMELINE, site=replace(TIMELINE.site, settings=settings))
    for path, page in html_of(timeline).items():
        from_root = {link for link in Links(page).found if link.startswith("/")}
        assert {link for link in from_root if not link.startswith("/status/")} == set(), path


def test_no_page_loads_anything_from_elsewhere() -> None:
    """Sources, stylesheets and icons come from the site itself."""
    for path, page in html_of().items():
        assert 'src="http' not in page, path
        assert "@import" not in page, path


def test_words_of_notes_are_never_markup() -> None:
    """A title, an impact and a name full of markup are shown as they were written."""
    hostile = en("</title><script>alert(1)</script>")
    note = replace(OPEN, title=hostile, impact=hostile, workaround=hostile, updates=())
    service = replace(TIMELINE.services[0], service=replace(TIMELINE.services[0].service, name=hostile))
    site = replace(TIMELINE.site, services=(service.service, *TIMELINE.site.services[1:]))
    timeline = replace(
        TIMELINE,
        site=site,
        incidents=(summarize(note, NOW), *INCIDENTS[1:]),
        services=(service, *TIMELINE.services[1:]),
    )
    for path, page in html_of(timeline).items():
        assert "<script>alert" not in page, path


def test_the_end_of_a_timeline_has_its_colour() -> None:
    """Whatever the update that ends an incident or work; what is called off has no colour."""
    style = (shipped_themes() / "default" / "assets" / "pages.css").read_text("utf-8")
    ends = [status.value for status in Status if status.ends and status is not Status.CANCELLED]
    assert [] == [one for one in ends if f".{one}" not in style]


def test_every_text_of_the_interface_is_translated() -> None:
    """The Chinese catalogue has all texts of the templates and of the code, and none is empty."""
    catalogue = read_po(BytesIO((shipped_themes() / "default" / "translations" / "zh.po").read_bytes()))
    code = extract_from_dir(RENDER, [("**.py", "python")], keywords=KEYWORDS)
    templates = extract_from_dir(
        shipped_themes() / "default",
        [("templates/**.html", "jinja2.ext:babel_extract")],
        {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}},
    )
    used = {_first(message) for _, _, message, _, _ in (*code, *templates)}
    translated = {_first(message.id) for message in catalogue if message.string and all(message.string)}
    assert used - translated == set()


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    """The singular."""
    return message if isinstance(message, str) else message[0]
