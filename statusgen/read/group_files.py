"""Group the files of the content folder into notes, and report files that belong to none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import replace

from statusgen.model.diagnostics import Diagnostic, Related, Span
from statusgen.model.status import KINDS_BY_FOLDER, Kind
from statusgen.read.note_files import (
    CATALOG,
    GLOSSARY,
    PICTURES,
    SITE,
    TRANSLATION,
    WORDS,
    NoteFiles,
    composed,
    is_month,
    is_words,
    month_in,
    stem_of,
)
from statusgen.read.yaml.decode import Context, did_you_mean, one_of, suggestion

MAX_PICTURE_BYTES = 5_000_000
_TOP_FILES = (SITE, CATALOG, GLOSSARY)
_ID = re.compile(r"\w[\w.-]*")
_ABOUT_THE_FOLDER = re.compile(r"(?:readme(?:[._-].*)?|licen[cs]e(?:\.\w+)*)", re.IGNORECASE)
_LEFTOVERS = ("~", ".swp", ".swo", ".bak", ".orig", ".tmp")
_OF_SYSTEMS = ("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r")


def _is_no_content(path: str, data: bytes) -> bool:
    """Return whether a file is not meant for readers: hidden, of an editor or a system, or about the folder.

    A README with a front matter is a note.
    """
    name = path.rpartition("/")[2]
    if name.startswith((".", "_")) or name.endswith(_LEFTOVERS) or name.lower() in _OF_SYSTEMS:
        return True
    if name.startswith("#") and name.endswith("#"):
        return True
    has_front_matter = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++"))
    return bool(_ABOUT_THE_FOLDER.fullmatch(name)) and not has_front_matter


def group_files(files: Mapping[str, bytes], context: Context) -> tuple[NoteFiles, ...]:
    """Return the notes of the content folder, by path; report every other file."""
    notes: dict[str, NoteFiles] = {}
    before = len(context.problems)
    for path in sorted(files):
        top, *rest = path.split("/")
        if not rest:
            _check_top(path, context)
        elif top not in KINDS_BY_FOLDER:
            help = did_you_mean(top, list(KINDS_BY_FOLDER), f"Notes are in {one_of(list(KINDS_BY_FOLDER))}.")
            context.report("unused-file", Span(path), "statusgen does not know this folder", help)
        elif _is_no_content(path, files[path]):
            context.report("passed-over", Span(path), "this file is no note, and is not published")
        elif len(rest) == 1:
            _add_file(path, notes, files, context)
        elif len(rest) == 2:
            _add_to_folder(path, files, notes, context)
        else:
            context.report(
                "unused-file",
                Span(path),
                "this file is too deep in folders",
                "A note is a file or one folder.",
            )
    own = context.problems[before:]
    context.problems[before:] = [_misplaced(one, files, notes) or one for one in own]
    taken = {(one.kind, one.id) for one in notes.values()}
    return tuple(made for one in notes.values() if (made := _completed(one, taken, context)))


def _misplaced(
    problem: Diagnostic, files: Mapping[str, bytes], notes: dict[str, NoteFiles]
) -> Diagnostic | None:
    """Return the error for an unused file that looks like a note, and add that note; None for other files."""
    path = problem.span.path
    text = files.get(path, b"") if problem.code == "unused-file" else b""
    if not text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"---") or _SAYS_DRAFT.search(text):
        return None
    top, _, name = path.rpartition("/")
    folder = suggestion(top.partition("/")[0], list(KINDS_BY_FOLDER)) or "incidents"
    stem = re.sub(r"(?i)(\.(md|markdown|txt|docx?))+$", "", name) or "note"
    notes[path] = NoteFiles(KINDS_BY_FOLDER[folder], composed(stem), unread=path)
    message = f"this looks like a note, but is not read: {problem.message}"
    return replace(problem, code="misplaced-note", message=message, help=f"Move it to `{folder}/{stem}.md`.")


_SAYS_DRAFT = re.compile(rb"(?mi)^draft:[ \t]*(true|yes|on)\b")


def _check_top(path: str, context: Context) -> None:
    if path in KINDS_BY_FOLDER:
        help = "Make it a folder with a file for each."
        context.report("bad-file-name", Span(path), f"`{path}` must be a folder, and this is a file", help)
        return
    stem, _, ending = path.rpartition(".")
    if path in _TOP_FILES or stem.upper() in ("README", "LICENSE") or ending not in ("yml", "yaml", "md"):
        return
    help = did_you_mean(
        path, _TOP_FILES, "Notes are in folders such as `incidents/`; free pages in `pages/`."
    )
    context.report("unused-file", Span(path), "this file is not published", help)


def _add_file(path: str, notes: dict[str, NoteFiles], known: Container[str], context: Context) -> None:
    top, name = path.split("/")
    kind = KINDS_BY_FOLDER[top]
    if not is_words(name):
        help = "Put pictures into a folder of their note, and end the names of notes with `.md`."
        context.report("unused-file", Span(path), "this file is not published", help)
        return
    folder = path[: -len(name)]
    stem, language = _split_language(stem_of(name), f"{folder}%s{name[-len(WORDS) :]}", known, context)
    note = notes.setdefault(composed(folder + stem), NoteFiles(kind, composed(stem)))
    if language:
        _add_translation(note, language, path, context)
    else:
        _set_main(note, path)


def _set_main(note: NoteFiles, path: str) -> None:
    if note.main:
        note.second_main = path
    note.main = note.main or path


def report_second_main(note: NoteFiles, context: Context) -> None:
    """Report a note that is both a file and a folder, or two files whose names differ only in case."""
    related = Related(Span(note.main), "the other file")
    is_same = composed(note.second_main).lower() == composed(note.main).lower()
    message = "two files have this name" if is_same else "this note has a file and a folder"
    context.report("address-clash", Span(note.second_main), message, "Remove one.", related)


def _add_to_folder(
    path: str, files: Mapping[str, bytes], notes: dict[str, NoteFiles], context: Context
) -> None:
    top, folder, name = path.split("/")
    kind = KINDS_BY_FOLDER[top]
    note = notes.setdefault(composed(f"{top}/{folder}"), NoteFiles(kind, composed(folder)))
    if name.lower().endswith(PICTURES):
        _add_picture(note, path, len(files[path]), context)
        return
    if not is_words(name):
        help = f"Pictures may be {one_of(PICTURES)}; text is in `.md` files."
        context.report("unused-file", Span(path), "this file is not published", help)
        return
    stem, language = _split_language(stem_of(name), "", (), context)
    if stem == kind.value:
        if language:
            _add_translation(note, language, path, context)
        else:
            _set_main(note, path)
    elif language:
        beside = f"{top}/{folder}/{stem}"
        original = next((one for one in (f"{beside}.md", f"{beside}.MD") if one in files), f"{beside}.md")
        if language in context.languages:
            note.update_translations[original, language] = path
        else:
            _report_language(path, language, context)
    else:
        note.updates.append(path)


def _add_picture(note: NoteFiles, path: str, size: int, context: Context) -> None:
    if size > MAX_PICTURE_BYTES:
        message = f"this picture has more than {MAX_PICTURE_BYTES:,} bytes"
        help = "Make it smaller: readers load it on their phones."
        context.report("file-too-large", Span(path), message, help)
    elif not _fits_address(path.rpartition("/")[2]):
        message = "this name cannot become an address: use letters, digits, blanks, `-`, `_` and `.`"
        context.report("bad-file-name", Span(path), message, "Rename it, and name it so in the words.")
    else:
        note.pictures.append(path)


def _fits_address(name: str) -> bool:
    """Return whether a picture's name has no invisible characters, and none with a meaning in addresses.

    Blanks of any width are allowed, as phones and screenshots write them.
    """
    visible = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in name)
    return visible == visible.strip() and visible.isprintable() and not re.search(r"[\\:?#%<>\"']", name)


def _split_language(stem: str, original: str, known: Container[str], context: Context) -> tuple[str, str]:
    """Return the name and the language of `x.zh`: `x`, `zh`. `v1.2` is a name, so its language is empty.

    `known` are the paths of all files; `original` is the path of the note's main file with `%s` for the name.
    """
    match = TRANSLATION.fullmatch(stem)
    if not match:
        return stem, ""
    is_translation = (
        match["language"] in context.languages or not original or original % match["stem"] in known
    )
    return (match["stem"], match["language"]) if is_translation else (stem, "")


def _add_translation(note: NoteFiles, language: str, path: str, context: Context) -> None:
    if language in context.languages:
        note.translations[language] = path
    else:
        note.unread = path
        _report_language(path, language, context)


def _report_language(path: str, language: str, context: Context) -> None:
    help = f"Add `{language}` to `languages` in site.yml; now there is {one_of(context.languages, 'and')}."
    context.report("bad-language", Span(path), f"the site has no language `{language}`", help)


def report_default_language(path: str, main: str, context: Context) -> None:
    """Report a file whose name has the default language; `main` is the file without a code, or empty.

    Such a site most likely had another default language before: then the words of `main` are in that one.
    """
    default, *others = context.languages
    old, plain = path.rpartition("/")[2], path.rpartition("/")[2].removesuffix(f".{default}.md") + ".md"
    help = f"Rename `{old}` to `{plain}`."
    if main:
        other = f"{plain[:-3]}.{others[0] if len(others) == 1 else 'LANGUAGE'}.md"
        help = (
            f"Rename `{plain}` to `{other}`, if that is the language of its words, and `{old}` to `{plain}`; "
            f"then move the facts (services, times) to the new `{plain}`."
        )
    message = f"`{default}` is the default language, whose files have no code in their names"
    context.report("default-language-file", Span(path), message, help)


def _completed(note: NoteFiles, taken: set[tuple[Kind, str]], context: Context) -> NoteFiles | None:
    """Return the note, with a main file if possible and an id fit for an address; None without words."""
    if not note.main and note.translations:
        note = _in_other_language(note, context)
    if not note.main and not note.updates and not note.unread:
        if note.pictures:
            report_missing_main(note, context)
        return None
    if note.kind is Kind.REPORT and not is_month(note.id):
        return _without_month(note, context)
    if not _ID.fullmatch(note.id):
        slug = re.sub(r"[^\w.-]+", "-", note.id.lower()).strip("-_.") or "2026-05-01-card-payments"
        message = "this name cannot become an address: use letters, digits, `-`, `_` and `.`"
        path = note.main or min(note.paths())
        context.report("bad-file-name", Span(path), message, f"Rename it, for example to `{slug}`.")
        free = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        note = replace(note, id=next(one for one in free if (note.kind, one) not in taken))
        taken.add((note.kind, note.id))
    return note


def _without_month(note: NoteFiles, context: Context) -> NoteFiles:
    """Report words for no month; return them as a file that cannot be read."""
    path = note.main or min(note.paths())
    month = month_in(note.id)
    help = f"Rename it to `{month}`." if month else "Name it after its month, such as `2026-05`."
    context.report("bad-file-name", Span(path), f"`{note.id}` is not a month, and this is for a report", help)
    return NoteFiles(note.kind, note.id, unread=path)


def report_missing_main(note: NoteFiles, context: Context) -> None:
    """Report a folder of a note without its main file."""
    help = f"Add a file `{note.kind.value}.md` with the title; see the content format."
    message = f"this folder has no `{note.kind.value}.md`"
    context.report("missing-file", Span(min(note.paths())), message, help)


def _in_other_language(note: NoteFiles, context: Context) -> NoteFiles:
    """Choose the main file among the translations of a note without one: the site's first language."""
    language = next(one for one in context.languages if one in note.translations)
    for translation in note.translations.values() if language != context.languages[0] else ():
        message = "this translation has no original"
        context.report(
            "unmatched-translation", Span(translation), message, "Write the note without the code."
        )
    others = {code: path for code, path in note.translations.items() if code != language}
    return replace(note, main=note.translations[language], language=language, translations=others)
