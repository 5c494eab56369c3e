"""How near the rules of plain language come to an editor: `python -m tests.evidence.measure [HALF]`.

Each labelled update becomes content as anybody would write it; what `judge_words` finds in it is held against
the labels. Precision: the share of findings that the editor demands or would let pass. Recall: the share of
what the editor demands that was found.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.pipeline.lint import lint_content

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 1, tzinfo=UTC)
_WORDS = {"jargon", "acronym", "internal-detail", "wordy", "hidden-verb", "code-in-text"}
"""Rules about single words: an editor and a list may file one word under different ones."""


@dataclass(frozen=True)
class Label:
    """A fault: its rule, and the words that carry it; without words it is about what is missing."""

    rule: str
    words: str = ""
    in_title: bool = False


@dataclass
class Score:
    """Counts over many updates."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    got: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[Level, bool]] = field(default_factory=Counter)
    updates: int = 0
    well: int = 0
    well_warned: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Over all findings."""
        return _share(self.right.total(), self.wrong.total())

    @property
    def recall(self) -> float:
        """Over all that an editor demands."""
        return _share(self.got.total(), self.missed.total())

    def precision_of(self, *levels: Level) -> float:
        """Over the findings of these levels."""
        return _share(*(sum(self.levels[level, right] for level in levels) for right in (True, False)))

    def recall_of(self, rule: str) -> float:
        """Over what an editor demands of one rule."""
        return _share(self.got[rule], self.missed[rule])


def _share(yes: int, no: int) -> float:
    return yes / (yes + no) if yes + no else 1.0


@cache
def entries(name: str) -> list[dict[str, Any]]:
    """The labelled updates of a file such as `labels-en.yaml`."""
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return loaded


def as_content(entry: dict[str, Any], language: str) -> dict[str, bytes]:
    """The site with that update as its incident's last."""
    names = entry.get("services") or []
    ids = [f"s{index}" for index, _ in enumerate(names)]
    services = {"services": [{"id": one, "name": name} for one, name in zip(ids, names, strict=True)]}
    if not names:
        services = {"services": [{"id": "unnamed-in-this-note", "name": "Zzyzx"}]}
    kind = entry["kind"]
    at = _time(entry, "starts") + timedelta(minutes=20 if kind == "incident" else -2000)
    head: dict[str, object] = {"title": str(entry["title"])}
    if names:
        head["services"] = dict.fromkeys(ids, "degraded") if kind == "incident" else ids
    if kind == "incident" and entry.get("starts"):
        head["started"] = _time(entry, "starts").isoformat()
    if kind == "maintenance":
        starts = _time(entry, "starts")
        ends = _time(entry, "ends") if entry.get("ends") else starts + timedelta(hours=2)
        head |= {"starts": starts.isoformat(), "ends": max(ends, starts + timedelta(minutes=1)).isoformat()}
    folder, main = {
        "incident": ("incidents", "incident"),
        "maintenance": ("maintenance", "maintenance"),
        "notice": ("notices", "notice"),
    }[kind]
    if kind == "notice":
        head = {"title": head["title"], "published": at.isoformat()}
    base = f"{folder}/note"
    site = {"name": "Site", "url": "https://status.example.org/", "languages": [language]}
    files = {"site.yml": site, "services.yml": services}
    content = {path: json.dumps(data, ensure_ascii=False).encode() for path, data in files.items()}
    status = entry["status"]
    if kind == "notice":
        return content | {f"{base}/{main}.md": _file(head, str(entry["text"]))}
    content[f"{base}/{main}.md"] = _file(head, "")
    first = "scheduled" if kind == "maintenance" else "investigating"
    for index, text in enumerate(entry.get("earlier") or []):
        own = {"status": first, "at": (at + timedelta(minutes=5 * index)).isoformat()}
        content[f"{base}/{index:02}-earlier.md"] = _file(own, str(text))
    last = at + timedelta(minutes=5 * len(entry.get("earlier") or []) + 1)
    own = {"status": status, "at": last.isoformat()}
    if entry.get("next_update"):
        own["next_update"] = _time(entry, "next_update").isoformat()
    content[f"{base}/zz-last.md"] = _file(own, str(entry["text"]))
    return content


def _time(entry: dict[str, Any], name: str) -> datetime:
    said = entry.get(name) or "2025-03-04T09:00Z"
    found = said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _file(head: Mapping[str, object], text: str) -> bytes:
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, width=100000)}---\n\n{text}\n".encode()


def findings_of(entry: dict[str, Any], language: str) -> list[tuple[Diagnostic, str, bool]]:
    """What is found in the update and in its title: the finding, its words, whether in the title."""
    content = as_content(entry, language)
    found = []
    for one in lint_content(content, NOW):
        whole = one.update is None
        last = one.update is not None and one.update.span.path.endswith("zz-last.md")
        for each in one.findings if whole or last else ():
            line = content[each.span.path].decode().split("\n")[each.span.line - 1]
            in_title = whole and "title:" in line
            found.append((each, line[each.span.column - 1 : each.span.end - 1], in_title))
    return found


def labels_of(entry: dict[str, Any], key: str) -> list[Label]:
    """The labels under `must` or `may`."""
    return [
        Label(one["rule"], str(one.get("span") or ""), one.get("in") == "title")
        for one in entry.get(key) or []
    ]


def measure(found: Iterable[tuple[dict[str, Any], str]]) -> Score:
    """The score over labelled updates, each with its language."""
    score = Score()
    for entry, language in found:
        score.updates += 1
        _count(entry, language, score)
    return score


def _count(entry: dict[str, Any], language: str, score: Score) -> None:
    must, may = labels_of(entry, "must"), labels_of(entry, "may")
    findings = findings_of(entry, language)
    hit: set[int] = set()
    warned = 0
    for finding, words, in_title in findings:
        matched = [i for i, label in enumerate([*must, *may]) if _same(label, finding.code, words, in_title)]
        hit |= set(matched)
        score.levels[finding.level, bool(matched)] += 1
        (score.right if matched else score.wrong)[finding.code] += 1
        warned += finding.level is not Level.INFO
        if not matched:
            score.lines.append(f"WRONG  {finding.code:24} {words[:90]!r}  [{entry['id']}]")
    for index, label in enumerate(must):
        (score.got if index in hit else score.missed)[label.rule] += 1
        if index not in hit:
            where = "title: " if label.in_title else ""
            score.lines.append(f"MISSED {label.rule:24} {where}{label.words[:90]!r}  [{entry['id']}]")
    if not must:
        score.well += 1
        score.well_warned += warned


def _same(label: Label, code: str, words: str, in_title: bool) -> bool:
    if label.rule != code and not {label.rule, code} <= _WORDS:
        return False
    if not label.words or code == "reading-level" or label.rule.endswith(("-missing", "-unclear", "no-news")):
        return label.rule == code
    if label.in_title != in_title:
        return False
    one, other = (re.sub(r"\W+", " ", text).strip().lower() for text in (label.words.split("\n")[0], words))
    return bool(one and other) and (one in other or other in one or _overlap(one, other))


def _overlap(one: str, other: str) -> bool:
    first, second = set(one.split()), set(other.split())
    return len(first & second) * 2 >= min(len(first), len(second))


FILES = {"en": ("labels-en.yaml",), "zh": ("labels-zh.yaml",)}


def labelled(half: str, language: str) -> list[tuple[dict[str, Any], str]]:
    """The labelled updates of a half in a language."""
    own = (entry for name in FILES[language] for entry in entries(name))
    return [(entry, language) for entry in own if entry["half"] == half]


def main() -> None:
    """Print the scores of a half, by language and rule, and what was wrong."""
    half = sys.argv[1] if len(sys.argv) > 1 else "tuning"
    for language in ("en", "zh"):
        score = measure(labelled(half, language))
        print(f"\n== {language}, {half} half: {score.updates} updates")
        print(f"precision {score.precision:.2f}  recall {score.recall:.2f}")
        serious = score.precision_of(Level.ERROR, Level.WARNING)
        print(f"warnings and errors {serious:.2f}  errors {score.precision_of(Level.ERROR):.2f}")
        total = score.right.total() + score.wrong.total()
        print(
            f"findings an update {total / max(score.updates, 1):.2f}; warnings on {score.well} well-written: "
            f"{score.well_warned / max(score.well, 1):.2f}"
        )
        for rule in sorted({*score.right, *score.wrong, *score.got, *score.missed}):
            print(
                f"  {rule:26} right {score.right[rule]:3} wrong {score.wrong[rule]:3}   "
                f"got {score.got[rule]:3} missed {score.missed[rule]:3}"
            )
        if "-v" in sys.argv:
            print("\n".join(sorted(score.lines)))


if __name__ == "__main__":
    main()
