"""Terms of the glossary in pages: the first use of each leads to its meaning."""

from __future__ import annotations

import re
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from statusgen.markdown import Explained, explain_terms, make_glossary

KIOSK = "self-service-kiosk"
TERMS = [
    ("self-service kiosk", "The machine.", ["kiosk", "kiosks"]),
    ("PIN", "Four numbers.", []),
    ("renew", "To keep it.", ["renewal"]),
    ("A&B", "Both.", []),
]
GLOSSARY = make_glossary(TERMS)
CHINESE = make_glossary([("预约", "留书。", ["van"]), ("预约架", "书架。", ["架子"])])


def explained(words: str) -> str:
    """The words of a paragraph with its links."""
    made, _ = explain_terms(f'<p class="explain">{words}</p>', GLOSSARY)
    return made.removeprefix('<p class="explain">').removesuffix("</p>")


def link(words: str, term: str) -> str:
    """The link to the explanation of a term."""
    return f'<a class="term" id="use-{term}" href="#word-{quote(term)}" role="doc-glossref">{words}</a>'


def test_the_first_use_of_each_term_is_a_link() -> None:
    """Also in another spelling; later uses stay as they are."""
    assert f"One {link('Kiosk', KIOSK)}, two kiosks, a {link('PIN', 'pin')}." == explained(
        "One Kiosk, two kiosks, a PIN."
    )


def test_terms_are_whole_words() -> None:
    """Parts of words are no terms, nor is a word in capitals what it is in lower case."""
    words = "renewing, pin, kiosk-like, rekiosk, kiosk.example, my-kiosk, pins, R &amp; D"
    assert words == explained(words)
    made, used = explain_terms('<div class="prose">advanced</div>', CHINESE)
    assert ('<div class="prose">advanced</div>', ()) == (made, used)


def test_the_longest_term_wins() -> None:
    """In Chinese as well, where words have no spaces."""
    assert link("self-service kiosk", KIOSK) == explained("self-service kiosk")
    made, used = explain_terms('<div class="prose">书在预约架上，先预约。</div>', CHINESE)
    assert f'<div class="prose">书在{link("预约架", "预约架")}上，先{link("预约", "预约")}。</div>' == made
    assert (
        Explained("预约架", "书架。", "word-预约架", "use-预约架"),
        Explained("预约", "留书。", "word-预约", "use-预约"),
    ) == used


def test_links_headings_and_code_are_left_alone() -> None:
    """A term there is explained where it comes next."""
    words = "<h3>PIN</h3><a href='/'>PIN</a> <code>PIN</code> <em>PIN</em>"
    assert words.replace("<em>PIN", f"<em>{link('PIN', 'pin')}") == explained(words)


def test_only_the_words_of_the_organisation_are_explained() -> None:
    """What the page says itself is plain already."""
    page = '<p>kiosk</p><div class="prose wide"><p>kiosk<br>kiosk</p></div><p>PIN</p>'
    made, used = explain_terms(page, GLOSSARY)
    assert page.replace("<p>kiosk<br>", f"<p>{link('kiosk', KIOSK)}<br>") == made
    assert ["self-service kiosk"] == [one.name for one in used]


def test_entities_are_letters() -> None:
    """As in the words themselves."""
    assert link("A&amp;B", "a-b") == explained("A&amp;B")


@given(
    st.lists(
        st.sampled_from([
            "kiosk", "PIN ", "renew", " text ", "<b>", "</b>", "<br>", "<a href='x'>", "</a>", "<h2>",
            "</h2>",
            "&amp;", '<div class="prose">', "</div>", '<img alt="kiosk">', "<!-- PIN -->", "<", "預約",
        ])
    )
)  # fmt: skip
def test_words_stay_as_they_are(parts: list[str]) -> None:
    """Without the links it is the same page; ids are unique, and a second pass finds nothing more to do."""
    page = '<div class="prose">' + "".join(parts)
    made, used = explain_terms(page, GLOSSARY)

    assert page == re.sub(
        r'<a class="term" id="[^"]+" href="[^"]+" role="doc-glossref">([^<]*)</a>', r"\1", made
    )
    ids = re.findall(r'id="([^"]+)"', made)
    assert sorted(set(ids)) == sorted(ids)
    assert {one.use for one in used} == set(ids)


def test_a_site_without_a_glossary_has_no_terms() -> None:
    """Nothing is searched, nothing is changed."""
    assert ("<p>PIN</p>", ()) == explain_terms("<p>PIN</p>", make_glossary([]))


def test_words_are_found_however_they_are_set() -> None:
    """Over the end of a line, with either apostrophe, in capitals where capitals do not matter."""
    own = make_glossary(
        [("late charge", "What you pay.", []), ("reader's card", "A card.", []), ("amp", "A.", [])]
    )
    found = {
        words: [one.name for one in explain_terms(f'<p class="explain">{words}</p>', own)[1]]
        for words in ("a late\ncharge", "Late Charge", "a reader&#39;s card", "a reader’s card", "R &amp; D")
    }
    assert [["late charge"]] * 2 + [["reader's card"]] * 2 + [[]] == list(found.values())
