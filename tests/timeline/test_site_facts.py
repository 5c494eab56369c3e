"""Settings that are news to open pages: a change of one of them changes the facts of the site."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from zoneinfo import ZoneInfo

from statusgen.model.changes import ChangeRules, Freeze
from statusgen.model.settings import Settings, Weights
from statusgen.model.site import Site
from statusgen.model.text import LocalText
from statusgen.timeline.facts import site_facts

WORDS = LocalText((("en", "Others"),))
SETTINGS = Settings(name=LocalText((("en", "Trams"),)), url="https://a.example/")
NEWS: dict[str, object] = {
    "name": WORDS,
    "zone": ZoneInfo("Europe/Berlin"),
    "languages": ("en", "zh"),
    "recent_days": 7,
    "weights": Weights(degraded=0.5),
    "changes": ChangeRules(freezes=(Freeze(start=date(2026, 12, 18), end=date(2027, 1, 4)),)),
}
"""Settings that are facts, each with a value other than its default."""
NO_NEWS = {
    *("url", "id", "repository", "repository_folder", "file_history"),  # addresses
    *(
        "description",
        "home_page",
        "contacts",
        "subscribe",
        "footer",
        "theme",
        "appearance",
        "editor",
    ),  # around the content
    *("hub", "feed_plans", "reports", "plain_language"),  # of other files
    *("reviews", "changes"),  # their notes are facts
}
"""Settings for which no open page reloads."""


def test_every_setting_is_news_or_not() -> None:
    """A new one must be added to `NEWS`, and then to the facts, or to `NO_NEWS`."""
    assert {one.name for one in fields(Settings) if one.name != "lost"} == NEWS.keys() | NO_NEWS


def test_news_changes_the_facts() -> None:
    """Each setting, and each weight of uptime."""
    before = site_facts(Site(settings=SETTINGS))
    changed = [replace(SETTINGS, **{name: value}) for name, value in NEWS.items()]  # type: ignore[arg-type]
    changed += [replace(SETTINGS, weights=replace(Weights(), **{one.name: 0.5})) for one in fields(Weights)]

    assert [] == [one for one in changed if site_facts(Site(settings=one)) == before]
