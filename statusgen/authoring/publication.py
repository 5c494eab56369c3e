"""What is written here and not public yet, and what makes it public, in English and Chinese. Pure."""

from __future__ import annotations

from statusgen.storage.git import Publication

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


def way_to_readers(publication: Publication, language: str) -> str:
    """Where the files are, and what makes them public; in Chinese for sites in Chinese, else in English."""
    if not publication.in_git:
        key = "alone"
    elif publication.changed:
        key = "changed" if publication.remote else "changed-alone"
    elif publication.ahead or not publication.remote:
        key = "committed" if publication.remote else "committed-alone"
    else:
        key = "pushed"
    return _WORDS[key][language.partition("-")[0] == "zh"].format(remote=publication.remote)
