"""``import`` from end to end: what it says, what it writes, and what it never touches."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site_invariants import ROOT, small_content
from tests.test_import_notices import NOTICES
from tests.test_invalid import run

TEXT = """中共云岭区林泉局党组关于巡察整改情况的通报
现将整改情况公布如下。
一、整改组织情况
召开会议3次，反馈的2个问题定下3条整改措施。
二、整改落实情况
1.学习不深入。
整改情况：一是制定计划。二是组织学习4次。
2.采购不规范。
整改情况：一是修订办法。
三、下一步打算
继续抓好整改。监督电话：0100-1234567。
中共云岭区林泉局党组
2024年5月6日
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    small_content(tmp_path / "content")
    (tmp_path / "通报.txt").write_text(TEXT, "utf-8")
    return tmp_path


def imported(
    work: Path, *more: str, file: str = "通报.txt", language: str = "zh"
) -> tuple[int, str]:
    return run(work, language, "import", file, "--to", "content/notices/lin-2024", *more)


def folder(work: Path) -> Path:
    return work / "content" / "notices" / "lin-2024"


def test_a_notice_becomes_a_folder_that_builds(work: Path) -> None:
    code, said = imported(work)
    assert code == 0, said
    assert "问题 2 · 措施 3" in said
    assert "1.学习不深入。  措施 2" in said
    names = {p.relative_to(folder(work)).as_posix() for p in folder(work).rglob("*") if p.is_file()}
    assert names == {
        "notice.yaml", "overview.md", "next-steps.md", "approved.txt", "findings/01.yaml", "findings/02.yaml",
    }  # fmt: skip
    assert (folder(work) / "approved.txt").read_text("utf-8") == TEXT
    assert run(work, "zh", "build", "--workers", "1")[0] == 0
    page = (work / "_site" / "lin-2024" / "full.html").read_text("utf-8")
    assert "组织学习4次" in page
    assert "本页文本与审定稿一致" in page


def test_a_dry_run_writes_nothing(work: Path) -> None:
    code, said = imported(work, "--dry-run")
    assert (code, "没有写任何文件" in said) == (0, True)
    assert not folder(work).exists()


def test_what_is_there_is_not_overwritten(work: Path) -> None:
    imported(work)
    finding = folder(work) / "findings/01.yaml"
    finding.write_text(finding.read_text("utf-8").replace("不深入", "不够深入"), "utf-8")
    before = finding.read_bytes()
    code, said = imported(work)
    assert (code, "--merge" in said) == (2, True)
    assert finding.read_bytes() == before


def test_the_same_again_changes_nothing(work: Path) -> None:
    imported(work)
    code, said = imported(work, "--merge")
    assert (code, "没有改动" in said) == (0, True)


def test_a_merge_keeps_what_was_added_and_takes_the_new_text(work: Path) -> None:
    imported(work)
    finding, notice = folder(work) / "findings/02.yaml", folder(work) / "notice.yaml"
    finding.write_text(
        "# 批注\n"
        + finding.read_text("utf-8")
        + "status: 已完成  # 依据见下\nstatus_basis: 修订办法\n",
        "utf-8",
    )
    notice.write_text(
        notice.read_text("utf-8")
        + "status_words:\n  - word: 已完成\n    kind: done\nexplain: []\npublished: 2024-06-01 09:00\ninternal: 备忘\n",
        "utf-8",
    )
    (work / "通报.txt").write_text(
        TEXT.replace("修订办法。", "修订办法。二是开展检查。").replace(
            "召开会议3次", "召开会议4次"
        ),
        "utf-8",
    )
    code, said = imported(work, "--merge")
    assert code == 1, said  # the text below a status changed: somebody has to look
    assert "findings/02.yaml 的状态是原来写的" in said
    text = finding.read_text("utf-8")
    assert "  - 二是开展检查。\n" in text
    assert text.startswith("# 批注\n")
    assert "status: 已完成  # 依据见下\nstatus_basis: 修订办法\n" in text
    assert "召开会议4次" in (folder(work) / "overview.md").read_text("utf-8")
    assert "published: 2024-06-01 09:00\ninternal: 备忘\n" in notice.read_text("utf-8")
    assert "+  - 二是开展检查。" in said
    assert "-召开会议3次" in said
    assert run(work, "zh", "build", "--workers", "1")[0] == 0


def test_a_new_finding_gets_a_name_and_one_that_is_gone_is_told(work: Path) -> None:
    imported(work)
    new = TEXT.replace("2.采购不规范。", "2.验收不严格。\n整改情况：一是复查。\n3.采购不规范。")
    (work / "通报.txt").write_text(new, "utf-8")
    assert imported(work, "--merge")[0] == 0
    names = sorted(p.name for p in (folder(work) / "findings").iterdir())
    assert names == ["01-1.yaml", "01.yaml", "02.yaml"]
    assert "采购不规范" in (folder(work) / "findings/02.yaml").read_text("utf-8")
    (work / "通报.txt").write_text(TEXT, "utf-8")
    code, said = imported(work, "--merge")
    assert (code, "findings/01-1.yaml 里的问题，新的文字里没有" in said) == (1, True)
    assert (folder(work) / "findings/01-1.yaml").exists()


def test_a_text_without_findings_ends_with_one(work: Path) -> None:
    (work / "通报.txt").write_text("这是一段话。\n没有别的。\n", "utf-8")
    code, said = imported(work)
    assert (code, "没有认出一个问题" in said) == (1, True)


@pytest.mark.parametrize(
    "to", ["content/lin-2024", "content/notices/林泉", "notices", "content/notices/assets"]
)
def test_the_folder_has_to_be_one_of_a_notice(work: Path, to: str) -> None:
    code, said = run(work, "zh", "import", "通报.txt", "--to", to)
    assert (code, "--to 要写成" in said) == (2, True)


def test_a_missing_file_is_a_clear_error(work: Path) -> None:
    code, said = imported(work, file="没有.docx")
    assert (code, "没有.docx" in said, "Traceback" in said) == (2, True, False)


def test_the_review_page_shows_both_sides(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = imported(work, "--dry-run", "--review")
    assert code == 0, said
    page = (work / "import-lin-2024.html").read_text("utf-8")
    for words in ("导入对照", "1.学习不深入。", "findings/02.yaml", "组织学习4次"):
        assert words in page
    assert "<script" not in page


def test_text_comes_from_standard_input_too(work: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "import", "-", "--to", "content/notices/lin-2024"],
        cwd=work, input=TEXT.encode("gb18030"), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert (folder(work) / "approved.txt").read_text("utf-8") == TEXT


def test_a_title_is_given_where_the_text_has_none(work: Path) -> None:
    shutil.copyfile(next(NOTICES.glob("26-*.txt")), work / "通报.txt")
    code, _ = imported(work)
    assert code == 1  # it has to be filled in
    shutil.rmtree(folder(work))
    assert imported(work, "--title", "花灯巷整改情况")[0] == 0
    assert "title: 花灯巷整改情况\n" in (folder(work) / "notice.yaml").read_text("utf-8")


@pytest.mark.parametrize("to", ["docx", "xlsx", "txt"])
def test_a_notice_goes_out_and_comes_back(work: Path, to: str) -> None:
    imported(work)
    code, said = run(work, "zh", "export", "lin-2024", "--to", to)
    assert (code, f"lin-2024.{to}" in said) == (0, True)
    code, said = run(
        work, "zh", "import", f"lin-2024.{to}", "--to", "content/notices/back", "--dry-run"
    )
    assert "问题 2 · 措施 3" in said
    if to != "xlsx":  # a ledger has no text around its findings
        assert code == 0, said


def test_what_does_not_exist_is_not_exported(work: Path) -> None:
    code, said = run(work, "zh", "export", "nope", "--to", "txt")
    assert (code, "没有这份通报：nope" in said) == (2, True)


def test_a_notice_without_title_may_be_imported_again_with_one(work: Path) -> None:
    (work / "通报.txt").write_text(TEXT.split("\n", 1)[1], "utf-8")
    assert imported(work)[0] == 1
    assert imported(work, "--title", "某通报")[0] == 2  # it is there
    assert imported(work, "--title", "某通报", "--merge")[0] == 0
    assert "title: 某通报\n" in (folder(work) / "notice.yaml").read_text("utf-8")


def test_nothing_is_written_over_by_an_export(work: Path) -> None:
    imported(work)
    (work / "原稿.txt").write_text("原稿", "utf-8")
    code, said = run(work, "zh", "export", "lin-2024", "--to", "docx", "--out", "原稿.txt")
    assert (code, "没有覆盖" in said) == (2, True)
    assert (work / "原稿.txt").read_text("utf-8") == "原稿"


def test_a_folder_that_is_no_site_is_refused(work: Path) -> None:
    code, said = run(work, "zh", "import", "通报.txt", "--to", "notices/w-2")
    assert (code, "没有 site.yaml" in said) == (2, True)
    assert not (work / "notices").exists()


def test_a_ledger_merged_in_takes_nothing_away_that_it_has_no_column_for(work: Path) -> None:
    imported(work)
    notice = (folder(work) / "notice.yaml").read_bytes()
    assert run(work, "zh", "export", "lin-2024", "--to", "xlsx")[0] == 0
    _, said = imported(work, "--merge", file="lin-2024.xlsx")
    assert (folder(work) / "notice.yaml").read_bytes() == notice, said
