"""The forms of the editor: which questions each asks, and what the answers say.

They become a `Text`, as the options of commands and GitHub's forms do: notes are written in one way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from statusgen.authoring import NONE
from statusgen.authoring.answers import TROUBLE
from statusgen.authoring.github_forms import (
    ENDS,
    IMPACT,
    NEXT,
    PLAN,
    SERVICES,
    SINCE,
    STARTED,
    STARTS,
    STATUS,
    SUMMARY,
    TITLE,
    WORDS,
    WORKAROUND,
    Question,
)
from statusgen.authoring.session import Said, trimmed
from statusgen.authoring.times_given import USUAL_WAIT
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Status, statuses_of

MOST_LETTERS = 20_000
"""Characters of an answer; nobody needs more in an urgent note."""
SERVICE = "service."
"""What the name of a service's field begins with."""
NONE_AFFECTED = "none-affected"
"""The field that says that no service is affected."""
TICKED = "yes"
"""The value of a checkbox that is ticked."""
ABOUT = "about"
"""What the field of a service says that a notice is about."""

_NEWS = Question(
    "title", "What is new, in words a customer would use?", "用客户的话说，有什么新消息？", required=True
)
_ABOUT = replace(SERVICES, en="Which services is it about?", zh="与哪些服务有关？", required=False)
_TOUCHED = replace(
    SERVICES, en="Which services does the work touch?", zh="维护涉及哪些服务？", required=False
)
_CHANGED = replace(
    SERVICES, en="Which services are different now?", zh="哪些服务的状态有变化？", required=False
)
_UNTIL = Question(
    "until", "Until when is it on the home page? (3d or 2026-05-06 18:00)",
    "在首页显示到什么时候？（3d 或 2026-05-06 18:00）",
)  # fmt: skip
_SAY = replace(WORDS, en="What do you want to say?", zh="想说什么？")
_END = replace(
    WORDS,
    en="What happened, and does anyone need to do anything?",
    zh="发生了什么？有人需要做什么吗？",
)
_PLANNED = replace(
    WORDS,
    en="What will you do, and does anyone need to do anything?",
    zh="要做什么？有人需要做什么吗？",
)
_BACK = replace(
    WORDS, en="What happened, why, and what do you change?", zh="发生了什么？为什么？有哪些改进？"
)
_NEW_START = replace(
    STARTS, en="Does it start at another time? (2026-05-06 02:00)", zh="开始时间有变？（2026-05-06 02:00）",
    required=False,
)  # fmt: skip
_NEW_END = replace(
    ENDS, en="Does it end at another time? (2026-05-06 04:00)", zh="结束时间有变？（2026-05-06 04:00）",
    required=False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: what it posts, and what it asks."""

    action: str
    """As in its address."""
    kind: Kind
    status: Status | None
    """None where the writer chooses it, or where there is none."""
    questions: tuple[Question, ...]

    @property
    def is_new(self) -> bool:
        """Whether it makes a note, and does not add to one."""
        return self.action == self.kind.value

    @property
    def asks_none(self) -> bool:
        """Whether it takes an answer that no service is affected."""
        return self.is_new and self.kind is Kind.INCIDENT

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Those to choose from: all but the ones that have a form of their own."""
        return tuple(one for one in statuses_of(self.kind) if one not in _OWN_FORMS)

    @property
    def states(self) -> tuple[ServiceState, ...]:
        """Those that a service may be said to be in; a notice says nothing of them."""
        if self.kind is Kind.NOTICE:
            return ()
        if self.kind is Kind.MAINTENANCE:
            return (ServiceState.UNDER_MAINTENANCE,)
        return TROUBLE if self.is_new else (ServiceState.OPERATIONAL, *TROUBLE)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that the field of a service may have, besides none."""
        return (ABOUT,) if self.kind is Kind.NOTICE else tuple(one.key for one in self.states)


_SHEETS = (
    Sheet(
        "incident",
        Kind.INCIDENT,
        None,
        (TITLE, WORDS, IMPACT, WORKAROUND, SERVICES, STATUS, STARTED, NEXT),
    ),
    Sheet(
        "maintenance",
        Kind.MAINTENANCE,
        Status.SCHEDULED,
        (PLAN, STARTS, ENDS, _PLANNED, IMPACT, WORKAROUND, _TOUCHED),
    ),
    Sheet("notice", Kind.NOTICE, None, (_NEWS, _SAY, _ABOUT, _UNTIL)),
    Sheet("end", Kind.NOTICE, Status.RESOLVED, ()),
    Sheet("update", Kind.INCIDENT, None, (STATUS, WORDS, IMPACT, WORKAROUND, _CHANGED, NEXT)),
    Sheet("update", Kind.MAINTENANCE, None, (STATUS, WORDS, SINCE, _NEW_START, _NEW_END)),
    Sheet("resolve", Kind.INCIDENT, Status.RESOLVED, (_END, SINCE)),
    Sheet("postmortem", Kind.INCIDENT, Status.POSTMORTEM, (SUMMARY, _BACK)),
    Sheet("postmortem", Kind.MAINTENANCE, Status.POSTMORTEM, (SUMMARY, _BACK)),
)
_OWN_FORMS = frozenset(sheet.status for sheet in _SHEETS)


def sheet_of(action: str, kind: Kind | None) -> Sheet | None:
    """The form for an action; for one on a note, `kind` is that of the note."""
    found = (one for one in _SHEETS if one.action == action and (one.is_new or one.kind is kind))
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person has entered in a form."""

    sheet: Sheet
    values: Mapping[str, str]
    note: str = ""
    """The key of the note that the update is for."""


def entered_at(action: str, values: Mapping[str, str]) -> Entered | None:
    """What a form of this action says; None if there is no such form for the note that it names."""
    note = values.get("note", "")
    kind = next((one for one in Kind if note.startswith(f"{one.value}/")), None)
    sheet = sheet_of(action, kind)
    return Entered(sheet, values, "" if sheet.is_new else note) if sheet else None


def fresh_values(sheet: Sheet, status: str = "") -> dict[str, str]:
    """The answers in a form that nobody has touched; `status` as its address says."""
    values = {"next": USUAL_WAIT}
    if sheet.is_new:
        values["status"] = Status.INVESTIGATING.value
    elif status in [one.value for one in sheet.statuses]:
        values["status"] = status
    return values


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def cleaned(question: Question, value: str) -> str:
    """An answer without what no keyboard sends; one line, but for the long ones."""
    text = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return trimmed(text) if question.shape == "textarea" else " ".join(text.split())


def answers(entered: Entered) -> dict[str, str]:
    """The answers to the questions of the form, by field."""
    asked = (one for one in entered.sheet.questions if one.field != SERVICES.field)
    return {one.field: cleaned(one, entered.values.get(one.field, "")) for one in asked}


def chosen_services(entered: Entered, known: Sequence[str]) -> tuple[str, ...]:
    """The services with their states as commands take them: `checkout=partial-outage`, or `none`."""
    if SERVICES.field not in [one.field for one in entered.sheet.questions]:
        return ()
    given = [(one, entered.values.get(SERVICE + one, "")) for one in known]
    given = [(one, said) for one, said in given if said in entered.sheet.choices]
    if entered.sheet.kind is Kind.NOTICE:
        return tuple(one for one, _ in given)
    chosen = tuple(f"{one}={state}" for one, state in given)
    return chosen or ((NONE,) if entered.sheet.asks_none and entered.values.get(NONE_AFFECTED) else ())


def to_said(entered: Entered, found: Mapping[str, str], known: Sequence[str]) -> Said:
    """What the answers say, as a command would say it. `found` are those of `answers`, or what stands in."""
    return Said(
        title=found.get("title"),
        services=chosen_services(entered, known),
        impact=found.get("impact", ""),
        workaround=found.get("workaround", ""),
        text=found.get("text", ""),
        status=found.get("status") or None,
        next=found.get("next", ""),
        since=found.get("since"),
        started=found.get("started"),
        starts=found.get("starts"),
        ends=found.get("ends"),
        until=found.get("until"),
        summary=found.get("summary", ""),
    )
