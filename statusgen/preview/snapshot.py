"""Answer requests from a snapshot of the site: snapshot and address in, response out.

Pages get a script that reloads them after an edit and, while the content has errors, the diagnostics. A
published site has neither.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import quote, unquote

from statusgen.model.output import Output, OutputsByPath, Part, fingerprint
from statusgen.preview.annotations import Judge, annotations_of_page
from statusgen.read.catalogues import msgid, texts_for, texts_language
from statusgen.render.cms import ADMIN
from statusgen.render.headers import HEADERS, TYPES, headers_of, read_headers
from statusgen.render.theme.load import ThemeError
from statusgen.reporting.diagnostics_text import render_text

EVENTS = "/.statusgen/events"
"""Address of the server-sent event of the next version."""
ANNOTATIONS = "/.statusgen/annotations"
"""Address of the annotations of a page, before the page's own. They take longer than rendering the page."""
WRITE = "/.statusgen/write"
"""Address of the editor."""
UNPUBLISHED = f"{WRITE}/unpublished"
"""Address of the message about changes that are saved but not public yet."""

_HTML = "text/html; charset=utf-8"
_STATIC = {f"/.statusgen/{path.name}": path for path in (Path(__file__).parent / "static").iterdir()}
"""Files of the preview itself, by address."""
_LANGUAGE = re.compile(rb'<html lang="([A-Za-z0-9-]+)"')
_CLOSED = msgid("The preview was restarted. Open the new address shown in the terminal.")
"""Message of a page whose preview has ended."""
_TYPES = {
    **{pattern.removeprefix("*"): type_ for pattern, type_ in TYPES.items()},
    ".css": "text/css; charset=utf-8",
    ".html": _HTML,
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".yml": "text/yaml; charset=utf-8",
    **{f".{name}": f"image/{name}" for name in ("avif", "gif", "jpeg", "png", "webp")},
}


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response; `location` is empty unless it is a redirect."""

    status: HTTPStatus
    type: str
    body: bytes
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers, such as those of the published site."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The site between two edits: the last outputs without errors, by path, and the problems since then."""

    version: int = 0
    outputs: Mapping[str, Output] = field(default_factory=dict)
    problems: str = ""
    judge: Judge = lambda _: ()
    """Returns the plain-language findings for a note."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The content that was compiled last."""
    is_whole: bool = True
    """Whether the outputs are of these files; else the files have errors, and the outputs are older."""
    can_write: bool = False
    """Whether pages have a link to the editor."""
    early: Mapping[str, Output] = field(default_factory=dict)
    """Pages of an edited note by path, shown before the rest of the site is compiled."""
    early_version: int = 0
    """The version of the early pages."""

    def output(self, path: str) -> Output | None:
        """Return the newest output at a path."""
        return self.early.get(path) or self.outputs.get(path)

    def version_at(self, path: str) -> int:
        """Return the version of the output at a path."""
        return self.early_version if path in self.early else self.version


class Preview:
    """The current snapshot, shared by the thread that compiles and the threads that answer requests."""

    def __init__(self, version: int = 0, *, can_write: bool = False) -> None:
        self._changed = threading.Condition()
        self._rendering = threading.Lock()
        self._snapshot = Snapshot(version, can_write=can_write)

    def show(
        self,
        parts: Sequence[Part],
        problems: str,
        judge: Judge = lambda _: (),
        files: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Show a newly compiled site. Without parts, the last good outputs stay.

        Early pages keep their version if they are unchanged, so that browsers do not load them again.
        """
        with self._changed:
            last = self._snapshot
            outputs = OutputsByPath(parts)
            early_is_right = last.early and problems == last.problems and _has_all(outputs, last.early)
            newest = max(last.version, last.early_version)
            self._snapshot = Snapshot(
                newest if early_is_right else newest + 1,
                outputs or last.outputs,
                problems,
                judge,
                files,
                bool(outputs),
                last.can_write,
            )
            self._changed.notify_all()

    def show_early(self, outputs: Iterable[Output], judge: Judge = lambda _: ()) -> None:
        """Show the pages of an edited note until the whole site is compiled and shown."""
        with self._changed:
            last = self._snapshot
            if last.outputs:
                newest = max(last.version, last.early_version)
                early = {output.path: output for output in outputs}
                self._snapshot = replace(last, early=early, early_version=newest + 1, judge=judge)
                self._changed.notify_all()

    def current(self) -> Snapshot:
        """Return the current snapshot."""
        with self._changed:
            return self._snapshot

    def answer(self, address: str) -> Response:
        """Return the response of `respond`, for one request at a time: rendering pages share objects."""
        with self._rendering:
            return respond(self.current(), address)

    def wait_for_change(self, version: str, address: str, seconds: float) -> int | None:
        """Wait until the output at an address has another version; return it, or None after `seconds`."""
        path = _path(address)
        with self._changed:
            if self._changed.wait_for(lambda: str(self._snapshot.version_at(path)) != version, seconds):
                return self._snapshot.version_at(path)
            return None

    def wait_for_files(self, files: Mapping[str, bytes], seconds: float) -> Snapshot:
        """Wait at most `seconds` until these files are compiled; return the current snapshot."""
        with self._changed:
            self._changed.wait_for(lambda: files.items() <= self._snapshot.files.items(), seconds)
            return self._snapshot


def _has_all(outputs: Mapping[str, Output], some: Mapping[str, Output]) -> bool:
    """Return whether `outputs` has all of `some`, with the same inputs."""
    return all(
        path in outputs and fingerprint(one, "") == fingerprint(outputs[path], "")
        for path, one in some.items()
    )


def _path(address: str) -> str:
    """Return the path of the file at an address."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def respond(snapshot: Snapshot, address: str) -> Response:
    """Answer a request for `address`, the path of a URL without its query."""
    if address in _STATIC:
        file = _STATIC[address]
        return Response(HTTPStatus.OK, _TYPES[file.suffix], file.read_bytes())
    if address.startswith(f"{ANNOTATIONS}/"):
        path = _path(address.removeprefix(ANNOTATIONS))
        found = annotations_of_page(snapshot.judge, path) if snapshot.output(path) else "{}"
        return Response(HTTPStatus.OK, "application/json", found.encode())
    if not snapshot.outputs:
        page = _page("This page cannot be shown", "Correct the mistakes; this page updates itself.")
        return Response(HTTPStatus.INTERNAL_SERVER_ERROR, _HTML, _with_extras(page, snapshot))
    path = _path(address)
    if snapshot.output(path):
        return _file(snapshot, path, HTTPStatus.OK)
    if snapshot.output(f"{path}/index.html"):
        return Response(HTTPStatus.FOUND, _HTML, b"", f"/{quote(path)}/")
    return _file(snapshot, "404.html", HTTPStatus.NOT_FOUND)


def _file(snapshot: Snapshot, path: str, status: HTTPStatus) -> Response:
    output = snapshot.output(path)
    try:
        body = output.make() if output else _page("Not found", "This site has no such page.")
    except ThemeError as error:
        failed = replace(snapshot, outputs={}, problems=render_text([error.problem], {}, root="content"))
        return respond(failed, path)
    headers = _headers(snapshot, f"/{path.removesuffix('index.html')}")
    own = _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    type_ = headers.pop("Content-Type", own)
    if type_ == _HTML and not path.startswith(ADMIN):  # reloading the web editor would lose its input
        body = _with_extras(body, snapshot, path)
    return Response(status, type_, body, "", headers)


def _headers(snapshot: Snapshot, address: str) -> dict[str, str]:
    """Return the headers of the published site, except that browsers must not cache a preview."""
    file = snapshot.outputs.get(HEADERS)
    return headers_of(read_headers(file.make()) if file else (), address) | {"Cache-Control": "no-store"}


def _page(title: str, words: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<body><h1>{title}</h1><p>{words}</p></body></html>"
    ).encode()


def _with_extras(page: bytes, snapshot: Snapshot, path: str = "") -> bytes:
    """Return a page with script, style, diagnostics and the link to the editor.

    Script and style are files: a site's Content-Security-Policy may forbid others.
    """
    found = _LANGUAGE.search(page[:200])
    language = found[1].decode() if found else "en"
    translate = texts_for(language).gettext
    data = {
        "version": str(snapshot.version_at(path)),
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
