"""The help for what is wrong in postmortems and problems leads to what is right."""

from __future__ import annotations

import pytest

from statusgen.model.diagnostics import Level
from statusgen.pipeline.check import check_site
from tests.pipeline.test_reviews import ACTION, NOW, POSTMORTEM, incident
from tests.sites import SITE, THEMES, content

INCIDENT = "incidents/2026-05-01-cards.md"
PROBLEM = "---\ntitle: Old readers\nopened: 2026-05-01\n{}---\n"


@pytest.mark.parametrize(
    ("files", "site", "help"),
    [
        ({INCIDENT: incident(head="problem: [a, b]\n")}, "", "Write one value."),
        (
            {INCIDENT: incident(head="caused by: Northern Lines\n")},
            "",
            (
                "Write the name of the maintenance's file, without `.md`; if a company caused it, write "
                "`supplier: Northern Lines`."
            ),
        ),
        (
            {INCIDENT: incident(POSTMORTEM.format("factors:\n  - It broke\n"))},
            "",
            "Write it in a line of its own: `- what: 'It broke'`.",
        ),
        (
            {INCIDENT: incident(POSTMORTEM.format(f"{ACTION}    dropped: 2026-05-28\n"))},
            "",
            "Write `{on: 2026-05-28, why: …}`.",
        ),
        ({}, "reviews:\n  postmortem within: 3 days\n", "Write `{critical: 3 days}`."),
        ({"problems/old.md": PROBLEM.format("public: maybe\n")}, "", "Write `yes` or `no`."),
    ],
)
def test_help_can_be_followed(files: dict[str, str], site: str, help: str) -> None:
    """One mistake each, with one finding."""
    found = check_site(content(files, site=SITE + site), THEMES, now=NOW)
    assert [help] == [one.help for one in found if one.level is Level.ERROR]


@pytest.mark.parametrize("mistake", ["problem: [old\n", "problem: olld\n", "problem: old\nfoo: x\n"])
def test_a_mistake_in_an_incident_says_nothing_about_its_problem(mistake: str) -> None:
    """It may be meant to name it."""
    files = {INCIDENT: incident(head=mistake), "problems/old.md": PROBLEM.format("")}
    assert "problem-without-incident" not in {one.code for one in check_site(content(files), THEMES, now=NOW)}
