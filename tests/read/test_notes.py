"""Notes as people write them: what they come to mean, and where mistakes are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from textwrap import dedent

import pytest

from statusgen.model.notes import AffectedService, Incident, Maintenance, Notice, Page
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.text import LocalText, pick
from statusgen.read import read_site
from tests.sites import content, found, only_note, problems

CARDS = """\
    ---
    title: Some card payments are failing
    services:
      ticket-machines: partial outage
      website: degraded
    impact: About one in five card payments is declined.
    workaround: Pay with coins.
    started: 2026-05-01 09:10
    ---

    Card payments were down for an hour.

    ## Resolved · 2026-05-01 11:02
    since: 10:40

    All card payments have worked since 10:40.

    ## Investigating · 2026-05-01 09:20
    next update: 09:50

    We know that some card payments fail.

    ## Identified · 2026-05-01 09:47
    next update: 10:30
    services:
      website: operational

    We are moving payments.
    """

STARTED = "---\ntitle: Cards\nstarted: 2026-05-01 09:10\n---\n"


def at(hour: int, minute: int, day: int = 1) -> datetime:
    """An instant of May 2026 in UTC."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def test_an_incident_holds_what_its_file_says() -> None:
    """Front matter, introduction and updates become an incident, with updates in order of time."""
    note = only_note({"incidents/2026-05-01-cards.md": CARDS})

    assert isinstance(note, Incident)
    assert note.id == "2026-05-01-cards"
    assert note.title == LocalText((("en", "Some card payments are failing"),))
    assert note.services == (
        AffectedService("ticket-machines", ServiceState.PARTIAL_OUTAGE),
        AffectedService("website", ServiceState.DEGRADED),
    )
    assert note.started == at(7, 10)
    assert note.intro == LocalText((("en", "Card payments were down for an hour."),))
    assert [one.status for one in note.updates] == [Status.INVESTIGATING, Status.IDENTIFIED, Status.RESOLVED]
    assert [one.at for one in note.updates] == [at(7, 20), at(7, 47), at(9, 2)]
    assert [one.id for one in note.updates] == ["2026-05-01T09-20", "2026-05-01T09-47", "2026-05-01T11-02"]
    first, second, last = note.updates
    assert (first.next_update, second.next_update, last.next_update) == (at(7, 50), at(8, 30), None)
    assert second.services == (AffectedService("website", ServiceState.OPERATIONAL),)
    assert (last.since, last.effective) == (at(8, 40), at(8, 40))
    assert last.body == LocalText((("en", "All card payments have worked since 10:40."),))


def test_a_folder_means_the_same_as_a_file() -> None:
    """One file an update and one file an incident load to equal incidents."""
    folder = {
        "incidents/2026-05-01-cards/incident.md": CARDS.split("## Resolved", maxsplit=1)[0],
        "incidents/2026-05-01-cards/0920-investigating.md": """\
            ---
            status: investigating
            at: 2026-05-01 09:20
            next update: 09:50
            ---

            We know that some card payments fail.
            """,
        "incidents/2026-05-01-cards/0947.md": """\
            ---
            services: {website: operational}
            Next-Update: 10:30
            at: 2026-05-01 09:47
            status: Identified
            ---
            We are moving payments.
            """,
        "incidents/2026-05-01-cards/1102-resolved.md": """\
            ---
            at: 2026-05-01T11:02
            since: "10:40"
            status: 已解决
            ---

            All card payments have worked since 10:40.
            """,
    }

    assert only_note(folder) == only_note({"incidents/2026-05-01-cards.md": CARDS})


def test_the_order_of_updates_in_a_file_means_nothing() -> None:
    """Time orders updates, wherever they stand."""
    head, *updates = dedent(CARDS).split("## ")
    notes = [
        only_note({"incidents/x.md": "## ".join([head, *(f"{one}\n" for one in order)])})
        for order in permutations(updates)
    ]

    assert notes == [notes[0]] * 6


@pytest.mark.parametrize(
    "heading",
    [
        "Resolved · 2026-05-01 11:02",
        "resolved — 2026-05-01 11:02",
        "RESOLVED – 2026-05-01 11:02",
        "Resolved - 2026-05-01 11:02",
        "Resolved | 2026-05-01 11:02",
        "Resolved @ 2026-05-01 11:02",
        "Resolved, 2026-05-01 11:02",
        "Resolved 2026-05-01 11:02",
        "Resolved: 2026-05-01 11:02 ##",
        "Resolved · 2026-05-01T09:02Z",
        "Resolved · 2026-05-01 09:02 UTC",
        "Resolved · 2026-05-01 10:02 +01:00",
        "Resolved · 2026-05-01 10:02:00+0100",
        "已解决 · 2026-05-01 11:02",
        "已恢复，2026-05-01 11:02",
    ],
)
def test_headings_are_read_in_many_spellings(heading: str) -> None:
    """Any of the separators, any zone, any shipped language."""
    note = only_note({"incidents/x.md": f"{STARTED}\n## {heading}\n\nAll works.\n"})

    assert [(one.status, one.at) for one in note.updates] == [(Status.RESOLVED, at(9, 2))]


def test_words_directly_below_a_heading_are_words() -> None:
    """Only known keys, or nearly known ones, begin the fields of an update."""
    text = STARTED + "## Resolved · 2026-05-01 11:02\nGood news: all works.\nnext update: never\n"

    note = only_note({"incidents/x.md": text})

    assert pick(note.updates[0].body, "en")[0] == "Good news: all works.\nnext update: never"


def test_words_may_follow_fields_without_a_blank_line() -> None:
    """A line that cannot be a field begins the words."""
    text = "---\ntitle: Cards\n---\n## Update · 2026-05-01 11:02\nnext update: 12:00\nWe are at it.\n"

    note = only_note({"incidents/x.md": text})

    assert (note.updates[0].next_update, pick(note.updates[0].body, "en")[0]) == (at(10, 0), "We are at it.")


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Resolved · May 1, 2026, 11:02", "bad-time"),
        ("已解决 · 2026年5月1日 11:02", "bad-time"),
        ("Resolved · 11:02", "bad-time"),
        ("Resolved", "missing-update-time"),
        ("Repaired · 2026-05-01 11:02", "unknown-status"),
        ("Update on our plans", "not-an-update"),
        ("Verifying · 2026-05-01 11:02", "wrong-status"),
    ],
)
def test_headings_that_are_not_updates(heading: str, code: str) -> None:
    """Each kind of mistake in a heading has a message of its own."""
    text = f"---\ntitle: Cards\nstarted: 2026-05-01 09:00\n---\n## {heading}\n\nWords.\n"

    assert [one[:2] for one in found({"incidents/x.md": text})] == [(code, 5)]


def test_a_postmortem_has_headings_of_its_own() -> None:
    """Level-2 headings in a postmortem are its own, until one is an update."""
    text = """\
        ---
        title: Cards
        ---
        ## Postmortem · 2026-05-04 15:00

        ## What happened

        A cable broke.

        ## Update · 2026-05-05 09:00

        We have answered your questions.
        """

    note = only_note({"incidents/x.md": text})

    assert [one.status for one in note.updates] == [Status.POSTMORTEM, Status.UPDATE]
    assert pick(note.updates[0].body, "en")[0] == "## What happened\n\nA cable broke."


def test_headings_in_code_are_code() -> None:
    """A level-2 heading inside a fence does not begin an update."""
    text = STARTED + "## Resolved · 2026-05-01 11:02\n\n```\n## Not a heading\n```\n"

    note = only_note({"incidents/x.md": text})

    assert pick(note.updates[0].body, "en")[0] == "```\n## Not a heading\n```"


def test_comments_are_nowhere_in_the_model() -> None:
    """Neither in texts of the front matter, nor in words, nor between fields."""
    text = """\
        ---
        title: Cards <!-- secret one --> fail
        ---
        Intro <!-- secret two

        ## Resolved · 2026-05-01 10:00

        secret three --> goes on.

        ## Investigating · 2026-05-01 09:20
        <!-- secret four -->
        next update: 09:50

        Words.
        """

    note = only_note({"incidents/x.md": text})

    assert "secret" not in repr(note)
    assert pick(note.title, "en")[0] == "Cards fail"
    assert [one.next_update for one in note.updates] == [at(7, 50)]


def test_maintenance_notices_and_pages() -> None:
    """The other kinds have their own keys; services may be a list."""
    notes = {
        "maintenance/m.md": """\
            ---
            title: New tracks
            starts: 2026-06-01 22:00
            ends: 2026-06-02 05:00
            announced: 2026-05-20 09:00
            services: [trams]
            ---
            We lay tracks.

            ## Extended · 2026-06-02 04:30
            ends: 07:00

            It takes longer.
            """,
        "notices/n.md": "---\ntitle: Summer\npublished: 2026-06-01 08:00\nservices: trams\n---\nHot.\n",
        "pages/about.md": "---\ntitle: About\nmenu: no\norder: 3\n---\n## Any heading\n\nWords.\n",
    }

    reading = read_site(content(notes))

    assert problems(reading) == []
    work, notice, page = (one.note for one in reading.notes)
    assert isinstance(work, Maintenance)
    assert work.services == (AffectedService("trams", ServiceState.UNDER_MAINTENANCE),)
    assert (work.updates[0].status, work.updates[0].ends) == (
        Status.EXTENDED,
        datetime(2026, 6, 2, 5, tzinfo=UTC),
    )
    assert isinstance(notice, Notice)
    assert notice.services == (AffectedService("trams", ServiceState.OPERATIONAL),)
    assert isinstance(page, Page)
    assert (page.menu, page.order, page.intro) == (False, 3, LocalText((("en", "## Any heading\n\nWords."),)))


def test_a_translation_joins_the_words_of_its_original() -> None:
    """Texts, introduction and updates, matched by status and time, in either form."""
    chinese = """\
        ---
        title: 部分刷卡失败
        workaround: 请用硬币。
        ---
        有一个小时无法刷卡。

        ## 调查中 · 2026-05-01 09:20

        我们知道部分刷卡失败。
        """

    note = only_note({"incidents/x.md": CARDS, "incidents/x.zh.md": chinese})

    assert pick(note.title, "zh") == ("部分刷卡失败", "zh")
    assert pick(note.workaround, "zh") == ("请用硬币。", "zh")
    assert pick(note.impact, "zh") == ("About one in five card payments is declined.", "en")
    assert pick(note.intro, "zh") == ("有一个小时无法刷卡。", "zh")
    assert pick(note.updates[0].body, "zh") == ("我们知道部分刷卡失败。", "zh")
    assert pick(note.updates[1].body, "zh") == ("We are moving payments.", "en")


def test_a_translated_update_file_needs_no_front_matter() -> None:
    """In a folder, the words alone are enough."""
    notes = {
        "incidents/x/incident.md": STARTED,
        "incidents/x/1.md": "---\nstatus: resolved\nat: 2026-05-01 11:02\n---\nAll works.\n",
        "incidents/x/1.zh.md": "一切正常。\n",
    }

    assert pick(only_note(notes).updates[0].body, "zh") == ("一切正常。", "zh")


def test_drafts_are_neither_published_nor_judged() -> None:
    """Half-finished words of a colleague stop nobody."""
    reading = read_site(
        content({"incidents/x.md": "---\ntitle: Cards\ndraft: yes\nnonsense: 1\n---\n## Huh\n"})
    )

    assert (reading.notes, problems(reading)) == ((), [])


def test_hand_set_facts() -> None:
    """Severity, the reason of a withdrawal, old addresses, an update's id and edit are read."""
    text = """\
        ---
        title: Cards
        severity: Critical
        withdrawn: It was a test.
        aliases: [/old/, /older]
        ---
        ## Resolved · 2026-05-01 11:02
        id: 1-first
        edited: 2026-05-02 09:00

        All works.
        """

    note = only_note({"incidents/x.md": text})

    assert isinstance(note, Incident)
    assert (note.severity, note.aliases) == (Severity.CRITICAL, ("/old/", "/older"))
    assert pick(note.withdrawn, "en")[0] == "It was a test."
    assert (note.updates[0].id, note.updates[0].edited) == ("1-first", at(7, 0, day=2))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_newlines_and_marks(newline: str) -> None:
    """Files from other systems: CRLF, CR, a byte order mark, blank lines on top."""
    plain = content({"incidents/x.md": CARDS})["incidents/x.md"].decode()
    other = "\ufeff" + newline + plain.replace("\n", newline)

    assert only_note({"incidents/x.md": other}) == only_note({"incidents/x.md": CARDS})


def test_columns_count_code_points() -> None:
    """A mistake behind Chinese text is shown at its own character."""
    notes = {
        "incidents/x.md": "---\ntitle: 刷卡\nservices: {trams: 部分中断, 网站: degraded}\n---\n"
        "## 更新 · 2026-05-01 09:20\n\n刷卡\n"
    }

    assert found(notes) == [("unknown-service", 3, 25)]


def test_every_problem_of_every_file_is_found_in_one_run() -> None:
    """Three files, five mistakes, one reading."""
    notes = {
        "incidents/a.md": CARDS.replace("partial outage", "partly").replace("09:50", "later"),
        "incidents/b.md": CARDS.replace("ticket-machines", "tickets"),
        "maintenance/c.md": "---\ntitle: Work\n---\n",
    }

    assert found(notes) == [
        ("bad-value", 4, 20),
        ("bad-time", 19, 14),
        ("unknown-service", 4, 3),
        ("missing-key", 2, 1),
        ("missing-key", 2, 1),
    ]


def test_a_mistake_in_one_note_leaves_the_others_sound() -> None:
    """Each note has its own problems."""
    reading = read_site(content({"incidents/a.md": CARDS, "incidents/b.md": "no front matter"}))

    assert [(one.id, one.sound) for one in reading.notes] == [("a", True), ("b", False)]


def test_names_that_yaml_would_change_stay_words() -> None:
    """`no`, `12:30` and `1e3` are texts where texts belong."""
    for words in ("no", "12:30", "1e3", "0x1F", "2026-05-01", "null island"):
        note = only_note({"pages/x.md": f"---\ntitle: {words}\n---\n"})
        assert pick(note.title, "en")[0] == words


def test_a_summary_is_a_field_of_postmortems_alone() -> None:
    """Elsewhere it is a word like any other, and stays with its sentence."""
    text = """\
        ---
        title: Slow
        started: 2026-05-01 09:00
        ---

        ## Investigating · 2026-05-01 09:20
        Summary: pages are slow.

        ## Postmortem · 2026-05-02 09:20
        summary: Pages were slow.

        Why.
        """
    first, last = only_note({"incidents/a.md": text}).updates
    assert (("en", "Summary: pages are slow."),) == first.body.variants
    assert (("en", "Pages were slow."),) == last.summary.variants
