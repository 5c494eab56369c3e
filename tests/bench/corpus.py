"""A site as large as you like: a bilingual catalog and a history made by chance, the same at every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

NOW = "2026-06-17T14:40Z"
"""The instant at which these sites are looked at."""

YEARS = 5
OPEN = 3
"""How many incidents are open."""

GROUPS = (
    ("Paying and invoices", "付款与账单"),
    ("Accounts and sign-in", "账户与登录"),
    ("Files and sharing", "文件与共享"),
    ("Messages and calls", "消息与通话"),
    ("Search and reports", "搜索与报表"),
    ("Mobile apps", "手机应用"),
    ("Connections to other programs", "与其他程序的连接"),
    ("Help and support", "帮助与支持"),
)
_PLACES = (("Europe", "欧洲"), ("Americas", "美洲"), ("Asia", "亚洲"), ("Africa", "非洲"))
_THINGS = (
    ("Card payments", "银行卡付款"), ("Invoices", "电子账单"), ("Sign-in", "用户登录"),
    ("New accounts", "注册新账户"), ("Uploads", "上传文件"), ("Shared folders", "共享文件夹"),
    ("Messages", "站内消息"), ("Video calls", "视频通话"), ("Search", "全文搜索"), ("Reports", "每日报表"),
    ("App for phones", "手机客户端"), ("Calendar", "日历同步"), ("Phone line", "客服电话"),
)  # fmt: skip
TROUBLES = (
    ("{} may fail", "{}可能失败"), ("{}: slow answers", "{}响应缓慢"), ("{} cannot be reached", "{}无法访问"),
    ("Some people cannot use {}", "部分用户无法使用{}"), ("{} shows old data", "{}显示旧数据"),
    ("Errors when you open {}", "打开{}时出错"),
)  # fmt: skip
_WORDS = (
    "we know people cannot open their page a fault in one of our buildings made it slow and the team "
    "moves work to other machines today nobody loses data what you saved before is safe please try "
    "again after some minutes or call us by phone most orders arrive but later than usual new ones "
    "wait in line until this is mended cause was a change that was made at night now taken back "
    "while engineers watch numbers closely customers with older apps should update them first "
    "because they keep asking old address"
)
VOCABULARY = tuple(_WORDS.split())
_SIGNS = tuple(
    "我们知道部分用户无法打开页面正在查找原因工程师已将业务转移到其他机器数据没有丢失此前保存内容安全请稍后再试"
    "或拨打电话大多数订单仍会到达但比平时晚新订单排队等待修复昨晚所做更改已经撤回团队继续观察系统情况如有问题联系"
)
STATES = ("degraded", "degraded", "partial outage", "partial outage", "major outage")


@dataclass(frozen=True, slots=True)
class _Chance:
    """Words by chance."""

    random: random.Random

    def sentence(self, words: int) -> str:
        """In English."""
        chosen = " ".join(self.random.choice(VOCABULARY) for _ in range(words))
        return f"{chosen.capitalize()}."

    def text(self, words: int) -> str:
        """Some sentences of about a dozen words."""
        return " ".join(self.sentence(self.random.randint(8, 16)) for _ in range(max(words // 12, 1)))

    def chinese(self, signs: int) -> str:
        """Some sentences in Chinese."""
        clauses = (
            "".join(self.random.choices(_SIGNS, k=self.random.randint(6, 14))) for _ in range(signs // 10)
        )
        return "，".join(clauses) + "。"


def corpus(incidents: int, services: int = 50) -> dict[str, bytes]:
    """The content of a site with so many incidents, over five years up to `NOW`, by path; three are open."""
    chance = _Chance(random.Random(7))
    names = service_names(services)
    files = {"site.yml": SITE, "services.yml": catalog(names)}
    now = datetime.fromisoformat(NOW)
    for index in range(incidents):
        back = timedelta(hours=5 + index) if index < OPEN else _back(chance, index, incidents)
        files |= _incident(chance, names, index, now - back)
    return {path: text.encode() for path, text in files.items()}


def _back(chance: _Chance, index: int, incidents: int) -> timedelta:
    return timedelta(days=1 + YEARS * 365 * (index + chance.random.random()) / incidents)


def service_names(count: int) -> list[tuple[str, str]]:
    """So many names, in English and Chinese."""
    pairs = [(f"{one}, {place}", f"{place_zh}{zh}") for place, place_zh in _PLACES for one, zh in _THINGS]
    return pairs[:count]


SITE = """\
name: {en: Example Cloud status, zh: 示例云服务状态}
url: https://status.example.com/
time zone: Europe/Berlin
languages: [en, zh]
description: {en: 'How our services are, and what we do about it.', zh: 我们的服务现状，以及我们正在做什么。}
repository: https://github.com/example/status
"""


def catalog(names: list[tuple[str, str]]) -> str:
    """The services of these names, in eight groups, as services.yml."""
    return "groups:\n" + "\n".join(
        f"  - id: group-{number}\n    name: {{en: {en}, zh: {zh}}}\n    services:\n"
        + "".join(
            f"      - id: service-{index}\n        name: {{en: '{name}', zh: {name_zh}}}\n        slo: 99.9\n"
            for index, (name, name_zh) in enumerate(names)
            if index % len(GROUPS) == number
        )
        for number, (en, zh) in enumerate(GROUPS)
    )


def _incident(chance: _Chance, names: list[tuple[str, str]], index: int, start: datetime) -> dict[str, str]:
    draw = chance.random
    service = draw.randrange(len(names))
    title, title_zh = (
        trouble.format(name) for trouble, name in zip(draw.choice(TROUBLES), names[service], strict=True)
    )
    statuses = ["Investigating", "Identified", "Monitoring", "Resolved"]
    if index < OPEN:
        statuses = [*statuses[:3], "Update"][: 2 + index]
    times = [
        start + timedelta(minutes=1 + 75 * step - draw.randint(0, 60) * (step > 0))
        for step in range(len(statuses))
    ]
    english = [chance.text(draw.randint(30, 60)) for _ in statuses]
    chinese = [chance.chinese(draw.randint(40, 100)) for _ in statuses]
    name = f"incidents/{start:%Y-%m-%d}-{index}-service-{service}"
    header = f"services: {{service-{service}: {draw.choice(STATES)}}}\nstarted: {start:%Y-%m-%d %H:%MZ}\n"
    promise = f"next update: {times[-1] + timedelta(hours=9):%Y-%m-%d %H:%MZ}\n" if index < OPEN else ""
    updates = zip(statuses, times, english, strict=True)
    body = "\n".join(_update(*update, promise) for update in updates)
    body_zh = "\n".join(_update(*update) for update in zip(statuses, times, chinese, strict=True))
    return {
        f"{name}.md": f"---\ntitle: '{title}'\nimpact: {chance.sentence(12)}\n{header}---\n\n{body}",
        f"{name}.zh.md": f"---\ntitle: {title_zh}\nimpact: {chance.chinese(20)}\n---\n\n{body_zh}",
    }


def _update(status: str, at: datetime, words: str, promise: str = "") -> str:
    return f"## {status} · {at:%Y-%m-%d %H:%MZ}\n{promise}\n{words}\n"
