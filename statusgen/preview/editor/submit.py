"""Handle a submitted form: insert a template, make a fix, check, or write the files."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from statusgen.authoring.save import write_changes
from statusgen.authoring.session import Prompter, Session, open_session
from statusgen.preview.editor.check import Checked, check, fix
from statusgen.preview.editor.form_specs import ADD, FormInput
from statusgen.preview.editor.mistakes import Mistake
from statusgen.preview.editor.saved import Post
from statusgen.preview.editor.site import Content, version_of
from statusgen.preview.editor.starts import fill_from, shipped_templates
from statusgen.read.catalogues import msgid, texts_for
from statusgen.storage.disk import DiskError
from statusgen.storage.git import GitError

_GIT_TIME = 60.0
"""Seconds for git and its hooks to commit."""
_STALE = msgid("The preview was restarted after you opened this form. Check your text, then save again.")
_UNREADABLE = msgid(
    "The settings of the site cannot be read. Correct them first; `statusgen check` shows where."
)
_CHANGED = msgid("Somebody changed this note in the meantime. Read the latest update above, then save again.")
_HELD = msgid(
    "The text has mistakes that readers must not see. Correct them, or select “Save with these mistakes”."
)
_NOT_COMMITTED = msgid(
    "Nothing was saved, because git could not commit it. "
    "Follow the message of git, or save without committing."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of a submitted form: a post, or else the form to show again."""

    entered: FormInput
    checked: Checked | None = None
    mistakes: Sequence[Mistake] = ()
    """Mistakes beside those in the answers, such as a failed commit."""
    status: HTTPStatus = HTTPStatus.OK
    post: Post | None = None


def submit(folder: Path, content: Content, entered: FormInput, token: str, language: str) -> Outcome:
    """Do the action of the button `do`. To post, the caller must hold the lock of the content folder.

    `token` is the secret of this run; `language` is that of messages.
    """
    translate, values = texts_for(language).gettext, entered.values
    if not hmac.compare_digest(values.get("token", "").encode(), token.encode()):
        return Outcome(entered, None, [Mistake("", translate(_STALE))], HTTPStatus.FORBIDDEN)
    if content.reading.settings is None:
        return Outcome(entered, None, [Mistake("", translate(_UNREADABLE))])
    session = open_session(folder, content.files, content.now, Prompter(None, lambda _: None))
    doing = values.get("do", "")
    if doing == "start":
        entered = fill_from(entered, shipped_templates(language), values.get("start", ""), session)
    elif doing.startswith("fix "):
        entered = fix(session, entered, doing.removeprefix("fix "))
    checked, is_post, mistakes = check(session, entered), doing == "post", []
    if not is_unfinished(entered) and values.get("seen", "") != version_of(content.files, entered.note):
        mistakes.append(Mistake("", translate(_CHANGED)))
    if is_post and checked.leaks and not values.get("anyway"):
        mistakes.append(Mistake("anyway", translate(_HELD)))
    if not is_post or mistakes or checked.mistakes:
        return Outcome(entered, checked, mistakes)
    return _write(session, entered, checked)


def is_unfinished(entered: FormInput) -> bool:
    """Return whether the writer is still writing, so that missing answers are no mistakes yet."""
    doing = entered.values.get("do", "")
    return "seen" in entered.values and (doing in ("live", "start") or doing.startswith(("fix ", ADD)))


def _write(session: Session, entered: FormInput, checked: Checked) -> Outcome:
    """Write the files and, if the writer wants it, commit them."""
    commits = bool(entered.values.get("commit"))
    try:
        warning = write_changes(session, checked.changes, commits=commits, seconds=_GIT_TIME)
    except (DiskError, OSError) as error:
        mistakes = [Mistake("", str(error), in_english=True)]
        if isinstance(error, GitError):
            translate = texts_for(session.settings.languages[0]).gettext
            mistakes.insert(0, Mistake("commit", translate(_NOT_COMMITTED)))
        return Outcome(entered, checked, mistakes)
    return Outcome(entered, checked, post=Post(checked, warning))
