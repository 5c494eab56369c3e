"""What reads from strangers, each as a function of bytes that must not raise; `make fuzz` seeks the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from statusgen.authoring.github_forms import FORMS, parse_form
from statusgen.importers.cstate import import_cstate
from statusgen.markdown.convert import Place, new_renderer, plain_text, render_markdown
from statusgen.markdown.text import html_to_text
from statusgen.pipeline.lint import lint_content
from statusgen.preview.editor.guard import read_body
from statusgen.read import read_site
from tests.sites import content

_NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
_HEAD = b"---\ntitle: Cards\n---\n\n## Investigating \xc2\xb7 2026-05-01 09:20\n\n"
_CHINESE = "---\ntitle: 刷卡\n---\n\n## 调查中 · 2026-05-01 09:20\n\n".encode()
_COMMENT = b"---\ntitle: A\ndate: 2026-01-01 10:00:00\nresolved: true\n---\n"


def _front_matter(data: bytes) -> None:
    read_site({**content(), "incidents/a.md": data, "maintenance/b.md": b"---\n" + data + b"\n---\n"})


def _words(data: bytes) -> None:
    read_site({**content(), "incidents/a.md": _HEAD + data})


def _files(data: bytes) -> None:
    for name in ("site.yml", "services.yml", "glossary.yml"):
        read_site({**content(), name: data})


def _markdown(data: bytes) -> None:
    text, renderer = data.decode("utf-8", "replace"), new_renderer()
    html_to_text(render_markdown(renderer, text, Place("/a/", "/", "b"), top_heading=3))
    plain_text(renderer, text)


def _rules(data: bytes) -> None:
    lint_content({**content(), "incidents/a.md": _HEAD + data, "incidents/a.zh.md": _CHINESE + data}, _NOW)


def _form(data: bytes) -> None:
    parse_form(f"### {FORMS[0].questions[0].text}\n\n{data.decode('utf-8', 'replace')}")


def _old_note(data: bytes) -> None:
    import_cstate({"config.yml": b"title: x\n", "content/issues/a.md": _COMMENT + data}, now=_NOW)


def _old_site(data: bytes) -> None:
    import_cstate({"config.yml": data, "content/issues/a.md": data}, now=_NOW)
    toml = {"config.toml": data, "content/issues/a.md": b"+++\n" + data + b"\n+++\n"}
    import_cstate(toml, now=_NOW)


DOORS: Mapping[str, Callable[[bytes], object]] = {
    "front matter": _front_matter,
    "words": _words,
    "files of the site": _files,
    "Markdown": _markdown,
    "rules": _rules,
    "form": _form,
    "body": read_body,
    "old note": _old_note,
    "old site": _old_site,
}
