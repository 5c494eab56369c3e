"""Group content files by note, and report files that belong to none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from statusgen.model.diagnostics import Diagnostic, Related, Span
from statusgen.model.status import KINDS_BY_FOLDER, Kind
from statusgen.read.yaml.decode import Context, did_you_mean, one_of, suggestion

MAX_PICTURE_BYTES = 5_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
SITE, CATALOG, GLOSSARY = "site.yml", "services.yml", "glossary.yml"
_TOP_FILES = (SITE, CATALOG, GLOSSARY)
_TRANSLATION = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
_ID = re.compile(r"\w[\w.-]*")
_WORDS = ".md"
_ABOUT_THE_FOLDER = re.compile(r"(?:readme(?:[._-].*)?|licen[cs]e(?:\.\w+)*)", re.IGNORECASE)
_LEFTOVERS = ("~", ".swp", ".swo", ".bak", ".orig", ".tmp")
_OF_SYSTEMS = ("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r")


@dataclass(slots=True)
class NoteFiles:
    """Files of one note. Translations are by language; those of update files by (file, language)."""

    kind: Kind
    id: str
    main: str = ""
    translations: dict[str, str] = field(default_factory=dict)
    updates: list[str] = field(default_factory=list)
    update_translations: dict[tuple[str, str], str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    second_main: str = ""
    """Other main file of a note that is both a file and a folder."""
    language: str = ""
    """Language of the main file, if it is not the site's default language."""
    unread: str = ""
    """File that cannot be read as a part of the note, which has no other file."""

    def paths(self) -> frozenset[str]:
        """Return all files of the note."""
        translations = (*self.translations.values(), *self.update_translations.values())
        words = (self.main, self.second_main, self.unread, *translations, *self.updates)
        return frozenset(filter(None, (*words, *self.pictures)))


def files_about(files: Mapping[str, bytes], kind: Kind, id_: str) -> dict[str, bytes]:
    """Return the files of a note and those that all notes share; maybe a few of other notes."""
    key = f"{kind}/{id_}"
    return {path: files[path] for path in files if "/" not in path or is_of_note(path, key)}


def is_of_note(path: str, key: str) -> bool:
    """Return whether a content file may belong to the note with this key, such as `incident/x`.

    These are `incidents/x.md`, `incidents/x.zh.md` and all files below `incidents/x/`.
    """
    kind, _, id_ = key.partition("/")
    folders = [one.folder for one in Kind if one == kind]
    return composed(path).startswith(tuple(f"{one}/{id_}{end}" for one in folders for end in "./"))


def composed(path: str) -> str:
    """Return a path in Unicode's composed form (NFC), as ids and addresses have it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def shared_name(path: str) -> str:
    """Return the composed beginning of the paths of all files of a note; other notes may share it."""
    folder, _, rest = composed(path).partition("/")
    name = rest.partition("/")[0]
    name = _stem(name) if _is_words(name) else name
    match = _TRANSLATION.fullmatch(name)
    return f"{folder}/{match['stem'] if match else name}"


def _is_words(name: str) -> bool:
    """Return whether a file has words; some systems write the ending in capitals."""
    return name.lower().endswith(_WORDS)


def _stem(name: str) -> str:
    return name[: -len(_WORDS)]


def _is_no_content(path: str, data: bytes) -> bool:
    """Return whether a file is about the folder, an editor's or a system's: nobody would want it published.

    What has a front matter is a note, whatever its name.
    """
    name = path.rpartition("/")[2]
    if name.startswith((".", "_")) or name.endswith(_LEFTOVERS) or name.lower() in _OF_SYSTEMS:
        return True
    if name.startswith("#") and name.endswith("#"):
        return True
    has_front_matter = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++"))
    return bool(_ABOUT_THE_FOLDER.fullmatch(name)) and not has_front_matter


def group_files(files: Mapping[str, bytes], context: Context) -> tuple[NoteFiles, ...]:
    """Return the notes of the files in the order of paths; report every file that belongs to none."""
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
                "unused-file", Span(path), "this file lies too deep", "A note is a file or one folder."
            )
    own = context.problems[before:]
    context.problems[before:] = [_misplaced(one, files, notes) or one for one in own]
    taken = {(one.kind, one.id) for one in notes.values()}
    return tuple(made for one in notes.values() if (made := _completed(one, taken, context)))


def _misplaced(
    problem: Diagnostic, files: Mapping[str, bytes], notes: dict[str, NoteFiles]
) -> Diagnostic | None:
    """Return the problem of an unpublished file that is written like a note; None for other files."""
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
    if not _is_words(name):
        help = "Put pictures into a folder of their note, and end the names of notes with `.md`."
        context.report("unused-file", Span(path), "this file is not published", help)
        return
    folder = path[: -len(name)]
    stem, language = _split_language(_stem(name), f"{folder}%s{name[-len(_WORDS) :]}", known, context)
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
    """Report that a note is both a file and a folder, or two files whose names differ in case alone."""
    related = Related(Span(note.main), "it stands here too")
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
    if not _is_words(name):
        help = f"Pictures may be {one_of(PICTURES)}; text is in `.md` files."
        context.report("unused-file", Span(path), "this file is not published", help)
        return
    stem, language = _split_language(_stem(name), "", (), context)
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
    """Return whether a picture's name has only visible letters without another meaning in addresses.

    Blanks of any width are fine, as phones and screenshots write them.
    """
    visible = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in name)
    return visible == visible.strip() and visible.isprintable() and not re.search(r"[\\:?#%<>\"']", name)


def _split_language(stem: str, original: str, known: Container[str], context: Context) -> tuple[str, str]:
    """Return `x.zh` as (`x`, `zh`); a dot that is part of a name (`v1.2`) separates no language."""
    match = _TRANSLATION.fullmatch(stem)
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
    """Report a file whose name gives the default language; `main` is the file without a code, if any.

    Such a site most likely had another default language once: then the words of `main` are in that one.
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
    """Return the note with its main file, if it has one, and a name for its address; None without words."""
    if not note.main and note.translations:
        note = _in_other_language(note, context)
    if not note.main and not note.updates and not note.unread:
        if note.pictures:
            report_missing_main(note, context)
        return None
    if not _ID.fullmatch(note.id):
        slug = re.sub(r"[^\w.-]+", "-", note.id.lower()).strip("-_.") or "2026-05-01-card-payments"
        message = "this name cannot become an address: use letters, digits, `-`, `_` and `.`"
        path = note.main or min(note.paths())
        context.report("bad-file-name", Span(path), message, f"Rename it, for example to `{slug}`.")
        free = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        note = replace(note, id=next(one for one in free if (note.kind, one) not in taken))
        taken.add((note.kind, note.id))
    return note


def report_missing_main(note: NoteFiles, context: Context) -> None:
    """Report that a note's folder has no file with what is true of all its updates."""
    help = f"Add a file `{note.kind.value}.md` with the title; see the content format."
    message = f"this folder has no `{note.kind.value}.md`"
    context.report("missing-file", Span(min(note.paths())), message, help)


def _in_other_language(note: NoteFiles, context: Context) -> NoteFiles:
    """Return a note whose files all have language codes; the first language of the site is the main file."""
    language = next(one for one in context.languages if one in note.translations)
    for translation in note.translations.values() if language != context.languages[0] else ():
        message = "this translation has no original"
        context.report(
            "unmatched-translation", Span(translation), message, "Write the note without the code."
        )
    others = {code: path for code, path in note.translations.items() if code != language}
    return replace(note, main=note.translations[language], language=language, translations=others)
