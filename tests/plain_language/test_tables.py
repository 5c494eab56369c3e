"""The lists of words: every entry is whole, stands once, and its replacement is plain itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statusgen.plain_language.languages import LANGUAGES
from statusgen.plain_language.languages.language import package_file
from statusgen.plain_language.languages.tables import (
    TableError,
    read_abbreviations,
    read_jargon,
    read_phrases,
    read_words,
)
from statusgen.plain_language.languages.unjudged import TRANSLATED

DATA = Path(__file__).parents[2] / "statusgen/plain_language/data"
JARGON = {code: package_file(f"{code}/jargon.txt") for code in LANGUAGES}
PHRASES = {
    f"{name} {code}": package_file(f"{code}/{name}.txt")
    for code in LANGUAGES
    for name in ("wordy", "insensitive", "hidden-verbs", "officialese")
    if package_file(f"{code}/{name}.txt")
}
KNOWN = {code: package_file(f"{code}/abbreviations.txt") for code in LANGUAGES}
LISTS = {**{f"jargon {code}": table for code, table in JARGON.items()}, **PHRASES}


def rows(table: str) -> list[list[str]]:
    """The entries with their columns."""
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def forms(cell: str) -> list[str]:
    """The words of a first column, without the longer ones that they are not part of."""
    return [form.split("~")[0].strip() for form in cell.split(",")]


def options(cell: str) -> list[str]:
    """The replacements, without the sign of a safe one; none for a `-`."""
    return [one.strip() for one in cell.removeprefix("=").split(";") if one.strip() != "-"]


def plain(row: list[str]) -> str:
    """The column of replacements."""
    return row[2] if len(row) == 4 else row[1]


def alike(form: str) -> str:
    """What two forms share that are found in the same places."""
    words = re.findall(r"[^\W_]+", form)
    exact = form.isupper() or form[1:] != form[1:].lower()
    return " ".join(words if exact else [word.lower() for word in words])


def has(text: str, form: str) -> bool:
    """Whether a term stands in a text, as a word of its own unless it is Chinese."""
    return form in text if not form.isascii() else f" {alike(form)} " in f" {alike(text)} "


def replaced(language: str, table: str, text: str) -> str:
    """A text with the first safe replacement put in by machine, the longest form first."""
    found = [
        (form, options(plain(row))[0])
        for row in rows(table)
        if plain(row).startswith("=")
        for form in forms(row[0])
    ]
    for form, better in sorted(found, key=lambda pair: -len(pair[0])):
        pattern = re.escape(form) if language == "zh" else rf"\b{re.escape(form)}\b"
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            capital = better if match.start() else better[:1].upper() + better[1:]
            return text[: match.start()] + capital + text[match.end() :]
    return text


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_whole(name: str) -> None:
    """It has all columns, none of them empty, and stands in its place."""
    lines = rows(LISTS[name])
    width = 4 if name.startswith("jargon") else 2
    assert [] == [line for line in lines if len(line) != width or not all(line)]
    firsts = [forms(line[0])[0].casefold() for line in lines]
    assert sorted(firsts) == firsts


@pytest.mark.parametrize("name", LISTS)
def test_no_form_stands_twice(name: str) -> None:
    """Else a word would have two replacements."""
    key = alike if name.endswith("en") else str.strip
    found = [key(form) for line in rows(LISTS[name]) for form in forms(line[0])]
    assert [] == sorted({form for form in found if found.count(form) > 1})
    assert "" not in found


@pytest.mark.parametrize("name", ["jargon zh", "wordy zh", "officialese zh", "hidden-verbs zh"])
def test_longer_words_contain_the_form(name: str) -> None:
    """`镜像~镜像站`: what stands behind a tilde has the form within it."""
    cells = [form.strip().split("~") for line in rows(LISTS[name]) for form in line[0].split(",")]
    assert [] == [cell for cell in cells if any(cell[0] not in longer for longer in cell[1:])]


@pytest.mark.parametrize("language", JARGON)
def test_advice_is_one_of_three(language: str) -> None:
    """Another word would be taken for none."""
    assert {"replace", "explain", "note"} == {line[1] for line in rows(JARGON[language])}


@pytest.mark.parametrize("name", LISTS)
def test_replacements_differ_from_their_forms(name: str) -> None:
    """A replacement that holds the form would be found again."""
    lines = rows(LISTS[name])
    pairs = [(form, one) for line in lines for form in forms(line[0]) for one in options(plain(line))]
    same = [(form, one) for form, one in pairs if alike(form) == alike(one)]
    assert [] == same


@pytest.mark.parametrize("name", LISTS)
def test_replacements_are_plain(name: str) -> None:
    """None holds a technical term that wants a replacement or an explanation, or an abbreviation."""
    language = name[-2:]
    terms = [
        form
        for line in rows(JARGON[language])
        if line[1] != "note"
        for form in forms(line[0])
        if len(form) > 1
    ]
    letters = [line[0] for line in rows(KNOWN[language])]
    given = [one for line in rows(LISTS[name]) for one in options(plain(line))]
    text = " zzz ".join(given)  # so that no term is found across two of them
    assert [] == [term for term in terms if has(text, term)]
    assert [] == [short for short in letters if re.search(rf"\b{short}\b", text)]


@pytest.mark.parametrize("language", JARGON)
def test_meanings_are_one_short_sentence(language: str) -> None:
    """They stand in a glossary."""
    meanings = [line[3] for line in rows(JARGON[language])]
    stop, most = (".", 20) if language == "en" else ("。", 40)
    assert [] == [one for one in meanings if not one.endswith(stop)]
    assert [] == [one for one in meanings if len(one.split() if language == "en" else one) > most]
    assert [] == [one for one in meanings if one[0] != one[0].upper()]


def test_there_are_enough_words() -> None:
    """Few would miss most of what is written."""
    counts = {code: sum(len(forms(line[0])) for line in rows(JARGON[code])) for code in JARGON}
    assert counts["en"] >= 230
    assert counts["zh"] >= 120
    assert len(rows(LISTS["wordy en"])) >= 80
    assert len(rows(KNOWN["en"])) >= 120


@pytest.mark.parametrize("language", KNOWN)
def test_abbreviations_have_words(language: str) -> None:
    """A full name and plain words, which are plain; none is among those that everybody knows."""
    lines = rows(KNOWN[language])
    assert [] == [line for line in lines if len(line) != 3 or not all(line)]
    letters = [line[0] for line in lines]
    assert sorted(set(letters)) == letters
    allowed = LANGUAGES[language].known_abbreviations
    assert set() == allowed & set(letters)
    terms = [form for line in rows(JARGON[language]) if line[1] == "replace" for form in forms(line[0])]
    assert [] == [(line[2], term) for line in lines for term in terms if has(line[2], term)]
    assert [] == [line for line in lines if re.search(rf"\b{re.escape(line[0])}\b", line[2])]


def test_nothing_everybody_says_is_listed() -> None:
    """Words that readers know, or that mean something else in most notes, raise nothing."""
    tables = [LISTS[name] for name in LISTS if name.endswith("en")]
    listed = {alike(form) for table in tables for line in rows(table) for form in forms(line[0])}
    common = (
        "outage region runner service server network monitor provide request initial job build host plugin "
        "instance exception switch ticket branch mirror update page website app account email problem fix"
    )
    assert set() == listed & set(common.split())


SAFE_EN = [
    ("These cities are impacted by the storm.", "These cities are affected by the storm."),
    ("Payments fail intermittently since noon.", "Payments fail occasionally since noon."),
    ("Intermittently, the page stays white.", "Occasionally, the page stays white."),
    ("A file was sporadically lost.", "A file was sometimes lost."),
    ("We rebooted both machines.", "We restarted both machines."),
    ("The reboot took five minutes.", "The restart took five minutes."),
    ("We have remediated the fault.", "We have fixed the fault."),
    ("The DB is full.", "The database is full."),
    ("All letters were migrated last night.", "All letters were moved last night."),
    ("No end users were cut off.", "No users were cut off."),
    ("In order to pay, use your card.", "To pay, use your card."),
    ("Sign out prior to the work.", "Sign out before the work."),
    ("It took approximately an hour.", "It took about an hour."),
    ("We utilized the second line.", "We used the second line."),
    ("In the event that it fails, call us.", "If it fails, call us."),
    ("Call us in the event of a fire.", "Call us in case of a fire."),
    ("It is late due to the fact that a cable broke.", "It is late because a cable broke."),
    ("Every shop has the ability to take cards.", "Every shop can take cards."),
    ("With the exception of line 3, all run.", "Except for line 3, all run."),
    ("At this point in time nobody can sign in.", "Now nobody can sign in."),
    ("The work will commence at 09:00.", "The work will start at 09:00."),
    ("Your address was on a blacklist.", "Your address was on a block list."),
    ("The storm had an impact on all lines.", "The storm affected all lines."),
    ("We will perform maintenance on the lift.", "We will work on the lift."),
    ("We are performing an upgrade of the gates.", "We are upgrading the gates."),
]
SAFE_ZH = [
    ("售票机已宕机。", "售票机已停止运行。"),
    ("我们将对闸机进行维护。", "我们将对闸机维护。"),
    ("正在进行维护工作。", "正在维护。"),
    ("故障已予以修复。", "故障已修复。"),
    ("目前正在查找原因。", "正在查找原因。"),
    ("烦请稍后再试。", "请稍后再试。"),
    ("页面会被重定向至首页。", "页面会被转到首页。"),
    ("故障尚未修好。", "故障还没有修好。"),
]


@pytest.mark.parametrize(("text", "expected"), SAFE_EN)
def test_safe_replacements_in_english(text: str, expected: str) -> None:
    """A sentence stays right when a machine puts in the first replacement."""
    assert expected == replaced("en", "\n".join(LISTS[name] for name in LISTS if name.endswith("en")), text)


@pytest.mark.parametrize(("text", "expected"), SAFE_ZH)
def test_safe_replacements_in_chinese(text: str, expected: str) -> None:
    """A sentence stays right when a machine puts in the first replacement."""
    assert expected == replaced("zh", "\n".join(LISTS[name] for name in LISTS if name.endswith("zh")), text)


@pytest.mark.parametrize("name", ["jargon en", "insensitive en"])
def test_safe_words_leave_the_article_right(name: str) -> None:
    """What can stand behind “a” or “an” is replaced by what begins with the same kind of sound."""
    safe = [line for line in rows(LISTS[name]) if plain(line).startswith("=")]
    pairs = [(form, options(plain(line))[0]) for line in safe for form in forms(line[0]) if " " not in form]
    assert [] == [(form, better) for form, better in pairs if vowel(form) != vowel(better)]


def vowel(word: str) -> bool:
    """Whether “an” stands before it."""
    return word[0].lower() in "aeiou" and not word.lower().startswith(("use", "uti", "uni"))


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (
            "# words\n\nlatency | explain | slowness | How long it takes.\nqueue | explain | line\n",
            "en/jargon.txt:4: ",
        ),
        ("latency | explain | | How long it takes.\n", "en/jargon.txt:1: "),
        ("latency | avoid | slowness | How long it takes.\n", "en/jargon.txt:1: "),
    ],
)
def test_a_wrong_entry_is_named(table: str, place: str) -> None:
    """With its file and line, and what it should be."""
    with pytest.raises(TableError, match=f"^{place}"):
        read_jargon("en/jargon.txt", table, spaced=True)


def test_wrong_entries_of_other_tables_are_named() -> None:
    """Each has its own columns."""
    with pytest.raises(TableError, match=r"^wordy\.txt:2: .* words \| better words$"):
        read_phrases("wordy.txt", "in order to | to\ncommence\n", spaced=True)
    with pytest.raises(TableError, match=r"^abbreviations\.txt:1: .* letters \| full name \| plain words$"):
        read_abbreviations("abbreviations.txt", "API | interface\n")


def test_comments_are_no_words() -> None:
    """Nor are empty lines."""
    assert {"ok", "pdf"} == read_words("# everybody knows\n\nok\npdf\n")


def test_every_file_is_a_table_of_a_language() -> None:
    """One with another name would never be read."""
    names = {"abbreviations", "filler", "hidden-verbs", "insensitive", "jargon", "known-abbreviations"}
    known = {f"{name}.txt" for name in (*names, "officialese", "wordy")} | {"language.toml"}
    assert {path.name for path in DATA.iterdir() if path.is_dir()} == {*LANGUAGES, "other", *TRANSLATED}
    assert {path.name for path in DATA.glob("*/*")} <= known


def test_phrases_are_in_every_language() -> None:
    """With the same values to fill in, or fewer."""
    english = LANGUAGES["en"].phrases
    for language in LANGUAGES.values():
        assert english.keys() == language.phrases.keys()
        for name, phrase in language.phrases.items():
            assert values(phrase) <= values(english[name])


def values(phrase: str) -> set[str]:
    """The names in braces."""
    return set(re.findall(r"\{(\w+)\}", phrase))
