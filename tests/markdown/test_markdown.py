"""Words become HTML that says what was meant and can do no harm."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.markdown import Place, new_renderer, outline, render_markdown
from tests.examples import examples

PLACE = Place("/status/incidents/x/", "/status/")
VOID = {"br", "hr", "img"}


def rendered(text: str, *, top_heading: int = 3, place: Place = PLACE) -> str:
    """The HTML of a text at the place of these tests."""
    return render_markdown(new_renderer(), text, place, top_heading=top_heading)


class Inspector(HTMLParser):
    """Reads HTML as a browser would, and notes what it finds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.balanced = True
        self.comments = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note whether it closes what was opened last."""
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """Count comments."""
        self.comments += 1


def inspected(html: str) -> Inspector:
    """What a browser finds in it."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector


def is_harmless(html: str) -> bool:
    """Whether nothing in it can run, load from elsewhere, restyle, or reach out of its container."""
    found = inspected(html)
    names = {name for name, _ in found.attributes}
    targets = [value for name, value in found.attributes if name == "href"]
    sources = [value for name, value in found.attributes if name == "src"]
    return (
        found.balanced
        and not found.open
        and not found.comments
        and not found.tags & {"script", "style", "iframe", "form", "input", "button", "svg", "math", "object"}
        and names
        <= {
            "href",
            "src",
            "alt",
            "loading",
            "align",
            "colspan",
            "rowspan",
            "start",
            "class",
            "tabindex",
            "role",
            "aria-label",
            "id",
        }
        and all(target.startswith(("/", "http://", "https://", "mailto:", "tel:")) for target in targets)
        and not any(target.startswith("//") for target in targets)
        and all(source.startswith("/status/") for source in sources)
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**All** cards.", "<p><strong>All</strong> cards.</p>"),
        ("Now:\n- one\n- two", "<p>Now:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("Now:\n1. one\n2. two", "<p>Now:</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("It was\n2026. A good year", "<p>It was\n2026. A good year</p>"),
        ("- one\n  more\n- two", "<ul>\n<li>one\nmore</li>\n<li>two</li>\n</ul>"),
        (
            "```\n<b>\n```",
            '<pre tabindex="0" role="region" aria-label="Code: &lt;b&gt;"><code>&lt;b&gt;\n</code></pre>',
        ),
        ("a & b < c &amp; d", "<p>a &amp; b &lt; c &amp; d</p>"),
        ("{{ 7 * 7 }} {% raw %}", "<p>{{ 7 * 7 }} {% raw %}</p>"),
        ("", ""),
    ],
)
def test_markdown_means_what_people_expect(text: str, html: str) -> None:
    """Lists need no blank line before them; code, entities and template signs stay as they are."""
    assert rendered(text) == html


def test_tables_can_scroll_by_themselves() -> None:
    """A table stands in a box of its own that the keyboard reaches."""
    html = rendered("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert html.startswith('<div class="table" tabindex="0" role="region" aria-label="Table: a"><table>')
    assert html.endswith("</table></div>")
    assert '<td align="right">2</td>' in html


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://x.example/a_b?c=1.", ["https://x.example/a_b?c=1"]),
        ("(https://x.example/z)", ["https://x.example/z"]),
        ("https://x.example/wiki/A_(b)", ["https://x.example/wiki/A_(b)"]),
        ("请看https://x.example/abc。然后", ["https://x.example/abc"]),
        ("<https://x.example/>", ["https://x.example/"]),
        ("[https://x.example](https://y.example)", ["https://y.example"]),
        ('<a href="https://x.example">https://x.example</a>', ["https://x.example"]),
        ("`https://x.example`", []),
        ("    https://x.example", []),
    ],
)
def test_addresses_in_running_text_are_links(text: str, links: list[str]) -> None:
    """A bare address is a link without the punctuation after it; not in code, nor where it is one already."""
    assert [value for name, value in inspected(rendered(text)).attributes if name == "href"] == links


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("../other/", "/status/incidents/other/"),
        ("/about/", "/status/about/"),
        ("/status/about/", "/status/about/"),
        ("#there", "/status/incidents/x/#there"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+441632", "tel:+441632"),
        ("//h.example/a", "https://h.example/a"),
        ("/\\h.example/a", "https://h.example/a"),
        ("../../../../../x/", "/x/"),
    ],
)
def test_links_lead_on_from_their_page(target: str, href: str) -> None:
    """Relative links start at the page, those with a slash at the site's root."""
    assert rendered(f'<a href="{target}">x</a>') == f'<p><a href="{href}">x</a></p>'


def test_feeds_get_absolute_links() -> None:
    """With an absolute place, links and pictures are absolute."""
    place = Place("https://x.example/status/incidents/x/", "https://x.example/status/")
    html = rendered("[a](../y/) [b](/z/) ![c](p.png)", place=place)
    assert [value for name, value in inspected(html).attributes if name in {"href", "src"}] == [
        "https://x.example/status/incidents/y/",
        "https://x.example/status/z/",
        "https://x.example/status/incidents/x/p.png",
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "![The <till>](a b.png)",
            '<img src="/status/incidents/x/a%20b.png" alt="The &lt;till&gt;" loading="lazy">',
        ),
        ("![](/about/a.png)", '<img src="/status/about/a.png" alt="" loading="lazy">'),
        ("![Graph](https://h.example/g.png)", '<a href="https://h.example/g.png">Graph</a>'),
        ("![](https://h.example/g.png)", '<a href="https://h.example/g.png">https://h.example/g.png</a>'),
        ("![Graph](//h.example/g.png)", '<a href="https://h.example/g.png">Graph</a>'),
        ("[![Graph](https://h.example/g.png)](https://y.example/)", '<a href="https://y.example/">Graph</a>'),
        ("![Graph](data:image/png;base64,AAAA)", "Graph"),
    ],
)
def test_only_own_pictures_are_shown(text: str, html: str) -> None:
    """A picture of another host becomes a link, so that reading a page calls no other host."""
    assert rendered(text) == f"<p>{html}</p>"


def test_headings_are_shifted_as_a_whole() -> None:
    """The highest heading gets the level asked for, the others keep their distance, none is below six."""
    assert rendered("# A\n\n### B\n\n<h2>C</h2>", top_heading=4) == "<h4>A</h4>\n<h6>B</h6>\n<h5>C</h5>"
    assert rendered("###### A", top_heading=2) == "<h2>A</h2>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)' style='position:fixed' id=a class=b>x</p>",
        "<iframe src=https://x.example></iframe>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&colon;alert(1))",
        "[a](java&#x0A;script:alert(1))",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href=' &#14; javascript:alert(1)'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<img src='https://x.example/pixel.gif'>",
        "<img src='/\\x.example/pixel.gif'>",
        "<b><i>never closed",
        "</article></div></main></body></html>after",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<form action=https://x.example><input name=password><button>Log in</button></form>",
        "<video src=https://x.example autoplay></video>",
        "<base href=https://x.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//x>",
        "<!-- hidden --> seen <!-- never closed",
        "<!--> <img src=x onerror=alert(1)> -->",
        "<plaintext>rest",
        "<title><a title='</title><img src=x onerror=alert(1)>'>",
        "[a](http://[bad)",
        '![a" onerror="alert(1)](x.png)',
        '<a href="x"><a href="y">z</a>',
        "<table><tr><td colspan=99999999 align=evil>x",
        "\x02wzxhzdk:0\x03 \x00",
    ],
)
def test_hostile_words_do_no_harm(text: str) -> None:
    """Whatever stands in a note, only the small safe set comes out, and balanced."""
    assert is_harmless(rendered(text))


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + " x",
        "*" * 5000 + "x" + "*" * 5000,
        "<b>" * 5000,
        "<blockquote>" * 30_000,
        "- " * 2000 + "x",
        "\n".join(" " * 4 * depth + "- x" for depth in range(150)),
    ],
)
def test_nesting_beyond_reason_is_no_error(text: str) -> None:
    """What is nested beyond reason comes out all the same, as plain text at worst."""
    renderer = new_renderer()
    assert is_harmless(render_markdown(renderer, text, PLACE, top_heading=2))
    assert render_markdown(renderer, "**a**", PLACE, top_heading=2) == "<p><strong>a</strong></p>"


@given(st.text(alphabet=st.sampled_from("<>/ab \"'=&#;:!-[]()*_`|\n\\\x00\x02\x03jscript"), max_size=60))
def test_any_text_does_no_harm(text: str) -> None:
    """No combination of signs gets anything but the safe set through."""
    assert is_harmless(rendered(text))


ON_A_PAGE = Place("/status/incidents/x/", "/status/", "2026")


def ids(html: str) -> list[str]:
    """The ids in it, in order."""
    return [value for name, value in inspected(html).attributes if name == "id"]


def test_headings_have_lasting_ids() -> None:
    """Made of their words in any script, and unique; words that are alike are counted."""
    html = rendered("# What *happened*?\n\n## 发生了什么？\n\n# What happened\n\n# !", place=ON_A_PAGE)
    assert ids(html) == ["2026~what-happened", "2026~发生了什么", "2026~what-happened-2", "2026~section"]
    assert outline(html) == (
        ("2026~what-happened", "What happened?"),
        ("2026~what-happened-2", "What happened"),
        ("2026~section", "!"),
    )


def test_a_counted_heading_meets_no_other() -> None:
    """Not even one that is called like it."""
    html = rendered("# a\n\n# a 2\n\n# a", place=ON_A_PAGE)
    assert ids(html) == ["2026~a", "2026~a-2", "2026~a-3"]


def test_footnotes_lead_there_and_back() -> None:
    """Each has a number, and a link from each place that names it; its ids have the text's prefix."""
    html = rendered("A[^x y] b[^1] c[^1].\n\n[^x y]: *One*.\n[^1]: Two.", place=ON_A_PAGE)
    assert ids(html) == [
        "2026~fnref:1", "2026~fnref:2", "2026~fnref2:2", "2026~fn:1", "2026~fn:2",
    ]  # fmt: skip
    links = [value.partition("#")[2] for name, value in inspected(html).attributes if name == "href"]
    assert sorted(links) == sorted([
        "2026~fn:1", "2026~fn:2", "2026~fn:2", "2026~fnref:1", "2026~fnref:2", "2026~fnref2:2",
    ])  # fmt: skip
    assert '<ol class="footnotes">' in html
    assert html.count('aria-label="Back to the text"') == 3


def test_the_same_text_twice_has_other_ids() -> None:
    """What a renderer remembers of a text holds for every place of it."""
    renderer, text = new_renderer(), "# A\n\nx[^1]\n\n[^1]: y"
    first, second = (
        render_markdown(renderer, text, Place("/x/", "/", prefix), top_heading=3) for prefix in ("1", "2")
    )
    assert not set(ids(first)) & set(ids(second))
    assert len(ids(first)) == 3


def test_without_a_page_of_their_own_footnotes_are_only_told() -> None:
    """In feeds, and where several notes meet, nothing has an id and no link leads to one."""
    html = rendered("x[^1]\n\n[^1]: y")
    assert ids(html) == []
    assert "href" not in html
    assert "↩" not in html
    assert "<sup><a>1</a></sup>" not in html


def test_pasted_ids_are_dropped() -> None:
    """Only our own ids stay, each once."""
    text = '<li id="fn:1">a</li> <sup id="main">b</sup> <sup id="fn:1">c</sup> x[^1]\n\n[^1]: y'
    found = ids(rendered(text, place=ON_A_PAGE))
    assert "main" not in found
    assert len(found) == len(set(found))


@settings(max_examples=examples(200))
@given(
    st.lists(st.sampled_from(["[^a]", "[^b]: ", "[^a]:", "\n", "\n\n", "    ", "x", "> ", "- ", "`", "["]))
)
def test_footnotes_of_any_form_are_no_error(parts: list[str]) -> None:
    """However they are nested, unfinished or empty."""
    assert is_harmless(rendered("".join(parts), place=ON_A_PAGE))
