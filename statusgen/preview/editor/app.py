"""The editor of the preview as a web application: requests in, pages out; it reads and writes the content.

`form_specs` has the forms, `check` composes and checks notes, `pages` renders; the rest is in `authoring`.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, quote, unquote

from statusgen.authoring.earlier import describe_earlier
from statusgen.authoring.fields import DETECTION
from statusgen.authoring.present_states import states_of, texts_now
from statusgen.authoring.services import offered
from statusgen.model.notes import DatedNote, Maintenance
from statusgen.model.status import Kind, Status
from statusgen.preview.editor.addresses import OWN_FILES, PREVIEWS, SAVED
from statusgen.preview.editor.check import Checked
from statusgen.preview.editor.form_specs import LIKE, NEW_FORMS, FormInput, fresh_values, input_at
from statusgen.preview.editor.guard import (
    FRAME_HEADERS,
    MOST_BYTES,
    PAGE_HEADERS,
    is_form,
    is_ours,
    read_body,
)
from statusgen.preview.editor.mistakes import Mistake
from statusgen.preview.editor.pages import FormContext, Page, closed_page, load_pages, write_page
from statusgen.preview.editor.published import Followed
from statusgen.preview.editor.saved import Post, describe_post, waiting_files
from statusgen.preview.editor.site import (
    Content,
    files_near,
    known_notes,
    note_of,
    preview_page,
    states_now,
    version_of,
)
from statusgen.preview.editor.starts import shipped_templates, starts_for, values_like
from statusgen.preview.editor.submit import Outcome, is_unfinished, submit
from statusgen.preview.options import PreviewOptions
from statusgen.preview.snapshot import UNPUBLISHED, WRITE, Preview, Response
from statusgen.read import Reading, read_site
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import SUPERSEDES
from statusgen.storage.disk import DiskError, read_themes, read_tree
from statusgen.storage.locks import locked

T = TypeVar("T")
_FILES = Path(__file__).parent / "files"
_MOST_KEPT = 50
"""Most previews, and most ids of posted forms, that are kept."""
_HTML = "text/html; charset=utf-8"
_NO_NOTE = msgid("There is no such incident, maintenance or notice.")
_REFUSED = msgid("This form was not sent by this preview's editor and was refused.")
_TOO_MUCH = msgid("The form is too large. Go back and shorten the text.")


class EditorApp:
    """The editor of one run of the preview; several threads call its methods.

    `url` is the address of the preview. `secret` returns random texts.
    """

    def __init__(
        self,
        options: PreviewOptions,
        preview: Preview,
        url: str,
        secret: Callable[[], str],
        followed: Followed | None = None,
    ) -> None:
        self._options = options
        self._preview = preview
        self._url = url
        self._secret = secret
        self._token = secret()
        self._files = read_tree(_FILES)
        self._pages = load_pages(self._files)
        self._followed = followed or Followed(options.clock)
        self._one_at_a_time = threading.Lock()
        self._last: Reading | None = None
        self._shown: dict[str, bytes] = {}
        self._posts: dict[str, Post] = {}

    # GET requests, which change nothing

    def show(self, address: str, query: str) -> Response:
        """Answer a GET request."""
        if address in OWN_FILES:
            name = address.rpartition("/")[2]
            return Response(HTTPStatus.OK, OWN_FILES[address], self._files[name], "", PAGE_HEADERS)
        if address.startswith(PREVIEWS):
            body = self._shown.get(address.removeprefix(PREVIEWS))
            status = HTTPStatus.NOT_FOUND if body is None else HTTPStatus.OK
            return Response(status, _HTML, body or b"", "", FRAME_HEADERS)
        if address.startswith(SAVED):
            return self._saved(unquote(address.removeprefix(SAVED)))
        if address == UNPUBLISHED:
            return self._unpublished()
        if address in (WRITE, f"{WRITE}/"):
            return self._start()
        return self._fresh_form(address, dict(parse_qsl(query)))

    def _start(self) -> Response:
        content, page = self._read(), self._page()
        notes = known_notes(content.reading, content.now)
        waiting, paths = self._waiting(page)
        values = {"waiting": waiting, "paths": paths, "new": NEW_FORMS, "notes": notes}
        return _answer(page.render("start", values))

    def _fresh_form(self, address: str, asked: Mapping[str, str]) -> Response:
        entered = _input_at(address, asked)
        content = self._read(entered)
        if entered is None or (entered.note and not known_notes(content.reading, content.now)):
            return self._error(_NO_NOTE, HTTPStatus.NOT_FOUND)
        values = fresh_values(entered.spec, asked.get("status", ""))
        if LIKE in asked:
            work = note_of(self._read().reading, asked[LIKE])
            if entered.spec.action != Kind.MAINTENANCE or not isinstance(work, Maintenance):
                return self._error(_NO_NOTE, HTTPStatus.NOT_FOUND)
            values |= values_like(entered.spec, work, self._page().language)
        return self._form(content, Outcome(replace(entered, values=values)))

    def _saved(self, form: str) -> Response:
        """Answer with the result of a post."""
        post = self._posts.get(form)
        if post is None:  # of an earlier run
            return _redirect(WRITE)
        page, entry = self._page(), post.checked.entry
        if page.settings:
            self._followed.follow(page.settings.url, entry)
        since = self._followed.since(entry)
        posted = describe_post(post, self._options.content, self._preview, page.settings, since)
        return _answer(page.render("done", {"posted": posted}))

    def _unpublished(self) -> Response:
        """Answer with JSON: what is saved and not public yet, for pages of the preview."""
        page = self._page()
        waiting, _ = self._waiting(page)
        message = {"text": waiting, "lang": page.own_language}
        return Response(HTTPStatus.OK, "application/json", json.dumps(message).encode(), "", PAGE_HEADERS)

    def _waiting(self, page: Page) -> tuple[str, list[str]]:
        posts = [one for one in [*self._posts.values()] if not self._followed.since(one.checked.entry)]
        return waiting_files(self._options.content, posts, page.language)

    def _read(self, entered: FormInput | None = None) -> Content:
        """Read the content: for a form the files that matter for its note, else all of it."""
        now = self._options.clock()
        try:
            files = read_tree(self._options.content)
        except DiskError:  # the settings are missing then
            files = {}
        earlier = entered.values.get(SUPERSEDES.draft_name, "") if entered else ""
        near = files_near(files, entered.note, now, earlier) if entered else files
        content = Content(near, read_site(near), now)
        if content.reading.settings or self._last is None or self._last.settings is None:
            self._last = content.reading
        return content

    def _page(self) -> Page:
        """Return the context of pages, with the last readable settings."""
        if self._last is None:
            self._read()
        return Page(self._pages, self._last.settings if self._last else None, self._token)

    def _error(self, reason: str, status: HTTPStatus) -> Response:
        """Answer with the reason (msgid) why nothing can be written."""
        return _answer(self._page().render("error", {"reason": reason}), status)

    # POST requests

    def refuse(self, headers: Mapping[str, str], size: int | None) -> Response | None:
        """Refuse a form of another site, or one that is too large; return None if it may be read.

        `headers` has names in lower case, `size` is in bytes.
        """
        if not is_ours(headers) or not is_form(headers):
            return self._error(_REFUSED, HTTPStatus.FORBIDDEN)
        if size is None or size > MOST_BYTES:
            return self._error(_TOO_MUCH, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None

    def closed(self, address: str, body: bytes = b"") -> Response:
        """Answer a browser without the key; return the words of its form, so that nothing is lost."""
        values = read_body(body)
        entered = _input_at(address, values) if values else None
        return _answer(closed_page(self._page(), address, entered), HTTPStatus.FORBIDDEN)

    def take(self, address: str, body: bytes) -> Response:
        """Answer a POST request: check the form, or post it.

        To post, lock the content folder, so that no other process writes between reading and writing.
        """
        values = read_body(body)
        entered = _input_at(address, values) if values is not None else None
        if entered is None:
            return self._error(_NO_NOTE, HTTPStatus.BAD_REQUEST)
        form = entered.values.get("form", "")
        with self._one_at_a_time, ExitStack() as lock:
            if form and form in self._posts:  # sent twice
                return _redirect(SAVED + quote(form))
            if entered.values.get("do") == "post":
                try:
                    lock.enter_context(locked(self._options.content))
                except (DiskError, OSError) as error:
                    wrong = Mistake("", str(error), in_english=True)
                    return self._form(self._read(entered), Outcome(entered, mistakes=[wrong]))
            content = self._read(entered)
            outcome = submit(self._options.content, content, entered, self._token, self._page().language)
            if outcome.post is None:
                return self._form(content, outcome)
            _keep(self._posts, form, outcome.post)
        return _redirect(SAVED + quote(form))

    # The form

    def _form(self, content: Content, outcome: Outcome) -> Response:
        """Answer with a form, its mistakes and findings, and a preview of the page."""
        entered, page = outcome.entered, self._page()
        catalog = (self._last or content.reading).catalog
        zone = page.settings.zone if page.settings else None
        note, seen = note_of(content.reading, entered.note), version_of(content.files, entered.note)
        changed = note if entered.spec.status is None and isinstance(note, DatedNote) else None
        before = note if entered.spec.status is Status.POSTMORTEM and isinstance(note, DatedNote) else None
        listed = known_notes(content.reading, content.now)
        context = FormContext(
            states=states_of(changed) if changed else {},
            # the script does not show services again, and on a large site this takes a while
            site_states={} if entered.values.get("do") == "live" else states_now(self._preview),
            texts=texts_now(changed, page.language) if changed else {},
            services=offered(catalog.services, content.now.astimezone(zone).date()),
            groups=catalog.groups,
            templates=starts_for(entered, shipped_templates(page.language)),
            note=next((one for one in listed if one.key == entered.note), None),
            latest=note.updates[-1] if note and note.updates else None,
            answered=[one.draft_name for one in DETECTION if getattr(note, one.name, None)],
            earlier=describe_earlier(before, page.settings, page.texts) if before and page.settings else "",
            form=entered.values.get("form") or self._secret(),
            seen=entered.values["seen"] if is_unfinished(entered) else seen,
            can_commit=_in_git(self._options.content),
            preview=self._preview_address(content, entered, outcome.checked),
        )
        return _answer(write_page(page, outcome, context), outcome.status)

    def _preview_address(self, content: Content, entered: FormInput, checked: Checked | None) -> str:
        """Return the address of the previewed page for the frame; empty if there is none."""
        if checked is None or not checked.changes:
            return ""
        options = self._options
        files = {**content.files, **{one.path: one.data for one in checked.changes}}
        themes = read_themes(options.content, trust=options.trust_theme)
        now = max(content.now, checked.at)
        body = preview_page(files, themes, checked.address, now=now, theme=options.theme, url=self._url)
        if body is None:
            return ""
        name = hashlib.sha256(body).hexdigest()
        _keep(self._shown, name, body)
        anchor = "" if entered.spec.is_new else f"#{quote(checked.anchor)}"
        return f"{PREVIEWS}{name}{anchor}"


def _input_at(address: str, values: Mapping[str, str]) -> FormInput | None:
    return input_at(address.removeprefix(f"{WRITE}/"), values)


def _answer(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(status, _HTML, body, "", PAGE_HEADERS)


def _redirect(address: str) -> Response:
    return Response(HTTPStatus.SEE_OTHER, _HTML, b"", address, PAGE_HEADERS)


def _keep(kept: dict[str, T], name: str, value: T) -> None:
    """Keep a value by name; drop the oldest when there are too many."""
    kept[name] = value
    while len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]


def _in_git(folder: Path) -> bool:
    whole = folder.resolve()
    return any((one / ".git").exists() for one in (whole, *whole.parents))
