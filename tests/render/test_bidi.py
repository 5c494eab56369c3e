"""Phone numbers, accounts and dates keep their order within Arabic text."""

from __future__ import annotations

import pytest

from statusgen.render.localization.bidi import isolate_numbers


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>اتصل على {}، من فضلك</p>", "800 123 4567"),
        ('<a href="tel:+966800123">{}</a>', "+966 800 123"),
        ("<td>{}</td>", "+966800123"),
        ("الحساب {}", "SA03 8000 0000 6080"),
        ("يوم {}", "2026-05-01"),
    ],
)
def test_a_number_of_several_groups_is_isolated(html: str, number: str) -> None:
    """It runs from left to right, and stays one piece."""
    assert isolate_numbers(html.format(number)) == html.format(f'<bdi dir="ltr">{number}</bdi>')


@pytest.mark.parametrize(
    "html",
    [
        "<p>3-4 ساعات، 10 - 12، 14:20–15:00 UTC+3، 1 مايو 2026</p>",
        '<a href="/800-123-4567/" title="800 123 4567">x</a>',
        "<code>800 123 4567</code><title>800 123 4567</title><script>800 123 4567</script>",
        "<p>12345678، h4ck3r123456، COVID-19</p>",
    ],
)
def test_everything_else_is_as_it_was(html: str) -> None:
    """Ranges, times, single numbers, attributes, and what is no text."""
    assert isolate_numbers(html) == html
