"""The editor in the browser: a whole incident, written as people write it, in a real Chromium."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from time import sleep
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from jsonschema import Draft7Validator
from playwright.sync_api import Browser, Page, Route, expect

from statusgen.cli.main import main
from statusgen.render.cms import PROGRAMS, Program
from tests.browser.demo import serve
from tests.browser.test_policy import LISTEN
from tests.clients.editors import file_of
from tests.clients.node import MODULES
from tests.sites import SITE, content

pytestmark = [pytest.mark.browser, pytest.mark.clients, pytest.mark.slow]

EDITOR = "editor: {{program: {}, repository: 'https://github.com/acme/status'}}\n"
START = datetime(2026, 5, 1, 7, 20, tzinfo=UTC)
NAME = "incidents/2026-05-01-some-card-payments-fail-try-again"
WRITTEN = {
    f"{NAME}.md": """\
---
title: "Some card payments fail: “try again”"
services:
  ticket-machines: partial outage
impact: About one in five card payments is declined.
started: 2026-05-01 03:20 -04:00
---
""",
    f"{NAME}/2026-05-01-0720-investigating.md": """\
---
note: 2026-05-01-some-card-payments-fail-try-again
status: investigating
at: 2026-05-01 03:20 -04:00
next update: 2026-05-01 03:50 -04:00
---
We are looking for the cause.
""",
    f"{NAME}/2026-05-01-0745-resolved.md": """\
---
note: 2026-05-01-some-card-payments-fail-try-again
status: resolved
at: 2026-05-01 03:45 -04:00
---
All card payments work again. You do not need to do anything.
""",
}


SAVED = {
    "content/incidents/2026-05-01-some-card-payments-fail.md": """\
---
title: Some card payments fail
services:
  ticket-machines: partial outage
impact: One in five cards is declined.
started: 2026-05-01 07:20 +00:00
---
""",
    "content/incidents/2026-05-01-some-card-payments-fail.zh.md": """\
---
title: 部分刷卡付款失败
---
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_the_script_is_the_one_we_know(program: Program) -> None:
    """Its bytes are those of the package, to the last one."""
    data = file_of(program, program.file)
    assert data
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    assert program.integrity == f"sha384-{digest}"


@contextmanager
def _repository(folder: Path) -> Iterator[str]:
    """The real program that stands between Decap and a folder; yields its address."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    given = {"PORT": str(port), "BIND_HOST": "127.0.0.1", "GIT_REPO_DIRECTORY": str(folder), "MODE": "fs"}
    command = ["node", str(MODULES / "decap-server" / "dist" / "index.js")]
    with subprocess.Popen(
        command, env={**os.environ, **given}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/api/v1"
            for _ in range(100):
                try:
                    urlopen(f"http://127.0.0.1:{port}/").close()
                except URLError as error:
                    if "refused" not in str(error):
                        break
                    sleep(0.1)
                else:
                    break
            yield address
        finally:
            server.terminate()


class Writer:
    """Somebody in New York who writes for a site in Berlin."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def sign_in(self) -> None:
        """On this machine, no password is asked."""
        self.page.goto(f"{self.address}admin/")
        self.page.get_by_role("button", name="Login").click()
        expect(self.page.get_by_role("heading", name="Collections")).to_be_visible()

    def begin(self, collection: str) -> None:
        """A new entry."""
        self.page.goto(f"{self.address}admin/#/collections/{collection}")
        self.page.locator(f'a[href="#/collections/{collection}/new"]').first.click()
        self.page.wait_for_url(re.compile("/new$"))

    def pick(self, label: str, option: str) -> None:
        """One of the choices of a field."""
        self.page.get_by_label(label).first.click()
        self.page.get_by_role("option", name=option).first.click()

    def write(self, words: str) -> None:
        """The body."""
        self.page.locator("[data-slate-editor]").click()
        self.page.keyboard.type(words)

    def publish(self) -> None:
        """Save it to the repository."""
        self.page.get_by_role("button", name="Publish").first.click()
        self.page.get_by_role("menuitem", name="Publish now").click()
        self.page.wait_for_url(re.compile("/entries/"))
        expect(self.page.get_by_text("Changes saved")).to_be_visible()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a small site."""
    for path, data in content(site=SITE + EDITOR.format("decap")).items():
        (tmp_path / "repository" / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "repository" / "content" / path).write_bytes(data)
    return tmp_path / "repository"


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """The address of the site, published with the headers that `_headers` gives."""
    build(folder)
    with serve(folder / "public", "localhost") as address:
        yield address


def build(folder: Path, now: str = "2026-05-01T08:00Z") -> None:
    """Publish it as of an instant."""
    at = ["--content", str(folder / "content"), "--out", str(folder / "public"), "--now", now]
    assert 0 == main(["build", *at])


def without_the_web(page: Page, program: Program, repository: str = "") -> list[str]:
    """Answer for the web from what npm has; returns where else the page wanted to go."""
    others: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        start = program.script.removesuffix(program.file)
        if url.startswith(start):
            data = file_of(program, url.removeprefix(start))
            kind = {"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"}
            route.fulfill(status=200 if data else 404, body=data or b"", headers=kind)
        elif url.startswith("http://localhost:8081/") and repository:
            asked = Request(repository, route.request.post_data_buffer, {"Content-Type": "application/json"})
            with urlopen(asked) as got:
                headers = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
                route.fulfill(status=200, body=got.read(), headers=headers)
        else:
            others.append(url)
            route.abort()

    page.route(re.compile(r"^https?://(?!localhost:(?!8081/))"), answer)
    return others


def test_an_incident_from_its_first_word_to_its_end(browser: Browser, folder: Path, site: str) -> None:
    """The files are as one would write them, without a mistake, and the site tells of it."""
    context = browser.new_context(timezone_id="America/New_York", viewport={"width": 1280, "height": 1600})
    page = context.new_page()
    page.clock.install(time=START)
    with _repository(folder) as repository:
        others = without_the_web(page, PROGRAMS["decap"], repository)
        writer = Writer(page, site)
        writer.sign_in()
        writer.begin("incidents")
        page.get_by_label("What is wrong").fill("Some card payments fail: “try again”")
        writer.pick("Ticket machines", "Partial outage")
        page.get_by_label("Who is affected, and how").fill("About one in five card payments is declined.")
        writer.publish()

        writer.begin("incident-updates")
        writer.pick("Which one?", "Some card payments fail")
        writer.pick("Status", "Investigating")
        writer.write("We are looking for the cause.")
        page.get_by_label(re.compile("^Next update")).first.fill("2026-05-01T03:50")
        writer.publish()

        page.clock.set_system_time(START.replace(minute=45))
        writer.begin("incident-updates")
        writer.pick("Which one?", "Some card payments fail")
        writer.pick("Status", "Resolved")
        writer.write("All card payments work again. You do not need to do anything.")
        writer.publish()
    context.close()

    notes = {
        path.relative_to(folder / "content").as_posix(): path.read_text("utf-8")
        for path in (folder / "content").rglob("*.md")
    }
    assert WRITTEN == notes
    assert [] == others
    assert 0 == main(["check", "--content", str(folder / "content"), "--now", "2026-05-01T08:00Z"])
    build(folder)
    told = (folder / "public" / NAME / "index.md").read_text("utf-8")
    assert "Resolved" in told
    assert "1 May 2026, 09:45 CEST" in told


REPORT = """\
---
note: 2026-05-01-trams
status: postmortem
at: 2026-05-01 03:20 -04:00
figures:
  - 900 people waited
factors:
  - what: The wire was old
    kind: hardware
    why:
      - Nobody looks at it
actions:
  - do: We look at each wire
    kind: prevent
    due: 2026-06-30
---
It broke. We are sorry.
"""
"""The first postmortem of an incident that is over."""


def test_a_postmortem_in_lists(browser: Browser, folder: Path, site: str) -> None:
    """Figures, factors with their reasons, and actions; what is left out is not written."""
    over = "---\ntitle: Trams stop\n---\n\n## Resolved · 2026-05-01 08:00\nTrams run again.\n"
    (folder / "content/incidents").mkdir()
    (folder / "content/incidents/2026-05-01-trams.md").write_text(over, encoding="utf-8")
    context = browser.new_context(timezone_id="America/New_York", viewport={"width": 1280, "height": 4000})
    page = context.new_page()
    page.clock.install(time=START)
    with _repository(folder) as repository:
        others = without_the_web(page, PROGRAMS["decap"], repository)
        writer = Writer(page, site)
        writer.sign_in()
        writer.begin("incident-updates")
        writer.pick("Which one?", "Trams stop")
        writer.pick("Status", "Postmortem")
        writer.write("It broke. We are sorry.")
        page.get_by_role("button", name="Add figures").click()
        page.get_by_label("Figures").last.fill("900 people waited")
        page.get_by_role("button", name="Add factors").click()
        page.get_by_label("What made it possible").last.fill("The wire was old")
        writer.pick("What it is about", "Hardware")
        page.get_by_role("button", name="Add why").click()
        page.get_by_label("Why was that?").last.fill("Nobody looks at it")
        page.get_by_role("button", name="Add actions").click()
        page.get_by_label("What you will change").last.fill("We look at each wire")
        writer.pick("What it is for", "Prevent")
        page.get_by_label("By when").last.fill("2026-06-30")
        writer.publish()
    context.close()
    found = [*(folder / "content/incidents/2026-05-01-trams").glob("*.md")]
    assert REPORT == found[0].read_text("utf-8")
    assert [] == others


def test_sveltia_shows_the_same_forms(browser: Browser, folder: Path, site: str) -> None:
    """With a folder of the browser's own in place of one on the disk, which only a person can choose."""
    (folder / "content" / "site.yml").write_text(SITE + EDITOR.format("sveltia"), encoding="utf-8")
    build(folder)
    page = browser.new_page()
    page.add_init_script("""
        window.showDirectoryPicker = async () => {
          const root = await navigator.storage.getDirectory();
          await root.getDirectoryHandle(".git", { create: true });
          return root;
        };
    """)
    page.clock.install(time=START)
    without_the_web(page, PROGRAMS["sveltia"])
    page.goto(f"{site}admin/")
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_role("button", name="New").first.click()
    page.get_by_role("checkbox", name=re.compile("Affected services")).check()
    titles = page.get_by_role("textbox", name="What is wrong")
    titles.nth(0).fill("Some card payments fail")
    titles.nth(1).fill("部分刷卡付款失败")
    page.get_by_role("textbox", name="Who is affected, and how").nth(0).fill("One in five cards is declined.")
    # A press before the group listens changes the look alone; the editor tells nowhere that it listens.
    for state in ("Degraded", "Partial outage"):
        page.get_by_role("radio", name=state).nth(1).check()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("#/collections/incidents(/entries/.*)?$"))
    saved = page.evaluate(_FILES)
    page.close()
    assert SAVED == saved
    for path, text in saved.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    assert 0 == main(["check", "--content", str(folder / "content"), "--now", "2026-05-01T08:00Z"])
    build(folder)
    told = (folder / "public/zh/incidents/2026-05-01-some-card-payments-fail/index.md").read_text("utf-8")
    assert "# 部分刷卡付款失败" in told


_FILES = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, one] of folder.entries()) {
      if (one.kind === "directory") await walk(one, path + name + "/");
      else found[path + name] = await (await one.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""


SIGN_IN = """<script>
addEventListener("message", (event) => { document.title = event.data; });
opener.postMessage("authorizing:github", "*");
</script>"""
"""A page that asks who somebody is, as such services do: it greets the editor, which must answer."""


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_the_editor_keeps_to_its_policy(
    browser: Browser, folder: Path, site: str, program: Program, request: pytest.FixtureRequest
) -> None:
    """Under the headers that ship, it starts, signs people in, and asks for nothing that it may not have."""
    (folder / "content" / "site.yml").write_text(
        SITE + EDITOR.format(request.node.callspec.id), encoding="utf-8"
    )
    build(folder)
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(LISTEN)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    without_the_web(page, program)
    context.route(
        "https://api.netlify.com/**", lambda route: route.fulfill(body=SIGN_IN, content_type="text/html")
    )
    answer = page.goto(f"{site}admin/")
    assert answer
    assert program.script.rpartition("/")[0] in answer.headers["content-security-policy"]
    with page.expect_popup() as opened:
        page.get_by_role("button", name=re.compile("(Login|Sign In) with")).click()
    expect(opened.value).to_have_title("authorizing:github")
    assert [] == page.evaluate("violations")
    assert [] == complaints
    context.close()


def test_the_configuration_follows_sveltias_schema(folder: Path) -> None:
    """The schema comes with the editor."""
    (folder / "content" / "site.yml").write_text(SITE + EDITOR.format("sveltia"), encoding="utf-8")
    build(folder)
    schema = file_of(PROGRAMS["sveltia"], "schema/sveltia-cms.json")
    assert schema
    made = json.loads((folder / "public/admin/config.yml").read_text("utf-8"))
    assert [] == [error.message for error in Draft7Validator(json.loads(schema)).iter_errors(made)]
