"""The status words of cState's authors, by language: one table for all that is recognised.

The languages are those that cState itself is translated into. English is recognised in every note, since
authors copy the marks of cState's sample notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from statusgen.model import Status

_I, _D, _M, _R, _U, _P = (
    Status.INVESTIGATING,
    Status.IDENTIFIED,
    Status.MONITORING,
    Status.RESOLVED,
    Status.UPDATE,
    Status.POSTMORTEM,
)

ENGLISH = "en"

STATUS_WORDS: Mapping[str, Mapping[Status, str]] = {
    "en": {
        _I: "investigating initial opening open opened",
        _D: "identified",
        _M: "monitoring observation observing watching",
        _R: "resolved final closing close closed fixed complete completed solved end ended finished "
        "resolution restored",
        _U: "update updates updated edit edited",
        _P: "postmortem mortem",
    },
    "bn": {_I: "তদন্ত", _D: "শনাক্ত চিহ্নিত", _M: "পর্যবেক্ষণ", _R: "সমাধান সমাধানকৃত সম্পন্ন", _U: "আপডেট হালনাগাদ"},
    "de": {
        _I: "untersuchung untersuchen untersucht erstmeldung",
        _D: "identifiziert erkannt ursache",
        _M: "beobachtung beobachten überwachung überwacht",
        _R: "behoben gelöst erledigt abgeschlossen beendet geschlossen wiederhergestellt entwarnung "
        "abschlussmeldung",
        _U: "update aktualisierung aktualisiert nachtrag",
    },
    "es": {
        _I: "investigando investigación",
        _D: "identificado identificada",
        _M: "monitoreando monitorizando monitoreo monitorización observación",
        _R: "resuelto resuelta solucionado solucionada completado completada finalizado finalizada terminado "
        "terminada restablecido restablecida cerrado",
        _U: "actualización actualizado",
    },
    "fr": {
        _I: "investigation enquête analyse recherche",
        _D: "identifié identifiée",
        _M: "surveillance observation",
        _R: "résolu résolue corrigé corrigée terminé terminée rétabli rétablie clos clôturé",
        _U: "màj maj actualisation",
    },
    "id": {
        _I: "menyelidiki investigasi penyelidikan",
        _D: "teridentifikasi diidentifikasi",
        _M: "memantau pemantauan",
        _R: "selesai terselesaikan teratasi diperbaiki pulih",
        _U: "pembaruan perbarui",
    },
    "it": {
        _I: "indagine indagando investigazione verifica",
        _D: "identificato identificata individuato individuata",
        _M: "monitoraggio osservazione",
        _R: "risolto risolta completato completata terminato terminata concluso conclusa ripristinato "
        "ripristinata chiuso",
        _U: "aggiornamento aggiornamenti aggiornato",
    },
    "ja": {
        _I: "調査中 調査",
        _D: "原因特定 特定 原因判明",
        _M: "監視中 監視 経過観察中 経過観察",
        _R: "解決済み 解決 復旧済み 復旧 復旧しました 解決しました 完了 完了しました 対応完了 復旧完了",
        _U: "更新 続報 追記",
        _P: "事後報告",
    },
    "lt": {
        _I: "tiriama tiriame tyrimas",
        _D: "nustatyta identifikuota",
        _M: "stebima stebime stebėjimas",
        _R: "išspręsta išspręstas sutvarkyta sutvarkytas baigta užbaigta pašalinta atkurta",
        _U: "atnaujinimas atnaujinta",
    },
    "mk": {
        _I: "истражување истражуваме",
        _D: "идентификувано идентификуван",
        _M: "следење следиме набљудување",
        _R: "решено решен завршено завршен поправено отстрането",
        _U: "ажурирање новости",
    },
    "nl": {
        _I: "onderzoek onderzoeken onderzocht",
        _D: "geïdentificeerd gevonden",
        _M: "monitoren monitoring observatie",
        _R: "opgelost verholpen hersteld afgerond voltooid afgesloten",
        _U: "bijgewerkt aanvulling",
    },
    "pl": {
        _I: "badanie badamy analiza sprawdzamy",
        _D: "zidentyfikowano zidentyfikowany",
        _M: "monitorowanie monitorujemy obserwacja",
        _R: "rozwiązano rozwiązany rozwiązane naprawiono naprawiony zakończono zakończone zakończony "
        "usunięto przywrócono",
        _U: "aktualizacja",
    },
    "pt": {
        _I: "investigando investigação",
        _D: "identificado identificada",
        _M: "monitorando monitoramento monitorizando monitorização",
        _R: "resolvido resolvida solucionado solucionada concluído concluída finalizado finalizada corrigido "
        "corrigida restabelecido restaurado",
        _U: "atualização actualização atualizado",
    },
    "ro": {
        _I: "investigăm investigare investigație",
        _D: "identificat identificată",
        _M: "monitorizare monitorizăm",
        _R: "rezolvat rezolvată remediat remediată finalizat finalizată încheiat încheiată restabilit",
        _U: "actualizare actualizat",
    },
    "ru": {
        _I: "расследование расследуем исследуем изучаем",
        _D: "определена выявлена обнаружена",
        _M: "наблюдение наблюдаем мониторинг",
        _R: "решено решена решён устранено устранена устранён исправлено исправлена завершено завершена "
        "завершены восстановлено восстановлена восстановлен закрыто",
        _U: "обновление обновлено",
    },
    "sv": {
        _I: "undersöker undersökning utreds utreder",
        _D: "identifierat identifierad",
        _M: "övervakar övervakning",
        _R: "löst åtgärdat åtgärdad avslutat avslutad klart klar återställt återställd",
        _U: "uppdatering uppdaterat",
    },
    "tl": {
        _I: "iniimbestigahan sinisiyasat",
        _D: "natukoy",
        _M: "sinusubaybayan binabantayan",
        _R: "nalutas naresolba naayos natapos",
        _U: "balita",
    },
    "tr": {
        _I: "araştırılıyor inceleniyor inceleme",
        _D: "belirlendi saptandı",
        _M: "izleniyor izleme gözlem",
        _R: "çözüldü giderildi tamamlandı düzeltildi kapatıldı",
        _U: "güncelleme güncellendi",
    },
    "uk": {
        _I: "розслідування досліджуємо",
        _D: "визначено виявлено",
        _M: "спостереження спостерігаємо моніторинг",
        _R: "вирішено вирішена усунено усунуто виправлено завершено завершена відновлено відновлена закрито",
        _U: "оновлення оновлено",
    },
}
"""The words of a mark that name its status."""

_FILLERS: Mapping[str, str] = {
    "en": "one two three four five six seven eight nine ten first second third fourth fifth next last "
    "latest new message messages issue incident outage maintenance of on at the under post has have been "
    "is was now uhr utc gmt am pm monday tuesday wednesday thursday friday saturday sunday",
    "bn": "হয়েছে করা চলছে সমস্যা সমস্যাটি",
    "de": "meldung störung wartung problem vorfall die der das ist sind wurde wurden am um vom in",
    "es": "mensaje incidente incidencia problema mantenimiento el la ha sido está se en curso",
    "fr": "message incident problème panne maintenance mise à jour l le la a été est en cours du",
    "id": "pesan masalah gangguan insiden pemeliharaan telah sudah sedang",
    "it": "messaggio incidente problema guasto disservizio manutenzione il lo la è stato stata in corso del",
    "ja": "障害 メンテナンス 第 報",
    "lt": "pranešimas incidentas problema gedimas darbai yra buvo",
    "mk": "порака инцидент проблем проблемот одржување е беше",
    "nl": "bericht incident storing probleem onderhoud de het een is zijn werd in",
    "pl": "komunikat incydent awaria problem prace w trakcie został została jest",
    "pt": "mensagem incidente problema manutenção o a foi está em andamento curso",
    "ro": "mesaj incident problemă problema mentenanță a fost este în curs",
    "ru": "сообщение инцидент проблема сбой работы авария причина ведётся",
    "sv": "meddelande incident problem störning underhåll är har blivit",
    "tl": "mensahe problema insidente ang ay na",
    "tr": "mesaj olay sorun kesinti bakım",
    "uk": "повідомлення інцидент проблема збій роботи аварія причину",
}
"""Words that may surround those in a mark without saying more."""

_OVER_IN_WORDS: Mapping[str, str] = {
    "en": "resolved fixed completed solved ended finished restored closed",
}
"""The words that say in a sentence that it is over; in other languages, those of the status `resolved`."""

_DENIALS: Mapping[str, str] = {
    "en": "not no yet never t until once when if unless before after will be being to partially partly "
    "cannot can should",
    "de": "nicht noch nie bis sobald wenn falls wird werden teilweise soll",
    "es": "no aún todavía hasta cuando si será parcialmente",
    "fr": "pas non ne n jusqu quand si sera partiellement dès",
    "id": "belum tidak akan sampai jika",
    "it": "non ancora finché quando se sarà parzialmente",
    "lt": "ne nėra bus kol kai dar",
    "mk": "не ќе додека кога",
    "nl": "niet nog tot zodra als wordt worden gedeeltelijk",
    "pl": "nie jeszcze do gdy jeśli zostanie częściowo",
    "pt": "não ainda até quando se será parcialmente",
    "ro": "nu încă până când dacă va fi parțial",
    "ru": "не ещё пока когда если будет частично",
    "sv": "inte ännu tills när om blir delvis",
    "tl": "hindi pa kapag kung",
    "tr": "değil henüz kadar",
    "uk": "не ще поки коли якщо буде частково",
}
"""Words that deny such a word, or put it off, when they stand shortly before it."""

_NEAR = 4
"""So many words before it may deny a word."""

_CONNECTORS: Mapping[str, str] = {
    "en": "since by from after with via due thanks until for to and as",
    "de": "seit durch von nach mit bis für und",
    "es": "desde por tras con hasta para y",
    "fr": "depuis par après avec jusqu pour et",
    "it": "da dal dalle per dopo con fino e",
    "nl": "sinds door van na met tot voor en",
    "pt": "desde por após com até para e",
}
"""The words that add something to a status: `Investigating since 10am`, unlike `Update your tickets`."""

_ALIASES = {"se": "sv", "fil": "tl", "ua": "uk"}
"""Codes of cState's translations that are not those of the language."""

_SUFFIX = re.compile(r"\.([a-z]{2,3})(?:-[a-z]{2})?$")
_SIGNS = r"\s\d!-/:-@\[-`{-~“”„«»‘’–—·。、！："
_BETWEEN = re.compile(rf"[{_SIGNS}]+")
WORD = rf"[^{_SIGNS}]+"
"""A pattern of what `words_of` finds."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is recognised in the notes of one language."""

    statuses: Mapping[str, Status]
    """The status that a word of a mark names."""
    fillers: frozenset[str]
    over: frozenset[str]
    denials: frozenset[str]
    connectors: frozenset[str]

    def first_status(self, mark: str) -> Status | None:
        """The status that a mark begins with, perhaps behind fillers; None if it begins with another word."""
        known = (word for word in words_of(mark) if word in self.statuses or word not in self.fillers)
        return self.statuses.get(next(known, ""))

    def status(self, mark: str) -> Status | None:
        """The status that a mark names first; None if it names none."""
        return next((self.statuses[word] for word in words_of(mark) if word in self.statuses), None)

    def is_known(self, words: Iterable[str]) -> bool:
        """Whether these are words of marks, and nothing else."""
        return all(word in self.statuses or word in self.fillers for word in words)

    def says_over(self, text: str) -> bool:
        """Whether the first paragraph of a text says that it is over, and does not deny it or put it off."""
        words = words_of(text.strip().partition("\n\n")[0])
        return any(
            word in self.over and not self.denials.intersection(words[max(0, position - _NEAR) : position])
            for position, word in enumerate(words)
        )


def words_of(text: str) -> list[str]:
    """The words of a text without regard to case and accents; digits and signs separate them."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return [word for word in _BETWEEN.split(plain) if word]


def languages_of(stem: str, site: tuple[str, ...]) -> tuple[str, ...]:
    """The language in the name of a translated file, as Hugo has it (`outage.it`), else those of the site."""
    match = _SUFFIX.search(stem.lower())
    return (match[1],) if match and _ALIASES.get(match[1], match[1]) in STATUS_WORDS else site


@lru_cache(maxsize=32)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The words of the languages, and the English ones; an earlier language decides what a word means."""
    codes = tuple(dict.fromkeys((*(_ALIASES.get(code, code) for code in languages), ENGLISH)))
    statuses = {
        word: status
        for code in reversed(codes)
        for status, words in STATUS_WORDS.get(code, {}).items()
        for word in words_of(words)
    }
    resolved = {code: words[Status.RESOLVED] for code, words in STATUS_WORDS.items()}
    return Vocabulary(
        statuses,
        _united(_FILLERS, codes),
        _united({**resolved, **_OVER_IN_WORDS}, codes),
        _united(_DENIALS, codes),
        _united(_CONNECTORS, codes),
    )


def _united(table: Mapping[str, str], languages: Iterable[str]) -> frozenset[str]:
    return frozenset(word for code in languages for word in words_of(table.get(code, "")))
