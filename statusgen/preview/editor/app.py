"""The editor of the preview as a web application: read the content, answer with pages, write posts.

What the pages show and what the files will hold is decided in `editor` and, as for the commands, in `author`.
"""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, quote, unquote

from statusgen.authoring.answers import states_of, texts_now
from statusgen.authoring.note_templates import NoteTemplate, read_templates
from statusgen.authoring.publication import way_to_readers
from statusgen.authoring.save import write_changes
from statusgen.authoring.services import offered
from statusgen.authoring.session import Prompter, Session, open_session
from statusgen.preview.editor.check import Checked, check, fix
from statusgen.preview.editor.form_specs import FormInput, fresh_values, input_at
from statusgen.preview.editor.guard import (
    FRAME_HEADERS,
    MOST_BYTES,
    PAGE_HEADERS,
    is_form,
    is_ours,
    read_body,
)
from statusgen.preview.editor.mistakes import Mistake
from statusgen.preview.editor.pages import (
    Around,
    Page,
    Posted,
    Waiting,
    closed_page,
    done_page,
    error_page,
    load_pages,
    start_page,
    write_page,
)
from statusgen.preview.editor.site import (
    files_near,
    known_notes,
    latest_update,
    note_of,
    preview_page,
    version_of,
)
from statusgen.preview.editor.starts import fill_from, starts_for
from statusgen.preview.snapshot import UNPUBLISHED, WRITE, Preview, Response
from statusgen.read import Reading, read_site
from statusgen.read.catalogues import msgid
from statusgen.storage.content_lock import locked
from statusgen.storage.disk import NOTE_TEMPLATES, DiskError, read_themes, read_tree
from statusgen.storage.git import GitError, publication_of

T = TypeVar("T")
_FILES = Path(__file__).parent / "files"
_OWN_FILES = {
    "/.statusgen/write.js": "text/javascript; charset=utf-8",
    "/.statusgen/write.css": "text/css; charset=utf-8",
}
_PREVIEWS = f"{WRITE}/preview/"
_SAVED = f"{WRITE}/saved/"
_MOST_KEPT = 50
"""Most previews, and most ids of posted forms, that are kept."""
_PATIENCE = 10.0
"""Seconds to wait until the preview has compiled a post."""
_GIT_TIME = 60.0
"""Seconds for git and its hooks to commit."""
_HTML = "text/html; charset=utf-8"
_NO_NOTE = msgid("There is no such incident, maintenance or notice.")
_REFUSED = msgid("This form was not sent by the editor of this preview, so it was refused.")
_TOO_MUCH = msgid("This is too much for a form. Go back, and shorten the words.")
_STALE = msgid(
    "The preview was started again since you opened this form. Look over it once more, then save again."
)
_UNREADABLE = msgid(
    "The settings of the site cannot be read; correct them first. `statusgen check` shows where."
)
_CHANGED = msgid(
    "Somebody has changed this note meanwhile. Look at the latest update above, then save again."
)
_HELD = msgid(
    "The words have mistakes that readers must not see. Correct them, or tick that you save anyway."
)
_NOT_COMMITTED = msgid(
    "Nothing was saved, because it could not be committed. Do as git says, or save without this tick."
)


def is_editor(address: str) -> bool:
    """Whether an address, with or without a query, belongs to the editor."""
    path = address.partition("?")[0]
    return path == WRITE or path.startswith(f"{WRITE}/") or path in _OWN_FILES


def is_file_of_editor(address: str) -> bool:
    """Whether an address is a script or style of the editor, which is the same on every machine."""
    return address in _OWN_FILES


@dataclass(frozen=True, slots=True)
class EditorConfig:
    """Settings of the editor: those of the preview, and `secret`, which returns random texts."""

    content: Path
    theme: str | None
    clock: Callable[[], datetime]
    secret: Callable[[], str]
    url: str
    trust_theme: bool = False


@dataclass(frozen=True, slots=True)
class _Request:
    """The content as one request reads it: all of it, or the files that matter for one note."""

    files: Mapping[str, bytes]
    reading: Reading
    now: datetime


class EditorApp:
    """The editor of one run of the preview; its methods are called by several threads."""

    def __init__(self, config: EditorConfig, preview: Preview) -> None:
        self._config = config
        self._preview = preview
        self._token = config.secret()
        self._files = read_tree(_FILES)
        self._pages = load_pages(self._files)
        self._one_at_a_time = threading.Lock()
        self._last: Reading | None = None
        self._shown: dict[str, bytes] = {}
        self._posted: dict[str, _Done] = {}

    # Asking

    def show(self, address: str, query: str) -> Response:
        """Answer a GET request, which changes nothing."""
        if answer := self._without_form(address):
            return answer
        asked = {name: values[-1] for name, values in parse_qs(query).items()}
        entered = input_at(address.removeprefix(f"{WRITE}/"), asked)
        request = self._request(entered)
        if entered is None or (entered.note and not known_notes(request.reading, request.now)):
            return _answer(error_page(self._page(), _NO_NOTE), HTTPStatus.NOT_FOUND)
        fresh = replace(entered, values=fresh_values(entered.spec, asked.get("status", "")))
        return self._form(request, fresh)

    def _without_form(self, address: str) -> Response | None:
        """Answer requests for anything but a form: files, previews, the result of a post, the start page."""
        if address in _OWN_FILES:
            name = address.rpartition("/")[2]
            return Response(HTTPStatus.OK, _OWN_FILES[address], self._files[name], "", PAGE_HEADERS)
        if address.startswith(_PREVIEWS):
            body = self._shown.get(address.removeprefix(_PREVIEWS))
            status = HTTPStatus.NOT_FOUND if body is None else HTTPStatus.OK
            return Response(status, _HTML, body or b"", "", FRAME_HEADERS)
        if address.startswith(_SAVED):
            return self._saved(unquote(address.removeprefix(_SAVED)))
        if address not in (UNPUBLISHED, WRITE, f"{WRITE}/"):
            return None
        if address == UNPUBLISHED:
            return self._unpublished()
        request = self._request()
        return _answer(start_page(self._page(), known_notes(request.reading, request.now), self._waiting()))

    def closed(self, address: str, body: bytes = b"") -> Response:
        """Answer a browser without the key; return the words of its form, so that nothing is lost."""
        if self._last is None:
            self._request()  # to know the language
        values = read_body(body) or {}
        entered = input_at(address.removeprefix(f"{WRITE}/"), values) if values else None
        return _answer(closed_page(self._page(), address, entered), HTTPStatus.FORBIDDEN)

    def refuse(self, headers: Mapping[str, str], size: int | None) -> Response | None:
        """Refuse a form of another site, or one that is too large; return None if it may be read.

        `headers` has names in lower case, `size` is in bytes.
        """
        page = self._page()
        if not is_ours(headers) or not is_form(headers):
            return _answer(error_page(page, _REFUSED), HTTPStatus.FORBIDDEN)
        if size is None or size > MOST_BYTES:
            return _answer(error_page(page, _TOO_MUCH), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None

    def _request(self, entered: FormInput | None = None) -> _Request:
        now = self._config.clock()
        try:
            files = read_tree(self._config.content)
        except DiskError:  # its settings cannot be read then
            files = {}
        near = files_near(files, entered.note, now) if entered else files
        reading = read_site(near)
        if reading.settings:
            self._last = reading
        return _Request(near, reading, now)

    def _page(self) -> Page:
        """Return the context of pages, with the last readable settings."""
        return Page(self._pages, self._last.settings if self._last else None, self._token)

    # Answering

    def take(self, address: str, body: bytes) -> Response:
        """Answer a POST request: check the form, or post it."""
        values = read_body(body)
        entered = input_at(address.removeprefix(f"{WRITE}/"), values) if values is not None else None
        if entered is None:
            return _answer(error_page(self._page(), _NO_NOTE), HTTPStatus.BAD_REQUEST)
        with self._one_at_a_time:
            answer = self._post(entered) if entered.values.get("do") == "post" else self._answered(entered)
        if isinstance(answer, Response):
            return answer
        saved = f"{_SAVED}{quote(entered.values.get('form', ''))}"
        return Response(HTTPStatus.SEE_OTHER, _HTML, b"", saved, PAGE_HEADERS)

    def _post(self, entered: FormInput) -> Response | _Done:
        """Post with the content folder locked, so that nobody writes between reading and writing."""
        with ExitStack() as lock:
            try:
                lock.enter_context(locked(self._config.content))
            except (DiskError, OSError) as error:
                wrong = Mistake("", str(error), in_english=True)
                return self._form(self._request(entered), entered, mistakes=[wrong])
            return self._answered(entered)

    def _answered(self, entered: FormInput) -> Response | _Done:
        request = self._request(entered)
        translate, values = self._page().texts.gettext, entered.values
        if not hmac.compare_digest(values.get("token", "").encode(), self._token.encode()):
            wrong = Mistake("", translate(_STALE))
            return self._form(request, entered, mistakes=[wrong], status=HTTPStatus.FORBIDDEN)
        if done := self._posted.get(values.get("form", "")):
            return done
        if request.reading.settings is None:
            return self._form(request, entered, mistakes=[Mistake("", translate(_UNREADABLE))])
        session = open_session(
            self._config.content, request.files, request.now, Prompter(None, lambda _: None)
        )
        doing = values.get("do", "")
        if doing == "start":
            entered = fill_from(entered, self._templates(), values.get("start", ""), session)
        elif doing.startswith("fix "):
            entered = fix(session, entered, doing.removeprefix("fix "))
        checked = check(session, entered)
        mistakes = []
        if not _goes_on(entered) and values.get("seen", "") != version_of(request.files, entered.note):
            mistakes.append(Mistake("", translate(_CHANGED)))
        if doing == "post" and checked.leaks and not values.get("anyway"):
            mistakes.append(Mistake("anyway", translate(_HELD)))
        if doing != "post" or mistakes or checked.mistakes:
            return self._form(request, entered, checked, mistakes=mistakes)
        return self._written(request, entered, session, checked)

    def _written(
        self, request: _Request, entered: FormInput, session: Session, checked: Checked
    ) -> Response | _Done:
        try:
            warning = write_changes(
                session, checked.changes, commits=bool(entered.values.get("commit")), seconds=_GIT_TIME
            )
        except (DiskError, OSError) as error:
            mistakes = [Mistake("", str(error), in_english=True)]
            if isinstance(error, GitError):
                mistakes.insert(0, Mistake("commit", self._page().texts.gettext(_NOT_COMMITTED)))
            return self._form(request, entered, checked, mistakes=mistakes)
        done = _Done(checked, warning)
        _keep(self._posted, entered.values.get("form", ""), done)
        return done

    def _saved(self, form: str) -> Response:
        """Answer with the result of a post, as soon as the preview has compiled it."""
        done = self._posted.get(form)
        if done is None:  # of an earlier run
            return Response(HTTPStatus.SEE_OTHER, _HTML, b"", WRITE, PAGE_HEADERS)
        checked = done.checked
        snapshot = self._preview.wait_for_files({one.path: one.data for one in checked.changes}, _PATIENCE)
        is_shown = snapshot.is_whole and f"{checked.address}index.html" in snapshot.outputs
        place = f"/{quote(checked.address)}" + (f"#{quote(checked.anchor)}" if checked.anchor else "")
        files = [self._config.content / one.path for one in checked.changes]
        publication = publication_of(self._config.content, files)
        page = self._page()
        way = way_to_readers(publication, page.language)
        waits = publication.waits or not publication.remote
        paths = [one.as_posix() for one in files]
        return _answer(done_page(page, Posted(paths, way, waits, place, done.warning, is_shown=is_shown)))

    def _unpublished(self) -> Response:
        """Return as JSON what is saved and not public yet, for pages of the preview."""
        if self._last is None:
            self._request()
        waiting = self._waiting()
        message = {"text": waiting.words if waiting else "", "lang": self._page().own_language}
        return Response(HTTPStatus.OK, "application/json", json.dumps(message).encode(), "", PAGE_HEADERS)

    def _waiting(self) -> Waiting | None:
        """Return what is saved and not public yet; without git and a remote, what was saved in this run."""
        publication = publication_of(self._config.content)
        own = [one.path for done in self._posted.values() for one in done.checked.changes]
        if not publication.waits and (publication.remote or not own):
            return None
        paths = (
            [*publication.changed, *publication.ahead] if publication.in_git and publication.waits else own
        )
        words = way_to_readers(publication, self._page().language)
        return Waiting(words, list(dict.fromkeys(paths)))

    # Showing the form

    def _form(
        self,
        request: _Request,
        entered: FormInput,
        checked: Checked | None = None,
        *,
        mistakes: Sequence[Mistake] = (),
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        listed = known_notes(request.reading, request.now) if entered.note else ()
        goes_on = _goes_on(entered)
        catalog = (self._last or request.reading).catalog
        note = note_of(request.reading, entered.note)
        further = entered.spec.status is None and note is not None
        around = Around(
            states=states_of(note) if note and further else {},
            holds=texts_now(note, self._page().language) if note and further else {},
            services=offered(catalog.services, self._today(request.now)),
            groups=catalog.groups,
            starts=starts_for(entered, self._templates()),
            note=next((one for one in listed if one.key == entered.note), None),
            latest=latest_update(request.reading, entered.note),
            form=entered.values.get("form") or self._config.secret(),
            seen=entered.values["seen"] if goes_on else version_of(request.files, entered.note),
            can_commit=_in_git(self._config.content),
            preview=self._preview_address(request, entered, checked),
            live=goes_on,
            mistakes=mistakes,
        )
        return _answer(write_page(self._page(), entered, checked, around), status)

    def _today(self, now: datetime) -> date:
        """Return the day in the zone of the site."""
        settings = self._page().settings
        return now.astimezone(settings.zone if settings else None).date()

    def _templates(self) -> dict[str, NoteTemplate]:
        return read_templates(read_tree(NOTE_TEMPLATES), self._page().language)

    def _preview_address(self, request: _Request, entered: FormInput, checked: Checked | None) -> str:
        """Return the address of the previewed page for the frame; empty if there is none."""
        if checked is None or not checked.changes:
            return ""
        config = self._config
        files = {**request.files, **{one.path: one.data for one in checked.changes}}
        themes = read_themes(config.content, trust=config.trust_theme)
        now = max(request.now, checked.at)
        body = preview_page(files, themes, checked.address, now=now, theme=config.theme, url=config.url)
        if body is None:
            return ""
        name = next((one for one, kept in self._shown.items() if kept == body), None) or self._config.secret()
        _keep(self._shown, name, body)
        anchor = "" if entered.spec.is_new else f"#{quote(checked.anchor)}"
        return f"{_PREVIEWS}{quote(name)}{anchor}"


@dataclass(frozen=True, slots=True)
class _Done:
    """A post, and the message of git if it committed but could not do the rest."""

    checked: Checked
    warning: str


def _goes_on(entered: FormInput) -> bool:
    """Whether the writer is still writing, so that missing answers are no mistakes yet."""
    doing = entered.values.get("do", "")
    return "seen" in entered.values and (doing in ("live", "start") or doing.startswith("fix "))


def _answer(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(status, _HTML, body, "", PAGE_HEADERS)


def _keep(kept: dict[str, T], name: str, value: T) -> None:
    """Keep a value by name; drop the oldest when there are too many."""
    kept[name] = value
    while len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]


def _in_git(folder: Path) -> bool:
    whole = folder.resolve()
    return any((one / ".git").exists() for one in (whole, *whole.parents))
