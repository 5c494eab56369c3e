"""The page of subscriptions, the mailing list of a site, and the feed of a single note."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from statusgen.pipeline.compile import compile_site
from statusgen.read import read_site
from statusgen.render.headers import headers_of, read_headers
from tests.sites import SITE, THEMES, content, problems

NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
FORM = """\
subscribe:
  email:
    form: https://lists.larkmoor.example:8443/subscription/form
    field: EMAIL
    hidden: {l: [one, two], embed: 1, nonce: ""}
  links:
    - {label: Mastodon, url: "https://social.example/@trams"}
"""
NOTE = """\
---
title: Trees on the rails
services: {trams: major outage}
started: 2026-05-01 09:00
---

## Investigating · 2026-05-01 09:20
next update: 10:00

We look.
"""
RESOLVED = "\n## Resolved · 2026-05-01 11:00\n\nAll trams run.\n"


def made(site: str = SITE, note: str = NOTE, now: datetime = NOW) -> dict[str, str]:
    """The files of a site with one incident."""
    result = compile_site(content({"incidents/storm.md": note}, site=site), THEMES, now=now)
    assert not result.failed, result.diagnostics
    ends = (".html", ".md", ".rss", "_headers", ".ics")
    return {one.path: one.make().decode() for one in result.outputs if one.path.endswith(ends)}


def test_the_form_of_a_mailing_list() -> None:
    """Plain HTML with the fields of the service; the policy lets it be sent to that host alone."""
    files = made(SITE + FORM)
    page = files["subscribe/index.html"]
    form = page.partition("<form")[2].partition("</form>")[0]
    assert 'method="post" action="https://lists.larkmoor.example:8443/subscription/form"' in form
    assert re.search(r'<input type="email" name="EMAIL" required autocomplete="email">', form)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', form)
    assert [("l", "one"), ("l", "two"), ("embed", "1"), ("nonce", "")] == hidden
    assert page.index("<form") < page.index("Slack")
    assert 'href="https://social.example/@trams"' in page
    sent = headers_of(read_headers(files["_headers"].encode()), "/subscribe/")["Content-Security-Policy"]
    assert sent.endswith("form-action 'self' https://lists.larkmoor.example:8443")
    assert f'content="{sent}"'.replace("'", "&#39;") in page
    rules = read_headers(files["_headers"].encode())
    assert [] == [rule.pattern for rule in rules if "lists." in str(rule) and "subscribe" not in rule.pattern]
    allowing = [path for path, text in files.items() if re.search(r"form-action [^\"]*https:", text)]
    assert {"_headers", "subscribe/index.html", "zh/subscribe/index.html"} == set(allowing)


@pytest.mark.parametrize("address", ["https://buttondown.com/trams", "mailto:join@lists.larkmoor.example"])
def test_the_page_or_address_of_a_mailing_list(address: str) -> None:
    """A link, and no other policy."""
    files = made(f"{SITE}subscribe: {{email: '{address}'}}\n")
    page = files["subscribe/index.html"]
    assert "<form" not in page
    assert f'<a class="button" href="{address}">' in page
    assert f"<{address}>" in files["subscribe/index.md"]
    assert files["_headers"] == made()["_headers"]


@pytest.mark.parametrize(
    ("lines", "code", "message"),
    [
        ("email: join", "bad-value", "`join` is not an address"),
        ("email: {field: EMAIL}", "missing-key", "`form` is missing"),
        ("email: {form: 'http://lists.example/form'}", "bad-value", "is not an address"),
        ("email: {form: 'mailto:join@lists.example'}", "bad-value", "is not an address"),
        ("email: {form: 'https://a.example;script-src/x'}", "bad-value", "cannot be the host of a form"),
        ("email: {form: 'https://me@a.example/x'}", "bad-value", "cannot be the host of a form"),
        ("email: {form: 'https://列表.example/x'}", "bad-value", "cannot be the host of a form"),
        (
            "email: {form: 'https://a.example/x', field: 'e mail'}",
            "bad-value",
            "cannot be the name of a field",
        ),
        ("email: {form: 'https://a.example/x', hidden: l}", "wrong-type", "a value for each name"),
        ("email: {form: 'https://a.example/x', hiden: {}}", "unknown-key", "there is no key `hiden` here"),
        ("links: [{label: Mastodon}]", "missing-key", "`url` is missing"),
    ],
)
def test_mistakes_are_reported(lines: str, code: str, message: str) -> None:
    """Each with its code, and what it is."""
    (problem,) = problems(read_site(content(site=f"{SITE}subscribe:\n  {lines}\n")))
    assert code == problem.code
    assert message in problem.message


def test_links_open_calendars() -> None:
    """Those of programs, of Google and of Outlook, each with the address in the form that it takes."""
    page = made()["subscribe/index.html"]
    plain = "status.larkmoor.example/calendar.ics"
    quoted = "%3A%2F%2Fstatus.larkmoor.example%2Fcalendar.ics"
    assert f'href="webcal://{plain}"' in page
    assert f'href="https://calendar.google.com/calendar/r?cid=webcal{quoted}"' in page
    for host in ("outlook.live.com", "outlook.office.com"):
        assert f'href="https://{host}/calendar/0/addfromweb?url=https{quoted}&amp;name=' in page


def test_chinese_readers_see_the_services_that_they_use() -> None:
    """The others do not."""
    files = made()
    assert "企业微信" in files["zh/subscribe/index.html"]
    assert "WeCom" not in files["subscribe/index.html"]


def test_a_note_has_a_feed_of_its_own() -> None:
    """In every language, with the entries that the site's feed has too."""
    files = made(note=NOTE + RESOLVED)
    feeds = {path: feedparser.parse(files[path]) for path in files if path.endswith("updates.rss")}
    own, whole = feeds["incidents/storm/updates.rss"], feeds["updates.rss"]
    assert ["[Resolved] Trees on the rails", "[Investigating] Trees on the rails"] == [
        one.title for one in own.entries
    ]
    assert [one.id for one in own.entries] == [one.id for one in whole.entries]
    assert own.feed.link == "https://status.larkmoor.example/incidents/storm/"
    assert "zh/incidents/storm/updates.rss" in feeds


def test_a_page_offers_its_feed_for_90_days_and_the_feed_stays() -> None:
    """Until the end of a day, so that the site changes when it changes anyway."""
    ended = datetime(2026, 5, 1, 11, tzinfo=UTC)
    offered = {}
    for days in (0, 90, 91, 1000):
        files = made(note=NOTE + RESOLVED, now=ended + timedelta(days=days, hours=9))
        offered[days] = "Follow this incident" in files["incidents/storm/index.html"]
        assert "All trams run" in files["incidents/storm/updates.rss"]
        assert "DTEND" in files["incidents/storm/event.ics"]
    assert {0: True, 90: True, 91: False, 1000: False} == offered
    assert "Follow this incident" in made()["incidents/storm/index.html"]


def test_files_of_a_note_answer_at_its_former_address() -> None:
    """They are those of today's, in every language; an old address that is a file has none beside it."""
    files = made(note=NOTE.replace("started:", "aliases: [/incidents/trees/, /old.html]\nstarted:"))
    for language in ("", "zh/"):
        for name in ("updates.rss", "event.ics"):
            today = files[f"{language}incidents/storm/{name}"]
            assert today == files[f"{language}incidents/trees/{name}"]
    assert not [path for path in files if path.startswith("old.html/")]


def test_a_missing_page_speaks_all_languages_of_the_site() -> None:
    """Hosts have one for all addresses; each part has its language and leads to its pages."""
    files = made()
    parts = re.findall(
        r'<section class="lost" lang="(\w+)".*?<h(\d)>.*?href="([^"]+)"', files["404.html"], re.DOTALL
    )
    assert [("en", "1", "/"), ("zh", "2", "/zh/")] == parts
    assert [("zh", "1"), ("en", "2")] == re.findall(
        r'"lost" lang="(\w+)".*?<h(\d)>', files["zh/404.html"], re.DOTALL
    )
    assert "not-found" not in made("name: Trams\nurl: https://a.example/\n", note=NOTE)["404.html"]
