"""Rules of completeness: what is wrong, who is affected, what is being done, what readers can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.lint_rules import Phase
from statusgen.model.notes import Incident, Maintenance
from statusgen.model.states import ServiceState
from statusgen.plain_language.lexicon import find_entries
from statusgen.plain_language.target import LintTarget, found, missing

_SIGN = re.compile(r"[\W_]")
_NAME = re.compile(r"\S*(?:[A-Z]\S*|\w\.\w\S*|\d\S*)")
_LONG_ENOUGH = timedelta(minutes=30)
"""Age of an incident from which people look for a workaround."""


def impact_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find an incident that does not say what people notice."""
    if target.note.impact or any(one.impact for one in target.updates):
        return
    if not target.language.patterns.effect.search(target.text_so_far):
        yield missing(target, "impact-missing", hint=not target.language.judges_words)


def scope_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a note that names no service, people or place, neither in a field nor in words."""
    if target.note.services or any(one.services for one in target.updates):
        return
    words = target.text_so_far
    if target.language.patterns.audience.search(words) or any(find_entries(target.context.names, words)):
        return
    yield missing(target, "scope-missing")


def action_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find an incident that does not say what is being done."""
    if target.body and not target.language.patterns.action.search(target.text_so_far):
        yield missing(target, "action-missing")


def workaround_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find an older incident that has no workaround and does not say that there is none."""
    note, update = target.note, target.update
    if update is None or not isinstance(note, Incident) or update.effective - note.started < _LONG_ENOUGH:
        return
    if note.workaround or any(one.workaround for one in target.updates):
        return
    if not target.language.patterns.workaround.search(target.text_so_far):
        yield missing(target, "workaround-missing")


def no_news(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a short update that repeats what readers know, or what every update says."""
    update = target.update
    if update is None or target.body is None or target.phase is Phase.RESOLVED:
        return
    is_first = not target.earlier and (target.phase is Phase.PLANNED or bool(target.note.impact))
    if update.impact or update.workaround or update.services or is_first:
        return
    language, text = target.language, target.body.text
    before = (" ".join(one.split()) for one in target.text_before.split("\0") if one)
    is_short = language.length(target.text) <= language.limits.short_update
    is_news = not is_short or language.has_news(target.text, target.text_before)
    if not is_news or " ".join(text.split()) in before:
        yield missing(target, "no-news")


def resolution_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a resolution without cause, time of recovery, or what readers need to do."""
    language, update = target.language, target.update
    if update is None:
        return
    patterns = language.patterns
    answered = {
        "what": patterns.cause.search(target.text_so_far) is not None,
        "when": bool(update.since) or patterns.absolute_time.search(target.text) is not None,
        "act": patterns.needed_action.search(target.text) is not None,
    }
    lacking = [name for name, is_there in answered.items() if not is_there]
    short = language.length(target.text) < language.limits.short_resolution
    if len(lacking) >= (2 if short else 3):
        words = language.join([language.phrases[name] for name in lacking])
        yield missing(target, "resolution-missing", missing=words)


def data_safety_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a note about people's information that does not say whether it is safe."""
    patterns = target.language.patterns
    words = target.text_so_far
    if len(patterns.data.findall(words)) > 1 and not patterns.data_safe.search(words):
        yield missing(target, "data-safety-missing")


_LEAST_TO_LOOK_BACK = 25
"""Words or characters: a shorter text is not expected to say when."""


def when_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a resolution or postmortem that does not say when it happened."""
    update = target.update
    if update is None or update.since or "started" in target.note.places:
        return
    if target.language.length(target.text) < _LEAST_TO_LOOK_BACK:
        return
    if not target.language.patterns.absolute_time.search(target.text_so_far):
        yield missing(target, "when-missing")


def customer_action_unclear(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a note that does not say whether readers need to do something."""
    if isinstance(target.note, Maintenance) and target.earlier:
        return  # the announcement of the work has it
    if target.note.workaround or (target.update and target.update.workaround):
        return
    words = target.text_so_far
    if target.body and not target.language.patterns.needed_action.search(words):
        yield missing(target, "customer-action-unclear")


def apology_missing(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a bad incident without an apology."""
    note = target.note
    states = [one.state for one in (*note.services, *(e for u in note.updates for e in u.services))]
    worst = max(states, default=ServiceState.OPERATIONAL)
    bad = worst >= ServiceState.PARTIAL_OUTAGE or target.phase is Phase.POSTMORTEM
    if isinstance(note, Incident) and bad and not target.language.patterns.apology.search(target.text_so_far):
        yield missing(target, "apology-missing")


def title_vague(target: LintTarget) -> Iterator[Diagnostic]:
    """Find a title that says that something is wrong, but not what."""
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
    """Return whether a title is only a name, such as `LON1` or `Login page`."""
    return title.isascii() and len(title.split()) <= 2


def _left_of(title: str, target: LintTarget) -> str:
    """Return the letters of a title besides names and vague words; empty if they are too few to say something."""
    rest = list(title)
    for start, end, _ in find_entries(target.context.names, title):
        rest[start:end] = " " * (end - start)
    left = target.language.patterns.vague_title.sub(" ", "".join(rest))
    letters = _SIGN.sub("", _without_names(left) if target.language.spaced else left)
    return letters if len(letters) >= target.language.limits.title else ""


def _without_names(title: str) -> str:
    """Return a title without words that look like names: `Actions`, `ci.example.org`, `GitHub`, `LON1`."""
    return _NAME.sub(" ", title)
