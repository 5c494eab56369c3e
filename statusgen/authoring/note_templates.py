"""Templates of notes: one file for each kind of trouble, with gaps that describe their content. Pure.

A gap is `[what belongs there, such as: an example]` or a choice: `[Nothing is lost. / Some entries are.]`.
All that could be untrue is in gaps, so that nobody publishes an assurance that nobody has checked. For times
the files have `@now`, `@next`, `@start` and `@end`, for the zone of the site `@zone` (in Chinese `@时区`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statusgen.authoring.fields import USUAL_WAIT
from statusgen.model.status import Status
from statusgen.model.zones import utc_offset
from statusgen.read.headings import status_of_heading
from statusgen.read.language_codes import nearest_language

_BY_USE = (
    *("sign-in", "slow", "outage", "errors", "payments", "supplier", "place", "data", "security"),
    *("maintenance", "emergency-maintenance"),
    "notice",
)
"""All kinds of templates, those of each kind of note together, the most frequent first."""
_HEADING = re.compile(r"^## .*$", re.MULTILINE)
_CHINA = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "PRC")
"""Keys of the zone that is called Beijing time in China."""


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """Template: its purpose, its front matter with the introduction, and its updates by status."""

    kind: str
    about: str
    head: str
    updates: Mapping[Status, str]


def read_templates(files: Mapping[str, bytes], language: str) -> dict[str, NoteTemplate]:
    """Return the templates of a language by kind, the most frequent first; none where there are none in it.

    `files` are by path, `en/outage.md`. English words in a note of another language are worse than none.
    """
    code = nearest_language(language, {path.split("/")[0] for path in files})
    own = {path.split("/")[1].removesuffix(".md"): path for path in files if path.startswith(f"{code}/")}
    return {kind: _template(kind, files[own[kind]].decode()) for kind in sorted(own, key=_BY_USE.index)}


def _template(kind: str, text: str) -> NoteTemplate:
    about, _, note = text.partition("\n")
    head, *bodies = _HEADING.split(note)
    sections = zip(_HEADING.findall(note), bodies, strict=True)
    updates = {status: heading + body for heading, body in sections if (status := status_of_heading(heading))}
    return NoteTemplate(kind, about.removeprefix("# "), head, updates)


def fill_times(text: str, now: datetime, starts: datetime | None = None) -> str:
    """Fill in times: `now` in the zone of the site; planned work is a week later unless `starts` is given."""
    begin = starts or (now + timedelta(days=7)).replace(hour=2, minute=0)
    times = {
        "@now": now,
        "@next": now + timedelta(minutes=USUAL_WAIT),
        "@start": begin,
        "@end": begin + timedelta(hours=2),
    }
    for token, at in times.items():
        text = text.replace(token, f"{at:%Y-%m-%d %H:%M}")
    zone = utc_offset(now.utcoffset() or timedelta())
    chinese = "北京时间" if getattr(now.tzinfo, "key", "") in _CHINA else zone
    return text.replace("@zone", zone).replace("@时区", chinese)


def whole_note(template: NoteTemplate, services: Sequence[str] = ()) -> str:
    """Return the front matter with the first update; `services` are the ids to choose from."""
    example = f"\n  # one or more of these, as `{services[0]}: partial outage`: " if services else ""
    ids = f"services:{example}{', '.join(services)}"
    return template.head.replace("services:", ids, 1) + next(iter(template.updates.values()), "")
