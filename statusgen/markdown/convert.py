"""Markdown to safe HTML, and to plain text.

Input is the Markdown of notes, with any HTML that people pasted. Output is balanced HTML of a small fixed set
of tags, which cannot run scripts, load files, change styles or break out of its element. Python-Markdown
makes the HTML, nh3 sanitises it; what is added afterwards is ours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import quote, urljoin, urlsplit

import nh3
from markdown import Markdown

from statusgen.markdown import footnotes
from statusgen.markdown.anchors import MARK, visible_words, with_heading_ids, with_unique_ids
from statusgen.markdown.bounds import is_reasonable
from statusgen.markdown.fast_path import is_simple, simple_html, simple_words
from statusgen.markdown.gfm import Dialect
from statusgen.markdown.tags import escape_non_tags
from statusgen.markdown.text import ATTRIBUTE, html_to_line, shorten

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "s", "samp", "small", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "var",
})  # fmt: skip
_LINES = {
    "blockquote", "br", "caption", "dd", "del", "details", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "s", "summary", "ul",
}  # fmt: skip
"""Elements that stay when text is reduced to one line."""

_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_DROPPED_WITH_CONTENT = {"script", "style", "template", "svg", "math", "iframe", "object", "select", "title"}
_MOST_TAGS = 20_000
"""The sanitiser's time grows with the square of the nesting; no real note has as many tags."""

_AFTER_FULL_WIDTH = re.compile("(?<=[，。、；：？！）」』》]) ")
"""The space that joins two lines after Chinese punctuation; Chinese sentences have none between them."""

_HEADING = re.compile(r"<(/?)h([1-6])>")
_LINK_OR_IMAGE = re.compile(r'<(?P<link>/?a)\b[^>]*>|<img(?P<attributes>(?: [a-z]+="[^"]*")*)>')
_SCROLLING = re.compile("<(table|pre)>")
_BACK = re.compile(r'(?<!\s)\s*(?:&nbsp;|\xa0)?<a(?P<href> href="[^"]*")?>↩</a>')
_ADDRESS = re.compile(r'<a href="([^"]*)">\1</a>')
_LED_NOWHERE = re.compile("<sup><a>([0-9]+)</a></sup>")
_FOOTNOTE_LIST = re.compile(r'<hr>\s*<ol>(?=\s*<li id="[^"]*~fn:1")')
_NAME_LENGTH = 40
_NAMED_FROM = 500
"""Number of characters of a table or of code that are searched for its name."""


Renderer = Callable[[str], str]
"""Function from Markdown to HTML that is not sanitised yet. It belongs to one thread."""

_MOST_TEXTS = 4_096
"""Texts whose HTML a renderer keeps: each is on several pages, in feeds and in data."""


@dataclass(frozen=True, slots=True)
class Names:
    """Accessible names of regions and links, in the language of the page."""

    table: str = "Table: %(name)s"
    code: str = "Code: %(name)s"
    back: str = "Back to the text"


@dataclass(frozen=True, slots=True)
class Place:
    """Page on which the HTML will be: links are relative to `page`, those that begin with `/` to `root`.

    Both end with a slash, and both are paths (`/status/`) or both are absolute (`https://x.example/status/`).
    """

    page: str
    root: str
    ids: str = ""
    """Prefix of the ids of headings and footnotes, different for each text of a page. Empty: nothing gets an
    id, and footnotes are not linked."""
    names: Names | None = Names()
    """None where nothing scrolls and nothing links back, as in feeds."""


def new_renderer() -> Renderer:
    """Return a renderer, which is slow to make."""
    notes = footnotes.Footnotes()
    extensions = [Dialect(notes), notes]  # in this order: footnotes keep the parser that is set before
    markdown = Markdown(extensions=extensions, output_format="html")
    return lru_cache(_MOST_TEXTS)(partial(_convert, markdown))


def render_markdown(renderer: Renderer, text: str, place: Place, *, top_heading: int) -> str:
    """Return the safe HTML of `text`, whose highest headings get the level `top_heading` (1 to 6)."""
    return simple_html(text) if is_simple(text) else _safe_html(renderer(text), place, top_heading)


def _safe_html(made: str, place: Place, top_heading: int) -> str:
    clean = nh3.clean(
        made,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=partial(_kept_attribute, place),
        url_schemes=set(SCHEMES),
        clean_content_tags=_DROPPED_WITH_CONTENT,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        link_rel=None,
    )
    made = _shift_headings(
        _link_foreign_images(_label_backlinks(clean, place.names or Names()), place), top_heading
    )
    if place.ids:
        made = with_unique_ids(with_heading_ids(made, place.ids))
    return (_make_scrollable(made, place.names) if place.names else made).strip()


def plain_text(renderer: Renderer, text: str, limit: int | None = None) -> str:
    """Return the words of Markdown in one line, items with their numbers; at most `limit` characters."""
    bare = " ".join(simple_words(text).split()) if is_simple(text) else _in_one_line(renderer, text)
    line = _AFTER_FULL_WIDTH.sub("", bare)
    return line if limit is None else shorten(line, limit)


def _in_one_line(renderer: Renderer, text: str) -> str:
    dropped = _DROPPED_WITH_CONTENT | {"table", "pre"}  # unreadable in one line
    made = footnotes.without_footnotes(renderer(text))
    attributes = {"ol": {"start"}}
    clean = nh3.clean(made, tags=_LINES, attributes=attributes, clean_content_tags=dropped, link_rel=None)
    return html_to_line(clean)


def _convert(markdown: Markdown, text: str) -> str:
    """Convert Markdown with the library; return plain paragraphs if the text is too complex."""
    if not is_reasonable(text):
        return _paragraphs(text)
    try:
        made = markdown.reset().convert(text)
    except RecursionError:
        markdown.parser.state.clear()  # else the next text would be parsed as nested in this one
        return _paragraphs(text)
    if made.count("<") > _MOST_TAGS:
        return _paragraphs(text)
    return escape_non_tags(made, _TAGS) if "<" in text else made


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def _kept_attribute(place: Place, tag: str, name: str, value: str) -> str | None:
    """Return the new value of an allowed attribute, or None to remove it."""
    match name:
        case "href" if footnotes.ID.fullmatch(value.removeprefix("#")) and value.startswith("#"):
            return f"{place.page}#{place.ids}{MARK}{value[1:]}" if place.ids else None
        case "href" | "src":
            return resolve_address(value, place)
        case "id":
            return f"{place.ids}{MARK}{value}" if place.ids and footnotes.ID.fullmatch(value) else None
        case "align":
            return value if value in {"left", "center", "right"} else None
        case "start" | "colspan" | "rowspan":
            return value if re.fullmatch("[0-9]{1,4}", value) else None
        case _:
            return value if (tag, name) in {("img", "alt"), ("img", "loading")} else None


def resolve_address(value: str, place: Place) -> str | None:
    r"""Return an address as needed at `place`; None if the link is not allowed.

    Browsers remove control characters and read `\` as `/`, so this function does so first.
    """
    address = re.sub(r"[\x00-\x1f\x7f]", "", value).strip().replace("\\", "/")
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        scheme = urlsplit(address).scheme
        if not scheme:
            address = _joined(address, place)
    except ValueError:
        return None
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~") if not scheme or scheme in SCHEMES else None


def _joined(address: str, place: Place) -> str:
    """Join a relative address to `place`; one that begins with `/` is relative to the site, not the host."""
    if address.startswith("/") and not address.startswith(urlsplit(place.root).path):
        address = place.root + address.removeprefix("/")
    joined = urljoin(place.page, address)
    return (
        "/" + joined.lstrip("/") if place.page.startswith("/") else joined
    )  # a path with `//` would be a host


def _link_foreign_images(clean: str, place: Place) -> str:
    """Replace images of other hosts by links, so that no reader's browser contacts these hosts by itself."""
    in_link = False

    def swap(match: re.Match[str]) -> str:
        nonlocal in_link
        if match["link"]:
            in_link = match["link"] == "a"
            return match[0]
        given = dict(ATTRIBUTE.findall(match["attributes"]))
        source, alt = given.get("src", ""), html.escape(html.unescape(given.get("alt", "")))
        if source.startswith(place.root):
            return f'<img src="{source}" alt="{alt}" loading="lazy">'
        return alt if in_link or not source else f'<a href="{source}">{alt or source}</a>'

    return _LINK_OR_IMAGE.sub(swap, clean)


def _shift_headings(clean: str, top: int) -> str:
    levels = [int(level) for _, level in _HEADING.findall(clean)]
    shift = top - min(levels, default=top)
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + shift, 6)}>", clean)


def _label_backlinks(clean: str, names: Names) -> str:
    """Give links back from footnotes a name, and remove those without an address.

    Links that show their own address get a class, so that print does not repeat the address.
    """

    def link(match: re.Match[str]) -> str:
        label = html.escape(names.back)
        return f' <a{match["href"]} aria-label="{label}">↩</a>' if match["href"] else ""

    linked = _ADDRESS.sub(r'<a class="address" href="\1">\1</a>', clean)
    linked = _LED_NOWHERE.sub(r"<sup>\1</sup>", _BACK.sub(link, linked))
    return _FOOTNOTE_LIST.sub('<ol class="footnotes">', linked)


def _make_scrollable(clean: str, names: Names) -> str:
    """Make tables and code scroll in a region of their own, also with the keyboard."""

    def opened(match: re.Match[str]) -> str:
        tag, inside = match[1], clean[match.end() : match.end() + _NAMED_FROM]
        if tag == "pre":
            return f"<pre{_region(names.code, inside.partition('</pre>')[0].lstrip())}>"
        return f'<div class="table"{_region(names.table, inside)}><table>'

    return _SCROLLING.sub(opened, clean).replace("</table>", "</table></div>")


def _region(name: str, inner: str) -> str:
    """Return the attributes of a region that scrolls, named after its first words."""
    first = next(filter(None, (visible_words(line) for line in inner.split("\n"))), "")
    label = (name % {"name": shorten(first, _NAME_LENGTH)}).rstrip(": ：")
    return f' tabindex="0" role="region" aria-label="{html.escape(label)}"'
