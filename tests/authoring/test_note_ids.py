"""Ids of new notes: readable in every script, and each of them free."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.note_ids import is_note_id, note_id, slug

NOW = datetime(2026, 5, 1, 7, 20, tzinfo=UTC)


def id_of(title: str, *services: str, taken: tuple[str, ...] = ()) -> str:
    """The id of an incident, without its date."""
    return note_id(title, NOW, taken, services, "incident").removeprefix("2026-05-01-")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Trams stop at Café!", "trams-stop-at-cafe"),
        ("Łódź: tramwaje stoją", "lodz-tramwaje-stoja"),
        ("Größere Störung", "grossere-storung"),
        ("电车停运", "dian-che-ting-yun"),
        ("银行卡支付失败", "yin-hang-ka-zhi-fu-shi-bai"),
        ("重启后 App 无法登录", "chong-qi-hou-app-wu-fa-deng-lu"),
        ("調整網絡", "diao-zheng-wang-luo"),
        ("Платежі не проходять", "platezhi-ne-prokhodyat"),
        ("결제 오류", "gyeolje-olyu"),
        ("Πληρωμή", "pliromi"),
    ],
)
def test_titles_are_transliterated(title: str, expected: str) -> None:
    """Chinese is read by the word, so that a character with two readings has the right one."""
    assert expected == id_of(title, "trams")


@pytest.mark.parametrize("title", ["電車が止まっています", "تعذر الدفع بالبطاقة", "รถรางหยุด", "502 !"])
def test_services_name_what_cannot_be_spelt(title: str) -> None:
    """Japanese has no reading by the character, Arabic no vowels."""
    assert "trams-ticket-machines" == id_of(title, "trams", "ticket-machines")


def test_an_id_is_free_and_short() -> None:
    """It ends with a whole word; a number follows if there is one already."""
    taken = ("2026-05-01-trams-stop", "2026-05-01-trams-stop-2")
    assert "trams-stop-3" == id_of("Trams stop", taken=taken)
    assert "word-" * 11 + "word" == id_of("word " * 40)
    assert "incident" == id_of("502")


@given(st.text(max_size=200))
def test_every_title_has_a_valid_id(title: str) -> None:
    """In ASCII, whatever is typed."""
    name = note_id(title, NOW, (), (), "incident")
    assert is_note_id(name)
    assert name.isascii()
    assert slug(title).isascii()
