"""Whatever the bytes, reading them ends with values and diagnostics."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.read import read_site
from tests.examples import examples
from tests.sites import content, problems

PIECES = st.sampled_from(
    [
        *("---\n", "title: x\n", "title: [", "services:\n", "  trams: degraded\n", "next update: 12:00\n"),
        *("started: 2026-05-01 09:10\n", "starts: 2026-01-01 10:00\n", "2026-03-29 02:30", "words\n", "刷卡"),
        *("## Resolved · 2026-05-01 11:02\n", "## Postmortem · 2026-05-02 11:02\n", "## Hm\n", "```\n", "\n"),
        *("\t", "<!--", "-->", "*a", "&a", "!x ", "{", "}", "'", '"', "\u2028", "\x00", "\ufeff"),
        *(": ", "- ", "|\n", "? ", "%", "@", "#"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join).map(str.encode), st.binary(max_size=200))
PATHS = st.sampled_from(
    [
        *(
            "site.yml",
            "services.yml",
            "glossary.yml",
            "x.yml",
            "y/z.md",
            "incidents/ .md",
            "incidents/a.fr.md",
        ),
        *("incidents/a.md", "incidents/a.zh.md", "incidents/b/incident.md", "incidents/b/1.md"),
        *("incidents/b/1.zh.md", "incidents/b/p.png", "maintenance/c.md", "notices/d.md", "pages/e.md"),
    ]
)


@settings(max_examples=examples(300), deadline=None)
@given(st.dictionaries(PATHS, TEXTS, max_size=5))
def test_any_bytes_end_in_diagnostics(files: dict[str, bytes]) -> None:
    """No exception, and every place lies inside its file."""
    everything = {**content(), **files}

    for problem in problems(read_site(everything)):
        span = problem.span
        if span.line:
            text = (
                everything[span.path].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            )
            lines = text.split("\n")
            assert span.line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
            assert span.end > span.column


@settings(max_examples=examples(50), deadline=None)
@given(st.dictionaries(PATHS, TEXTS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(files: dict[str, bytes], random: object) -> None:
    """Disks list files in any order."""
    everything = {**content(), **files}
    names = list(everything)
    random.shuffle(names)  # type: ignore[attr-defined] # hypothesis gives a random.Random

    assert read_site({name: everything[name] for name in names}) == read_site(everything)
