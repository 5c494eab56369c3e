"""A mistake never turns trouble into calm: what is sound is published, whatever else is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from statusgen.model.diagnostics import CODES, Level
from tests.cases import Site, build, content
from tests.examples import examples

NOW = "2026-05-06T10:30:00+00:00"
SETTINGS = b"""\
name: Brixholm Water Status
url: https://status.brixholm.example/
time zone: Europe/Berlin
languages: [en, zh]
contact: [{label: Call us, url: "tel:+44800"}]
"""
SERVICES = b"""\
services:
  - {id: tap-water, name: Tap water, since: 2026-05-06}
  - {id: meters, name: Meter readings, since: 2026-05-06}
"""
OUTAGE = """\
---
title: Some homes have no tap water
services:
  tap-water: major outage
impact: Taps run dry.
workaround: Water stands ready at the town hall.
started: 2026-05-06 08:50
---

## Investigating · 2026-05-06 09:00
next update: 13:00

We are looking for the cause.

## Identified · 2026-05-06 09:40
next update: 13:00
services:
  tap-water: major outage

A pipe broke in Quay Street.
"""
CHINESE = """\
---
title: 部分住户停水
---

## 调查中 · 2026-05-06 09:00

我们正在查找原因。
"""

MISTAKES: dict[str, tuple[str, str]] = {
    "a misspelt state": ("major outage\nimpact", "majr outage\nimpact"),
    "a misspelt state in an update": ("major outage\n\nA", "majr outage\n\nA"),
    "misspelt states": ("major outage", "majr outage"),
    "a list of services": ("services:\n  tap-water: major outage\nimpact", "services: [tap-water]\nimpact"),
    "services as one word": ("services:\n  tap-water: major outage\nimpact", "services: tap-water\nimpact"),
    "a misspelt service": ("  tap-water: major", "  tap-woter: major"),
    "a misspelt key": (
        "services:\n  tap-water: major outage\nimpact",
        "servces:\n  tap-water: major outage\nimpact",
    ),
    "a key nobody knows": ("services:\n  tap-water: major outage\nimpact", "hit: [tap-water]\nimpact"),
    "services twice": ("impact:", "services: {tap-water: operational}\nimpact:"),
    "a service twice": (
        "  tap-water: major outage\nimpact",
        "  tap-water: operational\n  tap-water: major outage\nimpact",
    ),
    "broken YAML": ("impact: Taps", "impact: [Taps"),
    "broken YAML in the services": (
        "  tap-water: major outage\nimpact",
        "  tap-water: [major outage\nimpact",
    ),
    "an anchor": ("impact: Taps", "impact: &Taps"),
    "a block that never ends": ("impact: Taps run dry.", "impact: >- Taps run dry."),
    "deep nesting": ("impact: Taps run dry.", f"impact: {'[' * 40}{']' * 40}"),
    "no title": ("title: Some homes have no tap water\n", ""),
    "an empty title": ("title: Some homes have no tap water", "title:"),
    "an invisible character in the title": ("title: Some", "title: Some\u200b"),
    "a title that nobody can see": ("title: Some homes have no tap water", "title: '\u200b\u2060'"),
    "a title twice": ("title:", "title: Other\ntitle:"),
    "a wrong start": ("started: 2026-05-06 08:50", "started: yesterday"),
    "a start after the end": ("started: 2026-05-06 08:50", "started: 2026-05-06 25:50"),
    "a wrong severity": ("impact:", "severity: huge\nimpact:"),
    "a wrong alias": ("impact:", "aliases: [nowhere]\nimpact:"),
    "perhaps a draft": ("impact:", "draft: perhaps\nimpact:"),
    "a misspelt draft": ("impact:", "drft: true\nimpact:"),
    "no front matter": ("---\ntitle", "title"),
    "a front matter that never ends": ("08:50\n---\n", "08:50\n"),
    "a front matter in TOML": ("---\n", "+++\n"),
    "a misspelt status": ("## Identified", "## Identifed"),
    "misspelt statuses": ("## I", "## Ni"),
    "a status of maintenance": ("## Identified", "## Completed"),
    "a misspelt time": ("· 2026-05-06 09:40", "· 2026-05-06 9.40h"),
    "a time that cannot be": ("· 2026-05-06 09:40", "· 2026-05-06 09:61"),
    "no times": (" · 2026-05-06 09:", " at "),
    "no time": (" · 2026-05-06 09:40", ""),
    "a heading of one's own": ("A pipe broke", "## What we know\n\nA pipe broke"),
    "two updates in one minute": ("2026-05-06 09:40", "2026-05-06 09:00"),
    "a promise in the past": ("next update: 13:00\n\nWe", "next update: 2026-05-06 08:00\n\nWe"),
    "a promise that is no time": ("next update: 13:00", "next update: soon"),
    "a look back that looks ahead": ("next update: 13:00\n\nWe", "since: 2026-05-06 12:00\n\nWe"),
    "a field of others": ("next update: 13:00\n\nWe", "next update: 13:00\nstarts: 14:00\n\nWe"),
    "a summary of an update": ("next update: 13:00\n\nWe", "next update: 13:00\nsummary: x\n\nWe"),
    "broken YAML in an update": ("next update: 13:00\nservices", "next update: [13:00\nservices"),
    "a comment that never ends": ("We are looking", "<!-- We are looking"),
    "a comment without a beginning": ("A pipe broke", "secret -->\n\nA pipe broke"),
    "a picture without words": ("A pipe broke", "![](pipe.png)\n\nA pipe broke"),
    "a start that happens twice": ("started: 2026-05-06 08:50", "started: 2025-10-26 02:30"),
    "a start that clocks skip": ("started: 2026-05-06 08:50", "started: 2026-03-29 02:30"),
    "an update that clocks skip": ("· 2026-05-06 09:40", "· 2026-03-29 02:30"),
    "a look back past midnight": ("next update: 13:00\n\nWe", "since: 23:50\n\nWe"),
    "marks of a merge": ("A pipe broke", "<<<<<<< ann\nA\n=======\nB\n>>>>>>> bob\n\nA pipe broke"),
    "a text that YAML cuts": ("Taps run dry.", "Taps run dry #5 too."),
    "no words": ("We are looking for the cause.", ""),
    "an end before the start": ("A pipe broke", "It was.\n\n## Resolved · 2026-05-05 08:00\n\nA pipe broke"),
    "a quoted update": ("A pipe broke", "> ## Resolved · 2026-05-06 10:00\n\nA pipe broke"),
    "an update with a sign too many": ("A pipe broke", "### Monitoring · 2026-05-06 10:00\n\nA pipe broke"),
    "an end that was none": (
        "in Quay Street.",
        "there.\n\n## Resolved · 2026-05-06 09:50\n\nx\n\n## Investigating · 2026-05-06 09:55\n\nAgain.",
    ),
    "no updates": (OUTAGE[OUTAGE.index("\n## Investigating") :], ""),
    "an update in the future": ("· 2026-05-06 09:40", "· 2026-05-06 19:40"),
    "fields behind a blank line": ("09:40\nnext update", "09:40\n\nnext update"),
    "fields behind a blank line at first": ("09:00\nnext update", "09:00\n\nnext update"),
    "code that never ends": ("We are looking", "```\nWe are looking"),
    "a start after the updates": ("started: 2026-05-06 08:50", "started: 2026-05-06 18:50"),
    "withdrawn for no reason": ("impact: Taps", "withdrawn: no\nimpact: Taps"),
    "a time of noticing that is none": ("impact:", "detected: yesterday\nimpact:"),
    "a way of noticing that is none": ("impact:", "detected by: magic\nimpact:"),
    "a problem that does not exist": ("impact:", "problem: nowhere\nimpact:"),
    "a change that does not exist": ("impact:", "caused by: nowhere\nimpact:"),
    "factors of an update": ("next update: 13:00\n\nWe", "next update: 13:00\nfactors: [x]\n\nWe"),
    "a report on no day": ("next update: 13:00\n\nWe", "next update: 13:00\nreport by: soon\n\nWe"),
    "a heading with a backslash": ("## Identified", "\\## Identified"),
    "a link to a program": ("A pipe broke", "[x](javascript:alert(1)) A pipe broke"),
}
"""What a writer may do to the outage above, each as words and what they become."""
each_mistake = pytest.mark.parametrize(
    "mistake",
    [pytest.param(one, marks=pytest.mark.slow) if number % 3 else one for number, one in enumerate(MISTAKES)],
)
"""All of them; `make fast` tries every third."""
HIDING = {"no front matter", "a front matter that never ends", "a front matter in TOML", "perhaps a draft",
          "a misspelt draft", "a misspelt service", "a misspelt key", "a key nobody knows",
          "services as one word", "broken YAML in the services", "marks of a merge"}  # fmt: skip
"""Those that may hide which services are meant."""


def site(outage: str | bytes, path: str = "incidents/2026-05-06-tap.md", **files: bytes) -> dict[str, bytes]:
    """The content with the outage, and with files whose dots and slashes are underscores."""
    note = outage.encode() if isinstance(outage, str) else outage
    return {"site.yml": SETTINGS, "services.yml": SERVICES, path: note, **files}


def spoilt(mistake: str) -> str:
    """The outage with a mistake in it."""
    words, wrong = MISTAKES[mistake]
    assert words in OUTAGE
    return OUTAGE.replace(words, wrong)


@cache
def published() -> Site:
    """The site with the outage, without a mistake, as it was published before."""
    return build(site(OUTAGE), "2026-05-06T08:00:00+00:00")


def service(made: Site, language: str, id_: str = "tap-water") -> Mapping[str, object]:
    """A service in our own API."""
    services = made.json(f"{language}api/status.json")["services"]
    found: Mapping[str, object] = next(one for one in services if one["id"] == id_)
    return found


def assert_not_well(made: Site, *, hidden: bool) -> None:
    """No output of any kind says that tap water works, or that all is well."""
    for language, operational, calm in (
        ("", "Operational", "All services are working"),
        ("zh/", "正常", "所有服务"),
    ):
        own = made.json(f"{language}api/status.json")
        assert own["overall"]["state"]["key"] not in ("operational", "under-maintenance")
        told = service(made, language)
        assert told["state"]["key"] not in ("operational", "under-maintenance")  # type: ignore[index]
        percents = [one["percent"] for one in told["uptimes"].values()]  # type: ignore[attr-defined]
        assert 100 not in percents
        assert not any("100%" in one["text"] for one in told["uptimes"].values())  # type: ignore[attr-defined]
        assert calm not in made.text(f"{language}index.html").replace("无法确认所有服务", "")
        page = made.text(f"{language}services/tap-water/index.md")
        assert f"**{operational}**" not in page
        assert "100%" not in re.sub(r".*100% (down|.{0,9}中断).*|.*100%（?计.*", "", page)
        assert made.json(f"{language}live.json")["state"] not in ("operational", "under-maintenance")
        assert operational not in made.json(f"{language}services/tap-water/badge.json")["message"]
        assert f": {operational}" not in made.text(f"{language}services/tap-water/badge.svg")
        assert calm not in made.text(f"{language}badge.svg")
        assert made.json(f"{language}api/v2/status.json")["status"]["indicator"] not in (
            "none",
            "maintenance",
        )
        summary = made.json(f"{language}api/v2/summary.json")
        component = next(one for one in summary["components"] if one["name"] == "Tap water")
        assert hidden or component["status"] != "operational"
        embed = made.text(f"{language}embed/index.html")
        assert re.search(r'<html lang="[^"]*" dir="ltr" class="operational"', embed) is None
        uptime = made.text(f"{language}uptime/index.md")
        row = next(line for line in uptime.split("\n") if "Tap water" in line)
        assert "100%" not in row
    bars = made.text("services/tap-water/index.md")
    assert re.search(r"^\| 6 May 2026 \| Operational", bars, re.MULTILINE) is None


@each_mistake
def test_no_mistake_hides_an_outage(mistake: str) -> None:
    """Published for the first time: what is readable counts, and what is not is in doubt."""
    made = build(site(spoilt(mistake)), NOW)
    assert made.files
    assert made.diagnostics
    assert_not_well(made, hidden=mistake in HIDING)
    again = build(site(spoilt(mistake)), NOW, made)
    assert told(again) == told(made)  # a guess is no published value


def told(made: Site) -> dict[str, bytes]:
    """All that a site says, as data and as text: its pages are made of the same, and take longest."""
    return {path: made.files[path] for path in made.files if not path.endswith(".html")}


@each_mistake
def test_no_mistake_changes_what_was_published(mistake: str) -> None:
    """Onto an earlier publication: the outage and its last published values stay."""
    before = published()
    made = build(site(spoilt(mistake)), NOW, before)
    assert_not_well(made, hidden=False)
    assert_not_well(build(site(spoilt(mistake)), NOW, made), hidden=False)
    assert "incidents/2026-05-06-tap/index.html" in made.files
    assert "Major outage" in made.text("services/tap-water/index.md")


@settings(max_examples=examples(25))
@given(st.lists(st.sampled_from(sorted(MISTAKES)), min_size=2, max_size=4, unique=True), st.booleans())
@example(mistakes=["a start after the updates", "a block that never ends", "no times"], is_update=False)
@example(mistakes=["an update in the future", "no times"], is_update=False)
@example(mistakes=["a misspelt service", "an end that was none"], is_update=False)
@example(
    mistakes=["a service twice", "an end before the start", "fields behind a blank line"], is_update=False
)
def test_several_mistakes_hide_no_outage(mistakes: list[str], is_update: bool) -> None:
    """Together, as far as they do not undo each other."""
    text = OUTAGE
    for mistake in mistakes:
        text = text.replace(*MISTAKES[mistake])
    assume("outage" in text)  # else one has taken away what another spoils
    # Without updates, such a start leaves nothing that is not dated ahead, as a sound note may be.
    assume(not {"a start after the updates", "no updates"} <= set(mistakes))
    before = published() if is_update else None
    made = build(site(text), NOW, before)
    assert_not_well(made, hidden=not is_update)
    assert (
        made.files.keys() == dict(made.files).keys()
    )  # whatever is not looked at above can be rendered, too


@pytest.mark.parametrize("is_update", [False, True])
@pytest.mark.parametrize("damage", [b"\xff\xfe", b"\0" * 10, b"x" * 1_000_001])
def test_a_file_that_is_no_text_hides_no_outage(damage: bytes, *, is_update: bool) -> None:
    """A page that cannot be read at all may be about anything."""
    before = published() if is_update else None
    made = build(site(OUTAGE.encode() + damage), NOW, before)
    if damage != b"\0" * 10:
        assert Level.ERROR in {one.level for one in made.diagnostics}
    assert_not_well(made, hidden=not is_update)


def test_an_unreadable_message_is_owned_up_to() -> None:
    """In plain words, with the way to reach the organisation; no service is said to be broken or to work."""
    made = build(site("title: x"), NOW)
    home = made.text("index.md")
    assert "# We cannot confirm that all services are working" in home
    assert "One of our updates cannot be shown completely." in home
    assert "[Call us](tel:+44800)" in home
    assert "please contact us" in made.text("services/meters/index.html")
    assert "Not confirmed" == service(made, "")["state"]["text"]  # type: ignore[index]
    assert {"minor"} == {made.json("api/v2/status.json")["status"]["indicator"]}
    assert {"operational"} == {one["status"] for one in made.json("api/v2/components.json")["components"]}
    assert "无法确认" in made.text("zh/index.md")


def test_without_contacts_nobody_is_asked_to_contact_us() -> None:
    """There would be no way to do so."""
    settings = SETTINGS.partition(b"contact:")[0]
    made = build({**site("title: x"), "site.yml": settings}, NOW)

    for page in ("index.md", "index.html", "services/meters/index.html"):
        assert "One of our updates cannot be shown completely." in made.text(page)
        assert "contact us" not in made.text(page)


def test_an_incident_that_may_have_begun_again_is_in_doubt() -> None:
    """Its last version was over, and nobody can read the new one."""
    over = f"{OUTAGE}\n## Resolved · 2026-05-06 10:00\n\nWater flows again.\n"
    before = build(site(over), "2026-05-06T08:30:00+00:00")
    made = build(site(over.replace("---\n", "", 1)), NOW, before)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert "Resolved" in made.text("incidents/2026-05-06-tap/index.md")


def test_an_update_that_cannot_be_placed_is_in_doubt() -> None:
    """It may say that it began again."""
    over = f"{OUTAGE}\n## Resolved · 2026-05-06 10:00\n\nWater flows again.\n"
    again = f"{over}\n## Investigating · 2026-05-06 12:00 o'clock\n\nTaps run dry again.\n"
    made = build(site(again), NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert service(made, "")["state"]["key"] == "unconfirmed"  # type: ignore[index]


def test_what_was_never_in_doubt_is_calm_again() -> None:
    """Mistakes of the past that a resolution ends do not keep a site in doubt."""
    over = f"{OUTAGE}\n## Resolved · 2026-05-06 10:00\n\nWater flows again.\n"
    made = build(site(over.replace("major outage", "majr outage")), NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "none"
    assert "Not confirmed" == service(made, "")["uptimes"]["30_days"]["text"]  # type: ignore[index]


def test_a_note_in_another_language_alone_is_published() -> None:
    """With its facts, and with a word for the writer."""
    files = site(
        CHINESE.replace("title", "services: {tap-water: major outage}\ntitle"),
        "incidents/2026-05-06-tap.zh.md",
    )
    made = build(files, NOW)
    assert "部分住户停水" in made.text("zh/index.md")
    assert made.json("api/v2/status.json")["status"]["indicator"] != "none"
    assert ["unmatched-translation"] == made.codes(Level.WARNING)


def test_a_translation_at_fault_keeps_its_last_words() -> None:
    """Where what it translates is unchanged."""
    words = {"incidents/2026-05-06-tap.zh.md": CHINESE.encode()}
    before = build(site(OUTAGE) | words, "2026-05-06T08:30:00+00:00")
    wrong = {"incidents/2026-05-06-tap.zh.md": CHINESE.replace("title: 部分", "title: '部分").encode()}
    made = build(site(OUTAGE) | wrong, NOW, before)
    assert "部分住户停水" in made.text("zh/index.md")
    assert Level.ERROR in {one.level for one in made.diagnostics}


def test_a_name_that_fits_no_address_hides_no_outage() -> None:
    """The note is published at the address that is proposed to the writer."""
    made = build(site(OUTAGE, "incidents/2026-05-06 Tap water!.md"), NOW)
    assert "incidents/2026-05-06-tap-water/index.html" in made.files
    assert ["bad-file-name"] == made.codes(Level.ERROR)
    assert_not_well(made, hidden=False)


def test_updates_without_their_note_hide_no_outage() -> None:
    """A folder in which somebody forgot, or broke, the file with the title."""
    head = b"status: investigating\nat: 2026-05-06 09:00\nservices: {tap-water: major outage}"
    update = b"---\n" + head + b"\n---\n\nTaps run dry.\n"
    files = site(update, "incidents/2026-05-06-tap/0900.md")
    made = build(files, NOW)
    assert ["missing-file"] == made.codes(Level.ERROR)
    assert_not_well(made, hidden=False)


def test_errors_in_the_catalog_hide_no_outage() -> None:
    """What is sound in it counts, and what was published stays."""
    before = published()
    for wrong in (b"services: [", SERVICES + b"  - {id: meters, name: Again}\n", b"services: []\n"):
        files = site(OUTAGE) | {"services.yml": wrong}
        assert_not_well(build(files, NOW, before), hidden=False)


def test_without_a_zone_nothing_is_published() -> None:
    """All times would be wrong."""
    files = site(OUTAGE) | {"site.yml": SETTINGS.replace(b"Europe/Berlin", b"Europe/Berlyn")}
    assert not build(files, NOW).files


def test_a_retired_service_is_in_no_list() -> None:
    """But its page, its history and its name in old notes stay."""
    services = SERVICES.replace(b"name: Tap water", b"name: Tap water, retired: 2026-05-07")
    over = f"{OUTAGE}\n## Resolved · 2026-05-06 10:00\n\nWater flows again.\n"
    files = site(over) | {"services.yml": services}
    day_before, made = build(files, NOW), build(files, "2026-05-07T10:00:00+00:00")

    def listed(one: Site) -> list[str]:
        return [each["id"] for each in one.json("api/status.json")["services"]]

    assert () == made.diagnostics
    assert ["tap-water", "meters"] == listed(day_before)
    assert ["meters"] == listed(made)
    assert ["Meter readings"] == [one["name"] for one in made.json("api/v2/components.json")["components"]]
    assert "Tap water" not in made.text("uptime/index.md")
    page = made.text("services/tap-water/index.md")
    assert "**No longer offered since 7 May 2026**" in page
    assert "Some homes have no tap water" in page
    assert "Tap water" in made.text("incidents/2026-05-06-tap/index.md")
    assert "Retired" == made.json("services/tap-water/badge.json")["message"]
    assert "下线" in made.text("zh/services/tap-water/badge.svg") or "不再提供" in made.text(
        "zh/services/tap-water/index.md"
    )


def test_a_service_that_left_the_catalog() -> None:
    """Case 05: all published notes and the page of the service stay, and the outage is on the page."""
    before = build(content("05", "before"), "2026-05-06T10:00:00+00:00")
    after = build(content("05", "after"), NOW, before)
    assert set(before.files) <= set(after.files)
    assert "Major outage" in after.text("index.md")
    assert "old-forum" in after.json("api/status.json")["services"][-1]["id"]
    assert ["unknown-service"] * 2 == after.codes(Level.ERROR)
    assert all("`retired`" in one.help for one in after.diagnostics if one.code == "unknown-service")
    alone = build(content("05", "after"), NOW)
    assert "Major outage" in alone.text("index.md")
    assert "incidents/2026-02-10-forum/index.html" in alone.files


def test_two_updates_in_one_minute() -> None:
    """Case 08: both are there, by the names of their files, with ids of their own."""
    made = build(content("08"), NOW)
    page = made.text("incidents/2026-05-06-tap/index.html")
    first, second = page.index('id="2026-05-06T09-20-2"'), page.index('id="2026-05-06T09-20"')
    assert first < second  # newest first
    guids = re.findall(r"<guid[^>]*>([^<]*)</guid>", made.text("updates.rss"))
    assert len(set(guids)) == len(guids) == 2
    assert ["duplicate-update-time"] == made.codes()
    assert [] == made.codes(Level.ERROR)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "major"


def test_a_picture_without_words() -> None:
    """Case 38: the words are published, and the writer is told."""
    made = build(content("38"), NOW)
    assert [] == made.codes(Level.ERROR)
    assert {"missing-picture", "picture-without-words"} == set(made.codes(Level.WARNING))
    assert 'alt=""' in made.text("incidents/2026-05-06-a/index.html")
    assert made.json("api/v2/status.json")["status"]["indicator"] == "major"


def test_severity_without_services_reaches_the_whole() -> None:
    """Case 34: programs see that something is wrong while no service is named."""
    made = build(content("34"), NOW)
    assert made.json("api/status.json")["overall"]["state"]["key"] == "partial-outage"
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert made.json("live.json")["state"] == "partial-outage"
    assert made.json("badge.json")["message"] == "Partial outage"


def test_an_incident_that_began_again() -> None:
    """Case 01: its length up to the last end, and downtime without the pause."""
    made = build(content("01"), "2026-03-30T10:00:00+00:00")
    assert "· 6 hours 30 minutes" in made.text("incidents/2026-03-28-tap/index.md")
    assert 4 == len(set(re.findall(r"<guid[^>]*>([^<]*)</guid>", made.text("updates.rss"))))
    assert "2 hours 30 minutes" in made.text("services/tap-water/index.md")


def test_an_incident_posted_weeks_later() -> None:
    """Case 12: told today, but part of March."""
    made = build(content("12"), NOW)
    assert "Wed, 06 May 2026 10:00:00" in made.text("updates.rss")
    assert "Nobody could sign in for a night" in made.text("history/2026/03/index.md")
    assert "3 hours 30 minutes" in made.text("incidents/2026-03-12-acc/index.md")


@pytest.mark.parametrize(
    ("now", "percents"),
    [
        ("2026-05-20T10:00:00+00:00", ["70.00%", "70.00%"]),
        ("2026-06-02T10:00:00+00:00", ["72.52%", "70.83%"]),
    ],
)
def test_an_incident_over_months(now: str, percents: list[str]) -> None:
    """Case 16: in each month that it touches, and clipped to each window."""
    made = build(content("16"), now)
    for month in range(1, 6):
        assert "Meter readings are late" in made.text(f"history/2026/{month:02}/index.md")
    texts = {key: one["text"] for key, one in service(made, "", "meters")["uptimes"].items()}  # type: ignore[attr-defined]
    assert percents == [texts["30_days"], texts["90_days"]]


@pytest.mark.parametrize(
    ("now", "down"),
    [
        ("2026-10-24T22:10:00+00:00", "40 minutes"),
        ("2026-10-25T10:00:00+00:00", "12 hours 30 minutes"),
        ("2026-10-26T10:00:00+00:00", "1 day 12 hours"),
    ],
)
def test_an_outage_through_midnight(now: str, down: str) -> None:
    """Case 29: it goes on, also through the day of 25 hours."""
    made = build(content("29"), now)
    assert f"{down} down" in made.text("services/tap-water/index.md")


def test_notes_of_one_name() -> None:
    """Case 43: each kind has its own address and ids."""
    made = build(content("43"), NOW)
    assert () == tuple(one for one in made.diagnostics if one.level is Level.ERROR)
    for path in (
        "incidents/2026-05-06-a",
        "incidents/2026-05-06-a-2",
        "maintenance/2026-05-06-a",
        "notices/2026-05-06-a",
    ):
        assert f"{path}/index.html" in made.files
    guids = re.findall(r"<guid[^>]*>([^<]*)</guid>", made.text("updates.rss"))
    assert len(guids) == len(set(guids))


def test_an_old_address_that_is_taken_hides_no_outage() -> None:
    """The note stays at its own address; only the alias is left out."""
    made = build(site(OUTAGE.replace("impact:", "aliases: [/history/]\nimpact:")), NOW)
    assert ["address-clash"] * 2 == made.codes(Level.ERROR)
    assert "incidents/2026-05-06-tap/index.html" in made.files
    assert_not_well(made, hidden=False)


def test_every_mistake_that_a_note_can_have_is_tried() -> None:
    """Whatever `check` can find wrong in a note is among the mistakes above, or needs other files."""
    tried = {code for name in MISTAKES for code in build(site(spoilt(name)), NOW).codes()}
    about_other_files = {
        *(
            "missing-file",
            "misplaced-note",
            "bad-file-name",
            "address-clash",
            "unused-file",
            "passed-over",
            "file-too-large",
            "wrong-picture",
        ),
        *("not-utf8", "bad-language", "unmatched-translation", "translated-fact", "default-language-file"),
    }
    about_the_site = {
        *("duplicate-id", "dependency-cycle", "missing-interface", "low-contrast", "template-error"),
        *("site-id-missing", "site-id-changed", "zone-changed", "default-language-changed"),
        *("report-before-since", "slo-window", "slo-low", "slo-unreachable", "slo-before-since"),
        "sla-without-link",
    }
    about_what_is_over = {"no-duration", "services-after-resolved", "update-after-end", "no-services"}
    about_what_is_over |= {"services-after-end"}
    about_learning = {
        *("detected-after-first-update", "detected-before-start", "why-ends-at-a-person", "one-factor"),
        *("no-preventing-action", "person-named", "done-before-start", "problem-without-incident"),
        *("action-without-owner", "action-without-date", "action-overdue"),
        *("postmortem-due", "postmortem-overdue", "due-before-update", "day-to-come", "comes-again"),
        *("names-draft", "lists-replaced", "opened-after-update", "report-far-ahead", "report-after-rule"),
    }
    about_changes = {
        *("short-notice", "not-approved", "approved-after-start", "no-fallback", "in-freeze", "ends-late"),
        *("outside-window", "collides", "collides-with-incident", "supersedes-cycle"),
        *("bad-repeat", "first-not-in-rule", "endless-repeat", "skipped-days", "unknown-occurrence"),
        *("past-occurrence-lost", "past-occurrences-unknown", "shown-dates-gone"),
    }
    others = about_changes | {"kept-last-version", *(code for code in CODES if code.startswith("import-"))}
    expected = set(CODES) - about_other_files - about_the_site - about_what_is_over - about_learning - others
    assert set() == expected - tried


def test_records_of_others_are_passed_over() -> None:
    """Whatever is found where the last publication should be."""
    before = published()
    for data in (
        b"",
        b"[]",
        b"{}",
        b'{"format": 99}',
        b'{"format": 1, "kind": "incident", "notes": [{"id": 3}]}',
    ):
        records = {path: data for path in before.files if path.startswith(".statusgen/")}
        made = build(site(spoilt("no title")), NOW, Site(records, ()))
        assert json.loads(made.files["api/v2/status.json"])["status"]["indicator"] != "none"
