"""What other sites frame, and the script that puts it there."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from statusgen.model.output import fingerprint
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.render.embeds import SANDBOX, embed_codes, embed_view
from statusgen.timeline.site_state import Timeline
from tests.render.test_badges import CALM, WATCHED, WORK, contrast
from tests.render.test_default_theme import html_of, outputs
from tests.render_samples import PLANNED, SETTINGS, SITE, TIMELINE, context, en, maintenance_summary


def told(timeline: Timeline = TIMELINE) -> dict[str, object]:
    """What the script knows."""
    found = re.search(r"var told = (\{.*\});", outputs(timeline)["widget.js"].make().decode())
    assert found
    return dict(json.loads(found[1]))


def test_the_banner_names_what_is_open() -> None:
    """The state, open incidents with their promise, and the work going on."""
    timeline = replace(TIMELINE, maintenances=(maintenance_summary(PLANNED, Status.IN_PROGRESS),))

    view = embed_view(context(), timeline)

    assert (view.state.key, view.state.text) == ("partial-outage", "Partial outage")
    assert view.detail == "2 of 3 services are affected"
    (incident,) = view.incidents
    assert (incident.title.text, incident.href) == (
        "Some card payments are failing",
        "/incidents/2026-05-01-cards/",
    )
    assert incident.next_update
    assert incident.next_update.time == "11:30 CEST"
    assert incident.overdue
    assert [one.title.text for one in view.active] == ["We move to new machines"]


def test_a_broken_promise_is_said() -> None:
    """In the banner too."""
    assert "It is overdue." in html_of()["embed/index.html"]


def test_when_all_is_well_the_banner_is_one_line() -> None:
    """The state, the time and the way to the status page."""
    page = html_of(CALM)["embed/index.html"]
    body = page.partition("<body>")[2]
    words = re.sub(r"<svg.*?</svg>|<script>.*?</script>|<[^>]+>", "", body, flags=re.DOTALL)

    assert " ".join(words.split()) == "All services are working As of 1 May 2026, 12:00 CEST Status page"
    assert "<ul>" not in page


def test_the_banner_is_for_frames_alone() -> None:
    """It is not indexed, its links open in the whole window, and only its icon and script are loaded."""
    page = html_of()["embed/index.html"]

    assert '<meta name="robots" content="noindex">' in page
    links = re.findall(r"<a [^>]*>", page)
    assert [link for link in links if 'target="_top"' not in link] == []
    assert re.findall(r'<link rel="([^"]+)"', page) == ["icon"]
    assert [source.partition(".")[0] for source in re.findall(r' src="([^"]*)"', page)] == ["/assets/embed"]


def test_the_words_of_the_banner_can_be_read() -> None:
    """Each colour has a contrast of at least 4.5 on each ground of its scheme."""
    style = html_of()["embed/index.html"].partition("</style>")[0]
    for scheme in style.split("prefers-color-scheme:dark"):
        colours = dict(re.findall(r"--(ink|link):(#\w+)", scheme))
        tones = re.findall(r"--c:(#\w+);--tint:(#\w+)", scheme)
        assert len(tones) == 6
        for own, ground in tones:
            assert [one for one in (own, *colours.values()) if contrast(one, ground) < 4.5] == [], ground


@pytest.mark.parametrize(
    ("timeline", "calm", "affected"),
    [
        (TIMELINE, False, ["checkout", "cards"]),
        (WATCHED, False, []),
        (WORK, False, []),
        (CALM, True, []),
    ],
)
def test_the_script_knows_when_to_be_silent(timeline: Timeline, calm: bool, affected: list[str]) -> None:
    """What is wrong stands in the script itself."""
    assert told(timeline) == {
        "affected": affected,
        "calm": calm,
        "sandbox": SANDBOX,
        "title": "Service status: Northwind Status",
    }


def test_the_script_is_small() -> None:
    """At most 1.5 KB on the way, and nothing of it is left undone."""
    script = outputs()["widget.js"].make()

    assert len(gzip.compress(script)) <= 1500
    assert b"{{" not in script


def test_the_script_stays_the_same_while_the_state_does() -> None:
    """So that it can be kept."""
    later = replace(TIMELINE, now=TIMELINE.now + timedelta(minutes=5))

    prints = [fingerprint(outputs(one)["widget.js"], "1") for one in (TIMELINE, later, CALM)]

    assert prints[0] == prints[1] != prints[2]


def test_names_cannot_leave_the_script() -> None:
    """Quotes and markup in the site's name stay text."""
    hostile = '"};alert(1)//</script><!--\u2028'
    settings = replace(SETTINGS, name=en(hostile))
    timeline = replace(TIMELINE, site=replace(SITE, settings=settings))

    assert told(timeline)["title"] == f"Service status: {hostile}"
    assert b"</script" not in outputs(timeline)["widget.js"].make()


def test_the_pieces_to_copy_are_absolute_and_escaped() -> None:
    """They are HTML and Markdown for other sites, in the edition's language."""
    settings = replace(SETTINGS, name=en('A & "B" [C]'), url="https://a.example/status/")
    codes = embed_codes(context(site=replace(SITE, settings=settings)))

    assert codes.badge == "/status/badge.svg"
    assert codes.badge_html == (
        '<a href="https://a.example/status/"><img src="https://a.example/status/badge.svg" '
        'alt="Service status: A &amp; &quot;B&quot; [C]" height="24"></a>'
    )
    assert codes.badge_markdown == (
        r'[![Service status: A & "B" \[C\]](https://a.example/status/badge.svg)](https://a.example/status/)'
    )
    assert codes.frame.startswith(
        '<iframe src="https://a.example/status/embed/" title="Service status: A &amp; &quot;B&quot; [C]" '
    )
    assert codes.script == '<script async src="https://a.example/status/widget.js"></script>'
    assert embed_codes(context("zh")).script.endswith('/zh/widget.js"></script>')


def test_the_subscribe_page_has_the_pieces() -> None:
    """To be copied."""
    page = html_of()["subscribe/index.html"]

    assert "&lt;script async src=&#34;https://status.northwind.example/widget.js&#34;&gt;" in page
    assert '<img src="/badge.svg"' in page


def test_the_home_page_has_the_icon_of_the_state() -> None:
    """Other pages keep the site's own, because they do not change with the state."""
    pages, quiet = html_of(), html_of(CALM)
    icon = re.compile(r'<link rel="icon" type="image/svg\+xml" href="/assets/([a-z-]+)\.')

    assert icon.findall(pages["index.html"]) == ["icon-partial-outage"]
    assert icon.findall(quiet["zh/index.html"]) == ["icon-operational"]
    assert icon.findall(pages["services/cards/index.html"]) == ["icon"]


def test_every_state_has_an_icon_of_its_own() -> None:
    """No two are alike, in shape either."""
    icons = {
        re.sub(r"<style>.*</style>", "", output.make().decode())
        for path, output in outputs().items()
        if path.startswith("assets/icon-")
    }

    assert len(icons) == len(ServiceState) + 1  # and one for an incident that affects no service


def test_the_documentation_has_the_same_sandbox() -> None:
    """So that nobody copies a frame that may do more, or too little."""
    page = (Path(__file__).parents[2] / "docs" / "embeds.md").read_text("utf-8")
    assert f'sandbox="{SANDBOX}"' in page
