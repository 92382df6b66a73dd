"""What differs between two versions: in which field, in which words, and which files nothing explains."""

import io
import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from site_src import cli
from site_src.diff import GONE, NEW, SAME, Item, compare_words, diff, paired
from site_src.model import Finding, Language, Notice
from site_src.sides import words_of
from site_src.templates import load_strings
from tests.site_invariants import (
    TEMPLATES,
    built,
    rich_content,
    small_content,
    snapshot,
    write_finding,
)
from tests.test_invalid import run


def marked(old: str, new: str) -> str:
    signs = {SAME: "{}", GONE: "[{}]", NEW: "<{}>"}
    return "".join(signs[r.how].format(r.text) for r in compare_words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("召开会议3次，研究问题。", "召开会议13次，研究问题。", "召开会议[3]<13>次，研究问题。"),
        ("追缴50.68万元", "追缴50.86万元", "追缴[50.68]<50.86>万元"),
        ("共1,200元", "共1,300元", "共[1,200]<1,300>元"),
        ("完成率95%。", "完成率96%。", "完成率[95%]<96%>。"),
        ("使用Windows系统", "使用Linux系统", "使用[Windows]<Linux>系统"),
        ("学习不实,流于形式。", "学习不实，流于形式。", "学习不实[,]<，>流于形式。"),
        ("已经完成", "没有完成", "[已经]<没有>完成"),
        ("甲一乙二丙", "甲三乙四丙", "甲[一乙二]<三乙四>丙"),
        ("", "新的", "<新的>"),
        ("旧的", "", "[旧的]"),
        ("一样", "一样", "一样"),
        ("第一行\n第二行", "第一行\n第三行", "第一行\n第[二]<三>行"),
        ("𠮷野家", "吉野家", "[𠮷]<吉>野家"),
    ],
)
def test_words_are_compared_as_they_are_read(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@given(st.text("一二三。，12.5 ab\n", max_size=60), st.text("一二三。，12.5 ab\n", max_size=60))
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    runs = compare_words(old, new)
    assert "".join(r.text for r in runs if r.how != NEW) == old
    assert "".join(r.text for r in runs if r.how != GONE) == new
    assert all(r.text for r in runs)


def test_long_texts_are_compared_too() -> None:
    sentences = [f"第{n}次会议研究了第{n * 7}个问题。" for n in range(3000)]
    other = ["另起一句。", *sentences[:1500], "中间改了一句。", *sentences[1501:], "末尾一句。"]
    runs = compare_words("".join(sentences), "".join(other))
    assert "".join(r.text for r in runs if r.how != NEW) == "".join(sentences)
    assert "".join(r.text for r in runs if r.how != GONE) == "".join(other)
    assert sum(len(r.text) for r in runs if r.how != SAME) < 60


def test_a_text_of_very_many_paragraphs_is_compared_in_time() -> None:
    old = "\n\n".join(f"第{i}段的巡渠记录已经补齐。" for i in range(5_000))
    new = old.replace("5段的", "5段之")
    started = time.monotonic()
    runs = compare_words(old, new)
    assert time.monotonic() - started < 10
    assert "".join(run.text for run in runs if run.how != NEW) == old
    assert "".join(run.text for run in runs if run.how != GONE) == new


def test_an_item_put_in_does_not_move_the_others() -> None:
    old = ("一是修订制度；", "二是召开会议；", "三是检查。")
    new = ("一是成立专班；", "二是修订制度；", "二是召开会议；", "三是检查两次。")
    assert list(paired(old, new)) == [
        ("", "一是成立专班；", 1),
        ("一是修订制度；", "二是修订制度；", 2),
        ("三是检查。", "三是检查两次。", 4),
    ]


def item(name: str, **given: str | tuple[str, ...]) -> dict[str, Item]:
    return {name: Item(name, name, given)}


def test_a_field_that_comes_or_goes_is_told() -> None:
    (changed,) = diff(item("n/1", a="甲", b=("乙",)), item("n/1", a="甲", c="丙", b=()))
    assert [(c.field, c.number, c.runs[0].how, c.runs[0].text) for c in changed.changes] == [
        ("c", 0, NEW, "丙"),
        ("b", 1, GONE, "乙"),
    ]


def test_items_are_told_in_natural_order() -> None:
    old = item("n/2", a="甲") | item("n/10", a="甲")
    assert [c.name for c in diff(old, item("n/9", a="乙"))] == ["n/2", "n/9", "n/10"]


# --- folders -----------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The same rich content twice."""
    return rich_content(tmp_path / "a"), rich_content(tmp_path / "b")


def told(folder: Path, old: str, new: str, code: int = 1) -> dict[str, list[dict[str, object]]]:
    found, said = run(folder, "zh", "diff", old, new, "--format", "json")
    assert found == code, said
    said = said[said.index("{") :]
    return dict(json.loads(said))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def add_a_finding(b: Path) -> None:
    write_finding(b, "n1", "04", group="b", title="新的问题。")


CHANGES: dict[str, tuple[Callable[[Path], object], tuple[str, str, list[str]]]] = {
    "a title": (
        lambda b: change(b / "notices/n1/findings/02.yaml", "台账不全", "台账没有"),
        ("changed", "n1/02", ["title"]),
    ),
    "a description": (
        lambda b: change(b / "notices/n1/findings/01.yaml", "没有学习", "从未学习"),
        ("changed", "n1/01", ["description"]),
    ),
    "a correction": (
        lambda b: change(b / "notices/n1/findings/02.yaml", "笔误", "录入有误"),
        ("changed", "n1/02", ["corrections"]),
    ),
    "a figure": (
        lambda b: change(b / "notices/n1/notice.yaml", '"value": "6"', '"value": "7"'),
        ("changed", "n1", ["figures"]),
    ),
    "a text": (
        lambda b: change(b / "notices/n1/overview.md", "召开会议", "召开大会"),
        ("changed", "n1", ["overview"]),
    ),
    "an attachment": (
        lambda b: (b / "notices/n1/attachments/清单.pdf").write_bytes(b"%PDF-1.5"),
        ("changed", "n1", ["files"]),
    ),
    "a channel": (
        lambda b: change(b / "contact.yaml", "0100-1234567", "0100-7654321"),
        ("changed", "contact.yaml", ["channels"]),
    ),
    "a page": (
        lambda b: change(b / "pages/about.md", "关于", "说明"),
        ("changed", "pages/about.md", ["title"]),
    ),
    "a finding more": (add_a_finding, ("new", "n1/04", ["number", "title", "measures", "group"])),
    "a finding less": (
        lambda b: (b / "notices/n1/findings/03.yaml").unlink(),
        ("gone", "n1/03", ["number", "title", "withheld"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_content_is_told_field_by_field(name: str, two: tuple[Path, Path]) -> None:
    make, (how, item_name, changed) = CHANGES[name]
    make(two[1])
    found = told(two[0].parent, "a", "b")
    items = [i for i in found["items"] if i["name"] == item_name]
    assert [i["how"] for i in items] == [how]
    names = {c["field"] for c in items[0]["changes"]}  # type: ignore[attr-defined]
    assert names <= {*changed, "group", "measures"}
    assert set(changed[:1]) <= names
    assert len(found["items"]) == 1


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_change_is_found_in_the_sites(name: str, two: tuple[Path, Path]) -> None:
    CHANGES[name][0](two[1])
    for content in two:
        built(content, content.parent / f"out-{content.name}")
    found = told(two[0].parent, "out-a", "out-b")
    how, item_name, changed = CHANGES[name][1]
    in_data = set(changed) & {"title"} or how != "changed"
    if in_data and "/" in item_name and ".md" not in item_name:
        assert (how, item_name) in [(i["how"], i["name"]) for i in found["items"]]
    else:
        assert found["items"] == []
        assert found["pages"] or found["files"]


def test_a_changed_title_explains_the_pages_that_show_it(two: tuple[Path, Path]) -> None:
    change(two[1] / "notices/n1/findings/02.yaml", "台账不全", "台账没有")
    for content in two:
        built(content, content.parent / f"out-{content.name}")
    found = told(two[0].parent, "out-a", "out-b")
    assert [i["name"] for i in found["items"]] == ["n1/02"]
    assert (found["pages"], found["files"]) == ([], [])


def test_what_changed_beside_a_field_is_not_hidden_by_it(two: tuple[Path, Path]) -> None:
    change(two[1] / "notices/n1/findings/02.yaml", "台账不全", "台账没有")
    for content in two:
        built(content, content.parent / f"out-{content.name}")
    page = two[0].parent / "out-b" / "n1" / "02.html"
    page.write_text(re.sub("<h1[^>]*>", r"\g<0>未经批准", page.read_text("utf-8")), "utf-8")
    found = told(two[0].parent, "out-a", "out-b")
    assert "未经批准" in json.dumps(found["pages"], ensure_ascii=False)
    assert found["pages"][0]["pages"] == ["n1/02.html"]


def test_a_file_that_no_field_explains_is_named(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    built(two[0], folder / "out-a")
    shutil.copytree(folder / "out-a", folder / "out-b")
    (folder / "out-b/n1/attachments/清单.pdf").write_bytes(b"harmed")
    (folder / "out-b/contact-office.vcf").unlink()
    page = folder / "out-b" / "n1" / "01.html"
    page.write_bytes(page.read_bytes().replace(b"<main", b"<main hidden"))
    (folder / "out-b/not-ours.txt").write_text("x")
    found = told(folder, "out-a", "out-b")
    assert {(f["how"], f["address"]) for f in found["files"]} == {
        ("changed", "n1/attachments/清单.pdf"),
        ("gone", "contact-office.vcf"),
        ("changed", "n1/01.html"),
    }
    assert (found["items"], found["pages"]) == ([], [])


def test_what_is_the_same_is_0(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    notice = two[1] / "notices" / "n1" / "notice.yaml"
    change(notice, "审核人甲", "审核人丁")
    change(notice, "内部备注一", "另一条备注")
    assert told(folder, "a", "b", 0) == {
        "schema": "gongkai-diff/1", "same": True, "items": [], "pages": [], "files": [],
    }  # fmt: skip
    for content in two:
        built(content, folder / f"out-{content.name}")
    for pair in (("out-a", "out-b"), ("a", "out-b"), ("out-a", "b")):
        code, said = run(folder, "zh", "diff", *pair)
        assert (code, said.splitlines()[-1]) == (0, "两边没有区别。"), said


def test_content_is_compared_with_a_site_by_its_data(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    built(two[0], folder / "out-a")
    change(two[1] / "notices/n1/findings/02.yaml", "台账不全", "台账没有")
    change(two[1] / "notices/n1/notice.yaml", "第1份通报", "第一份通报")
    found = told(folder, "out-a", "b")
    assert [i["name"] for i in found["items"]] == ["n1", "n1/02"]


def test_internal_words_are_never_shown(two: tuple[Path, Path]) -> None:
    shutil.rmtree(two[1] / "notices" / "n1")
    shutil.rmtree(two[1] / "notices" / "n2")
    for form in ("text", "json", "html"):
        code, said = run(two[0].parent, "zh", "diff", "a", "b", "--format", form)
        if code == 2:  # n0 names n1 as its successor
            change(two[1] / "notices/n0/notice.yaml", ', "successor": "n1"', "")
            code, said = run(two[0].parent, "zh", "diff", "a", "b", "--format", form)
        assert code == 1
        assert "学习不实" in said
        assert not re.search("内部备注|审核人", said)


def test_colours_are_for_a_terminal_only(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(two[1] / "notices/n1/findings/02.yaml", "台账不全", "台账没有")
    monkeypatch.chdir(two[0].parent)
    monkeypatch.setenv("GONGKAI_LANG", "en")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = "title: 台账[-不全-]{+没有+}。"
    coloured = "title: 台账\033[31m[-不全-]\033[0m\033[32m{+没有+}\033[0m。"
    assert plain in shown_on(Terminal(is_one=False), monkeypatch)
    assert coloured in shown_on(Terminal(is_one=True), monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert plain in shown_on(Terminal(is_one=True), monkeypatch)


class Terminal(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, is_one: bool) -> None:
        super().__init__()
        self.is_one = is_one

    def isatty(self) -> bool:
        return self.is_one


def shown_on(stream: Terminal, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.stdout", stream)
    assert cli.main(["diff", "a", "b"]) == 1
    return stream.getvalue()


HOSTILE = "<script>alert(1)</script>\"'&amp; {{ 7*7 }} [-甲-] \u001b[31m"


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    for name in "ab":
        small_content(tmp_path / name)
    text = HOSTILE.replace("\u001b", "")
    write_finding(tmp_path / "b", "n1", "01", title=text, measures=[f"{text}\n第二行"])
    code, said = run(tmp_path, "zh", "diff", "a", "b", "--format", "html")
    assert code == 1
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(said)
    assert root.findall(".//script") == []
    inserted = ["".join(e.itertext()) for e in root.iter("ins")]
    assert any(f"〔加上：{text}〕" in words for words in inserted), inserted
    assert not re.search(r"(href|src)=|url\(|@import", said)
    code, said = run(tmp_path, "zh", "diff", "a", "b")
    assert "⏎第二行" in said


def test_a_page_of_elsewhere_cannot_colour_the_terminal(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    built(two[0], folder / "out-a")
    shutil.copytree(folder / "out-a", folder / "out-b")
    page = folder / "out-b" / "n1" / "full.html"
    page.write_bytes(page.read_bytes().replace("召开会议".encode(), "\u001b[2J召开".encode()))
    code, said = run(folder, "zh", "diff", "out-a", "out-b")
    assert code == 1
    assert "\\x1b[2J" in said
    assert "\u001b" not in said


def test_a_report_goes_into_a_file(two: tuple[Path, Path]) -> None:
    folder = two[0].parent
    change(two[1] / "notices/n1/findings/02.yaml", "台账不全", "台账没有")
    code, said = run(folder, "en", "diff", "a", "b", "--format", "html", "--out", "d.html")
    assert (code, said) == (1, "written: d.html\n")
    page = (folder / "d.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert "[gone: </span>不全<" in page
    assert run(folder, "en", "diff", "a", "b", "--out", "no/where")[0] == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('{"notice": {"slug": 1, "title": 2}, "findings": []}', 1),
        (
            '{"notice": {"slug": "x", "title": 3}, "findings": [{"number": 1, "title": 2, "finding": 5}]}',
            1,
        ),
        ("[" * 100_000, 2),
    ],
)
def test_odd_data_of_a_site_is_no_fault_of_ours(tmp_path: Path, data: str, code: int) -> None:
    for name, text in (("a", "[]"), ("b", data)):
        (tmp_path / name / "n1").mkdir(parents=True)
        (tmp_path / name / "n1/findings.json").write_text(text)
        listed = f"{'0' * 64}  n1/findings.json\n" if name == "b" else ""
        (tmp_path / name / "SHA256SUMS").write_text(listed)
    assert run(tmp_path, "zh", "diff", "a", "b")[0] == code


@pytest.mark.parametrize(
    "pair", [("a", "nowhere"), ("pages", "b"), ("a", "broken"), ("a", "foreign")]
)
def test_what_cannot_be_compared_is_2(two: tuple[Path, Path], pair: tuple[str, str]) -> None:
    folder = two[0].parent
    (folder / "pages").mkdir()
    shutil.copytree(two[0], folder / "broken")
    change(folder / "broken/notices/n1/findings/02.yaml", '"title"', '"titel"')
    (folder / "foreign" / "n1").mkdir(parents=True)
    (folder / "foreign/n1/findings.json").write_text('{"notice": 1}')
    (folder / "foreign/SHA256SUMS").write_text(
        f"{'0' * 64}  n1/findings.json\n{'0' * 64}  ../a/site.yaml\n"
    )
    before = snapshot(folder)
    code, said = run(folder, "zh", "diff", *pair)
    assert code == 2, said
    assert "Traceback" not in said
    assert snapshot(folder) == before


def test_texts_of_a_page_are_told_apart_as_a_reader_does() -> None:
    page = """<head><title>题</title></head><body><script>x</script><h1>一<b>二</b></h1><p>三<br>四</p>
    <ul><li>五</li><li><a href="https://e.cn/x">六</a></li></ul><p><span>3</span><span>5</span></p>"""
    assert words_of(page) == ("一二", "三\n四", "五", "[https://e.cn/x] 六", "3 5")


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
def test_every_field_that_may_differ_has_a_name(language: Language) -> None:
    words = vars(load_strings(str(TEMPLATES / "sheets"), language))
    names = {f.name for kind in (Notice, Finding) for f in fields(kind)} - {"review", "internal"}
    assert {name for name in names if f"field_{name}" not in words} == set()
