"""The rules of plain language: how much each weighs in each phase, and what it tells the writer.

Messages are in the language of the words they are about. Why a rule exists, with its source and examples,
stands in `reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from statusgen.diagnostics import Level
from statusgen.prose.plain.phases import OPEN, Phase

ERROR, WARNING, INFO = Level.ERROR, Level.WARNING, Level.INFO
_I, _D, _M, _R, _P, _W, _O = (
    Phase.INVESTIGATING,
    Phase.IDENTIFIED,
    Phase.MONITORING,
    Phase.RESOLVED,
    Phase.POSTMORTEM,
    Phase.PLANNED,
    Phase.OVER,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule tells, in one language: what is wrong, and the help. Both may hold `{names}`."""

    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What is to be known of a rule."""

    levels: Mapping[Phase, Level]
    """By phase; it says nothing in the others."""
    wording: Mapping[str, Wording]
    """By language."""


def _at(level: Level, *phases: Phase) -> dict[Phase, Level]:
    return dict.fromkeys(phases or Phase, level)


def _rule(levels: Mapping[Phase, Level], en: tuple[str, str], zh: tuple[str, str]) -> Guide:
    return Guide(levels, {"en": Wording(*en), "zh": Wording(*zh)})


RULES: dict[str, Guide] = {
    # What readers need to know
    "impact-missing": _rule(
        _at(INFO, _I, _M) | _at(WARNING, _D, _R, _W),
        (
            "this does not say what people notice",
            "Say what they cannot do: “You may not be able to sign in.”",
        ),
        ("没有写明用户会遇到什么情况", "写明用户做不了什么，例如：“您可能无法登录。”"),
    ),
    "scope-missing": _rule(
        _at(INFO, _I) | _at(WARNING, _D, _R, _W),
        ("this does not say who is affected", "Name a service in `services`, or say which people or places."),
        ("没有写明哪些用户或服务受影响", "在 `services` 里选择服务，或写明人群、地区。"),
    ),
    "action-missing": _rule(
        _at(WARNING, _I, _D),
        ("this does not say what you are doing about it", "Say it: “We are working to fix this.”"),
        ("没有写明正在做什么", "请写明，例如：“我们正在修复。”"),
    ),
    "next-update-missing": _rule(
        _at(WARNING, _I, _D) | _at(INFO, _M),
        (
            "this does not say when readers will hear more",
            "Add a line `next update: {time}` below the heading, even if you expect no news.",
        ),
        ("没有写明下次什么时候更新", "在标题下加一行 `next update: {time}`，即使届时可能没有新进展。"),
    ),
    "next-update-overdue": _rule(
        _at(ERROR, *OPEN),
        ("an update was promised for {time}, and that time has passed", "Post a short update now."),
        ("您承诺在 {time} 前更新，现在已经超时", "请先发一条简短说明。"),
    ),
    "next-update-too-far": _rule(
        _at(WARNING, _I, _D),
        (
            "readers would wait {wait} minutes for the next update",
            "Can you write again within {limit} minutes, even without news?",
        ),
        ("读者要等 {wait} 分钟才有下一次更新", "能否在 {limit} 分钟内更新一次，即使没有新进展？"),
    ),
    "workaround-missing": _rule(
        _at(INFO, _D, _M, _W),
        (
            "this does not say whether there is another way",
            "Say what people can do meanwhile, or that there is nothing they can do.",
        ),
        ("没有写明有没有替代办法", "请写明用户可以先怎么做；如果没有办法，也请说明。"),
    ),
    "empty-update": _rule(
        _at(INFO, _I, _M, _W) | _at(WARNING, _D),
        ("this tells readers nothing new", "Add what changed, or what you have checked since."),
        ("这条更新没有新内容", "请补充进展，或已经检查了什么。"),
    ),
    "resolution-missing": _rule(
        _at(WARNING, _R),
        (
            "this ends the incident without saying {missing}",
            "Say what happened, since when it works again, and whether anyone needs to do anything.",
        ),
        ("结束时没有写明{missing}", "请写明发生了什么、何时恢复、用户是否需要操作。"),
    ),
    "data-safety-missing": _rule(
        _at(INFO, _R) | _at(WARNING, _P),
        (
            "readers will ask whether their information is safe",
            "Say that nothing was lost or seen by others, or that you are still checking.",
        ),
        ("用户会关心数据是否安全", "请说明数据有没有丢失或泄露，或者仍在确认。"),
    ),
    "when-missing": _rule(
        _at(WARNING, _R, _P),
        ("this does not say when it happened", "Add when it began and when it was over."),
        ("没有写明发生在什么时候", "请写明开始和恢复的时间。"),
    ),
    "customer-action-unclear": _rule(
        _at(INFO, _R, _W),
        (
            "this does not say whether readers need to do something",
            "Say what, or “You do not need to do anything.”",
        ),
        ("没有写明用户需要做什么", "请写明“需要……”或“您无需操作。”"),
    ),
    "title-vague": _rule(
        _at(WARNING),
        (
            "this title does not say what is wrong",
            "Say what people notice: “Some people cannot sign in”, not “Incident with Login”.",
        ),
        ("标题没有写清是什么问题", "请写用户遇到的情况，例如“部分用户无法登录”，不要只写“服务异常”。"),
    ),
    "placeholder": _rule(
        _at(ERROR),
        ("there is still a gap to fill in: {span}", "Fill it in, or take it out."),
        ("还有未填写的内容：{span}", "请填写或删除。"),
    ),
    "translation-mismatch": _rule(
        _at(WARNING),
        ("the languages differ: {difference}", "Make both say the same."),
        ("两种语言的内容不一致：{difference}", "请改成一致。"),
    ),
    # Words
    "jargon": _rule(
        _at(WARNING) | _at(INFO, _P),
        ("“{span}” is a technical term", "{advice}"),
        ("“{span}”是技术词", "{advice}"),
    ),
    "acronym": _rule(
        _at(WARNING) | _at(INFO, _P),
        ("not everybody knows what “{span}” stands for", "{advice}"),
        ("不是人人都知道“{span}”是什么", "{advice}"),
    ),
    "internal-detail": _rule(
        _at(WARNING) | _at(INFO, _P),
        ("“{span}” means something only to your own team", "Leave it out, or say what it does for people."),
        ("“{span}”只有内部人员看得懂", "请删除，或写明它对用户有什么用。"),
    ),
    "secret": _rule(
        _at(ERROR),
        ("this looks private: {span}", "Take it out before you publish."),
        ("这像是敏感信息：{span}", "发布前请删除。"),
    ),
    "wordy": _rule(
        _at(INFO),
        ("“{span}” can be said more simply", "Try: {plain}."),
        ("“{span}”可以更简单", "可改为{plain}。"),
    ),
    "inconsistent-name": _rule(
        _at(WARNING),
        ("the page calls this “{name}”", "Use the same name everywhere."),
        ("页面上的名称是“{name}”", "请保持一致。"),
    ),
    "insensitive": _rule(
        _at(INFO),
        ("“{span}” can hurt or exclude people", "Try: {plain}."),
        ("“{span}”可能让人不适", "可改为{plain}。"),
    ),
    # Sentences
    "long-sentence": _rule(
        _at(WARNING),
        ("this sentence has {count} words", "Split it in two: one idea in each."),
        ("这句话有 {count} 个字", "建议拆成两句。"),
    ),
    "long-paragraph": _rule(
        _at(INFO),
        ("this paragraph is long", "Break it up: one idea in each paragraph."),
        ("这一段太长", "请分段，一段说一件事。"),
    ),
    "reading-level": _rule(
        _at(INFO),
        (
            "taken together, these updates are {band} to read",
            "Shorter sentences and everyday words will help.",
        ),
        ("整体{band}", "请缩短句子，少用技术词。"),
    ),
    "passive": _rule(
        _at(INFO),
        ("this does not say who does it", "Say “{plain}”."),
        ("没有写明是谁在做", "可写“{plain}”。"),
    ),
    "hidden-verb": _rule(
        _at(INFO),
        ("“{span}” can be said in one word", "Try: {plain}."),
        ("“{span}”可以更短", "可直接写{plain}。"),
    ),
    # Tone
    "vague-scope": _rule(
        _at(INFO, _M) | _at(WARNING, Phase.TITLE, _I, _D, _R) | _at(INFO, Phase.TITLE, _I),
        (
            "“{span}” leaves people guessing whether they are meant",
            "Add a number, a place or a condition: “people who use the Android app”.",
        ),
        ("“{span}”指哪些用户不清楚", "请写明人数、地区或条件，例如“使用安卓客户端的用户”。"),
    ),
    "vague-impact": _rule(
        _at(WARNING),
        ("“{span}” could mean anything", "Say what happens when people try: “pages take a minute to open”."),
        ("“{span}”太笼统", "请写明用户具体会看到什么，例如“页面要一分钟才能打开”。"),
    ),
    "vague-time": _rule(
        _at(WARNING, *OPEN, _W, Phase.TITLE),
        ("“{span}” is no time that people can plan by", "Give a time: “by 15:30”."),
        ("“{span}”不是具体时间", "请给出具体时间，例如“15:30 前”。"),
    ),
    "blame": _rule(
        _at(INFO),
        ("“{span}” points at somebody else", "To readers it is your service: say first what you are doing."),
        ("“{span}”像是在推卸责任", "对用户来说这是您的服务，请先说明正在做什么。"),
    ),
    "minimise": _rule(
        _at(INFO),
        ("“{span}” can sound dismissive to those affected", "Give the figure instead."),
        ("“{span}”会让受影响的人觉得不被重视", "请直接给数字。"),
    ),
    "speculation": _rule(
        _at(INFO),
        ("“{span}” is a guess", "Say what you know, and what you are checking."),
        ("“{span}”是猜测", "请写明已知什么、正在确认什么。"),
    ),
    "eta-promise": _rule(
        _at(WARNING, _I, _D),
        ("this promises when it will be fixed", "If you cannot be sure, promise the next update instead."),
        ("这里承诺了修复时间", "没有把握时，请改为承诺下次更新时间。"),
    ),
    "stock-apology": _rule(
        _at(INFO),
        (
            "“{span}” sounds like a form letter",
            "Name the effect: “We are sorry you could not pay this morning.”",
        ),
        ("“{span}”像是套话", "请具体致歉，例如“很抱歉今天上午无法付款”。"),
    ),
    "apology-missing": _rule(
        _at(INFO, _R) | _at(WARNING, _P),
        (
            "nobody has said sorry in this incident",
            "A short apology fits here: “We are sorry that you could not …”.",
        ),
        ("整个事件里没有致歉", "这里适合简短致歉，例如“很抱歉……”。"),
    ),
    "alarm-or-joke": _rule(
        _at(INFO),
        ("“{span}” is loud", "Keep it calm and plain."),
        ("“{span}”语气过重", "语气请保持平稳。"),
    ),
    "officialese-zh": _rule(
        _at(INFO), ("“{span}” is officialese", "Try: {plain}."), ("“{span}”是公文用语", "可改为{plain}。")
    ),
    # Times
    "tz-missing": _rule(
        _at(WARNING),
        ("readers cannot know the time zone of “{span}”", "Write “{plain}”."),
        ("“{span}”没有写明时区", "请写“{plain}”。"),
    ),
    "tz-ambiguous": _rule(
        _at(WARNING),
        (
            "“{span}” means different times to different people",
            "Name a city or the distance from UTC: “15:00 (UTC+2)”.",
        ),
        ("“{span}”有歧义", "请写城市或与 UTC 的差，例如“北京时间 15:00”。"),
    ),
    "relative-time": _rule(
        _at(INFO, Phase.TITLE, _R, _P, _W, _O, Phase.NOTICE),
        ("people may read “{span}” on another day", "Add the date or the clock time."),
        ("读者可能改天才看到“{span}”", "请写具体日期或时间。"),
    ),
    "date-ambiguous": _rule(
        _at(WARNING),
        ("“{span}” is one day to some and another to others", "Write the month as a word: “{plain}”."),
        ("“{span}”可能被看成别的日子", "请写“{plain}”。"),
    ),
    "date-mismatch": _rule(
        _at(ERROR),
        ("{fact}", "{advice}"),
        ("{fact}", "{advice}"),
    ),
    # Form
    "link-text": _rule(
        _at(INFO),
        ("“{span}” does not say where the link leads", "Link words that name it: “our help page”."),
        ("“{span}”没有说明链接去哪里", "请用有含义的文字，例如“帮助页面”。"),
    ),
    "code-in-text": _rule(
        _at(WARNING, *OPEN),
        (
            "most readers cannot use “{span}”",
            "Say in words what people see, and keep code for the postmortem.",
        ),
        ("多数读者用不上“{span}”", "请用文字说明用户看到什么，技术内容放到复盘里。"),
    ),
    "zh-typography": _rule(
        _at(INFO),
        ("Chinese text has “{plain}” here", "Use full-width punctuation."),
        ("这里应为“{plain}”", "中文请使用全角标点。"),
    ),
    # Languages
    "not-judged": _rule(
        _at(INFO),
        (
            "the words in `{language}` were not judged: there are rules for English and Chinese only",
            "Ask somebody who speaks the language to read them.",
        ),
        ("`{language}` 的文字没有检查：目前只有中文和英文的规则", "请懂这门语言的人看一遍。"),
    ),
}
