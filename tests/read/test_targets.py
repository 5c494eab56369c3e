"""`slo` and `sla` in `services.yml`, and `reports` in `site.yml`: exact digits, and no promise by mistake."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from statusgen.model.settings import REPORT_PARTS, Reports
from statusgen.model.targets import Agreement, Target, Window
from statusgen.model.text import LocalText
from statusgen.pipeline.compile import compile_site
from statusgen.read import Reading, read_site
from statusgen.read.schema import schemas
from tests.pipeline.test_broken import NOW
from tests.sites import SITE, THEMES, content, problems

BEFORE = "before: [{target: 99.5, until: 2026-03-31}]"


def _service(line: str) -> dict[str, bytes]:
    return content(services=f"services:\n  - id: website\n    name: Website\n    {line}\n")


def _targets(written: str) -> tuple[Target, ...]:
    """Return the targets of a service whose `slo` is without mistakes."""
    reading = read_site(_service(f"slo: {written}"))
    assert [one.code for one in problems(reading) if one.code not in ("slo-unreachable", "slo-low")] == []
    return reading.catalog.services[0].targets


def _only_problem(reading: Reading) -> tuple[str, str]:
    """Return the code and the help of the only problem."""
    (problem,) = problems(reading)
    return problem.code, problem.help


@given(digits=st.decimals(0, 100, allow_nan=False, places=9).map(lambda one: f"{one:f}"))
def test_digits_are_kept(digits: str) -> None:
    """As written, in any number: what is allowed follows from them exactly."""
    for written in (digits, f"'{digits} %'", f"{{target: {digits}}}"):
        (target,) = _targets(written)

        assert (target.percent, target.window) == (digits, Window.DAYS_90)
        assert target.allowed == 1 - Fraction(digits) / 100


def test_what_floats_cannot_hold() -> None:
    """In 30 days of 43,200 minutes, 99.9 % allow 43.2 minutes and not 43.1999."""
    (target,) = _targets("99.9")

    assert target.allowed * 43_200 == Fraction("43.2")


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("99,5", "Write `99.5`, with a point."),
        ("99,5 %", "Write `99.5`, with a point."),
        ("9٩.5", "Write a number such as `99.5`."),
        ("100.0000000000000000000000001", "Write a number such as `99.5`."),
        ("101", "Write a number such as `99.5`."),
        ("-1", "Write a number such as `99.5`."),
        ("099.5", "Write a number such as `99.5`."),
        ("99.", "Write a number such as `99.5`."),
        ("9e1", "Write a number such as `99.5`."),
        ("nan", "Write a number such as `99.5`."),
        ("99/100", "Write a number such as `99.5`."),
        ("99.5 percent", "Write a number such as `99.5`."),
    ],
)
def test_what_is_no_percentage(written: str, help: str) -> None:
    """It promises nothing."""
    for line in (f"slo: {written}", f"slo:\n      target: {written}"):
        reading = read_site(_service(line))

        assert ("bad-value", help) == _only_problem(reading)
        assert reading.catalog.services[0].targets == ()


@pytest.mark.parametrize("window", Window)
def test_every_window_is_read(window: Window) -> None:
    """In any case of letters."""
    assert [window] == [one.window for one in _targets(f"{{target: 99, window: {window.value.upper()}}}")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("monthly", "month"),
        ("months", "month"),
        ("quarterly", "quarter"),
        ("yearly", "year"),
        ("30d", "30 days"),
        ("30-days", "30 days"),
        ("90 day", "90 days"),
        ("rolling 30 days", "30 days"),
        ("60 days", ""),
        ("7 days", ""),
        ("12 months", ""),
        ("30", ""),
        ("week", ""),
    ],
)
def test_misspelt_windows(written: str, meant: str) -> None:
    """The help names the likely one, never one of another number of days; no other window is promised."""
    reading = read_site(_service(f"slo: {{target: 99, window: {written}}}"))
    known = "It can be `30 days`, `90 days`, `365 days`, `month`, `quarter` or `year`."

    assert ("slo-window", f"Did you mean `{meant}`?" if meant else known) == _only_problem(reading)
    assert reading.catalog.services[0].targets == ()


def test_earlier_targets_end_where_the_next_one_begins() -> None:
    """In whatever order they are written; without `from`, the current one begins after the last of them."""
    former = "[{target: 99.5, until: 2026-03-31}, {target: 99, until: 2025-12-31, window: year}]"
    expected = (
        Target(percent="99", window=Window.YEAR, until=date(2025, 12, 31)),
        Target(percent="99.5", since=date(2026, 1, 1), until=date(2026, 3, 31)),
        Target(percent="99.9", window=Window.MONTH, since=date(2026, 4, 1)),
    )

    for begin in ("", "from: 2026-04-01, "):
        assert expected == _targets(f"{{target: 99.9, window: month, {begin}before: {former}}}")


@pytest.mark.parametrize(
    ("written", "message", "help"),
    [
        (
            f"{{target: 99.9, from: 2026-03-31, {BEFORE}}}",
            "2026-03-31 is judged by two targets",
            "Write `from: 2026-04-01`, or leave `from` out.",
        ),
        (
            f"{{target: 99.9, from: 2026-04-02, {BEFORE}}}",
            "2026-04-01 is judged by no target",
            "Write `from: 2026-04-01`, or leave `from` out.",
        ),
        (
            "{target: 99, before: [{target: 98, until: 2026-03-31}, {target: 97, until: 2026-03-31}]}",
            "two targets end on 2026-03-31",
            "Give each target a day of its own on which it ended.",
        ),
    ],
)
def test_contradictions_of_targets(written: str, message: str, help: str) -> None:
    """No day may be judged twice, and none between two targets left out."""
    reading = read_site(_service(f"slo: {written}"))

    assert [("slo-window", message, help)] == [(one.code, one.message, one.help) for one in problems(reading)]
    assert reading.catalog.services[0].targets == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{}", "missing-key"),
        ("{target: }", "missing-key"),
        ("{window: month}", "missing-key"),
        ("[99.5]", "wrong-type"),
        ("{target: [99.5]}", "wrong-type"),
        ("{target: 99, from: 2026-04}", "bad-time"),
        ("{target: 99, from: 2026-02-30}", "bad-time"),
        ("{target: 99, since: 2026-04-01}", "unknown-key"),
        ("{target: 99, until: 2026-04-01}", "unknown-key"),
        ("{target: 99, target: 98}", "duplicate-key"),
        ("{target: 99, before: 98}", "wrong-type"),
        ("{target: 99, before: [{target: 98}]}", "missing-key"),
        ("{target: 99, before: [{until: 2026-03-31}]}", "missing-key"),
        ("{target: 99, before: [{target: 98, until: 2026-03-31, window: day}]}", "slo-window"),
        (f"{{target: x, {BEFORE}}}", "bad-value"),
        (f"{{target: 99, from: x, {BEFORE}}}", "bad-time"),
    ],
)
def test_with_a_mistake_nothing_is_promised(written: str, code: str) -> None:
    """A target without its window, or for more days than meant, is a promise that nobody made."""
    files = _service(f"slo: {written}")
    reading = read_site(files)
    (problem,) = problems(reading)

    assert (problem.code, reading.catalog.services[0].targets) == (code, ())
    assert compile_site(files, THEMES, now=NOW, keep_going=True).outputs


@pytest.mark.parametrize(
    "written", ["", "{target: 99, window: }", "{target: 99, from: }", "{target: 99, before: []}"]
)
def test_empty_values_are_none(written: str) -> None:
    """As everywhere in `services.yml`."""
    assert ("99",) * bool(written) == tuple(one.percent for one in _targets(written))


@pytest.mark.parametrize(
    ("written", "is_unreachable"),
    [
        ("100", True),
        ("{target: 100.00, window: year}", True),
        ("99.999", False),
        ("{target: 99.998, window: 30 days}", True),
        ("{target: 99.9976, window: 30 days}", False),
        ("{target: 99.9976, window: month}", True),
        ("{target: 99.999, window: year}", False),
        ("{target: 99, before: [{target: 100, until: 2026-03-31}]}", False),
    ],
)
def test_a_target_that_nobody_can_keep(written: str, is_unreachable: bool) -> None:
    """Less than a minute in the shortest of its windows; what is over can no longer be changed."""
    found = [one.code for one in problems(read_site(_service(f"slo: {written}")))]

    assert found == (["slo-unreachable"] if is_unreachable else [])


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("0.999", "A target is in percent: did you mean `99.9`?"),
        ("{target: 0.9950, window: month}", "A target is in percent: did you mean `99.5`?"),
        (
            "{target: 99, before: [{target: 0.9, until: 2026-03-31}]}",
            "A target is in percent: did you mean `90`?",
        ),
        ("1", "A target is in percent, such as `99.9`."),
        ("49.9", "A target is in percent, such as `99.9`."),
        ("0", "Leave `slo` out if no uptime is promised."),
        ("0.00", "Leave `slo` out if no uptime is promised."),
        ("50", ""),
    ],
)
def test_a_target_that_is_hardly_meant(written: str, help: str) -> None:
    """Shares from 0 to 1 are percents nowhere."""
    found = [(one.code, one.help) for one in problems(read_site(_service(f"slo: {written}")))]

    assert found == ([("slo-low", help)] if help else [])


@pytest.mark.parametrize(
    ("since", "is_early"), [("2026-03-31", False), ("2026-04-01", True), ("2026-04-02", True)]
)
def test_a_target_of_days_that_do_not_count(since: str, is_early: bool) -> None:
    """Here the earlier target ends on the last day of March."""
    reading = read_site(_service(f"since: {since}\n    slo: {{target: 99.9, {BEFORE}}}"))

    assert [one.code for one in problems(reading)] == (["slo-before-since"] if is_early else [])
    assert len(reading.catalog.services[0].targets) == 2


def test_words_of_the_contract() -> None:
    """In each language, with a link."""
    says = "says: {en: In every month 99.5 %., zh: 每月 99.5%。}"
    reading = read_site(_service(f"sla: {{{says}, link: 'https://trams.example/terms'}}"))

    words = LocalText((("en", "In every month 99.5 %."), ("zh", "每月 99.5%。")))
    assert problems(reading) == []
    assert reading.catalog.services[0].agreement == Agreement(words, "https://trams.example/terms")


@pytest.mark.parametrize(
    ("written", "code", "has_words"),
    [
        ("{says: 99.5 %}", "sla-without-link", True),
        ("{says: 99.5 %, link: terms}", "bad-value", True),
        ("{says: 99.5 %, link: 'javascript:alert(1)'}", "bad-value", True),
        ("{link: 'https://trams.example/terms'}", "missing-key", False),
        ("{says: , link: 'https://trams.example/terms'}", "missing-key", False),
        ("99.5 %", "wrong-type", False),
    ],
)
def test_mistakes_in_the_words_of_the_contract(written: str, code: str, has_words: bool) -> None:
    """Without a link the words stay; without words there is nothing to show."""
    reading = read_site(_service(f"sla: {written}"))
    agreement = reading.catalog.services[0].agreement

    assert [one.code for one in problems(reading)] == [code]
    assert (agreement is not None) == has_words
    assert agreement is None or agreement.link == ""


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("99.5", "`sla` has the words of a contract and their link; a number belongs in `slo: 99.5`."),
        ("99,5 %", "`sla` has the words of a contract and their link; a number belongs in `slo: 99.5`."),
        ("Each month 99 %", "Write `{says: 'Each month 99 %', link: …}`."),
    ],
)
def test_a_contract_without_its_keys(written: str, help: str) -> None:
    """The help is what to write instead: nothing is calculated from a contract."""
    assert ("wrong-type", help) == _only_problem(read_site(_service(f"sla: {written}")))


ALL = Reports(public=REPORT_PARTS)


@pytest.mark.parametrize(
    ("written", "reports"),
    [
        ("", Reports()),
        ("private", Reports()),
        ("public", ALL),
        ("{public: no}", Reports()),
        ("{public: levels}", Reports(public=("levels",))),
        ("{public: [Levels, planned work, levels]}", Reports(public=("levels", "planned work"))),
        ("{from: 2026-01-01}", Reports(since=date(2026, 1, 1))),
        (
            "{from: 2026-01-01, public: [incidents]}",
            Reports(public=("incidents",), since=date(2026, 1, 1)),
        ),
    ],
)
def test_what_reports_have(written: str, reports: Reports) -> None:
    """Nothing is public unless it is named."""
    reading = read_site(content(site=f"{SITE}reports: {written}\n"))

    assert problems(reading) == []
    assert reading.settings is not None
    assert reading.settings.reports == reports


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "true",
        "publik",
        "[levels, incidents]",
        "{public: }",
        "{public: yes}",
        "{public: all}",
        "{public: [levels, lebels]}",
        "{public: [levels, [incidents]]}",
        "{public: {levels: yes}}",
        "{publik: [levels]}",
        "{public: [levels], public: [incidents]}",
        "{public: [levels], private: [incidents]}",
        "{public: [levels], from: 2026-13-01}",
        "{public: [levels], from: january}",
    ],
)
def test_a_mistake_publishes_no_report(written: str) -> None:
    """Whatever is meant, nothing more than that may be published, and no day that is not meant to count."""
    files = content(site=f"{SITE}reports: {written}\n")
    reading = read_site(files)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)

    assert {one.level.value for one in problems(reading)} == {"error"}
    assert reading.settings is not None
    assert reading.settings.reports == Reports()
    assert result.outputs
    assert not [one.path for one in result.outputs if "reports/" in one.path]


VALID: list[object] = [
    99.5,
    {"target": 99.9, "window": "month", "from": "2026-04-01"},
    {"target": 99.9, "before": [{"target": 99, "until": "2026-03-31"}]},
]
INVALID: list[object] = [
    "99,5",
    101,
    {"window": "month"},
    {"target": 99, "window": "monthly"},
    {"target": 99, "before": [{}]},
]


@pytest.mark.parametrize(
    ("slo", "valid"), [*((one, True) for one in VALID), *((one, False) for one in INVALID)]
)
def test_the_schema_says_the_same(slo: object, valid: bool) -> None:
    """Editors warn of what `check` reports."""
    schema = Draft7Validator(schemas()["services.json"])
    catalog = {"services": [{"id": "website", "name": "Website", "slo": slo}]}

    assert schema.is_valid(catalog) == valid
