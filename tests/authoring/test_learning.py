"""What is learned from incidents: asked for by commands, kept in drafts, and ticked when it is done."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.conversation import converse
from statusgen.authoring.line_form import entries_of, line_form
from statusgen.authoring.session import Draft, Session, open_session
from statusgen.cli.main import main
from statusgen.model.notes import Update
from statusgen.model.status import Kind, Status
from statusgen.read import read_site
from statusgen.storage.disk import read_tree
from tests.authoring.test_posting import FACTS, NOON, NOW, PATH, WORDS, answers, folder

__all__ = ["folder"]
LATER = "2026-05-04T10:00Z"
LEARNED = "### What happened\n\nOn 1 May a wire broke. Nobody was hurt. We are sorry."
OPTIONS = [
    *(
        "--detected",
        "11:50",
        "--detected-by",
        "monitoring, customers",
        "--summary",
        "A wire broke. We are sorry.",
    ),
    *("--figure", "900 people waited", "--figure", "none was hurt"),
    *("--factor", "The wire was old; hardware", "--why", "Nobody looks at it", "--why", "It is in no plan"),
    *("--factor", '"One spare; it was lent"; capacity', "--course", "11:40 a driver reports sparks"),
    *(
        "--action",
        "We look at each wire every month; prevent; wire team; 2026-06-30",
        "--action",
        "We watch; detect",
    ),
]
REPORT = """
## Postmortem · 2026-05-04 12:00
summary: A wire broke. We are sorry.
figures:
  - 900 people waited
  - none was hurt
factors:
  - what: The wire was old
    kind: hardware
    why:
      - Nobody looks at it
      - It is in no plan
  - what: One spare; it was lent
    kind: capacity
course:
  - 2026-05-01 11:40 a driver reports sparks
actions:
  - do: We look at each wire every month
    kind: prevent
    owner: wire team
    due: 2026-06-30
  - do: We watch
    kind: detect

### What happened

On 1 May a wire broke. Nobody was hurt. We are sorry.
"""


@pytest.fixture
def over(folder: Path) -> Path:
    """The file of an incident that is over, in the site of the current folder."""
    main(["new", "incident", *FACTS, "--now", NOON])
    main(
        [
            "resolve",
            "--text",
            "Trams run again. You do not need to do anything.",
            "--now",
            "2026-05-01T10:50Z",
        ]
    )
    return folder / PATH


def talk(session: Session, *, anyway: bool = True) -> str:
    """The file of the incident with the postmortem that the answers of the session make."""
    found = converse(
        session,
        Draft(),
        lambda one, draft: compose_update(one, None, draft, Status.POSTMORTEM),
        anyway=anyway,
    )
    assert found is not None
    return found[0].data.decode()


def session_with(folder: Path, *given: str) -> tuple[Session, list[str]]:
    """A session in which the answers are typed, and what is shown in it."""
    prompter, shown = answers(*given)
    return open_session(
        folder / "content", read_tree(folder / "content"), NOW.replace(day=4), prompter
    ), shown


def test_a_postmortem_from_options_is_what_one_would_write_by_hand(over: Path) -> None:
    """To the byte; who noticed it is in the front matter, and all else is as it was."""
    before = over.read_text("utf-8")
    assert 0 == main(["postmortem", *OPTIONS, "--text", LEARNED, "--now", LATER])
    noticed = "detected: 2026-05-01 11:50\ndetected by: [monitoring, customers]\n---\n\n## Investigating"
    assert over.read_text("utf-8") == before.replace("---\n\n## Investigating", noticed) + REPORT
    assert 0 == main(["check", "--now", LATER])  # warnings: the second action has neither day nor team


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--factor", "Old; hardwear"], "Did you mean `hardware`?"),
        (["--action", "We look; prevnt"], "Did you mean `prevent`?"),
        (["--action", "We look; prevent; 2026-06-31"], "2026-06-31"),
        (["--course", "a driver reports sparks"], "Begin with the time"),
        (["--detected", "2026-06-01 10:00"], "has not come yet"),
        (["--detected-by", "nobody"], "nobody"),
    ],
)
def test_a_wrong_entry_is_refused(
    over: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    """With what was probably meant; nothing is written."""
    before = over.read_bytes()
    assert 2 == main(["postmortem", *options, "--text", LEARNED, "--now", LATER])
    assert message in capsys.readouterr().err
    assert before == over.read_bytes()


FACTOR = ["The wire was old", "hardware", "Nobody looks at it", "It is in no plan", ""]
SECOND = ["One spare; it was lent", "capacity", "", ""]
ACTIONS = [
    *("We look at each wire every month", "prevent", "wire team", "2026-06-30", ""),
    *("We watch", "detect", "", "", "", ""),
]
ASKED = [
    *("11:50", "monitoring, customers", "", "A wire broke. We are sorry."),
    *("900 people waited", "none was hurt", "", *FACTOR, *SECOND, "11:40 a driver reports sparks", ""),
    *(*LEARNED.splitlines(), ".", *ACTIONS, "", ""),
]


def test_all_of_it_is_asked(folder: Path, over: Path) -> None:
    """One entry after another, until Enter; the file is the same as from options."""
    session, shown = session_with(folder, *ASKED, "y")
    assert talk(session).endswith(REPORT)
    told = "\n".join(shown)
    for question in (
        "When did you notice it?",
        "Why was that?",
        "What else made it possible?",
        "By which day?",
    ):
        assert question in told


def test_one_step_back_within_a_list(folder: Path, over: Path) -> None:
    """Each leads to the answer before, also of the entry before; what was answered is offered again."""
    back = ["The wire was worn", "<", "The wire was old", *FACTOR[1:], "One spare", "<", "<", "", *SECOND]
    given = [*ASKED[:7], *back, *ASKED[7 + len(FACTOR) + len(SECOND) :], "y"]
    session, _ = session_with(folder, *given)
    assert talk(session).endswith(REPORT)


def test_back_from_the_first_question_of_a_list_leads_out_of_it(folder: Path, over: Path) -> None:
    """To the question before, and then all entries are still there."""
    at = ASKED.index("11:40 a driver reports sparks")
    session, shown = session_with(folder, *ASKED[:at], "<", "", *ASKED[at:], "y")
    assert talk(session).endswith(REPORT)
    assert "So far:\nThe wire was old; hardware\n> Nobody looks at it" in "\n".join(shown)


def test_an_unfinished_list_is_kept(folder: Path, over: Path) -> None:
    """Whoever is interrupted within a factor goes on there."""
    at = ASKED.index("It is in no plan")
    session, _ = session_with(folder, *ASKED[:at])
    with pytest.raises(StopIteration):
        talk(session)
    kept = {**session.prompter.former, **session.prompter.kept}
    assert "The wire was old; hardware\n> Nobody looks at it" == kept["factors"].strip()
    again, _ = session_with(folder, *ASKED[at:], "y")
    again.prompter.kept.update({name: kept[name] for name in kept if name not in ("factors", "unfinished")})
    again.prompter.former["factors"] = kept["factors"]
    assert "  - what: The wire was old\n    kind: hardware\n    why:\n      - Nobody looks at it\n" in talk(
        again
    )


def test_lists_in_a_saved_draft(over: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is lost if a postmortem cannot be written: the draft posts the same."""
    from statusgen.authoring.saved_drafts import keep_draft, read_draft  # noqa: PLC0415

    given = {"factors": "Old; hardware\n> Nobody looks", "figures": "900 waited\nnone hurt", "text": "Words"}
    path = keep_draft(over.parents[1], given, "statusgen postmortem", NOW, None)
    assert given == read_draft(path)


def test_an_update_asks_nothing_new_while_it_lasts(folder: Path) -> None:
    """Of the questions below, none comes before the incident is over."""
    prompter, shown = answers("Trams stop", "trams", "degraded", "", "", WORDS, ".", "", "y")
    session = open_session(folder / "content", read_tree(folder / "content"), NOW, prompter)
    compose_new(session, Kind.INCIDENT, Draft())
    assert not re.search("notice|learned|possible|will you change", "\n".join(shown))


def test_the_end_asks_for_the_report(folder: Path, over: Path) -> None:
    """A day that has passed is asked again; Enter promises nothing."""
    for given, written in ((["2026-04-30", "2026-05-08"], "report by: 2026-05-08\n"), ([""], "")):
        main(
            [
                "update",
                PATH,
                "--status",
                "investigating",
                "--text",
                "It is back.",
                "--now",
                "2026-05-01T11:00Z",
            ]
        )
        session, shown = session_with(folder, "Trams run again.", ".", "", *given)
        (change,) = compose_update(session, PATH, Draft(), Status.RESOLVED)
        assert "By which day will you publish what you learned?" in "\n".join(shown)
        end = change.data.decode().rpartition("## Resolved")[2]
        assert written in end
        assert ("report by" in end) is bool(written)


def test_a_problem_has_its_own_command(folder: Path) -> None:
    """It is internal unless said otherwise, and about services; its updates have statuses of its own."""
    facts = ["--title", "Two wires can break at once", "--service", "trams", "--workaround", "Take bus 4."]
    factor = [
        "--factor",
        "Both hang on one pole; power or place",
        "--action",
        "A second pole; prevent; wire team",
    ]
    new = ["new", "problem", *facts, *factor, "--text", "We look into it.", "--now", NOON]
    assert 0 == main([*new, "--public", "yes"])
    path = folder / "content/problems/2026-05-01-two-wires-can-break-at-once.md"
    text = path.read_text("utf-8")
    assert "opened: 2026-05-01\npublic: true\n" in text
    assert "services:\n  - trams\n" in text.replace("services:\n  trams: operational", "services:\n  - trams")
    assert 0 == main([*new])
    assert (
        "public" not in (folder / "content/problems/2026-05-01-two-wires-can-break-at-once-2.md").read_text()
    )
    known = ["update", path.stem, "--status", "cause known", "--text", "We move one wire.", "--now", LATER]
    assert 0 == main(known)
    assert path.read_text("utf-8") == f"{text}\n## Cause known · 2026-05-04 12:00\n\nWe move one wire.\n"
    own = ["update", f"{path.stem}-2", *known[2:]]
    assert 0 == main(own)  # internal ones, too
    assert 2 == main([*own, "--status", "resolved"])


def test_a_problem_is_asked_for(folder: Path) -> None:
    """In the order of its form."""
    given = ["Two wires can break at once", "trams", "", "", "yes", "", "", "We look into it.", "."]
    prompter, _ = answers(*given)
    session = open_session(folder / "content", read_tree(folder / "content"), NOW, prompter)
    (change,) = compose_new(session, Kind.PROBLEM, Draft())
    (read,) = read_site({**session.files, change.path: change.data}).notes
    assert read.note is not None
    assert not read.problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("factors", 'The wire; hardware\n> Why "so"?\n> Because; of it\n"A; b"\nC; supplier; Wires Ltd'),
        ("actions", 'Look; prevent; wire team; 2026-06-30\n"""a"" ; b"; 2026-06-30\nc; detect'),
    ],
)
def test_lines_are_read_as_they_are_written(name: str, text: str) -> None:
    """Words may have any sign."""
    assert text == line_form(name, entries_of(name, text))


def test_semicolons_of_chinese(over: Path) -> None:
    """As they are typed there."""
    (entry,) = entries_of("actions", "\u6bcf\u6708\u68c0\u67e5；\u9884\u9632；2026-06-30")
    assert {"do": "\u6bcf\u6708\u68c0\u67e5", "kind": "\u9884\u9632", "due": "2026-06-30"} == entry


def test_an_action_is_ticked(over: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By one line; a second time is refused, and so is a day to come."""
    main(["postmortem", *OPTIONS, "--text", LEARNED, "--now", LATER])
    before = over.read_text("utf-8")
    assert 2 == main(["done", PATH, "--now", LATER])
    assert "  1  open     We look at each wire every month\n  2  open     We watch" in capsys.readouterr().err
    assert 2 == main(["done", PATH, "1", "--on", "2026-06-01", "--now", LATER])
    assert before == over.read_text("utf-8")
    assert 0 == main(["done", PATH, "1", "--on", "2026-05-03", "--now", LATER])
    after = before.replace("    due: 2026-06-30\n", "    due: 2026-06-30\n    done: 2026-05-03\n")
    assert after == over.read_text("utf-8")
    assert 2 == main(["done", PATH, "1", "--now", LATER])
    assert 0 == main(["done", PATH, "--now", LATER])
    assert after.replace("    kind: detect\n", "    kind: detect\n    done: 2026-05-04\n") == over.read_text(
        "utf-8"
    )


def test_an_action_that_is_written_in_another_way_is_left_alone(
    over: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says where to write it; nothing is guessed."""
    text = "\n## Postmortem · 2026-05-04 12:00\nactions: [{do: We look}, {do: We watch}]\n\nIt broke.\n"
    over.write_text(over.read_text("utf-8") + text, "utf-8")
    before = over.read_bytes()
    assert 2 == main(["done", PATH, "2", "--now", LATER])
    assert "write `done: 2026-05-04` yourself, in incidents/" in capsys.readouterr().err
    assert before == over.read_bytes()


def test_an_action_of_an_internal_problem_is_ticked(folder: Path) -> None:
    """Its file is changed like any other; what follows the action stays in its place."""
    action = ["--action", "A second pole; prevent", "--action", "A bell; detect"]
    main(["new", "problem", "--title", "Two wires", *action, "--text", "We look.", "--now", NOON])
    assert 0 == main(["done", "2026-05-01-two-wires", "1", "--now", NOON])
    text = (folder / "content/problems/2026-05-01-two-wires.md").read_text("utf-8")
    assert "  - do: A second pole\n    kind: prevent\n    done: 2026-05-01\n  - do: A bell\n" in text


CHINESE = """\
---
title: 断线
---

## 复盘 · 2026-05-04 12:00
summary: 一根电线断了。
figures:
  - 900 人等车
  - 无人受伤
factors:
  - what: 电线老化
    why:
      - 无人检查
      - 计划里没有
  - what: 只有一根备用，已借出
course:
  - 2026-05-01 11:40 司机报告有火花
actions:
  - do: 每月检查每根电线
  - do: 加装监控

5 月 1 日，一根电线断了。
"""
SECOND_REPORT = [
    "--text",
    "The new wire holds. We are sorry that it took long.",
    "--now",
    "2026-05-20T10:00Z",
]


@pytest.fixture
def reported(folder: Path, over: Path) -> Path:
    """The file of an incident with a postmortem in two languages, of whose actions one is done."""
    site = folder / "content/site.yml"
    site.write_text(f"{site.read_text('utf-8')}languages: [en, zh]\n", "utf-8")
    main(["postmortem", *OPTIONS, "--text", LEARNED, "--now", LATER])
    over.with_suffix(".zh.md").write_text(CHINESE, "utf-8")
    main(["done", PATH, "1", "--on", "2026-05-10", "--now", "2026-05-10T10:00Z"])
    text = over.read_text("utf-8")
    text = text.replace("\nactions:", "\ncost: 4,200 euros\npublic: [actions]\nactions:")
    over.write_text(
        text.replace("    kind: detect\n", "    kind: detect\n    link: https://t.example/2\n"), "utf-8"
    )
    return over


def newest(folder: Path) -> tuple[Update, Update]:
    """The two postmortems of the only incident."""
    (read,) = read_site(read_tree(folder / "content")).notes
    assert read.whole is not None
    first, second = (one for one in read.whole.updates if one.status is Status.POSTMORTEM)
    return first, second


def test_a_second_postmortem_keeps_what_the_first_says(
    folder: Path, reported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In each language, with all facts of its actions and what is internal; it is said before."""
    assert 0 == main(["postmortem", *SECOND_REPORT[:2], "--text", LEARNED, *SECOND_REPORT[2:]])
    said = capsys.readouterr().err
    assert "There is a postmortem of 2026-05-04 already (figures: 2, factors: 2, " in said
    assert "lists-replaced" not in said
    first, second = newest(folder)
    for name in ("summary", "figures", "factors", "course", "actions", "cost", "public"):
        assert getattr(first, name) == getattr(second, name)
    assert "done: 2026-05-10" in reported.read_text("utf-8").rpartition("## Postmortem")[2]


def test_entries_of_a_second_postmortem_are_added(folder: Path, reported: Path) -> None:
    """To those of the first; one with the same words has its new facts, and keeps the others."""
    more = [
        "--action",
        "We watch; repair; 2026-07-01",
        "--action",
        "We tell sooner; respond",
        "--figure",
        "one",
    ]
    assert 0 == main(["postmortem", *more, *SECOND_REPORT])
    first, second = newest(folder)
    done, watched, sooner = second.actions
    assert done == replace(first.actions[0], do=done.do)
    assert ("repair", "https://t.example/2") == (watched.kind, watched.link)
    assert watched.due is not None
    assert (("en", "We tell sooner"),) == sooner.do.variants
    assert [3, 2, 1] == [len(second.figures), len(second.factors), len(second.course)]


def test_a_second_postmortem_in_a_folder(folder: Path, reported: Path) -> None:
    """It is a file of its own in each language."""
    own = reported.with_suffix("")
    own.mkdir()
    reported.rename(own / "incident.md")
    reported.with_suffix(".zh.md").rename(own / "incident.zh.md")
    assert 0 == main(["postmortem", own.name, *SECOND_REPORT])
    text = (own / "2026-05-20-1200-postmortem.zh.md").read_text("utf-8")
    assert text.startswith("---\nsummary: 一根电线断了。\nfigures:\n  - 900 人等车\n")
    first, second = newest(folder)
    assert first.actions == second.actions


PROBLEM = ["new", "problem", "--title", "Two wires", "--now", NOON]
RARE = [
    *(
        "--problem",
        "2026-05-01-two-wires",
        "--supplier",
        "Wires Ltd",
        "--cost",
        "4,200 euros",
        "--public",
        "actions",
    ),
    *("--action", "We look; prevent; wire team; for: 2026-05-01-two-wires; https://t.example/1"),
]


def test_what_few_write_has_options(folder: Path, over: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The causes are in the front matter; an action names its problem and its ticket."""
    main([*PROBLEM, "--text", "We look."])
    assert 0 == main(["postmortem", *RARE, "--text", LEARNED, "--now", LATER])
    text = over.read_text("utf-8")
    assert "problem: 2026-05-01-two-wires\nsupplier: Wires Ltd\n---\n" in text
    assert "public: actions\n" in text.replace("public:\n  - actions", "public: actions")
    assert "cost: 4,200 euros\n" in text
    last = "    for: 2026-05-01-two-wires\n    owner: wire team\n    link: https://t.example/1\n"
    assert f"  - do: We look\n    kind: prevent\n{last}" in text
    assert 0 == main(["check", "--now", LATER])


def test_a_problem_that_is_not_there_is_refused(
    folder: Path, over: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the one that was probably meant."""
    main([*PROBLEM, "--text", "We look."])
    assert 2 == main(["postmortem", "--problem", "2026-05-01-two-wire", "--text", LEARNED, "--now", LATER])
    assert "Did you mean `2026-05-01-two-wires`?" in capsys.readouterr().err


def test_what_few_write_is_asked_and_left_out_by_one_key(folder: Path, over: Path) -> None:
    """A problem is chosen by its title; of an action, too."""
    main([*PROBLEM, "--text", "We look."])
    action = ["We look", "2", "1", "", "2026-05-03", "2026-07-01", "https://t.example/1", ""]
    head = ["11:50", "", "1", "Wires Ltd", "", "", "", ""]
    session, shown = session_with(folder, *head, *LEARNED.splitlines(), ".", *action, "9 euros", "no", "y")
    text = talk(session)
    assert "problem: 2026-05-01-two-wires\nsupplier: Wires Ltd\n---\n" in text
    assert "2026-05-03 has passed." in shown
    assert "kind: detect\n    for: 2026-05-01-two-wires\n    due: 2026-07-01\n    link: https" in text
    assert "cost: 9 euros\n" in text
    assert "public: no\n" in text
    kinds = next(one for one in shown if one.startswith("What is it for?"))
    assert "(Enter leaves it out)" in kinds


def test_kinds_are_left_out_by_enter(folder: Path, over: Path) -> None:
    """None is counted then."""
    session, _ = session_with(
        folder, "", "", "", "", "", "Old wire", "", "", "", "", *LEARNED.splitlines(), ".", "", "", "", "y"
    )
    assert "factors:\n  - what: Old wire\n\n###" in talk(session)


HANDMADE = (
    "\nfactors:\n- what: Both hang on one pole  # since 1999\n  why: It was cheap\n\nactions: []\n---\n"
)


def test_a_problem_gets_more_actions(folder: Path) -> None:
    """With an update, or without one; all that is there stays as it is."""
    main([*PROBLEM, "--action", "A second pole; prevent", "--text", "We look."])
    path = folder / "content/problems/2026-05-01-two-wires.md"
    before = path.read_text("utf-8")
    more = ["update", path.stem, "--action", "A bell; detect; 2026-07-01", "--now", LATER]
    assert 0 == main(more)
    bell = "    kind: prevent\n  - do: A bell\n    kind: detect\n    due: 2026-07-01\n"
    assert path.read_text("utf-8") == before.replace("    kind: prevent\n", bell)
    factor = ["--factor", "One pole; power or place", "--why", "It was cheap"]
    assert 0 == main([*more[:2], *factor, "--status", "cause known", "--text", "We know.", *more[-2:]])
    text = path.read_text("utf-8")
    listed = "factors:\n  - what: One pole\n    kind: power or place\n    why:\n      - It was cheap\n---\n"
    assert listed in text
    assert text.endswith("\n## Cause known · 2026-05-04 12:00\n\nWe know.\n")


def test_a_problem_that_is_written_in_another_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lists at the margin and comments stay; a list in brackets is left to its writer."""
    main([*PROBLEM, "--text", "We look."])
    path = folder / "content/problems/2026-05-01-two-wires.md"
    path.write_text(path.read_text("utf-8").replace("\n---\n", HANDMADE, 1), "utf-8")
    before = path.read_text("utf-8")
    assert 0 == main(["update", path.stem, "--factor", "Old; hardware", "--now", LATER])
    after = before.replace("It was cheap\n", "It was cheap\n- what: Old\n  kind: hardware\n")
    assert path.read_text("utf-8") == after
    assert 2 == main(["update", path.stem, "--action", "A bell", "--now", LATER])
    assert "write them there yourself" in capsys.readouterr().err
    assert path.read_text("utf-8") == after


def test_a_tick_says_nothing_about_the_rest(over: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings of the postmortem were shown when it was posted."""
    late = ["--action", "We ask; detect; 2026-05-02"]
    main(["postmortem", *OPTIONS, *late, "--text", LEARNED, "--now", LATER])
    assert "due-before-update" in capsys.readouterr().err
    assert 0 == main(["done", PATH, "1", "--on", "2026-04-01", "--now", LATER])
    said = capsys.readouterr().err
    assert ["done-before-start"] == re.findall(r"^\w+\[(.*)\]", said, re.MULTILINE)
    assert 0 == main(["done", PATH, "2", "--now", LATER])
    assert 0 == main(["done", PATH, "--now", LATER])
    capsys.readouterr()
    assert 2 == main(["done", PATH, "--now", LATER])
    assert f"all actions of {over.stem} are done or dropped" in capsys.readouterr().err
