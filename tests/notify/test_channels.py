"""Kinds of receivers: one file each, and every place that names their variables knows all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.notify import channels
from statusgen.notify.channels import CHANNELS
from tests.sites import HERE

VARIABLES = [channel.variable for channel in CHANNELS if channel.variable]


def test_each_file_has_one_channel() -> None:
    """A channel that is not registered would never send."""
    files = {path for path in Path(channels.__file__).parent.glob("*.py") if path.name != "__init__.py"}

    assert files == {Path(channel.send.__code__.co_filename) for channel in CHANNELS}
    assert len(files) == len(CHANNELS) == len({channel.name for channel in CHANNELS})


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize(
    "path", ["docs/notify.md", ".github/workflows/publish.yml", "statusgen/authoring/github/publish.yml"]
)
def test_documents_and_workflows_know_each_variable(path: str, variable: str) -> None:
    """Else nobody can set it, or the job that sends messages does not get it."""
    assert variable in (HERE.parent / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_help_knows_each_variable(capsys: pytest.CaptureFixture[str], variable: str) -> None:
    """With what it holds."""
    with pytest.raises(SystemExit):
        main(["notify", "--help"])

    summary = next(channel.summary for channel in CHANNELS if channel.variable == variable)
    assert f"{variable}   {summary}" in capsys.readouterr().out.replace("     ", "   ")
