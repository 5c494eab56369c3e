"""Templates of strangers: they show what they are given, and reach nothing else, unless they are trusted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from markupsafe import Markup

from statusgen.cli import serve as command
from statusgen.cli.main import main
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.output import Output
from statusgen.model.themes import add_own
from statusgen.pipeline.compile import compile_site
from statusgen.preview.watcher import Sources, read_sources
from statusgen.render import views
from statusgen.render.theme.load import ThemeError
from statusgen.storage.disk import read_themes
from tests.sites import HERE, content

NOW = "2026-05-01T12:00Z"
NOTE = """\
---
title: Cards
services: {trams: degraded}
---
## Investigating · 2026-05-01 11:20

Cards **fail**.
"""
ESCAPES = {
    "the class of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the class by a key": "{{ ''['__class__'] }}",
    "the class by a filter": "{{ ''|attr('__class__') }}",
    "the class by a built name": "{{ ''|attr('__cla' ~ 'ss__') }}",
    "the class of many": "{{ ['']|map(attribute='__class__')|join }}",
    "a selection by class": "{{ ['']|selectattr('__class__')|list }}",
    "an order by class": "{{ ['', '']|sort(attribute='__class__.__name__') }}",
    "groups by class": "{{ (['']|groupby('__class__'))[0].grouper }}",
    "globals of cycler": "{{ cycler.__init__.__globals__ }}",
    "globals of joiner": "{{ joiner.__init__.__globals__.os }}",
    "globals of namespace": "{{ namespace.__init__.__globals__ }}",
    "globals of lipsum": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "globals of gettext": "{{ _.__globals__ }}",
    "globals of once": "{{ once.__globals__ }}",
    "what once closes over": "{{ once.__closure__[0].cell_contents }}",
    "globals of asset": "{{ asset.__globals__ }}",
    "code of asset": "{{ asset.__code__.co_consts }}",
    "the context of self": "{{ self._TemplateReference__context }}",
    "the environment of a macro": "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "an undefined name": "{{ nothing.__class__ }}",
    "a format": "{{ '{0.__class__}'.format(frame) }}",
    "a format of many": "{{ '{x.__class__}'.format_map({'x': frame}) }}",
    "a format of markup": "{{ ('{0.__class__}'|safe).format(frame) }}",
    "a format by way of a filter": "{{ ('{0.__class__}'|attr('format'))(frame) }}",
    "a format that is called once": "{{ once('{0.__class__}'.format, frame) }}",
    "a format that is mapped": "{{ ['{0.__class__}']|map('format', frame)|list }}"
    "{{ [frame]|map('attr', '__class__')|list }}",
    "a list that is changed": "{{ [].append(1) }}",
    "the frame's own parts": "{{ frame.__dataclass_fields__ }}",
    "a frame that is changed": "{{ frame.__setattr__('home', 'x') }}",
    "the classes before a class": "{{ dict.mro() }}",
    "the frame of a generator": "{{ ([''] | map('upper')).gi_frame.f_globals }}",
    "a file of the machine": "{% include '/etc/passwd' %}",
    "a file of the content": "{% include '../../../content/site.yml' %}",
    "a range without end": "{% for i in range(10 ** 9) %}{% endfor %}",
}  # fmt: skip
"""Known ways out of templates, each in its simplest form."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a theme `ours` that has no file yet; it is also the working directory."""
    monkeypatch.chdir(tmp_path)
    files = content({"incidents/cards.md": NOTE}, site=SITE)
    write(tmp_path, {f"content/{path}": data.decode() for path, data in files.items()})
    return tmp_path


SITE = """\
name: Larkmoor Trams
url: https://status.larkmoor.example/
site id: larkmoor-trams
time zone: Europe/Berlin
theme: ours
"""


def write(root: Path, files: dict[str, str]) -> None:
    """Write files by path."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def build(*options: str) -> int:
    """The exit code of a build."""
    return main(["build", "--now", NOW, *options])


def refused(attempts: Iterable[str]) -> list[Diagnostic | None]:
    """Return what is reported for each attempt to leave the sandbox; None for one that is rendered.

    The site has a page for each attempt, and its template a line.
    """
    pages = [f"attempt-{number}" for number, _ in enumerate(attempts)]
    notes = {f"pages/{page}.md": f"---\ntitle: {page}\nmenu: no\n---\nx\n" for page in pages}
    lines = (
        f"{{% if page.title.text == '{page}' %}}{attempt}{{% endif %}}"
        for page, attempt in zip(pages, attempts, strict=True)
    )
    own = {"ours": {"templates/foot.html": "\n".join(lines).encode()}}
    result = compile_site(
        content(notes, site=SITE),
        add_own(read_themes(HERE), own, trust=False),
        now=datetime.fromisoformat(NOW),
    )
    outputs = {output.path: output for output in result.outputs}
    return [_refusal(outputs[f"{page}/index.html"]) for page in pages]


def _refusal(page: Output) -> Diagnostic | None:
    try:
        page.make()
    except ThemeError as error:
        return error.problem
    return None


def test_no_way_leads_out_of_the_sandbox() -> None:
    """Each is reported with file and line, and shows nothing of what it looked for."""
    harmless, *others = refused(["{{ frame.language }}", *ESCAPES.values()])
    found = dict(zip(ESCAPES, others, strict=True))

    assert harmless is None
    assert [] == [name for name, problem in found.items() if problem is None]
    problems = list(filter(None, found.values()))
    assert {"template-error"} == {problem.code for problem in problems}
    assert {"../themes/ours/templates/foot.html"} == {problem.span.path for problem in problems}
    assert [*range(2, len(ESCAPES) + 2)] == [problem.span.line for problem in problems]
    assert [] == [problem for problem in problems if "<class" in problem.message]


def test_what_is_refused_is_explained(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, and how to go on if the theme is trusted; nothing is published."""
    write(site, {"themes/ours/templates/foot.html": "<p>\n{{ ''.__class__ }}"})

    code = build()

    told = capsys.readouterr().err
    assert (1, False) == (code, (site / "public" / "index.html").exists())
    assert "error[template-error]" in told
    assert "themes/ours/templates/foot.html:2" in told
    assert "<class" not in told
    assert "the sandbox refuses this: access to attribute '__class__' of 'str' object is unsafe" in told
    assert "`--trust-theme`" in told


def test_a_trusted_theme_may_do_anything(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was published so is made again, and refused, when the trust is gone."""
    write(site, {"themes/ours/templates/foot.html": "<i>{{ ''.__class__.__name__ }}</i>"})

    assert 0 == build("--trust-theme")
    assert "<i>str</i>" in (site / "public" / "index.html").read_text()
    assert [1, 0, 1] == [build(), build("--trust-theme"), build()]
    assert "the sandbox refuses this" in capsys.readouterr().err


def test_trust_is_no_setting(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who writes content cannot give it."""
    write(site, {"themes/ours/templates/foot.html": "{{ ''.__class__ }}"})
    write(site, {"content/site.yml": f"{SITE}trust theme: true\n"})

    assert 1 == build("--keep-going")
    assert not (site / "public" / "index.html").exists()
    assert "there is no key `trust theme`" in capsys.readouterr().err


@pytest.mark.parametrize("owner", ["ours", "default", "timetable"])
def test_one_file_of_ones_own_is_enough(site: Path, capsys: pytest.CaptureFixture[str], owner: str) -> None:
    """Also one that stands in for a shipped theme's file."""
    write(site, {f"themes/{owner}/templates/foot.html": "{{ ''.__class__ }}"})
    write(site, {"content/site.yml": SITE.replace("theme: ours", f"theme: {owner}")})

    assert 1 == build()
    assert f"themes/{owner}/templates/foot.html:1" in capsys.readouterr().err


def test_the_sandbox_changes_no_page(site: Path) -> None:
    """The shipped templates mean the same in it."""
    write(site, {"themes/ours/templates/foot.html": "<!-- {{ frame.language }} {{ asset('style.css') }} -->"})

    codes = build("--out", "one"), build("--out", "other", "--trust-theme")

    assert (0, 0) == codes
    pages = {path.relative_to("one"): path.read_bytes() for path in Path("one").rglob("*.*ml")}
    assert len(pages) > 10
    assert pages == {path: (Path("other") / path).read_bytes() for path in pages}


def test_a_comparison_needs_the_same_trust(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Since it makes all pages."""
    write(site, {"themes/ours/templates/foot.html": "<i>{{ ''.__class__.__name__ }}</i>"})
    build("--trust-theme")

    codes = main(["diff", "public", "--now", NOW]), main(["diff", "public", "--now", NOW, "--trust-theme"])

    assert (1, 0) == codes
    assert "the sandbox refuses this" in capsys.readouterr().err


def test_the_preview_needs_the_same_trust(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it reads again after an edit."""
    write(site, {"themes/ours/templates/foot.html": "x"})
    asked = list[bool]()
    monkeypatch.setattr(command, "serve", lambda sources, *_: asked.append(sources.trust_theme))

    assert (0, 0) == (main(["serve"]), main(["serve", "--trust-theme"]))
    assert [False, True] == asked

    first = read_sources(Path("content"), Sources())
    trusted = read_sources(Path("content"), first, trust_theme=True)

    assert (["ours"], []) == ([*first.themes.untrusted], [*trusted.themes.untrusted])


def reachable(kind: object) -> Iterator[object]:
    """The classes that an annotation names."""
    if get_origin(kind) in (tuple, Union, UnionType):
        for one in get_args(kind):
            yield from reachable(one)
    elif kind is not Ellipsis:
        yield kind


def all_views() -> list[type]:
    """The dataclasses of all modules with views."""
    modules = [import_module(f"{views.__name__}.{one.name}") for one in iter_modules(views.__path__)]
    kinds = [kind for module in modules for kind in vars(module).values() if dataclasses.is_dataclass(kind)]
    return sorted((kind for kind in set(kinds) if isinstance(kind, type)), key=lambda kind: kind.__name__)


def test_views_hold_nothing_but_data() -> None:
    """Whatever else had public attributes would lead out of the sandbox."""
    harmless = {str, int, float, bool, type(None), Markup}
    held = {
        (view.__name__, one)
        for view in all_views()
        for kind in get_type_hints(view).values()
        for one in reachable(kind)
    }

    assert [] == [
        (name, one) for name, one in held if one not in harmless and not dataclasses.is_dataclass(one)
    ]


TOOLS = ("asset", "inlined", "explained", "once", "_", "gettext", "ngettext")


def test_tools_lead_nowhere() -> None:
    """They are functions without public attributes; a `partial` would show what it was made of."""
    attributes = [(tool, public) for tool in TOOLS for public in ("args", "func", "keywords")]
    problems = refused([f"{{{{ {tool}.{public} }}}}" for tool, public in attributes])

    for (tool, public), problem in zip(attributes, problems, strict=True):
        assert problem, f"{tool}.{public} is shown"
        assert f"has no attribute '{public}'" in problem.message
