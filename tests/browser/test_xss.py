"""Hostile words in every field of every kind of file, in a real browser that lets everything run."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from html import unescape
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.read import read_site
from statusgen.storage.disk import read_themes
from tests.browser.demo import QuietHandler
from tests.editing import serve_editor
from tests.payloads import PAYLOADS
from tests.sites import HERE, PNG, problems

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SCHEMES = {"http:", "https:", "mailto:", "tel:", "webcal:"}
ALL = " ".join(PAYLOADS)
ADDRESSES = (
    "https://x.example/%s",
    "https://x.example/?%s",
    "mailto:%s",
    "https://%s",
    "%s",
    "javascript:window.pwned=1//%s",
)
SITE_KEYS = ("url", "home page", "repository")
PRESSED = """() => {
  for (const one of document.querySelectorAll("*")) {
    for (const { name } of one.attributes) if (name.startsWith("on")) return `${one.tagName} ${name}`;
    if ("href" in one && typeof one.href == "string" && one.href) {
      const { protocol } = new URL(one.href, location);
      if (!SCHEMES.includes(protocol)) return one.href;
    }
  }
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("input[type=search]")) {
    one.value = "x";
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return window.pwned === undefined ? "" : "pwned";
}""".replace("SCHEMES", json.dumps(sorted(SCHEMES)))


def yaml(values: object) -> str:
    """YAML, as JSON is."""
    return json.dumps(values, ensure_ascii=True)


def note(header: Mapping[str, object], body: str) -> bytes:
    """A note's file."""
    lines = "".join(f"{key}: {yaml(value)}\n" for key, value in header.items())
    return f"---\n{lines}---\n\n{body}\n".encode("utf-8", "replace")


def hostile_files() -> dict[str, bytes]:
    """A site with every payload in every field that takes it."""
    texts = [{"en": f"T{number} {one}", "zh": f"题{number} {one}"} for number, one in enumerate(PAYLOADS)]
    services = [
        {"id": f"s{number}", "name": text, "description": text, "url": f"https://x.example/{number}"}
        for number, text in enumerate(texts)
    ]
    site = {
        "name": {"en": f"S {ALL}", "zh": f"站 {ALL}"},
        "url": "https://status.example/",
        "languages": ["en", "zh"],
        "description": {"en": ALL, "zh": ALL},
        "footer": {"en": ALL, "zh": ALL},
        "home page": "https://home.example/",
        "repository": "https://code.example/x",
        "contact": [{"label": text, "url": "https://x.example/"} for text in texts],
        "reports": "public",
    }
    catalog = {"groups": [{"id": "g", "name": f"G {ALL}", "services": services}]}
    glossary = {
        "terms": [
            {"term": f"Term{number} {one}", "meaning": f"M {one}", "also": [f"Word{number}", f"W {one}"]}
            for number, one in enumerate(PAYLOADS)
        ]
    }
    files = {
        "site.yml": yaml(site).encode(),
        "services.yml": yaml(catalog).encode(),
        "glossary.yml": yaml(glossary).encode(),
    }
    for number, one in enumerate(PAYLOADS):
        files |= _notes(number, one)
    whole = "\n\n".join(f"Word{number} {one}" for number, one in enumerate(PAYLOADS))
    return files | {
        "pages/all.md": note({"title": f"P {ALL}", "aliases": ["/old-all/"]}, whole),
        "incidents/all.md": note(
            {"title": f"I {ALL}", "impact": ALL, "workaround": ALL, "services": {"s1": "degraded"}},
            f"{ALL}\n\n## Investigating · 2026-05-01 10:20\n\n{whole}",
        ),
        "incidents/learned.md": note(
            {"title": f"L {ALL}", "services": {"s2": "degraded"}, "lint ok": {"jargon": ALL}},
            f"## Investigating · 2026-05-01 07:20\n\nx\n\n## Resolved · 2026-05-01 08:00\n\nx\n\n"
            f"## Postmortem · 2026-05-01 09:00\nsummary: {yaml(ALL)}\n\n{whole}\n\n## Why {ALL}\n\n{whole}",
        ),
        "incidents/error.md": note(
            {"title": f"E {ALL}", "services": {"s3": "degraded"}, "withdrawn": ALL},
            "## Investigating · 2026-05-01 07:20\n\nx",
        ),
    }


def _notes(number: int, one: str) -> dict[str, bytes]:
    fields = {"title": f"N{number} {one}", "impact": f"I {one}", "workaround": f"W {one}"}
    said = (
        f"next update: 2026-05-01 13:00\nimpact: {yaml(one)}\nworkaround: {yaml(one)}\n\nWord{number} {one}"
    )
    again = f"| {one} |\n|---|\n| {one} |\n\n```{one}\n{one}\n```\n\n- {one}\n\n> {one}\n\n# {one}"
    updates = f"## Investigating · 2026-05-01 09:20\n{said}\n\n## Update · 2026-05-01 09:40\n\n{again}"
    name = f"n{number}"
    chinese = {key: f"中 {value}" for key, value in fields.items()}
    open_ones = {"services": {f"s{number}": "degraded"}}
    if number % 4 == 1:
        work = {
            **fields,
            "services": [f"s{number}"],
            "starts": "2026-05-01 14:00",
            "ends": "2026-05-01 16:00",
        }
        return {
            f"maintenance/{name}.md": note(work, f"{one}\n\n## Scheduled · 2026-05-01 08:00\n\n{one}"),
        }
    if number % 4 == 2:
        return {
            f"notices/{name}.md": note(
                {"title": fields["title"], "published": "2026-05-01 09:00"}, f"{one}\n\n{again}"
            ),
            f"pages/{name}.md": note({"title": fields["title"]}, again),
        }
    folder = f"incidents/{name}"
    return {
        f"{folder}/incident.md": note(
            {**fields, **open_ones},
            f"{updates}\n\n![{one}](p.png)\n\n## Resolved · 2026-05-01 10:00\n\n{one}\n\n"
            f"## Postmortem · 2026-05-01 11:00\nsummary: {yaml(one)}\n\n{again}\n\n## Why {one}\n\n{one}",
        )
        if number % 4
        else note({**fields, **open_ones}, f"{updates}\n\n![{one}](p.png)"),
        f"{folder}/incident.zh.md": note(
            chinese, updates.replace("Investigating", "调查中").replace("## Update", "## 更新")
        ),
        f"{folder}/p.png": PNG,
    }


class Watch:
    """Pages without any policy, and whatever in them ran, asked or opened."""

    def __init__(self, browser: Browser, host: str) -> None:
        self.host, self.found = host, list[str]()
        self.context: BrowserContext = browser.new_context(bypass_csp=True)
        self.context.on("request", lambda request: self._asked(request.url))
        self.context.on("dialog", self._spoke)
        self.page: Page = self.context.new_page()

    def _asked(self, address: str) -> None:
        if not address.startswith((self.host, "data:", "about:", "blob:")):
            self.found.append(f"asked {address}")

    def _spoke(self, dialog: object) -> None:
        self.found.append("dialog")
        dialog.dismiss()  # type: ignore[attr-defined] # the library's Dialog

    def look(self, address: str) -> None:
        """Open an address and try what runs later."""
        self.page.goto(self.host + address)
        self.judge(address)

    def judge(self, name: str) -> None:
        """Note what ran, or would if pressed."""
        if said := self.page.evaluate(PRESSED):
            self.found.append(f"{name}: {said}")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The hostile site: its address and its folder."""
    folder = tmp_path_factory.mktemp("hostile")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        server.daemon_threads = True
        host = f"http://127.0.0.1:{server.server_port}"
        result = compile_site(hostile_files(), read_themes(HERE), now=NOW, url=f"{host}/", keep_going=True)
        assert [] == [one for one in result.diagnostics if one.level.value == "error"]
        publish(result.outputs, folder, version="1")
        (folder / "stranger.html").write_text("<!doctype html><p>x</p><script async src=/widget.js></script>")
        Thread(target=server.serve_forever, daemon=True).start()
        yield host, folder
        server.shutdown()


@pytest.mark.slow(20)
def test_nothing_runs_in_any_page(browser: Browser, published: tuple[str, Path]) -> None:
    """Not even where no policy would hold it back; pages, badges, banner and widget."""
    host, folder = published
    watch = Watch(browser, host)
    found = sorted(one.relative_to(folder) for ending in ("*.html", "*.svg") for one in folder.rglob(ending))
    later = [one for one in found if one.name.startswith("next-") and len(one.parts) > 1]
    alike = [one for one in found if {"services", "zh"} & set(one.parts[:-2]) and len(one.parts) > 2]
    alike += [one for one in later if one not in alike]
    shown = [one for one in found if one not in alike] + alike[::9]
    assert len(shown) > 150
    for path in shown:
        if path.parent.name != "old-all":  # which leads on at once
            watch.look(f"/{path.as_posix()}")
    watch.context.close()
    assert [] == watch.found


def test_the_canary_sings(browser: Browser, published: tuple[str, Path]) -> None:
    """What is looked for would be found: raw payloads do all that is forbidden."""
    watch = Watch(browser, published[0])
    watch.page.goto(f"{published[0]}/stranger.html")
    for one in PAYLOADS[11:14]:
        watch.page.evaluate("words => { document.body.innerHTML = words }", one)
        watch.page.wait_for_function("window.pwned")
        watch.judge("raw")
    watch.page.evaluate("() => { document.body.innerHTML = '<img src=http://127.0.0.2:9/x>' }")
    watch.context.close()
    assert any("asked" in one for one in watch.found)
    assert any("onerror" in one for one in watch.found)


def test_every_page_says_its_policy(published: tuple[str, Path]) -> None:
    """The same as without hostile words, before anything else that could load."""
    policies = set()
    for path in published[1].rglob("*.html"):
        text = path.read_text()
        if path.name == "stranger.html":
            continue
        begin = re.match(r"(?s).*?<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"", text)
        assert begin is not None, path
        assert not re.search("<(script|link|style|img)", begin[0]), path
        policies.add(re.sub(r"'sha256-[^']*'", "'sha256'", unescape(begin[1])))
    assert policies
    for one in policies:
        assert "default-src 'none'" in one
        assert "unsafe" not in one


def test_words_in_feeds_are_inert(browser: Browser, published: tuple[str, Path]) -> None:
    """As the HTML that readers make of them."""
    host, folder = published
    told = [one for path in folder.rglob("feed.json") for one in _told_in_json(path)]
    told += [
        one for ending in ("*.rss", "*.atom") for path in folder.rglob(ending) for one in _told_in_xml(path)
    ]
    assert len(told) > 500
    watch = Watch(browser, host)
    watch.page.goto(f"{host}/stranger.html")
    for one in sorted(set(told)):
        watch.page.evaluate("words => { document.body.innerHTML = words }", one)
        watch.judge(one[:80])
    watch.page.goto(f"{host}/stranger.html")
    watch.context.close()
    assert [] == watch.found


def _told_in_json(path: Path) -> list[str]:
    return [item["content_html"] for item in json.loads(path.read_bytes())["items"]]


def _told_in_xml(path: Path) -> list[str]:
    entries = [one for one in ET.parse(path).iter() if one.tag.rpartition("}")[2] in ("item", "entry")]
    found = (one for entry in entries for one in entry if one.tag.rpartition("}")[2] in _IN_FEEDS)
    return [one.text for one in found if one.text and one.get("type") != "text"]


_IN_FEEDS = ("description", "content", "encoded", "summary")


def test_files_for_machines_hold_words_as_words(published: tuple[str, Path]) -> None:
    """JSON and calendars can be read and have nothing of a writer's making; text leads nowhere that runs."""
    folder = published[1]
    for path in folder.rglob("*.json"):
        assert json.loads(path.read_bytes()) is not None, path
    for path in folder.rglob("*.ics"):
        calendar = Calendar.from_ical(path.read_bytes())
        assert {"VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"} >= {
            one.name for one in calendar.walk() if one is not calendar
        }, path
    twins = list(folder.rglob("*.md"))
    assert len(twins) > 100
    for path in twins:
        words = re.sub(r"(?sm)^```.*?^```$|(?<!`)`[^`\n]+`(?!`)", "", path.read_text())  # code leads nowhere
        assert not re.search(r"(?i)(?<!\\)\]\(\s*<?\s*(javascript|data|vbscript):", words), path


@pytest.mark.parametrize("key", SITE_KEYS)
def test_addresses_that_run_are_no_addresses(key: str) -> None:
    """Each payload as the address of a setting is refused, or cannot end the attribute it stands in."""
    usual = {"name": "T", "url": "https://status.example/"}
    for one in PAYLOADS:
        for form in ADDRESSES:
            address = form % one
            found = problems(
                read_site({"site.yml": yaml({**usual, key: address}).encode(), "services.yml": b""})
            )
            if not any(each.code == "bad-value" for each in found):
                assert re.fullmatch(r"https?:[^\s<>\"'`\\]+", address.strip()), (key, address)


@pytest.mark.slow(20)
def test_the_preview_and_its_editor_are_inert(browser: Browser, tmp_path: Path) -> None:
    """With what the rules say about hostile words beside them, and in forms that hold them."""
    files = hostile_files()
    with serve_editor(tmp_path, files) as editor:
        watch = Watch(browser, editor.url)
        editor.let_in(watch.context)
        some = sorted(
            {path.split("/")[1].removesuffix(".md") for path in files if path.startswith("incidents/")}
        )
        for name in ("all", *some[::3]):
            watch.look(f"/incidents/{name}/")
        for name in ("all", *some[::5]):
            watch.look(f"/.statusgen/write/update?note=incident/{name}")
        for name in ("all", *some[:2]):
            watch.look(f"/.statusgen/write/postmortem?note=incident/{name}")
        for address in ("/", "/zh/", "/.statusgen/write", "/.statusgen/write/incident"):
            watch.look(address)
        for one in PAYLOADS[::6]:
            watch.page.fill("[name=title]", one)
            watch.page.fill("[name=text]", one)
            watch.page.click("[value=check]:not(.hidden)")
            watch.judge(one)
        watch.context.close()
    assert [] == watch.found
