"""Questions with arrow keys: each key does what the line below the question says."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from statusgen.authoring.session import AgainError, Option, Prompt
from statusgen.cli.key_prompts import ask_with_keys

UP, DOWN, LEFT, BACK, ENTER, CTRL_C = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[Z", "\r", "\x03"
SERVICES = (
    Option("trams", "Trams", "Network"),
    Option("buses", "Buses", "Network"),
    Option("web", "Website"),
)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A terminal whose keys are pressed by the test."""
    with create_pipe_input() as pressed, create_app_session(input=pressed, output=DummyOutput()):
        yield pressed


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [(ENTER, "trams"), (DOWN + ENTER, "buses"), ("3" + ENTER, "web"), (UP + ENTER, "web")],
)
def test_one_is_chosen(keys: PipeInput, pressed: str, expected: str) -> None:
    """By arrow keys, or by its number as on other terminals; groups are passed over."""
    keys.send_text(pressed)
    assert expected == ask_with_keys(Prompt("Which?", SERVICES))


def test_a_long_question_is_shown_whole() -> None:
    """Its end has the answers that are possible."""
    question = "Nothing of this may be published, as each error above says. Save it all the same? [y/N/e]"
    screen = StringIO()
    narrow = Vt100_Output(screen, lambda: Size(rows=24, columns=40))
    with create_pipe_input() as pressed, create_app_session(input=pressed, output=narrow):
        pressed.send_text(f"n{ENTER}")
        assert "n" == ask_with_keys(Prompt(question))
    assert question in screen.getvalue()


def test_the_former_choice_is_the_first_offer(keys: PipeInput) -> None:
    """Enter keeps it."""
    keys.send_text(ENTER)
    assert "buses" == ask_with_keys(Prompt("Which?", SERVICES, usual="buses"))


@pytest.mark.parametrize(
    ("pressed", "usual", "expected"),
    [
        (f" {DOWN}{DOWN} {ENTER}", "", "trams, web"),
        (ENTER, "", ""),
        (ENTER, "trams, buses", "trams, buses"),
        (f" {ENTER}", "trams, buses", "buses"),
    ],
)
def test_several_are_chosen(keys: PipeInput, pressed: str, usual: str, expected: str) -> None:
    """Space chooses, or takes a former choice back."""
    keys.send_text(pressed)
    assert expected == ask_with_keys(Prompt("Which?", SERVICES, several=True, usual=usual))


def test_a_long_list_is_filtered(keys: PipeInput) -> None:
    """By letters of the name."""
    many = tuple(Option(f"id-{one}", f"Line {one}") for one in range(40))
    keys.send_text(f"37 {ENTER}")
    assert "id-37" == ask_with_keys(Prompt("Which?", many, several=True))


@pytest.mark.parametrize("key", [BACK, LEFT])
@pytest.mark.parametrize("several", [True, False])
def test_lists_go_back(keys: PipeInput, key: str, *, several: bool) -> None:
    """To the question before."""
    keys.send_text(key)
    with pytest.raises(AgainError):
        ask_with_keys(Prompt("Which?", SERVICES, several=several))


@pytest.mark.parametrize("is_words", [True, False])
def test_text_goes_back_and_stops_without_a_loss(keys: PipeInput, *, is_words: bool) -> None:
    """What is typed so far is known."""
    for key, error in ((BACK, AgainError), (CTRL_C, KeyboardInterrupt)):
        typed: list[str] = []
        keys.send_text(f"A wire{key}")
        with pytest.raises(error):
            ask_with_keys(Prompt("What?", is_words=is_words, typed=typed.append))
        assert "A wire" == typed[-1]


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        (f"One.{ENTER}.{ENTER}", "One."),
        (f"One.{ENTER}{ENTER}Two.{ENTER}{ENTER}{ENTER}", "One.\n\nTwo.\n"),
    ],
)
def test_words_end_with_a_dot_or_empty_lines(keys: PipeInput, pressed: str, expected: str) -> None:
    """As on other terminals; one empty line begins a paragraph."""
    keys.send_text(pressed)
    assert expected == ask_with_keys(Prompt("What?", is_words=True))


def test_a_former_text_is_edited(keys: PipeInput) -> None:
    """The cursor is at its end."""
    keys.send_text(f" now{ENTER}")
    assert "Trams stop now" == ask_with_keys(Prompt("What?", usual="Trams stop"))
