"""Notes of cState with every oddity that real ones have: what arrives, and what is told about it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.importers.cstate import Imported, import_cstate
from statusgen.model.notes import AnyNote, Incident, Notice
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.text import pick
from statusgen.pipeline.compile import compile_site
from statusgen.read import Reading, read_site
from statusgen.storage.disk import read_themes
from tests.examples import examples
from tests.sites import HERE, problems

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
CONFIG = """\
title: Old Status
baseURL: https://status.example.org/
params:
  categories:
    - name: Shop
  systems:
    - {name: API, category: Shop, description: For programs.}
    - {name: Web site}
    - {name: API}
"""
HEADER = """\
title: Some trouble
date: 2021-12-03T11:00:00Z
resolved: true
resolvedWhen: 2021-12-03T12:00:00Z
severity: disrupted
affected:
  - API
"""
BODY = "We had some trouble.\n"
THEMES = read_themes(HERE)


def note(header: str = HEADER, body: str = BODY) -> str:
    """A note's text."""
    return f"---\n{header}---\n\n{body}"


def imported(text: str, name: str = "2021-12-03-trouble.md", **options: str) -> tuple[Reading, list[str]]:
    """The content that a note becomes, which must be sound, and the codes of what is told."""
    files = {"config.yml": CONFIG.encode(), f"content/issues/{name}": text.encode()}
    result = import_cstate(files, now=NOW, **options)
    reading = read_site(result.files)
    assert [one for one in problems(reading) if one.level == "error"] == []
    assert result.notes == 1
    return reading, [one.code for one in result.diagnostics]


def arrived(text: str, name: str = "2021-12-03-trouble.md", **options: str) -> AnyNote:
    """The one note that arrives."""
    (one,) = imported(text, name, **options)[0].notes
    assert one.note is not None
    return one.note


def incident(text: str, name: str = "2021-12-03-trouble.md", **options: str) -> Incident:
    """The incident that arrives."""
    found = arrived(text, name, **options)
    assert isinstance(found, Incident)
    return found


def posts(text: str) -> list[tuple[Status, str, str]]:
    """The updates that arrive: status, time of day, words."""
    return [(one.status, f"{one.at:%H:%M}", pick(one.body, "en")[0]) for one in incident(text).updates]


def at(hour: int, minute: int = 0) -> datetime:
    """An instant of the day of the trouble."""
    return datetime(2021, 12, 3, hour, minute, tzinfo=UTC)


def test_a_plain_note() -> None:
    """Title, times, state, service, words and the old address; nothing to tell."""
    reading, told = imported(note())
    found = incident(note())

    assert told == []
    assert reading.settings is not None
    assert reading.settings.url == "https://status.example.org/"
    assert [(one.id, one.group) for one in reading.catalog.services] == [
        ("api", "shop"),
        ("web-site", ""),
        ("api-2", ""),
    ]
    assert (found.id, pick(found.title, "en")[0]) == ("2021-12-03-trouble", "Some trouble")
    assert (found.started, found.aliases) == (at(11), ("/issues/2021-12-03-trouble/",))
    assert [(one.service, one.state) for one in found.services] == [("api", ServiceState.PARTIAL_OUTAGE)]
    assert [(one.status, one.at) for one in found.updates] == [
        (Status.INVESTIGATING, at(11)),
        (Status.RESOLVED, at(12)),
    ]


BROKEN_HEADERS = [
    ("a blank line on top", "\n" + note(), []),
    ("no opening fence", f"{HEADER}---\n\n{BODY}", ["import-file"]),
    ("no closing fence", f"---\n{HEADER}\n{BODY}", ["import-file"]),
    (
        "TOML",
        note()
        .replace("---", "+++")
        .replace(": ", " = ", 5)
        .replace("affected:\n  - API", 'affected = ["API"]'),
        ["import-file"],
    ),
    ("a colon in the title", note(HEADER.replace("Some trouble", "Update: Some trouble")), ["import-file"]),
    ("quotes in quotes", note(HEADER.replace("Some trouble", '"Some "bad" trouble"')), ["import-file"]),
    ("a tab", note(HEADER.replace("  - API", "\t- API")), ["import-file"]),
    ("a star", note(HEADER.replace("- API", "- API\n  - *.example.org")), ["import-file", "import-service"]),
    ("a key out of line", note(HEADER.replace("resolved:", " resolved:")), ["import-file"]),
    ("Windows line ends", note().replace("\n", "\r\n"), []),
    ("a byte order mark", "\ufeff" + note(), []),
]


@pytest.mark.parametrize(
    ("text", "told"), [one[1:] for one in BROKEN_HEADERS], ids=[one[0] for one in BROKEN_HEADERS]
)
def test_front_matter_that_is_broken(text: str, told: list[str]) -> None:
    """Every key arrives all the same, and it is told."""
    found = incident(text)

    assert sorted(imported(text)[1]) == told
    assert "trouble" in pick(found.title, "en")[0]
    assert (found.started, found.updates[-1].at) == (at(11), at(12))
    assert found.services[0].service == "api"


def test_a_note_without_front_matter() -> None:
    """Its name and the day in it are all that is known."""
    found = incident("Only words.\n", "2021-12-03-some name.md")

    assert (found.id, found.started) == ("2021-12-03-some-name", datetime(2021, 12, 3, tzinfo=UTC))
    assert pick(found.updates[0].body, "en")[0] == "Only words."


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [
        ("2021-12-03 11:09:04 14:33:12", "2021-12-03 11:09:04", "import-time"),
        ("2021-12-03:11:00:30:00", "2021-12-03 11:00:30", "import-time"),
        ("2021-12-03T011:00:00", "2021-12-03 11:00:00", "import-time"),
        ("2021-12-03 02:45:00 GMT+1", "2021-12-03 01:45:00", ""),
        ("9:51:30", "2021-12-03 09:51:30", "import-time"),
        ("2021-12-94T11:30", "2021-12-03 11:30:00", "import-time"),
        ("2021-12-03T28:00", "2021-12-03 00:00:00", "import-time"),
        ("soon", "2021-12-03 00:00:00", "import-time"),
        ("2021-12-03 11:00:00", "2021-12-03 11:00:00", "import-zone"),
        ("2021-12-03", "2021-12-03 00:00:00", "import-zone"),
        ('"2021-12-03T11:00:00+02:00"', "2021-12-03 09:00:00", ""),
        ("2021-12-03T11:00:00-00:00", "2021-12-03 11:00:00", ""),
        ("0001-01-01T00:00:00+02:00", "2021-12-03 00:00:00", "import-time"),
        ("9999-12-31T23:59:00-05:00", "2021-12-03 00:00:00", "import-time"),
        ("2021-12-03 11:00 UTC+99", "2021-12-03 00:00:00", "import-time"),
    ],
)
def test_odd_times(written: str, read: str, told: str) -> None:
    """Each is read as well as can be; what was decided is told."""
    text = note(HEADER.replace("2021-12-03T11:00:00Z", written))

    assert f"{incident(text).started:%Y-%m-%d %H:%M:%S}" == read
    assert imported(text)[1] == ([told] if told else [])


def test_times_without_a_zone_are_in_that_of_the_option() -> None:
    """The zone also becomes the site's."""
    text = note(HEADER.replace("11:00:00Z", "11:00:00"))

    assert incident(text, zone="Asia/Tokyo").started == datetime(2021, 12, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "end", "told"),
    [
        (("resolved: true", "resolved: yes"), at(12), []),
        (("resolvedWhen", "ResolvedWhen"), at(12), []),
        (("resolvedWhen: 2021-12-03T12:00:00Z\n", ""), at(11, 1), ["import-state"]),
        (("T12:00:00Z", "T10:00:00Z"), at(11, 1), ["import-state"]),
        (("resolved: true", "resolved: false"), at(12), ["import-state"]),
        (("resolved: true\n", ""), at(12), ["import-state"]),
        (("resolved: true\nresolvedWhen: 2021-12-03T12:00:00Z\n", ""), None, ["import-state"]),
    ],
)
def test_odd_ends(change: tuple[str, str], end: datetime | None, told: list[str]) -> None:
    """When it was over, by rules that are told."""
    text = note(HEADER.replace(*change))
    resolving = [one.at for one in incident(text).updates if one.status is Status.RESOLVED]

    assert resolving == ([end] if end else [])
    assert imported(text)[1] == told


@pytest.mark.parametrize(
    ("severity", "state", "told"),
    [
        ("down", ServiceState.MAJOR_OUTAGE, []),
        ("Down", ServiceState.MAJOR_OUTAGE, []),
        ("notice", ServiceState.OPERATIONAL, []),
        ("dissrupted", ServiceState.PARTIAL_OUTAGE, ["import-state"]),
        ("Observing", ServiceState.OPERATIONAL, ["import-state"]),
        ("", ServiceState.OPERATIONAL, ["import-state"]),
    ],
)
def test_severities(severity: str, state: ServiceState, told: list[str]) -> None:
    """Known, misspelt and missing ones."""
    text = note(HEADER.replace("disrupted", severity))

    assert incident(text).services[0].state is state
    assert imported(text)[1] == told
    assert (incident(text).severity is Severity.NONE) == (state is ServiceState.OPERATIONAL)


@pytest.mark.parametrize(
    ("affected", "ids", "told"),
    [
        ("affected: API\n", ["api"], []),
        ("affected: [api, WEB SITE]\n", ["api", "web-site"], []),
        ("affected:\n  - - API\n", ["api"], []),
        ("affected:\n", [], []),
        ("affected: [Ferries, 'ferries']\n", ["ferries"], ["import-service"]),
        ("affected: [渡轮]\n", ["service"], ["import-service"]),
    ],
)
def test_services(affected: str, ids: list[str], told: list[str]) -> None:
    """Scalars, nested lists, other case, nothing, and names that nobody declared."""
    text = note(HEADER.replace("affected:\n  - API\n", affected))

    assert [one.service for one in incident(text).services] == ids
    assert imported(text)[1] == told


BODIES = [
    (
        "newest first with their own times",
        "[Final message]\nDone.\n\n[Update - 2021-12-03 11h30 UTC]\nAt it.\n\n[Initial message]\nTrouble.\n",
        [
            ("investigating", "11:00", "Trouble."),
            ("update", "11:30", "At it."),
            ("resolved", "12:00", "Done."),
        ],
    ),
    (
        "a comment that lost its opening",
        "[Final Message] -->\nDone.\n\n[Initial Message]\nTrouble.\n",
        [("investigating", "11:00", "Trouble."), ("resolved", "12:00", "Done.")],
    ),
    (
        "track shortcodes",
        (
            '*Resolved* - Done. {{< track "2021-12-03 11:50:00" >}}\n\n'
            '*Investigating* - Hm. {{< track "2021-12-03 11:05" >}}\n'
        ),
        [("investigating", "11:05", "Hm."), ("resolved", "11:50", "Done.")],
    ),
    (
        "oldest first",
        "*Investigating* - Hm.\n\n*Monitoring* - Better.\n\n*Resolved* - Done.\n",
        [
            ("investigating", "11:00", "Hm."),
            ("monitoring", "11:30", "Better."),
            ("resolved", "12:00", "Done."),
        ],
    ),
    (
        "unclosed bold with a time",
        "**Update 2021-12-03 11:20 UTC\n\nBetter.\n\nTrouble.\n",
        [("investigating", "11:00", "Trouble."), ("update", "11:20", "Better."), ("resolved", "12:00", "")],
    ),
    (
        "a bare time below a rule",
        "Trouble.\n\n---\n2021-12-03 11:20 GMT\n\nBetter.\n",
        [
            ("investigating", "11:00", "Trouble."),
            ("update", "11:20", "Better."),
            ("resolved", "12:00", ""),
        ],
    ),
    (
        "a heading in another language",
        "Ärger.\n\n### Update 03.12.2021 11:20 Uhr:\n\nBesser.\n",
        [("investigating", "11:00", "Ärger."), ("update", "11:20", "Besser."), ("resolved", "12:00", "")],
    ),
    (
        "a mark that says more",
        "*Investigating* - Hm.\n\n*Upstream response* - It is them.\n",
        [("investigating", "11:00", "Hm.\n\n*Upstream response* - It is them."), ("resolved", "12:00", "")],
    ),
    (
        "headings, rules and code",
        "# Big\n\nA\n\n---\n\nB\n\n```\n# not big\n```\n",
        [
            ("investigating", "11:00", "### Big\n\nA\n\n---\n\nB\n\n```\n# not big\n```"),
            ("resolved", "12:00", ""),
        ],
    ),
    (
        "links at the beginning of a line",
        "[Notes](https://example.org/#x) and more.\n",
        [("investigating", "11:00", "[Notes](https://example.org/#x) and more."), ("resolved", "12:00", "")],
    ),
    ("nothing", "", [("resolved", "12:00", "")]),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in BODIES], ids=[one[0] for one in BODIES])
def test_updates_in_bodies(body: str, expected: list[tuple[str, str, str]]) -> None:
    """Cut at their marks, in order of time, with every word."""
    found = [(status.value, time, words) for status, time, words in posts(note(body=body))]

    assert found == expected


@pytest.mark.parametrize(
    "body",
    ["A. <!-- SECRET --> B.", "A.\n<!--\n[Final message]\nSECRET\n-->\nB.", "A. B.\n\n<!-- SECRET\n\nSECRET"],
)
def test_comments_stay_out(body: str) -> None:
    """Closed or not; the words around them stay."""
    text = note(body=body)
    words = " ".join(one[2] for one in posts(text))

    assert "SECRET" not in repr(arrived(text))
    assert "A." in words
    assert "B." in words


def test_announcements_become_notices() -> None:
    """Informational notes without any mark of a problem."""
    found = arrived(note(HEADER + "informational: true\n", "Merry Christmas 🎄\n"))

    assert isinstance(found, Notice)
    assert (found.published, found.until) == (at(11), datetime(2021, 12, 4, 11, tzinfo=UTC))
    assert pick(found.intro, "en")[0] == "Merry Christmas 🎄"


def test_incidents_that_named_nothing_say_so() -> None:
    """As the old page showed them; nothing is asked about each."""
    one = arrived(note(HEADER.replace("affected:\n  - API\n", "")))
    assert isinstance(one, Incident)
    assert one.none_affected
    with_services = arrived(note())
    assert isinstance(with_services, Incident)
    assert not with_services.none_affected


def test_drafts_stay_drafts() -> None:
    """They are there, and nobody sees them."""
    reading, _ = imported(note(HEADER + "draft: true\n"))

    assert reading.notes == ()


def test_names_become_ids_of_their_own() -> None:
    """Spaces, case, brackets, `copy`: each note keeps a page and its old address."""
    names = ["A b.md", "a-b.md", "[a] b, c#.md", "a-b copy.md", "v1.27.md", "ä刷.md"]
    files = {f"content/issues/{name}": note().encode() for name in names}

    result = import_cstate({"config.yml": CONFIG.encode(), **files}, now=NOW)

    found = {one.note.id: one.note.aliases for one in read_site(result.files).notes if one.note}
    assert found == {
        "a-b": ("/issues/a-b/",),
        "a-b-2": (),
        "a-b-c": ("/issues/a-b-c/",),
        "a-b-copy": ("/issues/a-b-copy/",),
        "v1-27": ("/issues/v1.27/",),
        "ä刷": ("/issues/ä刷/",),
    }


def site_of(*names: str, config: str = CONFIG) -> Imported:
    """What a site becomes whose files below `content/` have these names and the text of one note."""
    files = {f"content/{name}": note().encode() for name in names}
    result = import_cstate({"config.yml": config.encode(), **files}, now=NOW)
    built = compile_site(result.files, THEMES, now=NOW)
    assert [one for one in built.diagnostics if one.level == "error"] == []
    return result


def addresses(result: Imported) -> dict[str, tuple[str, ...]]:
    """The old addresses of notes, by their ids."""
    return {one.note.id: one.note.aliases for one in read_site(result.files).notes if one.note}


def left_out(result: Imported) -> list[tuple[str, str]]:
    """Path and message of the reports on files."""
    return [(one.span.path, one.message) for one in result.diagnostics if one.code == "import-file"]


def test_of_two_notes_with_one_address_the_first_keeps_it() -> None:
    """Hugo published both at the same place, so that only one could be seen there."""
    result = site_of("issues/A.md", "issues/a.md")

    assert addresses(result) == {"a": ("/issues/a/",), "a-2": ()}
    assert left_out(result) == [
        ("content/issues/a.md", "`/issues/a/`, where this was, is also the address of content/issues/A.md")
    ]


def test_addresses_that_keep_their_capitals() -> None:
    """As `disablePathToLower` tells Hugo."""
    assert addresses(site_of("issues/Fog.md", config=f"disablePathToLower: true\n{CONFIG}")) == {
        "fog": ("/issues/Fog/",)
    }


def test_old_addresses_have_their_folders_and_slugs() -> None:
    """Hugo publishes a note in the folder that it is in, under its slug if it has one."""
    files = {
        "config.yml": CONFIG.encode(),
        "content/issues/2021/Heavy fog.md": note().encode(),
        "content/issues/hail.md": note(f"slug: big-hail\n{HEADER}").encode(),
    }
    assert addresses(import_cstate(files, now=NOW)) == {
        "heavy-fog": ("/issues/2021/heavy-fog/",),
        "hail": ("/issues/big-hail/",),
    }


def test_a_page_bundle_has_the_name_of_its_folder() -> None:
    """What is beside its page is named: pictures, and Markdown that Hugo did not publish."""
    result = site_of(
        *("issues/2021-12-03-fog/index.md", "issues/2021-12-03-fog/fog.png", "issues/2021-12-03-fog/plan.md")
    )
    assert addresses(result) == {"2021-12-03-fog": ("/issues/2021-12-03-fog/",)}
    assert left_out(result) == [
        (
            "content/issues/2021-12-03-fog/fog.png",
            "not imported: content/issues/2021-12-03-fog/fog.png",
        ),
        (
            "content/issues/2021-12-03-fog/plan.md",
            "this file is not imported, since it belongs to the `index` page of its folder",
        ),
    ]


def test_every_file_is_imported_or_named() -> None:
    """Markdown ends in any way that Hugo knows; other pages are told one by one, the rest together."""
    notes = ("issues/a.MD", "issues/b.markdown", "issues/c.mdown")
    pages = ("issues/_index.md", "issues/d.html", "issues/e.adoc", "about.md")
    result = site_of(*notes, *pages, *(f"issues/picture-{number:02}.png" for number in range(12)))
    told = dict(left_out(result))

    assert list(addresses(result)) == ["a", "b", "c"]
    assert set(told) == {*(f"content/{page}" for page in pages), "content/issues/picture-00.png"}
    assert "picture-09.png and 2 more" in told["content/issues/picture-00.png"]


@pytest.mark.parametrize(
    "config", [b"", b"\xff", b"title: [", b"params: 3\n", b"params:\n  systems: [API, 3, {}]\n"]
)
def test_broken_configurations(config: bytes) -> None:
    """The notes arrive all the same."""
    result = import_cstate({"config.yml": config, "content/issues/x.md": note().encode()}, now=NOW)

    assert [one for one in problems(read_site(result.files)) if one.level == "error"] == []


FRAGMENTS = st.sampled_from(
    [
        *(
            "---\n",
            "+++\n",
            "title: x\n",
            "date: 2021-13-45T99:99\n",
            "resolved: true\n",
            "affected: [",
            "- *a\n",
        ),
        *(
            "[Final message]\n",
            "*Update* - ",
            "**Resolved**\n",
            "<!--",
            "-->",
            "{{< track",
            '"2021-12-03" >}}',
            "\n",
        ),
        *(
            "```\n",
            "## Resolved · 2021-12-03 10:00\n",
            "# x\n",
            "\t",
            "\x00",
            "\ufeff",
            "words ",
            "刷卡",
            "title: '\n",
        ),
    ]
)


@settings(max_examples=examples(150), deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, max_size=15).map("".join).map(str.encode), st.binary(max_size=100)))
def test_any_bytes_arrive_as_a_sound_note(data: bytes) -> None:
    """Nothing raises, and what is written can be published."""
    result = import_cstate({"config.yml": CONFIG.encode(), "content/issues/x.md": data}, now=NOW)

    assert result.notes == 1
    assert [one for one in problems(read_site(result.files)) if one.level == "error"] == []


def test_a_picture_without_words_gets_those_of_its_file() -> None:
    """Readers who cannot see it learn that it is there, and the importer says so."""
    text = note(body="Look: ![](https://x.example/broken-reader.png)\n")
    assert "import-text" in imported(text)[1]
    (update, *_) = arrived(text).updates
    assert pick(update.body, "en")[0] == "Look: ![broken reader](https://x.example/broken-reader.png)"


@pytest.mark.parametrize("line", ["### Resolved · 2021-12-03 10:00", "**Resolved** 10:00"])
def test_what_only_looks_like_an_update_stays_words(line: str) -> None:
    """Readers see it as before, and nothing is wrong with the note."""
    files = {"config.yml": CONFIG.encode(), "content/issues/x.md": note(body=line).encode()}
    result = import_cstate(files, now=NOW)

    assert problems(read_site(result.files)) == []
