"""Cases in which a setting, or an edit in place, once changed what readers and programs know a note by."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.diff import Changes, compare, format_text
from statusgen.diff.removed import RemovedMessage, removed_addresses
from statusgen.model.diagnostics import Level
from statusgen.notify import NotifyOptions, format_report, notify
from statusgen.notify.receivers import find_receivers
from statusgen.notify.run import Refusal
from statusgen.pipeline.check import check_site
from tests.cases import Site, build, content
from tests.sites import THEMES

NOON, LATER, MUCH_LATER = "2026-05-06T10:00Z", "2026-05-07T10:00Z", "2026-07-01T10:00Z"
PLAN = "maintenance/2026-05-20-valves.md"
CODES = re.compile(r'"(?:id|page_id|code|incident_id|group_id)":"([0-9a-z]{12})"')
FEEDS = ("updates.rss", "updates.atom", "history.rss", "history.atom")


def with_lines(files: Mapping[str, bytes], path: str, **lines: str) -> dict[str, bytes]:
    """The files, in one of them other values of keys; a key with an empty value is left out."""
    text = files[path].decode()
    for key, value in lines.items():
        name = key.replace("_", " ")
        line = f"{name}: {value}\n" if value else ""
        text, count = re.subn(rf"(?m)^{name}:.*\n", line, text)
        text = text if count else text.replace("title:", f"{line}title:", 1)
    return {**files, path: text.encode()}


def identities(site: Site) -> dict[str, list[str]]:
    """All ids of feed entries, calendar events and things of the v2 API."""
    feeds = {path: re.findall(r"<(?:guid|id)[^>]*>([^<]*)<", site.text(path)) for path in FEEDS}
    items = [item["id"] for item in site.json("feed.json")["items"]]
    uids = re.findall(r"UID:(\S+)", site.text("calendar.ics"))
    codes = CODES.findall(site.text("api/v2/summary.json") + site.text("api/v2/incidents.json"))
    return {**feeds, "feed.json": items, "calendar.ics": uids, "v2": codes}


@pytest.mark.parametrize("site_id", ["brixholm-water", ""])
def test_02_another_address_leaves_all_ids(site_id: str) -> None:
    """A host and a path of their own change no id, with a `site id` and without one."""
    before = build(with_lines(content("02", "before"), "site.yml", site_id=site_id), NOON)
    files = with_lines(content("02", "after"), "site.yml", site_id=site_id, url="https://x.example/status/")
    after = build(files, NOON, before)

    assert 9 == len(identities(before)["feed.json"])
    assert identities(before) == identities(after)


def test_02_another_zone_or_language_leaves_all_ids() -> None:
    """They follow from what was written, not from the instants and words that it means."""
    files = content("02", "before")
    before = build(files, NOON)
    zone = with_lines(files, "site.yml", time_zone="America/Lima")
    language = with_lines(files, "site.yml", languages="[zh]")

    for changed in (zone, language):
        found = identities(build(changed, NOON, before))
        for feed in (
            "updates.atom",
            "history.atom",
        ):  # the first id is that of the feed, one for each language
            assert identities(before)[feed][1:] == found[feed][1:]
        for path in ("updates.rss", "history.rss", "feed.json", "calendar.ics", "v2"):
            assert identities(before)[path] == found[path]


def test_02_two_sites_share_no_id() -> None:
    """The same notes on a site with another `site id` are other entries."""
    files = content("02", "before")
    one, other = build(files, NOON), build(with_lines(files, "site.yml", site_id="other-town"), NOON)

    for path in (*FEEDS, "feed.json", "calendar.ics"):
        assert not {*identities(one)[path]} & {*identities(other)[path]}


def test_02_work_that_begins_and_ends_by_plan_keeps_its_ids_in_another_zone() -> None:
    """Entries and v2 updates that nobody wrote are known by the plan, not by an instant."""
    files = content("02", "before")
    sites = [
        build(with_lines(files, "site.yml", time_zone=zone), "2026-05-22T10:00Z")
        for zone in ("Europe/Berlin", "America/Lima")
    ]
    plans = [[one for one in identities(site)["feed.json"] if "/plan/" in one] for site in sites]
    works = [site.json("api/v2/scheduled-maintenances.json")["scheduled_maintenances"][0] for site in sites]

    assert 2 == len(plans[0])
    assert plans[0] == plans[1]
    assert 3 == len(works[0]["incident_updates"])
    assert [one["id"] for one in works[0]["incident_updates"]] == [
        one["id"] for one in works[1]["incident_updates"]
    ]


def stamps(site: Site) -> dict[str, object]:
    """What tells programs of a revision of the planned work."""
    event = dict(re.findall(r"(SEQUENCE|DTSTAMP|LAST-MODIFIED):(\S+)", site.text("calendar.ics")))
    work = site.json("api/v2/scheduled-maintenances.json")["scheduled_maintenances"][0]
    item = site.json("feed.json")["items"][0]
    return {
        **event,
        "atom": re.findall(r"<updated>([^<]*)<", site.text("updates.atom")),
        "history": re.findall(r"<updated>([^<]*)<", site.text("history.atom")),
        "json": item.get("date_modified", item["date_published"]),
        "v2": work["updated_at"],
        "page": site.json("api/v2/summary.json")["page"]["updated_at"],
        "own": datetime.fromisoformat(site.json("api/status.json")["maintenance"]["planned"][0]["updated"]),
    }


def all_stamps(at: str, sequence: int) -> dict[str, object]:
    """The same, all of one instant."""
    instant = datetime.fromisoformat(at)
    basic, iso = f"{instant:%Y%m%dT%H%M%SZ}", instant.isoformat()
    milli = f"{instant:%Y-%m-%dT%H:%M:%S.000Z}"
    return {
        "SEQUENCE": str(sequence),
        "DTSTAMP": basic,
        "LAST-MODIFIED": basic,
        "atom": [iso, iso],
        "history": [iso, iso],
        "json": iso,
        "v2": milli,
        "page": milli,
        "own": instant,
    }


def test_07_a_plan_edited_in_place_is_a_revision() -> None:
    """Every stamp advances to the build that finds it, and stays there."""
    before = build(content("07", "before"), NOON)
    after = build(content("07", "after"), LATER, before)
    again = build(content("07", "after"), "2026-05-08T10:00Z", after)

    assert all_stamps("2026-05-02T08:00:00Z", 0) == stamps(before)
    assert all_stamps("2026-05-07T10:00:00Z", 1) == stamps(after)
    assert all_stamps("2026-05-07T10:00:00Z", 1) == stamps(again)
    assert "DTSTART:20260522T200000Z" in after.text("calendar.ics")


@pytest.mark.parametrize(
    "lines",
    [
        {"title": "New valves in Upper Quay"},
        {"services": "[account]"},
        {"starts": "2026-05-19 22:00"},
        {"ends": "2026-05-21 03:00"},
        {"impact": "Taps run dry for ten minutes."},
        {"workaround": "Fill a jug."},
        {"announced": "2026-05-01 10:00"},
        {"withdrawn": "It was a drill."},
    ],
)
def test_07_each_fact_counts(lines: dict[str, str]) -> None:
    """One revision, whichever it was; and a later one counts further."""
    files = content("07", "before")
    first = build(files, NOON)
    second = build(with_lines(files, PLAN, **lines), LATER, first)
    third = build(files, "2026-05-08T10:00Z", second)

    event = second.text("calendar.ics")
    assert "SEQUENCE:1\r\n" in event
    assert "LAST-MODIFIED:20260507T100000Z\r\n" in event
    assert all_stamps("2026-05-08T10:00:00Z", 2) == stamps(third)


def test_07_updates_go_on_counting() -> None:
    """A move by an update after an edit raises the sequence, and its own time is the stamp."""
    files = content("07", "after")
    edited = build(files, LATER, build(content("07", "before"), NOON))
    update = "\n## Update · 2026-05-08 10:00\nstarts: 2026-05-24 22:00\nends: 2026-05-25 02:00\n\nLater.\n"
    moved = build({**files, PLAN: files[PLAN] + update.encode()}, "2026-05-08T10:00Z", edited)
    taken_back = build(files, "2026-05-09T10:00Z", moved)

    assert "SEQUENCE:2\r\n" in moved.text("calendar.ics")
    assert "DTSTAMP:20260508T080000Z\r\n" in moved.text("calendar.ics")
    assert "SEQUENCE:3\r\n" in taken_back.text("calendar.ics")
    assert "DTSTAMP:20260509T100000Z\r\n" in taken_back.text("calendar.ics")


def test_07_what_is_over_has_revisions_too() -> None:
    """Also a note whose files are remembered as a whole."""
    files = content("07", "before")
    first = build(files, MUCH_LATER)
    second = build(with_lines(files, PLAN, title="Other valves"), "2026-07-02T10:00Z", first)
    third = build(with_lines(files, PLAN, title="Other valves"), "2026-07-03T10:00Z", second)
    event = "maintenance/2026-05-20-valves/event.ics"
    (single,) = (path for path in second.files if re.fullmatch(r"incidents/\w+\.json", path))

    assert "SEQUENCE:1\r\n" in second.text(event)
    assert "2026-07-02T10:00:00.000Z" == second.json(single)["updated_at"]
    assert (second.files[event], second.files[single]) == (third.files[event], third.files[single])


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 9}',
        b'{"format":2,"site":"x","zone":"","languages":[],"left":{},"notes":{"a":1}}',
    ],
)
def test_07_a_damaged_record_counts_as_none(record: bytes) -> None:
    """The site starts by its updates again, and records anew."""
    files = content("07", "after")
    before = build(files, NOON)
    damaged = Site({**before.files, ".statusgen/notes/revisions.json": record}, ())
    after = build(files, NOON, damaged)

    assert ".statusgen/notes/revisions.json" in before.files
    assert before.files == after.files


def test_07_a_note_that_is_gone_leaves_no_trace() -> None:
    """Also in the record, which is published."""
    files = content("07", "before")
    before = build(files, NOON)
    after = build({path: data for path, data in files.items() if path != PLAN}, LATER, before)
    record = ".statusgen/notes/revisions.json"

    assert "valves" in before.text(record)
    assert "valves" not in after.text(record)


def test_07_nothing_changes_without_an_edit() -> None:
    """A later build of the same content writes the same record and the same stamps."""
    files = content("07", "before")
    first = build(files, NOON)
    second = build(files, LATER, first)
    same = ("calendar.ics", "updates.atom", "feed.json", ".statusgen/notes/revisions.json")

    assert [first.files[path] for path in same] == [second.files[path] for path in same]


TAP = "incidents/2026-02-10-tap"
AT_HALF = "2026-05-06T10:30Z"


def test_11_a_file_that_names_the_default_language_is_an_error() -> None:
    """It says what to rename, and no English words are published as Chinese meanwhile."""
    files = content("11", "after")
    checked = check_site(files, THEMES, now=datetime.fromisoformat(AT_HALF))
    (error,) = [one for one in checked if one.level is Level.ERROR]
    site = build(files, AT_HALF, build(content("11", "before"), AT_HALF))

    assert ("default-language-file", f"{TAP}.zh.md") == (error.code, error.span.path)
    assert "Rename `2026-02-10-tap.md` to `2026-02-10-tap.en.md`" in error.help
    assert "`2026-02-10-tap.zh.md` to `2026-02-10-tap.md`" in error.help
    assert "下码头没有自来水" in site.text(f"{TAP}/index.html")
    assert "We are looking" in site.text(f"en/{TAP}/index.html")
    for page in (f"{TAP}/index.html", "index.html", "history/2026/02/index.html"):
        assert "No tap water" not in site.text(page)
        assert "We are looking" not in build(files, AT_HALF).text(page)


def test_11_files_that_all_name_their_language_are_read_as_they_say() -> None:
    """Whichever is the default: such a site can change it without a rename."""
    words = content("11", "before")
    files = {**without_chinese(words), f"{TAP}.en.md": words[f"{TAP}.md"]}
    del files[f"{TAP}.md"]
    before = build(files, AT_HALF)
    after = build({**files, "site.yml": content("11", "after")["site.yml"]}, LATER, before)

    assert [] == before.codes()
    assert ["default-language-changed", "unmatched-translation"] == after.codes()
    assert '<h1 lang="en" dir="auto">No tap water' in after.text(f"{TAP}/index.html")


@pytest.mark.parametrize("path", ["incident.zh.md", "0920-first.zh.md"])
def test_11_so_it_is_in_a_folder(path: str) -> None:
    """For the main file and for that of an update."""
    head = "title: 没有自来水\n" if path.startswith("incident") else ""
    files = {
        "site.yml": content("11", "after")["site.yml"],
        "services.yml": content("11", "after")["services.yml"],
        "incidents/a/incident.md": b"---\ntitle: No tap water\n---\n",
        "incidents/a/0920-first.md": b"---\nstatus: investigating\nat: 2026-02-10 09:20\n---\n\nWe look.\n",
        f"incidents/a/{path}": f"---\n{head}---\n\n我们正在查找原因。\n".encode(),
    }
    problems = build(files, AT_HALF).diagnostics
    found = [(one.code, one.span.path) for one in problems if one.level is Level.ERROR]

    assert [("default-language-file", f"incidents/a/{path}")] == found


def renamed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the case as the error advises."""
    words, facts = files[f"{TAP}.zh.md"], b"services: {tap-water: major outage}\nimpact"
    english = files[f"{TAP}.md"].replace(b"services: {tap-water: major outage}\n", b"")
    rest = {path: data for path, data in files.items() if not path.startswith(TAP)}
    return {**rest, f"{TAP}.md": words.replace(b"impact", facts), f"{TAP}.en.md": english}


def without_chinese(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files but for the translations."""
    return {path: data for path, data in files.items() if ".zh." not in path}


def test_11_renamed_files_keep_every_word_in_its_language() -> None:
    """Nothing is a revision, nothing is lost, and the switch is said."""
    before = build(content("11", "before"), AT_HALF)
    after = build(renamed(content("11", "after")), LATER, before)

    assert ["default-language-changed"] == after.codes()
    assert after.diagnostics[0].message.endswith("is `zh` now: pages at `/` are in `zh`")
    assert "下码头没有自来水" in after.text(f"{TAP}/index.md")
    assert "We are looking for the cause." in after.text(f"en/{TAP}/index.md")
    assert sorted(identities(before)["feed.json"]) == sorted(identities(after)["feed.json"])
    assert "2026-05-07" not in after.text("updates.atom")


def test_11_words_that_would_change_their_language_are_counted() -> None:
    """Also where no translation gives it away."""
    files = without_chinese(content("11", "before"))
    before = build(files, AT_HALF)
    after = build({**files, "site.yml": content("11", "after")["site.yml"]}, LATER, before)
    again = build({**files, "site.yml": content("11", "after")["site.yml"]}, "2026-05-08T10:00Z", after)

    (told,) = after.diagnostics
    assert ("default-language-changed", Level.WARNING, "site.yml") == (told.code, told.level, told.span.path)
    assert "words of 1 note that were `en` are said to be `zh`" in told.message
    assert () == again.diagnostics


@pytest.mark.parametrize(
    ("offset", "notes"), [("", ", and the times of 1 note are other instants"), (" +02:00", "")]
)
def test_11_another_zone_is_said(offset: str, notes: str) -> None:
    """With how many notes it re-dates: those whose times have no offset."""
    files = content("07", "before")
    files[PLAN] = re.sub(r":00\n", f":00{offset}\n", files[PLAN].decode()).encode()
    before = build(files, NOON)
    after = build(with_lines(files, "site.yml", time_zone="Asia/Tokyo"), LATER, before)

    (told,) = after.diagnostics
    assert ("zone-changed", Level.WARNING) == (told.code, told.level)
    assert told.message.endswith(f"is Asia/Tokyo now: pages show other clock times{notes}")


def test_11_a_changed_site_id_is_said() -> None:
    """It would tell every subscriber everything once more."""
    files = content("07", "before")
    after = build(with_lines(files, "site.yml", site_id="water"), LATER, build(files, NOON))

    assert ["site-id-changed"] == after.codes()
    assert "`site id: brixholm-water`" in after.diagnostics[0].help


@pytest.mark.parametrize("languages", ["[en]", "[zh, en]"])
def test_11_a_language_that_leaves_its_folder_forwards(languages: str) -> None:
    """Its pages lead to those of today for ever, also after the next build."""
    before = build(content("11", "before"), AT_HALF)
    files = content("11", "before")
    files = renamed(files) if languages == "[zh, en]" else without_chinese(files)
    files = with_lines(files, "site.yml", languages=languages)
    after = build(files, LATER, before)
    new = "---\ntitle: Later\n---\n\n## Investigating · 2026-05-07 20:00\n\nWe look.\n"
    last = build({**files, "incidents/later.md": new.encode()}, "2026-05-08T10:00Z", after)

    pages = {path for path in before.files if path.startswith("zh/") and path.endswith("/index.html")}
    assert f"zh/{TAP}/index.html" in pages
    for site in (after, last):
        assert not {path for path in pages if path not in site.files}
        assert f'url=/{TAP}/"' in site.text(f"zh/{TAP}/index.html")
        assert "zh/incidents/later/index.html" not in site.files
    assert "incidents/later/index.html" in last.files


def test_11_a_language_that_comes_back_has_its_pages_again() -> None:
    """And a page or an alias of one's own goes before a forwarding page."""
    files = content("11", "before")
    alone = with_lines(without_chinese(files), "site.yml", languages="[en]")
    own = {"pages/zh.md": "---\ntitle: 中文\naliases: [/zh/history/]\n---\n\n您好。\n".encode()}
    gone = build({**alone, **own}, LATER, build(files, AT_HALF))
    back = build(files, "2026-05-08T10:00Z", gone)

    assert [] == gone.codes(Level.ERROR)
    assert "您好" in gone.text("zh/index.html")
    assert 'url=/zh/"' in gone.text("zh/history/index.html")
    assert "下码头没有自来水" in back.text(f"zh/{TAP}/index.html")


def published(site: Site, root: Path) -> str:
    """The feed of a site as `notify` takes it: a folder with it."""
    root.mkdir()
    (root / "feed.json").write_bytes(site.files["feed.json"])
    return str(root)


def options(now: str, since: str, told: Mapping[str, list[str]], *, anyway: bool = False) -> NotifyOptions:
    """A dry run of `notify` for a chat room that got some entries before."""
    environment = {"STATUSGEN_NOTIFY": "json://chat.example"}
    (receiver,) = find_receivers(environment, {})
    sent = Path(now) / "sent.json"
    sent.write_text(json.dumps({receiver.key: told[""]} if told else {}))
    return NotifyOptions(
        out=Path(now),
        since=since,
        sent=sent,
        now=datetime.fromisoformat(NOON),
        environment=environment,
        dry=True,
        anyway=anyway,
    )


def test_02_nothing_is_told_again(tmp_path: Path) -> None:
    """After the address has changed, there is no news, whatever is known of what was sent."""
    before, after = build(content("02", "before"), NOON), build(content("02", "after"), NOON)
    since, now = published(before, tmp_path / "before"), published(after, tmp_path / "now")

    assert () == notify(options(now, since, {})).messages


@pytest.mark.parametrize("known", [True, False])
def test_02_old_entries_with_new_ids_are_not_told(tmp_path: Path, *, known: bool) -> None:
    """With another `site id` everything would be new; it takes `--anyway` to tell it."""
    files = content("02", "before")
    before = build(files, NOON)
    after = build(with_lines(files, "site.yml", site_id="other"), NOON)
    since, now = published(before, tmp_path / "before"), published(after, tmp_path / "now")
    told = {"": [one["id"] for one in before.json("feed.json")["items"]]} if known else {}
    report = notify(options(now, since, told))

    assert Refusal(8, "2026-05-04T09:02:00+00:00") == report.refusal
    assert "--anyway" in format_report(report, dry=True)
    assert notify(options(now, since, told, anyway=True)).refusal is None


def test_02_what_a_receiver_missed_is_told(tmp_path: Path) -> None:
    """Many entries after the last that it has are news, also when others have them."""
    files = content("02", "before")
    after = build(files, NOON)
    oldest = build(files, "2026-05-01T09:30Z")
    since, now = published(oldest, tmp_path / "before"), published(after, tmp_path / "now")
    report = notify(options(now, since, {}))

    assert len(report.messages) > 5
    assert report.refusal is None


def test_02_the_command_says_why_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, and nothing was sent."""
    files = content("02", "before")
    since = published(build(files, NOON), tmp_path / "before")
    now = published(build(with_lines(files, "site.yml", site_id="other"), NOON), tmp_path / "now")
    monkeypatch.setenv("STATUSGEN_NOTIFY", "json://127.0.0.1:9")
    monkeypatch.chdir(tmp_path)

    assert 1 == main(["notify", "--since", since, "--out", now])
    said = capsys.readouterr().out
    assert said.startswith("Nothing was sent.\n8 new entries are older than the newest one")
    assert not (tmp_path / "sent.json").exists()


def changes(before: Site, after: Site) -> Changes:
    """What one site brings where another one stands."""
    return compare(before.files, after.files)


def test_13_a_deleted_update_is_named() -> None:
    """With the address that leads nowhere any more."""
    before = build(content("13", "before"), AT_HALF)
    found = changes(before, build(content("13", "after"), AT_HALF, before))
    anchor = before.json("feed.json")["items"][0]["url"].rpartition("#")[2]

    address = f"incidents/2026-05-06-tap/#{anchor}"
    assert (RemovedMessage("[Resolved] Some homes have no tap water", address),) == found.removed_messages
    assert f"Messages that disappear\n- [Resolved] Some homes have no tap water (/{address})" in format_text(
        found
    )


def test_13_also_one_that_has_left_the_feed() -> None:
    """Its page tells, however old it is."""
    files = content("13", "before")
    newer = "---\ntitle: A test\n---\n" + "".join(
        f"\n## Investigating · 2026-05-06 10:{minute:02}\n\nWe look.\n" for minute in range(60)
    )
    more = {"incidents/2026-05-06-test.md": newer.encode()}
    before = build({**files, **more}, AT_HALF)
    found = changes(before, build({**content("13", "after"), **more}, AT_HALF, before))

    (lost,) = found.removed_messages
    assert lost.title == "Some homes have no tap water"
    assert lost.address.startswith("incidents/2026-05-06-tap/#2026-05-06T")


def test_13_a_new_update_takes_nothing_away() -> None:
    """The oldest entries leave a full feed, and their pages stay."""
    files = content("13", "before")
    before = build(files, "2026-05-06T07:05Z")
    found = changes(before, build(files, AT_HALF, before))

    assert ((), ()) == (found.removed_messages, found.removed)


def test_13_what_comes_and_goes_with_time_is_not_missed() -> None:
    """The versions that an open page turns into, and what it asks for news."""
    files = content("07", "before")
    before, after = build(files, NOON), build(files, MUCH_LATER)
    names = {path for path in before.files if path.rpartition("/")[2].startswith("next-")}

    assert names - after.files.keys()
    assert () == changes(before, after).removed
    assert () == removed_addresses({"live.json": b"", "zh/live.json": b"", ".statusgen/x": b""}, {})


@pytest.mark.parametrize(
    ("before", "after", "line", "advice"),
    [
        (
            "languages: [en, zh]",
            "languages: [en]",
            "- /zh/… (",
            "Keep the language's place",
        ),
        ("", "", "- /services/account/… (", "with its last day as `retired`"),
    ],
)
def test_11_advice_for_dead_addresses_fits_their_kind(
    before: str, after: str, line: str, advice: str
) -> None:
    """An alias helps for a note alone."""
    files = without_chinese(content("11", "before"))
    site = files["site.yml"].decode()
    changed = {"site.yml": site.replace(before, after)} if before else {"services.yml": CATALOG}
    first = build(files, AT_HALF)
    last = build({**files, **{path: text.encode() for path, text in changed.items()}}, LATER, first)
    text = format_text(changes(first, last))

    assert line in text
    assert advice in text
    assert "aliases" not in text
    assert "(/zh/" not in text  # what forwards is no page that changed


CATALOG = "services:\n  - {id: tap-water, name: Tap water}\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


@pytest.mark.parametrize(
    ("depth", "revision", "said"),
    [
        (
            ("--depth", "1"),
            "HEAD^",
            "this clone has no HEAD^: fetch more (`fetch-depth: 2`",
        ),
        (("--depth", "1"), "0000000", "this clone has no 0000000: fetch more"),
        ((), "0000000", "there is no 0000000 here, neither as a revision in git nor as a published folder"),
    ],
)
def test_41_a_revision_that_is_not_here_is_explained(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    depth: tuple[str, ...],
    revision: str,
    said: str,
) -> None:
    """Exit code 3, with what to do."""
    origin = tmp_path / "origin"
    for path, data in content("41").items():
        (origin / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (origin / "content" / path).write_bytes(data)
    git(tmp_path, "init", "-q", str(origin))
    git(origin, "add", ".")
    for number in (1, 2):
        git(origin, "commit", "-qm", f"{number}", "--allow-empty")
    git(tmp_path, "clone", "-q", *depth, origin.as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")

    assert 3 == main(["diff", revision, "--now", AT_HALF])
    error = capsys.readouterr().err
    assert error.startswith(f"statusgen: {said}")
    assert "a published folder" in error


RENAMED = "services:\n  - id: account\n    name: Your login\n  - id: tap-water\n    name: Drinking water\n"
FORMERLY = "    formerly: [{name: Tap water, until: 2026-05-04}, {name: Water, until: 2026-01-01}]\n"


def test_02_what_was_posted_keeps_the_name_of_its_service() -> None:
    """A rename changes current pages, and no entry, update or event of before its day."""
    files = content("02", "before")
    names = "services:\n  - id: account\n    name: Your login\n  - id: tap-water\n    name: Tap water\n"
    before = build({**files, "services.yml": names.encode()}, NOON)
    after = build({**files, "services.yml": (RENAMED + FORMERLY).encode()}, NOON, before)
    items = [site.json("feed.json")["items"] for site in (before, after)]
    told = [site.json("api/v2/incidents.json")["incidents"] for site in (before, after)]

    assert "Drinking water" in after.text("services/tap-water/index.html")
    assert ["Drinking water", "Drinking water", "Tap water"] == [one["tags"][-1] for one in items[1][:3]]
    assert items[0][2:] == items[1][2:]
    assert [[one["incident_updates"] for one in some[1:]] for some in told[:1]] == [
        [one["incident_updates"] for one in some[1:]] for some in told[1:]
    ]
    assert "Drinking water" == told[1][0]["incident_updates"][0]["affected_components"][0]["name"]


def test_02_a_note_that_is_over_keeps_the_names_in_its_own_file() -> None:
    """In the API and in calendars, as services were called when it was over."""
    files = content("07", "before")
    catalog = RENAMED + FORMERLY.replace("2026-05-04", "2026-06-01")
    site = build({**files, "services.yml": catalog.encode()}, MUCH_LATER)
    (single,) = (path for path in site.files if re.fullmatch(r"incidents/\w+\.json", path))

    assert ["Tap water"] == [one["name"] for one in site.json(single)["components"]]
    assert "CATEGORIES:Tap water\r\n" in site.text("calendar.ics")


def test_check_compares_settings_with_what_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `build` and `diff` do, before anything is published."""
    source, out = tmp_path / "content", tmp_path / "public"
    for path, data in content("07", "before").items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data)
    places = ["--content", str(source), "--out", str(out), "--now", NOON]
    assert 0 == main(["build", *places])
    settings = (source / "site.yml").read_text()
    (source / "site.yml").write_text(settings.replace("Europe/Berlin", "America/New_York"))
    capsys.readouterr()
    main(["check", *places])
    assert "zone-changed" in capsys.readouterr().out
