"""Notes as their pages tell them."""

from __future__ import annotations

from dataclasses import replace

from statusgen.model.packed import Lazy
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.render.pages.note import note_view, update_view
from statusgen.render.views.notes import NoteView
from statusgen.render.views.words import Label, Text
from statusgen.timeline.note_summary import NoteSummary, summarize
from statusgen.timeline.values import Interval
from tests.render_samples import (
    CLOSED,
    NOTICE,
    NOW,
    OPEN,
    PLANNED,
    TIMELINE,
    WITHDRAWN,
    at,
    context,
    en,
    update,
)

STORIES = {story.id: story for story in TIMELINE.notes}


def view(id_: str, language: str = "en") -> NoteView:
    """The view of a sample note."""
    return note_view(context(language), STORIES[id_])


def with_updates(story: NoteSummary, *statuses_and_times: tuple[Status, str]) -> NoteSummary:
    """The story with other updates."""
    updates = tuple(update(status, when) for status, when in statuses_and_times)
    return replace(story, kept=Lazy(replace(story.note, updates=updates)))


def test_an_open_incident_answers_the_four_questions() -> None:
    """Impact, services with their states, the latest update, the workaround and the promise are all there."""
    answers = view(OPEN.id).answers
    assert answers.impact == Text("One in ten payments is declined.")
    assert [(one.name.text, one.state.key) for one in answers.affected] == [
        ("Card payments", "partial-outage"),
        ("Checkout", "degraded"),
    ]
    assert answers.latest is not None
    assert answers.latest.status == Label("identified", "Identified")
    assert answers.workaround == Text("Pay by bank transfer.")
    assert answers.next_update is not None
    assert answers.next_update.time == "11:30 CEST"
    assert answers.overdue


def test_an_open_incident_has_no_end() -> None:
    """As long as it goes on there is neither an end nor a duration."""
    open_ = view(OPEN.id)
    assert (open_.open, open_.ends, open_.duration) == (True, None, "")
    assert open_.span.text == "Since 1 May 2026, 09:10 CEST"


def test_an_incident_tells_the_worst_state_of_a_service() -> None:
    """The one now while it is open, later the worst of all; none where no service was affected."""
    hour = Interval(
        at("2026-04-29 08:00"), at("2026-04-29 09:00"), "cards", ServiceState.DEGRADED, CLOSED.key
    )
    over = replace(
        STORIES[CLOSED.id], intervals=(hour, replace(hour, state=ServiceState.MAJOR_OUTAGE)), digest="x"
    )
    assert view(OPEN.id).worst == Label("partial-outage", "Partial outage")
    assert note_view(context(), over).worst == Label("major-outage", "Major outage")
    assert view(PLANNED.id).worst is None


def test_updates_are_told_newest_first_with_their_permalinks() -> None:
    """Each has its anchor, its time, and the services it changes."""
    updates = view(OPEN.id).updates
    assert [one.anchor for one in updates] == ["2026-05-01T07-47Z", "2026-05-01T07-20Z"]
    assert updates[0].href == "/incidents/2026-05-01-cards/#2026-05-01T07-47Z"
    assert [(one.href, one.state.key) for one in updates[0].changes] == [("/services/checkout/", "degraded")]


def test_the_postmortem_stands_apart() -> None:
    """It is not one of the updates, and its headings rank higher."""
    closed = view(CLOSED.id)
    assert [one.status.key for one in closed.updates] == ["resolved", "investigating"]
    assert closed.postmortem is not None
    assert closed.postmortem.body.html == '<h3 id="2026-05-01T08-00Z~why">Why</h3>\n<p>A cable.</p>'
    assert closed.answers.latest == closed.updates[0]


def test_an_older_postmortem_is_not_lost() -> None:
    """Of two postmortems the newer stands apart, and the older stays among the updates."""
    story = with_updates(
        STORIES[CLOSED.id], (Status.POSTMORTEM, "2026-05-02 08:00"), (Status.POSTMORTEM, "2026-05-03 08:00")
    )
    told = note_view(context(), story)
    assert told.postmortem is not None
    assert (told.postmortem.anchor, [one.anchor for one in told.updates]) == (
        "2026-05-03T08-00Z",
        ["2026-05-02T08-00Z"],
    )


def test_a_resolved_incident_tells_how_long_it_took() -> None:
    """Start, end and duration are those of the trouble, not of the updates."""
    closed = view(CLOSED.id)
    assert (closed.span.text, closed.duration) == ("29 April 2026, 10:00 to 11:52 CEST", "1 hour 52 minutes")
    assert closed.updates[0].since is not None
    assert closed.updates[0].since.time == "11:52 CEST"


def test_planned_work_is_open_and_tells_its_window() -> None:
    """A maintenance to come has its introduction, its window and no severity."""
    planned = view(PLANNED.id)
    assert (planned.kind, planned.open, planned.severity) == ("maintenance", True, None)
    assert planned.span.text == "3 May 2026, 22:00 CEST to 4 May 2026, 00:00 CEST"
    assert planned.duration == "2 hours"
    assert planned.intro.html == "<p>Everything stays as it is.</p>"


def test_a_notice_has_no_status() -> None:
    """It stands on the home page until its time is over."""
    notice = view(NOTICE.id)
    assert (notice.status, notice.open, notice.duration) == (None, True, "")
    assert not summarize(replace(NOTICE, until=at("2026-05-01 10:00")), NOW).open


def test_a_withdrawn_incident_says_why() -> None:
    """It is not open, whatever its last status."""
    withdrawn = view(WITHDRAWN.id)
    assert (withdrawn.open, withdrawn.withdrawn) == (False, Text("Posted by mistake."))


def test_the_summary_is_the_impact_or_the_latest_words() -> None:
    """One line without markup."""
    assert view(OPEN.id).summary.text == "One in ten payments is declined."
    assert view(CLOSED.id).summary.text == "All well."
    assert view(PLANNED.id).summary.text == "Everything stays as it is."


def test_what_is_not_translated_is_marked() -> None:
    """In the Chinese edition, Chinese words have no mark and English words say that they are English."""
    told = view(OPEN.id, "zh")
    assert told.title == Text("部分卡支付失败")
    assert told.answers.impact == Text("One in ten payments is declined.", "en")
    assert told.updates[0].body.lang == "en"
    assert told.href == "/zh/incidents/2026-05-01-cards/"


def test_pictures_stand_beside_the_page() -> None:
    """A picture's address follows from its note's, in each language."""
    assert 'src="/zh/incidents/2026-05-01-cards/till.png"' in view(OPEN.id, "zh").updates[1].body.html


def test_services_that_the_catalog_lost_are_left_out() -> None:
    """A note that names an unknown service still has its page."""
    story = replace(STORIES[OPEN.id], states={"gone": next(iter(STORIES[OPEN.id].states.values()))})
    assert note_view(context(), story).answers.affected == ()


def test_stories_differ_in_their_repr_when_they_differ() -> None:
    """The repr of a story stands for all of it."""
    first, second, third = (summarize(note, NOW) for note in (OPEN, replace(OPEN, impact=en("Other.")), OPEN))
    assert repr(first) != repr(second)
    assert repr(first) == repr(third)


def test_what_is_over_tells_its_course() -> None:
    """Started, and how long after that each status was reached and told."""
    steps = [(step.key, step.at.time, step.after) for step in view(CLOSED.id).timeline]
    assert steps == [
        ("began", "10:00 CEST", ""),
        ("investigating", "10:10 CEST", "10 minutes"),
        ("resolved", "11:52 CEST", "1 hour 52 minutes"),
        ("posted", "12:00 CEST", "2 hours"),
    ]


def test_what_is_open_has_no_course_yet() -> None:
    """Nor has what was withdrawn, or a notice."""
    assert [view(id_).timeline for id_ in (PLANNED.id, NOTICE.id, WITHDRAWN.id)] == [(), (), ()]


def test_a_status_that_is_told_twice_is_one_step() -> None:
    """Plain updates and the postmortem are no steps, nor is a status that only goes on."""
    story = with_updates(
        STORIES[CLOSED.id],
        (Status.MONITORING, "2026-04-29 10:30"),
        (Status.UPDATE, "2026-04-29 10:40"),
        (Status.MONITORING, "2026-04-29 10:50"),
        (Status.RESOLVED, "2026-04-29 11:52"),
        (Status.POSTMORTEM, "2026-05-02 08:00"),
    )
    steps = note_view(context(), story).timeline
    assert [step.key for step in steps] == ["began", "monitoring", "resolved"]
    assert steps[1].href == "#2026-04-29T10-30Z"


def test_edited_words_lead_to_their_changes() -> None:
    """Where the repository is known, to those of the file that the update stands in."""
    own = context()
    known = replace(own, settings=replace(own.settings, repository="https://github.com/larkmoor/status"))
    story = STORIES[CLOSED.id]
    one = replace(story.note.updates[0], path="incidents/x/0910.md")
    told = update_view(known, "incidents/x/", one)
    assert told.history == "https://github.com/larkmoor/status/commits/HEAD/content/incidents/x/0910.md"
    assert update_view(own, "incidents/x/", one).history == ""


def test_three_headings_make_a_table_of_contents() -> None:
    """On the note's own page; with fewer, or among other notes, there is none."""
    story = STORIES[CLOSED.id]
    body = LocalText((("en", "## A\n\n### a\n\n## B\n\n## 丙"),))
    long = replace(story.note.updates[0], status=Status.POSTMORTEM, body=body)
    view_of = update_view(context(), "incidents/x/", long)
    assert [(one.href, one.text) for one in view_of.body.headings] == [
        (f"#{long.id}~a", "A"),
        (f"#{long.id}~b", "B"),
        (f"#{long.id}~%E4%B8%99", "丙"),
    ]
    assert update_view(context(), "incidents/x/", long, alone=False).body.headings == ()
    short = replace(long, body=LocalText((("en", "## A\n\n## B"),)))
    assert update_view(context(), "incidents/x/", short).body.headings == ()
