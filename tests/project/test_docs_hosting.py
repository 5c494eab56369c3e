"""What docs/hosting.md tells servers to send is what `_headers` has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hosting import snippets, types_table

PAGE = Path(__file__).parents[2] / "docs" / "hosting.md"
_TABLE = re.compile(r"\| ending \| type \|\n(?:\|.*\n)+")


def _made(text: str) -> str:
    for language, snippet in snippets():
        begin, _, rest = text.partition(f"```{language}\n")
        text = f"{begin}```{language}\n{snippet}```{rest.partition('```')[2]}"
    return _TABLE.sub(lambda _: types_table(), text)


def test_the_settings_for_servers_are_made_from_the_table(request: pytest.FixtureRequest) -> None:
    """`pytest --update-expected` writes them into the documentation."""
    text = PAGE.read_text("utf-8")
    if request.config.getoption("--update-expected"):
        PAGE.write_text(_made(text), "utf-8")
    assert _made(text) == PAGE.read_text("utf-8")
