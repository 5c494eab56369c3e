"""The editor at work in a folder, without its server: what it answers, writes and refuses to write."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from threading import Event
from time import sleep
from types import MappingProxyType
from urllib.parse import urlencode

import pytest

from statusgen.pipeline.compile import compile_site
from statusgen.preview.editor.addresses import is_editor
from statusgen.preview.editor.app import EditorApp
from statusgen.preview.editor.published import Followed
from statusgen.preview.options import PreviewOptions
from statusgen.preview.snapshot import Preview, Response, Snapshot
from statusgen.storage.disk import read_themes, read_tree
from tests.editing import write_content
from tests.preview.test_editor import INCIDENT, LATE, ONE_LANGUAGE, OPEN, WORDS
from tests.sites import content

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
PATH = "incidents/2026-05-01-trams-stop-at-harbour-street.md"
LATE_PATH = "incidents/2026-04-30-trams-late.md"
OURS = {
    "host": "127.0.0.1:8000",
    "origin": "http://127.0.0.1:8000",
    "content-type": "application/x-www-form-urlencoded",
}


class Following(Preview):
    """A preview that compiles when it is asked for what was written, as the real one does by itself."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def wait_for_files(self, files: Mapping[str, bytes], seconds: float) -> Snapshot:
        """Compile now."""
        now = read_tree(self._root)
        result = compile_site(now, read_themes(self._root), now=NOW, url="http://127.0.0.1:8000/", live=False)
        self.show(result.outputs, "", files=now)
        return super().wait_for_files(files, 0)


class Session:
    """A person at the editor of a folder."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.now = NOW
        self.public = set[str]()
        self.asked = Event()
        self.writing = self.started_anew()

    def started_anew(self) -> EditorApp:
        """The editor of another run."""
        secrets = map("secret-{}".format, count(id(object())))
        url = "http://127.0.0.1:8000/"
        options = PreviewOptions(self.content, None, trust_theme=False, clock=lambda: self.now)
        followed = Followed(lambda: self.now, self.is_public, pause=0.01)
        return EditorApp(options, Following(self.content), url, lambda: next(secrets), followed)

    def is_public(self, site: str, entry: str) -> bool:
        """Answer for the published site."""
        assert site == "https://status.larkmoor.example/"
        self.asked.set()
        return entry in self.public

    def form(self, action: str, note: str = "") -> dict[str, str]:
        """The hidden fields of a form that was opened."""
        page = self.page(self.writing.show(f"/.statusgen/write/{action}", urlencode({"note": note})))
        return hidden(page)

    def send(self, action: str, values: Mapping[str, str]) -> Response:
        """Send a form."""
        return self.writing.take(f"/.statusgen/write/{action}", urlencode(values).encode())

    def page(self, answer: Response) -> str:
        """The words of a page that was answered well."""
        assert answer.status == HTTPStatus.OK
        return answer.body.decode()


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def told(page: str) -> str:
    """The summary of mistakes of a page."""
    return page.partition('<div id="errors">')[2].partition("<form")[0]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A small site with an open incident and planned work."""
    write_content(tmp_path, content(dict(OPEN), site=ONE_LANGUAGE))
    return Session(tmp_path)


def test_the_first_page_leads_to_everything(session: Session) -> None:
    """New notes, and each open note with the updates that it can get."""
    page = session.page(session.writing.show("/.statusgen/write", ""))
    links = re.findall(r'href="/\.statusgen/write/([^"]*)"', page)
    expected = [
        *("incident", "maintenance", "notice", "problem"),
        *(f"update?note={LATE}", f"resolve?note={LATE}"),
        *(
            "update?note=maintenance/2026-04-30-rail",
            "update?status=completed&amp;note=maintenance/2026-04-30-rail",
            "maintenance?like=maintenance/2026-04-30-rail",
        ),
    ]
    assert expected == links


def test_work_is_planned_like_other_work(session: Session) -> None:
    """With its answers, but without its times; the form says so until it is posted."""
    path = session.content / "maintenance/2026-04-30-rail.md"
    more = "services: [trams]\nreason: It is worn.\nrisk: high\nchange: normal\n"
    more += "approved: [{by: city, on: 2026-04-01}]\n"
    path.write_text(path.read_text("utf-8").replace("title", f"{more}title", 1), encoding="utf-8")
    like = urlencode({"like": "maintenance/2026-04-30-rail"})
    page = session.page(session.writing.show("/.statusgen/write/maintenance", like))
    said = "Copied from “A new rail”. Its times, approvals and updates are not."
    assert said in page
    assert ">\nIt is worn.</textarea>" in page
    assert '<option value="high" selected>' in page
    assert '<option value="under-maintenance" selected>' in page
    assert 'name="starts" value=""' in page
    assert "city" not in page
    again = session.send("maintenance", {**hidden(page), "title": "A new rail", "do": "check"})
    assert said in session.page(again)

    for address, query in (
        ("maintenance", "like=maintenance/gone"),
        ("incident", like),
        ("maintenance", "like="),
    ):
        answer = session.writing.show(f"/.statusgen/write/{address}", query)
        assert (HTTPStatus.OK if query == "like=" else HTTPStatus.NOT_FOUND) == answer.status


def test_work_replaces_work_that_was_called_off(session: Session) -> None:
    """Which is known by its id; a part of it is not enough, but leads to it."""
    values = {"title": "A new rail", "starts": "2026-05-06T23:00", "ends": "+3h", "text": WORDS, "do": "post"}
    first = session.send("maintenance", {**session.form("maintenance"), **values, "supersedes": "rail"})
    assert "there is no planned work rail; did you mean 2026-04-30-rail?" in session.page(first)
    again = {**hidden(first.body.decode()), **values, "supersedes": "2026-04-30-rail"}
    assert HTTPStatus.SEE_OTHER == session.send("maintenance", again).status


def test_what_is_saved_is_not_called_public(session: Session) -> None:
    """The page says where it is and what makes it public, and leads to the new words in the preview."""
    answer = session.send("incident", {**session.form("incident"), **INCIDENT, "next": "30", "do": "post"})
    assert HTTPStatus.SEE_OTHER == answer.status
    assert WORDS in (session.content / PATH).read_text(encoding="utf-8")
    page = session.page(session.writing.show(answer.location, ""))
    assert "Saved, not public yet</h1>" in page
    assert "Readers see it once whoever publishes this folder builds and uploads the site." in page
    assert f'href="/{PATH.removesuffix(".md")}/#2026-05-01T12-00"' in page
    assert (session.content / PATH).as_posix() in page


def test_a_saved_page_shows_since_when_it_is_public(session: Session) -> None:
    """As soon as the feed of the site has the update, and then nothing waits to be published."""
    answer = session.send("incident", {**session.form("incident"), **INCIDENT, "do": "post"})
    assert not session.asked.is_set()
    page = session.page(session.writing.show(answer.location, ""))
    assert session.asked.wait(10)
    assert "the preview asks https://status.larkmoor.example/." in page

    session.now = NOW + timedelta(minutes=20)
    session.public |= feed_ids(session)
    page = until_public(session, answer.location)
    assert "Public since 2026-05-01 12:20 CEST</h1>" in page
    assert f'href="https://status.larkmoor.example/{PATH.removesuffix(".md")}/#2026-05-01T12-00"' in page
    assert "" == unpublished(session)


def until_public(session: Session, address: str) -> str:
    """The saved page, as soon as it says that it is public."""
    for _ in range(500):
        if "Public since" in (page := session.page(session.writing.show(address, ""))):
            return page
        sleep(0.01)
    return ""


def feed_ids(session: Session) -> set[str]:
    """The ids of the entries of the site, when it is published as it is now."""
    files = read_tree(session.content)
    outputs = compile_site(files, read_themes(session.content), now=session.now).outputs
    (feed,) = (json.loads(one.make()) for one in outputs if one.path == "feed.json")
    return {one["id"] for one in feed["items"]}


@pytest.mark.parametrize("action", ["incident", "maintenance", "notice", "update"])
def test_what_is_followed_is_an_entry_of_the_feed(session: Session, action: str) -> None:
    """Of every kind of note."""
    times = {"starts": "2026-05-06T02:00", "ends": "2026-05-06T04:00"} if action == "maintenance" else {}
    values = {**INCIDENT, **times, "started": "", "status": "identified"}
    values |= {} if action in ("incident", "update") else {"service.trams": ""}
    before = feed_ids(session)
    form = session.form(action, LATE if action == "update" else "")
    answer = session.send(action, {**form, **values, "do": "post"})
    session.public |= feed_ids(session) - before
    assert len(session.public) == 1
    assert "Public since" in until_public(session, answer.location)


def unpublished(session: Session) -> str:
    """What the pages of the preview are told about it."""
    return str(json.loads(session.page(session.writing.show("/.statusgen/write/unpublished", "")))["text"])


def git(folder: Path, *arguments: str) -> None:
    """Run git there."""
    subprocess.run(["git", *arguments], check=True, cwd=folder, capture_output=True)


def test_it_is_said_until_it_is_published(session: Session, tmp_path: Path) -> None:
    """On the first page of the editor and on those of the preview; no more once it is pushed."""
    assert "" == unpublished(session)
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        git(session.content, *command)
    git(session.content, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(session.content, "add", ".")
    git(session.content, "commit", "-qm", "A site")
    git(session.content, "push", "-q", "origin", "HEAD")
    assert "" == unpublished(session)

    session.send("incident", {**session.form("incident"), **INCIDENT, "do": "post"})
    assert "Saved here, not public yet. To publish it, commit it and push to origin." in unpublished(session)
    first = session.page(session.writing.show("/.statusgen/write", ""))
    assert "Not public yet</h2>" in first
    assert f"<code>{PATH}</code>" in first
    git(session.content, "add", ".")
    git(session.content, "commit", "-qm", "An incident")
    assert "Committed here, not public yet. To publish it, push to origin." in unpublished(session)
    git(session.content, "push", "-q", "origin", "HEAD")
    assert "" == unpublished(session)
    assert "Not public yet" not in session.page(session.writing.show("/.statusgen/write", ""))


def test_what_was_saved_where_nothing_is_known_stays_said(session: Session) -> None:
    """Without git nobody can tell when it becomes public, so it is said for the whole run."""
    session.send("incident", {**session.form("incident"), **INCIDENT, "do": "post"})
    assert "whoever publishes this folder" in unpublished(session)
    session.writing = session.started_anew()
    assert "" == unpublished(session)
    answer = session.writing.show("/.statusgen/write/saved/secret-of-another-run", "")
    assert (HTTPStatus.SEE_OTHER, "/.statusgen/write") == (answer.status, answer.location)


def test_a_notice_is_ended(session: Session) -> None:
    """From the first page, with the preview before; its line is `until`."""
    notice = {"title": "News", "text": "From 1 June on.", "service.trams": "about", "until": "2d"}
    session.send("notice", {**session.form("notice"), **notice, "do": "post"})
    path = session.content / "notices/2026-05-01-news.md"
    before = path.read_text("utf-8")
    assert "until: 2026-05-03 12:00\nservices:\n  - trams\n" in before
    key = "notice/2026-05-01-news"
    assert f'href="/.statusgen/write/end?note={key}"' in session.page(
        session.writing.show("/.statusgen/write", "")
    )

    session.now = NOW + timedelta(minutes=5)
    page = session.page(session.writing.show("/.statusgen/write/end", urlencode({"note": key})))
    assert "This removes the notice from the home page." in page
    answer = session.send("end", {**hidden(page), "do": "post"})
    assert HTTPStatus.SEE_OTHER == answer.status
    assert before.replace("until: 2026-05-03 12:00", "until: 2026-05-01 12:05") == path.read_text("utf-8")
    assert "/write/end?" not in session.page(session.writing.show("/.statusgen/write", ""))


def test_an_update_shows_what_holds_now(session: Session) -> None:
    """Where the writer could say something else."""
    posted = session.send("incident", {**session.form("incident"), **INCIDENT, "do": "post"})
    session.page(session.writing.show(posted.location, ""))  # waits until it is compiled
    note = f"incident/{PATH.split('/')[1].removesuffix('.md')}"
    page = session.page(session.writing.show("/.statusgen/write/update", urlencode({"note": note})))
    assert "no change (partial outage)</option>" in page
    assert ["operational", "partial-outage"] == sorted(set(re.findall('class="now ([a-z-]+)"', page)))
    assert "Leave empty to keep the current text: “Take bus 4.”" in html.unescape(page)


def services(folder: Path, chosen: Mapping[str, str] = MappingProxyType({})) -> str:
    """The services in the form of an incident, on a site with two groups of five."""
    named = [f"{{id: s{number}, name: Service {number}}}" for number in range(10)]
    groups = [f"{{id: shops, name: Shops, services: [{', '.join(named[:5])}]}}"]
    groups += [f"{{id: tills, name: Tills, services: [{', '.join(named[5:])}]}}"]
    write_content(folder, content({}, site=ONE_LANGUAGE, services=f"groups: [{', '.join(groups)}]\n"))
    session = Session(folder)
    form = session.form("incident")
    page = session.page(session.send("incident", {**form, **chosen, "do": "check"}))
    return page.partition('id="services"')[2].partition("</fieldset>")[0]


def test_services_come_right_after_the_title(session: Session) -> None:
    """What is affected comes before the words about it, as at the prompts."""
    page = session.page(session.writing.show("/.statusgen/write/incident", ""))
    fields = re.findall('<(?:textarea|input|select|fieldset) [^>]*?\\bid="([a-z]+)"', page)
    assert ["start", "title", "services", "started", "impact", "workaround", "text"] == fields[:7]


def test_groups_of_many_services_are_folded(tmp_path: Path) -> None:
    """Except where something is chosen; a mistake unfolds all of them."""
    page = services(tmp_path, {"service.s7": "degraded"})
    assert ["Tills"] == re.findall(r'<details class="group" open>\s*<summary[^>]*>([^<]*)', page)
    assert 2 == services(tmp_path).count('<details class="group" open>')


def test_services_without_a_group_have_a_heading_of_their_own(tmp_path: Path) -> None:
    """Below the services of a group they would look like its members."""
    services = "groups:\n- id: travel\n  name: Travel\n  services: [{id: trams, name: Trams}]\n"
    services += "services: [{id: website, name: Website}]\n"
    write_content(tmp_path, {**content({}, site=ONE_LANGUAGE), "services.yml": services.encode()})
    session = Session(tmp_path)

    page = session.page(session.writing.show("/.statusgen/write/incident", ""))

    assert ["Travel", "Other services"] == re.findall(r"<summary[^>]*>([^<]+)</summary>", page)[:2]


def test_notes_of_one_title_are_told_apart(session: Session) -> None:
    """By when they begin, in the list and above the form."""
    page = session.page(session.writing.show("/.statusgen/write", ""))
    assert 'Trams are late</h3>\n<p class="hint">2026-04-30 12:00</p>' in page
    page = session.page(session.writing.show("/.statusgen/write/update", f"note={LATE}"))
    assert '<p class="hint">2026-04-30 12:00</p>' in page


def test_questions_with_a_date_picker_have_no_example(session: Session) -> None:
    """Where the answer is typed, they have one."""
    page = session.page(session.writing.show("/.statusgen/write/maintenance", ""))
    assert '<label for="starts">When does it start?</label>' in page
    page = session.page(session.writing.show("/.statusgen/write/incident", ""))
    assert '<label for="started">Since when, if earlier than now? (10:40)' in page


def test_services_of_a_catalog_that_is_gone_are_not_lost(session: Session) -> None:
    """The form says so, and writes nothing."""
    form = session.form("incident")
    broken_catalog(session.content)
    page = session.page(session.send("incident", {**form, **INCIDENT, "do": "post"}))
    assert "would be lost." in told(page)
    assert not (session.content / PATH).exists()


def test_a_form_is_posted_once(session: Session) -> None:
    """Who presses twice, or comes back and presses again, has posted one note."""
    values = {**session.form("incident"), **INCIDENT, "do": "post"}
    first, second = session.send("incident", values), session.send("incident", values)
    assert first.location == second.location
    assert 2 == len(list((session.content / "incidents").iterdir()))


@pytest.mark.parametrize("doing", ["", "check", "live", "start", "fix wordy:1:1"])
def test_nothing_is_written_before_it_is_posted(session: Session, doing: str) -> None:
    """Looking, checking and fixing change no file."""
    before = read_tree(session.content)
    page = session.page(session.send("incident", {**session.form("incident"), **INCIDENT, "do": doing}))
    assert before == read_tree(session.content)
    assert "Trams stop at Harbour Street</textarea>" in page


def test_a_check_shows_the_page_as_readers_will_see_it(session: Session) -> None:
    """In a frame that runs nothing; only the editor may frame it, and nobody the editor."""
    answer = session.send("incident", {**session.form("incident"), **INCIDENT, "do": "check"})
    frame = re.search(r'<iframe src="([^"]*)"[^>]* sandbox="allow-same-origin"', session.page(answer))
    assert frame is not None
    shown = session.writing.show(frame[1], "")
    assert WORDS.encode() in shown.body
    assert "script-src 'none'; frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" == answer.headers["Cache-Control"] == shown.headers["Cache-Control"]
    assert HTTPStatus.NOT_FOUND == session.writing.show("/.statusgen/write/preview/guessed", "").status


def test_the_frame_begins_at_the_new_update(session: Session) -> None:
    """Of a note that is there already."""
    form = {**session.form("update", LATE), "status": "identified", "text": WORDS, "do": "check"}
    page = session.page(session.send("update", form))
    assert re.search(r'<iframe src="[^"#]*#2026-05-01T12-00"', page)
    assert "We are looking for why." in page


def test_every_error_keeps_the_words(session: Session) -> None:
    """What is missing is told on top, with a link to its field, and at the field."""
    values = {
        **session.form("incident"),
        "impact": 'They "wait" </textarea><b>',
        "next": "soon",
        "do": "post",
    }
    page = session.page(session.send("incident", values))
    assert '<a href="#title">' in told(page)
    assert '<a href="#next">' in told(page)
    assert 'aria-invalid="true"' in page
    assert html.escape(values["impact"], quote=False) in page.replace("&#34;", '"')
    assert "<b>" not in page.replace('<p><b><span aria-hidden="true">', "")


def beside(page: str, field: str) -> str:
    """What is below a field of a form: its findings, and the tick that saves all the same."""
    return html.unescape(page.partition(f'<div id="findings-{field}">')[2].partition("</div>")[0])


def test_findings_are_beside_their_fields(session: Session) -> None:
    """All of them; the tick that saves all the same is beside the first error and nowhere else."""
    words = {
        "title": "We utilize trams",
        "impact": "Trams at [place] stop.",
        "text": "The wire at [place] broke.",
    }
    form = {**session.form("incident"), **INCIDENT, **words, "do": "check"}
    page = session.page(session.send("incident", form))

    assert "use" in beside(page, "title")
    assert "a gap to fill in: [place]" in beside(page, "impact")
    assert "a gap to fill in: [place]" in beside(page, "text")
    assert 1 == page.count('id="anyway"')
    assert 'id="anyway"' in beside(page, "impact")
    count = re.findall(r'id="count"><a href="#findings-title">(\d+) suggestions', page)
    assert [str(page.count('<li class="'))] == count


def test_findings_about_no_field_are_at_the_end_of_the_form(session: Session) -> None:
    """Such as those about a note that is ended, of which the form has no words."""
    path = session.content / "notices/2026-05-01-news.md"
    path.parent.mkdir()
    path.write_text(
        "---\ntitle: News\npublished: 2026-05-01 09:00\n---\n\nWe utilize a bus.\n", encoding="utf-8"
    )
    page = session.page(session.send("end", {**session.form("end", "notice/2026-05-01-news"), "do": "check"}))
    assert "utilize" in beside(page, "form")


def test_gaps_are_posted_only_if_the_writer_insists(session: Session) -> None:
    """As with the commands."""
    values = {**session.form("incident"), **INCIDENT, "text": "The wire at [place] broke.", "do": "post"}
    page = session.page(session.send("incident", values))
    assert '<a href="#anyway">' in told(page)
    assert not (session.content / PATH).exists()
    assert HTTPStatus.SEE_OTHER == session.send("incident", {**values, "anyway": "yes"}).status


def test_a_token_of_another_run_posts_nothing(session: Session) -> None:
    """The words come back with the token of this run; one more press posts them."""
    values = {**session.form("incident"), **INCIDENT, "do": "post"}
    session.writing = session.started_anew()
    answer = session.send("incident", values)
    page = answer.body.decode()
    assert HTTPStatus.FORBIDDEN == answer.status
    assert "was restarted" in told(page)
    assert "Trams stop at Harbour Street</textarea>" in page
    assert not (session.content / PATH).exists()
    assert HTTPStatus.SEE_OTHER == session.send("incident", {**values, **hidden(page)}).status


@pytest.mark.parametrize("token", ["", "guess", "电车", "\ud800"])
def test_a_guessed_token_posts_nothing(session: Session, token: str) -> None:
    """Whatever it is made of."""
    body = urlencode({**session.form("incident"), **INCIDENT, "token": token, "do": "post"}, errors="replace")
    assert HTTPStatus.FORBIDDEN == session.writing.take("/.statusgen/write/incident", body.encode()).status
    assert not (session.content / PATH).exists()


def test_two_writers_do_not_talk_past_each_other(session: Session) -> None:
    """Who has not seen the latest update is shown it, keeps the words, and posts with one more press."""
    words = {"status": "identified", "text": WORDS, "next": ""}
    first, second = session.form("update", LATE), session.form("update", LATE)
    live = session.page(session.send("update", {**second, **words, "do": "live"}))
    assert second["seen"] == hidden(live)["seen"]
    assert (
        HTTPStatus.SEE_OTHER == session.send("update", {**first, **words, "text": "A.", "do": "post"}).status
    )
    before = (session.content / LATE_PATH).read_bytes()

    page = session.page(session.send("update", {**second, **words, "do": "post"}))
    assert "Somebody changed this note in the meantime" in told(page)
    assert '<blockquote dir="auto" lang="en">A.</blockquote>' in page
    assert f"{WORDS}</textarea>" in page
    assert before == (session.content / LATE_PATH).read_bytes()
    again = {**second, **words, **hidden(page), "do": "post"}
    session.now = NOW + timedelta(seconds=21)
    assert HTTPStatus.SEE_OTHER == session.send("update", again).status
    assert (session.content / LATE_PATH).read_bytes().startswith(before)


def broken_note(root: Path) -> None:
    """An error in a file that has nothing to do with it."""
    (root / "incidents" / "2026-04-01-broken.md").write_text("no note", encoding="utf-8")


def broken_catalog(root: Path) -> None:
    """A catalog that cannot be read."""
    (root / "services.yml").write_text("services: [", encoding="utf-8")


@pytest.mark.parametrize("harm", [broken_note, broken_catalog])
def test_errors_elsewhere_do_not_stop_a_post(session: Session, harm: Callable[[Path], None]) -> None:
    """It is written, and the page says why the preview does not show it yet."""
    harm(session.content)
    values = {**session.form("notice"), "title": "Summer timetable", "text": "From 1 June on.", "do": "post"}
    page = session.page(session.writing.show(session.send("notice", values).location, ""))
    assert "as soon as the mistakes in other files are corrected" in page
    assert (session.content / "notices/2026-05-01-summer-timetable.md").exists()


def test_unreadable_settings_keep_the_words(session: Session) -> None:
    """Nothing can be posted until they are corrected; the services stay to choose from."""
    form = session.form("incident")
    (session.content / "site.yml").write_text("name: [", encoding="utf-8")
    page = session.page(session.send("incident", {**form, **INCIDENT, "do": "post"}))
    assert "settings of the site cannot be read" in told(page)
    assert "Trams stop at Harbour Street</textarea>" in page
    assert '<option value="partial-outage" selected>' in page


def test_a_site_without_services_can_be_written_for(tmp_path: Path) -> None:
    """The form says so, and works."""
    write_content(tmp_path, content({}, site=ONE_LANGUAGE, services="services: []\n"))
    session = Session(tmp_path)
    assert "The catalog has no services yet." in session.page(
        session.writing.show("/.statusgen/write/incident", "")
    )
    values = {**session.form("incident"), **INCIDENT, "service.trams": "", "do": "post"}
    assert HTTPStatus.SEE_OTHER == session.send("incident", values).status


def test_a_post_is_committed_on_request(session: Session) -> None:
    """These files alone; if git cannot, nothing is written, and the form says why and keeps the words."""
    assert (
        "commit"
        not in session.page(session.writing.show("/.statusgen/write/incident", "")).partition("<main")[2]
    )
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        subprocess.run(["git", *command], check=True, cwd=session.content)
    assert 'name="commit"' in session.page(session.writing.show("/.statusgen/write/incident", ""))
    session.send("incident", {**session.form("incident"), **INCIDENT, "commit": "yes", "do": "post"})
    log = subprocess.run(
        ["git", "log", "--name-only", "--format=%s"],
        check=True, capture_output=True, text=True, cwd=session.content,
    )  # fmt: skip
    assert f"Investigating: Trams stop at Harbour Street\n\n{PATH}\n" == log.stdout

    (session.content / ".git/index.lock").touch()
    notice = {"title": "News", "text": "From 1 June on.", "commit": "yes", "do": "post"}
    form = {**session.form("notice"), **notice}
    page = session.page(session.send("notice", form))
    assert "Nothing was saved, because git could not commit it." in told(page)
    assert "index.lock&#39;: File exists" in told(page)
    assert "From 1 June on.</textarea>" in page
    assert not (session.content / "notices").exists()
    (session.content / ".git/index.lock").unlink()
    assert HTTPStatus.SEE_OTHER == session.send("notice", {**form, **hidden(page)}).status
    assert (session.content / "notices/2026-05-01-news.md").exists()


def test_a_merge_that_goes_on_is_told_before_anything_is_written(session: Session) -> None:
    """Without the tick it is saved as ever."""
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        git(session.content, *command)
    (session.content / ".git/MERGE_HEAD").touch()
    form = {**session.form("incident"), **INCIDENT, "commit": "yes", "do": "post"}
    page = session.page(session.send("incident", form))
    assert "a merge is going on in this repository: finish it with" in told(page)
    assert not (session.content / PATH).exists()
    assert HTTPStatus.SEE_OTHER == session.send("incident", {**form, "commit": ""}).status


def test_a_hook_that_never_ends_is_stopped(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """And asks nobody: the editor has no terminal."""
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        git(session.content, *command)
    hook = session.content / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\ncat\nsleep 600\n", encoding="utf-8")
    hook.chmod(0o755)
    monkeypatch.setattr("statusgen.preview.editor.submit._GIT_TIME", 0.5)
    page = session.page(
        session.send("incident", {**session.form("incident"), **INCIDENT, "commit": "yes", "do": "post"})
    )
    assert "took longer than" in told(page)
    assert not (session.content / PATH).exists()
    assert [] == list((session.content / ".git").glob("*.lock"))


def test_a_hook_that_changes_a_new_note_and_refuses_it_makes_no_second_one(session: Session) -> None:
    """It is taken back, and the form keeps the words."""
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"]):
        git(session.content, *command)
    hook = session.content / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\necho more >> {PATH}\necho Wrong word.\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    form = {**session.form("incident"), **INCIDENT, "commit": "yes", "do": "post"}
    page = session.page(session.send("incident", form))
    assert "Wrong word." in told(page)
    assert INCIDENT["text"] in page
    assert not (session.content / PATH).exists()
    hook.unlink()
    assert HTTPStatus.SEE_OTHER == session.send("incident", {**form, **hidden(page)}).status
    assert (session.content / PATH).exists()


def test_the_editor_speaks_the_language_of_the_site(tmp_path: Path) -> None:
    """Its own words, the statuses and the states."""
    site = "name: 电车\nurl: https://status.larkmoor.example/\nlanguages: [zh]\n"
    write_content(tmp_path, content({}, site=site))
    page = Session(tmp_path).page(Session(tmp_path).writing.show("/.statusgen/write/incident", ""))
    assert '<html lang="zh" dir="ltr">' in page
    for words in ("发布故障", "用客户的话说，出了什么问题？", "调查中", "部分中断", "不受影响", "检查并预览"):
        assert words in page
    for words in ("Check", "not affected", "Investigating", ">optional<"):
        assert words not in page


def test_the_editor_promises_no_suggestions_where_words_are_not_judged(tmp_path: Path) -> None:
    """In a language without rules, and does not say so with every note."""
    site = "name: Bahnen\nurl: https://status.larkmoor.example/\nlanguages: [de]\n"
    write_content(tmp_path, content({}, site=site))
    session = Session(tmp_path)
    form = {**session.form("incident"), **INCIDENT, "do": "check"}
    page = session.page(session.send("incident", form))
    assert '<html lang="de"' in page
    assert 'id="wait"' not in session.page(session.writing.show("/.statusgen/write/incident", ""))
    assert "nicht beurteilt" not in page
    assert "not judged" not in page


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (LATE, ["调查中", "已确认原因", "观察中", "更新"]),
        ("maintenance/2026-04-30-rail", ["进行中", "验证中", "已完成", "已取消", "已延长", "更新"]),
    ],
)
def test_statuses_have_their_names_in_the_language_of_the_site(
    tmp_path: Path, note: str, expected: list[str]
) -> None:
    """One each, and none of another language or spelling."""
    site = ONE_LANGUAGE + "languages: [zh]\n"
    write_content(tmp_path, content(dict(OPEN), site=site))
    session = Session(tmp_path)
    page = session.page(session.writing.show("/.statusgen/write/update", urlencode({"note": note})))
    options = page.partition('<select id="status"')[2].partition("</select>")[0]
    assert expected == re.findall('<option value="[^"]+"[^>]*>([^<]*)', options)


@pytest.mark.parametrize(
    ("headers", "size", "status"),
    [
        (OURS, 100, None),
        ({**OURS, "origin": "http://evil.example"}, 100, 403),
        ({**OURS, "content-type": "text/plain"}, 100, 403),
        (OURS, 1_000_001, 413),
        (OURS, None, 413),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(
    session: Session, headers: dict[str, str], size: int | None, status: int | None
) -> None:
    """Before a byte of it is looked at."""
    answer = session.writing.refuse(headers, size)
    assert status == (answer and answer.status.value)


@pytest.mark.parametrize("body", [b"\xff", b"a&" * 5000])
def test_what_is_no_form_is_refused(session: Session, body: bytes) -> None:
    """In words."""
    assert HTTPStatus.BAD_REQUEST == session.writing.take("/.statusgen/write/incident", body).status


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/.statusgen/write/update", "note=incident/gone"),
        ("/.statusgen/write/update", ""),
        ("/.statusgen/write/resolve", "note=maintenance/2026-04-30-rail"),
        ("/.statusgen/write/../../etc/passwd", ""),
        ("/.statusgen/write/update", "note=incident/../../site"),
    ],
)
def test_there_is_no_form_for_what_is_not_there(session: Session, address: str, query: str) -> None:
    """The page says so."""
    answer = session.writing.show(address, query)
    assert HTTPStatus.NOT_FOUND == answer.status
    assert b"There is no such incident, maintenance or notice." in answer.body


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(("/.statusgen/write", True), ("/.statusgen/write/incident", True), ("/.statusgen/write.js", True)),
        *(
            ("/.statusgen/write?x", True),
            ("/.statusgen/writer", False),
            ("/", False),
            ("/x/.statusgen/write", False),
        ),
    ],
)
def test_the_editor_has_few_addresses(address: str, expected: bool) -> None:
    """All others are those of the site."""
    assert expected == is_editor(address)


def test_nothing_of_it_is_published(session: Session) -> None:
    """A built site does not know of the editor."""
    files = read_tree(session.content)
    result = compile_site(files, read_themes(session.content), now=NOW)
    assert [] == [one.path for one in result.outputs if b".statusgen/write" in one.make()]
