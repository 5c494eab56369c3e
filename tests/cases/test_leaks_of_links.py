"""What readers may not know of yet, or any more, is in no published byte: problems, work, mistakes."""

from __future__ import annotations

import pytest

from statusgen.model.diagnostics import Level
from tests.cases import Site, build
from tests.cases.test_leaks import KEPT, NOW, OPEN, PARTS, PLACE, files, shown

MAINTENANCE = "maintenance/new-rails.md"


def edited(path: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The content in which all is public that can be, with edits of a file."""
    found = files([*PARTS], None, "yes")
    text = found[path].decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return found | {path: text.encode()}


LATER = (("opened: 2026-05-02", "opened: 2026-05-29"), ("2026-05-03 10:00", "2026-05-30 10:00"))


def test_a_problem_of_later_is_not_named_before() -> None:
    """Neither by the incident nor by its actions; from then on it is."""
    of_problem = OPEN | {"inner", "innerwhy", "inneraction", "innerowner", "innerlink"}
    made = edited("problems/zzqproblem.md", *LATER)

    assert set() == shown(build(made, NOW)) & of_problem
    assert of_problem <= shown(build(made, "2026-05-31T10:00:00+00:00"))


def test_work_that_is_not_announced_is_not_named() -> None:
    """An incident may name it before readers know of it."""
    made = edited(MAINTENANCE, ("starts:", "announced: 2026-05-25 10:00\nstarts:"))

    assert "new-rails" not in everything(build(made, NOW))
    assert "new-rails" in everything(build(made, "2026-05-26T10:00:00+00:00"))


@pytest.mark.parametrize("path", ["problems/zzqproblem.md", MAINTENANCE])
def test_a_draft_is_not_named(path: str) -> None:
    """That is a warning, and the incident is published without the link."""
    made = build(edited(path, ("---\ntitle", "---\ndraft: true\ntitle")), NOW)

    assert "names-draft" in made.codes()
    assert not {"unknown-problem", "unknown-change"}.intersection(made.codes())
    assert made.files
    assert path.partition("/")[2].removesuffix(".md") not in everything(made)


NO_LONGER = [
    ("public: yes", "public: nope"),
    ("public: yes", "public: yes\npublic: no"),
    ("public: yes", "public: no\npublic: yes"),
    ("public: yes", "pubilc: no"),
    ("public: yes\n", "public: [no\n"),
    ("---\ntitle", "--\ntitle"),
]


@pytest.mark.parametrize("was_public", [True, False])
@pytest.mark.parametrize("edit", NO_LONGER)
def test_a_problem_that_may_be_internal_is_hidden(edit: tuple[str, str], was_public: bool) -> None:
    """With each mention of it, also if it was published before; the error says so."""
    made = build(edited("problems/zzqproblem.md", edit), NOW, KEPT if was_public else None)

    assert set() == shown(made) & OPEN
    assert "left-out" in made.codes()


def test_records_have_no_parts_that_no_page_shows() -> None:
    """A postmortem hides those of an earlier one."""
    newer = "\n## Postmortem · 2026-05-15 14:00\nsummary: Second.\npublic: no\n\nSecond words.\n"
    made = build(edited(f"{PLACE}/incident.md", ("The wire was old.\n", f"The wire was old.\n{newer}")), NOW)

    assert set() == shown(made) & set().union(*PARTS.values())


INTERNAL = [
    ("cost: zzqcost €", "cost: [zzqcost]"),
    ("    owner: zzqowner team", "    owner: [zzqowner]"),
    ("    owner: zzqowner team", "    owner: zzqowner\n    owner: team"),
    ("https://tickets.example/zzqlink", "tickets zzqlink"),
]


@pytest.mark.parametrize("edit", INTERNAL)
def test_a_mistake_in_what_is_internal_changes_nothing_public(edit: tuple[str, str]) -> None:
    """Not one byte: neither the list of actions nor the names of what is lost in records."""
    old, new = edit
    before = files(None, None, "no")
    text = before[f"{PLACE}/incident.md"].decode()
    assert old in text
    made = build(before | {f"{PLACE}/incident.md": text.replace(old, new).encode()}, NOW)

    assert build(before, NOW).files == made.files
    assert made.codes(Level.ERROR)


def test_an_unreadable_owner_alone_is_left_out() -> None:
    """The other owners, and the actions, stay public."""
    made = build(edited(f"{PLACE}/incident.md", INTERNAL[1]), NOW)

    assert "owner" not in shown(made)
    assert {"action", "done", "gone", "link"} <= shown(made)


def everything(made: Site) -> str:
    """All published bytes."""
    return "\n".join((*made.files, *(data.decode(errors="replace") for data in made.files.values())))
