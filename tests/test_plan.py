"""What a page says of a status is said by whom it was stated."""

from pathlib import Path

import pytest

from site_src.cli import main
from site_src.new import new_site
from site_src.state import own_templates

TOLD_LATER = """number: 4.
title: 道路修补不及时。
group: money
measures: [一是列出清单，正在推进。]
status: 正在推进
status_basis: 正在推进
updates:
  - {date: 2025-09, text: 已经修好。, status: 已完成}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    list(new_site(str(folder), own_templates()))
    notice = folder / "content" / "notices" / "example-2024"
    (notice / "findings" / "04.yaml").write_text(TOLD_LATER, "utf-8")
    words = "  - {word: 正在推进, kind: in_progress}\n"
    text = (notice / "notice.yaml").read_text("utf-8")
    (notice / "notice.yaml").write_text(
        text.replace("status_words:\n", f"status_words:\n{words}"), "utf-8"
    )
    out = folder / "_site"
    assert main(["build", "--content", str(folder / "content"), "--out", str(out)]) == 0
    return out / "example-2024"


def test_a_later_status_is_not_told_as_the_notice_s_own(site: Path) -> None:
    page = (site / "04.html").read_text("utf-8")
    assert "后续进展（2025-09）载明：这一项已经整改完成。" in page
    assert "通报公开时：正在推进。" in page
    assert "通报载明：" not in page


def test_a_status_of_the_notice_is_told_as_its_own(site: Path) -> None:
    page = (site / "01.html").read_text("utf-8")
    assert "通报载明：这一项已经整改完成。" in page
    assert "通报公开时" not in page


def test_without_a_status_nobody_states_one(site: Path) -> None:
    page = (site / "02.html").read_text("utf-8")
    assert "通报没有写明这一项的整改状态" in page
    assert "通报载明：" not in page
