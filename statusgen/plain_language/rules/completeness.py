"""Rules about what readers need to know: what, who, when, what is being done, when they hear more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from statusgen.diagnostics import Diagnostic
from statusgen.lint_rules import Phase
from statusgen.model import Incident, Maintenance, ServiceState
from statusgen.plain_language.lexicon import find_entries
from statusgen.plain_language.target import LintTarget, found, missing

_SIGN = re.compile(r"[\W_]")
_NAME = re.compile(r"\S*(?:[A-Z]\S*|\w\.\w\S*|\d\S*)")
_LONG_ENOUGH = timedelta(minutes=30)
"""From so long on, people look for another way."""


def impact_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Somewhere in the incident it says what people notice."""
    note, update = target.note, target.update
    if note.impact or any(one.impact for one in (*target.earlier, *((update,) if update else ()))):
        return
    if not target.language.patterns.effect.search(target.text_so_far):
        yield missing(target, "impact-missing")


def scope_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """A service is named, in a field or in words, or people or a place are."""
    note, update = target.note, target.update
    if note.services or any(one.services for one in (*target.earlier, *((update,) if update else ()))):
        return
    words = target.text_so_far
    if target.language.patterns.audience.search(words) or any(find_entries(target.context.names, words)):
        return
    yield missing(target, "scope-missing")


def action_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Somebody is doing something about it."""
    if target.body and not target.language.patterns.action.search(target.text_so_far):
        yield missing(target, "action-missing")


def workaround_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """After a while, people want to know of another way."""
    note, update = target.note, target.update
    if update is None or not isinstance(note, Incident) or update.effective - note.started < _LONG_ENOUGH:
        return
    if note.workaround or any(one.workaround for one in (*target.earlier, update)):
        return
    if not target.language.patterns.workaround.search(target.text_so_far):
        yield missing(target, "workaround-missing")


def no_news(target: LintTarget) -> Iterator[Diagnostic]:
    """A short update has news: a word that was not said before and is not in every update."""
    update = target.update
    if update is None or target.body is None or target.phase is Phase.RESOLVED:
        return
    if (
        update.impact
        or update.workaround
        or update.services
        or (not target.earlier and target.phase is Phase.PLANNED)
    ):
        return
    language, text = target.language, target.body.text
    repeated = " ".join(text.split()) in (
        " ".join(one.split()) for one in target.text_before.split("\0") if one
    )
    if repeated or (
        language.length(target.text) <= language.limits.short_update
        and not language.has_news(target.text, target.text_before)
    ):
        yield missing(target, "no-news")


def resolution_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """The end of an incident says what happened, since when it works, and whether to do anything."""
    patterns, update = target.language.patterns, target.update
    if update is None:
        return
    answered = {
        "what": patterns.cause.search(target.text_so_far) is not None,
        "when": bool(update.since) or patterns.absolute_time.search(target.text) is not None,
        "act": patterns.needed_action.search(target.text) is not None,
    }
    lacking = [name for name, is_there in answered.items() if not is_there]
    language = target.language
    short = language.length(target.text) < language.limits.short_resolution
    if len(lacking) >= (2 if short else 3):
        words = language.join([language.phrases[name] for name in lacking])
        yield missing(target, "resolution-missing", missing=words)


def data_safety_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Where people's information was concerned, they hear whether it is safe."""
    patterns = target.language.patterns
    words = target.text_so_far
    if len(patterns.data.findall(words)) > 1 and not patterns.data_safe.search(words):
        yield missing(target, "data-safety-missing")


_LEAST_TO_LOOK_BACK = 25
"""A shorter text, in words or characters, is no look back."""


def when_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """A look back says when it happened."""
    update = target.update
    if (
        update is None
        or update.since
        or "started" in target.note.places
        or target.language.length(target.text) < _LEAST_TO_LOOK_BACK
    ):
        return
    if not target.language.patterns.absolute_time.search(target.text_so_far):
        yield missing(target, "when-missing")


def customer_action_unclear(target: LintTarget) -> Iterator[Diagnostic]:
    """Readers know whether they need to do something."""
    if isinstance(target.note, Maintenance) and target.earlier:
        return  # it was said when the work was announced
    if target.note.workaround or (target.update and target.update.workaround):
        return
    words = target.text_so_far
    if target.body and not target.language.patterns.needed_action.search(words):
        yield missing(target, "customer-action-unclear")


def apology_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """After a bad incident somebody says sorry."""
    note = target.note
    states = [one.state for one in (*note.services, *(e for u in note.updates for e in u.services))]
    worst = max(states, default=ServiceState.OPERATIONAL)
    bad = worst >= ServiceState.PARTIAL_OUTAGE or target.phase is Phase.POSTMORTEM
    if isinstance(note, Incident) and bad and not target.language.patterns.apology.search(target.text_so_far):
        yield missing(target, "apology-missing")


def title_vague(target: LintTarget) -> Iterator[Diagnostic]:
    """A title says what is wrong, not only that something is."""
    title = next((one for one in target.passages if one.field == "title"), None)
    if title is None or not title.text.strip() or target.phase is Phase.NOTICE:
        return
    patterns = target.language.patterns
    headless = not patterns.vague_head.search(title.text)
    if isinstance(target.note, Incident):
        vague = (not headless or _is_bare(title.text)) and not patterns.title_effect.search(title.text)
    else:
        vague = not headless and not _left_of(title.text, target)
    if vague:
        hint = not isinstance(target.note, Incident)
        yield found(target, "title-vague", title, 0, len(title.text.rstrip()), hint=hint)


def _is_bare(title: str) -> bool:
    """Whether a title is but a name, such as `LON1` or `Login page`."""
    return title.isascii() and len(title.split()) <= 2


def _left_of(title: str, target: LintTarget) -> str:
    """What a title says besides names and words such as maintenance: little or nothing if it is vague."""
    rest = list(title)
    for start, end, _ in find_entries(target.context.names, title):
        rest[start:end] = " " * (end - start)
    left = target.language.patterns.vague_title.sub(" ", "".join(rest))
    letters = _SIGN.sub("", _without_names(left) if target.language.spaced else left)
    return letters if len(letters) >= target.language.limits.title else ""


def _without_names(title: str) -> str:
    """Without what looks like the name of something: `Actions`, `ci.example.org`, `GitHub`, `LON1`."""
    return _NAME.sub(" ", title)
