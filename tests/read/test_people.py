"""Who an owner of an action may be."""

from __future__ import annotations

import pytest

from statusgen.read.people import names_person, person_in


@pytest.mark.parametrize(
    "owner",
    [
        "Ada Lovelace",
        "Dr. Lovelace",
        "Frau Müller",
        "J. Smith",
        "ADA LOVELACE",
        "José Álvarez",
        "Ada van der Berg",
        "Ada Lovelace, network team",
        "Network team (Ada Lovelace)",
        "Ada Lovelace-King",
        "Ada L.",
        "ada@larkmoor.example",
        "support ada@larkmoor.example",
        "@ada",
        "ada.lovelace",
        "network team, ada.lovelace",
        "network team @ada",
        "张伟",
        "李小龙",
        "网络组 王芳",
    ],
)
def test_persons_are_recognized(owner: str) -> None:
    """By their name, an address or a handle, also beside a team."""
    assert names_person(owner)


@pytest.mark.parametrize(
    "owner",
    [
        "network team",
        "Network Team",
        "Web team",
        "Front Desk",
        "IT Operations",
        "Library Systems",
        "Human Resources",
        "Head of tracks",
        "SRE Berlin",
        "Site Reliability",
        "Stadtwerke Berlin",
        "Chief Executive",
        "Data Protection Officer",
        "Equipo Red",
        "web.team",
        "ops@larkmoor.example",
        "web-team@larkmoor.example",
        "网络组",
        "技术部",
        "客服",
        "程序员",
        "高可用组",
        "值班经理",
    ],
)
def test_teams_and_roles_are_no_persons(owner: str) -> None:
    """Readers may see them."""
    assert not names_person(owner)


@pytest.mark.parametrize(
    "owner", ["张伟工程师", "由张伟负责", "网络组张伟", "李娜女士", "nurse Karen Miller"]
)
def test_persons_are_recognized_by_their_role(owner: str) -> None:
    """Beside their name."""
    assert names_person(owner)


@pytest.mark.parametrize(
    ("words", "named", "is_certain"),
    [
        ("09:10 nurse Karen Miller and a colleague report it", "nurse Karen Miller", False),
        ("Dr. Patel calls the desk", "Dr. Patel", True),
        ("We asked Prof. Li Wei", "Prof. Li Wei", True),
        ("Frau Müller hat angerufen", "Frau Müller", True),
        ("Ms Meyer restarts it", "Ms Meyer", True),
        ("Ask ada@larkmoor.example", "ada@larkmoor.example", True),
        ("From now on @anna renews it.", "@anna", True),
        ("张伟工程师重启了服务器", "张伟工程师", False),
        ("由李小龙负责更换", "李小龙负责", False),
        ("网络组王芳处理", "王芳处理", False),
        ("王女士来电", "王女士", True),
    ],
)
def test_names_are_found_in_words(words: str, named: str, *, is_certain: bool) -> None:
    """Behind a title or a role, in English and Chinese; addresses and titles are certain."""
    assert (named, is_certain) == person_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "Harbour Street works again",
        "The engineer on duty restarts it",
        "Engineer On Call gets the alarm",
        "Write to support@larkmoor.example or @ops-team",
        "A request takes 20 ms After that it fails",
        "MS Teams and the DR Site are up",
        "Nurse Call System is down",
        "The driver waits at North Gate",
        "高级工程师检查了配置",
        "高可用工程师检查了配置",
        "周一工程师发现问题",
        "许多工程师收到告警",
        "值班经理负责通知",
        "向工程师报告",
        "网络组负责处理",
        "由值班工程师处理",
        "任何工程师都可以重启",
    ],
)
def test_words_without_names_pass(words: str) -> None:
    """Places, roles alone, units and systems."""
    assert ("", False) == person_in(words)
