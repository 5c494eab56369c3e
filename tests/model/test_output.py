"""Parts of a site: outputs that stand alone, and groups of those that stand or fall together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.output import (
    Output,
    OutputGroup,
    OutputsByPath,
    Result,
    all_folders_of,
    fingerprint,
    folders_of,
)


def words(text: str) -> bytes:
    """A file."""
    return text.encode()


def note(name: str, *texts: str) -> Iterator[Output]:
    """The files of a note."""
    return (Output(f"{name}/{number}.html", words, (text,)) for number, text in enumerate(texts))


HOME = Output("index.html", words, ("home",))
GROUP = OutputGroup(("a", "zh/a"), note, ("a", "x", "y"))


def test_outputs_are_found_by_path_wherever_they_stand() -> None:
    """Those of groups too, which are opened only for what is asked for."""
    found = OutputsByPath((HOME, GROUP))
    assert b"home" == found["index.html"].make()
    assert b"y" == found["a/1.html"].make()
    assert {"index.html", "a/0.html", "a/1.html"} == set(found)
    assert 3 == len(found)
    for path in ("a", "a/2.html", "zh/a/0.html", "b/0.html"):
        assert path not in found
    with pytest.raises(KeyError):
        found["nothing"]
    assert (True, False) == (bool(found), bool(OutputsByPath()))


def test_a_result_has_all_outputs() -> None:
    """In the order of its parts."""
    result = Result((HOME, GROUP), (), None)
    assert ["index.html", "a/0.html", "a/1.html"] == [one.path for one in result.outputs]


def test_fingerprints_follow_what_parts_are_made_of() -> None:
    """And by what, and by which version of the program."""
    others = (OutputGroup(("a",), note, ("a", "x")), OutputGroup(("a",), words, GROUP.inputs), HOME)  # type: ignore[arg-type]
    assert fingerprint(GROUP, "1") == fingerprint(OutputGroup((), note, ("a", "x", "y")), "1")
    marks = {fingerprint(part, "1") for part in (GROUP, *others)} | {fingerprint(GROUP, "2")}
    assert 5 == len(marks)


@given(st.lists(st.text("ab/", max_size=8).map(lambda path: path.strip("/"))))
def test_folders_of_many_are_those_of_each(paths: list[str]) -> None:
    """However deep, each once."""
    assert {folder for path in paths for folder in folders_of(path) if folder} == all_folders_of(paths)
