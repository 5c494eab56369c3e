"""Who an owner of an action may be."""

from __future__ import annotations

import pytest

from statusgen.read.public_notes import names_person


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
