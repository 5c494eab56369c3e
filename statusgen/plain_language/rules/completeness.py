"""Rules about what readers need to know: what, who, when, what is being done, when they hear more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from statusgen.diagnostics import Diagnostic
from statusgen.lint_rules import Phase
from statusgen.model import Incident, Maintenance, ServiceState
from statusgen.plain_language.lexicon import find_entries
from statusgen.plain_language.passages import chinese_length
from statusgen.plain_language.target import Subject, found, missing

_LETTERS = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"[\W_]")
_NAME = re.compile(r"\S*(?:[A-Z]\S*|\w\.\w\S*|\d\S*)")
_LONG_ENOUGH = timedelta(minutes=30)
"""From so long on, people look for another way."""


def impact_missing(subject: Subject) -> Iterator[Diagnostic]:
    """Somewhere in the incident it says what people notice."""
    note, update = subject.note, subject.update
    if note.impact or any(one.impact for one in (*subject.earlier, *((update,) if update else ()))):
        return
    if not subject.language.patterns.effect.search(subject.story):
        yield from missing(subject, "impact-missing")


def scope_missing(subject: Subject) -> Iterator[Diagnostic]:
    """A service is named, in a field or in words, or people or a place are."""
    note, update = subject.note, subject.update
    if note.services or any(one.services for one in (*subject.earlier, *((update,) if update else ()))):
        return
    words = subject.story
    if subject.language.patterns.audience.search(words) or any(find_entries(subject.scene.names, words)):
        return
    yield from missing(subject, "scope-missing")


def action_missing(subject: Subject) -> Iterator[Diagnostic]:
    """Somebody is doing something about it."""
    if subject.body and not subject.language.patterns.action.search(subject.story):
        yield from missing(subject, "action-missing")


def workaround_missing(subject: Subject) -> Iterator[Diagnostic]:
    """After a while, people want to know of another way."""
    note, update = subject.note, subject.update
    if update is None or not isinstance(note, Incident) or update.effective - note.started < _LONG_ENOUGH:
        return
    if note.workaround or any(one.workaround for one in (*subject.earlier, update)):
        return
    if not subject.language.patterns.workaround.search(subject.story):
        yield from missing(subject, "workaround-missing")


def no_news(subject: Subject) -> Iterator[Diagnostic]:
    """A short update has news: a word that was not said before and is not in every update."""
    update = subject.update
    if update is None or subject.body is None or subject.phase is Phase.RESOLVED:
        return
    if (
        update.impact
        or update.workaround
        or update.services
        or (not subject.earlier and subject.phase is Phase.PLANNED)
    ):
        return
    text = subject.body.text
    repeated = " ".join(text.split()) in (" ".join(one.split()) for one in subject.before.split("\0") if one)
    if repeated or (_length(subject) <= subject.language.short_update and not _news(subject)):
        yield from missing(subject, "no-news")


def _length(subject: Subject) -> int:
    text = subject.said
    return chinese_length(text) if subject.language.most_in_clause else len(text.split())


def _news(subject: Subject) -> bool:
    said = subject.said
    if subject.language.most_in_clause:
        return _chinese_news(subject, said)
    known = {word.lower() for word in _LETTERS.findall(subject.before)} | subject.language.patterns.filler
    return any(word.lower() not in known for word in _LETTERS.findall(said))


_STOCK_ZH = re.compile(
    r"我们|正在|目前|已经?|知悉|收到|接到|相关|反馈|该|此|问题|故障|异常|情况|持续|继续|紧急|积极|全力|排查|调查|处理|修复|跟进|关注|确认|定位|原因|中|了|的|并|和|将|会|对|进行|工程师|技术|人员|团队|仍|仍在|"
    r"尽快|恢复|请|耐心|等待|稍后|更新|进展|敬请|谅解|后续|有|及时|通知|通报|\W|\s"
)


def _chinese_news(subject: Subject, said: str) -> bool:
    rest = _STOCK_ZH.sub("", said)
    return any(rest[index : index + 2] not in subject.before for index in range(len(rest) - 1))


def resolution_missing(subject: Subject) -> Iterator[Diagnostic]:
    """The end of an incident says what happened, since when it works, and whether to do anything."""
    patterns, update = subject.language.patterns, subject.update
    if update is None:
        return
    words = subject.story
    answered = {
        "what": patterns.cause.search(words) is not None,
        "when": bool(update.since) or patterns.absolute_time.search(subject.said) is not None,
        "act": patterns.needed_action.search(subject.said) is not None,
    }
    lacking = [name for name, is_there in answered.items() if not is_there]
    short = _length(subject) < subject.language.short_resolution
    if len(lacking) >= (2 if short else 3):
        yield from missing(subject, "resolution-missing", missing=_lacking(subject, lacking))


_LACKING = {
    "en": {
        "what": "what happened",
        "when": "when it was fixed",
        "act": "whether anyone needs to do anything",
    },
    "zh": {"what": "发生了什么", "when": "何时恢复", "act": "用户是否需要操作"},
}


def _lacking(subject: Subject, names: list[str]) -> str:
    words = [_LACKING[subject.language.code][name] for name in names]
    joint, last = ("、", "、") if subject.language.code == "zh" else (", ", " and ")
    return last.join(filter(None, (joint.join(words[:-1]), words[-1])))


def data_safety_missing(subject: Subject) -> Iterator[Diagnostic]:
    """Where people's information was concerned, they hear whether it is safe."""
    patterns = subject.language.patterns
    words = subject.story
    if len(patterns.data.findall(words)) > 1 and not patterns.data_safe.search(words):
        yield from missing(subject, "data-safety-missing")


def when_missing(subject: Subject) -> Iterator[Diagnostic]:
    """A look back says when it happened."""
    update = subject.update
    if update is None or update.since or "started" in subject.note.places or _length(subject) < 25:
        return
    if not subject.language.patterns.absolute_time.search(subject.story):
        yield from missing(subject, "when-missing")


def customer_action_unclear(subject: Subject) -> Iterator[Diagnostic]:
    """Readers know whether they need to do something."""
    if isinstance(subject.note, Maintenance) and subject.earlier:
        return  # it was said when the work was announced
    if subject.note.workaround or (subject.update and subject.update.workaround):
        return
    words = subject.story
    if subject.body and not subject.language.patterns.needed_action.search(words):
        yield from missing(subject, "customer-action-unclear")


def apology_missing(subject: Subject) -> Iterator[Diagnostic]:
    """After a bad incident somebody says sorry."""
    note = subject.note
    states = [one.state for one in (*note.services, *(e for u in note.updates for e in u.services))]
    worst = max(states, default=ServiceState.OPERATIONAL)
    bad = worst >= ServiceState.PARTIAL_OUTAGE or subject.phase is Phase.POSTMORTEM
    if isinstance(note, Incident) and bad and not subject.language.patterns.apology.search(subject.story):
        yield from missing(subject, "apology-missing")


def title_vague(subject: Subject) -> Iterator[Diagnostic]:
    """A title says what is wrong, not only that something is."""
    title = next((one for one in subject.passages if one.field == "title"), None)
    if title is None or not title.text.strip() or subject.phase is Phase.NOTICE:
        return
    patterns = subject.language.patterns
    headless = not patterns.vague_head.search(title.text)
    if isinstance(subject.note, Incident):
        vague = (not headless or _is_bare(title.text)) and not patterns.title_effect.search(title.text)
    else:
        vague = not headless and not _left_of(title.text, subject)
    if vague:
        hint = not isinstance(subject.note, Incident)
        yield from found(subject, "title-vague", title, 0, len(title.text.rstrip()), hint=hint)


def _is_bare(title: str) -> bool:
    """Whether a title is but a name, such as `LON1` or `Login page`."""
    return title.isascii() and len(title.split()) <= 2


def _left_of(title: str, subject: Subject) -> str:
    """What a title says besides names and words such as maintenance: little or nothing if it is vague."""
    rest = list(title)
    for start, end, _ in find_entries(subject.scene.names, title):
        rest[start:end] = " " * (end - start)
    left = subject.language.patterns.vague_title.sub(" ", "".join(rest))
    chinese = subject.language.most_in_clause > 0
    letters = _SIGN.sub("", left if chinese else _without_names(left))
    return letters if len(letters) >= (2 if chinese else 3) else ""


def _without_names(title: str) -> str:
    """Without what looks like the name of something: `Actions`, `ci.example.org`, `GitHub`, `LON1`."""
    return _NAME.sub(" ", title)
