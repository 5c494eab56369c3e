"""The course of cState notes: where updates end, their order, and which printed times are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.importers.cstate import Imported, import_cstate
from statusgen.importers.cstate.status_words import STATUS_WORDS, STATUSES
from statusgen.model.notes import AnyNote, Incident, Notice
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import pick
from statusgen.read import read_site
from tests.examples import examples
from tests.sites import problems

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
CONFIG = "title: Ferries\nbaseURL: https://status.example.org/\nparams: {systems: [{name: Tickets}]}\n"
NEXT_YEAR = """\
*Monitoring* - Wir beobachten. {{< track "2027-03-02 11:00:00" >}}

*Investigating* - Wir suchen. {{< track "2026-03-02 10:00:00" >}}
"""


def imported(body: str, header: str = "", name: str = "trouble.md", config: str = CONFIG) -> Imported:
    """What a note becomes that began on 2 March 2026 at 10:00 and, unless said otherwise, ended at 12:00."""
    header = header or "resolved: true\nresolvedWhen: 2026-03-02T12:00:00Z\n"
    begin = "title: Trouble\ndate: 2026-03-02T10:00:00Z\nseverity: down\n"
    text = f"---\n{begin}{header}affected: [Tickets]\n---\n{body}"
    files = {"config.yml": config.encode(), f"content/issues/{name}": text.encode()}
    result = import_cstate(files, now=NOW)
    assert [one for one in problems(read_site(result.files)) if one.level == "error"] == []
    return result


def arrived(result: Imported) -> AnyNote:
    """The one note."""
    (note,) = (one.note for one in read_site(result.files).notes)
    assert note
    return note


def timeline(body: str, header: str = "", **options: str) -> list[tuple[str, str, str]]:
    """The updates that arrive: status, day and time, words in one line."""
    note = arrived(imported(body, header, **options))
    return [
        (one.status.value, f"{one.at:%d %H:%M}", " ".join(pick(one.body, "en")[0].split()))
        for one in note.updates
    ]


def told(result: Imported, code: str) -> list[tuple[int | None, str]]:
    """Line and message of the diagnostics with a code."""
    return [(one.span.line, one.message) for one in result.diagnostics if one.code == code]


TRACKED = {
    "unmarked paragraphs, newest first": (
        (
            'The queue is empty. {{< track "2026-03-02 12:00:00" >}}\n\n'
            'It is half as long.\nBe patient. {{< track "2026-03-02 11:00:00" >}}\n\n'
            'Tickets come late. {{< track "2026-03-02 10:00:00" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "Tickets come late."),
            ("update", "02 11:00", "It is half as long. Be patient."),
            ("update", "02 12:00", "The queue is empty."),
            ("resolved", "02 12:01", ""),
        ],
    ),
    "entries of a list below an introduction": (
        (
            "We renew the printers.\n\n"
            '- The first is done. {{< track "2026-03-02 10:30:00" >}}\n\n'
            '- The second\n  is done. {{< track "2026-03-02 11:00:00" >}}\n'
            '- All printers are restored. {{< track "2026-03-02 12:00:00" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "We renew the printers."),
            ("update", "02 10:30", "The first is done."),
            ("update", "02 11:00", "The second is done."),
            ("resolved", "02 12:00", "All printers are restored."),
        ],
    ),
    "times on lines of their own": (
        (
            '**Resolved**: Sold again.\n{{< track "2026-03-02 12:00:00" >}}\n\n'
            '*Monitoring* - Some are sold.\\\nMore soon.\\\n{{< track "2026-03-02 11:00:00" >}}\n\n'
            'None are sold.\n- on board\n- on land\n\n{{< track "2026-03-02 10:00:00" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "None are sold. - on board - on land"),
            ("monitoring", "02 11:00", "Some are sold.\\ More soon."),
            ("resolved", "02 12:00", "Sold again."),
        ],
    ),
    "times in front of the words": (
        (
            '***Complete*** {{< track "2026-03-02T12:00:00Z" >}} All done.\n\n'
            '***Starting*** {{< track "2026-03-02T10:10:00Z" >}} We begin.\n'
        ),
        [("investigating", "02 10:10", "***Starting*** We begin."), ("resolved", "02 12:00", "All done.")],
    ),
    "two in one line": (
        ('Slow. {{< track "2026-03-02 10:00" >}} Resolved. {{< track "2026-03-02 12:00" >}}\n'),
        [("investigating", "02 10:00", "Slow."), ("resolved", "02 12:00", "Resolved.")],
    ),
    "a report on top": (
        (
            "*Post-mortem*\n\nA cable was old.\n\n---\n\n"
            '*Resolved* - It is new. {{< track "2026-03-02 12:00" >}}\n\n'
            '*Investigating* - No light. {{< track "2026-03-02 10:00" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "No light."),
            ("resolved", "02 12:00", "It is new."),
            ("postmortem", "02 12:01", "A cable was old."),
        ],
    ),
    "an introduction above a rule": (
        (
            "We renew the pier.\n\n---\n\n"
            'Half of it is new. {{< track "2026-03-02 11:00" >}}\n\n'
            'All of it is new. {{< track "2026-03-02 11:30" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "We renew the pier."),
            ("update", "02 11:00", "Half of it is new."),
            ("update", "02 11:30", "All of it is new."),
            ("resolved", "02 12:00", ""),
        ],
    ),
    "an update above the first words": (
        '**Update:** The disk is new.\n\nA disk broke.\nWe wait. {{< track "2026-03-02 10:00:00" >}}\n',
        [
            ("investigating", "02 10:00", "A disk broke. We wait."),
            ("update", "02 11:00", "The disk is new."),
            ("resolved", "02 12:00", ""),
        ],
    ),
    "numbered headings": (
        (
            'No light.\n\n## Update\n\nA lamp came. {{< track "2026-03-02 10:30" >}}\n\n'
            '## Update Two\n\nIt burns. {{< track "2026-03-02 11:30" >}}\n'
        ),
        [
            ("investigating", "02 10:00", "No light."),
            ("update", "02 10:30", "A lamp came."),
            ("update", "02 11:30", "It burns."),
            ("resolved", "02 12:00", ""),
        ],
    ),
    "a list with its times in front, without shortcodes": (
        (
            "The pier is closed.\n\nUpdates:\n\n"
            "- Mon Mar 2 10:30:00 UTC: A diver came.\n  He is below.\n"
            "- `2026-03-02T12:45:00+01:00`: He is back.\n"
        ),
        [
            ("investigating", "02 10:00", "The pier is closed. Updates:"),
            ("update", "02 10:30", "A diver came. He is below."),
            ("update", "02 11:45", "He is back."),
            ("resolved", "02 12:00", ""),
        ],
    ),
    "half-days": (
        ("[Update 2 March 2026 - 11:30 AM UTC]\nA diver came.\n\n[Initial message]\nThe pier is closed.\n"),
        [
            ("investigating", "02 10:00", "The pier is closed."),
            ("update", "02 11:30", "A diver came."),
            ("resolved", "02 12:00", ""),
        ],
    ),
}


@pytest.mark.parametrize(("body", "expected"), TRACKED.values(), ids=TRACKED)
def test_an_update_ends_at_its_printed_time(body: str, expected: list[tuple[str, str, str]]) -> None:
    """No timed update is lost or merged, and each printed time began one."""
    assert timeline(body) == expected
    result = imported(body)
    assert result.times == result.used > 0
    assert told(result, "import-update") == []


def test_a_note_that_was_written_when_it_was_over() -> None:
    """Its only words say so, at the time printed with them."""
    body = 'Tickets were late. This has been fixed.\n\n{{< track "2026-03-02 12:00:00" >}}\n'

    assert timeline(body) == [("resolved", "02 12:00", "Tickets were late. This has been fixed.")]
    note = arrived(imported(body))
    assert isinstance(note, Incident)
    assert f"{note.started:%H:%M}" == "10:00"


def test_an_end_that_nobody_wrote_down_is_the_last_printed_time() -> None:
    """Else all updates would come after it."""
    body = (
        'Dark.\n\n**Update**: A lamp. {{< track "2026-03-02 10:30" >}}\n\n'
        '**Resolved**: Light. {{< track "2026-03-02 11:30" >}}\n'
    )

    assert timeline(body, "resolved: true\n") == [
        ("investigating", "02 10:00", "Dark."),
        ("update", "02 10:30", "A lamp."),
        ("resolved", "02 11:30", "Light."),
    ]


def test_a_mistyped_year_is_corrected_where_the_day_fits() -> None:
    """The incident does not stay open until then; file and line are told."""
    body = (
        '*Resolved* - Done. {{< track "2027-03-02 11:50:00" >}}\n\n'
        '*Investigating* - Hm. {{< track "2026-03-02 10:00:00" >}}\n'
    )
    assert timeline(body) == [("investigating", "02 10:00", "Hm."), ("resolved", "02 11:50", "Done.")]
    assert told(imported(body), "import-time") == [(9, "`2027-03-02 11:50:00` is in the future")]


def test_a_mistyped_year_of_a_note_that_goes_on() -> None:
    """What is printed as later than now was not posted then."""
    assert timeline(NEXT_YEAR, "resolved: false\n") == [
        ("investigating", "02 10:00", "Wir suchen."),
        ("monitoring", "02 11:00", "Wir beobachten."),
    ]


def test_a_year_that_was_not_yet_turned() -> None:
    """Last year's date, of a note that tells no end but this."""
    body = 'Dark.\n\n**Update**: Light. {{< track "2025-03-02 11:30" >}}\n'

    assert timeline(body, "resolved: true\n")[-2:] == [
        ("update", "02 11:30", "Light."),
        ("resolved", "02 11:31", ""),
    ]
    assert told(imported(body, "resolved: true\n"), "import-time") == [
        (10, "`2025-03-02 11:30` is long before the beginning, `date`")
    ]


def test_a_mistyped_end() -> None:
    """A note that is over did not end in the future."""
    header = "resolved: true\nresolvedWhen: 2027-03-02T12:00:00Z\n"

    assert timeline("Dark.\n", header)[-1] == ("resolved", "02 12:00", "")
    assert told(imported("Dark.\n", header), "import-time") == [(6, "this end is in the future")]


def test_a_mistyped_end_of_a_note_that_is_not_marked_as_over() -> None:
    """A year earlier if that fits; else nobody knows an end."""
    fits = "resolved: false\nresolvedWhen: 2027-03-02T12:00:00Z\n"
    does_not = "resolved: false\nresolvedWhen: 2027-03-02T09:00:00Z\n"

    assert timeline("Dark.\n", fits)[-1] == ("resolved", "02 12:00", "")
    assert timeline("Dark.\n", does_not) == [("investigating", "02 10:00", "Dark.")]
    for header in (fits, does_not):
        assert told(imported("Dark.\n", header), "import-time") == [(6, "this end is in the future")]


def test_a_beginning_in_the_future_is_told() -> None:
    """It is kept, since nothing says what was meant; announced work may begin then."""
    later = "date: 2027-03-02T10:00:00Z\n"

    assert told(imported("Dark.\n", later), "import-time") == [(5, "this beginning is in the future")]
    assert told(imported("Work.\n", f"{later}informational: true\n"), "import-time") == []


def test_a_mistyped_day_is_corrected_where_it_fits() -> None:
    """As when the date was copied from the update before."""
    body = (
        '**Resolved**: Done. {{< track "2026-03-03 12:00" >}}\n\n'
        'Still at it. {{< track "2026-03-02 09:00" >}}\n\n'
        'We begin. {{< track "2026-03-02 10:30" >}}\n'
    )
    header = "resolved: true\nresolvedWhen: 2026-03-03T12:00:00Z\n"

    assert [one[1] for one in timeline(body, header)] == ["02 10:30", "03 09:00", "03 12:00"]
    assert told(imported(body, header), "import-time") == [
        (11, "`2026-03-02 09:00` does not fit the order of the updates")
    ]


def test_words_printed_after_the_end_follow_it() -> None:
    """They do not keep the incident open; their printed time stays in their words and is reported."""
    body = (
        '*Update* - The part was ordered. {{< track "2026-03-04 09:00:00" >}}\n\n'
        '*Resolved* - Sold again. {{< track "2026-03-02 12:00:40" >}}\n\n'
        '*Investigating* - None sold. {{< track "2026-03-02 10:00:00" >}}\n'
    )
    assert timeline(body) == [
        ("investigating", "02 10:00", "None sold."),
        ("resolved", "02 12:00", "Sold again."),
        ("update", "02 12:01", "The part was ordered. `2026-03-04 09:00:00`"),
    ]
    assert told(imported(body), "import-time") == [
        (9, "`2026-03-04 09:00:00` is after the end, `resolvedWhen`")
    ]


IN_ROME = """\
*Risolto* - Sold. {{< track "2026-03-02 12:55" >}}

*Aggiornamento* - Some. {{< track "2026-03-02 12:00" >}}

*Indagine in corso* - None. {{< track "2026-03-02 11:00" >}}
"""


def test_times_of_another_zone_are_read_in_it() -> None:
    """If only one number of hours lets them all fit between start and end; told once."""
    config = f"{CONFIG}languageCode: it\n"

    assert timeline(IN_ROME, config=config) == [
        ("investigating", "02 10:00", "None."),
        ("update", "02 11:00", "Some."),
        ("resolved", "02 11:55", "Sold."),
    ]
    assert told(imported(IN_ROME), "import-zone") == [
        (9, "`2026-03-02 12:55` is after the end, `resolvedWhen`; all times printed here fit 1 hour earlier")
    ]


@pytest.mark.parametrize("zone", ["Z", "+02:00"])
def test_a_printed_zone_is_believed(zone: str) -> None:
    """Then the times do not fit, or fit as they are."""
    body = IN_ROME.replace('" >}}', f'{zone}" >}}}}')

    assert told(imported(body), "import-zone") == []


def test_one_time_of_another_zone_is_not_enough_to_know_it() -> None:
    """What says that it is over was then over at the end; `--zone` is proposed."""
    body = '*Resolved* - Sold. {{< track "2026-03-02 13:00" >}}\n\n*Investigating* - None.\n'
    (mistake,) = (one for one in imported(body).diagnostics if one.code == "import-time")

    assert timeline(body)[-1] == ("resolved", "02 12:00", "Sold. `2026-03-02 13:00`")
    assert "2026-03-02 12:00 UTC" in (mistake.help or "")
    assert "--zone" in (mistake.help or "")


def test_what_is_no_time_ends_an_update_as_well() -> None:
    """The update has its place, and its words what was printed."""
    body = 'Better. {{< track "soon" >}}\n\nDark. {{< track "2026-03-02 10:00" >}}\n'

    assert [one[2] for one in timeline(body)] == ["Dark.", "Better. `soon`", ""]
    assert told(imported(body), "import-time") == [(9, "`soon` cannot be read as a time")]


def test_a_printed_time_that_begins_no_update_is_counted_and_told() -> None:
    """With its line, and how many of the note did."""
    body = (
        "* 2026-03-02: A list of days, which stays one.\n* 2026-03-03: Really.\n\n"
        'Dark. {{< track "2026-03-02 10:00" >}}\n\n{{< track "2026-03-02 10:05" >}}\n'
    )
    result = imported(body)

    assert (result.times, result.used) == (4, 1)
    assert [line for line, _ in told(result, "import-update")] == [9, 10, 14]
    assert "prints 4 times for updates, 1 of which began one" in told(result, "import-update")[0][1]


OVER = {
    "en": (
        "*The maintenance has been completed*",
        "The repair has been completed.",
        "It is not yet resolved.",
    ),
    "de": ("*Behoben*", "Die Störung ist behoben.", "Die Störung ist noch nicht behoben."),
    "it": ("*Risolto*", "Il problema è stato risolto.", "Il problema non è ancora risolto."),
    "fr": ("**Résolu**", "Le problème est résolu.", "Le problème n'est pas encore résolu."),
    "es": ("*Resuelto*", "El problema está resuelto.", "El problema aún no está resuelto."),
    "ru": ("*Решено*", "Проблема устранена.", "Проблема ещё не устранена."),
    "ja": ("*解決済み*", "復旧しました。", "調査しています。"),
}


@pytest.mark.parametrize("language", OVER)
@pytest.mark.parametrize("where", ["languageCode", "defaultContentLanguage", "name"])
def test_that_it_is_over_is_read_in_the_language_of_the_note(language: str, where: str) -> None:
    """As a mark and in words, unless they deny it; the site or the file's name tells the language."""
    mark, words, denial = OVER[language]
    config = CONFIG if where == "name" else f"{CONFIG}{where}: {language}-XX\n"
    name = f"trouble.{language}.md" if where == "name" else "trouble.md"

    def newest(text: str) -> tuple[Status, bool]:
        note = arrived(imported(f"{text}\n\n*Investigating* - Hm.\n", name=name, config=config))
        return note.updates[-1].status, bool(note.updates[-1].body)

    assert newest(f"{mark} - OK.") == (Status.RESOLVED, True)
    assert newest(f"*Update* - {words}") == (Status.RESOLVED, True)
    assert newest(f"*Update* - {denial}") == (Status.RESOLVED, False)


def test_words_of_other_languages_stay_words() -> None:
    """A German mark in an English note is none."""
    assert timeline("*Behoben* - OK.\n")[0] == ("investigating", "02 10:00", "*Behoben* - OK.")


@pytest.mark.parametrize("language", STATUS_WORDS)
def test_every_language_has_words_for_the_usual_statuses(language: str) -> None:
    """And none of them stands for two statuses; every key of the table is known."""
    table = STATUS_WORDS[language]
    statuses = {status.value for status in STATUSES}
    words = [word for kind in statuses for word in table.get(kind, "").split()]

    assert {"investigating", "monitoring", "resolved", "update"} <= table.keys()
    assert table.keys() <= statuses | {"fillers", "over_in_text", "denials", "connectors"}
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)


def test_english_has_words_for_every_status() -> None:
    """Of incidents, which are what cState publishes. English is recognised in every note."""
    assert [] == [status.value for status in STATUSES if not STATUS_WORDS["en"].get(status.value)]


def test_announcements_keep_their_timed_updates() -> None:
    """The first words are the notice; what was added with a time is an update of it."""
    body = (
        'We move in May. {{< track "2026-03-02 10:00" >}}\n\n'
        'We move in June. {{< track "2026-04-01 09:00" >}}\n'
    )
    result = imported(body, "informational: true\n")
    note = arrived(result)

    assert isinstance(note, Notice)
    assert pick(note.intro, "en")[0] == "We move in May."
    assert [(f"{one.at:%m-%d %H:%M}", pick(one.body, "en")[0]) for one in note.updates] == [
        ("04-01 09:00", "We move in June.")
    ]
    assert result.times == result.used == 2


def test_marks_in_code_are_code() -> None:
    """Output that was pasted into a note is not cut."""
    body = "Dark.\n\n```\n[Update]\n2026-03-02 10:30:00\n```\n"

    assert len(timeline(body)) == 2
    assert imported(body).times == 0


TWO_DAYS = "resolved: true\nresolvedWhen: 2026-03-03T14:00:00Z\n"
"""The note began on Monday, 2 March."""
SAYING_MORE = {
    "weekdays with days of the month": (
        "[Final message]\nDone.\n\n[Edit - Monday 2nd]\nLater.\n\n[Initial - Friday 27th]\nWe plan.\n",
        [
            ("investigating", "27 00:00", "We plan."),
            ("update", "02 10:00", "Later."),
            ("resolved", "03 14:00", "Done."),
        ],
    ),
    "a day that was not that weekday": (
        "[Update - Tuesday 4th]\nLater.\n\n[Initial message]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "03 00:00", "Later. `Tuesday 4th`"),
            ("resolved", "03 14:00", ""),
        ],
    ),
    "a weekday with a time of day": (
        "[Update #3 Tuesday 09:30]\nLater.\n\n[Initial message]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "03 09:30", "Later."),
            ("resolved", "03 14:00", ""),
        ],
    ),
    "the last of them on the last day": (
        "[Initial message]\nWe plan.\n\n[Closing message - Tuesday]\nDone.\n",
        [("investigating", "02 10:00", "We plan."), ("resolved", "03 14:00", "Done.")],
    ),
    "words behind a number and a day": (
        "[Update #3]\nIt works.\n\n[Update #2 Tuesday noon]\nLater.\n\n[Initial message]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "03 00:00", "**Tuesday noon** Later."),
            ("update", "03 07:00", "It works."),
            ("resolved", "03 14:00", ""),
        ],
    ),
    "names and days that nobody can know": (
        "[Resolved - Ann in Oslo]\nDone.\n\n[Update - yesterday 14:00]\nLater.\n\n[Initial]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "03 00:00", "**yesterday 14:00** Later."),
            ("resolved", "03 14:00", "**Ann in Oslo** Done."),
        ],
    ),
    "asides, colons and connecting words": (
        (
            "**Resolved (by a new lamp)** It burns.\n\n"
            "**Identified: bad lamp in row 7**\nWe look for another.\n\n"
            "**Investigating since 10am**\nNo light.\n"
        ),
        [
            ("investigating", "02 10:00", "**since 10am** No light."),
            ("identified", "03 00:00", "**bad lamp in row 7** We look for another."),
            ("resolved", "03 14:00", "**by a new lamp** It burns."),
        ],
    ),
    "a zone that means different ones": (
        "[Update 2026-03-02 11:00 CET]\nLater.\n\n[Initial message]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "03 00:00", "**2026-03-02 11:00 CET** Later."),
            ("resolved", "03 14:00", ""),
        ],
    ),
    "without emphasis, in front of a paragraph": (
        "We plan.\n\nNext update: at noon\n\nUpdate 2: it burns.\n",
        [
            ("investigating", "02 10:00", "We plan. Next update: at noon"),
            ("update", "03 00:00", "it burns."),
            ("resolved", "03 14:00", ""),
        ],
    ),
    "two times": (
        "[Update 10:30 - 11:30]\nLater.\n\n[Initial message]\nWe plan.\n",
        [
            ("investigating", "02 10:00", "We plan."),
            ("update", "02 10:30", "**10:30 - 11:30** Later."),
            ("resolved", "03 14:00", ""),
        ],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SAYING_MORE.values(), ids=SAYING_MORE)
def test_marks_that_say_more_begin_updates_and_keep_it(
    body: str, expected: list[tuple[str, str, str]]
) -> None:
    """Days without a month are printed times; whatever is not understood stays in the words."""
    assert timeline(body, TWO_DAYS) == expected
    assert told(imported(body, TWO_DAYS), "import-update") == []


@pytest.mark.parametrize("more", ["", "[Investigating - Monday 2nd]\nDark.\n\n"])
def test_what_was_announced_before_it_began_was_no_outage_yet(more: str) -> None:
    """Services are down from `date`, which may need an update without words."""
    body = f"[Final message]\nDone.\n\n{more}[Initial message - Friday 27th]\nWe plan.\n"
    note = arrived(imported(body))
    assert isinstance(note, Incident)
    states = [(f"{one.at:%d %H:%M}", [effect.state for effect in one.services]) for one in note.updates]

    assert (f"{note.started:%d %H:%M}", [one.state for one in note.services]) == (
        "27 00:00",
        [ServiceState.OPERATIONAL],
    )
    assert states == [("27 00:00", []), ("02 10:00", [ServiceState.MAJOR_OUTAGE]), ("02 12:00", [])]


def test_days_that_cannot_be_read_are_reported() -> None:
    """Both a weekday that may be several days and one that does not fit its day of the month."""
    body = "[Update - Tuesday 4th]\nLater.\n\n[Update - Friday]\nWorse.\n\n[Initial message]\nWe plan.\n"
    result = imported(body, "resolved: true\nresolvedWhen: 2026-03-20T14:00:00Z\n")

    assert (result.times, result.used) == (2, 2)
    assert told(result, "import-time") == [
        (9, "`Tuesday 4th` cannot be read as a time"),
        (12, "`Friday` cannot be read as a time"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("**Update your tickets**", "*Open the gates before Friday*", "### Closed roads"),
        *("- **Resolved** - Done.", "1. **Update: by Ann**", "> [Update]", "Fixed: the lamp"),
    ],
)
def test_what_may_be_a_mark_is_told(words: str) -> None:
    """It stays words, and whoever imports can see that it may be an update."""
    result = imported(f"Dark.\n\n{words}\n\nMore.\n")

    assert [line for line, _ in told(result, "import-update")] == [11]
    assert len(timeline(f"Dark.\n\n{words}\n\nMore.\n")) == 2


@pytest.mark.parametrize(
    "words", ["[Update log]: https://example.org/", "[Open issue][1]", "[Fixed](https://example.org/) it."]
)
def test_links_are_no_marks(words: str) -> None:
    """Whatever their words are."""
    assert timeline(f"Dark.\n\n{words}\n")[0][2] == f"Dark. {words}"
    assert told(imported(f"Dark.\n\n{words}\n"), "import-update") == []


PARTS = st.sampled_from(
    [
        *("*Update* - ", "**Resolved**", "\n\n", "\n", "\n\n---\n\n", "- ", "  ", "## ", "*Foo* ", "\\\n"),
        *(f'{{{{< track "2026-03-0{day} 1{hour}:00" >}}}}' for day in (1, 2, 3) for hour in (0, 1, 2)),
        *(
            '{{< track "2027-03-02 11:00" >}}',
            '{{< track "" >}}',
            "2026-03-02 11:10 UTC: ",
            "[Update 2026-03-02] ",
            *("[Update - Monday 2nd] ", "**Resolved (w", "**Update w", "[Resolved - w", "] ", "** "),
        ),
    ]
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(PARTS, max_size=14), st.booleans())
def test_whatever_the_marks_no_word_is_lost(parts: list[str], over: bool) -> None:
    """Nor does a time go back, nor is one that began no update left out of the report."""
    body = "".join(f"{part}w{number}x " for number, part in enumerate(parts))
    result = imported(f"Aw {body}\n", "" if over else "resolved: false\n")
    note = arrived(result)
    times = [one.at for one in note.updates]
    words = " ".join(pick(one, "en")[0] for one in (note.intro, *(update.body for update in note.updates)))

    assert [number for number in range(len(parts)) if f"w{number}x" not in words] == []
    assert times == sorted(set(times))
    assert result.times - result.used == sum(
        "begins no update" in one[1] for one in told(result, "import-update")
    )
    if over:
        end = datetime(2026, 3, 2, 12, tzinfo=UTC)
        assert {one.effective for one in note.updates if one.status is Status.RESOLVED} <= {end, *times}
        assert note.updates[-1].at < end + timedelta(hours=1)
