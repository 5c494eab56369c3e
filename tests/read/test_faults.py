"""The faults that real notes have, in our own format: each is read, or its message says how to correct it.

The faults were counted over about 1,650 notes of twenty public status sites.
"""

from __future__ import annotations

import pytest

from statusgen.model.notes import AffectedService, Incident
from statusgen.model.states import ServiceState
from statusgen.model.text import pick
from statusgen.read import read_site
from tests.sites import content, only_note, problems

GOOD = """\
---
title: Ticket machines do not take cards
services:
  ticket-machines: partial outage
started: 2026-05-01 09:10
---

## Resolved · 2026-05-01 11:02

All machines take cards again.
"""


def said_of(text: str, name: str = "incidents/2026-05-01-cards.md") -> str:
    """All that is said about a note, in one text: codes, lines, messages and help."""
    found = problems(read_site(content({name: text})))
    return "\n".join(
        f"{one.code} {one.span.line}:{one.span.column} {one.message} | {one.help}" for one in found
    )


FAULTS = [
    ("no fence at all", GOOD.replace("---\n", ""), "missing-front-matter 1:1", "line `---`"),
    ("no closing fence", GOOD.replace("---\n\n##", "\n##"), "unclosed-front-matter 1:1", "after line 5"),
    ("TOML", GOOD.replace("---", "+++"), "toml-front-matter 1:1", "`---` in place of"),
    (
        "a colon in the title",
        GOOD.replace("Ticket", "Update: ticket", 1),
        "yaml-syntax 2:14",
        "'Update: ticket",
    ),
    (
        "quotes in quotes",
        GOOD.replace("Ticket machines", '"The "fast" ones"', 1),
        "yaml-syntax 2",
        "in quotes",
    ),
    ("a tab", GOOD.replace("  ticket", "\tticket"), "yaml-syntax 4:1", "spaces in place of the tab"),
    ("a star", GOOD.replace("Ticket machines", "*.trams.example", 1), "yaml-syntax 2:9", "'*.trams.example"),
    ("a key out of line", GOOD.replace("started", " started"), "yaml-syntax 5", "same column"),
    ("an impossible day", GOOD.replace("05-01 09:10", "05-94 09:10"), "bad-time 5:10", "as `2026-05-01`"),
    ("an impossible hour", GOOD.replace("09:10", "28:00"), "bad-time 5:10", "Correct the time of day"),
    ("two times", GOOD.replace("09:10", "11:09:04 14:33:12"), "bad-time 5:10", "`2026-05-01 09:20`"),
    (
        "colons for the T",
        GOOD.replace("05-01 09:10", "05-01:11:00:30:00"),
        "bad-time 5:10",
        "`2026-05-01 09:20`",
    ),
    ("three digits of hour", GOOD.replace(" 09:10", "T011:00"), "bad-time 5:10", "`2026-05-01 09:20`"),
    ("a zone with words", GOOD.replace("09:10", "02:45:00 GMT+1"), "bad-time 5:10", "`2026-05-01 09:20`"),
    ("a time without a day", GOOD.replace("2026-05-01 09:10", "9:51:30"), "bad-time 5:10", "with its date"),
    ("a day without a time", GOOD.replace("2026-05-01 09:10", "2026-05-01"), "bad-time 5:10", "time of day"),
    (
        "an end before the start",
        GOOD.replace("11:02", "08:02"),
        "ends-before-start 8",
        "`started` in the front",
    ),
    (
        "a severity of one's own",
        GOOD.replace("started", "severity: Down\nstarted"),
        "bad-value 5:11",
        "`critical`",
    ),
    ("a misspelt severity", GOOD.replace("started", "severity: majr\nstarted"), "bad-value 5:11", "`major`"),
    ("an unknown service", GOOD.replace("ticket-m", "tickets-m"), "unknown-service 4:3", "`ticket-machines`"),
    (
        "a service in other case",
        GOOD.replace("ticket-m", "Ticket-M"),
        "unknown-service 4:3",
        "`ticket-machines`",
    ),
    (
        "services as text",
        GOOD.replace("\n  ticket-machines: partial outage", " trams"),
        "wrong-type 3",
        "  trams: ",
    ),
    (
        "services as a list",
        GOOD.replace("ticket-machines: partial", "- trams # "),
        "wrong-type 4",
        "trams: degraded",
    ),
    (
        "a key of another system",
        GOOD.replace("started", "resolvedWhen: x\nstarted"),
        "unknown-key 5:1",
        "Keys here",
    ),
    (
        "a lost comment opening",
        GOOD.replace("again.", "again.\n\nDone -->"),
        "unopened-comment 12:6",
        "remove `-->`",
    ),
    ("a heading without words", GOOD.replace("Resolved · 2026-05-01 11:02", ""), "not-an-update 8", "###"),
]


@pytest.mark.parametrize(("fault", "text", "where", "help"), FAULTS, ids=[one[0] for one in FAULTS])
def test_faults_are_shown_with_their_help(fault: str, text: str, where: str, help: str) -> None:
    """At the place of the value, in plain words, with what to write instead."""
    assert text != GOOD
    first = said_of(text).splitlines()[0]

    assert first.startswith(where)
    assert help in first


@pytest.mark.parametrize("name", ["May 1.md", "cards#1.md", "[cards].md", "cards, coins.md", "cards copy.md"])
def test_names_that_cannot_be_addresses_are_refused(name: str) -> None:
    """Spaces, brackets, commas and `#` in a name; the help is a name that works."""
    said = said_of(GOOD, f"incidents/{name}")

    assert said.startswith("bad-file-name 0:0")
    assert "Rename it, for example to `" in said


FORGIVEN = [
    ("blank lines on top", "\n\n" + GOOD),
    ("Windows line ends", GOOD.replace("\n", "\r\n")),
    ("a byte order mark", "\ufeff" + GOOD),
    ("spaces behind the fences", GOOD.replace("---\n", "---  \n")),
    ("a T in the time", GOOD.replace("01 09:10", "01T09:10")),
    ("seconds and fractions", GOOD.replace("09:10", "09:10:00.000")),
    ("a quoted time", GOOD.replace("2026-05-01 09:10", '"2026-05-01 09:10"')),
    ("an offset", GOOD.replace("09:10", "09:10 +02:00")),
    ("the offset -00:00", GOOD.replace("09:10", "07:10-00:00")),
    ("an hour with one digit", GOOD.replace("09:10", "9:10")),
    ("a null service list", GOOD.replace("started", "aliases:\nstarted")),
    (
        "keys in another order",
        GOOD.replace("started: 2026-05-01 09:10\n", "").replace("title", "started: 2026-05-01 09:10\ntitle"),
    ),
    ("a commented key", GOOD.replace("started", "# severity: huge\nstarted")),
    ("other case", GOOD.replace("partial outage", "Partial-Outage").replace("title", "Title")),
]


@pytest.mark.parametrize("text", [one[1] for one in FORGIVEN], ids=[one[0] for one in FORGIVEN])
def test_what_is_clear_is_read(text: str) -> None:
    """Harmless oddities mean what they seem to mean."""
    assert text != GOOD
    assert only_note({"incidents/x.md": text}) == only_note({"incidents/x.md": GOOD})


def test_unusual_characters_and_bodies_are_kept() -> None:
    """No-break spaces, rules, tables, code, an emoji in the title, a non-ASCII file name, a body of 12 kB."""
    body = "A\u00a0B\n\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n## x\n---\n```\n\n" + "words " * 2000
    text = GOOD.replace("All machines take cards again.", body).replace("Ticket", "🎄 Ticket", 1)

    note = only_note({"incidents/2026-05-01-刷卡.md": text})

    assert note.id == "2026-05-01-刷卡"
    assert pick(note.title, "en")[0].startswith("🎄")
    assert pick(note.updates[0].body, "en")[0] == body.rstrip()


def test_a_naive_time_is_in_the_zone_of_the_site() -> None:
    """The same words in another zone are another instant."""
    far = only_note(
        {"incidents/x.md": GOOD}, site="name: T\nurl: https://t.example/\ntime zone: Asia/Tokyo\n"
    )
    near = only_note({"incidents/x.md": GOOD}, site="name: T\nurl: https://t.example/\n")

    assert isinstance(far, Incident)
    assert isinstance(near, Incident)
    assert (near.started - far.started).total_seconds() == 9 * 3600


def test_a_note_that_is_only_a_greeting_is_a_notice() -> None:
    """What is not an incident has a place of its own."""
    text = "---\ntitle: Merry Christmas 🎄\npublished: 2026-12-24 09:00\nservices: [trams]\n---\n"

    assert only_note({"notices/x.md": text}).services == (AffectedService("trams", ServiceState.OPERATIONAL),)
