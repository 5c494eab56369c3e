"""What the preview answers: a snapshot of the site and an address in, a response out.

Pages get a small script that reloads them after an edit, and the diagnostics on top while the content has
errors. Nothing of that is ever part of a published site.
"""

from __future__ import annotations

import html
import ipaddress
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

from statusgen.model.output import Output, OutputsByPath, Part, fingerprint
from statusgen.preview.annotations import Judge, remarks_of_page
from statusgen.read.catalogues import msgid, texts_for, texts_language
from statusgen.render.cms import ADMIN
from statusgen.render.headers import HEADERS, headers_of, read_headers
from statusgen.render.theme.load import ThemeError
from statusgen.reporting.diagnostics_text import render_text

EVENTS = "/.statusgen/events"
"""Where a page hears of the next version."""
REMARKS = "/.statusgen/remarks"
"""Where a page asks, with its own address behind, what is said about its words: judging them takes longer
than making the page."""
WRITE = "/.statusgen/write"
"""Where the editor is."""
UNPUBLISHED = f"{WRITE}/unpublished"
"""Where a page asks whether something is saved here that is not public yet."""

_HTML = "text/html; charset=utf-8"
_SCRIPT = """\
const { version, writes, closed, lang } = document.currentScript.dataset;
const events = new EventSource("/.statusgen/events?" + version + "&" + location.pathname);
events.onmessage = () => location.reload();
events.onerror = () => {
  if (events.readyState !== EventSource.CLOSED) return; // it tries again by itself
  showBar("statusgen-closed", closed, lang);
};
function showBar(id, text, lang) {
  const bar = document.createElement("p");
  bar.id = id;
  bar.className = "statusgen-bar";
  bar.lang = lang;
  bar.setAttribute("role", "status");
  bar.textContent = text;
  document.body.prepend(bar);
}
fetch("/.statusgen/remarks" + location.pathname).then((answer) => answer.json()).then((remarks) => {
  for (const [anchor, lines] of Object.entries(remarks)) {
    const place = (anchor && document.getElementById(anchor)) || document.querySelector("h1");
    const aside = document.createElement("aside");
    aside.className = "statusgen-remarks";
    aside.setAttribute("aria-label", "Plain language (only in this preview)");
    for (const { level, message, help } of lines) {
      const line = aside.appendChild(document.createElement("p"));
      line.className = level;
      line.append({ error: "\u2716 ", warning: "\u26a0 ", info: "\u2139 " }[level]);
      const stop = /^\\p{Script=Han}/u.test(help) ? "。" : ". ";
      line.append(message[0].toUpperCase() + message.slice(1) + stop);
      line.appendChild(document.createElement("strong")).append(help);
    }
    if (anchor && place.id === anchor) place.append(aside);
    else place.after(aside);
  }
});
if (writes) fetch("/.statusgen/write/unpublished").then((answer) => answer.json()).then(({ text, lang }) => {
  if (text) showBar("statusgen-unpublished", text, lang);
});
"""
_LANGUAGE = re.compile(rb'<html lang="([A-Za-z0-9-]+)"')
_CLOSED = msgid("The preview was started again. Open the new address that the terminal shows.")
_STYLE = """\
#statusgen-problems {
  position: fixed; inset: auto 0 0 0; z-index: 2147483646; max-height: 60vh; margin: 0;
  padding: 1rem 1rem 4rem; overflow: auto; white-space: pre; direction: ltr; text-align: left;
  font: 14px/1.4 monospace; background: #1b1b1f; color: #f4f4f4; border-top: 4px solid #e5484d;
}
.statusgen-remarks {
  margin: .75rem 0; padding: .5rem .75rem; border-inline-start: 4px solid #9a6700; border-radius: 4px;
  font: 15px/1.5 system-ui, sans-serif; background: #fff8e1; color: #1b1b1f;
}
.statusgen-bar {
  margin: 0; padding: .5rem 1rem; font: 600 15px/1.5 system-ui, sans-serif;
  background: #fff8e1; color: #1b1b1f; border-bottom: 4px solid #9a6700;
}
#statusgen-write { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; }
#statusgen-write a {
  display: block; padding: .5rem 1rem; border: 2px solid #fff; border-radius: 2rem;
  font: 600 15px/1.5 system-ui, sans-serif; background: #0a55b8; color: #fff; text-decoration: none;
}
@media print { #statusgen-write, .statusgen-bar { display: none } }
.statusgen-remarks p { margin: .25rem 0; }
.statusgen-remarks strong { font-weight: 600; }
"""
_OWN_FILES = {
    "/.statusgen/preview.js": ("text/javascript; charset=utf-8", _SCRIPT),
    "/.statusgen/preview.css": ("text/css; charset=utf-8", _STYLE),
}
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": _HTML,
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".yml": "text/yaml; charset=utf-8",
    **{f".{name}": f"image/{name}" for name in ("avif", "gif", "jpeg", "png", "webp")},
}


@dataclass(frozen=True, slots=True)
class Response:
    """What a request is answered with; `location` is empty unless it leads elsewhere."""

    status: HTTPStatus
    type: str
    body: bytes
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What the published site's server would say as well."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The site between two edits: the last outputs without errors, by path, and what is wrong since."""

    version: int = 0
    outputs: Mapping[str, Output] = field(default_factory=dict)
    problems: str = ""
    judge: Judge = lambda _: ()
    """What is said about the words, to be shown beside them."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The content that was compiled last."""
    is_whole: bool = True
    """Whether the outputs are made of these files; else they are older, as these have errors."""
    can_write: bool = False
    """Whether pages lead to the editor."""
    ahead: Mapping[str, Output] = field(default_factory=dict)
    """Pages that are newer than all others, by path."""
    ahead_version: int = 0
    """Theirs."""

    def output(self, path: str) -> Output | None:
        """What lies there."""
        return self.ahead.get(path) or self.outputs.get(path)

    def version_of(self, path: str) -> int:
        """Differs when what lies there does."""
        return self.ahead_version if path in self.ahead else self.version


class Preview:
    """The snapshot of the moment, for all threads."""

    def __init__(self, version: int = 0, *, can_write: bool = False) -> None:
        self._changed = threading.Condition()
        self._making = threading.Lock()
        self._snapshot = Snapshot(version, can_write=can_write)

    def show(
        self,
        parts: Sequence[Part],
        problems: str,
        judge: Judge = lambda _: (),
        files: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Show a newly compiled site; without parts, the last good ones stay.

        Pages that were shown first need not be loaded again if they are as they were.
        """
        with self._changed:
            last = self._snapshot
            made = OutputsByPath(parts)
            was_true = made and problems == last.problems and _are_same(last.ahead, made)
            newest = max(last.version, last.ahead_version)
            self._snapshot = Snapshot(
                newest if last.ahead and was_true else newest + 1,
                made or last.outputs,
                problems,
                judge,
                files,
                bool(made),
                last.can_write,
            )
            self._changed.notify_all()

    def show_first(self, outputs: Iterable[Output], judge: Judge = lambda _: ()) -> None:
        """Show these pages of an edited note, until the whole site is compiled and shown."""
        with self._changed:
            last = self._snapshot
            if last.outputs:
                newest = max(last.version, last.ahead_version)
                ahead = {output.path: output for output in outputs}
                self._snapshot = replace(last, ahead=ahead, ahead_version=newest + 1, judge=judge)
                self._changed.notify_all()

    def current(self) -> Snapshot:
        """The snapshot of the moment."""
        with self._changed:
            return self._snapshot

    def answer(self, address: str) -> Response:
        """What `respond` answers, one request at a time: pages share what makes them."""
        with self._making:
            return respond(self.current(), address)

    def other_than(self, version: str, address: str, seconds: float) -> int | None:
        """The version of what lies at an address as soon as it is another; None if it is not for so long."""
        path = _path(address)
        with self._changed:
            if self._changed.wait_for(lambda: str(self._snapshot.version_of(path)) != version, seconds):
                return self._snapshot.version_of(path)
            return None

    def once_with(self, files: Mapping[str, bytes], seconds: float) -> Snapshot:
        """The snapshot as soon as these files are compiled, or else that of the moment when time is over."""
        with self._changed:
            self._changed.wait_for(lambda: files.items() <= self._snapshot.files.items(), seconds)
            return self._snapshot


def _are_same(some: Mapping[str, Output], now: Mapping[str, Output]) -> bool:
    return all(
        path in now and fingerprint(one, "") == fingerprint(now[path], "") for path, one in some.items()
    )


def _path(address: str) -> str:
    """Where the file of an address lies."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def respond(snapshot: Snapshot, address: str) -> Response:
    """Answer a request for `address`, the path of a URL without its query."""
    if address in _OWN_FILES:
        kind, text = _OWN_FILES[address]
        return Response(HTTPStatus.OK, kind, text.encode())
    if address.startswith(f"{REMARKS}/"):
        path = _path(address.removeprefix(REMARKS))
        said = remarks_of_page(snapshot.judge, path) if snapshot.output(path) else "{}"
        return Response(HTTPStatus.OK, "application/json", said.encode())
    if not snapshot.outputs:
        page = _page("This page cannot be shown", "Correct what is wrong; this page follows.")
        return Response(HTTPStatus.INTERNAL_SERVER_ERROR, _HTML, _with_extras(page, snapshot))
    path = unquote(address).lstrip("/")
    if path == "" or path.endswith("/") or snapshot.output(path):
        return _file(snapshot, path, HTTPStatus.OK)
    if snapshot.output(f"{path}/index.html"):
        return Response(HTTPStatus.FOUND, _HTML, b"", f"/{quote(path)}/")
    return _file(snapshot, "404.html", HTTPStatus.NOT_FOUND)


def _file(snapshot: Snapshot, path: str, status: HTTPStatus) -> Response:
    name = f"{path}index.html" if not path or path.endswith("/") else path
    output = snapshot.output(name)
    if output is None and name != "404.html":
        return _file(snapshot, "404.html", HTTPStatus.NOT_FOUND)
    try:
        body = output.make() if output else _page("Not found", "This site has no such page.")
    except ThemeError as error:
        failed = replace(snapshot, outputs={}, problems=render_text([error.problem], {}, root="content"))
        return respond(failed, name)
    headers = _headers(snapshot, f"/{path}")
    own = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    kind = headers.pop("Content-Type", own)
    if kind == _HTML and not name.startswith(ADMIN):  # a page that reloads itself would lose what is written
        body = _with_extras(body, snapshot, name)
    return Response(status, kind, body, "", headers)


def _headers(snapshot: Snapshot, address: str) -> dict[str, str]:
    """As the published site's, but nothing is kept: what is previewed changes all the time."""
    file = snapshot.outputs.get(HEADERS)
    return headers_of(read_headers(file.make()) if file else (), address) | {"Cache-Control": "no-store"}


def _page(title: str, words: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<body><h1>{title}</h1><p>{words}</p></body></html>"
    ).encode()


def _with_extras(page: bytes, snapshot: Snapshot, path: str = "") -> bytes:
    """The page with the script and the diagnostics. Both are files, to work under a strict policy too."""
    found = _LANGUAGE.search(page[:200])
    language = found[1].decode() if found else "en"
    translate = texts_for(language).gettext
    data = {
        "version": str(snapshot.version_of(path)),
        **({"writes": "yes"} if snapshot.can_write else {}),
        "closed": translate(_CLOSED),
        "lang": texts_language(language),
    }
    attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    extras = f'<script src="/.statusgen/preview.js"{attributes}></script>'
    extras += '<link rel="stylesheet" href="/.statusgen/preview.css">'
    if snapshot.problems:
        extras += f'<pre id="statusgen-problems" role="alert">{html.escape(snapshot.problems)}</pre>'
    if snapshot.can_write:
        label = translate(msgid("Write"))
        extras += f'<nav id="statusgen-write" aria-label="statusgen"><a href="{WRITE}">{label}</a></nav>'
    before, end, after = page.rpartition(b"</body>")
    return b"".join((before, extras.encode(), end, after)) if end else page + extras.encode()


def may_ask(header: str, host: str) -> bool:
    """Whether a request with this `Host` header is meant for a preview on `host`.

    Other people's names are refused: by DNS rebinding, they would let their web pages read the preview.
    Numeric addresses cannot be rebound.
    """
    try:
        name = urlsplit(f"//{header}").hostname or ""
        return name in ("localhost", host.lower()) or bool(ipaddress.ip_address(name))
    except ValueError:
        return False
