"""What a mistake reaches: never less than was published, never more than was meant for readers."""

from __future__ import annotations

from datetime import datetime

import pytest

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Level
from statusgen.model.packed import pack, unpack
from statusgen.pipeline.compile import compile_site
from statusgen.publish.kept_parts import KeptParts, parts_to_keep
from tests.cases import Site, build
from tests.cases.test_truth import NOW, OUTAGE, service, site
from tests.sites import THEMES

BEFORE = "2026-05-06T08:00:00+00:00"
OVER = f"{OUTAGE}\n## Resolved · 2026-05-06 10:00\n\nWater flows again.\n"
PATH = "incidents/2026-05-06-tap.md"


def state(made: Site, id_: str) -> str:
    """The key of a service's state in our own API."""
    found: str = service(made, "", id_)["state"]["key"]  # type: ignore[index]
    return found


def edited(before: str, after: str, *, at: str = BEFORE) -> Site:
    """A publication of one text after one of another."""
    return build(site(after), NOW, build(site(before), at))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tap-water: degraded", "tap-water: degraded\n  meters: major outgae"),
        ("meters: operational", "meters: major outgae"),
        ("tap-water: degraded", "tap-water: degraded\n  metres: major outage"),
    ],
)
def test_a_new_state_that_cannot_be_read_is_in_doubt(before: str, after: str) -> None:
    """Though the note was published, without it or with a better one."""
    old = OUTAGE[: OUTAGE.index("\n## Identified")].replace("tap-water: major outage", before)
    new = old.replace(before, after)
    made = edited(old, new, at="2026-05-06T07:10:00+00:00")
    assert state(made, "meters") == "unconfirmed"
    assert state(build(site(new), NOW, made), "meters") == "unconfirmed"


@pytest.mark.parametrize("name", ["Tap-Water", "tap_water", "Tap water", "TAPWATER"])
def test_a_service_by_its_name_is_known(name: str) -> None:
    """No other one is in doubt for it; the writer is told the id."""
    made = build(site(OUTAGE.replace("tap-water:", f"{name}:")), NOW)
    assert (state(made, "tap-water"), state(made, "meters")) == ("major-outage", "operational")
    assert {"unknown-service"} == {one.code for one in made.diagnostics if one.level is Level.ERROR}


def test_services_that_hide_behind_those_of_an_update_are_in_doubt() -> None:
    """The front matter cannot be read, and an update names another one."""
    text = OUTAGE.replace("services:\n  tap-water: major outage\nimpact", "sevrices:\n  tap-water: x\nimpact")
    made = build(site(text.replace("tap-water: major outage\n\nA", "meters: degraded\n\nA")), NOW)
    assert state(made, "tap-water") == "unconfirmed"


def test_a_new_update_that_cannot_be_placed_is_in_doubt_though_another_is_restored() -> None:
    """An older one is hidden by half a comment."""
    after = (
        OVER.replace("We are looking", "<!-- We are looking")
        + "\n## Investigating · 2026-05-06 11:00\n\nAgain.\n"
    )
    made = edited(OVER, after, at="2026-05-06T09:00:00+00:00")
    assert made.json("api/v2/status.json")["status"]["indicator"] != "none"


@pytest.mark.parametrize(
    "last", ["withdrawn: Posted in error.\n", "services: none\n", "services: {tap-water: operational}\n"]
)
def test_what_is_kept_as_a_whole_is_in_doubt(last: str) -> None:
    """The new version may say anything."""
    calm = f"---\ntitle: T\nstarted: 2026-05-06 08:50\n{last}---\n\n## Monitoring · 2026-05-06 09:00\n\nx\n"
    made = edited(calm, OUTAGE.replace("---\n", "", 1), at="2026-05-06T07:10:00+00:00")
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert state(made, "tap-water") == "unconfirmed"


def test_a_start_that_cannot_be_read_shortens_no_outage() -> None:
    """It may have begun with the day that the name says."""
    text = OVER.replace("started: 2026-05-06 08:50", "started: 2026-05-06 8h50")
    text = text[: text.index("\n## Investigating")] + text[text.index("\n## Resolved") :]
    made = build(site(text), NOW)
    assert service(made, "")["uptimes"]["30_days"]["percent"] != 100  # type: ignore[index]


def test_a_file_and_a_folder_are_both_believed() -> None:
    """The one says that it is over, the other that it is not."""
    folder = OUTAGE[: OUTAGE.index("\n## Identified")].encode()
    made = build({**site(OVER), "incidents/2026-05-06-tap/incident.md": folder}, NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] != "none"


def test_an_end_that_cannot_be_placed_keeps_what_was_published() -> None:
    """Its time was spoilt later; the message and the end of the incident stay."""
    made = edited(
        OVER,
        OVER.replace("Resolved · 2026-05-06 10:00", "Resolved · 2026-05-06 1o:00"),
        at="2026-05-06T09:00:00+00:00",
    )
    assert "Water flows again." in made.text("incidents/2026-05-06-tap/index.md")
    assert made.json("api/v2/status.json")["status"]["indicator"] == "none"


def test_words_before_half_a_comment_keep_their_last_version() -> None:
    """What was published does not vanish with what may have been meant to be hidden."""
    made = edited(OUTAGE, OUTAGE.replace("A pipe broke in", "A pipe <!-- broke in"))
    assert "A pipe broke in Quay Street." in made.text("incidents/2026-05-06-tap/index.md")


def test_a_resolution_before_the_start_ends_nothing() -> None:
    """Somebody mistook the day."""
    text = OUTAGE[: OUTAGE.index("\n## Identified")] + "\n## Resolved · 2026-05-05 10:00\n\nWater flows.\n"
    for start in ("started: 2026-05-06 08:50\n", ""):
        made = build(site(text.replace("started: 2026-05-06 08:50\n", start)), NOW)
        assert state(made, "tap-water") == "major-outage"


AGAIN = "## Investigating · 2026-05-06 11:40"
WORK = """\
---
title: New valves in Lower Quay
services: [tap-water]
starts: 2026-05-06 11:00
ends: 2026-05-06 11:45
announced: 2026-05-01 09:00
---

"""


@pytest.mark.parametrize(
    "text",
    [
        f"{OVER}\n## Update · 2026-05-06 11:40\nservices:\n  meters: major outage\n\nIt fails again.\n",
        f"{OVER}\n{AGAIN}\n\nservices:\n  meters: major outage\n\nIt fails again.\n",
        f"{OVER}\n{AGAIN}\nservices：\n  meters：major outage\n\nIt fails again.\n",
        f"{OVER}\n\\{AGAIN}\n\nIt fails again.\n",
        f"{OVER}\n\N{ZERO WIDTH SPACE}{AGAIN}\n\nIt fails again.\n",
        f"{OVER.replace('Water flows', '```' + chr(10) + 'Water flows')}\n{AGAIN}\n\nIt fails again.\n",
        f"{OVER}\n## Postmortem · 2026-05-06 11:00\n\nx\n\n## Investigatng · 2026-05-06 12:00\n\nAgain.\n",
        OUTAGE.replace("impact:", "withdrawn: false\nimpact:"),
        OUTAGE.replace("started: 2026-05-06 08:50", "started: 2026-06-01 09:00"),
        OUTAGE.replace("services:\n  tap-water: major outage\n", ""),
    ],
)
def test_what_is_written_never_counts_for_nothing(text: str) -> None:
    """However it is written: it counts, or readers are told that not all is known."""
    if "services:" not in text and "services：" not in text:
        text = text.replace("impact:", "  tap-water: major outage\nimpact:", 1)
    made = build(site(text), NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] != "none"
    assert made.json("api/status.json")["overall"]["state"]["key"] != "operational"


@pytest.mark.parametrize(
    "path",
    [
        "incidents/2026-05-06-tap.md.txt",
        "incidents/2026-05-06-tap.markdown",
        "incidents/2026-05-06-tap",
        "incidents/2026/05/tap.md",
        "incident/2026-05-06-tap.md",
        "Incidents/2026-05-06-tap.md",
        "2026-05-06-tap.md",
        "incidents/2026-05-06-tap/incident.de.md",
    ],
)
def test_a_note_in_a_wrong_place_is_owned_up_to(path: str) -> None:
    """It is not published there, and readers are told that not all is known."""
    made = build(site(OUTAGE, path), NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert state(made, "tap-water") == "unconfirmed"
    assert [one.code for one in made.diagnostics if one.level is Level.ERROR]
    draft = OUTAGE.replace("impact:", "draft: true\nimpact:")
    assert "incident.de" in path or state(build(site(draft, path), NOW), "tap-water") == "operational"


@pytest.mark.parametrize(
    "update",
    [
        "## Extended · 2026-05-06 11:40\n\nIt takes longer.\n",
        "## Extended · 2026-05-06 11:40\nends: later\n\nIt takes longer.\n",
        "## Investigating · 2026-05-06 11:40\nservices:\n  tap-water: major outage\n\nA pipe broke.\n",
    ],
)
def test_work_that_may_go_on_is_not_over(update: str) -> None:
    """An update of planned work that cannot be read may say so."""
    made = build(site(WORK + update, "maintenance/2026-05-06-valves.md"), NOW)
    assert made.json("api/v2/status.json")["status"]["indicator"] == "minor"
    assert state(made, "tap-water") == "unconfirmed"


@pytest.mark.parametrize(
    "update",
    [
        "## Extended · 2026-05-06 11:40\nends: 2026-05-06 15:00\n\nIt takes longer.\n",
        "## In progress · 2026-05-06 11:50\n\nIt takes longer.\n",
        "## Completed · 2026-05-06 11:20\n\nDone.\n\n## In progress · 2026-05-06 11:30\nends: 15:00\n\nx\n",
    ],
)
def test_unknown_services_are_in_doubt_for_as_long_as_work_goes_on(update: str) -> None:
    """Not only until the end that was planned first."""
    text = WORK.replace("tap-water", "tap-woter") + update
    made = build(site(text, "maintenance/2026-05-06-valves.md"), NOW)
    assert state(made, "tap-water") == "unconfirmed"
    over = build(site(text, "maintenance/2026-05-06-valves.md"), "2026-05-06T18:00:00+00:00")
    assert (state(over, "tap-water") == "operational") == ("ends: " in update)


def test_unknown_services_are_in_doubt_again_with_an_incident_that_is_reopened() -> None:
    """Not while it was over, nor if the update that reopens it names the services."""
    again = f"{OVER}\n{AGAIN}\n\nIt fails again.\n".replace("tap-water:", "tap-woter:")
    for text, at, expected in (
        (again, "2026-05-06T09:00:00+00:00", "operational"),
        (again, NOW, "unconfirmed"),
        (again.replace(AGAIN, f"{AGAIN}\nservices: {{meters: degraded}}"), NOW, "operational"),
    ):
        assert state(build(site(text), at), "tap-water") == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("09:40", "9.40h"),
        ("## Identified", "### Identified"),
        ("We are looking", "<!-- We are looking"),
        ("We are looking", "```\nWe are looking"),
        ("09:40\nnext update: 13:00\n", "09:40\n\nnext update: 13:00\n"),
        (
            "09:40\nnext update: 13:00\nservices:\n  meters: major",
            "09:40\n\nnext update: 13:00\nservices:\n  meters: majr",
        ),
    ],
)
def test_a_service_that_only_unreadable_lines_name_is_in_doubt(before: str, after: str) -> None:
    """The services of the rest of the note are known to be in trouble, this one is not known to be well."""
    text = OUTAGE.replace("tap-water: major outage\n\nA", "meters: major outage\n\nA")
    made = build(site(text.replace(before, after)), NOW)
    assert (state(made, "tap-water"), state(made, "meters")) == ("major-outage", "unconfirmed")


def test_services_written_twice_are_all_in_doubt() -> None:
    """The second list may be the one that is meant."""
    text = OUTAGE[: OUTAGE.index("\n## Identified")].replace(
        "services:\n", "services: {meters: operational}\nservices:\n"
    )
    made = build(site(text), NOW)
    assert (state(made, "tap-water"), state(made, "meters")) == ("unconfirmed", "unconfirmed")


def test_of_two_states_of_a_service_the_worse_counts() -> None:
    """In either order."""
    text = OUTAGE[: OUTAGE.index("\n## Identified")]
    for states in (("operational", "major outage"), ("major outage", "operational")):
        lines = "".join(f"  tap-water: {one}\n" for one in states)
        made = build(site(text.replace("  tap-water: major outage\n", lines)), NOW)
        assert state(made, "tap-water") == "major-outage"


def test_a_day_ahead_in_the_name_hides_no_incident_without_a_readable_time() -> None:
    """Its month may be a slip as well."""
    text = OUTAGE.replace("started: 2026-05-06 08:50", "started: soon").replace(" · 2026-05-06 09:", " at ")
    made = build(site(text, "incidents/2026-06-05-tap.md"), NOW)
    assert state(made, "tap-water") == "major-outage"


def test_work_whose_first_update_cannot_be_read_is_shown_from_its_start() -> None:
    """Though all other updates are dated ahead."""
    updates = "## In progress · 2026-05-06 11h\n\nx\n\n## Completed · 2026-05-06 19:00\n\nx\n"
    text = WORK.replace("announced: 2026-05-01 09:00\n", "").replace("ends: 2026-05-06 11:45", "ends: 15:00")
    made = build(site(text + updates, "maintenance/2026-05-06-valves.md"), NOW)
    assert state(made, "tap-water") != "operational"


def test_another_zone_takes_no_outage_from_the_page() -> None:
    """All its times are hours ahead then; what readers know stays."""
    before = build(site(OUTAGE), BEFORE)
    files = site(OUTAGE)
    files["site.yml"] = files["site.yml"].replace(b"Europe/Berlin", b"America/New_York")
    for _ in range(2):
        before = build(files, NOW, before)
        assert state(before, "tap-water") == "major-outage"
        assert "incidents/2026-05-06-tap/index.html" in before.files
    assert "kept-last-version" in before.codes()
    looking_back = build(site(OUTAGE), "2026-05-06T06:00:00+00:00", before)
    assert "incidents/2026-05-06-tap/index.html" not in looking_back.files


SECRET = "Quite secret"
DRAFTS = [
    "draft:true",
    "draft：true",
    "draft true",
    "draft = true",
    "- draft: true",
    "published: false",
    "status: draft",
    "wip: true",
    "草稿: true",
    "draft: ture",
    "drafts: true",
]


def leaked(made: Site) -> list[str]:
    """The files that hold the secret."""
    return [path for path, data in made.files.items() if SECRET.encode() in data]


@pytest.mark.parametrize("line", DRAFTS)
def test_what_may_be_a_draft_is_not_published(line: str) -> None:
    """However its line is spoilt."""
    text = OUTAGE.replace("impact:", f"{line}\nimpact:").replace("A pipe broke", SECRET)
    assert [] == leaked(build(site(text), NOW))


@pytest.mark.parametrize("line", ["draft: true", *DRAFTS])
def test_what_may_be_a_draft_of_a_translation_is_not_published(line: str) -> None:
    """Neither."""
    text = f"---\ntitle: {SECRET}\n{line}\n---\n".encode()
    assert [] == leaked(build({**site(OUTAGE), PATH.replace(".md", ".zh.md"): text}, NOW))


@pytest.mark.parametrize("line", ["draft: true", *DRAFTS])
def test_what_may_be_a_draft_of_an_update_is_not_published(line: str) -> None:
    """In a file of its own."""
    folder = "incidents/2026-05-06-tap"
    update = f"---\nstatus: update\nat: 2026-05-06 10:00\n{line}\n---\n\n{SECRET}\n".encode()
    files = site(OUTAGE, f"{folder}/incident.md") | {f"{folder}/1000.md": update}
    assert [] == leaked(build(files, NOW))


@pytest.mark.parametrize(
    "words",
    [
        f"## Update · 2026-05-06 10:00\n{SECRET}.\n-->",
        f"## Update · 2026-05-06 10:00\nimpact: {SECRET} -->\n\nx",
        f"<!— {SECRET} —>",
        f"<!– {SECRET}",
        f"### Resolved · 2026-05-07 10:00\n\n{SECRET}.",
    ],
)
def test_what_may_be_hidden_is_not_published(words: str) -> None:
    """Halves of comments, comments of telephones, and updates of later that are not quite headings."""
    assert [] == leaked(build(site(f"{OUTAGE}\n{words}\n"), NOW))


def test_of_two_notes_at_one_address_the_published_one_stays() -> None:
    """The new one claims an old address that is somebody's."""
    old = {**site(OVER)}
    new = OUTAGE.replace("impact:", "aliases: [/incidents/2026-05-06-tap/]\nimpact:").encode()
    made = build({**old, "incidents/2026-05-01-a.md": new}, NOW, build(old, "2026-05-06T09:00:00+00:00"))
    assert "Water flows again." in made.text("incidents/2026-05-06-tap/index.md")
    assert "incidents/2026-05-01-a/index.html" in made.files


def test_what_a_cache_knows_is_recovered_alike() -> None:
    """As what is kept on the disk between two builds."""
    cut = site(OUTAGE.replace("08:50", "8h50").split("\n## Inv")[0])
    themes = THEMES

    def published(cache: Cache) -> set[str]:
        now = datetime.fromisoformat(NOW)
        return {one.path for one in compile_site(cut, themes, now=now, keep_going=True, cache=cache).outputs}

    cache = Cache()
    cold = published(cache)
    assert "incidents/2026-05-06-tap/index.html" in cold
    assert cold == published(Cache(unpack(pack(parts_to_keep(cache)), KeptParts)))
