"""The rules of plain language: a clean update with one fault put in raises just that rule."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.lint_rules import LintRule, lint_rules
from statusgen.model.status import Kind
from statusgen.pipeline.lint import lint_content
from statusgen.plain_language.rules import FACT_RULES, NOTE_RULES, WORDING_RULES
from statusgen.read.note_fields import NOTE_FIELDS, Fields, update_fields
from statusgen.storage.disk import read_tree
from tests.sites import SERVICES, content, found

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
GLOSSARY = """\
terms:
  - term: {en: turnstile, zh: 闸机}
    meaning: {en: The gate., zh: 进站的门。}
    also: [DDoS]
"""

CLEAN = """\
---
title: You cannot buy tickets at the machines in Harbour Street
services:
  ticket-machines: partial outage
impact: The machines in Harbour Street do not take cards or coins.
workaround: Buy your ticket on the tram. It costs the same there.
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:45

Since 09:10 (UTC+2) the four machines in Harbour Street show a black screen. We are on our way to look at
them.

## Identified · 2026-05-01 09:44
next update: 10:10

A cable in the street was cut by the road works. Our electrician is laying a new one beside it.

## Monitoring · 2026-05-01 10:08
next update: 10:30

The four machines have power again, and they sell tickets. We stay here to watch them.

## Resolved · 2026-05-01 10:30

All four machines have sold tickets since 10:05 (UTC+2). A cable was cut by the road works, and we have laid a
new one. We are sorry that you could not buy a ticket there. You do not need to do anything.
"""
CLEAN_ZH = """\
---
title: 港湾街售票机无法购票
services:
  ticket-machines: partial outage
impact: 港湾街的售票机不能刷卡，也不能投币。
workaround: 请在车上买票，票价相同。
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:45

柏林时间 09:10 起，港湾街的四台售票机黑屏。我们正在赶往现场查看。

## Identified · 2026-05-01 09:44
next update: 10:10

道路施工挖断了电缆。我们的电工正在旁边铺设新电缆。

## Resolved · 2026-05-01 10:30

柏林时间 10:05 起，四台售票机都能售票。道路施工挖断了电缆，我们已经换上新的。
很抱歉您当时买不到票。您无需操作。
"""
SITE_EN = "name: Larkmoor Trams\nurl: https://status.larkmoor.example/\ntime zone: Europe/Berlin\n"
SITE_ZH = SITE_EN + "languages: [zh]\n"


def judged(
    note: str, site: str = SITE_EN, now: datetime = NOW, files: dict[str, str] | None = None
) -> list[Diagnostic]:
    """All findings about one incident."""
    notes = {"incidents/machines.md": dedent(note), "glossary.yml": GLOSSARY, **(files or {})}
    tree = content(notes, site=site)
    return [finding for one in lint_content(tree, now) for finding in one.findings]


def codes(note: str, site: str = SITE_EN, now: datetime = NOW) -> list[str]:
    """The codes of all findings, sorted."""
    return sorted({one.code for one in judged(note, site, now)})


def put(clean: str, old: str, new: str) -> str:
    """The note with one fault put in."""
    assert clean.count(old) == 1, f"{old!r} stands {clean.count(old)} times"
    return clean.replace(old, new)


@pytest.mark.parametrize("fields", [NOTE_FIELDS[Kind.INCIDENT], update_fields(Kind.INCIDENT)])
def test_every_text_is_judged(fields: Fields) -> None:
    """Whatever readers are shown as it is written, in a note and in an update."""
    is_update = fields[0].name != "title"
    texts = [one.spelling for one in fields if one.is_text]
    lines = [f"{one}: The password is hunter2XY{number}." for number, one in enumerate(texts)]
    if is_update:
        lines = [line for line in lines if not line.startswith("cost")]  # readers do not see it
        lines += ["figures: [The password is hunter2XY7.]", "actions: {do: The password is hunter2XY8.}"]
    head, below = (["title: Trams stop"], lines) if is_update else (lines, [])
    update = ["## Postmortem · 2026-05-02 10:00", *below, "", "A tree fell.", ""]
    note = "\n".join(["---", *head, "---", *update])
    leaks = {one.span.line for one in judged(note) if one.code == "secret"}

    assert {number for number, line in enumerate(note.splitlines(), 1) if line in lines} == leaks


def test_an_update_without_news_is_not_one_without_words() -> None:
    """Each has a code of its own: `levels` silences the rule alone, not the warning of `check`."""
    news = "A cable in the street was cut by the road works. Our electrician is laying a new one beside it."
    repeated, wordless = (put(CLEAN, news, words) for words in ("We are still investigating this issue.", ""))
    silent = SITE_EN + "plain language:\n  levels:\n    no-news: off\n"
    assert ["no-news"] == codes(repeated)
    assert [] == codes(repeated, silent)
    assert ["empty-update"] == [
        code for code, _, _ in found({"incidents/machines.md": wordless}, site=silent)
    ]


def test_a_first_update_may_leave_the_news_to_the_impact() -> None:
    """The impact in the front matter is published with it; later updates need news of their own."""
    note = """\
        ---
        title: Trams stop at Harbour Street
        services: {trams: partial outage}
        impact: Trams end at the town hall.
        ---

        ## Investigating · 2026-05-01 09:20
        next update: 09:50

        We are looking for the cause.
        """
    again = "\n## Investigating · 2026-05-01 09:40\nnext update: 10:10\n\nWe are looking for the cause.\n"
    assert "no-news" not in codes(dedent(note))
    assert "no-news" in codes(dedent(note) + again)
    assert "no-news" in codes(dedent(note).replace("impact: Trams end at the town hall.\n", ""))


def test_a_clean_note_has_no_findings() -> None:
    """What is written well is left alone."""
    assert [] == judged(CLEAN)
    assert [] == judged(CLEAN_ZH, SITE_ZH)


TITLE = "You cannot buy tickets at the machines in Harbour Street"
MUTATIONS = [
    ("next-update-missing", "next update: 09:45\n", ""),
    ("next-update-too-far", "next update: 10:10", "next update: 13:10"),
    (
        "title-vague",
        "You cannot buy tickets at the machines in Harbour Street",
        "Incident with Ticket machines",
    ),
    ("title-vague", TITLE, "Service disruption"),
    ("tz-missing", "Since 09:10 (UTC+2) the", "Since 09:10 the"),
    ("tz-ambiguous", "Since 09:10 (UTC+2) the", "Since 09:10 CST the"),
    ("placeholder", "the four machines in Harbour Street show", "the four machines in [street name] show"),
    ("placeholder", "show a black screen", "show a black screen since TBD"),
    ("placeholder", "We are on our way", "We, {{name}}, are on our way"),
    ("jargon", "show a black screen", "show a black screen after a failover"),
    ("jargon", "they sell tickets", "the latency is normal"),
    ("acronym", "show a black screen", "show a black screen of the XQR kind"),
    ("internal-detail", "A cable in the street", "The cable of vending-prod-03"),
    ("internal-detail", "A cable in the street", "After OPS-1423 a cable in the street"),
    ("internal-detail", "A cable in the street", "The cable to 203.0.113.9"),
    ("secret", "A cable in the street", "The cable to 10.20.30.40"),
    ("secret", "We stay here to watch them.", "We stay here to watch them, password: hunter2go."),
    ("secret", "We stay here to watch them.", "We stay here to watch them (anna.meyer@larkmoor.example)."),
    ("wordy", "to watch them", "in order to watch them"),
    ("insensitive", "A cable in the street was cut", "A cable was cut after a sanity check"),
    (
        "hidden-verb",
        "Our electrician is laying",
        "We perform maintenance on it, and our electrician is laying",
    ),
    (
        "vague-scope",
        "We are on our way to look at",
        "We are on our way. Some customers are waiting, and we help",
    ),
    ("vague-impact", "show a black screen", "are experiencing issues"),
    (
        "vague-time",
        "Our electrician is laying a new one beside it.",
        "We are laying a new one and finish soon.",
    ),
    (
        "blame",
        "A cable in the street was cut by the road works.",
        "This was caused by a mistake of our provider.",
    ),
    ("speculation", "A cable in the street was cut", "A cable in the street was probably cut"),
    (
        "eta-promise",
        "Our electrician is laying a new one beside it.",
        "We are on it. It will be fixed within one hour.",
    ),
    (
        "stock-apology",
        "You do not need to do anything.",
        "You do not need to do anything. Sorry for any inconvenience.",
    ),
    ("apology-missing", "We are sorry that you could not buy a ticket there. ", ""),
    ("alarm-or-joke", "We stay here to watch them.", "We stay here to watch them!"),
    (
        "relative-time",
        "All four machines have sold tickets since 10:05 (UTC+2).",
        "All four machines have sold tickets today.",
    ),
    ("date-mismatch", "Since 09:10 (UTC+2) the", "Since Monday 1 May 2026, 09:10 (UTC+2), the"),
    ("date-mismatch", "Since 09:10 (UTC+2) the", "Since 31 April 2026, 09:10 (UTC+2), the"),
    ("date-ambiguous", "Since 09:10 (UTC+2) the", "Since 04/05/2026, 09:10 (UTC+2), the"),
    ("link-text", "to watch them.", "to watch them. More is [here](https://larkmoor.example/)."),
    ("code-in-text", "show a black screen", "show `ERR 17`"),
    (
        "long-sentence",
        "screen. We are on our way",
        "screen, which we saw when a driver told us of it on the radio this morning, and we are on our way",
    ),
    (
        "no-news",
        "A cable in the street was cut by the road works. Our electrician is laying a new one beside it.",
        "We are still investigating this issue.",
    ),
    (
        "inconsistent-name",
        "The four machines have power again",
        "The Websites and the Webiste have power again",
    ),
]


@pytest.mark.parametrize(("code", "old", "new"), MUTATIONS)
def test_a_fault_raises_its_rule(code: str, old: str, new: str) -> None:
    """Each fault is found, and nothing but it."""
    assert [code] == codes(put(CLEAN, old, new))


MUTATIONS_ZH = [
    ("next-update-missing", "next update: 09:45\n", ""),
    ("title-vague", "港湾街售票机无法购票", "售票机故障通知"),
    ("tz-missing", "柏林时间 09:10 起", "09:10 起"),
    ("placeholder", "黑屏。我们正在", "黑屏。[填写原因]我们正在"),
    ("placeholder", "道路施工挖断了电缆。", "道路施工（待补充）挖断了电缆。"),
    ("jargon", "黑屏。我们正在", "宕机。我们正在"),
    ("secret", "我们的电工正在", "我们的电工（13812345678）正在"),
    ("vague-scope", "我们正在赶往现场查看。", "部分用户在等。我们正在赶往现场查看。"),
    ("vague-time", "我们的电工正在旁边铺设新电缆。", "我们的电工将尽快铺设新电缆。"),
    ("stock-apology", "很抱歉您当时买不到票。", "很抱歉，敬请谅解。"),
    ("officialese-zh", "您无需操作。", "届时您无需操作。"),
    ("hidden-verb", "我们已经换上新的", "我们已经进行更换"),
    ("zh-typography", "施工挖断了电缆，我们已经", "施工挖断了电缆,我们已经"),
    ("date-mismatch", "柏林时间 10:05 起", "2026年5月1日（星期三）柏林时间 10:05 起"),
]


@pytest.mark.parametrize(("code", "old", "new"), MUTATIONS_ZH)
def test_a_fault_in_chinese_raises_its_rule(code: str, old: str, new: str) -> None:
    """As in English, with data and measures of its own."""
    assert [code] == codes(put(CLEAN_ZH, old, new), SITE_ZH)


def test_a_promise_that_has_passed_is_an_error_while_the_incident_goes_on() -> None:
    """Five minutes of grace; once it is over, nobody waits any more."""
    still_open = CLEAN.split("## Monitoring", maxsplit=1)[0]
    due, late = (datetime(2026, 5, 1, 8, minute, tzinfo=UTC) for minute in (15, 16))

    assert [] == judged(still_open, now=due)
    (found,) = judged(still_open, now=late)
    assert ("next-update-overdue", Level.ERROR, 17) == (found.code, found.level, found.span.line)
    assert [] == judged(CLEAN, now=late)


def test_a_finding_has_its_place_to_the_character() -> None:
    """In words, and in the values of fields, quoted or not."""
    note = put(CLEAN, "A cable in the street", "The **failover** in the street")
    note = put(note, "impact: The machines", 'impact: "Latency: the machines').replace(
        "cards or coins.", 'cards or coins."'
    )
    places = {(one.span.line, one.span.column, one.span.end) for one in judged(note)}

    assert {(5, 10, 17), (19, 7, 15)} <= places


def test_replacements_read_well_in_place() -> None:
    """Letters keep their case, and the safe ones are marked."""
    note = put(CLEAN, "We stay here to watch them.", "In order to watch them, we stay.")
    (found,) = judged(note)
    assert found.replacement is not None
    assert ("To", True) == (found.replacement.text, found.replacement.safe)


ADVISED = [
    (code, language, words)
    for code, rule in lint_rules().items()
    for language, text in rule.texts.items()
    for words in re.findall(r"(?<!not )(?<!只写)“([^{}”]+)”", text.help)
]


@pytest.mark.parametrize(("code", "language", "words"), ADVISED)
def test_what_the_help_advises_ends_the_finding(code: str, language: str, words: str) -> None:
    """Whoever writes just that is not told the same again."""
    note = f"---\ntitle: {words}\n---\n\n## Identified · 2026-05-01 09:20\n\n{words}\n"
    assert code not in codes(note, SITE_EN if language == "en" else SITE_ZH)


@pytest.mark.parametrize(
    "words",
    [
        "show a black screen after a failover (we switched to a spare computer)",
        "show a black screen at the turnstile",
        "show a black screen after a DDoS",
        "show a black screen on the Website",
    ],
)
def test_what_is_explained_or_named_passes(words: str) -> None:
    """Explained in place, in the glossary, or a name from the catalog."""
    assert [] == judged(put(CLEAN, "show a black screen", words))


def test_the_end_says_whether_to_do_something() -> None:
    """Where nothing else said what people can do."""
    note = put(put(CLEAN, " You do not need to do anything.", ""), "workaround: Buy", "impact: Buy")
    note = note.replace("impact: Buy your ticket on the tram. It costs the same there.\n", "")
    assert ["customer-action-unclear", "workaround-missing"] == codes(note)


def test_a_rule_can_be_accepted_with_a_reason() -> None:
    """In the note for all of it; a misspelt rule is an error."""
    note = put(CLEAN, "A cable in the street", "A failover in the street")
    accepted = put(note, "started:", "lint ok:\n  jargon: our riders are engineers\nstarted:")

    assert ["jargon"] == codes(note)
    assert [] == codes(accepted)


def test_a_site_sets_levels_and_limits() -> None:
    """Rules can be stricter, gentler or off; waits can be longer."""
    note = put(CLEAN, "next update: 10:10", "next update: 13:10")
    note = put(note, "A cable in the street", "A failover in the street")
    strict = SITE_EN + "plain language: {levels: {jargon: error}, wait minutes major: 300}\n"
    mild = SITE_EN + 'plain language: {levels: {jargon: "off", next-update-too-far: info}}\n'

    assert [("jargon", Level.ERROR)] == [(one.code, one.level) for one in judged(note, strict)]
    assert [("next-update-too-far", Level.INFO)] == [(one.code, one.level) for one in judged(note, mild)]


TRANSLATED = {
    "incidents/machines.zh.md": CLEAN_ZH.split("started", maxsplit=1)[0].replace(
        "services:\n  ticket-machines: partial outage\n", ""
    )
    + "---\n"
    + "\n".join(
        line for line in CLEAN_ZH.split("---\n")[2].splitlines() if not line.startswith("next update")
    )
    + "\n## Monitoring · 2026-05-01 10:08\n\n四台售票机已经通电，可以售票。我们留在现场观察。\n"
}
BOTH = SITE_EN + "languages: [en, zh]\n"


def _in_chinese(old: str = "", new: str = "") -> list[Diagnostic]:
    path, words = next(iter(TRANSLATED.items()))
    return judged(CLEAN, BOTH, files={path: put(words, old, new) if old else words})


def test_translations_that_say_the_same_pass() -> None:
    """Numbers in words and in figures are the same numbers."""
    assert [] == _in_chinese()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("柏林时间 09:10", "柏林时间 09:20"),
        ("港湾街的四台售票机黑屏", "港湾街的五台售票机黑屏，共 7 处"),
        ("\n## Monitoring · 2026-05-01 10:08\n\n四台售票机已经通电，可以售票。我们留在现场观察。\n", ""),
    ],
)
def test_translations_that_differ_are_found(old: str, new: str) -> None:
    """Another time, another number; an update that is missing in one language."""
    assert "translation-mismatch" in {one.code for one in _in_chinese(old, new)}


def test_a_translation_that_names_another_service_is_found() -> None:
    """The trams, where the ticket machines are meant."""
    services = SERVICES.replace("name: Trams", "name: {en: Trams, zh: 有轨电车}")
    services = services.replace("name: Ticket machines", "name: {en: Ticket machines, zh: 售票机}")
    path, text = next(iter(TRANSLATED.items()))
    clean = put(CLEAN, "The four machines have power", "The four Ticket machines have power")
    for words, expected in (("四台售票机已经", []), ("四台有轨电车已经", ["translation-mismatch"])):
        files = {path: put(text, "四台售票机已经", words)}
        tree = content({"incidents/machines.md": clean, **files}, site=BOTH, services=services)
        found = [one.code for each in lint_content(tree, NOW) for one in each.findings]
        assert expected == found


def test_every_rule_has_an_entry_and_every_entry_a_rule() -> None:
    """Functions and table have the same codes, and a function the name of its code."""
    assert lint_rules().keys() == {*FACT_RULES, *WORDING_RULES, *NOTE_RULES}


@pytest.mark.parametrize("rule", lint_rules().values(), ids=lint_rules())
def test_every_entry_is_whole(rule: LintRule) -> None:
    """It has levels and reasons, and texts in every language with the same values to fill in."""
    assert {"en", "zh"} == set(rule.texts)
    assert all((rule.summary, rule.levels, rule.why, rule.source, rule.bad, rule.good))
    values = [set(re.findall(r"\{\w+\}", text.message + text.help)) for text in rule.texts.values()]
    assert values[:1] * len(values) == values


def test_errors_are_few() -> None:
    """Wording never blocks: only leaks, gaps, contradictions and broken promises are errors."""
    errors = {code for code, rule in lint_rules().items() if Level.ERROR in rule.levels.values()}
    assert {"secret", "placeholder", "date-mismatch", "next-update-overdue"} == errors


def test_the_demo_passes_with_no_warning() -> None:
    """What we show as an example is one."""
    demo = read_tree(Path(__file__).parents[2] / "content")
    found = [
        one
        for each in lint_content(demo, datetime(2026, 11, 17, 14, 40, tzinfo=UTC))
        for one in each.findings
    ]
    assert [] == [(one.code, one.span) for one in found if one.level is not Level.INFO]


HOSTILE = [
    ".", "!", "?", "。", "`", "[", "{{", "[a", "[中", "【具体", "（此处", "<时间", "<time", "a.", "A.", "a-",
    "1", "9.", "一", "\n", " ", "- ", "[a](", "<code>", "[^", "may 1 ", "Website ", "some ", "(", "|", "_",
    "x_", "“", "https://a", "**", "~~~ ", "5.6.", "10:", "update in ", "can not be ", "由于", "更新",
    "可能出现", "\u3000", "&#", "\\", "password is ", "密码", "[street ", "[name]: ", "a_", "1.1.1 ",
    "01/02 ", "中断通知", "data ", "数据",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_keeps_the_rules_busy(piece: str) -> None:
    """What is repeated without end is read in one go: work grows with the text, not with its square."""
    judged(put(CLEAN, "A cable in the street", piece * (20_000 // len(piece))))
    judged(put(CLEAN_ZH, "道路施工挖断了电缆。我们的电工", piece * (20_000 // len(piece))), SITE_ZH)


@pytest.mark.parametrize(
    "words", ["02/03/0000", "05.06.0000", "7" * 6000, "31/31/2026", "0000-00-00", "99:99"]
)
def test_no_figure_is_too_strange(words: str) -> None:
    """Neither a year that never was nor a number without end."""
    judged(put(CLEAN, "A cable in the street", words))
    path, text = next(iter(TRANSLATED.items()))
    judged(CLEAN, BOTH, files={path: put(text, "四台售票机已经通电", words)})


def test_other_languages_are_left_to_others() -> None:
    """Japanese has Chinese characters, and is not Chinese."""
    site = SITE_EN + "languages: [ja]\n"
    words = "障害が発生し、サーバーが停止しました。上游 A cable in"
    assert ["not-judged"] == codes(put(CLEAN, "A cable in", words), site)


def test_tasks_of_a_list_are_no_gaps() -> None:
    """In a postmortem that says what is left to do."""
    tasks = "We are sorry. On 1 May 2026:\n\n- [ ] Mend it.\n- [x] Tell it.\n"
    note = f"{CLEAN}\n## Postmortem · 2026-05-04 10:00\n\n{tasks}"
    assert "placeholder" not in codes(note)


EARLIER = [
    ("Since 09:10 (UTC+2) the", "Since 07:10 UTC the", True),
    ("Since 09:10 (UTC+2) the", "Since 09:20 (UTC+2) the", False),
    ("Since 09:10 (UTC+2) the", "Since 07:20 UTC the", False),
    ("Since 09:10 (UTC+2) the", "Earlier today the", True),
    ("Since 09:10 (UTC+2) the", "Starting at 23:00 (UTC+2) we work on it. The", False),
    ("Since 09:10 (UTC+2) the", "Since 27:99 the", False),
    ("Since 09:10 (UTC+2) the", "The", False),
]


@pytest.mark.parametrize(("old", "new", "is_found"), EARLIER)
def test_words_about_an_earlier_beginning(old: str, new: str, is_found: bool) -> None:
    """Without `started`; the clock may be that of the site or UTC, and a recovery is no beginning."""
    note = put(put(CLEAN, "started: 2026-05-01 09:10\n", ""), old, new)
    code = "started-is-first-update"

    assert (code in codes(note)) == is_found
    assert code not in codes(put(CLEAN, old, new))
