"""A real nginx with just what the documentation says."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.render.cms import PROGRAMS
from statusgen.render.headers import headers_of, read_headers
from statusgen.storage.disk import read_themes
from tests.browser.demo import ROOT, build_demo
from tests.browser.test_web_editor import EDITOR, START, without_the_web
from tests.sites import SITE, content

pytestmark = pytest.mark.browser

KEPT = "public, max-age=31536000, immutable"
ASKED = "public, max-age=0, must-revalidate"
FRAME = """\
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{snippet}
}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nginx may write, with the demo in `site/`."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """Where the demo is served."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    build_demo(folder / "site", "https://status.example.org/")
    (folder / "site" / "embed").mkdir(exist_ok=True)
    (folder / "site" / "embed" / "index.html").write_text("<!doctype html>")
    files = content(site=SITE + EDITOR.format("decap"))
    publish(compile_site(files, read_themes(folder), now=START).outputs, folder / "other", version="1")
    shutil.copytree(folder / "other" / "admin", folder / "site" / "admin")
    for name in ("feed.json", "live.json"):
        (folder / "site" / name).write_text("{}")
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "hosting.md").read_text("utf-8"), re.DOTALL)
    assert found
    snippet = found[1].replace("listen 80", f"listen 127.0.0.1:{number}")
    snippet = snippet.replace("root /srv/status", f"root {folder}/site")
    written = folder / "nginx.conf"
    written.write_text(_as_us() + FRAME.format(folder=folder, snippet=snippet))
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert program, "nginx is not installed"
    process = subprocess.Popen([program, "-c", str(written), "-e", str(folder / "error.log")])
    try:
        _wait(number, process)
        yield number
    finally:
        process.terminate()
        process.wait(30)


def _as_us() -> str:
    """Workers of root would else become somebody who may not read the folder."""
    return "user root;\n" if os.geteuid() == 0 else ""


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "nginx does not take the snippet"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def ask(port: int, address: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.parametrize(
    ("address", "kind", "is_open"),
    [
        ("/", "text/html; charset=utf-8", False),
        ("/zh/history/", "text/html; charset=utf-8", False),
        ("/updates.rss", "application/rss+xml; charset=utf-8", True),
        ("/feed.json", "application/feed+json", True),
        ("/live.json", "application/json", True),
        ("/calendar.ics", "text/calendar; charset=utf-8", True),
        ("/services/loans/calendar.ics", "text/calendar; charset=utf-8", True),
        ("/updates.atom", "application/atom+xml; charset=utf-8", True),
        ("/index.md", "text/markdown; charset=utf-8", True),
        ("/feeds.opml", "text/x-opml; charset=utf-8", True),
    ],
)
def test_types_and_openness(port: int, address: str, kind: str, is_open: bool) -> None:
    """As the documentation promises."""
    status, headers = ask(port, address)
    assert (200, kind) == (status, headers["content-type"])
    assert is_open == (headers.get("access-control-allow-origin") == "*")
    assert is_open == (headers.get("cross-origin-resource-policy") == "cross-origin")
    assert (ASKED, "nosniff") == (headers["cache-control"], headers["x-content-type-options"])
    assert {"referrer-policy", "permissions-policy"} <= headers.keys()


@pytest.mark.parametrize("address", ["/updates.rss", "/updates.atom", "/calendar.ics", "/index.md", "/"])
def test_texts_are_compressed(port: int, address: str) -> None:
    """For those who can read it, and without another type."""
    plain, packed = ask(port, address)[1], ask(port, address, **{"Accept-Encoding": "gzip"})[1]
    assert ("gzip", plain["content-type"]) == (packed["content-encoding"], packed["content-type"])


def test_pictures_that_are_documents_run_no_scripts(port: int) -> None:
    """SVG has the policy that pages have in themselves; pages are sent no other one."""
    assert "script-src 'self'" in ask(port, "/badge.svg")[1]["content-security-policy"]
    assert "content-security-policy" not in ask(port, "/")[1]


def test_assets_keep_for_years(port: int) -> None:
    """Pages name them by what is in them."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/history/")
    page = connection.getresponse().read().decode()
    connection.close()
    assets = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page))
    assert len(assets) >= 3
    assert {KEPT} == {ask(port, asset)[1]["cache-control"] for asset in assets}


@pytest.mark.parametrize("address", ["/", "/updates.rss", "/calendar.ics", "/live.json"])
def test_what_is_unchanged_is_not_sent_again(port: int, address: str) -> None:
    """Who has a copy gets a 304, with what keeps the copy true."""
    tag = ask(port, address)[1]["etag"]
    status, headers = ask(port, address, **{"If-None-Match": tag})
    assert (304, ASKED) == (status, headers["cache-control"])


def test_only_what_is_made_for_it_may_be_framed(port: int) -> None:
    """Our pages nowhere, those in `embed/` anywhere."""
    assert "DENY" == ask(port, "/")[1]["x-frame-options"]
    assert "x-frame-options" not in ask(port, "/embed/")[1]


def test_an_unknown_address_gets_our_page(port: int) -> None:
    """With the right status, and compressed for those who can."""
    status, headers = ask(port, "/none/", **{"Accept-Encoding": "gzip"})
    assert (404, "text/html; charset=utf-8") == (status, headers["content-type"])
    assert ("gzip", "DENY") == (headers["content-encoding"], headers["x-frame-options"])


def test_nginx_says_what_other_hosts_say(port: int, folder: Path) -> None:
    """With each file of the demo, as by `_headers`; the policy stands in the pages themselves."""
    site = folder / "site"
    rules = read_headers((site / "_headers").read_bytes())
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file())
    for name in names:
        address = "/" + name.removesuffix("index.html")
        expected = headers_of(rules, address)
        expected.pop("Content-Security-Policy", None)
        status, headers = ask(port, address)
        assert (200, expected) == (status, {one: headers.get(one.lower()) for one in expected}), address


@pytest.mark.clients
def test_the_editor_starts(browser: Browser, port: int) -> None:
    """Nothing that nginx sends stops it, and nobody can frame it."""
    page = browser.new_page()
    others = without_the_web(page, PROGRAMS["decap"])
    answer = page.goto(f"http://localhost:{port}/admin/")
    assert answer
    assert "DENY" == answer.headers["x-frame-options"]
    expect(page.get_by_role("button", name="Login")).to_be_visible()
    assert {"http://localhost:8081/api/v1"} == set(others)
    page.close()
