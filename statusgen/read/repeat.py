"""`repeat` of recurring work: plain phrases and rules of RFC 5545, as a rule in one fixed form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statusgen.read.days import WEEKDAYS
from statusgen.read.yaml.decode import one_of

_CODES = tuple(name[:2].upper() for name in WEEKDAYS)
_BY_NAME = {
    name: code
    for day, code in zip(WEEKDAYS, _CODES, strict=True)
    for name in (day, f"{day}s", day[:3], code.lower())
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_WORDS = tuple(_ORDINALS)
_ORDINALS |= {f"{number}{end}": number for number, end in enumerate(("st", "nd", "rd", "th", "th"), 1)}
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_PLAIN = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY"}
_RANGES = {"INTERVAL": (1, 999), "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYSETPOS": (-366, 366)}
_PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")

_ORDINAL = "|".join(_ORDINALS)
_DAY = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_AND = "(?:, | and |, and )"
_ORDINAL_DAY = rf"(?P<ordinals>(?:{_ORDINAL})(?:{_AND}(?:{_ORDINAL}))*) (?P<weekday>{_DAY})"
_PHRASES = (
    re.compile(rf"every {_ORDINAL_DAY} of (?:the|each|every) month"),
    re.compile(rf"every (?P<days>(?:{_DAY})(?:{_AND}(?:{_DAY}))*)"),
    re.compile(
        r"every (?:(?P<number>\d{1,3}|other) )?(?P<unit>day|week|month|year)s?(?: on (?:the )?(?P<on>.+))?"
    ),
)
_IN_MONTH = re.compile(rf"{_ORDINAL_DAY}|(?P<last>last) day|(?:day )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?")
_EXAMPLES = ("every sunday", "every 2 weeks on tuesday", "every first sunday of the month",
             "every month on the last day")  # fmt: skip


class RepeatError(ValueError):
    """Text that is neither a phrase nor a rule. The message says what is wrong, `help` what to write."""

    def __init__(self, message: str, help: str = f"Write it as {one_of(_EXAMPLES)}.") -> None:
        super().__init__(message)
        self.help = help


def parse_repeat(text: str) -> str:
    """Return the rule of a phrase or of a rule of RFC 5545, its parts in order. Raises `RepeatError`."""
    if "=" in text:
        return _rule(text)
    phrase = " ".join(text.lower().split())
    if phrase in _PLAIN:
        return f"FREQ={_PLAIN[phrase]}"
    match = next((found for one in _PHRASES if (found := one.fullmatch(phrase))), None)
    if match is None:
        raise RepeatError(f"`{text}` does not say when work recurs")
    given = match.groupdict()
    if given.get("weekday"):
        return f"FREQ=MONTHLY;BYDAY={_ordinal_days(given)}"
    if given.get("days"):
        return f"FREQ=WEEKLY;BYDAY={_codes(given['days'])}"
    return _every(text, given["number"], given["unit"], given["on"] or "")


def _every(text: str, number: str | None, unit: str, on: str) -> str:
    """Return the rule of `every 2 weeks on tuesday` and the like."""
    interval = 2 if number == "other" else int(number or 1)
    if interval < 1:
        raise RepeatError(f"`{text}` never recurs")
    rule = f"FREQ={_UNITS[unit]}" + (f";INTERVAL={interval}" if interval > 1 else "")
    if not on:
        return rule
    if unit == "week":
        return f"{rule};BYDAY={_codes(on)}"
    if unit == "month":
        return f"{rule};{_in_month(on)}"
    raise RepeatError(f"`{text}` does not say when work recurs")


def _in_month(on: str) -> str:
    match = _IN_MONTH.fullmatch(on)
    if match is None:
        raise RepeatError(f"`{on}` is no day of a month")
    if match["day"]:
        return f"BYMONTHDAY={_in_range(match['day'], 'BYMONTHDAY')}"
    return "BYMONTHDAY=-1" if match["last"] else f"BYDAY={_ordinal_days(match.groupdict())}"


def _ordinal_days(given: Mapping[str, str]) -> str:
    code = _BY_NAME[given["weekday"]]
    return ",".join(f"{_ORDINALS[one]}{code}" for one in _listed(given["ordinals"]))


def _codes(days: str) -> str:
    names = _listed(days)
    for one in names:
        if one not in _BY_NAME:
            raise RepeatError(f"`{one}` is no day of the week")
    return ",".join(sorted({_BY_NAME[one] for one in names}, key=_CODES.index))


def _listed(text: str) -> list[str]:
    return re.split(r",\s*and |,\s*| and ", text)


def _rule(text: str) -> str:
    """Return a rule of RFC 5545 with its parts in order."""
    given = dict[str, str]()
    for part in filter(None, text.strip().removeprefix("RRULE:").split(";")):
        key, _, value = (one.strip().upper() for one in part.partition("="))
        if key in given:
            raise RepeatError(f"`{key}` is given twice", "Remove one of them.")
        given[key] = value
    _refuse(given)
    return ";".join(f"{key}={_checked(key, given[key])}" for key in _PARTS if key in given)


def _refuse(given: Mapping[str, str]) -> None:
    """Raise for parts that a rule cannot have here."""
    for key in ("UNTIL", "COUNT"):
        if key in given:
            help = "Write the last day below it: `until: 2027-05-31`."
            raise RepeatError(f"`{key}` is no part of `repeat`", help)
    unknown = next((key for key in given if key not in _PARTS), None)
    if unknown:
        raise RepeatError(f"`{unknown}` is no part of `repeat`", f"It can have {one_of(_PARTS, 'and')}.")
    if given.get("FREQ") not in _UNITS.values():
        wrong = f"`FREQ={given['FREQ']}`" if "FREQ" in given else "a rule without `FREQ`"
        raise RepeatError(f"{wrong} does not recur by day, week, month or year", "Write `FREQ=WEEKLY;…`.")
    most = 53 if given["FREQ"] == "YEARLY" and "BYMONTH" not in given else 5
    if any(int(one) > most for one in re.findall(r"\d{1,2}", given.get("BYDAY", ""))):
        raise _wrong("BYDAY", given["BYDAY"])
    if given["FREQ"] in ("DAILY", "WEEKLY") and re.search(r"\d", given.get("BYDAY", "")):
        raise RepeatError("only months and years have a first or last weekday", "Write `FREQ=MONTHLY;…`.")
    most = 53 if given["FREQ"] == "YEARLY" and "BYMONTH" not in given else 5
    for one in re.findall(r"\d+", given.get("BYDAY", "")):
        if int(one) > most:
            raise RepeatError(f"no {'year' if most > 5 else 'month'} has {one} of a weekday")


def _checked(key: str, value: str) -> str:
    if key == "FREQ":
        return value
    days = rf"(?:{'|'.join(_CODES)})"
    if key in ("WKST", "BYDAY"):
        day = days if key == "WKST" else rf"(?:[+-]?[1-9]\d?)?{days}"
        if all(re.fullmatch(day, one) for one in value.split(",")):
            return value.replace("+", "")
        raise _wrong(key, value)
    return ",".join(_in_range(one, key) for one in value.split(","))


def _in_range(number: str, key: str) -> str:
    low, high = _RANGES[key]
    if not re.fullmatch(r"[+-]?\d{1,3}", number) or not low <= int(number) <= high or int(number) == 0:
        raise _wrong(key, number)
    return str(int(number))


def _wrong(key: str, value: str) -> RepeatError:
    return RepeatError(f"`{value}` is no value of `{key}`")


def written_repeat(rule: str) -> str:
    """Return the phrase for a rule; the rule itself if there is no phrase for it."""
    parts = dict(part.split("=") for part in rule.split(";"))
    unit = next(name for name, frequency in _UNITS.items() if frequency == parts["FREQ"])
    number, days = parts.get("INTERVAL", ""), _phrased_days(parts.get("BYDAY", ""))
    every = f"every {number} {unit}s" if number else f"every {unit}"
    month_day = parts.get("BYMONTHDAY", "")
    on = f" on the {'last day' if month_day == '-1' else f'day {month_day}'}" if month_day else ""
    phrases = (
        f"every {days}" if unit == "week" and not number else "",
        f"every {days} of the month" if unit == "month" and not number else "",
        f"{every} on {days}" if days else every + on.replace("the day", "day"),
    )
    return next((one for one in phrases if _means(one, rule)), rule)


def _phrased_days(codes: str) -> str:
    """Return `first and third sunday`, or `tuesday and thursday`; empty if they have no such name."""
    found = [re.fullmatch(r"(-?\d*)(..)", one) for one in codes.split(",")]
    names = [WEEKDAYS[_CODES.index(one[2])] for one in found if one]
    numbers = [one[1] for one in found if one and one[1]]
    words = [name for each in numbers for name in _WORDS if each == str(_ORDINALS[name])]
    return f"{' and '.join(words)} {names[0]}" if numbers else " and ".join(names)


def _means(phrase: str, rule: str) -> bool:
    try:
        return bool(phrase) and parse_repeat(phrase) == rule
    except RepeatError:
        return False


def day_numbers(rule: str) -> Iterator[int]:
    """Yield the days of months that a rule names, such as 31."""
    match = re.search(r"BYMONTHDAY=([\d,-]+)", rule)
    yield from map(int, match[1].split(",")) if match else ()
