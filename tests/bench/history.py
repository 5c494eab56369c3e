"""Incidents as many as you like, told in English, the same at every run, for each generator to publish."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.bench.corpus import NOW, OPEN, STATES, TROUBLES, VOCABULARY, YEARS, service_names

SERVICES = 50
POSTMORTEMS = 20
"""One incident in so many has one."""

_STATUSES = {
    3: ("Investigating", "Identified", "Resolved"),
    4: ("Investigating", "Identified", "Monitoring", "Resolved"),
    5: ("Investigating", "Identified", "Update", "Monitoring", "Resolved"),
}
"""By how many updates there are."""


@dataclass(frozen=True, slots=True)
class Update:
    """What was said at an instant, in Markdown."""

    status: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; only open ones promise a next update."""

    id: str
    title: str
    service: str
    state: str
    impact: str
    started: datetime
    updates: tuple[Update, ...]
    """In order of time."""
    next_update: datetime | None


def history(count: int) -> Iterator[Incident]:
    """So many incidents of five years up to `NOW`, the newest first; three are open.

    Each has three to five updates of some sixty words, and one in twenty a postmortem of six hundred.
    """
    draw = random.Random(7)
    names = [name for name, _ in service_names(SERVICES)]
    now = datetime.fromisoformat(NOW)
    for index in range(count):
        back = timedelta(days=1 + YEARS * 365 * (index + draw.random()) / count)
        yield _incident(draw, names, index, now - (timedelta(hours=5 + index) if index < OPEN else back))


def _incident(draw: random.Random, names: list[str], index: int, started: datetime) -> Incident:
    service, is_open = draw.randrange(len(names)), index < OPEN
    started = started.replace(second=0, microsecond=0)
    statuses = _STATUSES[draw.randint(3, 5)][: 2 if is_open else None]
    times = [
        started + timedelta(minutes=1 + 60 * step + draw.randint(0, 45)) for step in range(len(statuses))
    ]
    updates = [Update(status, at, _words(draw, 60)) for status, at in zip(statuses, times, strict=True)]
    if index % POSTMORTEMS == POSTMORTEMS // 2:
        updates.append(Update("Postmortem", times[-1] + timedelta(hours=3), _postmortem(draw)))
    return Incident(
        id=f"{started:%Y-%m-%d}-{index}-service-{service}",
        title=draw.choice(TROUBLES)[0].format(names[service]),
        service=f"service-{service}",
        state=draw.choice(STATES),
        impact=_sentence(draw, 12, plain=True),
        started=started,
        updates=tuple(updates),
        next_update=times[-1] + timedelta(hours=9) if is_open else None,
    )


def _words(draw: random.Random, words: int) -> str:
    """Some sentences of a dozen words, with what people write between them."""
    return " ".join(_sentence(draw, 12) for _ in range(words // 12))


def _sentence(draw: random.Random, words: int, *, plain: bool = False) -> str:
    chosen = draw.choices(VOCABULARY, k=words)
    chosen[0] = chosen[0].capitalize()
    chance = 1.0 if plain else draw.random()
    if chance < 0.12:
        chosen[5:7] = [f"**{chosen[5]} {chosen[6]}**"]
    elif chance < 0.2:
        chosen[5] = f"`{chosen[5]}-{words}`"
    elif chance < 0.27:
        chosen[5] = f"[{chosen[5]}](https://example.com/{chosen[5]})"
    return " ".join(chosen) + "."


def _postmortem(draw: random.Random) -> str:
    """Six hundred words with all that Markdown is used for."""
    return "\n\n".join(
        (
            f"### Summary\n\n{_words(draw, 120)}",
            "### What happened\n",
            "\n".join(f"- **{hour:02}:15 UTC** {_sentence(draw, 12)}" for hour in range(9, 16)),
            "| Place | Requests | Errors |\n|---|---:|---:|\n"
            + "\n".join(
                f"| {place} | {draw.randint(10**4, 10**6)} | {draw.randint(10, 9000)} |"
                for place in ("Europe", "Americas", "Asia")
            ),
            f"### Cause\n\n{_words(draw, 156)}",
            "```yaml\npool:\n  connections: 200\n  timeout: 5s\n```",
            f"{_words(draw, 120)}\n\n> {_sentence(draw, 16)}",
            "### What we do about it\n",
            "\n".join(f"{number}. {_sentence(draw, 14)}" for number in range(1, 7)),
        )
    )
