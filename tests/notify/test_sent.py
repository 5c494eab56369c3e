"""What `notify` remembers in its delivery log, and what it says when a run ends early."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.notify import Limits, NotifyOptions, notify
from statusgen.storage.disk import DiskError
from tests.broken_servers import never, serving, status
from tests.notify.test_failures import _hooks
from tests.notify.test_notify import INCIDENT, NOW, RESOLVED, _publish

pytestmark = pytest.mark.slow
TITLE = "[Resolved] Trams wait at the bridge"


@pytest.fixture
def sites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The command that tells of one new update, with its delivery log in `sent.json` of the folder."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    capsys.readouterr()
    return ["notify", "--since", str(before), "--out", str(after), "--sent", str(tmp_path / "sent.json")]


def test_a_delivery_log_may_be_a_link(
    tmp_path: Path, sites: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it leads to is read and written."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sent.json").symlink_to("elsewhere/kept.json")
    with _hooks(lambda *_: 200) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        assert [0, 0] == [main(sites), main(sites)]

    assert (tmp_path / "sent.json").is_symlink()
    assert 1 == len(json.loads((tmp_path / "elsewhere/kept.json").read_text()))
    assert "0 messages sent, 0 failed." in capsys.readouterr().out


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/full")])
def test_a_delivery_log_is_an_ordinary_file(
    tmp_path: Path,
    sites: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], object],
) -> None:
    """Devices may never end, and pipes cannot be read again."""
    make(tmp_path / "sent.json")
    with _hooks(lambda *_: 200) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        assert 3 == main(sites)

    assert "sent.json is no ordinary file; name another one with --sent" in capsys.readouterr().err


def test_a_full_disk_leaves_the_lines_of_what_was_sent(
    tmp_path: Path, sites: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who got a message that could not be recorded is named, too."""

    def fail(path: Path, _: object, writes: list[int] = []) -> None:  # noqa: B006 - counts the calls
        writes.append(0)
        if len(writes) > 1:
            raise DiskError(f"cannot write {path}: No space left on device")

    monkeypatch.setattr("statusgen.notify.run.write_log", fail)
    with _hooks(lambda *_: 200) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        assert 3 == main(sites)

    out, err = capsys.readouterr()
    assert f"{TITLE}: sent, but that could not be recorded; the next run sends it again" in out
    assert "0 messages sent, 1 failed." in out
    assert err.endswith("sent.json: No space left on device\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_lines_of_what_was_sent(
    tmp_path: Path, sites: list[str], number: signal.Signals
) -> None:
    """And says what was in flight; what was sent is not sent again."""
    processes = list["subprocess.Popen[str]"]()
    got = list[str]()

    def answer(path: str, _: str) -> int:
        got.append(path)
        return 200

    with serving(never) as deaf, _hooks(answer) as address:
        hooks = [f"http://127.0.0.1:{deaf}/{place}" for place in range(20)]
        environment = {**os.environ, "STATUSGEN_WEBHOOKS": " ".join([f"{address}/good", *hooks])}
        command = [sys.executable, "-m", "statusgen", *sites]
        processes.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8"))
        log = tmp_path / "sent.json"
        while not log.exists() or "tag:" not in log.read_text():
            assert processes[0].poll() is None
        processes[0].send_signal(number)
        out, _ = processes[0].communicate(timeout=100)

    assert 128 + number == processes[0].returncode
    assert (["/good"], 21) == (got, out.count(TITLE))
    assert f"webhook 1 (http://127.0.0.1): {TITLE}: sent\n" in out
    in_flight = out.count("the run ended before it answered, and it may have got it; the next run sends it")
    not_sent = out.count("the run ended before it was sent; the next run sends it")
    assert (20, True, True) == (in_flight + not_sent, in_flight >= 15, not_sent >= 4)


def test_those_that_never_answer_do_not_starve_others(tmp_path: Path, sites: list[str]) -> None:
    """Who failed in the last run comes last in the next one."""
    with serving(never) as deaf, serving(status(200)) as good:
        hooks = [f"http://127.0.0.1:{deaf}/{place}" for place in range(40)]
        options = NotifyOptions(
            out=Path(sites[4]),
            since=sites[2],
            sent=tmp_path / "sent.json",
            now=NOW,
            environment={"STATUSGEN_WEBHOOKS": " ".join([*hooks, f"http://127.0.0.1:{good}/"])},
            limits=Limits(receiver=0.5, run=1.0),
        )
        first, second = notify(options), notify(options)

    assert [f"webhook {number} (http://127.0.0.1)" for number in range(1, 42)] == [
        one.receiver.name for one in second.attempts
    ]
    assert ("no time was left for it; the next run sends it", "") == (
        first.attempts[-1].failure,
        second.attempts[-1].failure,
    )


@pytest.mark.parametrize(("days", "refused"), [(6, False), (8, True)])
def test_many_entries_that_are_old_are_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    refused: bool,
) -> None:
    """Whatever is known of what was sent, as after a restored backup; not after a day without a run."""
    updates = "".join(f"\n## Monitoring · 2026-05-04 09:{minute}\n\nWe wait.\n" for minute in range(40, 46))
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + updates)
    later = datetime(2026, 5, 4, 8, tzinfo=UTC) + timedelta(days=days)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(later.timestamp())))
    monkeypatch.chdir(tmp_path)
    notify = ["notify", "--since", str(before), "--out", str(after)]
    with _hooks(lambda *_: 200) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        capsys.readouterr()

        assert int(refused) == main(notify)
        out = capsys.readouterr().out
        assert ("6 new entries were posted more than 7 days ago, so most likely" in out) is refused
        assert 0 == main([*notify, "--anyway"])
        assert f"{6 if refused else 0} messages sent, 0 failed." in capsys.readouterr().out


def test_who_fails_for_weeks_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it missed is old by then, and is no news of the past."""
    updates = "".join(f"\n## Monitoring · 2026-05-04 09:{minute}\n\nWe wait.\n" for minute in range(40, 46))
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + updates)
    dead = True
    monkeypatch.chdir(tmp_path)
    notify = ["notify", "--since", str(before), "--out", str(after)]
    with _hooks(lambda path, _: 404 if dead and path == "/dead" else 200) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", f"{address}/dead {address}/good")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
        assert 3 == main(notify)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((NOW + timedelta(days=20)).timestamp())))
        assert 3 == main(notify)
        dead = False
        capsys.readouterr()
        assert 0 == main(notify)
    assert "6 messages sent, 0 failed." in capsys.readouterr().out
