"""The Statuspage API v2: its shape to the letter, and what its clients take for granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from statusgen.model.catalog import Group, Service
from statusgen.model.ids import note_code
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import EMPTY
from statusgen.render.api import api_files, gather
from statusgen.render.context import contexts
from statusgen.render.overall_status import statuspage_status
from statusgen.timeline.derive import derive
from tests.api_sites import SINGLE, built, check, compiled, generated, notes_in, only, theme_for
from tests.examples import examples
from tests.strategies_timeline import (
    DOWN,
    PARTIAL,
    SLOW,
    UP,
    at,
    incident,
    instants,
    maintenance,
    site,
    sites,
    update,
    words,
)
from tests.strategies_timeline import WORK as AT_WORK


@pytest.mark.parametrize("name", ["demo", "jenkins", "packit", "x4b"])
def test_the_files_of_whole_sites(name: str) -> None:
    """The demo in both languages, and sites of real organisations."""
    files = built(name)

    check(files)
    if "zh/api/v2/summary.json" in files:
        check(files, "zh/")


@given(sites(), instants, st.booleans())
@hypothesis_settings(max_examples=examples(60))
def test_the_files_of_any_site(made: Site, now: datetime, withdraw: bool) -> None:
    """Whatever the notes say, also that they were an error, and whenever one looks."""
    wrong = words("A drill.") if withdraw else EMPTY
    made = replace(
        made,
        incidents=tuple(replace(one, withdrawn=wrong) for one in made.incidents[:1]) + made.incidents[1:],
        maintenances=tuple(replace(one, withdrawn=wrong) for one in made.maintenances),
    )

    check(generated(made, now))


@given(sites(), instants)
@hypothesis_settings(max_examples=examples(60))
def test_the_newest_update_tells_the_status(made: Site, now: datetime) -> None:
    """What clients read off the updates is what the page says."""
    files, timeline = generated(made, now), derive(made, now)
    spoken = {Status.IN_PROGRESS: "in_progress", Status.CANCELLED: "completed"}
    for summary in (*timeline.incidents, *timeline.maintenances):
        assert summary.status
        expected = spoken.get(summary.status, summary.status.value)
        found = files[f"incidents/{note_code(summary.key)}.json"]["status"]

        assert expected == ("resolved" if found == "postmortem" else found)


@given(sites(), instants)
@hypothesis_settings(max_examples=examples(30))
def test_ids_outlive_words_and_order(made: Site, now: datetime) -> None:
    """Other titles, names, words and another order leave every id as it was."""
    renamed = replace(
        made,
        services=tuple(
            replace(one, name=words(f"New {one.id}"), description=words("New."))
            for one in reversed(made.services)
        ),
        incidents=tuple(replace(one, title=words("Else"), impact=words("Else")) for one in made.incidents),
        maintenances=tuple(replace(one, title=words("Else")) for one in made.maintenances[::-1]),
    )

    assert _codes(generated(made, now)) == _codes(generated(renamed, now))


def _codes(value: object) -> set[str]:
    if isinstance(value, dict):
        mine = {str(value[key]) for key in ("id", "code") if key in value}
        return mine.union(*(_codes(one) for one in value.values()))
    return set().union(*(_codes(one) for one in value)) if isinstance(value, list) else set()


def test_no_two_things_share_an_id() -> None:
    """Page, services, groups, notes and updates of a large site."""
    files = built("corpus")
    notes = [one for path, one in files.items() if SINGLE.fullmatch(path)]
    things = [
        files["api/v2/summary.json"]["page"]["id"],
        *(one["id"] for one in files["api/v2/components.json"]["components"]),
        *(one["id"] for one in notes),
        *(update["id"] for one in notes for update in one["incident_updates"]),
    ]

    assert len(things) == len(set(things))


def test_ids_are_for_ever() -> None:
    """Monitors know things by these ids, so no later version may make others."""
    files = compiled(
        {"incidents/2026-05-01-storm.md": "---\ntitle: Storm\n---\n\n## Investigating · 2026-05-01 09:00\n"},
        at(12),
    )
    summary = files["api/v2/summary.json"]

    assert [
        "j6jv5yjh44bl",
        "3d4qrg5598vt",
        "6lhgp5wgm8gh",
        "q8hctnnym6nn",
        "d2wz7ycc6qn3",
        "kgpbv3x8dxzh",
        "x167k1048766",
    ] == [
        summary["page"]["id"],
        *(one["id"] for one in summary["components"]),
        summary["incidents"][0]["id"],
        summary["incidents"][0]["incident_updates"][0]["id"],
    ]


@pytest.mark.parametrize("path", ["api/v2/incidents.json", "api/v2/incidents/unresolved.json"])
def test_no_file_has_more_than_fifty(path: str) -> None:
    """The newest of a long history."""
    told = built("corpus")[path]["incidents"]

    assert (50 if path == "api/v2/incidents.json" else 3) == len(told)
    assert told[0]["created_at"] == max(one["created_at"] for one in notes_in(built("corpus")))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], ("none", "All Systems Operational")),
        ([UP, UP], ("none", "All Systems Operational")),
        ([UP, AT_WORK], ("maintenance", "Service Under Maintenance")),
        ([AT_WORK, AT_WORK], ("maintenance", "Service Under Maintenance")),
        ([UP, SLOW], ("minor", "Partially Degraded Service")),
        ([AT_WORK, SLOW], ("minor", "Partially Degraded Service")),
        ([SLOW, SLOW], ("minor", "Degraded System Service")),
        ([UP, PARTIAL], ("minor", "Minor Service Outage")),
        ([SLOW, PARTIAL], ("minor", "Minor Service Outage")),
        ([PARTIAL, PARTIAL], ("major", "Partial System Outage")),
        ([UP, DOWN], ("major", "Partial System Outage")),
        ([PARTIAL, DOWN], ("major", "Partial System Outage")),
        ([DOWN], ("critical", "Major System Outage")),
        ([DOWN, DOWN], ("critical", "Major System Outage")),
    ],
)
def test_the_roll_up(states: list[ServiceState], expected: tuple[str, str]) -> None:
    """All seven sentences."""
    assert expected == statuspage_status(states, max(states, default=UP))


def test_groups_do_not_count_in_the_roll_up() -> None:
    """Both services are down; that the group is too adds nothing."""
    made = replace(
        site(
            incident(update(Status.INVESTIGATING, at(9), a=DOWN, b=PARTIAL)),
            services=(Service(id="a", name=words("A"), group="g"), Service(id="b", name=words("B"))),
        ),
        groups=(Group(id="g", name=words("G")),),
    )

    status = generated(made, at(10))["api/v2/status.json"]["status"]

    assert {"indicator": "major", "description": "Partial System Outage"} == status


def told(note: Any) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Of each update the status, the time of day, and the states before and after."""
    return [
        (
            update["status"],
            update["display_at"][11:16],
            [(one["old_status"], one["new_status"]) for one in update["affected_components"]],
        )
        for update in note["incident_updates"]
    ]


def test_states_are_carried_on() -> None:
    """Each update tells all services of the incident; a mere update keeps the status."""
    note = only(
        site(
            incident(
                update(Status.INVESTIGATING, at(9), trams=SLOW),
                update(Status.IDENTIFIED, at(10), trams=DOWN),
                update(Status.UPDATE, at(11), tickets=SLOW),
                update(Status.RESOLVED, at(12)),
                update(Status.POSTMORTEM, at(13)),
            )
        ),
        at(14),
    )

    well, slow, down = "operational", "degraded_performance", "major_outage"
    assert [
        ("postmortem", "13:00", [(well, well), (well, well)]),
        ("resolved", "12:00", [(down, well), (slow, well)]),
        ("identified", "11:00", [(down, down), (well, slow)]),
        ("identified", "10:00", [(slow, down), (well, well)]),
        ("investigating", "09:00", [(well, slow), (well, well)]),
    ] == told(note)
    assert ("critical", "2026-05-01T12:00:00.000Z") == (note["impact"], note["resolved_at"])


def test_monitoring_is_timed() -> None:
    """From when on it was watched."""
    note = only(
        site(
            incident(
                update(Status.INVESTIGATING, at(9), trams=SLOW),
                update(Status.MONITORING, at(10)),
                update(Status.UPDATE, at(11)),
            )
        ),
        at(12),
    )

    assert ("monitoring", "2026-05-01T10:00:00.000Z", None) == (
        note["status"],
        note["monitoring_at"],
        note["resolved_at"],
    )


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (19, [("scheduled", "08:00")]),
        (20, [("in_progress", "20:00"), ("scheduled", "08:00")]),
        (22, [("completed", "22:00"), ("in_progress", "20:00"), ("scheduled", "08:00")]),
    ],
)
def test_the_clock_tells_updates(hour: int, expected: list[tuple[str, str]]) -> None:
    """Work that begins and ends by plan has an update for it, though nobody wrote one."""
    note = only(site(maintenance(announced=at(8))), at(hour))

    assert expected == [(status, time) for status, time, _ in told(note)]


def test_an_extended_maintenance_stays_in_progress() -> None:
    """What was told late counts as well: the end by plan came before the extension."""
    work = maintenance(
        update(Status.IN_PROGRESS, at(20)), update(Status.EXTENDED, at(21), ends=at(23)), announced=at(8)
    )

    assert [("in_progress", "21:00"), ("in_progress", "20:00"), ("scheduled", "08:00")] == [
        (status, time) for status, time, _ in told(only(site(work), at(22)))
    ]


def test_an_end_moved_into_the_past() -> None:
    """The work is over once that is told, and not before."""
    work = maintenance(update(Status.UPDATE, at(21), ends=at(20, 30)), announced=at(8))

    assert [("completed", "21:00"), ("in_progress", "20:00"), ("scheduled", "08:00")] == [
        (status, time) for status, time, _ in told(only(site(work), at(23)))
    ]


def test_the_announcement_is_told_once() -> None:
    """Words before the updates of a maintenance are its announcement, or else stand in the first update."""
    work = maintenance(update(Status.IN_PROGRESS, at(20)), announced=at(8))
    bodies = [
        [one["body"] for one in only(site(replace(made, intro=words("Why."))), at(21))["incident_updates"]]
        for made in (work, replace(work, announced=None))
    ]

    assert [["In progress", "Why."], ["Why."]] == [
        [one for one in found if "begun" not in one] for found in bodies
    ]


@pytest.mark.parametrize(("hour", "expected"), [(9, "08"), (20, "20"), (21, "20"), (22, "22")])
def test_the_page_is_as_new_as_its_newest_words(hour: int, expected: str) -> None:
    """Or as what the clock did; what lies ahead does not count."""
    page = generated(site(maintenance(announced=at(8))), at(hour))["api/v2/status.json"]["page"]

    assert f"2026-05-01T{expected}:00:00.000Z" == page["updated_at"]


def test_a_cancelled_maintenance_is_completed() -> None:
    """There is no other word for it; the words say that it was cancelled."""
    note = only(site(maintenance(update(Status.CANCELLED, at(12)), announced=at(8))), at(13))

    assert ("completed", "2026-05-01T12:00:00.000Z", "Cancelled") == (
        note["status"],
        note["resolved_at"],
        note["incident_updates"][0]["body"],
    )


def test_a_withdrawn_incident_is_resolved() -> None:
    """Who was told of it is told that it was an error."""
    wrong = replace(incident(update(Status.INVESTIGATING, at(9), trams=DOWN)), withdrawn=words("A drill."))

    note = only(site(wrong), at(10))

    assert ("none", "Posted in error: A drill.") == (note["impact"], note["incident_updates"][0]["body"])
    assert [
        ("resolved", "09:00", [("major_outage", "operational")]),
        ("investigating", "09:00", [("operational", "major_outage")]),
    ] == told(note)


def test_bodies_are_plain_text() -> None:
    """A line for each paragraph and item; nothing in them can become a tag; a postmortem is Markdown."""
    note = """\
        ---
        title: A storm
        ---

        ## Investigating · 2026-05-01 09:00

        Trees **lie** on [the rails](https://x.example/) & `<b>`.

        - one
        - two

        ## Resolved · 2026-05-01 10:00

        ## Postmortem · 2026-05-01 11:00

        What *happened*.
        """
    files = compiled({"incidents/2026-05-01-storm.md": note}, at(12))
    (told,) = files["api/v2/incidents.json"]["incidents"]

    assert [
        "What *happened*.",
        "Resolved",
        "Trees lie on the rails (https://x.example/) & &lt;b>.<br /><br />- one<br />- two",
    ] == [update["body"] for update in told["incident_updates"]]


def test_other_languages_have_their_words() -> None:
    """Names and words in the language of the edition, states in English, ids the same."""
    english, chinese = (built("demo")[f"{prefix}api/v2/summary.json"] for prefix in ("", "zh/"))

    assert english["page"]["name"] != chinese["page"]["name"]
    assert [(one["id"], one["status"]) for one in english["components"]] == [
        (one["id"], one["status"]) for one in chinese["components"]
    ]
    assert english["status"] == chinese["status"]
    assert english["incidents"][0]["shortlink"] != chinese["incidents"][0]["shortlink"]


def test_long_names_have_the_group() -> None:
    """As clients show them where the group is not seen."""
    (one, *_) = built("demo")["api/v2/incidents.json"]["incidents"]
    names = [affected["name"] for affected in one["incident_updates"][0]["affected_components"]]

    assert ["Borrowing and your account - Loans and renewals"] == [name for name in names if "Loans" in name]


def test_the_past_stays_as_it_is() -> None:
    """The own files of closed incidents do not change with what happens to services later."""
    closed = incident(update(Status.INVESTIGATING, at(9), trams=DOWN), update(Status.RESOLVED, at(10)))
    later = incident(update(Status.INVESTIGATING, at(11), trams=DOWN), name="flood", started=at(11))
    before, after = (generated(site(*notes), at(12)) for notes in ([closed], [closed, later]))

    for path in (path for path in before if SINGLE.fullmatch(path)):
        assert before[path] == after[path]


def test_two_builds_have_the_same_bytes() -> None:
    """And a later one without news too, but for what tells the time."""
    timeline = derive(site(incident(update(Status.INVESTIGATING, at(9), trams=DOWN))), at(12))
    languages = contexts(timeline.site, theme_for(("en",)))
    made = [
        {one.path: one.make() for one in api_files(languages, gather(timeline), timeline)} for _ in range(2)
    ]

    assert made[0] == made[1]


def test_time_alone_changes_nothing() -> None:
    """No file of this API tells when it was made."""
    made = site(incident(update(Status.INVESTIGATING, at(9), trams=DOWN)))
    early, late = (generated(made, at(hour)) for hour in (12, 13))

    assert ["api/status.json"] == [path for path in early if early[path] != late[path]]
