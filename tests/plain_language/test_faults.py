"""The rules of plain language on words that look alike: promises, secrets, names, versions, brackets."""

from __future__ import annotations

import pytest

from statusgen.authoring.fixes import proofread_update
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.pipeline.lint import lint_content, site_quality
from statusgen.plain_language.metrics import as_record
from statusgen.reporting.metrics import describe_quality
from tests.plain_language.test_linter import CLEAN, CLEAN_ZH, NOW, SITE_EN, SITE_ZH, codes, judged, put
from tests.sites import SERVICES, content

CABLE = "A cable in the street"
CABLE_ZH = "道路施工挖断了电缆。我们的电工"


def in_english(words: str) -> list[str]:
    """The codes of all findings in a clean note with a sentence put in."""
    return codes(put(CLEAN, CABLE, f"{words} {CABLE}"))


def in_chinese(words: str, site: str = SITE_ZH) -> list[str]:
    """The codes of all findings in a clean Chinese note with a sentence put in."""
    return codes(put(CLEAN_ZH, CABLE_ZH, words + CABLE_ZH), site)


@pytest.mark.parametrize(
    "words",
    [
        "Next update in 30 minutes.",
        "We will post another update within 45 minutes.",
        "In 30 minutes we will post a further update.",
        "Every 20 minutes there is another update.",
        "We will report back in 2 hours.",
    ],
)
def test_a_promise_in_figures_is_a_promise(words: str) -> None:
    """However many minutes it names."""
    note = put(CLEAN, "next update: 09:45\n", "").replace("to look at\nthem.", f"to look at\nthem. {words}")
    assert "next-update-missing" not in codes(note)


@pytest.mark.parametrize(
    "words",
    [
        "管理后台的密码是abc12345。",
        "请用密码abc123登录，密码：abc12345。",
        "新口令为abc12345。",
        "接口密钥：9f8e7d6c5b4a。",
        "密码已重置为Abc12345。",
        "后台password=hunter2go。",
        "令牌ghp_abcdefghijklmnopqrstuvwxyz0123456789已更换。",
        "请联系zhang.san@larkmoor.example咨询。",
        "电缆接到10.20.30.40的设备。",
    ],
)
def test_a_secret_beside_chinese_is_found(words: str) -> None:
    """Chinese has no spaces: a word begins and ends beside a Chinese character, too."""
    assert "secret" in in_chinese(words)


@pytest.mark.parametrize(
    "words",
    [
        "The password is hunter2go.",
        "Their password was changed to hunter2go.",
        "Use the passcode hunter2go.",
        "The **password**: hunter2go.",
        'The password is "swordfish".',
        "The API key is 9f8e7d6c5b4a.",
    ],
)
def test_a_secret_in_a_sentence_is_found(words: str) -> None:
    """With a colon or without."""
    assert "secret" in in_english(words)


@pytest.mark.parametrize(
    "words",
    [
        "Your password is required to have 8 characters.",
        "A password is a 10-digit number.",
        'The page says that your password is "incorrect".',
        "Your password was changed to meet the rules of 2026.",
    ],
)
def test_words_about_passwords_are_no_secrets(words: str) -> None:
    """Only what would open a door is."""
    assert "secret" not in in_english(words)


@pytest.mark.parametrize(
    "words", ["初始密码为您的身份证后6位。", "密码长度为8到16位。", "密码是2026年设置的。"]
)
def test_chinese_words_about_passwords_are_no_secrets(words: str) -> None:
    """As in English."""
    assert "secret" not in in_chinese(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("恢复时间TBD。", "placeholder"),
        ("电缆接到web-prod-03上。", "internal-detail"),
        ("工单OPS-1423已建立。", "internal-detail"),
        ("北京时间10:00（CST时间）恢复。", "tz-ambiguous"),
        ("详情请见https://larkmoor.example/ab查看。", "link-text"),
        ("施工日期为2026-02-30。", "date-mismatch"),
        ("出现XQR异常。", "acronym"),
    ],
)
def test_latin_letters_beside_chinese_are_words(words: str, code: str) -> None:
    """For every rule, not for secrets alone."""
    assert code in in_chinese(words)


def test_a_private_name_beside_chinese_is_found() -> None:
    """In Latin letters and in Chinese ones."""
    site = SITE_ZH + "plain language: {private names: [Falcon, 猎鹰]}\n"
    assert "internal-detail" in in_chinese("已切换到Falcon平台。", site)
    assert "internal-detail" in in_chinese("已切换到猎鹰平台。", site)


SERVICES_ZH = SERVICES.replace("name: Website", "name: {en: Website, zh: 镜像节点}").replace(
    "name: Trams", "name: {en: Trams, zh: API 网关}"
)


@pytest.mark.parametrize("words", ["港湾街的镜像节点没有电。", "港湾街的API 网关没有电。"])
def test_a_name_in_chinese_words_is_a_name(words: str) -> None:
    """Names of the catalog are found where no spaces stand around them, and are not jargon."""
    note = put(CLEAN_ZH, CABLE_ZH, words + CABLE_ZH)

    def found(services: str) -> set[str]:
        tree = content({"incidents/machines.md": note}, site=SITE_ZH, services=services)
        return {each.code for one in lint_content(tree, NOW) for each in one.findings}

    assert "jargon" in found(SERVICES)
    assert set() == found(SERVICES_ZH)


def test_a_service_named_in_chinese_words_is_a_scope() -> None:
    """Where no field names one."""
    note = put(CLEAN_ZH, "services:\n  ticket-machines: partial outage\n", "")
    note = note.replace("售票机", "闸门").replace("您", "").replace("台", "扇")
    services = SERVICES.replace("name: Website", "name: {en: Website, zh: 闸门}")

    def found(services: str) -> set[str]:
        tree = content({"incidents/machines.md": note}, site=SITE_ZH, services=services)
        return {each.code for one in lint_content(tree, NOW) for each in one.findings}

    assert "scope-missing" in found(SERVICES)
    assert "scope-missing" not in found(services)


@pytest.mark.parametrize(
    "title",
    [
        "服务中断通知",
        "网络中断公告",
        "关于服务中断的情况说明",
        "服务中断事件已恢复",
        "系统停止服务公告",
        "业务暂停的通知",
    ],
)
def test_a_notice_of_an_outage_is_a_vague_title(title: str) -> None:
    """It says that something is wrong, not what."""
    assert "title-vague" in codes(put(CLEAN_ZH, "港湾街售票机无法购票", title), SITE_ZH)


@pytest.mark.parametrize(
    "title", ["港湾街站售票中断三小时", "网络中断影响南校区，恢复时间见通知", "售票暂停一天的通知"]
)
def test_an_outage_with_an_effect_is_no_vague_title(title: str) -> None:
    """It says how long, or where."""
    assert "title-vague" not in codes(put(CLEAN_ZH, "港湾街售票机无法购票", title), SITE_ZH)


def test_a_time_does_not_cut_a_clause() -> None:
    """Neither its colon nor the comma of a large number is a mark of punctuation."""
    long = "柏林时间2026年5月1日10:05开始港湾街东侧与西侧全部四台售票机"
    long += "共计1,200张车票的打印纸都被工作人员换成新纸。"
    assert "long-sentence" in in_chinese(long)


@pytest.mark.parametrize(
    "words",
    [
        "One data center lost power, and the other data centre did not.",
        "The mobile data of our drivers was gone, as was a backup generator.",
        "A DNS record and an MX record were wrong.",
        "Traffic was at a record high, and we record every call.",
        "A water leak in the roof came back as another water leak.",
        "The private cloud and a private network were off.",
    ],
)
def test_other_meanings_of_data_are_no_data(words: str) -> None:
    """Nobody asks whether a building is safe from prying eyes."""
    assert "data-safety-missing" not in _at_the_end(words)


@pytest.mark.parametrize(
    "words",
    [
        "Customer records were in a database.",
        "Your personal data stood on a public page.",
        "Payments were charged by machine.",
    ],
)
def test_data_of_people_is_data(words: str) -> None:
    """They hear whether it is safe."""
    assert "data-safety-missing" in _at_the_end(words)


def _at_the_end(words: str) -> list[str]:
    return codes(put(CLEAN, "All four machines have sold", f"{words} All four machines have sold"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("一号数据中心停电，二号数据中心正常。", False),
        ("备份线路和数据专线都断了。", False),
        ("移动数据和数据流量都用不了。", False),
        ("用户数据和账户都在服务器上。", True),
    ],
)
def test_other_meanings_of_data_in_chinese(words: str, expected: bool) -> None:
    """As in English."""
    note = put(CLEAN_ZH, "柏林时间 10:05 起", f"{words}柏林时间 10:05 起")
    assert expected == ("data-safety-missing" in codes(note, SITE_ZH))


@pytest.mark.parametrize(
    "words",
    [
        "Version 1.2.10 runs there.",
        "We moved from 1.2.10 to 1.3.11 this time.",
        "It runs Windows 10/11 now.",
        "It runs v10/11 now.",
        "It runs release 04.05.26 now.",
        "The lines 10/11 are fine.",
    ],
)
def test_a_version_is_no_date(words: str) -> None:
    """Nor is the number of a line."""
    assert "date-ambiguous" not in in_english(words)


@pytest.mark.parametrize(
    "words",
    ["On 10/11 we saw it.", "Since 04/05 it rains.", "On 1.2.2026 it was new.", "Since 04.05.26 it rains."],
)
def test_a_date_in_figures_is_ambiguous(words: str) -> None:
    """Where a date is meant."""
    assert "date-ambiguous" in in_english(words)


def test_a_verb_is_no_month() -> None:
    """`50 may` is no day that is missing in calendars."""
    assert [] == [
        one.code
        for one in judged(put(CLEAN, CABLE, f"All 50 may march on, and 70 march. {CABLE}"))
        if one.level is Level.ERROR
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The text [english version] is short.",
        "The text [see below] is short.",
        "The text [sic] is short.",
        "The text [the english version] is short.\n\n[the english version]: https://larkmoor.example/en\n\nIt",
        "The text [our place][the name] is short.\n\n[the name]: https://larkmoor.example/en\n\nIt",
        "They said [on the radio] that it rains.",
    ],
)
def test_brackets_are_no_gaps(words: str) -> None:
    """Links by reference and remarks are words like others."""
    assert "placeholder" not in in_english(words)


@pytest.mark.parametrize(
    "words",
    ["正文[英文版]很短。", "正文[见下文]很短。", "[状态页]\n\n[状态页]: https://larkmoor.example/\n\n"],
)
def test_brackets_in_chinese_are_no_gaps(words: str) -> None:
    """As in English."""
    assert "placeholder" not in in_chinese(words)


@pytest.mark.parametrize(
    "words",
    [
        "The [name of the street] is wet.",
        "The [street name] is wet.",
        "We are [describe what you do].",
        "We are [what you do, such as: looking].",
        "We are at [approximate location].",
        "We lost [a number of] tickets.",
    ],
)
def test_gaps_in_brackets_are_found(words: str) -> None:
    """They ask for something."""
    assert "placeholder" in in_english(words)


@pytest.mark.parametrize(
    "words",
    ["[服务名称]停了。", "[请填写原因]。", "[什么时间]恢复。", "[故障原因，例如：断电]。", "[某某路]停电。"],
)
def test_gaps_in_chinese_brackets_are_found(words: str) -> None:
    """As in English."""
    assert "placeholder" in in_chinese(words)


GERMAN = CLEAN.replace(CABLE, "Ein Kabel")
JAPANESE = SITE_EN + "languages: [ja]\n"


def not_judged(files: dict[str, str], site: str) -> list[Diagnostic]:
    """What is said about words that nobody judged."""
    found = lint_content(content(files, site=site), NOW)
    return [each for one in found for each in one.findings if each.code == "not-judged"]


def test_words_without_rules_are_said_to_be_unjudged() -> None:
    """Once a site for each language, as a hint, at the first note that has words in it."""
    site = SITE_EN + "languages: [de, en, ja]\n"
    notes = {
        "incidents/a.md": GERMAN,
        "incidents/b.md": GERMAN,
        "incidents/b.en.md": "---\ntitle: Nothing works\n---\n",
        "incidents/b.ja.md": "---\ntitle: 障害\n---\n",
    }
    found = not_judged(notes, site)

    assert ["de", "ja"] == sorted(
        language for one in found for language in ("de", "ja") if f"`{language}`" in one.message
    )
    assert {Level.INFO} == {one.level for one in found}
    assert [] == not_judged({"incidents/a.md": CLEAN}, SITE_EN)


def test_what_is_unjudged_can_be_switched_off() -> None:
    """As every rule."""
    off = JAPANESE + 'plain language: {levels: {not-judged: "off"}}\n'
    assert 1 == len(not_judged({"incidents/a.md": GERMAN}, JAPANESE))
    assert [] == not_judged({"incidents/a.md": GERMAN}, off)


def test_a_link_by_its_label_alone_is_no_gap() -> None:
    """Even if the label could be one."""
    assert "placeholder" in in_english("See the [street name].")
    assert "placeholder" not in in_english(
        "See the [street name].\n\n[Street name]: https://larkmoor.example/\n\n"
    )


def test_the_report_names_unjudged_languages() -> None:
    """For people and for programs; they are no findings."""
    quality, _ = site_quality(content({"incidents/a.md": GERMAN}, site=JAPANESE), NOW)
    assert quality is not None
    assert (["ja"], []) == (
        [*quality.not_judged],
        [one for one in quality.frequent if one[0] == "not-judged"],
    )
    assert describe_quality(quality).endswith("words in ja.")
    assert ["ja"] == as_record(quality, NOW)["not_judged"]


def test_an_editor_hears_of_an_unjudged_language() -> None:
    """One update from standard input as well."""
    _, found = proofread_update("Ein Kabel ist durch.", "identified", content(site=JAPANESE), NOW)
    assert "not-judged" in [each.code for one in found for each in one.findings]


def test_chinese_writers_hear_of_it_in_chinese() -> None:
    """By the main language of the site."""
    files = {"incidents/a.md": CLEAN_ZH, "incidents/a.ja.md": "---\ntitle: 障害\n---\n"}
    (found,) = not_judged(files, SITE_EN + "languages: [zh, ja]\n")
    assert "没有检查" in found.message
