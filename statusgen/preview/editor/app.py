"""The editor of the preview at work: reads the content, answers with its pages, and writes what is posted.

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

from statusgen.authoring import offered
from statusgen.authoring.answers import states_of, text_now
from statusgen.authoring.note_templates import NoteTemplate, read_templates
from statusgen.authoring.publication import way_to_readers
from statusgen.authoring.save import post
from statusgen.authoring.session import Desk, Talk, open_desk
from statusgen.preview.editor import (
    FRAME_HEADERS,
    MOST_BYTES,
    PAGE_HEADERS,
    Around,
    Checked,
    Entered,
    Look,
    Mistake,
    Page,
    Posted,
    Waiting,
    check,
    closed_page,
    done_page,
    entered_at,
    error_page,
    files_near,
    fill_from,
    fix,
    fresh_values,
    is_form,
    is_ours,
    known_notes,
    latest_update,
    load_pages,
    note_of,
    preview_page,
    read_body,
    start_page,
    starts_for,
    texts,
    version_of,
    write_page,
)
from statusgen.preview.snapshot import UNPUBLISHED, WRITE, Preview, Response
from statusgen.read import Reading, read_site
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
_HOLDING = ("impact", "workaround")
"""What goes on to hold until an update says something else."""
_MOST_KEPT = 50
"""So many previews, and marks of forms that were posted, are kept."""
_PATIENCE = 10.0
"""Seconds that a writer waits for the preview to follow."""
_GIT_TIME = 60.0
"""Seconds that git and its hooks may take to commit."""
_HTML = "text/html; charset=utf-8"


def is_editor(address: str) -> bool:
    """Whether an address, with or without its query, is one of the editor."""
    path = address.partition("?")[0]
    return path == WRITE or path.startswith(f"{WRITE}/") or path in _OWN_FILES


def is_file_of_editor(address: str) -> bool:
    """Whether an address is that of a file which is the same on every machine."""
    return address in _OWN_FILES


@dataclass(frozen=True, slots=True)
class Room:
    """What the editor works with: as the preview, and a source of texts that nobody can guess."""

    content: Path
    theme: str | None
    clock: Callable[[], datetime]
    secret: Callable[[], str]
    url: str
    trust_theme: bool = False


@dataclass(frozen=True, slots=True)
class _Visit:
    """One look at the content: all of it, or what matters for one note."""

    files: Mapping[str, bytes]
    reading: Reading
    now: datetime


class Writing:
    """The editor of one run of the preview, for all its threads."""

    def __init__(self, room: Room, preview: Preview) -> None:
        self._room = room
        self._preview = preview
        self._token = room.secret()
        self._files = read_tree(_FILES)
        self._pages = load_pages(self._files)
        self._one_at_a_time = threading.Lock()
        self._last: Reading | None = None
        self._shown: dict[str, bytes] = {}
        self._posted: dict[str, _Done] = {}

    # Asking

    def show(self, address: str, query: str) -> Response:
        """Answer a request that changes nothing."""
        if answer := self._without_form(address):
            return answer
        asked = {name: values[-1] for name, values in parse_qs(query).items()}
        entered = entered_at(address.removeprefix(f"{WRITE}/"), asked)
        visit = self._visit(entered)
        if entered is None or (entered.note and not known_notes(visit.reading, visit.now)):
            return _answer(error_page(self._page(), "no-note"), HTTPStatus.NOT_FOUND)
        fresh = replace(entered, values=fresh_values(entered.sheet, asked.get("status", "")))
        return self._form(visit, fresh)

    def _without_form(self, address: str) -> Response | None:
        """Answer what is asked without a form: files, previews, what was saved, and the first page."""
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
        visit = self._visit()
        return _answer(start_page(self._page(), known_notes(visit.reading, visit.now), self._waiting()))

    def closed(self, address: str, body: bytes = b"") -> Response:
        """The answer to a browser that has not opened the preview; what it sends in a form, it gets back."""
        if self._last is None:
            self._visit()  # to know the language
        values = read_body(body) or {}
        entered = entered_at(address.removeprefix(f"{WRITE}/"), values) if values else None
        return _answer(closed_page(self._page(), address, entered), HTTPStatus.FORBIDDEN)

    def refuse(self, headers: Mapping[str, str], size: int | None) -> Response | None:
        """The answer to a form that no page of ours has sent, or that is too large; None if it may be read.

        `headers` has names in lower case, `size` is in bytes.
        """
        page = self._page()
        if not is_ours(headers) or not is_form(headers):
            return _answer(error_page(page, "refused"), HTTPStatus.FORBIDDEN)
        if size is None or size > MOST_BYTES:
            return _answer(error_page(page, "too-much"), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None

    def _visit(self, entered: Entered | None = None) -> _Visit:
        now = self._room.clock()
        try:
            files = read_tree(self._room.content)
        except DiskError:  # its settings cannot be read then
            files = {}
        near = files_near(files, entered.note, now) if entered else files
        reading = read_site(near)
        if reading.settings:
            self._last = reading
        return _Visit(near, reading, now)

    def _page(self) -> Page:
        """What pages share, with the settings of the last good look if they cannot be read now."""
        return Page(self._pages, self._last.settings if self._last else None, self._token)

    # Answering

    def take(self, address: str, body: bytes) -> Response:
        """Answer a form: with what is to be said about it, or by posting it."""
        values = read_body(body)
        entered = entered_at(address.removeprefix(f"{WRITE}/"), values) if values is not None else None
        if entered is None:
            return _answer(error_page(self._page(), "no-note"), HTTPStatus.BAD_REQUEST)
        with self._one_at_a_time:
            answer = self._post(entered) if entered.values.get("do") == "post" else self._answered(entered)
        if isinstance(answer, Response):
            return answer
        saved = f"{_SAVED}{quote(entered.values.get('form', ''))}"
        return Response(HTTPStatus.SEE_OTHER, _HTML, b"", saved, PAGE_HEADERS)

    def _post(self, entered: Entered) -> Response | _Done:
        """Answer with the content folder locked: what is read here is what is written to."""
        with ExitStack() as lock:
            try:
                lock.enter_context(locked(self._room.content))
            except (DiskError, OSError) as error:
                wrong = Mistake("", str(error), in_english=True)
                return self._form(self._visit(entered), entered, mistakes=[wrong])
            return self._answered(entered)

    def _answered(self, entered: Entered) -> Response | _Done:
        visit = self._visit(entered)
        said, values = texts(self._page().language), entered.values
        if not hmac.compare_digest(values.get("token", "").encode(), self._token.encode()):
            wrong = Mistake("", said["stale"])
            return self._form(visit, entered, mistakes=[wrong], status=HTTPStatus.FORBIDDEN)
        if done := self._posted.get(values.get("form", "")):
            return done
        if visit.reading.settings is None:
            return self._form(visit, entered, mistakes=[Mistake("", said["unreadable"])])
        desk = open_desk(self._room.content, visit.files, visit.now, Talk(None, lambda _: None))
        doing = values.get("do", "")
        if doing == "start":
            entered = fill_from(entered, self._templates(), values.get("start", ""), desk)
        elif doing.startswith("fix "):
            entered = fix(desk, entered, doing.removeprefix("fix "))
        checked = check(desk, entered)
        mistakes = []
        if not _goes_on(entered) and values.get("seen", "") != version_of(visit.files, entered.note):
            mistakes.append(Mistake("", said["changed"]))
        if doing == "post" and checked.leaks and not values.get("anyway"):
            mistakes.append(Mistake("anyway", said["held"]))
        if doing != "post" or mistakes or checked.mistakes:
            return self._form(visit, entered, checked, mistakes=mistakes)
        return self._written(visit, entered, desk, checked)

    def _written(self, visit: _Visit, entered: Entered, desk: Desk, checked: Checked) -> Response | _Done:
        try:
            warning = post(
                desk, checked.changes, commits=bool(entered.values.get("commit")), seconds=_GIT_TIME
            )
        except (DiskError, OSError) as error:
            mistakes = [Mistake("", str(error), in_english=True)]
            if isinstance(error, GitError):
                mistakes.insert(0, Mistake("commit", texts(self._page().language)["not-committed"]))
            return self._form(visit, entered, checked, mistakes=mistakes)
        done = _Done(checked, warning)
        _keep(self._posted, entered.values.get("form", ""), done)
        return done

    def _saved(self, form: str) -> Response:
        """Say that it is saved and what makes it public, as soon as the preview has the new words."""
        done = self._posted.get(form)
        if done is None:  # of an earlier run
            return Response(HTTPStatus.SEE_OTHER, _HTML, b"", WRITE, PAGE_HEADERS)
        checked = done.checked
        snapshot = self._preview.wait_for_files({one.path: one.data for one in checked.changes}, _PATIENCE)
        is_shown = snapshot.is_whole and f"{checked.address}index.html" in snapshot.outputs
        place = f"/{quote(checked.address)}" + (f"#{quote(checked.anchor)}" if checked.anchor else "")
        files = [self._room.content / one.path for one in checked.changes]
        standing = publication_of(self._room.content, files)
        page = self._page()
        way = way_to_readers(standing, page.language)
        waits = standing.waits or not standing.remote
        paths = [one.as_posix() for one in files]
        return _answer(done_page(page, Posted(paths, way, waits, place, done.warning, is_shown=is_shown)))

    def _unpublished(self) -> Response:
        """For the pages of the preview: what is saved and not public yet, if anything is."""
        if self._last is None:
            self._visit()
        waiting = self._waiting()
        told = {"text": waiting.words if waiting else "", "lang": self._page().own_language}
        return Response(HTTPStatus.OK, "application/json", json.dumps(told).encode(), "", PAGE_HEADERS)

    def _waiting(self) -> Waiting | None:
        """What is saved and not public yet; without git and a remote, what was saved in this run."""
        standing = publication_of(self._room.content)
        own = [one.path for done in self._posted.values() for one in done.checked.changes]
        if not standing.waits and (standing.remote or not own):
            return None
        paths = [*standing.changed, *standing.ahead] if standing.in_git and standing.waits else own
        words = way_to_readers(standing, self._page().language)
        return Waiting(words, list(dict.fromkeys(paths)))

    # Showing the form

    def _form(
        self,
        visit: _Visit,
        entered: Entered,
        checked: Checked | None = None,
        *,
        mistakes: Sequence[Mistake] = (),
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        listed = known_notes(visit.reading, visit.now) if entered.note else ()
        goes_on = _goes_on(entered)
        catalog = (self._last or visit.reading).catalog
        note = note_of(visit.reading, entered.note)
        language = self._page().language
        further = entered.sheet.status is None and note is not None
        around = Around(
            states=states_of(note) if note and further else {},
            holds={one: text_now(note, one, language) for one in _HOLDING} if note and further else {},
            services=offered(catalog.services, self._today(visit.now)),
            groups=catalog.groups,
            starts=starts_for(entered, self._templates()),
            note=next((one for one in listed if one.key == entered.note), None),
            latest=latest_update(visit.reading, entered.note),
            form=entered.values.get("form") or self._room.secret(),
            seen=entered.values["seen"] if goes_on else version_of(visit.files, entered.note),
            can_commit=_in_git(self._room.content),
            preview=self._preview_address(visit, entered, checked),
            live=goes_on,
            mistakes=mistakes,
        )
        return _answer(write_page(self._page(), entered, checked, around), status)

    def _today(self, now: datetime) -> date:
        """The day in the zone of the site."""
        settings = self._page().settings
        return now.astimezone(settings.zone if settings else None).date()

    def _templates(self) -> dict[str, NoteTemplate]:
        return read_templates(read_tree(NOTE_TEMPLATES), self._page().language)

    def _preview_address(self, visit: _Visit, entered: Entered, checked: Checked | None) -> str:
        """Where the frame finds the page with the new words; empty if there is none."""
        if checked is None or not checked.changes:
            return ""
        look = Look(checked.address, max(visit.now, checked.at), self._room.theme, self._room.url)
        themes = read_themes(self._room.content, trust=self._room.trust_theme)
        body = preview_page(visit.files, checked.changes, themes, look)
        if body is None:
            return ""
        name = next((one for one, kept in self._shown.items() if kept == body), None) or self._room.secret()
        _keep(self._shown, name, body)
        anchor = "" if entered.sheet.is_new else f"#{quote(checked.anchor)}"
        return f"{_PREVIEWS}{quote(name)}{anchor}"


@dataclass(frozen=True, slots=True)
class _Done:
    """What was posted, and what git says if it has committed it and could not do the rest."""

    checked: Checked
    warning: str


def _goes_on(entered: Entered) -> bool:
    """Whether the writer has not finished, so that nothing that is missing yet is a mistake."""
    doing = entered.values.get("do", "")
    return "seen" in entered.values and (doing in ("live", "start") or doing.startswith("fix "))


def _answer(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(status, _HTML, body, "", PAGE_HEADERS)


def _keep(kept: dict[str, T], name: str, value: T) -> None:
    """Keep a value by name, and forget the oldest when there are too many."""
    kept[name] = value
    while len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]


def _in_git(folder: Path) -> bool:
    whole = folder.resolve()
    return any((one / ".git").exists() for one in (whole, *whole.parents))
