"""Actions that are for a known problem: both pages link to each other, as far as readers know of both."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from statusgen.cli.main import main
from tests.render.test_learning import CARDS, NOTES, PAGE, POSTMORTEM, PROBLEM, actions, built, text
from tests.sites import content

FOR = POSTMORTEM.replace("PUBLIC\n", "").replace(
    "  - do: Lay a new cable\n", "  - do: Lay a new cable\n    for: one-cable\n"
)
UNNAMED = CARDS.replace("problem: one-cable\n", "")
LINKED = NOTES | {"incidents/cards.md": UNNAMED + FOR}
TITLE, OF_PROBLEM = "One cable for all machines", "problems/one-cable/index.html"
LATER = "2027-02-01T12:00+01:00"


def test_an_action_links_to_its_problem() -> None:
    """On the page of the incident, and where all actions are; no other action does."""
    files = built(LINKED)
    for page in (files[PAGE], files["learned/index.html"]):
        assert re.findall(r'For the problem: <a href="([^"]*)">([^<]*)', page) == [
            ("/problems/one-cable/", TITLE)
        ]
    for path in ("incidents/cards/index.md", "learned/index.md"):
        (line,) = [one for one in files[path].splitlines() if "For the problem" in one]
        assert "Lay a new cable" in line
        assert f"For the problem: [{TITLE}](https://status.larkmoor.example/problems/one-cable/" in line
    assert "For the problem" not in "".join(built().values())


def test_a_problem_lists_the_actions_for_it() -> None:
    """After its own, each with its state and a link to the note that it is from."""
    page = built(LINKED)[OF_PROBLEM]
    assert actions(page) == [
        "Find a second way: Open Due by 30 September 2026",
        "Lay a new cable: Done on 3 May 2026",
    ]
    assert "Actions last changed on 3 May 2026" in text(page)
    assert page.count('href="/incidents/cards/"') == 1  # no incident was caused by it
    assert "For the problem" not in page
    assert "Lay a new cable" in built(LINKED)["problems/one-cable/index.md"]
    before = built(LINKED, "2026-05-02T18:00+02:00")[OF_PROBLEM]
    assert actions(before) == ["Find a second way: Open Due by 30 September 2026"]


def test_the_api_links_both() -> None:
    """By title and address."""
    data = json.loads(built(LINKED)["api/status.json"])
    (problem,), (cards,) = data["problems"], data["learned"]
    here = {"title": TITLE, "url": "https://status.larkmoor.example/problems/one-cable/"}
    there = {"title": "No cards", "url": "https://status.larkmoor.example/incidents/cards/"}
    links = [
        [(one["problem"], one["source"]) for one in note["learning"]["actions"]] for note in (cards, problem)
    ]
    again = UNNAMED + FOR + "\n## Investigating · 2026-05-06 09:00\n\nIt is back.\n"
    (opened,) = json.loads(built(LINKED | {"incidents/cards.md": again})["api/status.json"])["incidents"]
    assert here in [one["problem"] for one in opened["learning"]["actions"]]
    assert links == [[(None, None), (here, None), (None, None), (None, None)], [(None, None), (None, there)]]


def test_problem_and_action_are_shown_once_each() -> None:
    """Also if a problem has an action for itself or for another one, or two incidents act for it."""
    itself = PROBLEM.replace("Find a second way\n", "Find a second way\n    for: one-cable\n")
    other = itself.replace(TITLE, "One road").replace("Find a second way", "Build a road")
    files = built(
        LINKED
        | {
            "problems/one-cable.md": itself,
            "problems/one-road.md": other.removesuffix("    for: one-cable\n"),
        }
        | {"incidents/again.md": (UNNAMED + FOR).replace("No cards", "No cards again")}
    )
    found = [one.partition(":")[0] for one in actions(files[OF_PROBLEM])]
    assert found == ["Find a second way", "Build a road", "Lay a new cable", "Lay a new cable"]
    assert "For the problem" not in files[OF_PROBLEM]


def test_an_internal_problem_is_not_named_by_actions() -> None:
    """Nor one that is a draft, or that does not begin before later."""
    for old, new in (
        ("public: yes\n", ""),
        ("---\ntitle", "---\ndraft: true\ntitle"),
        ("2026-05-0", "2026-06-0"),
    ):
        files = built(LINKED | {"problems/one-cable.md": PROBLEM.replace(old, new)}, "2026-05-12T12:00+02:00")
        assert not [path for path, data in files.items() if "one-cable" in path or "one-cable" in data]


def test_a_withdrawn_incident_acts_for_nothing() -> None:
    """Its actions are promises no more: its page lists none, and so does the problem."""
    withdrawn = UNNAMED.replace("supplier:", "withdrawn: A test.\nsupplier:") + FOR
    files = built(NOTES | {"incidents/cards.md": withdrawn})
    assert actions(files[PAGE]) == []
    assert "41 of 120 machines" in files[PAGE]
    assert "dry ground" in files[PAGE]
    assert "Lay a new cable" not in files[OF_PROBLEM] + files["learned/index.html"] + files[PAGE]


def published(root: Path, notes: dict[str, str], now: str) -> dict[str, str]:
    """Build a site over its earlier publication, and again from nothing but the records of that."""
    source, warm, clean = (root / name for name in ("content", "warm", "clean"))
    for path, data in content(notes).items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data)
    shutil.rmtree(clean, ignore_errors=True)
    if warm.exists():
        shutil.copytree(warm / ".statusgen/notes", clean / ".statusgen/notes")
    for out in (warm, clean):
        assert main(["build", "--content", str(source), "--out", str(out), "--now", now]) == 0
    found = pages(warm)
    assert found == pages(clean)
    return found


def pages(out: Path) -> dict[str, str]:
    """The pages in a folder, their text versions, and the data of the API."""
    paths = [path for kind in ("html", "md", "json") for path in out.rglob(f"*.{kind}")]
    return {
        path.relative_to(out).as_posix(): path.read_text() for path in paths if ".statusgen" not in str(path)
    }


def test_an_old_incident_has_the_new_title_of_the_problem(tmp_path: Path) -> None:
    """It was over long ago: its page changes all the same."""
    published(tmp_path, LINKED, LATER)
    renamed = LINKED | {"problems/one-cable.md": PROBLEM.replace(TITLE, "Cables in one duct")}
    page = published(tmp_path, renamed, LATER)[PAGE]

    assert "Cables in one duct" in page
    assert TITLE not in page


def test_an_old_problem_has_the_new_words_of_an_action(tmp_path: Path) -> None:
    """It was fixed long ago, and its own file is as it was."""
    fixed = LINKED | {"problems/one-cable.md": f"{PROBLEM}\n## Fixed · 2026-06-01 12:00\n\nDone.\n"}
    published(tmp_path, fixed, LATER)
    reworded = fixed | {"incidents/cards.md": UNNAMED + FOR.replace("Lay a new cable", "Lay two cables")}

    assert "Lay two cables" in published(tmp_path, reworded, LATER)[OF_PROBLEM]


def test_a_problem_of_later_appears_by_itself(tmp_path: Path) -> None:
    """At the instant of its first update, on the page of an incident that was over long ago."""
    head = PROBLEM.partition("\n## ")[0].replace("opened: 2026-05-02", "opened: 2027-02-01")
    later = f"{head}\n## Investigating · 2027-02-01 12:00\n\nWe are looking.\n"
    for incident in (CARDS, UNNAMED):
        notes = LINKED | {"problems/one-cable.md": later, "incidents/cards.md": incident + FOR}
        before = published(tmp_path, notes, "2027-02-01T11:59+01:00")
        assert json.loads(before["api/status.json"])["next_change"] == "2027-02-01T12:00:00+01:00"
        assert "one-cable" not in before[PAGE]

        after = published(tmp_path, notes, "2027-02-01T12:00+01:00")
        assert f'href="/problems/one-cable/">{TITLE}' in after[PAGE]
