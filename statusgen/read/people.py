"""Names of people among owners of actions and in words. Readers are never shown an owner who is a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from statusgen.read.catalogues import words_about_people


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"


def _any(key: str, *, han: bool = False) -> str:
    """Return a pattern of the words of a key, either in Chinese or in letters."""
    return "|".join(re.escape(word) for word in words_about_people()[key] if _is_han(word) is han)


_HAN = "[\u4e00-\u9fff]"
_TEAM = re.compile(rf"(?i:{_any('teams')}|\w*(?:{_any('team-endings')}))")
_TITLES, _PARTICLES = (frozenset(_any(key).split("|")) for key in ("titles", "particles"))
_ADDRESS = re.compile(r"(?<![\w@/.+-])([\w.+-]*)@(\w[\w./-]*)")
"""E-mail address or handle."""
_DOTTED = re.compile(r"(?<![\w@.-])([^\W\d_]{2,})\.([^\W\d_]{2,})(?![\w@.-])")
"""First and last name as in an address: `ada.lovelace`."""
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_ACRONYM = re.compile(r"[A-Z]{3,5}")
"""Name of a team among words that are not all in capitals."""
_TITLED = re.compile(
    rf"\b(?:{'|'.join(sorted(map(str.capitalize, _TITLES)))})\.? "
    r"(?P<last>[^\W\d_][\w'’-]+)(?: [A-Z][\w'’-]+)?"
)
_WITH_ROLE = re.compile(rf"\b(?i:{_any('roles')}) (?P<first>[^\W\d_][\w'’-]+\.?) (?P<last>[^\W\d_][\w'’-]+)")
_FAMILY = f"(?:{_any('family-names', han=True)})"
_HAN_ALONE = re.compile(
    rf"(?:(?<!{_HAN})|(?<=[组部队处科室])){_FAMILY}{_HAN}{{1,2}}"
    rf"(?<!{_any('team-endings', han=True)})(?!{_HAN})"
)
"""Common family name and a given name, alone or behind a team, with no last letter of teams and roles."""
_HAN_BEGIN = (
    rf"(?:(?<!{_HAN})|(?<=[组部队处科室由经请让叫和与及跟给找]))(?!{_any('no-names', han=True)}){_FAMILY}"
)
_HAN_TITLED = re.compile(rf"{_HAN_BEGIN}{_HAN}{{0,2}}?(?:{_any('titles', han=True)})")
_HAN_WITH_ROLE = re.compile(rf"{_HAN_BEGIN}{_HAN}{{1,2}}?(?:{_any('roles', han=True)})")


def names_person(owner: str) -> bool:
    """Return whether an owner seems to name a person, also one with two names in a row.

    A first name alone cannot be told from a team. Two words with capitals that are not known from teams
    count as a name: a team that is hidden can be renamed, a name that was published cannot be taken back.
    """
    if person_in(owner)[0] or _HAN_ALONE.search(owner):
        return True
    if any(not any(map(_is_team, names)) for names in _DOTTED.findall(owner)):
        return True
    titled = named = False
    for word in _WORD.findall(owner):
        plain = word.rstrip(".").lower()
        if plain in _PARTICLES:
            continue
        is_name = word[0].isupper() and not _is_team(plain)
        is_name = is_name and not (_ACRONYM.fullmatch(word) and not owner.isupper())
        if is_name and (named or titled):
            return True
        titled = plain in _TITLES
        named = is_name and not titled
    return False


def person_in(words: str) -> tuple[str, bool]:
    """Return the first person that words name, and whether that is certain; empty if there is none.

    An address, a handle, and a title with a name are certain; a role with a name is likely one.
    """
    sure = next(chain(_addresses(words), _titled(words)), "")
    return (sure, True) if sure else (next(_with_role(words), ""), False)


def _is_team(word: str) -> bool:
    return any(map(_TEAM.fullmatch, word.split("-")))


def _addresses(words: str) -> Iterator[str]:
    for found in _ADDRESS.finditer(words):
        names = re.split(r"[._+/-]", found[1] or found[2])
        if not any(map(_is_team, names)):
            yield found[0].rstrip("./-")


def _titled(words: str) -> Iterator[str]:
    found = chain(_TITLED.finditer(words), _HAN_TITLED.finditer(words))
    return (one[0] for one in found if _is_name(one.groupdict().get("last")))


def _with_role(words: str) -> Iterator[str]:
    for one in chain(_WITH_ROLE.finditer(words), _HAN_WITH_ROLE.finditer(words)):
        names = one.groupdict()
        if _is_name(names.get("first")) and _is_name(names.get("last")):
            yield one[0]


def _is_name(word: str | None) -> bool:
    """Return whether a word can be a name; None is in Chinese, where the pattern alone decides."""
    return word is None or (word[0].isupper() and not _is_team(word))
