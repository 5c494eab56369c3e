"""`editor` in `site.yml`: the editor in the browser, and the repository it writes to."""

from __future__ import annotations

from urllib.parse import urlsplit

from statusgen.model.diagnostics import Span
from statusgen.model.settings import EDITORS, WebEditor
from statusgen.read.primitives import link, matching, word
from statusgen.read.yaml.decode import Context, Field, Values, one_of

_DEFAULTS = WebEditor(repository="")
_branch = matching(r"[\w./-]+", "a branch", "cannot be a branch", "Write its name, such as `main`.")


PROGRAM = Field(
    "program",
    word({name: name for name in EDITORS}, "there is no editor"),
    f"{one_of(EDITORS)}; `{_DEFAULTS.program}` without it.",
)
REPOSITORY = Field(
    "repository", link("https"), "The address of the repository that it writes to.", required=True
)
BRANCH = Field("branch", _branch, f"`{_DEFAULTS.branch}` without it.")
LOGIN = Field("login", link("https"), "The service that lets people sign in; Netlify's without it.")
WEB_EDITOR_FIELDS = (PROGRAM, REPOSITORY, BRANCH, LOGIN)


def build_editor(values: Values, context: Context) -> WebEditor | None:
    """Return the decoded value of `editor`; None if its repository is missing or wrong."""
    address = values.get(REPOSITORY)
    if not address:
        return None
    path = urlsplit(address).path.strip("/").removesuffix(".git")
    if path.count("/") < 1:
        help = "Write it as `https://github.com/acme/status`."
        span: Span = values.place(REPOSITORY)
        context.report("bad-value", span, f"`{address}` is not the address of a repository", help)
        return None
    given = values.given(WEB_EDITOR_FIELDS)
    return WebEditor(**given | {"login": given.get("login", "").rstrip("/")})
