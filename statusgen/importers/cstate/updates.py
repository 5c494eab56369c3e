"""The words of a cState note as updates, with a report of every printed time that is not taken as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from statusgen.importers.cstate.beliefs import Doubt, Frame, Timed, believed, shifted, zone_shift
from statusgen.importers.cstate.course import Post, oldest_first, placed, spread
from statusgen.importers.cstate.dialect import Dialect, Printed
from statusgen.importers.cstate.facts import Old, began, ended
from statusgen.importers.cstate.markers import Piece, cut, lookalikes, printed_times
from statusgen.importers.cstate.times import read_time
from statusgen.importers.cstate.vocabulary import languages_of, vocabulary
from statusgen.importers.cstate.words import lowered
from statusgen.model.notes import Status, Update
from statusgen.model.printable import plural
from statusgen.model.text import localise
from statusgen.read.near_updates import kept_as_words


@dataclass(frozen=True, slots=True)
class Course:
    """How it went: from when to when (None: still), the words before all updates, and the updates."""

    start: datetime
    end: datetime | None
    intro: str
    updates: tuple[Update, ...]
    is_announcement: bool
    """It was announced, and no mark says how a problem went on."""
    times: int
    """How many times it prints for updates."""
    used: int
    """How many of them began one."""


def read_course(old: Old, words: str, first_line: int, *, announced: bool) -> Course:
    """The course of a note; `words` are its published words, which begin in line `first_line` of the file."""
    start = began(old)
    languages = languages_of(PurePosixPath(old.source.path).stem, old.site.languages)
    given = read_time(old.header.text("resolvedwhen"), old.site.zone, start.date())
    dialect = Dialect(old.site.zone, start, given.at if given else None, vocabulary(languages))
    pieces = cut(words, dialect)
    end = ended(old, start, _last_believed(pieces, Frame(start, None, old.site.now)))
    is_announcement = announced and all(piece.status is None for piece in pieces)
    frame = Frame(start, None if is_announcement else end, old.site.now)
    pieces = _in_zone(old, pieces, frame, first_line)
    intro, ordered = oldest_first(pieces, frame)
    timed = believed(ordered, frame)
    if is_announcement:
        intro, posts = _announced(intro, timed, frame)
    else:
        posts = placed(timed, frame, dialect.vocabulary)
        _report_guesses(old, posts)
    _report_doubts(old, posts, first_line)
    printed = printed_times(words, dialect)
    unused = _unused(printed, timed)
    _report_unused(old, unused, first_line, len(printed))
    _report_lookalikes(old, lookalikes(words, dialect), {one.line for one in unused}, first_line)
    updates = tuple(_update(post, old.site.language) for post in posts)
    return Course(start, end, intro, updates, is_announcement, len(printed), len(printed) - len(unused))


def _last_believed(pieces: Sequence[Piece], frame: Frame) -> datetime | None:
    times = (one.at for one in believed(oldest_first(pieces, frame)[1], frame))
    return max(filter(None, times), default=None)


def _in_zone(old: Old, pieces: tuple[Piece, ...], frame: Frame, first_line: int) -> tuple[Piece, ...]:
    """The pieces with their times in the zone that makes them fit between start and end, if there is one."""
    shift = zone_shift(pieces, frame)
    if not shift:
        return pieces
    late = next(one.time for one in pieces if one.time and one.time.at and one.time.at > frame.limit)
    hours = plural(shift // timedelta(hours=1), "hour")
    message = f"`{late.text}` is after the end, `resolvedWhen`; all times printed here fit {hours} earlier"
    help = (
        f"They are taken as {hours} ahead of {old.site.zone.key}; if they are not, correct the imported note."
    )
    old.report_line("import-zone", first_line + late.line, message, help)
    return tuple(shifted(piece, shift) for piece in pieces)


def _announced(intro: str, timed: Sequence[Timed], frame: Frame) -> tuple[str, tuple[Post, ...]]:
    """The words of a notice, and its updates: what has a time of its own, but for the first words."""
    first, others = timed[:1], timed[1:]
    untimed = [one for one in others if not one.piece.printed]
    later = [one for one in others if one.piece.printed]
    times = spread([frame.start, *(one.at for one in later)], frame.start, None)[1:]
    parts = (one.piece.words for one in (*first, *untimed))
    words = "\n\n".join(filter(None, [intro, *parts])).strip("\n")
    return words, tuple(Post(one, Status.UPDATE, at) for one, at in zip(later, times, strict=True))


def _update(post: Post, language: str) -> Update:
    """An update. A resolution or time that is not believed stays as words, and so does more in a mark."""
    at = post.at.replace(microsecond=0)
    if post.timed is None:
        return Update(status=post.status, at=at, since=post.since)
    piece = post.timed.piece
    is_demoted = piece.status in (Status.RESOLVED, Status.POSTMORTEM) and post.status is Status.UPDATE
    label = piece.mark.strip(":") if is_demoted else piece.label
    parts = [kept_as_words(f"**{label}**") if label else "", lowered(piece.words)]
    is_unread = post.timed.doubt is not None and post.timed.at is None
    if is_unread and piece.time and piece.time.text not in label:
        parts.append(kept_as_words("`" + piece.time.text.replace("`", "'") + "`"))
    body = "\n\n".join(filter(None, parts)).strip()
    return Update(status=post.status, at=at, since=post.since, body=localise([(language, body)]))


def _report_guesses(old: Old, posts: Sequence[Post]) -> None:
    own = [post for post in posts if post.timed]
    untimed = (post for post in own[1:] if post.timed and not post.timed.piece.printed)
    guessed = [post for post in untimed if post.status is not Status.RESOLVED]
    if guessed:
        message = f"{len(guessed)} of {len(own)} posts have no time of their own"
        help = "Their times lie evenly between their neighbours'; correct them where you know better."
        old.report("import-time", "date", message, help)


def _report_doubts(old: Old, posts: Iterable[Post], first_line: int) -> None:
    for post in posts:
        timed = post.timed
        if timed is None or timed.doubt is None or timed.piece.time is None:
            continue
        printed, when = timed.piece.time, f"{post.at:%Y-%m-%d %H:%M} UTC"
        if timed.at:
            help = (
                f"It is taken as {when}, which fits its neighbours; if it is not, correct the imported note."
            )
        else:
            help = f"The update keeps its place, at {when}, with this time in its words.{_advice(timed)}"
        old.report_line(
            "import-time", first_line + printed.line, f"`{printed.text}` {timed.doubt.value}", help
        )


def _advice(timed: Timed) -> str:
    """What may be right about a time that was not believed."""
    if timed.doubt not in (Doubt.AFTER_END, Doubt.FUTURE):
        return ""
    posted = " If it was posted then, give it that time." if timed.doubt is Doubt.AFTER_END else ""
    is_zoned = timed.piece.time is not None and timed.piece.time.zoned
    return posted + ("" if is_zoned else " If it is in another zone, import again with `--zone`.")


def _unused(printed: Sequence[Printed], timed: Iterable[Timed]) -> list[Printed]:
    """The printed times that began no update, compared line by line with those that did."""
    used = Counter(one.piece.time.line for one in timed if one.piece.time)
    return list(_beyond(printed, used))


def _beyond(printed: Sequence[Printed], used: Counter[int]) -> Iterator[Printed]:
    for one in printed:
        if used[one.line]:
            used[one.line] -= 1
        else:
            yield one


def _report_unused(old: Old, unused: Sequence[Printed], first_line: int, printed: int) -> None:
    for one in unused:
        message = (
            f"`{one.text}` begins no update: this note prints {plural(printed, 'time')} for updates, "
            f"{printed - len(unused)} of which began one"
        )
        help = "If words belong to it, give them a heading of their own in the imported note."
        old.report_line("import-update", first_line + one.line, message, help)


def _report_lookalikes(
    old: Old, found: Iterable[tuple[str, int]], reported: Collection[int], first_line: int
) -> None:
    for text, line in found:
        if line not in reported:
            message = f"`{text}` looks like the beginning of an update, but was taken as words"
            help = "If an update begins here, give it a heading of its own in the imported note."
            old.report_line("import-update", first_line + line, message, help)
