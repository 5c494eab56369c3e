"""Why each rule of plain language exists: where it comes from, with a bad and a good example.

The examples are what a writer would write: the words of an update, or a whole note. Tests hold the rules
against them.
"""

from __future__ import annotations

from dataclasses import dataclass

_AT = "Atlassian, incident communication tips"
_PD = "PagerDuty, incident response: external communication"
_PLG = "plainlanguage.gov, federal plain language guidelines"
_GOV = "GOV.UK, content design: writing for GOV.UK"
_WCAG = "W3C, WCAG 2.2, 3.1.3 Unusual words and 3.1.4 Abbreviations"
_ISO = "ISO 24495-1:2023, Plain language"
_HOUSE = "House rule"


@dataclass(frozen=True, slots=True)
class Reason:
    """What `statusgen explain` tells."""

    why: str
    source: str
    bad: str
    good: str


REASONS: dict[str, Reason] = {
    "impact-missing": Reason(
        "People look for themselves in a message: what can I not do? A message about your systems alone leaves them to guess.",
        f"{_AT}; {_PD}",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

Our engineers have found the cause and are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

You cannot pay by card at the moment. Our engineers have found the cause and are repairing it.
""",
    ),
    "scope-missing": Reason(
        "Whoever is not affected wants to stop reading, and whoever is wants to be sure.",
        f"{_PD}; {_ISO}",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

It does not work. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website does not open. We are repairing it.
""",
    ),
    "action-missing": Reason(
        "People stay calm when they see that somebody is working on it.",
        _PD,
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open.
""",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open. We are looking for the cause.
""",
    ),
    "next-update-missing": Reason(
        "Without a time, people come back every minute, or ring you. With one, they wait, even if you will have no news.",
        f"{_AT}; {_PD}",
        """\
## Investigating · 2026-05-01 09:20

The Website does not open. We are looking for the cause.
""",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open. We are looking for the cause.
""",
    ),
    "next-update-overdue": Reason(
        "A promise that is broken without a word costs more trust than the incident.",
        _PD,
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:50

Trams end at Harbour Street. We are looking for the cause.
""",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:50

Trams end at Harbour Street. We are looking for the cause.

## Resolved · 2026-05-01 09:48

Trams have run everywhere since 09:40 (UTC+2), because the wire is mended. You do not need to do anything.
""",
    ),
    "next-update-too-far": Reason(
        "In the first hours people want to hear from you about every half hour, even that you are still looking.",
        f"{_AT}; {_PD}",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 13:00

Trams end at Harbour Street. We are looking for the cause.
""",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:50

Trams end at Harbour Street. We are looking for the cause.
""",
    ),
    "workaround-missing": Reason(
        "After half an hour people look for another way. Name it, or save them the search by saying that there is none.",
        _PD,
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:50
next update: 10:10

Trams end at Harbour Street, because a wire broke. We are mending it.
""",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:50
next update: 10:10

Trams end at Harbour Street, because a wire broke. We are mending it. Bus 4 takes you on instead.
""",
    ),
    "empty-update": Reason(
        "An update that says nothing teaches people not to read the next one.",
        _PD,
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:20
next update: 09:50

We are still working on this issue.
""",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:20
next update: 09:50

A wire broke in the wind. Two of our people are mending it.
""",
    ),
    "resolution-missing": Reason(
        "The last message is the one that stays. It answers what happened, since when it works, and whether anything is left to do.",
        _PD,
        """\
## Resolved · 2026-05-01 11:00

This incident has been resolved.
""",
        """\
## Resolved · 2026-05-01 11:00

You can pay by card again since 10:40 (UTC+2). A cable was cut. If your payment failed, please pay again.
""",
    ),
    "data-safety-missing": Reason(
        "When records or money are concerned, everybody asks first: is mine safe? Say so, or say that you are still checking.",
        f"{_PD}; {_AT}",
        """\
## Resolved · 2026-05-01 11:00

Payments work again since 10:40 (UTC+2), because we repaired the link to the bank. The records of all payments are up to date.
""",
        """\
## Resolved · 2026-05-01 11:00

Payments work again since 10:40 (UTC+2), because we repaired the link to the bank. No payment was lost and nobody was charged twice.
""",
    ),
    "when-missing": Reason(
        "A look back is read weeks later. Without times nobody knows whether it was their problem.",
        _ISO,
        """\
---
title: Trams stopped at Harbour Street
services: {trams: operational}
---

## Postmortem · 2026-05-08 10:00
summary: A wire broke, and trams ended at Harbour Street. We are sorry.

A wire broke in the wind, and trams ended at Harbour Street for a good while. We have put up a stronger one and look at all the others each spring.
""",
        """\
---
title: Trams stopped at Harbour Street
services: {trams: operational}
started: 2026-05-01 09:10
---

## Postmortem · 2026-05-08 10:00
summary: A wire broke, and trams ended at Harbour Street. We are sorry.

On 1 May 2026, from 09:10 to 10:40 (UTC+2), trams ended at Harbour Street, because a wire broke in the wind.
""",
    ),
    "customer-action-unclear": Reason(
        "“Do I need to do something?” is the question behind most calls. Say yes, and what, or no.",
        _ISO,
        """\
---
title: New machines for the website
starts: 2026-05-06 06:00
ends: 2026-05-06 09:00
services: [website]
---

## Scheduled · 2026-05-01 09:00

We are moving the website to new machines. It is closed meanwhile.
""",
        """\
---
title: New machines for the website
starts: 2026-05-06 06:00
ends: 2026-05-06 09:00
services: [website]
---

## Scheduled · 2026-05-01 09:00

We are moving the website to new machines. It is closed meanwhile. You do not need to do anything.
""",
    ),
    "title-vague": Reason(
        "The title stands alone in lists, feeds and messages on a phone. “Incident” says only that you have one.",
        f"{_PLG}; {_ISO}",
        """\
---
title: Website incident
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open. We are looking for the cause.
""",
        """\
---
title: The website does not open
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open. We are looking for the cause.
""",
    ),
    "placeholder": Reason(
        "A gap of a template in a public message says that nobody read it before it went out.",
        _HOUSE,
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website has not opened since [time]. We are looking for the cause.
""",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website has not opened since 09:10 (UTC+2). We are looking for the cause.
""",
    ),
    "translation-mismatch": Reason(
        "People who read the other language get other facts, and do not know it.",
        _HOUSE,
        """\
In English: Trams are back at 10:40.
在中文里：电车 10:20 恢复。
""",
        """\
In English: Trams are back at 10:40.
在中文里：电车 10:40 恢复。
""",
    ),
    "jargon": Reason(
        "Most readers do not do your job. A technical word makes them feel that the message is not for them.",
        f"{_PLG}; {_WCAG}",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

Latency on the Website is elevated after a failover. We are looking into it.
""",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website is slow since we switched to a backup system. We are looking into it.
""",
    ),
    "acronym": Reason(
        "Letters mean something only to those who know them already.",
        f"{_PLG}; {_WCAG}",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The VPN to the Website is down. We are looking into it.
""",
        """\
## Investigating · 2026-05-01 09:20
next update: 09:50

The Website does not open from home, because our secure connection is down. We are looking into it.
""",
    ),
    "internal-detail": Reason(
        "Names of machines and tickets help nobody outside, and tell attackers what you have.",
        _PD,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

web-prod-03 has failed and the Website is down. We are on it (OPS-1423).
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

One of our computers has failed and the Website is down. We are replacing it.
""",
    ),
    "secret": Reason(
        "What is published is copied within seconds. Taking it out later does not help.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing the machine at 10.20.30.40.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing one of its machines.
""",
    ),
    "wordy": Reason(
        "Short words are read faster, above all on a phone and under stress.",
        _PLG,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are moving it in order to repair it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are moving it to repair it.
""",
    ),
    "inconsistent-name": Reason(
        "Two names look like two things.",
        _PLG,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Webiste is down. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing it.
""",
    ),
    "insensitive": Reason(
        "Some words of the trade hurt or exclude people, and there is a better one for each.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing the list, after a sanity check.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing the list, after a quick check.
""",
    ),
    "long-sentence": Reason(
        "In long sentences people lose the thread. At 14 words almost all understand, at 43 hardly anybody.",
        _GOV,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down because a cable was cut by the road works in front of our building this morning and we are now laying a new one beside the street.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. Road works cut a cable in front of our building. We are laying a new one beside the street.
""",
    ),
    "long-paragraph": Reason(
        "A wall of words is skipped. One idea in each paragraph.",
        _PLG,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. """
        + "We are repairing it, and we tell you what we find. " * 16,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down.

We are repairing it, and we tell you what we find.
""",
    ),
    "reading-level": Reason(
        "A message for everybody should take no more than nine years of school, names left out.",
        "W3C, WCAG 2.2, 3.1.5 Reading level",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:20
next update: 09:50

"""
        + "Infrastructural deterioration necessitated immediate operational discontinuation of transportation services. "
        * 12,
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Identified · 2026-05-01 09:20
next update: 09:50

"""
        + "A wire broke in the wind. We put up a new one. " * 12,
    ),
    "passive": Reason(
        "“It is being investigated” hides who does it. “We are looking into it” shows that somebody cares.",
        _PLG,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. This issue is being investigated.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are investigating this.
""",
    ),
    "hidden-verb": Reason(
        "A verb that hides in a noun makes the sentence long and stiff.",
        _PLG,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We will carry out an investigation.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We will investigate.
""",
    ),
    "vague-scope": Reason(
        "“Some users” may be anybody. A number, a place or a condition tells people whether they are meant.",
        _PD,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down for some users. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down for people who use the Android app. We are repairing it.
""",
    ),
    "vague-impact": Reason(
        "“Issues” may be anything from slow to lost. People want to know what happens when they try.",
        _AT,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

People are experiencing issues with the Website. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website takes a minute to open. We are repairing it.
""",
    ),
    "vague-time": Reason(
        "Nobody can plan by “soon”.",
        f"{_AT}; {_PD}",
        """\
## Identified · 2026-05-01 09:20

The Website is down. We are repairing it and finish soon.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing it.
""",
    ),
    "blame": Reason(
        "To your customers it is your service, whoever runs a part of it.",
        _AT,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down because of a failure at our hosting provider. We are in touch with them.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are moving it to other machines.
""",
    ),
    "minimise": Reason(
        "What is small to you may be the whole day of somebody else.",
        _AT,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website was down, but this was only a brief hiccup. We are watching it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website was down for four minutes. We are watching it.
""",
    ),
    "speculation": Reason(
        "A guess that turns out wrong has to be taken back in public.",
        _PD,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. It is probably the network. We are looking into it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are checking the network first.
""",
    ),
    "eta-promise": Reason(
        "Repairs take as long as they take. Promise the next message, which you can keep.",
        _PD,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are on it, and it will be fixed within one hour.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are on it.
""",
    ),
    "stock-apology": Reason(
        "Everybody has read it a thousand times. Naming the effect shows that you know what it was like.",
        _AT,
        """\
## Resolved · 2026-05-01 11:00

The Website is up since 10:40 (UTC+2), because we mended a cable. Sorry for any inconvenience. You do not need to do anything.
""",
        """\
## Resolved · 2026-05-01 11:00

The Website is up since 10:40 (UTC+2), because we mended a cable. We are sorry that you could not order this morning. You do not need to do anything.
""",
    ),
    "apology-missing": Reason(
        "After a bad incident people want to hear that you are sorry.",
        _AT,
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Resolved · 2026-05-01 11:00

Trams run everywhere since 10:40 (UTC+2), because the wire is mended. You do not need to do anything.
""",
        """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Resolved · 2026-05-01 11:00

Trams run everywhere since 10:40 (UTC+2), because the wire is mended. We are sorry that you were late. You do not need to do anything.
""",
    ),
    "alarm-or-joke": Reason(
        "A calm voice calms people. Exclamation marks and jokes do the reverse.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down! We are on it!
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are on it.
""",
    ),
    "officialese-zh": Reason(
        "Official phrases keep people at a distance and say nothing more.",
        "Henan Province, measures for policy interpretation (2016): write in everyday language",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

网站打不开。我们正在修复，届时另行说明。
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

网站打不开。我们正在修复，修好后会在这里说明。
""",
    ),
    "tz-missing": Reason(
        "On the web nobody knows where you are. An hour without its zone is several hours.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 09:10. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 09:10 (UTC+2). We are repairing it.
""",
    ),
    "tz-ambiguous": Reason(
        "CST is a time in Chicago, in Havana and in Shanghai.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 09:10 CST. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 09:10 in Chicago (UTC−5). We are repairing it.
""",
    ),
    "relative-time": Reason(
        "“Tomorrow” moves on. People read your message when they find it.",
        _HOUSE,
        """\
---
title: New machines for the website
starts: 2026-05-06 06:00
ends: 2026-05-06 09:00
services: [website]
---

## Scheduled · 2026-05-05 09:00

We are moving the website tomorrow. It is closed meanwhile. You do not need to do anything.
""",
        """\
---
title: New machines for the website
starts: 2026-05-06 06:00
ends: 2026-05-06 09:00
services: [website]
---

## Scheduled · 2026-05-05 09:00

We are moving the website on 6 May 2026. It is closed meanwhile. You do not need to do anything.
""",
    ),
    "date-ambiguous": Reason(
        "4/5 is in April or in May, depending on where one went to school.",
        _GOV,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 04/05/2026. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since 4 May 2026. We are repairing it.
""",
    ),
    "date-mismatch": Reason(
        "If day and weekday contradict each other, nobody knows when to be ready.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since Monday 1 May 2026. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website has been down since Friday 1 May 2026. We are repairing it.
""",
    ),
    "link-text": Reason(
        "People who use a screen reader jump from link to link. “Here” tells them nothing.",
        "W3C, WCAG 2.2, 2.4.4 Link purpose",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing it. More is [here](https://example.org/).
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down. We are repairing it. More is on [our help page](https://example.org/).
""",
    ),
    "code-in-text": Reason(
        "An error code means something to two people, and the others stop reading.",
        _HOUSE,
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down and shows `ERR_17`. We are repairing it.
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

The Website is down and shows an error page. We are repairing it.
""",
    ),
    "zh-typography": Reason(
        "Chinese has punctuation of its own; half-width signs look like a mistake.",
        "ruanyf, document style guide",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

网站打不开,我们正在修复。
""",
        """\
## Identified · 2026-05-01 09:20
next update: 09:50

网站打不开，我们正在修复。
""",
    ),
    "not-judged": Reason(
        "No finding could mean that all is well, or that nobody looked. There are rules for English and Chinese; each other language is named once, so that you know.",
        _HOUSE,
        """\
---
title:
  en: Trams do not run
  de: Die Bahnen fahren nicht
---
""",
        """\
---
title:
  en: Trams do not run
  zh: 电车停运
---
""",
    ),
}
