"""Services as people name them, in commands, questions and forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.services import Named, find_services
from statusgen.model.catalog import Service
from statusgen.model.text import localise

SERVICES = (
    Service(id="trams", name=localise([("en", "Trams"), ("zh", "电车")])),
    Service(id="ticket-machines", name=localise([("en", "Ticket machines"), ("zh", "售票机")])),
    Service(id="shop", name=localise([("en", "Shop, online"), ("zh", "网店")])),
)


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("1 3", ("trams", "shop")),
        ("1,3", ("trams", "shop")),
        ("1，3、2", ("trams", "shop", "ticket-machines")),
        ("1 and 3", ("trams", "shop")),
        ("3, 3 1", ("shop", "trams")),
        ("Trams", ("trams",)),
        ("TICKET MACHINES trams", ("ticket-machines", "trams")),
        ("ticket-machines,2", ("ticket-machines",)),
        ("电车和售票机", ("trams", "ticket-machines")),
        ("shop, online, trams", ("shop", "trams")),
        ("shop · Shop, online, trams · Trams", ("shop", "trams")),
        (" ", ()),
    ],
)
def test_services_are_named_as_people_do(said: str, ids: tuple[str, ...]) -> None:
    """By number, id or name, in any language, case and order, with whatever between."""
    assert Named(ids) == find_services(said, SERVICES, numbered=True)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("4", "there is no number 4; the last one is 3"),
        ("tram", "there is no service “tram”; did you mean `trams`?"),
        (
            "Tikcet machines",
            "there is no service “tikcet machines”; did you mean Ticket machines (`ticket-machines`)?",
        ),
        ("boats", "there is no service “boats”; there are trams, ticket-machines, shop"),
        ("1 none", "“none” cannot go together with services"),
    ],
)
def test_what_names_none_is_told(said: str, problem: str) -> None:
    """With what was probably meant; what is known beside it is found."""
    assert (problem,) == find_services(said, SERVICES, numbered=True).problems
    assert (problem,) == find_services(f"2, {said}", SERVICES, numbered=True).problems
    assert "ticket-machines" in find_services(f"2, {said}", SERVICES, numbered=True).ids


def test_numbers_count_only_where_there_is_a_list() -> None:
    """An option of a command has none to count in."""
    assert 1 == len(find_services("1", SERVICES).problems)


def test_a_name_that_two_services_share_is_asked_about() -> None:
    """Rather than to take one of them."""
    both = tuple(Service(id=one, name=localise([("en", "Website")])) for one in ("web-a", "web-b"))
    assert ("“website” can be web-a, web-b; write which",) == find_services("Website", both).problems
    assert ("web-a",) == find_services("web-a", both).ids


@pytest.mark.parametrize("said", ["trams، shop", "trams؛ shop", "trams、shop", "trams und shop"])
def test_services_are_listed_as_the_language_does(said: str) -> None:
    """With its commas and its word for "and"."""
    found = find_services(said, SERVICES)
    assert (("trams", "shop"), ()) == (found.ids, found.problems)


def test_none_is_said_in_words_unless_a_service_is_called_so() -> None:
    """In either language."""
    assert Named((), (), is_none=True) == find_services("None", SERVICES) == find_services("没有", SERVICES)
    called = (Service(id="none", name=localise([("en", "NONE radio")])),)
    assert Named((), (), is_none=True) == find_services("no", called)


@given(st.text(max_size=60))
def test_nothing_is_dropped_in_silence(said: str) -> None:
    """Whatever is said names services, says that there are none, or is a problem; blanks and commas aside."""
    found = find_services(said, SERVICES, numbered=True)
    words = re.sub(r"[,;、،؛]", " ", said).split()
    assert found.ids or found.problems or found.is_none or not [one for one in words if one.isalnum()]


@pytest.mark.parametrize("said", ["y", "and", "trams and", "i trams", "und und"])
def test_a_conjunction_alone_is_no_answer(said: str) -> None:
    """Only one between two services says nothing."""
    assert find_services(said, SERVICES).problems
