"""Themes: what overrides what, what a mistake in one looks like."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Level
from statusgen.model.themes import Themes, add_own
from statusgen.pipeline.compile import compile_site
from statusgen.render.theme.load import LoadedTheme, ThemeError, asset_path, load_theme, render_template
from statusgen.render.views.words import Text
from statusgen.storage.disk import read_themes
from tests.read.test_picture_files import NOW, SECRET, photo
from tests.render_samples import THEME
from tests.sites import PNG, SITE, content

OWN = {
    "templates/base.html": b"<own>{% block body %}{% endblock %}</own>",
    "assets/style.css": b"body{color:red}",
}


def loaded(own: dict[str, bytes], languages: tuple[str, ...] = ("en",)) -> LoadedTheme:
    """A theme `own` over the sample theme."""
    return load_theme(Themes({"default": THEME, "own": own}), "own", languages)


def page(own: dict[str, bytes], language: str = "en", **context: object) -> str:
    """The template `x.html` of a theme over the sample theme, rendered."""
    theme = loaded(own, (language,)).theme
    assert theme is not None
    return render_template(theme, language, "x.html", context).decode()


def failure(own: dict[str, bytes], it: object = None) -> tuple[str, str, int]:
    """The code, file and line of the mistake that rendering `x.html` meets."""
    with pytest.raises(ThemeError) as caught:
        page(own, it=it)
    problem = caught.value.problem
    return problem.code, problem.span.path, problem.span.line


def test_a_file_of_ones_own_stands_in_for_the_default() -> None:
    """Templates of the default extend the base of one's own."""
    own = {**OWN, "templates/x.html": b"{% extends 'base.html' %}{% block body %}x{% endblock %}"}
    assert page(own) == "<own>x</own>"


def test_shipped_templates_may_wait_until_they_are_needed() -> None:
    """One's own are compiled at once, so that their mistakes are known; also those put in a shipped place."""
    cache, own = Cache(), {"templates/x.html": b"{% if %}"}
    assert load_theme(add_own({"default": THEME}, {}, trust=True), "default", ("en",), cache, lazy=True).theme
    assert {} == cache.current["templates"]
    for name in ("own", "default"):
        themes = add_own({"default": THEME}, {name: own}, trust=True)
        problems = load_theme(themes, name, ("en",), Cache(), lazy=True).problems
        assert [f"../themes/{name}/templates/x.html"] == [one.span.path for one in problems]


def test_a_template_reaches_the_one_it_stands_in_for() -> None:
    """`!default/` names the default's version, so that one block can be changed."""
    own = {
        "templates/base.html": (
            b"{% extends '!default/base.html' %}{% block body %}({{ super() }}){% endblock %}"
        ),
        "templates/x.html": b"{% extends 'base.html' %}",
    }

    class Frame:
        language = "en"

    assert page(own, frame=Frame()) == "<html lang=en>()</html>"


def test_what_a_macro_makes_once_is_what_it_makes() -> None:
    """Of the same things, escaped as ever, and of each others anew."""
    own = {
        "templates/macros.html": b"{% macro one(text, sign) %}<b>{{ text }}{{ sign }}</b>{% endmacro %}",
        "templates/x.html": b"{% from 'macros.html' import one %}"
        b"{% for sign in ('1', '2', '1') %}{{ once(one, it, sign) }}{% endfor %}",
    }
    assert page(own, it="<") == "<b>&lt;1</b><b>&lt;2</b><b>&lt;1</b>"


def test_a_macro_defined_on_the_way_is_another_one_each_time() -> None:
    """It may use what is around it; and markup is not plain text with the same letters."""
    own = {
        "templates/x.html": b"{% for n in (1, 2) %}{% macro one(text) %}[{{ n }}{{ text }}]{% endmacro %}"
        b"{{ once(one, it) }}{{ once(one, it|safe) }}{% endfor %}",
    }
    assert page(own, it="<b>") == "[1&lt;b&gt;][1<b>][2&lt;b&gt;][2<b>]"


def test_everything_is_escaped() -> None:
    """Text is never markup, whatever the template's name."""
    assert page({"templates/x.html": b"{{ it }}"}, it="<b>&") == "&lt;b&gt;&amp;"


def test_texts_come_from_the_nearest_catalogue() -> None:
    """A catalogue of one's own goes before the default's, which goes before English."""
    own = {
        "templates/x.html": b"{% trans %}Nothing here{% endtrans %} {{ _('Mine') }} {{ _('Other') }}",
        "translations/zh.po": 'msgid "Mine"\nmsgstr "我的"\n'.encode(),
    }
    assert page(own, language="zh") == "这里什么也没有 我的 Other"
    assert page(own, language="en") == "Nothing here Mine Other"
    assert page(own, language="zh-CN") == "这里什么也没有 我的 Other"


def test_a_region_has_the_texts_of_its_script() -> None:
    """Taiwan reads traditional characters, and English where there is none; Portugal reads Brazil's texts."""
    own = {
        "templates/x.html": b"{% trans %}Mine{% endtrans %} {% trans %}Yours{% endtrans %}",
        "translations/zh.po": 'msgid "Mine"\nmsgstr "简"\nmsgid "Yours"\nmsgstr "简"\n'.encode(),
        "translations/zh-Hant.po": 'msgid "Mine"\nmsgstr "繁"\n'.encode(),
        "translations/pt-BR.po": b'msgid "Mine"\nmsgstr "Meu"\n',
    }
    made = {code: page(own, code) for code in ("zh-CN", "zh-TW", "pt", "pt-PT")}
    assert made == {"zh-CN": "简 简", "zh-TW": "繁 Yours", "pt": "Meu Yours", "pt-PT": "Meu Yours"}


def test_plurals_and_values_are_filled_in() -> None:
    """Values in translated texts are escaped like all others."""
    template = (
        b"{% trans count=2, name='<b>' %}{{ name }}: one{% pluralize %}{{ name }}: {{ count }}{% endtrans %}"
    )
    assert page({"templates/x.html": template}) == "&lt;b&gt;: 2"


def test_a_language_without_texts_is_a_warning() -> None:
    """Pages in a language that the theme does not speak are in English, and the build says so."""
    found = loaded({}, ("en", "de"))
    assert found.theme is not None
    assert [(one.code, one.level) for one in found.problems] == [("missing-interface", Level.WARNING)]


def test_an_unknown_theme_is_an_error() -> None:
    """The message names the theme, the help those there are."""
    found = load_theme(Themes({"default": THEME}), "fancy", ("en",))
    assert found.theme is None
    assert [one.message for one in found.problems] == ["there is no theme `fancy`"]
    assert "`default`" in found.problems[0].help


@pytest.mark.parametrize(
    ("path", "data", "line"),
    [
        ("templates/x.html", b"fine\n{% if %}", 2),
        ("templates/x.html", b"fine\n\n{{ it|nothing }}", 3),
        ("templates/x.html", b"{{ " + b"(" * 9_999 + b" }}", 0),
        ("templates/x.html", b"{{ 10 ** 5_000 }}", 0),
        ("translations/en.po", b'msgid "never closed\n', 0),
        ("translations/en.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=none\\n"\n', 0),
        ("translations/en.po", b'\nmsgid "By %(name)s"\nmsgstr "By %(who)s"\n', 2),
    ],
)
def test_what_cannot_be_read_is_an_error(path: str, data: bytes, line: int) -> None:
    """A mistake in a file of a theme is told with file and line, before anything is published."""
    found = loaded({path: data})
    assert found.theme is None
    problem = found.problems[0]
    assert (problem.code, problem.span.path, problem.span.line) == (
        "template-error",
        f"../themes/own/{path}",
        line,
    )


@pytest.mark.parametrize(
    ("template", "line"),
    [(b"\n\n{{ missing }}", 3), (b"\n{{ 1 / 0 }}", 2), (b"\n{{ it.missing }}", 2), (b"{{ it() }}", 1)],
)
def test_what_fails_while_rendering_names_its_line(template: bytes, line: int) -> None:
    """A mistake that shows only with real content is told with file and line."""
    assert failure({"templates/x.html": template}, it="x") == (
        "template-error",
        "../themes/own/templates/x.html",
        line,
    )


def test_a_mistake_in_an_included_template_is_told_there() -> None:
    """The innermost template is to blame."""
    own = {"templates/x.html": b"{% include 'y.html' %}", "templates/y.html": b"\n{{ missing }}"}
    assert failure(own) == ("template-error", "../themes/own/templates/y.html", 2)


def test_a_missing_template_is_told_where_it_is_asked_for() -> None:
    """`extends` of nothing is told with the line of the `extends`."""
    assert failure({"templates/x.html": b"\n{% extends 'no.html' %}"})[:2] == (
        "template-error",
        "../themes/own/templates/x.html",
    )


@pytest.mark.parametrize(
    ("template", "meant"),
    [
        (b"{% include 'bse.html' %}", "there is no template `bse.html`; did you mean `base.html`?"),
        (b"{{ it.tekst }}", "has no attribute 'tekst'; did you mean `text`?"),
        (b"{{ it.event }}", "has no attribute 'event'; there are `lang` and `text`"),
    ],
)
def test_an_unknown_name_is_told_with_those_that_there_are(template: bytes, meant: str) -> None:
    """The most similar template or attribute, or all attributes of a view."""
    with pytest.raises(ThemeError) as caught:
        page({"templates/x.html": template}, it=Text("A"))

    assert caught.value.problem.message.endswith(meant)


def test_assets_have_lasting_addresses() -> None:
    """The address of an asset changes with its bytes, and only then."""
    default, own = loaded({}).theme, loaded(OWN).theme
    assert default is not None
    assert own is not None
    assert asset_path(default, "style.css") == "assets/style.7c98040a.css"
    assert asset_path(own, "style.css") != asset_path(default, "style.css")
    assert asset_path(own, "icon.svg") == asset_path(default, "icon.svg")
    with pytest.raises(LookupError):
        asset_path(own, "none.css")


def test_the_repr_of_a_theme_follows_its_files() -> None:
    """Outputs are made anew when any file of their theme differs, and only then."""
    assert repr(loaded(OWN).theme) == repr(loaded(dict(OWN)).theme)
    assert repr(loaded(OWN).theme) != repr(loaded({**OWN, "assets/a.txt": b""}).theme)


@pytest.mark.parametrize(
    ("name", "data", "message", "help"),
    [
        ("bg.jpg", PNG, "`bg.jpg` is a picture of another kind: PNG", "Rename it to `bg.png`"),
        ("bg.PNG", PNG[:-3], "`bg.PNG` is damaged", "Save it again"),
        ("bg.avif", photo("AVIF"), "`bg.avif` has data about itself", "Save it as JPEG or PNG"),
    ],
    ids=["another kind", "damaged", "stuck"],
)
def test_pictures_that_cannot_be_cleaned_are_not_published(
    name: str, data: bytes, message: str, help: str
) -> None:
    """The error names the theme's file; whoever keeps going publishes all else."""
    own = {f"assets/{name}": data, "templates/home.html": f"{{{{ asset('{name}') }}}}".encode()}
    themes = Themes({**read_themes(Path("content")), "own": own})
    files = content(site=SITE + "theme: own\n")
    result = compile_site(files, themes, now=NOW, keep_going=True)
    (said,) = [one for one in result.diagnostics if one.code == "wrong-picture"]
    assert said.span.path == f"../themes/own/assets/{name}"
    assert message in said.message
    assert help in said.help
    assert not [one.path for one in result.outputs if one.path.startswith("assets/bg.")]
    assert {one.path: one.make() for one in result.outputs}["index.html"].startswith(b"/assets/bg.")
    assert () == tuple(compile_site(files, themes, now=NOW).outputs)


@pytest.mark.parametrize(("name", "kind"), [("bg.jpg", "JPEG"), ("img/bg.PNG", "PNG"), ("bg.webp", "WebP")])
def test_pictures_of_themes_say_nothing_about_themselves(name: str, kind: str) -> None:
    """Such as where they were taken; their address is that of what is published."""
    data = photo(kind, 6)
    assert SECRET in data
    found = loaded({f"assets/{name}": data})
    assert () == found.problems
    assert found.theme
    published = found.theme.assets[name]
    assert SECRET not in published
    assert hashlib.sha256(published).hexdigest()[:8] in asset_path(found.theme, name)
