"""Who `notify` sends to: how receivers are named, and what webhooks get."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.notify.receivers import find_receivers
from tests.notify.test_notify import INCIDENT, RESOLVED, SITE, _publish, _Receiver, receiver

__all__ = ["receiver"]  # a fixture
pytestmark = pytest.mark.slow
TITLE = "[Resolved] Trams wait at the bridge"
NOTICE = """\
---
title: New timetable
published: 2026-05-04 10:00
until: 2026-06-01 10:00
---

It begins on Sunday.
"""


def _main(tmp_path: Path, *options: str, after: str = "after") -> int:
    arguments = ["--since", str(tmp_path / "before"), "--out", str(tmp_path / after)]
    return main(["notify", *arguments, "--sent", str(tmp_path / "sent.json"), *options])


@pytest.fixture
def hook(receiver: _Receiver, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """What the one webhook of the environment gets."""
    monkeypatch.setenv("STATUSGEN_WEBHOOKS", f"http://127.0.0.1:{receiver.port}/hook")
    return receiver.got


@pytest.mark.parametrize("damage", ["gone", "no JSON", "other JSON"])
@pytest.mark.parametrize("file", ["api/v2/summary.json", "incidents/*.json"])
def test_what_the_api_does_not_have_is_a_failure(
    tmp_path: Path, hook: list[tuple[str, bytes]], capsys: pytest.CaptureFixture[str], file: str, damage: str
) -> None:
    """And is sent once it does."""
    _publish(tmp_path, "before", INCIDENT)
    out = _publish(tmp_path, "after", INCIDENT + RESOLVED)
    (path,) = out.glob(file)
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_text("nonsense" if damage == "no JSON" else "5")

    assert 3 == _main(tmp_path)
    words = "the API of the published site does not have it; build the site again"
    assert f"webhook 1 (http://127.0.0.1): {TITLE}: {words}" in capsys.readouterr().out
    assert [] == hook

    path.write_bytes(whole)
    assert 0 == _main(tmp_path)
    assert 1 == len(hook)


def test_a_notice_is_not_for_webhooks(
    tmp_path: Path, hook: list[tuple[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    """It is neither sent nor counted, and keeps nothing from being sent after it."""
    _publish(tmp_path, "before", INCIDENT)
    source = tmp_path / "content-after"
    (source / "notices").mkdir(parents=True)
    (source / "notices/2026-05-04-timetable.md").write_text(NOTICE)
    _publish(tmp_path, "after", INCIDENT + RESOLVED)
    capsys.readouterr()

    assert 0 == _main(tmp_path)
    out = capsys.readouterr().out
    assert "New timetable: not for webhooks, which have no form for notices\n" in out
    assert "1 message sent, 0 failed." in out
    assert ["Trams wait at the bridge"] == [json.loads(body)["incident"]["name"] for _, body in hook]

    assert 0 == _main(tmp_path)
    assert "0 messages sent, 0 failed.\n" == capsys.readouterr().out


def test_webhooks_get_messages_in_the_language_that_is_asked_for(
    tmp_path: Path, hook: list[tuple[str, bytes]]
) -> None:
    """With the addresses of its pages."""
    _publish(tmp_path, "before", INCIDENT)
    _publish(tmp_path, "after", INCIDENT + RESOLVED)

    assert 0 == _main(tmp_path, "--lang", "zh")

    ((_, body),) = hook
    link = "https://status.larkmoor.example/zh/incidents/2026-05-04-bridge/"
    assert link == json.loads(body)["incident"]["shortlink"]


def test_the_language_may_be_the_first_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where it is the only one; of others, it is said which there are."""
    one = SITE.replace("languages: [en, zh]\n", "languages: [en]\n").replace(", zh: 拉克莫尔有轨电车", "")
    _publish(tmp_path, "before", INCIDENT, one)
    _publish(tmp_path, "single", INCIDENT + RESOLVED, one)
    _publish(tmp_path, "after", INCIDENT + RESOLVED)
    capsys.readouterr()

    for after, languages in ("single", "en"), ("after", "en or zh"):
        assert 0 == _main(tmp_path, "--lang", "en", "--dry-run", after=after)
        assert TITLE in capsys.readouterr().out
        assert 3 == _main(tmp_path, "--lang", "fr", "--dry-run", after=after)
        assert capsys.readouterr().err.endswith(f"{after} is not in fr; --lang can be {languages}\n")
    shutil.rmtree(tmp_path / "after")
    assert 3 == _main(tmp_path, "--lang", "en")
    assert "after holds no site of statusgen; build it first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("json://a/b,mailto://c?to=d,e", ["json://a/b", "mailto://c?to=d,e"]),
        ("json://a ; JSON://b,\njson://c,", ["json://a", "JSON://b", "json://c"]),
        ("json://a/,other://b", ["json://a/,other://b"]),
        (" ,;\n", []),
    ],
)
def test_commas_separate_services_as_in_apprise(text: str, addresses: list[str]) -> None:
    """Where the scheme of another one follows; they may be parts of addresses, too."""
    found = find_receivers({"STATUSGEN_NOTIFY": text}, {})

    assert addresses == [one.address for one in found]


def test_commas_separate_webhooks() -> None:
    """Likewise."""
    found = find_receivers(
        {"STATUSGEN_WEBHOOKS": "https://a.example/?x=1,2,HTTP://b.example/ , https://c.example"}, {}
    )

    assert ["https://a.example/?x=1,2", "HTTP://b.example/", "https://c.example"] == [
        one.address for one in found
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("STATUSGEN_WEBHOOK", "STATUSGEN_WEBHOOKS"),
        ("statusgen_webhooks", "STATUSGEN_WEBHOOKS"),
        ("STATUSGEN_NOTIFIES", "STATUSGEN_NOTIFY"),
    ],
)
def test_a_mistyped_variable_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, meant: str
) -> None:
    """Or nobody is told and nobody knows; also if it is empty."""
    monkeypatch.setenv(name, "")

    assert 2 == main(["notify", "--since", str(tmp_path)])
    assert f"statusgen: the environment has {name}; name the variable {meant}\n" == capsys.readouterr().err


def test_other_variables_are_none_of_our_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a variable of a secret that does not exist is empty: a site may have no receivers."""
    for name in ("STATUSGEN_CACHE", "STATUSGEN_PUBLISHERS", "STATUSGEN_NOTIFY", "STATUSGEN_WEBHOOKS"):
        monkeypatch.setenv(name, "")
    _publish(tmp_path, "before", INCIDENT)
    _publish(tmp_path, "after", INCIDENT + RESOLVED)
    capsys.readouterr()

    assert 0 == _main(tmp_path)
    assert "There are no receivers: set STATUSGEN_NOTIFY or STATUSGEN_WEBHOOKS.\n" == capsys.readouterr().out
