"""The editor for the browser, if the site has one: a page that loads it, and its configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from statusgen.model.catalog import Service
from statusgen.model.output import Output
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.render.cms_fields import editor_configuration

ADMIN = "admin/"
"""Folder of the editor in the site."""


@dataclass(frozen=True, slots=True)
class Program:
    """An editor from npm: one version, whose script has a known digest."""

    name: str
    package: str
    version: str
    file: str
    """The script, within the package."""
    integrity: str
    """Digest of the script, as in `<script integrity>`."""

    @property
    def script(self) -> str:
        """Address of the script."""
        return f"https://unpkg.com/{self.package}@{self.version}/{self.file}"


PROGRAMS = {
    "decap": Program(
        "Decap CMS",
        "decap-cms",
        "3.16.3",
        "dist/decap-cms.js",
        "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
    ),
    "sveltia": Program(
        "Sveltia CMS",
        "@sveltia/cms",
        "0.221.1",
        "dist/sveltia-cms.js",
        "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
    ),
}
"""Editors by their name in `site.yml`."""

# Scripts come from this version alone; words and pictures go to and from the host of the repository.
_POLICY = (
    "default-src 'none'; script-src {scripts} 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src 'self' data: blob: https:; connect-src 'self' data: blob: https: http://localhost:8081; "
    "font-src data: https:; worker-src blob:; frame-src blob:; base-uri 'none'"
)
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
</head>
<body>
<script src="{script}" integrity="{integrity}" crossorigin="anonymous"></script>
</body>
</html>
"""


def admin_files(site: Site) -> Iterator[Output]:
    """Yield the page and the configuration, which follows from the catalog."""
    settings = site.settings
    if settings.editor:
        program = PROGRAMS[settings.editor.program]
        yield Output(f"{ADMIN}index.html", _make_page, (program, settings.languages[0]))
        yield Output(f"{ADMIN}config.yml", _make_config, (settings, settings.editor, site.services))


def admin_policy(program: Program) -> str:
    """Return the content security policy of the editor's page, for the page itself and for headers."""
    return _POLICY.format(scripts=program.script.rpartition("/")[0] + "/")


def _make_page(program: Program, language: str) -> bytes:
    return _PAGE.format(
        language=escape(language),
        policy=admin_policy(program),
        title=program.name,
        script=program.script,
        integrity=program.integrity,
    ).encode()


def _make_config(settings: Settings, _: object, services: Sequence[Service]) -> bytes:
    """Return the configuration as JSON, which is YAML as well."""
    made = editor_configuration(settings, services)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
