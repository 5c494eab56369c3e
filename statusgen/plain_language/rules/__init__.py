"""The rules of plain language, by code: functions from a target to findings. `data/rules.toml` has their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statusgen.model.diagnostics import Diagnostic
from statusgen.plain_language.rules import completeness, form, leaks, promises, sentences, times, tone, words
from statusgen.plain_language.target import LintTarget

Rule = Callable[[LintTarget], Iterator[Diagnostic]]

FACT_RULES: dict[str, Rule] = {
    "impact-missing": completeness.impact_missing,
    "scope-missing": completeness.scope_missing,
    "action-missing": completeness.action_missing,
    "workaround-missing": completeness.workaround_missing,
    "no-news": completeness.no_news,
    "resolution-missing": completeness.resolution_missing,
    "data-safety-missing": completeness.data_safety_missing,
    "when-missing": completeness.when_missing,
    "started-is-first-update": times.started_is_first_update,
    "customer-action-unclear": completeness.customer_action_unclear,
    "apology-missing": completeness.apology_missing,
    "next-update-missing": promises.next_update_missing,
    "next-update-too-far": promises.next_update_too_far,
    "next-update-overdue": promises.next_update_overdue,
}
"""Rules about the facts of an update. Only its main language is linted, as facts are the same in all."""

WORDING_RULES: dict[str, Rule] = {
    "title-vague": completeness.title_vague,
    "placeholder": leaks.placeholder,
    "secret": leaks.secret,
    "internal-detail": leaks.internal_detail,
    "jargon": words.jargon,
    "acronym": words.acronym,
    "wordy": words.wordy,
    "insensitive": words.insensitive,
    "hidden-verb": words.hidden_verb,
    "officialese-zh": words.officialese_zh,
    "inconsistent-name": words.inconsistent_name,
    "long-sentence": sentences.long_sentence,
    "long-paragraph": sentences.long_paragraph,
    "passive": sentences.passive,
    "vague-scope": tone.vague_scope,
    "vague-impact": tone.vague_impact,
    "vague-time": tone.vague_time,
    "blame": tone.blame,
    "person-blamed": tone.person_blamed,
    "minimise": tone.minimise,
    "speculation": tone.speculation,
    "stock-apology": tone.stock_apology,
    "alarm-or-joke": tone.alarm_or_joke,
    "tz-missing": times.tz_missing,
    "tz-ambiguous": times.tz_ambiguous,
    "relative-time": times.relative_time,
    "date-ambiguous": times.date_ambiguous,
    "date-mismatch": times.date_mismatch,
    "eta-promise": tone.eta_promise,
    "link-text": form.link_text,
    "code-in-text": form.code_in_text,
    "zh-typography": form.zh_typography,
}
"""Rules about the words of a target, in each of its languages."""

IN_EVERY_LANGUAGE = (
    "impact-missing",  # a hint that the field is missing: the words may say it
    "scope-missing",  # no services, and no name of one
    "workaround-missing",  # a hint, as everywhere
    "no-news",  # the same words as before
    "when-missing",  # no field and no figure at all
    "next-update-missing",
    "next-update-too-far",
    "next-update-overdue",
    "placeholder",  # gaps by their signs, and words such as `[Uhrzeit]`
    "secret",
    "internal-detail",
    "inconsistent-name",
    "alarm-or-joke",  # exclamation marks and pictures
    "tz-ambiguous",  # behind a time: `15:00 CST`
    "link-text",  # bare addresses
    "code-in-text",
)
"""Rules that need no words of a language. Where words are not judged, the others are silent: they look for words,
or for their absence, or have measures of a language (its sentences, well-known abbreviations, order in dates)."""

ABOUT_WORDS = ("jargon", "acronym", "hidden-verb", "officialese-zh", "wordy", "passive", "alarm-or-joke")
"""Rules that are silent where one before them in `BY_PRECISION` has a finding about the same words."""
BY_PRECISION = ("secret", "placeholder", "internal-detail", "vague-impact", "stock-apology", *ABOUT_WORDS)
"""Rules that can find the same words, the most precise first."""

NOTE_RULES = ("reading-level", "translation-mismatch", "not-judged")
"""Rules about a note as a whole, in all its languages, which `linter` calls itself."""
