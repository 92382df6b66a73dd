"""The reviewer's sheet: all that is to be published is on it, nothing internal, and it lands nowhere near the site."""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import html5lib
import pytest

from site_src.model import Language, ReviewRole
from site_src.templates import load_strings
from tests.site_invariants import (
    TEMPLATES,
    Page,
    build,
    built,
    rich_content,
    small_content,
    snapshot,
    text_of,
    write_finding,
    write_yaml,
)
from tests.test_invalid import run

SHEETS = TEMPLATES / "sheets"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with rich content and its site."""
    content = rich_content(tmp_path / "content")
    built(content, tmp_path / "_site")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def sheet_of(folder: Path, *arguments: str, language: str = "zh", code: int = 0) -> Page:
    found, said = run(folder, language, "review", *arguments)
    assert found == code, said
    page = Page("review.html", (folder / "review.html").read_bytes())
    assert page.parsed[1] == []
    return page


def said_on(page: Page) -> str:
    return text_of(page.one("main"))


def part(page: Page, heading: str, tag: str = "h3") -> str:
    """The words from a heading to the next one of its kind or above."""
    said, above = [], False
    for element in page.one("main").iter():
        if element.tag in ("h2", "h3")[: 2 if tag == "h3" else 1]:
            above = text_of(element) == heading
        elif above and element.tag in ("p", "li", "dt", "dd", "td", "th", "h4", "h5", "h6"):
            said.append(text_of(element))
    return "\n".join(said)


def test_everything_that_is_to_be_published_is_on_it(site: Path) -> None:
    said = said_on(sheet_of(site))
    facts = (
        "第1份通报",
        "某机关",
        "某网",
        "2024-01-01",
        "2024-01-02 09:05",
        "2024-01-02 – 2024-01-31",
        "15 个工作日",
        "某巡察组",
        "2023-06-30",
        "000014349/2024-00001",
        "某发〔2024〕1号",
        "甲, 乙",
    )
    counts = (
        "问题 3 · 整改措施 3 · 附件 1",
        "问题清单 清单.pdf 29 字节",
        "https://www.example.cn/xunchazhenggai/",
    )
    channel = (
        "某机关办公室 意见建议 0100-1234567转8 office@example.cn 某路1号 1号信箱 100000 工作日 9:00–17:00 请写明问题编号。",
    )
    texts = (
        "一、总体", "召开会议6次。", "二、整改落实情况", "（一）责任方面", "1.学习", "作风方面", "（1）学习不实。", "问题表现：2023年5月没有学习。",
        "整改情况：", "一是学习《条例》；", "二是追缴50.68万元，已经完成。", "整改成效：已经完成。", "2024-06", "一科", "2024-03 销号。",
        "旧字", "新字", "笔误", "依法不予公开。", "三、下一步", "2024年1月1日", "未载明", "撤回的通报", "表述有误。", "后续通报", "n1/02",
    )  # fmt: skip
    missing = [words for words in (*facts, *counts, *channel, *texts) if words not in said]
    assert missing == []


def test_what_is_internal_is_not_on_it(site: Path) -> None:
    sheet_of(site)
    assert "内部备注" not in (site / "review.html").read_text("utf-8")


def test_problems_stand_with_their_notice_or_the_site(site: Path) -> None:
    (site / "content" / "pages" / "about.md").unlink()
    change(site / "content/notices/n1/findings/02.yaml", '"number": "2."', '"number": "3."')
    page = sheet_of(site)
    assert "pages/about.md" in part(page, "网站其他部分的问题", "h2")
    found = part(page, "检查发现的问题")
    assert "notices/n1/findings/03.yaml:" in found
    assert "办法：按原文核对" in found
    assert found.count("没有发现问题。") == 1  # the others have an attachment or no approved text


def test_declared_figures_stand_beside_the_recorded_ones(site: Path) -> None:
    change(site / "content/notices/n1/notice.yaml", '"findings": 3', '"findings": 4')
    page = sheet_of(site)
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    by_name = {row[0]: row[1:] for row in rows if len(row) == 4}
    assert by_name["问题"] == ["4", "3", "不一致，没有说明"]
    assert by_name["措施"] == ["5", "3", "计数口径不同。 办公室 2024-01-02"]
    assert by_name["方面"] == ["2", "2", "一致"]
    assert "含视频会" in said_on(page)


def test_sign_offs_are_shown_with_what_they_are_worth(site: Path) -> None:
    hostile = '张"三</td><b>'
    assert run(site, "zh", "approve", "n1", "--as", "approver", "--name", hostile)[0] == 0
    change(site / "content/notices/n1/overview.md", "召开会议", "召开大会")
    assert (
        run(
            site,
            "zh",
            "approve",
            "n1",
            "--as",
            "secrecy",
            "--name",
            "审核人乙",
            "--date",
            "2024-05-06",
        )[0]
        == 0
    )
    page = sheet_of(site, "n1")
    (table,) = [t for t in page.all("table") if t.get("class") == "sheet__signing"]
    rows = [
        [re.sub(r"\s+", " ", text_of(cell)).strip() for cell in row] for row in table.iter("tr")
    ]
    assert [row[0] for row in rows[1:]] == ["提出", "保密审核", "审批"]
    assert rows[1][1] == "审核人甲 2024-01-01 没有绑定内容"
    assert rows[2][1] == "审核人乙 2024-01-01 没有绑定内容审核人乙 2024-05-06 有效"
    assert rows[3][1].startswith(hostile)
    assert rows[3][1].endswith("已失效：签署以后内容改过")
    fingerprint = re.findall(
        r'"sha256": "([0-9a-f]{64})"|sha256: ([0-9a-f]{64})',
        (site / "content/notices/n1/notice.yaml").read_text("utf-8"),
    )[-1]
    assert said_on(page).count("".join(fingerprint)) == 2


def test_what_goes_out_under_an_exception_has_a_part_of_its_own(site: Path) -> None:
    mobile = "13800138000"
    notice = site / "content/notices/n1/notice.yaml"
    change(site / "content/notices/n1/findings/02.yaml", '"title": "', f'"title": "电话{mobile}，')
    assert "没有例外。" in part(sheet_of(site, code=1), "按例外公开的内容")
    told = json.loads(run(site, "zh", "check", "--format", "json")[1])
    (problem,) = (p for p in told if p["rule"] == "privacy-mobile")
    (sha256,) = re.findall("[0-9a-f]{64}", problem["en"]["remedy"])
    item = {"rule": "privacy-mobile", "sha256": sha256, "by": "某办公室"}
    record = json.loads(notice.read_text("utf-8"))
    record["exceptions"] = [{**item, "date": "2024-07-01", "reason": "值班需要"}]
    write_yaml(notice, record)
    page = sheet_of(site)
    said = part(page, "按例外公开的内容")
    assert "标题，privacy-mobile" in said
    assert "某办公室 2024-07-01，值班需要" in said
    assert "notices/n1/findings/02.yaml:" in said
    assert mobile not in said
    assert "privacy-mobile" not in part(page, "检查发现的问题")


def test_the_approved_text_has_its_fingerprint(site: Path) -> None:
    assert "没有审定稿" in said_on(sheet_of(site, "n1"))
    (site / "content/notices/n1/approved.txt").write_bytes(b"abc")
    said = said_on(sheet_of(site, "n1", code=1))  # the pages say something else
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" in said


# --- changes -----------------------------------------------------------------------------------


def test_changes_since_the_last_site_are_shown_word_by_word(site: Path) -> None:
    change(site / "content/notices/n1/findings/01.yaml", "50.68", "50.86")
    change(site / "content/notices/n1/findings/01.yaml", "没有学习", "从未学习")
    before = snapshot(site / "_site")
    page = sheet_of(site)
    gone = {text_of(e) for e in page.all("del")}
    new = {text_of(e) for e in page.all("ins")}
    assert {"〔删去：50.68〕", "〔删去：没有〕"} <= gone
    assert {"〔加上：50.86〕", "〔加上：从未〕"} <= new
    assert snapshot(site / "_site") == before


def test_without_changes_or_without_a_site_it_says_so(site: Path) -> None:
    assert "没有变化。" in said_on(sheet_of(site))
    shutil.rmtree(site / "_site")
    assert "没有上一版可以比较。" in said_on(sheet_of(site))


def test_it_compares_with_what_is_named(site: Path) -> None:
    shutil.copytree(site / "content", site / "old")
    shutil.copytree(site / "_site", site / "release-1")
    change(site / "content/notices/n1/findings/02.yaml", "台账不全", "台账没有")
    built(site / "content", site / "_site")
    assert "没有变化。" in said_on(sheet_of(site))
    for since in ("old", "release-1"):
        page = sheet_of(site, "--since", since)
        assert "〔加上：没有〕" in {text_of(e) for e in page.all("ins")}
        assert since in said_on(page)
    assert run(site, "zh", "review", "--since", "pages")[0] == 2


def test_only_the_notices_that_are_named_are_on_it(site: Path) -> None:
    change(site / "content/notices/n2/findings/01.yaml", "后续的问题", "别的问题")
    said = said_on(sheet_of(site, "n1"))
    assert "后续的问题" not in said
    assert "别的问题" not in said
    assert "别的问题" in said_on(sheet_of(site, "n1", "n2"))
    code, told = run(site, "zh", "review", "n9")
    assert (code, "没有这份通报：n9" in told) == (2, True)


# --- where it lands, and what may go wrong -----------------------------------------------------


@pytest.mark.parametrize(
    "out",
    [
        "_site/review.html",
        "_site/n1/r.html",
        "content/r.html",
        "content/notices/n1/r.html",
        "release/r.html",
        "link/r.html",
    ],
)
def test_it_is_never_written_where_it_would_be_published(site: Path, out: str) -> None:
    shutil.copytree(site / "_site", site / "release")
    (site / "link").symlink_to(site / "_site")
    before = snapshot(site)
    code, said = run(site, "zh", "review", "--out", out)
    assert (code, "不能放在网站或内容文件夹里" in said) == (2, True), said
    assert snapshot(site) == before


def test_it_lands_beside_the_site_and_nothing_else_changes(site: Path) -> None:
    before = snapshot(site)
    sheet_of(site)
    after = snapshot(site)
    assert after.pop("review.html")
    assert after == before
    assert run(site, "en", "review", "--out", "sheet.html")[0] == 0
    assert (site / "sheet.html").is_file()
    assert run(site, "en", "review", "--out", "no/where.html")[0] == 2


def test_content_with_errors_still_has_its_sheet(site: Path) -> None:
    finding = site / "content/notices/n1/findings/02.yaml"
    finding.write_text(finding.read_text("utf-8").replace('"title"', '"titel"'), "utf-8")
    (site / "content/notices/n0/notice.yaml").write_text("title: [\n", "utf-8")
    page = sheet_of(site, code=1)
    said = said_on(page)
    assert "titel" in said
    assert "内容有错误，做不成网站，所以没有比较。" in said
    assert "notices/n0/notice.yaml" in said
    (site / "content/site.yaml").unlink()
    code, told = run(site, "zh", "review")
    assert (code, "没有审核单" in told) == (1, True)


HOSTILE = "<script>alert(1)</script>\"'&amp; {{ 7*7 }} </style> javascript:alert(1)"


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content", name=HOSTILE)
    write_finding(
        content,
        "n1",
        "01",
        title=HOSTILE,
        measures=[HOSTILE, f"甲\n{HOSTILE}"],
        result=HOSTILE,
        withheld=HOSTILE,
    )
    (content / "notices/n1/overview.md").write_text(
        "甲[乙](https://www.gov.cn/x)[丙](01.html)\n\n## 丁\n", "utf-8"
    )
    assert not build(content, tmp_path / "_site").failed
    page = sheet_of(tmp_path)
    assert page.all("script", "img", "iframe", "form") == []
    assert said_on(page).count(HOSTILE) >= 6
    assert [a.get("href") for a in page.all("a")] == ["https://www.gov.cn/x", None]
    assert text_of(page.all("h4")[0]) == "丁"
    attributes = {name for e in page.all() for name in e.attrib}
    assert not {name for name in attributes if name.startswith("on")}


def test_it_needs_nothing_but_itself(site: Path) -> None:
    text = sheet_of(site).raw.decode()
    assert not re.search(r"src=|<link|url\(|@import", text)
    assert "default-src 'none'" in text.replace("&#39;", "'")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in text


@pytest.mark.parametrize(("language", "title"), [("zh", "公开前审核单"), ("en", "Review sheet")])
def test_it_speaks_the_language_of_the_user(site: Path, language: str, title: str) -> None:
    page = sheet_of(site, language=language)
    assert page.root.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert text_of(page.one("h1")) == title
    assert len(page.ids) == len(set(page.ids))


def test_the_day_is_that_of_the_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    first = sheet_of(site).raw
    assert "2024-06-01" in first.decode()
    assert sheet_of(site).raw == first


# --- the words of the sheets -------------------------------------------------------------------


def words(language: Language) -> dict[str, str]:
    return vars(load_strings(str(SHEETS), language))


def test_every_word_of_the_sheets_is_used_and_there() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SHEETS.glob("*.html"))
    code = "\n".join(
        (TEMPLATES.parent / "site_src" / name).read_text("utf-8")
        for name in ("sheets.py", "commands/diff.py", "commands/review.py")
    )
    asked = set(re.findall(r"\bw\.([a-z_]+)\b", text + code))
    known = set(words(Language.CHINESE))
    assert asked - known == set()
    families = ("field_", "figure_", "role_")
    assert {word for word in known - asked if not word.startswith(families)} == set()
    assert {f"role_{role.value}" for role in ReviewRole} <= known


def test_the_words_are_in_both_languages() -> None:
    zh, en = words(Language.CHINESE), words(Language.ENGLISH)
    assert list(zh) == list(en)
    assert all(zh.values())
    assert all(en.values())
    assert {
        k for k in zh if re.findall(r"\{\w+\}", zh[k]) != re.findall(r"\{\w+\}", en[k])
    } == set()


def test_sheets_parse_strictly(site: Path) -> None:
    sheet_of(site)
    parser = html5lib.HTMLParser(strict=True)
    parser.parse((site / "review.html").read_bytes(), transport_encoding="utf-8")


def test_a_site_that_is_named_and_missing_is_an_error(site: Path) -> None:
    code, said = run(site, "zh", "review", "--site", "nope")
    assert (code, "不存在：nope" in said) == (2, True)
    assert not (site / "review.html").exists()
