"""Load a theme: its templates, its assets with permanent addresses, its interface texts.

Files of the chosen theme replace those of `default` with the same path. A template can extend the one that it
replaces as `!default/base.html`.
"""

from __future__ import annotations

import gettext
import hashlib
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.themes import Themes
from statusgen.read.catalogues import CatalogueError, compile_catalogue, load_catalogue
from statusgen.read.language_codes import text_languages
from statusgen.read.note_files import PICTURES
from statusgen.read.pictures.files import published_picture
from statusgen.read.yaml.decode import Context
from statusgen.render.theme.templates import DEFAULT, THEMES, Compiled, new_environment

_TRUST = "Do without it; or add `--trust-theme`, if whoever wrote this theme may do all that you may do."
"""The help for what the sandbox refuses."""


class ThemeError(Exception):
    """A template failed while a page was rendered; `problem` has the place and the reason."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem

    def __reduce__(self) -> tuple[type[ThemeError], tuple[Diagnostic]]:
        """Keep `problem` when the error is sent from another process."""
        return ThemeError, (self.problem,)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that renders pages. Its `repr` changes only with its files and its trust."""

    name: str
    digest: str
    assets: Mapping[str, bytes] = field(repr=False, compare=False)
    """Bytes to publish, by name within `assets/`."""
    paths: Mapping[str, str] = field(repr=False, compare=False)
    """Path in the site by name of the asset: `assets/style.3f2a9c01.css`.

    It changes with the bytes, so that browsers may cache it permanently."""
    places: Mapping[str, str] = field(repr=False, compare=False)
    """Path of the source by name of the asset, for diagnostics."""
    texts: Mapping[str, gettext.NullTranslations] = field(repr=False, compare=False)
    """By language."""
    templates: Mapping[str, Environment] = field(repr=False, compare=False)
    """By language, with its interface texts."""


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """The theme, None if it cannot be used, and its diagnostics."""

    theme: Theme | None
    problems: tuple[Diagnostic, ...] = ()


def load_theme(
    themes: Themes,
    name: str,
    languages: tuple[str, ...],
    cache: Cache | None = None,
    *,
    lazy: bool = False,
) -> LoadedTheme:
    """Load the theme `name` over `default` for these languages.

    All of its templates run in a sandbox if one of the two is not trusted. Templates in the `cache` are not
    compiled again; with `lazy`, shipped ones are compiled only when a page needs them.
    """
    cache = cache or Cache()
    if name not in themes:
        known = ", ".join(f"`{one}`" for one in sorted(themes))
        help = f"Set `theme` to one of {known}, or put yours into `themes/{name}/` beside the content folder."
        return LoadedTheme(
            None, (Diagnostic("missing-file", Span("site.yml"), f"there is no theme `{name}`", help),)
        )
    chain = [name, DEFAULT] if name != DEFAULT else [DEFAULT]
    sandboxed = not themes.untrusted.isdisjoint(chain)
    digest = _digest(themes, chain, sandboxed=sandboxed)
    files = {
        path: (owner, data)
        for owner in reversed(chain)
        for path, data in sorted(themes.get(owner, {}).items())
    }
    problems = list[Diagnostic]()
    texts = {language: _texts(themes, chain, language, problems, cache) for language in languages}
    environments = {
        language: new_environment(themes, files, language, texts[language], cache, sandboxed=sandboxed)
        for language in languages
    }
    needed = {
        path: (owner, data)
        for path, (owner, data) in files.items()
        if not (lazy and themes.is_shipped(owner, path))
    }
    problems += _unreadable(environments[languages[0]], needed, Compiled(cache, sandboxed=sandboxed))
    if any(problem.code == "template-error" for problem in problems):
        return LoadedTheme(None, tuple(problems))
    assets = dict(_assets(files, problems))
    places = {
        path.removeprefix("assets/"): f"{THEMES}{owner}/{path}"
        for path, (owner, _) in files.items()
        if path.startswith("assets/")
    }
    paths = {name: _published_at(name, assets.get(name, b"")) for name in places}
    return LoadedTheme(Theme(name, digest, assets, paths, places, texts, environments), tuple(problems))


def _assets(
    files: Mapping[str, tuple[str, bytes]], problems: list[Diagnostic]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each asset to publish; pictures without metadata such as the place.

    A picture that is damaged, or of another type than its name says, is reported and left out. It keeps an
    address, so that templates that name it can still be rendered.
    """
    for path, (owner, data) in sorted(files.items()):
        if path.startswith("assets/"):
            published: bytes | None = data
            if path.lower().endswith(PICTURES):
                place = Span(f"{THEMES}{owner}/{path}")
                published = published_picture(
                    PurePosixPath(path).name, data, PICTURES, place, Context(problems)
                )
            if published is not None:
                yield path.removeprefix("assets/"), published


def asset_path(theme: Theme, name: str) -> str:
    """Return the path of an asset in the site, see `Theme.paths`. Raises `LookupError`."""
    if name not in theme.paths:
        raise LookupError(f"the theme has no asset `{name}`")
    return theme.paths[name]


def _published_at(name: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()[:8]
    path = PurePosixPath(f"assets/{name}")
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def asset_text(theme: Theme, name: str) -> str:
    """Return the text of an asset, such as a style sheet. Raises `LookupError` for an unknown name."""
    if name not in theme.assets:
        raise LookupError(f"the theme has no asset `{name}`")
    return theme.assets[name].decode(errors="replace")


def render_template(theme: Theme, language: str, name: str, variables: Mapping[str, object]) -> bytes:
    """Render a template, such as `home.html`. Raises `ThemeError`."""
    try:
        return theme.templates[language].get_template(name).render(variables).encode()
    except Exception as error:  # any error is the mistake of the template
        raise ThemeError(_fault(error, f"{THEMES}{theme.name}/templates/{name}")) from error


def _texts(
    themes: Themes, chain: list[str], language: str, problems: list[Diagnostic], cache: Cache
) -> gettext.NullTranslations:
    """Return the interface texts in a language: of the theme, else of `default`, else in English."""
    texts = gettext.NullTranslations()
    for owner in reversed(chain):
        for code in reversed(text_languages(language)):
            path = f"translations/{code}.po"
            if path in themes.get(owner, {}):
                try:
                    catalogue = _catalogue(themes[owner][path], cache)
                except CatalogueError as error:
                    place = Span(f"{THEMES}{owner}/{path}", error.line)
                    problems.append(Diagnostic("template-error", place, error.args[0]))
                    continue
                catalogue.add_fallback(texts)
                texts = catalogue
    if not isinstance(texts, gettext.GNUTranslations) and language.partition("-")[0] != "en":
        message = f"the theme has no interface texts in `{language}`, so that its pages speak English"
        help = f"Add `translations/{language}.po` to a theme of your own."
        problems.append(Diagnostic("missing-interface", Span("site.yml"), message, help))
    return texts


def _catalogue(data: bytes, cache: Cache) -> gettext.GNUTranslations:
    """Return the texts of a `.po` file. Raises `CatalogueError`."""
    digest = hashlib.sha256(data).digest()
    return load_catalogue(cache.get_or_compute("translations", digest, partial(compile_catalogue, data)))


def _unreadable(
    environment: Environment, files: Mapping[str, tuple[str, bytes]], compiled: Compiled
) -> list[Diagnostic]:
    problems = []
    for path, (owner, data) in sorted(files.items()):
        name, place = path.removeprefix("templates/"), f"{THEMES}{owner}/{path}"
        if name != path and not compiled.knows(name, place, data):
            try:
                environment.get_template(name)
            except Exception as error:  # noqa: BLE001 - such as an expression too deep for Python
                problems.append(_fault(error, place))
    return problems


def _fault(error: Exception, path: str) -> Diagnostic:
    """Return the mistake of a template at the line of the innermost template that was running."""
    if isinstance(error, TemplateSyntaxError):
        place = Span(error.filename or path, error.lineno)
        return Diagnostic("template-error", place, f"the template cannot be read: {error.message}")
    frames = traceback.extract_tb(error.__traceback__)
    inner = next((frame for frame in reversed(frames) if frame.filename.startswith(THEMES)), None)
    place = Span(inner.filename, inner.lineno or 0) if inner else Span(path)
    if isinstance(error, TemplateNotFound):
        return Diagnostic("template-error", place, error.message or str(error))
    if isinstance(error, SecurityError):
        return Diagnostic("template-error", place, f"the sandbox refuses this: {error}", _TRUST)
    return Diagnostic("template-error", place, f"the template failed: {error}")


def _digest(themes: Themes, chain: list[str], *, sandboxed: bool) -> str:
    """Return a digest of all files and of the trust: pages rendered with trust are rendered again without."""
    digest = hashlib.sha256(b"sandboxed" if sandboxed else b"")
    for owner in chain:
        for path, data in sorted(themes.get(owner, {}).items()):
            digest.update(f"{owner}\0{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]
