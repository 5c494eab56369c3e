"""Environments of templates: their loader, their functions, and the cache of their compiled code.

Untrusted templates run in Jinja's sandbox, which refuses private attributes, methods that change their
object, and long ranges. All that templates get must be safe there, so they get plain functions and views
only: objects with other public attributes, such as a `partial`, would lead out of the sandbox.
"""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import is_dataclass
from functools import lru_cache, partial
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_eval_context,
    select_autoescape,
)
from jinja2.bccache import Bucket
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from statusgen.model.cache import Cache
from statusgen.read.yaml.decode import one_of, suggestion
from statusgen.render.localization.formatter import listed

DEFAULT = "default"
THEMES = "../themes/"
"""Where diagnostics place themes: paths there begin at the content folder."""
_PARENT = "!default/"


class Compiled(BytecodeCache):
    """Compiled templates: the same in all languages, but different in the sandbox and outside it."""

    def __init__(self, cache: Cache, *, sandboxed: bool) -> None:
        self._cache = cache
        self._kind = "sandboxed" if sandboxed else "trusted"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key with the kind, so that code without checks never runs in the sandbox."""
        return f"{self._kind} {super().get_cache_key(name, filename)}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template is in the cache."""
        if found := self._cache.get("templates", _key(bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._cache.put("templates", _key(bucket.key, bucket.checksum), bucket.bytecode_to_string())

    def knows(self, name: str, place: str, data: bytes) -> bool:
        """Return whether a template, with its place for diagnostics, was compiled before."""
        checksum = self.get_source_checksum(_text(data))
        return self._cache.get("templates", _key(self.get_cache_key(name, place), checksum)) is not None


def _key(key: str, checksum: str) -> bytes:
    return hashlib.sha256(f"{key} {checksum}".encode()).digest()


def _text(data: bytes) -> str:
    """Return the source of a template."""
    return data.decode(errors="replace")


class _Environment(Environment):
    """Environment whose templates share one dictionary of globals, which each page copies."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


class _Sandbox(_Environment, ImmutableSandboxedEnvironment):
    """Environment for untrusted templates."""


class _Unknown(StrictUndefined):
    """Unknown name: an error, which names similar attributes if an object of ours does not have it."""

    @property
    def _undefined_message(self) -> str:
        message, owner = super()._undefined_message, self._undefined_obj
        if not is_dataclass(owner):
            return message
        names = [name for name in dir(owner) if not name.startswith("_")]
        return message + _meant(str(self._undefined_name), names, or_all=True)


def _meant(name: str, known: Sequence[str], *, or_all: bool = False) -> str:
    """Return the end of a message about an unknown name: the most similar one, or all of them."""
    if near := suggestion(name, known):
        return f"; did you mean `{near}`?"
    return f"; there are {one_of(known, 'and')}" if or_all and known else ""


def new_environment(
    themes: Mapping[str, Mapping[str, bytes]],
    files: Mapping[str, tuple[str, bytes]],
    language: str,
    texts: gettext.NullTranslations,
    cache: Cache,
    *,
    sandboxed: bool,
) -> Environment:
    """Return the environment with the templates of `files`, and as `!default/…` those of the default theme.

    `texts` are the interface texts of its language. The filter `listed` makes an enumeration of lines.
    """
    parent = {path: (DEFAULT, data) for path, data in themes.get(DEFAULT, {}).items()}

    def load(name: str) -> tuple[str, str, None]:
        layer = parent if name.startswith(_PARENT) else files
        path = f"templates/{name.removeprefix(_PARENT)}"
        if path not in layer:
            names = [one.removeprefix("templates/") for one in layer if one.startswith("templates/")]
            raise TemplateNotFound(name, f"there is no template `{name}`{_meant(name, names)}")
        owner, data = layer[path]
        return _text(data), f"{THEMES}{owner}/{path}", None

    environment = (_Sandbox if sandboxed else _Environment)(
        loader=FunctionLoader(load),
        autoescape=select_autoescape(
            disabled_extensions=("md", "txt"), default=True, default_for_string=True
        ),
        undefined=_Unknown,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(cache, sandboxed=sandboxed),
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["listed"] = lambda lines: listed(language, filter(None, lines.splitlines()))
    plain = _gettext(texts)
    environment.globals |= {"gettext": plain, "_": plain, "once": _once(cache)}
    return environment


def _gettext(texts: gettext.NullTranslations) -> Callable[..., str]:
    """Return the `gettext` of templates. Unlike that of the library, it does not format texts without `%`."""

    @lru_cache(2_048)  # a page has some 50 texts
    def translated(text: str, *, is_html: bool) -> str:
        words = texts.gettext(text)
        return Markup(words) if is_html else words  # noqa: S704 - the theme's own

    @pass_eval_context
    def translate(template: EvalContext, text: str, /, **given: object) -> str:
        pattern = translated(text, is_html=bool(template.autoescape))
        return pattern % given if given or "%" in pattern else pattern

    return translate


def _once(cache: Cache) -> Callable[..., str]:
    """Return the function `once(macro, …)` of templates: the result of a macro, rendered once for all pages.

    It calls macros only: the sandbox does not check its calls.
    """

    def once(macro: Callable[..., str], *given: object) -> str:
        if not isinstance(macro, Macro):
            raise TypeError("`once` is for macros")
        # A macro defined within a block is another object on each page. Equal values of two types, such as
        # plain text and markup, are rendered differently.
        key = ("macro", macro, given, tuple(map(type, given)))
        return cache.get_or_compute("rendered", key, partial(macro, *given))

    return once
