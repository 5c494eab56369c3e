"""The settings for servers in docs/hosting.md, made from the tables that `_headers` is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.render.headers import FOR_ALL, FOR_YEARS, NO_FRAMES, OPEN, OPEN_TYPES, OTHERWISE, TYPES, policy
from statusgen.render.urls import EMBED

_ENDINGS = {pattern.removeprefix("*"): kind for pattern, kind in TYPES.items()}
"""Media types by the end of a name: `.rss`, `feed.json`."""

_UTF_8 = "; charset=utf-8"
_CHARSET_TYPES = tuple(
    dict.fromkeys(
        (
            *("text/plain", "text/xml", "application/javascript"),
            *(kind.removesuffix(_UTF_8) for kind in TYPES.values() if kind.endswith(_UTF_8)),
        )
    )
)
"""Media types to which nginx adds the charset. In a type's name, it would keep nginx from compressing."""

_OPEN_FILES = rf"\.({'|'.join(OPEN_TYPES)})$"

NGINX = """\
map $uri $status_cache {{
    ~/assets/ "{years}";
    default   "{otherwise}";
}}
map $uri $status_open {{
    "~{open_files}" "{origin}";
    default "";
}}
map $uri $status_resource {{
    "~{open_files}" {resource};
    default "";
}}
map $uri $status_frames {{
    ~/{embed} "";
    default  {frames};
}}
map $uri $status_policy {{
    ~*\\.svg$ "{policy}";
    default  "";
}}
server {{
    listen 80;
    server_name status.example.org;
    root /srv/status;
    index index.html;
    error_page 404 /404.html;
    charset utf-8;
    charset_types {charset_types};
    gzip on;
    gzip_vary on;
    gzip_types text/css text/javascript application/json application/feed+json image/svg+xml
               {charset_types};

    # An empty value sends nothing. A location with an add_header of its own would lose all of these.
    add_header {cache_name} $status_cache always;
    add_header {origin_name} $status_open always;
    add_header {resource_name} $status_resource always;
    add_header {frames_name} $status_frames always;
    add_header Content-Security-Policy $status_policy always;
{for_all}

{types}
}}
"""

APACHE = """\
DirectoryIndex index.html
ErrorDocument 404 /404.html
{types}
{for_all}
Header always set {cache_name} "{otherwise}"
Header always set {cache_name} "{years}" "expr=%{{REQUEST_URI}} =~ m#/assets/#"
Header always set {frames_name} {frames} "expr=%{{REQUEST_URI}} !~ m#/{embed}#"
Header always set Content-Security-Policy "{policy}" "expr=%{{REQUEST_URI}} =~ m#\\.svg$#i"
<FilesMatch "{open_files}">
  Header set {origin_name} "{origin}"
  Header set {resource_name} {resource}
</FilesMatch>
{names}
"""

S3 = """\
aws s3 sync public/ s3://BUCKET/ --exclude "*" --include "assets/*" \\
  --cache-control "{years}"
aws s3 sync public/ s3://BUCKET/ --exclude "assets/*" \\
  --cache-control "{otherwise}"
{types}
aws s3 sync public/ s3://BUCKET/ --delete --size-only
"""


def snippets() -> Iterator[tuple[str, str]]:
    """The language of each block of code in the documentation, and its text."""
    (origin_name, origin), (resource_name, resource) = OPEN
    words = {
        "cache_name": OTHERWISE[0], "otherwise": OTHERWISE[1], "years": FOR_YEARS[1],
        "origin_name": origin_name, "origin": origin, "resource_name": resource_name, "resource": resource,
        "policy": policy(()), "charset_types": " ".join(_CHARSET_TYPES),
        "frames_name": NO_FRAMES[0], "frames": NO_FRAMES[1], "embed": EMBED, "open_files": _OPEN_FILES,
    }  # fmt: skip
    yield "nginx", _filled(NGINX, words, for_all=_nginx_headers(), types=_nginx_types())
    yield "apache", _filled(APACHE, words, for_all=_apache_headers(), types=_added(), names=_forced())
    yield "sh", _filled(S3, words, types=_s3_types())


def types_table() -> str:
    """The types that hosts often do not know, as a table in Markdown."""
    lines = (f"| `{ending}` | `{kind}` |" for ending, kind in _ENDINGS.items())
    return "\n".join(("| ending | type |", "|---|---|", *lines)) + "\n"


def _filled(text: str, words: Mapping[str, str], **lines: Iterator[str]) -> str:
    return text.format(**words, **{name: "\n".join(made) for name, made in lines.items()})


def _quoted(value: str) -> str:
    return f'"{value}"' if set(value) & set(" ;(") else value


def _nginx_headers() -> Iterator[str]:
    return (f"    add_header {name} {_quoted(value)} always;" for name, value in FOR_ALL)


def _nginx_types() -> Iterator[str]:
    width = max(len(ending) for ending in _ENDINGS if ending.startswith("."))
    for ending, kind in _ENDINGS.items():
        pattern = ending.replace(".", r"\.") + "$"
        pattern = pattern.ljust(width + 2) if ending.startswith(".") else f"/{pattern}"
        yield f"    location ~ {pattern} {{ types {{ }} default_type {kind.removesuffix(_UTF_8)}; }}"


def _apache_headers() -> Iterator[str]:
    return (f"Header always set {name} {_quoted(value)}" for name, value in FOR_ALL)


def _added() -> Iterator[str]:
    return (f'AddType "{kind}" {ending}' for ending, kind in _ENDINGS.items() if ending.startswith("."))


def _forced() -> Iterator[str]:
    for ending, kind in _ENDINGS.items():
        if not ending.startswith("."):
            yield f'<Files "{ending}">\n  ForceType "{kind}"\n</Files>'


def _s3_types() -> Iterator[str]:
    for ending, kind in _ENDINGS.items():
        yield f'aws s3 cp public/ s3://BUCKET/ --recursive --exclude "*" --include "*{ending}" \\'
        yield f'  --content-type "{kind}" --cache-control "{OTHERWISE[1]}"'
