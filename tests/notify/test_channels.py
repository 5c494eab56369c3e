"""Kinds of receivers: one file each, and every place that names their variables knows all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.notify import channels
from statusgen.notify.channels import CHANNELS
from tests.actions import load_workflow
from tests.sites import HERE

VARIABLES = [channel.variable for channel in CHANNELS if channel.variable]


def test_each_file_has_one_channel() -> None:
    """A channel that is not registered would never send."""
    files = {path for path in Path(channels.__file__).parent.glob("*.py") if path.name != "__init__.py"}

    assert files == {Path(channel.send.__code__.co_filename) for channel in CHANNELS}
    assert len(files) == len(CHANNELS) == len({channel.name for channel in CHANNELS})


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("path", ["docs/notify.md", "docs/publishing.md"])
def test_documents_know_each_variable(path: str, variable: str) -> None:
    """Else nobody can set it."""
    assert f"`{variable}`" in (HERE.parent / path).read_text(encoding="utf-8")


CALLED = [".github/workflows/publish.yml", "statusgen/authoring/github/publish.yml"]
CALLERS = [".github/workflows/demo.yml"]
GIVEN = {variable: f"${{{{ secrets.{variable} }}}}" for variable in VARIABLES}


@pytest.mark.parametrize("path", CALLED)
def test_workflows_take_each_variable_and_give_it_to_the_command(path: str) -> None:
    """Else the step that sends messages does not get it."""
    workflow = load_workflow(HERE.parent / path)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    senders = [step for step in steps if "statusgen notify" in step.get("run", "")]

    assert VARIABLES == list(workflow["on"]["workflow_call"]["secrets"])
    assert [GIVEN] == [
        {name: value for name, value in step["env"].items() if "secrets." in value} for step in senders
    ]


@pytest.mark.parametrize("path", CALLERS)
def test_workflows_that_call_another_one_pass_on_each_variable(path: str) -> None:
    """Else the called one gets none."""
    assert [GIVEN] == [job["secrets"] for job in load_workflow(HERE.parent / path)["jobs"].values()]


def test_the_example_of_a_caller_passes_on_each_variable() -> None:
    """In the documentation, which people copy."""
    text = (HERE.parent / "docs/publishing.md").read_text(encoding="utf-8")

    assert [] == [name for name, value in GIVEN.items() if f"      {name}: {value}\n" not in text]


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_help_knows_each_variable(capsys: pytest.CaptureFixture[str], variable: str) -> None:
    """With what it holds."""
    with pytest.raises(SystemExit):
        main(["notify", "--help"])

    summary = next(channel.summary for channel in CHANNELS if channel.variable == variable)
    assert f"{variable}   {summary}" in capsys.readouterr().out.replace("     ", "   ")
