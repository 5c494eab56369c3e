"""Every pattern of the rules: it compiles, finds what it is for, and leaves its neighbour alone."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from statusgen import plain_language
from statusgen.plain_language.languages.language import NEVER, Patterns


def all_patterns() -> dict[str, re.Pattern[str]]:
    """All patterns by module and name; those of a language by their field, those of a tuple by number."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(plain_language.__path__, f"{plain_language.__name__}."):
        short = module.name.split(".")[-1]
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and value is not NEVER:
                found[f"{short}.{name}"] = value
            elif isinstance(value, Patterns):
                fields = [(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)]
                found |= {f"{short}.{own}": one for own, one in fields if one is not NEVER}
            elif isinstance(value, tuple) and value and all(isinstance(one, re.Pattern) for one in value):
                found |= {f"{short}.{name}[{index}]": one for index, one in enumerate(value)}
    return found


PATTERNS = all_patterns()

EXAMPLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # English: what it finds, what it must not find
    "english.effect": (("You cannot pay", "Pages are slow"), ("We look into it",)),
    "english.action": (("We are repairing it", "    Investigating"), ("We know of it",)),
    "english.work_on": (("The issue is being fixed",), ("The issue is fixed",)),
    "english.promise": (("Next update in 30 minutes", "Update at 10:30"), ("The update took a while",)),
    "english.promised_minutes": (("update within 45 minutes",), ("back within 45 minutes",)),
    "english.workaround": (("Please use the app", "Pay in cash instead"), ("It is broken",)),
    "english.needed_action": (("You do not need to act",), ("It is broken",)),
    "english.cause": (("because of rain", "due to rain"), ("in the rain",)),
    "english.data": (("your data", "a leak"), ("the data center", "a backup generator", "a DNS record")),
    "english.data_safe": (("No data was lost",), ("Data of people",)),
    "english.audience": (("25 % of us", "1000 percent", "the users", "everyone"), ("the street", "(1, 9)%")),
    "english.vague_title": (("Service disruption",), ("Trams",)),
    "english.title_effect": (("Trams are late",), ("Downtimes noted",)),
    "english.vague_head": (("Incident with it",), ("Trams are late",)),
    "english.placeholder": (("TBD", "[street name]", "{{x}}", "____"), ("[english version]", "[time](x)")),
    "english.vague_scope": (("some users",), ("all users",)),
    "english.scope_detail": (("3 of them", "in Leeds", "who use it"), ("them all",)),
    "english.vague_impact": (("users experience issues",), ("pages stay white",)),
    "english.vague_time": (("soon", "in due course"), ("at noon",)),
    "english.eta": (("It will be fixed by noon",), ("We fix it",)),
    "english.blame": (("caused by our provider",), ("our provider helps",)),
    "english.person_blamed": (
        (
            "The engineer forgot", "human error", "We should have noticed", "They were careless",
            "a colleague accidentally deleted it", "The team failed to follow the list", "failed to follow",
            "if only we had a list", "This could have been avoided", "he did not check",
            "The team on duty forgot about it", "not paying attention", "lack of care",
        ),
        (
            "One of us deleted the table", "You should have received a mail", "The pump failed to start",
            "if only one line fails", "The check missed it", "It can be avoided", "the engineer found it",
            "The page “Forgot password” was empty", "I forgot my password",
            "Our team did not see the alarm, as it was off",
        ),
    ),
    "english.minimise": (("a brief outage", "hiccup"), ("an outage",)),
    "english.speculation": (("It seems to be off", "probably"), ("It is off",)),
    "english.stock_apology": (("any inconvenience",), ("We are sorry",)),
    "english.apology": (("We apologise",), ("We help",)),
    "english.alarm": (("Back now!", "a disaster"), ("Back now.",)),
    "english.clock": (("10:30", "5 pm"), ("1:100", "10")),
    "english.zone": (("10:30 UTC", "10:30Z", "+02:00"), ("10:30",)),
    "english.ambiguous_zone": (("10:30 CST", "local time"), ("10:30 UTC",)),
    "english.relative_time": (("today", "in 30 minutes"), ("on 1 May",)),
    "english.absolute_time": (("10:30", "1 May", "2026-05-01"), ("today",)),
    "english.link_words": (("here",), ()),
    "english.news": (("update",), ("outdated",)),
    "english.about_work": (("The work will start",), ("restful",)),
    "english.began": (("since about 9:05", "from 09:10 to 10", "earlier today"), ("at 18:00", "since May")),
    "english.before_date": (("on ", "("), ("lines ", "moon ")),
    "english.before_version": (("version ", "Windows "), ("on ", "diversion ")),
    "english.that_is": ((", that is",), ("that is",)),
    "english.month": (("1 May", "May 1"), ("May",)),
    "english.month_alone": (("于May起", "March"), ("Maybe",)),
    "english.number_word": (("two",), ("2",)),
    "english._LETTERS": (("word",), ("_ -",)),
    "english._PAST": (("fixed",), ("edit",)),
    "english_dates._DATES[0]": (("1 May", "Friday 1 May 2026", "1st of March"), ("50 may", "1.0 May")),
    "english_dates._DATES[1]": (("May 1", "Friday, May 1"), ("may 5", "May 10:30")),
    "english_dates._DATES[2]": (("于2026-05-01起", "2026-05-01 (Friday)"), ("12026-05-01",)),
    # Chinese
    "chinese.effect": (("无法登录", "变慢", "無法登入", "系統當機"), ("我们正在处理", "我們正在處理")),
    "chinese.action": (("我们正在处理", "工程師正在檢查", "我們已聯絡銀行"), ("网站打不开", "網站打不開")),
    "chinese.work_on": (("问题正在被处理",), ("我们正在处理",)),
    "chinese.promise": (("每30分钟更新", "30分钟内公布进展", "10:30 前更新"), ("稍后更新",)),
    "chinese.promised_minutes": (("45分钟内更新",), ("45分钟内恢复",)),
    "chinese.workaround": (("请改用现金", "請使用現金"), ("网站打不开", "網站打不開")),
    "chinese.needed_action": (("您无需操作", "您無需操作"), ("网站打不开", "網站打不開")),
    "chinese.cause": (("由于停电",), ("已停电",)),
    "chinese.data": (("用户数据", "账户", "备份"), ("数据中心", "移动数据", "备份线路", "密码锁")),
    "chinese.data_safe": (("数据没有丢失", "沒有資料遺失", "密碼沒有外洩"), ("用户数据", "使用者資料")),
    "chinese.audience": (("25%", "约 300", "1000位", "部分用户"), ("街上", "(1, 9)%")),
    "chinese.vague_title": (("系统故障通知",), ("售票",)),
    "chinese.title_effect": (
        ("无法购票", "网络中断三小时", "影响 30位"),
        ("网络中断", "服务中断通知", "关于停止服务的公告", "业务暂停（已恢复）"),
    ),
    "chinese.vague_head": (("故障",), ("无法购票",)),
    "chinese.placeholder": (("时间TBD。", "[填写原因]", "XX月", "待补充"), ("[英文版]", "[见下文]", "TBDX")),
    "chinese.vague_scope": (("部分用户",), ("全部用户",)),
    "chinese.scope_detail": (("3 台", "使用安卓"), ("全部",)),
    "chinese.vague_impact": (("可能出现不稳定",), ("页面空白",)),
    "chinese.vague_time": (("尽快", "稍后"), ("10:30 前",)),
    "chinese.eta": (("预计今天恢复", "30分钟内恢复"), ("正在检查",)),
    "chinese.blame": (("由于上游运营商故障",), ("我们的电缆断了",)),
    "chinese.person_blamed": (
        (
            "工程师忘记更新证书", "操作不当", "人为失误", "责任心不强", "失职", "值班人员未按流程操作",
            "我们本应发现", "本可以避免", "如果当时检查就不会中断", "因疏忽", "大意", "忘了续期",
        ),
        (
            "我们中的一位删除了数据表", "页面本应显示余额", "以后可以避免", "工程师发现了问题",
            "检查程序没有报警", "操作手册已更新", "“忘记密码”页面打不开",
        ),
    ),
    "chinese.minimise": (("极少数", "轻微"), ("三台",)),
    "chinese.speculation": (("可能是停电", "疑似"), ("已停电",)),
    "chinese.stock_apology": (("敬请谅解",), ("很抱歉您买不到票",)),
    "chinese.apology": (("很抱歉", "對不起"), ("我们在修",)),
    "chinese.alarm": (("崩溃", "快看！！"), ("已恢复。",)),
    "chinese.clock": (("起于10:30。", "上午9点"), ("9时间",)),
    "chinese.zone": (("北京时间", "台灣時間", "+8起"), ("10:30", "+80")),
    "chinese.ambiguous_zone": (("按CST时间", "当地时间"), ("北京时间", "CSTX")),
    "chinese.relative_time": (("今天",), ("5月1日",)),
    "chinese.absolute_time": (("5月1日", "10:30"), ("今天",)),
    "chinese.link_words": (("点击这里",), ()),
    "chinese.news": (("update", "更新"), ("outdated",)),
    "chinese.about_work": (("The work will start", "维护"), ("restful",)),
    "chinese.began": (("上午9点半起", "09:10（UTC+8）左右开始", "昨晚以来"), ("9分钟起", "昨晚")),
    "chinese.before_date": (("on ", "于", "("), ("lines ", "moon ")),
    "chinese.before_version": (("version ", "升级到", "Windows "), ("on ", "diversion ")),
    "chinese.that_is": (("，也就是", ", that is"), ("也就是",)),
    "chinese.half_width": (("打不开,我们",), ("off, we", "3,000")),
    "chinese.spoken_clock": (("上午9点半",), ("9时间",)),
    "chinese.afternoon": (("下午 ",), ("下午好",)),
    "chinese.number_word": (("两",), ("2",)),
    "chinese._STOCK": (("我们正在",), ("电缆",)),
    "chinese._DATE": (("5月1日", "2026年5月1日（星期五）"), ("5月",)),
    "chinese._CHARACTER": (("票",), ("word", "。")),
    "chinese._LATIN": (("word",), ("票",)),
    # The rules themselves
    "completeness._SIGN": (("-",), ("word",)),
    "completeness._NAME": (("GitHub", "ci.example"), ("word",)),
    "form._LINK": (("[here](x)",), ("![here](x)", "[here]")),
    "form._BARE": (("见https://a.example/x。", "see https://a.example"), ("(https://a.example)",)),
    "form._CODE": (("`x`", "```\nx"), ("``", "x")),
    "form._WIDE_TABLE": (("|a|b|c|d|e|",), ("|a|b|",)),
    "leaks._SECRET": (
        (
            "密码是abc12345", "管理密码：abc12345", "password: hunter2go", "The password is hunter2go",
            "令牌ghp_abcdefghijklmnopqrst", "password=hunter2go", 'password is "swordfish"', "ftp://me:you@host",
        ),
        ("密码为证件后6位", "The password is required", "a password is a 10-digit one", "my password"),
    ),
    "leaks._DATE": (("1.5.2026", "2026.05.01"), ("1.15.2026", "21.5.26")),
    "leaks._PRIVATE_ADDRESS": (("接到10.20.30.40。", "192.168.1.1"), ("110.20.30.40", "1.10.20.30.40")),
    "leaks._MAIL": (("找a.b@c.example吧",), ("a.b at c",)),
    "leaks._PERSONAL": (("anna.meyer",), ("support",)),
    "leaks._ROLE": (("it-support",), ("anna",)),
    "leaks._MOBILE": (("电话13812345678。",), ("113812345678",)),
    "leaks._INTERNAL": (
        ("在web-prod-03上", "单OPS-1423已", "203.0.113.9", "my_queue"),
        ("Süd-12", "COVID-19", "ÖBB-12", "word"),
    ),
    "leaks._TASK": (("[x]", "[ ]"), ("[y]",)),
    "leaks._TAG": (("[Leeds]",), ("[Leeds: all]",)),
    "leaks._LABEL": (("[a b]: https://x.example",), ("see [a b]: x", "[a b]:")),
    "leaks._MARKUP": (("<time>", "<时间>", "<السبب>", "at ____ it"), ("< 5", "</b>", "__x__", "____")),
    "leaks._NO_MACHINE": (("mid-2026",), ("web-03",)),
    "lexicon._BETWEEN": ((" ", "-"), ("",)),
    "lexicon._TOKEN": (("word", "票"), ("_ -",)),
    "passages._BLANKED": (("`x`", "https://a.example/x", "**", "<b>"), ("word",)),
    "passages._LINKED": (("[a](b)", "[a][b]"), ("[a]", "[a] (b)")),
    "passages._BLOCK_START": (("- a", "# a", "\t\t- a"), ()),
    "passages._MARKER": (("- a",), ()),
    "passages._CJK": (("票",), ("word", "。")),
    "passages._COUNTED": (("a1",), ("票",)),
    "passages._IN_LINE": (("a",), ("\n",)),
    "passages._WORD": (("word", "10:30"), ("- ",)),
    "passages._END": (("One. Two", "一。二"), ("1.2", "one. two")),
    "passages._NO_END": (("e.g.", "approx."), ("word.",)),
    "readability._WORD": (("word",), ("12",)),
    "readability._SILENT": (("like",), ("mad",)),
    "readability._VOWELS": (("a",), ("b",)),
    "readability._CLAUSE": (("a",), ("，,",)),
    "sentences._CLAUSES": (("a",), ("，,",)),
    "times._SLASHED": (("04/05/2026", "4.5.26"), ("1.2.3", "1.04.05.26")),
    "times._SHORT": (("04/05",), ("4/5", "04/05/26")),
    "times._EXACT": (("10:30 UTC", "10:30（UTC）起"), ("10:30", "10:30 UTC+2")),
    "tone._SHOUTING": (("ATTENTION", "BUSES STOP"), ("WINDOWS系统CPU高", "word")),
    "translations._ADDRESS": (("https://a.example/x",), ("a.example",)),
    "translations._OFFSET": (("时间UTC+8起", "[^1]"), ("UTC",)),
    "clock_times._CLAUSE": (("by 9.30, we", "到九点，就"), ("9.30", "9:30")),
    "clock_times._CLOCK": (("自09:20起", "9 am"), ("109:20",)),
    "translations._NUMBER": (("1,200",), ("two",)),
    "translations._SURE": (("13:20", "https://a.example/"), ("1320",)),
    "unjudged.placeholder": (
        (
            *("[Uhrzeit]", "[Час]", "【時刻】", "[… der Ort]", "[どこ…]", "um HH:MM", "TT.MM.", "____"),
            *("[誰，例如：所有人]", "[資料是安全的。 / 尚不清楚。]"),
        ),
        (
            *("[1]", "[Hamburg]", "[Zeit](https://a.example/)", "[Update]", "14:30", "…", "[^1]"),
            *("（付款，例如：刷卡）", "[英文版 / 中文版]", "[門市，例如：台中](https://a.example/)"),
        ),
    ),
    "unjudged.absolute_time": (("14 Uhr", "21時"), ("heute",)),
    "unjudged.ambiguous_zone": (("15:00 CST", "9\xa0EST"), ("IST", "15:00 Uhr")),
    "unjudged.alarm": (("Achtung!", "危険！", "🔥"), ("Achtung", "!important")),
    "unjudged.link_words": ((" \ufffc",), ("Hilfe",)),
    "words._ABBREVIATION": (("用XQR的", "APIs"), ("word", "XQR.example")),
    "words._PLACE": (("FRA1",), ("word",)),
    "words._ROMAN": (("XIV",), ("abc",)),
    "words._IN_BRACKETS": (("(we switched over)", "（我们切换了）"), ("(x)",)),
    "words._AFTER_PLAIN": (("spare computer (", "备用电脑（"), ("a (",)),
    "words._JOINT": (("-",), ("word",)),
    "words._CAPITALS": (("用ABCD的",), ("ABC", "Word")),
    "words._NAME_LIKE": (("用Website的",), ("website",)),
}  # fmt: skip


def test_every_pattern_has_examples() -> None:
    """Whoever adds one says what it finds and what it must not find."""
    assert sorted(PATTERNS) == sorted(EXAMPLES)
    # These match the empty text somewhere in any; the next test but one asks more of them.
    always = {"english.link_words", "chinese.link_words", "passages._MARKER", "passages._BLOCK_START"}
    assert always == {name for name, (_, others) in EXAMPLES.items() if not others}
    assert all(found for found, _ in EXAMPLES.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_pattern_finds_what_it_is_for(name: str) -> None:
    """And not what only looks like it."""
    found, others = EXAMPLES[name]
    pattern = PATTERNS[name]
    assert [] == [text for text in found if not pattern.search(text)]
    assert [] == [text for text in others if pattern.search(text)]


def test_patterns_of_beginnings_and_whole_texts_leave_others_alone() -> None:
    """They are held against the start of a line, or against all words of a link."""
    assert not PATTERNS["english.link_words"].fullmatch("our help page")
    assert not PATTERNS["chinese.link_words"].fullmatch("帮助页面")
    assert not PATTERNS["passages._BLOCK_START"].match("word")
    marker = PATTERNS["passages._MARKER"].match("word")
    assert marker is not None
    assert "" == marker[0]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_repeat_has_become_text(name: str) -> None:
    r"""In an f-string, `\d{1, 9}` is a tuple, and then a group that nobody meant."""
    assert not re.search(r"\(\d+, \d*\)|\{\d*, \d*\}|(?<!\\)\{[A-Za-z_]", PATTERNS[name].pattern)


SPACED_ONLY = ("english.", "completeness.", "readability.")
"""These are asked of English alone, but for months."""
ANY_LETTERS = {
    "leaks._MARKUP",
    "lexicon._TOKEN",
    "passages._BLANKED",
    "passages._WORD",
    "passages._NO_END",
    "passages._BLOCK_START",
    "words._AFTER_PLAIN",
    "chinese._STOCK",
}
"""These mean letters of all scripts, or words that have spaces around them."""


def test_words_end_beside_chinese_characters() -> None:
    r"""A pattern that meets Chinese knows `\b` and `\w` of Latin letters alone, as there are no spaces."""
    unsure = [
        name
        for name, pattern in PATTERNS.items()
        if re.search(r"\\[bwW]", pattern.pattern)
        and not pattern.flags & re.ASCII
        and (not name.startswith(SPACED_ONLY) or name.startswith("english.month"))
    ]
    assert set() == {*unsure} - ANY_LETTERS


def test_no_pattern_hides_in_a_function() -> None:
    """There, nobody would give it examples."""
    hidden = []
    for path in sorted(Path(plain_language.__path__[0]).rglob("*.py")):
        functions = [
            one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)
        ]
        for function in functions:
            calls = [one for one in ast.walk(function) if isinstance(one, ast.Call)]
            hidden += [f"{path.name}:{one.lineno}" for one in calls if _is_pattern(one)]
    assert [] == hidden


def _is_pattern(call: ast.Call) -> bool:
    """Whether a function of `re` is given a pattern as it stands."""
    of_re = (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
    )
    return of_re and bool(call.args) and isinstance(call.args[0], ast.Constant)
