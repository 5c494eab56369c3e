"""Languages whose words are not judged: only fields, and what looks the same in every language."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache

from statusgen.plain_language.languages.language import NEVER, Language, Patterns, package_file
from statusgen.read.language_codes import nearest_language

_WORDS = (
    r"zeit|uhrzeit|datum|ort|grund|heure|date|lieu|nom|raison|hora|fecha|lugar|nombre|motivo|data|local|nome|ora|luogo|tijd|plaats|naam|reden"
    r"|godzina|miejsce|nazwa|powód|czas|час|дата|місце|назва|причина|時刻|時間|日時|日付|場所|名前|理由|原因|시간|날짜|장소|이름|원인|日期|地點|名稱|الوقت|التاريخ|المكان|الاسم|السبب"
    r"|time|name|link|url|x+"
)
"""What is alone in brackets where nobody has filled in a gap, in the languages of the interface."""
PATTERNS = Patterns(
    **{one.name: NEVER for one in fields(Patterns)}
    | {
        "placeholder": re.compile(
            r"(?i:\b(?:TBD|TODO|TBC|XXX+)\b|lorem ipsum)|\{\{[^}\n]{0,200}\}\}|<!--|-->|_{3,}|＿{2,}|\?{3,}|？{3,}|؟{3,}|[×Ｘ○〇]{2,}"
            r"|\b(?:HH|hh|XX|xx)[:.h](?:MM|mm|XX|xx)\b|\b(?:DD|TT|JJ|GG)[./-]MM\b|\b(?:YYYY|JJJJ|AAAA|RRRR)-MM\b"
            r"|[\[【〔](?:…|\.{3})[^\]】〕\n]{1,200}[\]】〕](?![(\[:])|[\[【〔][^\]】〕\n]{1,200}(?:…|\.{3})[\]】〕](?![(\[:])"
            rf"|[\[【〔](?iu:{_WORDS})[\]】〕](?![(\[:])|<(?iu:{_WORDS})>|[（(](?:未定|要確認|待定|待確認|미정)[）)]|※要確認"
            r"|\[[^\]\n]{1,200}(?:[，,]\s*例如[：:]|[.。！？…] / )[^\]\n]{1,300}\](?![(\[:])",  # those of templates
            re.ASCII,
        ),
        "absolute_time": re.compile(r"\d", re.ASCII),  # whatever way times are written, they have figures
        "ambiguous_zone": re.compile(r"(?<=\d)[ \xa0\u202f]?(?:[ECMP]ST|IST|BST)\b", re.ASCII),
        "alarm": re.compile(r"[!！]+(?=\s|$)|[\U0001F300-\U0001FAFF\u2600-\u26FF]"),
        "link_words": re.compile(r"\s*\ufffc+\s*"),
    }
)


TRANSLATED = ("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "uk", "zh-Hant")
"""The languages that have texts of the rules, each in a folder of `data/`."""


@lru_cache(maxsize=256)
def unjudged(code: str) -> Language:
    """Return a language that has no rules about words, with the texts of the nearest that are translated."""
    return Language(
        code=nearest_language(code, TRANSLATED) or "other",
        patterns=PATTERNS,
        has_news=lambda _text, _before: True,
        reading_band=lambda _: None,
        active_voice=lambda _: "",
        dates=lambda _: iter(()),
        read=package_file,
        judges_words=False,
    )
