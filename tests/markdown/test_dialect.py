"""Words mean what GitHub and editors with a preview make of them: CommonMark with GitHub's additions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statusgen.markdown import Place, escape_markdown, new_renderer, render_markdown
from tests.examples import examples

PLACE = Place("https://status.example/x/", "https://status.example/", names=None)
REFERENCE = MarkdownIt("gfm-like")
BLOCKS = {
    "blockquote", "br", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Shape(HTMLParser):
    """What HTML says, whatever its spaces: tags with the attributes that matter, and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.in_code = self.in_code or tag == "pre"
        kept = [f'{name}="{value}"' for name, value in attrs if name in {"href", "start"}]
        aligned = [
            re.sub("text-align:", "", value or "") for name, value in attrs if name in {"align", "style"}
        ]
        self.parts.append(f"<{' '.join([{'s': 'del'}.get(tag, tag), *kept, *aligned])}>")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a tag."""
        self.in_code = self.in_code and tag != "pre"
        if tag not in {"br", "hr", "img"}:
            self.parts.append(f"</{ {'s': 'del'}.get(tag, tag) }>")

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.parts.append(data if self.in_code else re.sub(r"\s+", " ", data))


def shape(html: str) -> str:
    """HTML without what makes no difference to readers."""
    shape = Shape()
    shape.feed(html)
    shape.close()
    names = "|".join(sorted(BLOCKS))
    made = re.sub(rf"\s*(</?(?:{names})(?: [^>]*)?>)\s*", r"\1", "".join(shape.parts))
    made = re.sub(r"\s*</code></pre>", "</code></pre>", made)  # blank lines at the end of code are left out
    made = re.sub(r"<(/?)h[1-6]>", r"<\1h>", made)  # ours are shifted as a whole
    return re.sub(r"<tbody></tbody>|<h></h>", "", made).strip()


def ours(text: str) -> str:
    """The shape of what we make of a text."""
    return shape(render_markdown(new_renderer(), text, PLACE, top_heading=1))


def theirs(text: str) -> str:
    """The shape of what a CommonMark parser makes of it."""
    return shape(REFERENCE.render(text))


@pytest.mark.parametrize(
    "text",
    [
        "- Lower Quay\n  - number 5\n  - number 9\n- Upper Quay",
        "1. a\n   - b\n     1. c\n2. d",
        "* a\n    * b\n* c",
        "1) Close the valve\n2) Open the tap",
        "3. a\n4. b",
        "7) a\n\n8) b",
        "- a\n* b\n+ c",
        "1. a\n2) b",
        "- a\n\n- b\n- c",
        "- a\n- b\n\n\nc",
        "- a\n\n  b\n- c",
        "- a\nlazy\n- b",
        "Words\n- a\n- b",
        "Words\n1. a\n2. b",
        "Words\n2. are no list",
        "It was\n2026. A good year",
        "2026. A good year",
        "-not a list\n1.not one",
        "- ```\n  code\n    more\n  ```\n- b",
        "1. a\n\n   ```sh\n   code\n   ```\n2. b",
        "- a\n\n      code\n- b",
        "~~~\n```\n~~~",
        "````\n```\n````",
        "```\nnever closed\n\n- a",
        "a\n```\nb\n```\nc",
        "    code\n\n    more\n\nwords",
        "a\n    no code",
        "#1234 is the ticket.",
        "# a\n## b #\n### c ###\n#### d#",
        "words\n# a\nwords",
        "a\n===\nb\n---\n\nc",
        "a\nb\n---",
        "***\n---\n_ _ _\n- - -",
        "> a\nlazy\n> > b\n>\n> c\n\nd",
        "> - a\n> - b\n\n> c",
        "> ```\n> a\n```",
        "- > a\n  > b\n- c",
        "~~Until noon.~~ Until two\\\no'clock.",
        "two spaces  \nbreak, one \nnot",
        "snake_case_name, 2*3*4 and __init__",
        "*a* _b_ **c** __d__ *f **g** h* **i *j* k**",
        "a * b * c and 5 < 6 > 3 & 7 &amp; &lt;b&gt; &copy;",
        r"\*a\* \_b\_ \# \[c\](d) \~\~e\~\~ \<f> \| \& \\",
        "`` a`b `` and `c` and ``` d",
        "```\n`code`",
        "**太好了**，*很好*。**中文**文",
        "[a](https://x.example 'b') [c][d] [d] [e](<https://x.example/a b>)\n\n[d]: https://y.example \"f\"",
        "[d]: https://y.example\n[d]\n\n[e]:\nhttps://z.example\n\n[E]",
        "https://x.example/a_b?c=1. (https://x.example) <https://y.example>",
        "Write to help@x.org, not to help@localhost.",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n| `a\\|b` | **c** | d |\n| e\n\nwords",
        "a | b\n:-: | -\n1 | 2\n> quote",
        "words\n| a | b |\n|---|---|\n| 1 | 2 |",
        "| a | b |\n|---|\n| 1 | 2 |",
        "- | a | b |\n  |---|---|\n  | 1 | 2 |",
        "1. one\n\n   two\n\n   - three\n\n     four\n2. five",
        "- a\n  # b\n- ---\n- > c",
        "- \n  a\n-\n\n  b",
    ],
)
def test_it_means_what_a_commonmark_parser_makes_of_it(text: str) -> None:
    """Lists, code, headings, quotes, tables, breaks and links, as writers see them where they write."""
    assert ours(text) == theirs(text)


LINES = st.sampled_from([
    "- ", "* ", "+ ", "1. ", "2. ", "3) ", "1) ", "10. ", "> ", "# ", "## ", "#", "  ", "   ", "    ",
    "      ", "\n", "\n\n", "a ", "words ", "**bold** ", "*em* ", "`code` ", "~~gone~~ ", "```\n", "~~~\n",
    "---\n", "===\n",
    "***\n", "| a | b |\n|---|---|\n", "| 1 | 2 |\n", "\\\n", "  \n", "snake_case_name ", "中文。 ",
    "https://a.example/b ", "[l](https://b.example) ", "&amp; ", "5 < 6 ", "\\* ", "#1234 ",
])  # fmt: skip
"""What begins, continues and ends blocks, and words."""


@settings(max_examples=examples(600), derandomize=True)
@given(st.lists(LINES, max_size=12).map("".join))
@example("- a\n\n  - b\n- c\n  1. d\n\n     ```\n     e\n     ```\n> f\ng")
def test_blocks_are_those_of_a_commonmark_parser(text: str) -> None:
    """However they are put together. White space alone within code does not count.

    Left out is where the reference differs from CommonMark: a blank line after an empty item or after code
    that is never closed in a list, and quotation marks behind four spaces.
    """
    assume(not re.search(r"(?m)(?:[-*+]|[0-9][.)])(?: *\n *\n| +(?:```|~~~))| {4}>", text))
    trimmed = re.sub(r"(?m)^ +$", "", text)
    assert ours(trimmed) == theirs(trimmed)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**中文。**文", "<p><strong>中文。</strong>文</p>"),
        ("- [ ] to do\n- [x] done", "<ul><li>☐ to do</li><li>☑ done</li></ul>"),
        ("www.x.example/a, b", '<p><a href="https://www.x.example/a">www.x.example/a</a>, b</p>'),
        ("8~10 and 12~14", "<p>8~10 and 12~14</p>"),
        ("## ", ""),
        ("见https://x.example/a。好", '<p>见<a href="https://x.example/a">https://x.example/a</a>。好</p>'),
    ],
)
def test_what_is_better_otherwise(text: str, html: str) -> None:
    """Chinese beside punctuation is emphasised, tasks have signs, `~` between numbers strikes nothing out."""
    assert shape(html) == ours(text)


@pytest.mark.parametrize("text", ["~~a~~ b", "~~~a~~~", "<a b> *c*", "#1 of 2", "1) a", "~5 to ~10"])
def test_plain_words_can_be_written_as_markdown(text: str) -> None:
    """They read the same, here and elsewhere."""
    assert ours(escape_markdown(text)) == theirs(escape_markdown(text)) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Write to <customer number>.", "<p>Write to &lt;customer number&gt;.</p>"),
        ("<your street>", "<p>&lt;your street&gt;</p>"),
        (
            "<address> and <time>, <title> or <a name>",
            "<p>&lt;address&gt; and &lt;time&gt;, &lt;title&gt; or &lt;a name&gt;</p>",
        ),
        ("Press <b> twice, </b", "<p>Press &lt;b&gt; twice, &lt;/b</p>"),
        ("<b>now</b> and <kbd>Ctrl</kbd>", "<p><b>now</b> and <kbd>Ctrl</kbd></p>"),
        ("a <script>alert(1)</script> b", "<p>a  b</p>"),
        ("a <u>b</u> <font color=red>c</font>", "<p>a b c</p>"),
        ("<客户编号> <x y@z>", "<p>&lt;客户编号&gt; &lt;x y@z&gt;</p>"),
        ("- <customer\n  number>", "<ul><li>&lt;customer number&gt;</li></ul>"),
        ("<script>never closed\n\n- a", "<p>&lt;script&gt;never closed</p><ul><li>a</li></ul>"),
    ],
)
def test_words_in_angle_brackets_are_words(text: str, html: str) -> None:
    """Only HTML that is used as HTML is markup; what may not stay of it is taken away as before."""
    assert shape(html) == ours(text)
