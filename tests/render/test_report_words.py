"""The author's own words in monthly reports, with their pictures."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from statusgen.pipeline.compile import compile_site
from tests.sites import PNG, SITE, THEMES, content

MAY, JUNE = datetime(2026, 5, 20, 10, tzinfo=UTC), datetime(2026, 6, 20, 10, tzinfo=UTC)
FILES = {
    "reports/2026-05/report.md": "A quiet month. ![Chart](chart.png)\n",
    "reports/2026-05/report.zh.md": "平静的一个月。\n",
}


@pytest.mark.parametrize(("now", "page"), [(MAY, "reports/"), (JUNE, "reports/2026-05/")])
def test_words_and_pictures_are_on_the_page_of_their_month(now: datetime, page: str) -> None:
    """Also while the month is not over: the address of a picture never changes."""
    files = {**content(FILES, site=f"{SITE}reports: public\n"), "reports/2026-05/chart.png": PNG}
    outputs = {one.path: one for one in compile_site(files, THEMES, now=now).outputs}

    html = outputs[f"{page}index.html"].make().decode()
    assert "A quiet month." in html
    assert 'src="/reports/2026-05/chart.png"' in html
    assert "平静的一个月。" in outputs[f"zh/{page}index.html"].make().decode()
    assert PNG == outputs["reports/2026-05/chart.png"].make()


def test_words_stay_where_no_report_is_public() -> None:
    """Neither they nor their pictures are in any file."""
    files = {**content(FILES), "reports/2026-05/chart.png": PNG}
    outputs = compile_site(files, THEMES, now=JUNE).outputs

    assert outputs
    assert not [one.path for one in outputs if "reports/" in one.path or b"quiet month" in one.make()]
