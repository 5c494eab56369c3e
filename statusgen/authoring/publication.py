"""What is written here and not public yet, and what makes it public, in English and Chinese. Pure."""

from __future__ import annotations

from dataclasses import dataclass

_BUILD = (
    "Readers see it once whoever publishes this folder builds and uploads the site.",
    "负责发布的人生成并上传网站之后，读者才能看到。",
)
_CI = (
    "Then your CI, or whoever publishes the site, builds it from there.",
    "之后由 CI（或负责发布的人）从那里生成网站。",
)
_WORDS = {
    "alone": (f"Saved here, not public yet. {_BUILD[0]}", f"已保存在本机，尚未公开。{_BUILD[1]}"),
    "changed": (
        f"Saved here, not public yet. To publish it, commit it and push to {{remote}}. {_CI[0]}",
        f"已保存在本机，尚未公开。发布需要提交并推送到 {{remote}}。{_CI[1]}",
    ),
    "changed-alone": (
        f"Saved here, not public yet, and not committed. {_BUILD[0]}",
        f"已保存在本机，尚未公开，也未提交。{_BUILD[1]}",
    ),
    "committed": (
        f"Committed here, not public yet. To publish it, push to {{remote}}. {_CI[0]}",
        f"已在本机提交，尚未公开。发布需要推送到 {{remote}}。{_CI[1]}",
    ),
    "committed-alone": (
        f"Committed here, not public yet. {_BUILD[0]}",
        f"已在本机提交，尚未公开。{_BUILD[1]}",
    ),
    "pushed": (
        "Pushed to {remote}. It is public as soon as your CI, or whoever publishes the site, has built it.",
        "已推送到 {remote}。CI（或负责发布的人）生成网站之后即公开。",
    ),
}
"""In English and Chinese."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far files are on their way to readers, as far as git knows."""

    in_git: bool = False
    remote: str = ""
    """Where the repository is pushed to, such as `origin`; empty if nowhere."""
    changed: tuple[str, ...] = ()
    """The files that differ from the last commit."""
    ahead: tuple[str, ...] = ()
    """The files that were committed and not pushed; none without a remote."""

    @property
    def waits(self) -> bool:
        """Whether there is something left to do here before the site can be built from it."""
        return bool(self.changed or self.ahead)


def way_to_readers(standing: Standing, language: str) -> str:
    """Where the files are, and what makes them public; in Chinese for sites in Chinese, else in English."""
    if not standing.in_git:
        key = "alone"
    elif standing.changed:
        key = "changed" if standing.remote else "changed-alone"
    elif standing.ahead or not standing.remote:
        key = "committed" if standing.remote else "committed-alone"
    else:
        key = "pushed"
    return _WORDS[key][language.partition("-")[0] == "zh"].format(remote=standing.remote)
