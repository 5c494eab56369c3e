"""Where readers see what was changed in a note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statusgen.model.settings import Settings
from statusgen.model.text import LocalText
from statusgen.render.pages.repository import history_address, note_history

SETTINGS = Settings(name=LocalText((("en", "Larkmoor"),)), url="https://status.larkmoor.example/")


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        (
            "https://github.com/l/status",
            "https://github.com/l/status/commits/HEAD/content/incidents/a%20b.md",
        ),
        (
            "https://github.com/l/status.git",
            "https://github.com/l/status/commits/HEAD/content/incidents/a%20b.md",
        ),
        ("https://gitlab.com/g/h/s", "https://gitlab.com/g/h/s/-/commits/HEAD/content/incidents/a%20b.md"),
        (
            "https://codeberg.org/l/s",
            "https://codeberg.org/l/s/commits/branch/HEAD/content/incidents/a%20b.md",
        ),
        (
            "https://forgejo.larkmoor.example/l/s",
            "https://forgejo.larkmoor.example/l/s/commits/branch/HEAD/content/incidents/a%20b.md",
        ),
        (
            "https://bitbucket.org/l/s",
            "https://bitbucket.org/l/s/history-node/HEAD/content/incidents/a%20b.md",
        ),
        ("https://code.larkmoor.example/status", ""),
        ("", ""),
    ],
)
def test_well_known_hosts_need_no_setting(repository: str, address: str) -> None:
    """The history of a file follows from the repository's address; of an unknown host nothing is guessed."""
    settings = replace(SETTINGS, repository=repository)
    assert history_address(settings, "incidents/a b.md") == address


def test_any_other_host_can_be_told() -> None:
    """The folder of the content and the pattern come from the settings."""
    settings = replace(SETTINGS, repository_folder="", file_history="https://git.example/log/{path}?all")
    assert history_address(settings, "incidents/x.md") == "https://git.example/log/incidents/x.md?all"


@pytest.mark.parametrize(
    ("path", "shown"),
    [("incidents/x.md", "incidents/x.md"), ("incidents/x/incident.md", "incidents/x")],
)
def test_a_note_with_a_folder_has_the_changes_of_the_folder(path: str, shown: str) -> None:
    """Its updates have files of their own, which belong to it."""
    address = note_history(replace(SETTINGS, repository="https://github.com/l/s"), path)
    assert address == f"https://github.com/l/s/commits/HEAD/content/{shown}"


def test_what_stands_in_no_file_has_no_history() -> None:
    """Without a path there is no link."""
    assert history_address(replace(SETTINGS, repository="https://github.com/l/s"), "") == ""
