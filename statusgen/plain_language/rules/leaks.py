"""Rules about what must not be published: secrets, private addresses, names of machines, gaps of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from statusgen.model.diagnostics import Diagnostic
from statusgen.plain_language.lexicon import CJK
from statusgen.plain_language.passages import ADDRESS
from statusgen.plain_language.target import LintTarget, found, is_name

_SAYS = (
    r"[*_`]{0,2}(?:[\s\u3000]*(?:已|被|统一|均|都)*(?:重置|修改|设置|更改|变更|更新|改|设)?[:=：为是成為は는은—][\s\u3000]*"
    r"|[\s\xa0]+(?:is|was|are|were|has been|have been)(?: now| still)?(?: (?:re)?set to| changed to)?[\s\xa0]*:?[\s\xa0]+"
    r"|[\s\xa0]+(?:ist|lautet|est|es|è|é|jest|to|brzmi|це|هي|هو)[\s\xa0]*:?[\s\xa0]+)"
)
"""Between the word password and a password: a colon, `is`, `was changed to`, in the languages of the interface."""
_VALUE = r"(?!\d+-[a-z]|https?:|sha|md5|oauth)(?=[!#-&(-+\--:=?-_a-~]*[\d#$%^])[!#-&(-+\--:=?-_a-~]{6,}"
"""At least six signs, one of which is a figure or seldom found in words; none is Chinese."""
_PASSWORD = r"(?:passwort|kennwort|contraseña|\bmot de passe|\bsenha|\bparola d['’]ordine|wachtwoord|\bhasło)|[Пп]ароль|パスワード|暗証番号|비밀번호|암호|密碼|كلمة (?:المرور|السر)|الرقم السري"  # noqa: S105 - the word, not one
"""The word password in the other languages of the interface."""
_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}"
    r"|\bxox[abprs]-[\w-]{10,}|\bsk[-_](?:live|test|proj|ant)[-_][\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\bglpat-[\w-]{15,}"
    r"|\bAIza[\w-]{30,}|(?:\b(?:pass(?:word|wd|phrase|code)|pwd|secret|api[_ -]?key|access[_ -]?(?:key|token)|auth[_ -]?token|token)s?\b|密码|口令|密钥|秘钥|私钥|令牌|授权码"
    rf"|{_PASSWORD}){_SAYS}[`\"'“*_]{{0,3}}{_VALUE}|\bpass(?:word|code) (?=[!-~]*[a-z]){_VALUE}"
    rf"|(?:\b(?:pass(?:word|wd|phrase|code)|pwd)\b|密码|口令|{_PASSWORD}){_SAYS}[`\"“](?!(?:incorrect|invalid|wrong|expired|required|missing|rejected|changed|unknown|locked)\b)[!#-_a-~]{{6,}}[`\"”]"
    r"|\b[a-z]{3,}://[^\s/:@]+:[^\s/@]+@\S+",
    re.IGNORECASE | re.ASCII,
)
_PRIVATE_ADDRESS = re.compile(
    r"(?<![\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?:/\d{1,2})?(?![\d.]*\d)|\bf[cd][0-9a-f]{2}:[0-9a-f:]{2,}\b",
    re.IGNORECASE | re.ASCII,
)
_MAIL = re.compile(
    r"(?<![\w.+-])(?P<box>[\w.+-]{1,64})@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE | re.ASCII
)
_PERSONAL = re.compile(r"[a-z]{2,}[._][a-z]{2,}|[a-z]\.[a-z]{3,}", re.IGNORECASE)
_ROLE = re.compile(
    r"support|help|info|status|contact|noc|security|abuse|sales|admin|postmaster|webmaster|team|service|desk|office|press|hello|mirror|privacy|billing|no-?reply|customer|ops",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<![\d-])1[3-9]\d-?\d{4}-?\d{4}(?!\d)")
_INTERNAL = re.compile(
    r"(?P<ip>(?<![\d.v])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d))"
    r"|(?P<uuid>\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b)"
    r"|(?P<ticket>(?<![\wÀ-ɏ])(?!UTC|GMT|UTF|ISO|COVID|SHA|TLS|HTTP|RFC|IPV|CVE|UEFI|USB|WIFI|MP|IEC)[A-Z]{2,10}-\d{2,6}\b|(?<![\w&])#\d{2,6}\b|\b(?=[A-Z0-9-]*\d)[A-Z0-9]{4}-[A-Z0-9]{3}\b)"
    r"|(?P<host>(?<![\wÀ-ɏ@./-])(?:[a-z0-9]{1,40}-){1,6}(?:[a-z]{1,40}-?)?\d{1,4}[a-z]?\b(?![\w/]|\.\d)|(?<![\wÀ-ɏ@/])(?:[a-z0-9-]{1,63}\.){1,8}(?:internal|local|lan|corp|intra|private)\b"
    r"|\b(?:node|host|server|srv|db|web|app|vm|pod|rack|kvm|hv|sw|core|mirror|worker|proxy|lb|cache|switch|router)[-_]?\d{1,4}\b(?!\s?(?:%|percent|minutes|hours|:)))"
    r"|(?P<version>(?<![\w.])v?\d+\.\d+\.\d+(?:[-.+]\w{1,40}){0,5}(?![\w.]{0,40}\w))"
    r"|(?P<trace>(?<![\w.])[\w.]{0,80}?[a-z](?:Exception|Error)\b|\bTraceback\b|\bat [\w.$]{1,200}\([\w.]{1,80}:\d+\))"
    r"|(?P<snake>(?<![\wÀ-ɏ@/.])[a-z]+(?:_[a-z0-9]{1,40}){1,9}\b)",
    re.ASCII,
)


_TASK = re.compile(r"\[[ xX]\]")
_TAG = re.compile(r"\[[^,:，：]*\]")
_LABEL = re.compile(r"^ {0,3}(?P<label>\[[^\]\n]{1,200}\]):[ \t]{0,9}\S", re.MULTILINE)


def _labels(raw: str) -> set[str]:
    """Return the labels in small letters that are defined here as links: `[status page]: https://…`."""
    return {match["label"].lower() for match in _LABEL.finditer(raw)} if "]:" in raw else set()


def placeholder(target: LintTarget) -> Iterator[Diagnostic]:
    """Find gaps of a template that are not filled in."""
    for passage in target.passages:
        for match in target.language.patterns.placeholder.finditer(_with_gaps(passage.raw, passage.text)):
            if _TASK.fullmatch(match[0]) or match[0].lower() in _labels(passage.raw):
                continue  # a task of a list, or a link by its label alone
            if passage.field == "title" and match.start() == 0 and _TAG.fullmatch(match[0]):
                continue  # a tag before the title
            yield found(target, "placeholder", passage, *match.span())


_MARKUP = re.compile(r"<[^\W\d_][^<>/=\n]{0,200}>|(?<=[^\s_] )_{3,}(?=[\s.,;:!?)]|$)")


def _with_gaps(raw: str, text: str) -> str:
    """Return a text with gaps that look like markup, `<time>` and `____`, but without code."""
    if "<" not in raw and "___" not in raw:
        return text
    letters = list(text)
    for match in _MARKUP.finditer(raw):
        if ADDRESS not in text[match.start() : match.end()]:
            letters[match.start() : match.end()] = match[0]
    return "".join(letters)


def secret(target: LintTarget) -> Iterator[Diagnostic]:
    """Find passwords and keys, private addresses, and addresses and numbers of persons."""
    contacts = " ".join(contact.url for contact in target.context.settings.contacts).lower()
    for passage in target.passages:
        for pattern in (_SECRET, _PRIVATE_ADDRESS, _MOBILE):
            for match in pattern.finditer(passage.raw):
                if match[0].lower() not in contacts:
                    yield found(target, "secret", passage, *match.span())
        for match in _MAIL.finditer(passage.raw):
            if (
                _PERSONAL.fullmatch(match["box"])
                and not _ROLE.search(match["box"])
                and match[0].lower() not in contacts
            ):
                yield found(target, "secret", passage, *match.span())


def internal_detail(target: LintTarget) -> Iterator[Diagnostic]:
    """Find names of machines, tickets, versions and other details of a team."""
    seen: set[str] = set()
    for passage in target.passages:
        for match in _INTERNAL.finditer(passage.text):
            private = match.lastgroup == "ip" and _PRIVATE_ADDRESS.search(match[0])
            if match[0] in seen or private or is_name(target, passage, *match.span()):
                continue
            if match.lastgroup == "host" and not _machine(match[0]):
                continue
            if match.lastgroup == "version" and _DATE.fullmatch(match[0]):
                continue
            seen.add(match[0])
            yield found(target, "internal-detail", passage, *match.span())
        for name in target.context.settings.plain_language.private_names:
            for match in _whole(name).finditer(passage.text):
                yield found(target, "internal-detail", passage, *match.span())


@lru_cache
def _whole(name: str) -> re.Pattern[str]:
    """Return the pattern of a name as a word of its own. Chinese characters beside it do not count as letters."""
    return re.compile(rf"(?<![^\W{CJK}]){re.escape(name)}(?![^\W{CJK}])", re.IGNORECASE)


_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.20\d\d|20\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])"
)
"""`1.5.2026`, and `2026.5.1`: more likely a date than a version."""
_NO_MACHINE = re.compile(r"(?:mid|pre|post|late|early|covid|\d+)-[\d-]+\w?", re.ASCII)


def _machine(name: str) -> bool:
    """Return whether a match is the name of a machine, not a word such as `mid-2026` or a date."""
    return any(letter.isalpha() for letter in name) and not _NO_MACHINE.fullmatch(name)
