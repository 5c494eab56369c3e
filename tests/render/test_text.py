"""The twins of pages in plain text, and the index of them."""

from __future__ import annotations

import html
import re
from datetime import datetime
from functools import cache

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from statusgen.markdown import escape_markdown, with_headings, with_links
from statusgen.model.output import Output
from statusgen.pipeline.compile import compile_site
from tests.sites import HERE, THEMES, content, tree

NOW = datetime.fromisoformat("2026-05-04T18:00+02:00")
ONLY_ON_PAGES = """
    Earlier updates, Latest update, Add to your calendar, Edit history, All ways to subscribe
    Impact, Services, Table, Updates
    更新记录 最新进展 添加到日历 全部订阅方式 服务 影响 之前的更新 此前的更新
"""
"""Titles of parts that a text has no need of."""

SAID = ("index.md", "index.html", "llms.txt", "live.json", "api/status.json")
ROOT = "https://larkmoor.example/status/"


@cache
def outputs() -> dict[str, Output]:
    """The outputs of the small golden site by path."""
    files = tree(HERE / "golden" / "trams" / "content")
    result = compile_site(files, THEMES, now=NOW)
    return {output.path: output for output in result.outputs}


@cache
def site() -> dict[str, str]:
    """The pages and texts of the small golden site."""
    return {
        path: output.make().decode()
        for path, output in outputs().items()
        if path.endswith((".html", ".md", ".txt"))
    }


def test_every_page_has_a_twin() -> None:
    """Beside it, and the page names it; what only leads elsewhere has none."""
    pages = [
        path
        for path, page in site().items()
        if path.endswith("index.html") and 'http-equiv="refresh' not in page
    ]
    pages = [path for path in pages if "embed/" not in path]

    assert len(pages) == 46
    for path in pages:
        twin = path.removesuffix("html") + "md"
        assert twin in site()
        assert f'type="text/markdown" href="/status/{twin}"' in site()[path]


def test_a_twin_is_whole() -> None:
    """Facts at the top, one title, tidy lines, and links that lead somewhere, all of them absolute."""
    for path, text in sorted(site().items()):
        if path.endswith(".md"):
            assert_whole(path, text)


def assert_whole(path: str, text: str) -> None:
    """Fail if a text version is not as it should be."""
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)

    assert facts["url"].startswith(ROOT)
    assert facts["language"] == ("zh" if path.startswith("zh/") else "en")
    assert 1 == len(re.findall(r"(?m)^# ", body))
    assert text.endswith("\n")
    assert not re.search(r"[ \t]\n|\n{3,}|\n\n$", text)
    for link in re.findall(r"\]\(([^)]+)\)", body):
        assert link.startswith(("https://", "http://", "mailto:", "tel:")), link
        address = link.removeprefix(ROOT).partition("#")[0]
        if link.startswith(ROOT) and address.endswith(".md"):
            assert address in site(), link


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]{3,}", text))


def _seen(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<(svg|summary)\b.*?</\1>|<nav\b.*?</nav>", " ", main, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2]))


def test_a_notes_twin_says_what_its_page_says() -> None:
    """All words of the page are in it."""
    pages = [path for path in site() if re.search(r"(incidents|maintenance|notices)/.*/index\.html$", path)]
    assert pages
    for path in pages:
        assert_says_the_same(path)


def assert_says_the_same(path: str) -> None:
    """Fail if words of a page are not in its text version."""
    page = site()[path]
    if 'http-equiv="refresh' not in page:
        twin = site()[path.removesuffix("html") + "md"]
        assert set() == _words(_seen(page)) - _words(twin) - _words(ONLY_ON_PAGES)


def test_the_index_leads_to_the_texts() -> None:
    """In each language: the site, what is going on, every service."""
    for path in ("llms.txt", "zh/llms.txt"):
        text = site()[path]
        links = re.findall(r"\]\(([^)]+)\)", text)
        texts = [link.removeprefix(ROOT) for link in links if link.endswith(".md")]
        assert text.startswith("# ")
        assert "\n> " in text
        assert set(texts) <= site().keys()
        assert 3 == sum("services/" in one for one in texts)


def test_the_index_leads_to_files_that_exist() -> None:
    """In each language: pages, and the files for programs."""
    for path in ("llms.txt", "zh/llms.txt"):
        links = re.findall(r"\]\(([^)]+)\)", site()[path])
        files = {link.removeprefix(ROOT) for link in links if link.startswith(ROOT)}
        assert files <= outputs().keys()
        assert {".json", ".rss", ".ics"} <= {one[one.rindex(".") :] for one in files}


def test_data_stays_data() -> None:
    """Titles cannot become headings, links or markup."""
    title = "# [Trams](https://evil.example) *late* <script>alert(1)</script> | no"
    note = f"---\ntitle: '{title}'\n---\n\n## Investigating · 2026-05-04 09:00\n\nWe look.\n"
    result = compile_site(content({"incidents/2026-05-04-x.md": note}), THEMES, now=NOW)
    twin = (
        next(one for one in result.outputs if one.path == "incidents/2026-05-04-x/index.md").make().decode()
    )
    line = next(line for line in twin.splitlines() if line.startswith("# "))

    assert f"<h1>{html.escape(title, quote=False).replace('|', '&#124;')}</h1>" == Markdown().convert(line)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
def test_escaped_text_reads_the_same(text: str) -> None:
    """As Markdown it shows what was given."""
    line = " ".join(text.split())
    shown = Markdown().convert(escape_markdown(text)).removeprefix("<p>").removesuffix("</p>")

    assert line == " ".join(html.unescape(shown).split())


def test_links_move_and_code_stays() -> None:
    """Also pictures, and headings."""
    text = "# A\n\n[x](y) ![p](q.png)\n\n```\n# [x](y)\n```\n\n`[x](y)`"

    assert "# A\n\n[x](/y) ![p](/q.png)\n\n```\n# [x](y)\n```\n\n`[x](y)`" == with_links(
        text, lambda link: f"/{link}"
    )
    assert with_headings(text, 3).startswith("### A\n")
    assert "\n# [x](y)\n" in with_headings(text, 3)


def test_a_text_never_says_operational_while_an_incident_is_open() -> None:
    """The page, its text, the index of texts, the API and the file for open pages agree."""
    note = "---\ntitle: Trees\nservices: none\nimpact: None.\nstarted: 2026-05-04 09:00\n---\n\n"
    note += "## Investigating · 2026-05-04 09:10\n\nWe are looking.\n"
    files = content({"incidents/2026-05-04-trees.md": note})
    made = {
        one.path: one.make().decode()
        for one in compile_site(files, THEMES, now=NOW).outputs
        if one.path in SAID
    }

    assert yaml.safe_load(made["index.md"].split("---\n")[1])["status"] == "info"
    assert "An incident is open" in made["index.md"]
    assert "): An incident is open" in made["llms.txt"]
    assert 'class="now info"' in made["index.html"]
    assert '"info"' in made["live.json"]
    assert '"info"' in made["api/status.json"]


def test_a_young_site_says_since_when_it_counts() -> None:
    """On the home page and in its text, so that nobody takes 100% of three days for 100% of 90."""
    note = "---\ntitle: Trees\nservices: {trams: degraded}\nstarted: 2026-05-02 09:00\n---\n\n"
    note += "## Resolved · 2026-05-02 09:10\n\nOver.\n"
    files = content({"incidents/2026-05-02-trees.md": note})
    made = {
        one.path: one.make().decode()
        for one in compile_site(files, THEMES, now=NOW).outputs
        if one.path in SAID
    }

    assert "**Last 90 days** (Since 2 May 2026)" in made["index.md"]
    assert 'Since <time datetime="2026-05-02">2 May 2026</time>' in made["index.html"]


def _twins(language: str, files: dict[str, str]) -> dict[str, str]:
    """Return the texts of a small site in a language."""
    site = f"name: Example\nurl: https://status.example.org/\nlanguages: [{language}]\n"
    services = "services:\n  - {id: shop, name: Shop}\n  - {id: mail, name: Mail}\n"
    result = compile_site(content({"site.yml": site, "services.yml": services, **files}), THEMES, now=NOW)
    return {one.path: one.make().decode() for one in result.outputs if one.path.endswith(".md")}


def test_the_text_of_a_finished_note_does_not_say_that_it_goes_on() -> None:
    """Impact and services stay, without who is affected now and without states."""
    note = "---\ntitle: Slow\nservices: {shop: degraded, mail: degraded}\nimpact: Some wait\n---\n\n"
    note += "## Investigating · 2026-05-04 09:00\n\nWe look.\n"
    over = "\n## Resolved · 2026-05-04 09:10\n\nOver.\n"
    path = "incidents/2026-05-04-slow.md"

    still = _twins("en", {path: note})["incidents/2026-05-04-slow/index.md"]
    closed = _twins("en", {path: note + over})["incidents/2026-05-04-slow/index.md"]

    assert "**Who is affected**: Some wait\n\n**Services**: Shop (Degraded), Mail (Degraded)\n" in still
    assert "**Impact**: Some wait\n\n**Services**: Shop, Mail\n" in closed
    assert "affected" not in closed


def test_texts_have_no_latin_commas_and_full_stops_between_parts() -> None:
    """Not in a language that has others: there, the words of the interface bring them."""
    note = "---\ntitle: 遅い\nservices: {shop: degraded, mail: degraded}\nimpact: 遅い\n---\n\n"
    note += "## Investigating · 2026-05-04 09:00\nsince: 08:50\n\n確認中です。\n"
    path = "incidents/2026-05-04-slow.md"

    made = _twins("ja", {path: note})

    text = made["incidents/2026-05-04-slow/index.md"]
    assert "**状況** (調査中 · 2026年5月4日 09:00 UTC · 2026年5月4日 08:50 UTCから)" in text
    assert "**サービス**: Shop (品質低下)、Mail (品質低下)" in text
    assert not re.search(r"[.,] ", text + made["index.md"])
