"""Word files: what a reader of the printed page sees becomes paragraphs, all else is told as left out."""

import random
import re
import time
from html import escape
from pathlib import Path

import pytest

from site_src.importers.outline import number_of
from site_src.importers.plain_text import read_text
from site_src.importers.source import CannotImport, Cell, Reason, Source
from site_src.importers.word.docx import read_docx
from site_src.importers.word.numerals import FORMS, numeral
from tests.word_files import (
    RELS,
    SPACES,
    W,
    definition,
    field,
    item,
    level,
    listed,
    p,
    package,
    relation,
    style,
    t,
    table,
    word,
)


def read(body: str, **parts: str) -> Source:
    return read_docx(word(body, **parts), "某通报.docx")


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in read(body, **parts).paragraphs]


def left_out(body: str, **parts: str) -> list[tuple[Reason, str, str]]:
    return [(out.reason, out.text, out.place) for out in read(body, **parts).left_out]


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("numberInDash", {3: "- 3 -"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 105: "一○五"}),
        (
            "chineseCountingThousand",
            {10: "十", 21: "二十一", 100: "一百", 105: "一百零五", 110: "一百一十", 1005: "一千零五", 10010: "一万零一十"},
        ),
        ("taiwaneseCounting", {10: "十", 105: "一○五"}),
        ("taiwaneseCountingThousand", {105: "一百零五"}),
        ("ideographDigital", {10: "一〇", 12: "一二"}),
        ("japaneseCounting", {10: "十", 100: "百", 111: "百十一", 205: "二百五", 1000: "千"}),
        ("chineseLegalSimplified", {10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("ideographLegalTraditional", {12: "壹拾貳"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographEnclosedCircle", {2: "㊁"}),
        ("none", {2: ""}),
    ],
)  # fmt: skip
def test_a_count_is_written_as_word_prints_it(form: str, written: dict[int, str]) -> None:
    assert {count: numeral(count, form) for count in written} == written


def test_any_count_is_written_somehow() -> None:
    for form in FORMS:
        for count in (-3, 0, 1, 27, 101, 4000, 99_999, 123_456_789):
            assert numeral(count, form) is not None
    assert numeral(7, "custom", "001, 002, ...") == "007"
    assert numeral(7, "hebrew1") is None


NOTICE = definition(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
) + listed(1, 0)


def test_levels_count_each_for_itself_and_begin_anew_below() -> None:
    body = "".join(
        item(text, 1, depth)
        for text, depth in (
            ("组织", 0), ("加强领导", 1), ("压实责任", 1), ("落实", 0), ("方面", 1), ("问题", 2), ("问题", 2), ("措施", 3), ("方面", 1), ("问题", 2),
        )
    )  # fmt: skip
    assert texts(body, numbering=NOTICE) == [
        "一、组织", "（一）加强领导", "（二）压实责任", "二、落实", "（一）方面", "1.问题", "2.问题", "（1）措施", "（二）方面", "1.问题",
    ]  # fmt: skip


def test_a_list_goes_on_across_other_paragraphs_and_tables() -> None:
    body = item("甲", 1, 2) + p("正文") + table(("表",)) + item("乙", 1, 2)
    assert texts(body, numbering=NOTICE) == ["1.甲", "正文", "表", "2.乙"]


def test_lists_of_one_definition_share_its_counters() -> None:
    body = item("甲", 1, 2) + item("乙", 2, 2) + item("丙", 1, 2)
    assert texts(body, numbering=NOTICE + listed(2, 0)) == ["1.甲", "2.乙", "3.丙"]


def test_a_list_that_says_where_it_starts_does_so_once() -> None:
    anew = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("甲", 1, 2) + item("乙", 2, 2) + item("丙", 2, 2)
    assert texts(body, numbering=NOTICE + listed(2, 0, anew)) == ["1.甲", "5.乙", "6.丙"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1", start=3)}</w:lvlOverride>'
    assert texts(item("甲", 2, 0), numbering=NOTICE + listed(2, 0, own)) == ["③甲"]


def test_a_start_other_than_one_and_literal_signs() -> None:
    lists = definition(0, level(0, "decimal", "第%1项：", start=4)) + listed(1, 0)
    assert texts(item("甲", 1, 0) + item("乙", 1, 0), numbering=lists) == ["第4项：甲", "第5项：乙"]


def test_a_number_may_hold_those_above_it() -> None:
    lists = definition(
        0,
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    ) + listed(1, 0)
    body = item("甲", 1, 0) + item("乙", 1, 1) + item("丙", 1, 2)
    assert texts(body, numbering=lists) == ["一、甲", "一.1乙", "1.1.1丙"]


def test_a_level_that_was_left_out_shows_its_start() -> None:
    lists = definition(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + listed(1, 0)
    assert texts(item("甲", 1, 1) + item("乙", 1, 0), numbering=lists) == ["1.1甲", "1.乙"]


@pytest.mark.parametrize(("restart", "last"), [("", "1."), ("0", "3."), ("1", "3.")])
def test_when_a_level_begins_anew(restart: str, last: str) -> None:
    said = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    lists = definition(
        0,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.", said),
    ) + listed(1, 0)
    body = item("", 1, 0) + item("", 1, 1) + item("", 1, 2) * 2 + item("", 1, 1) + item("", 1, 2)
    assert texts(body, numbering=lists)[-1] == last


def test_numbers_come_through_styles_and_those_they_are_based_on() -> None:
    styles = (
        style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("H2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', "H1")
        + style("H2b", "小标题", "", "H2")
        + style("Off", "无编号", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', "H1")
        + style("Loop", "循环", "", "Loop")
    )
    body = "".join(
        p(text, f'<w:pStyle w:val="{name}"/>')
        for text, name in (
            ("甲", "H1"), ("乙", "H2"), ("丙", "H2b"), ("丁", "Off"), ("戊", "Loop"), ("己", "H1"),
        )
    )  # fmt: skip
    assert texts(body, numbering=NOTICE, styles=styles) == [
        "一、甲", "（一）乙", "（二）丙", "丁", "戊", "二、己",
    ]  # fmt: skip


def test_a_style_without_a_level_finds_it_in_the_list() -> None:
    lists = definition(
        0, level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:pStyle w:val="S"/>')
    ) + listed(1, 0)
    styles = style("S", "问题", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    assert texts(p("甲", '<w:pStyle w:val="S"/>'), numbering=lists, styles=styles) == ["（1）甲"]


def test_a_paragraph_overrules_its_style() -> None:
    styles = style("S", "问题", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    said = '<w:pStyle w:val="S"/>'
    body = item("甲", 0, None, said) + item("乙", None, 2, said) + p("丙", said)
    assert texts(body, numbering=NOTICE, styles=styles) == ["甲", "1.乙", "一、丙"]


def test_a_definition_may_point_to_another_by_a_style_of_lists() -> None:
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = style(
        "L", "编号", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering"
    )
    body = item("甲", 9, 0) + item("乙", 1, 0)
    assert texts(body, numbering=NOTICE + linked + listed(9, 7), styles=styles) == [
        "一、甲",
        "二、乙",
    ]


def test_a_format_that_is_not_known_is_told() -> None:
    source = read(
        item("甲", 1, 0), numbering=definition(0, level(0, "hebrew1", "%1.")) + listed(1, 0)
    )
    assert source.paragraphs[0].text == "1.甲"
    assert source.remarks[0].words == "hebrew1"


def test_bullets_are_the_signs_that_they_look_like() -> None:
    lists = definition(0, level(0, "bullet", "\uf06c"), level(1, "bullet", "—")) + listed(1, 0)
    assert texts(item("甲", 1, 0) + item("乙", 1, 1), numbering=lists) == ["●甲", "—乙"]


def test_what_separates_a_number_from_its_text_is_not_taken_over() -> None:
    for separator in ("tab", "space", "nothing"):
        lists = definition(0, level(0, "decimal", "%1.", f'<w:suff w:val="{separator}"/>'))
        assert texts(item("甲", 1, 0), numbering=lists + listed(1, 0)) == ["1.甲"]


def test_a_paragraph_that_points_to_no_list_has_no_number() -> None:
    assert texts(item("甲", 5, 0) + item("乙", 1, 8), numbering=NOTICE) == ["甲", "乙"]


# --- paragraphs ----------------------------------------------------------------------------------


def test_every_sign_of_a_run_is_kept() -> None:
    runs = (
        "<w:r><w:t>甲 </w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="2116"/></w:r>'
        f"{t('　“丁”', '<w:b/>')}<w:hyperlink r:id='x'>{t('戊')}</w:hyperlink>"
        f"<w:smartTag><w:smartTag>{t('己')}</w:smartTag></w:smartTag>"
        f"<w:customXml>{t('庚')}</w:customXml><w:unknown>{t('辛')}</w:unknown>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{t('壬 ')}</w:sdtContent></w:sdt>"
    )
    assert texts(p(runs)) == ["甲\t乙-丙☑№　“丁”戊己庚辛壬 "]


def test_a_line_break_ends_a_paragraph() -> None:
    runs = f"{t('甲')}<w:r><w:br/><w:t>乙</w:t><w:cr/><w:t>丙\u2028丁</w:t><w:br w:type='page'/><w:t>戊\n己</w:t></w:r>"
    source = read(item(runs, 1, 2), numbering=NOTICE)
    assert [(x.text, x.place) for x in source.paragraphs] == [
        ("1.甲", "¶1"), ("乙", "¶2"), ("丙", "¶3"), ("丁", "¶4"), ("戊 己", "¶5"),
    ]  # fmt: skip


def test_a_blank_paragraph_is_none() -> None:
    assert texts(p() + p("　") + p("甲")) == ["甲"]


def test_heading_levels() -> None:
    styles = (
        style("A", "heading 1")
        + style("B", "标题 2")
        + style("C", "自定义", "", "A")
        + style("D", "正文", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "A")
        + style("E", "级别", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    )
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in "ABCDE")
    body += p("F", '<w:outlineLvl w:val="0"/>') + p("G")
    assert [x.heading for x in read(body, styles=styles).paragraphs] == [1, 2, 1, 0, 3, 1, 0]


def test_formulas_are_read_and_told() -> None:
    formula = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    source = read(p(t("面积") + formula))
    assert source.paragraphs[0].text == "面积x2"
    assert source.remarks[0].words == "x2"


def test_a_drop_cap_stands_with_its_word() -> None:
    assert texts(p("本", '<w:framePr w:dropCap="drop"/>') + p("届")) == ["本届"]


def test_only_the_base_of_ruby_is_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{t('pín')}</w:rt><w:rubyBase>{t('贫')}</w:rubyBase></w:ruby></w:r>"
    assert texts(p(ruby)) == ["贫"]
    assert left_out(p(ruby)) == [(Reason.NOTE, "pín", "¶1")]


# --- fields --------------------------------------------------------------------------------------


def test_of_a_field_the_result_is_shown() -> None:
    inner = field("REF x", t("乙"))
    assert texts(p(t("甲") + field("HYPERLINK " + "x", inner + t("丙")) + t("丁"))) == ["甲乙丙丁"]
    assert texts(
        p(f"{t('共')}<w:fldSimple w:instr='NUMPAGES'>{t('8')}</w:fldSimple>{t('页')}")
    ) == ["共8页"]


def test_a_field_within_an_instruction_is_no_text() -> None:
    body = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("MERGEFIELD x", t("甲"))
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("乙")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(p(body)) == ["乙"]


@pytest.mark.parametrize(("sign", "circle"), [("3", "③"), ("36", "㊱"), ("二", "㊁")])
def test_signs_in_circles_are_signs(sign: str, circle: str) -> None:
    assert texts(p(field(rf" eq \o\ac(○,{sign}) ") + t("甲"))) == [f"{circle}甲"]


def test_a_field_that_shows_something_unknown_is_told() -> None:
    source = read(p(t("甲") + field(r"EQ \f(1,2)") + field("XE 索引")))
    assert [out.text for out in source.left_out] == [r"EQ \f(1,2)"]
    assert source.remarks[0].words == r"EQ \f(1,2)"


def test_a_field_that_never_ends_loses_nothing() -> None:
    body = p(t("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("乙")) + p("丙")
    assert left_out(body) == [(Reason.HIDDEN, "乙丙", "¶2")]


def test_a_table_of_contents_is_left_out() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录') + p('一、组织')}</w:sdtContent></w:sdt>"
    assert texts(control + p("一、组织")) == ["一、组织"]
    assert left_out(control + p("一、组织")) == [(Reason.REPEATED, "目录\n一、组织", "¶1")]
    bare = p(field("TOC \\o", t("一、组织"))) + p("一、组织")
    assert left_out(bare) == [(Reason.REPEATED, "一、组织", "¶1")]


# --- tracked changes and what is hidden ----------------------------------------------------------


def test_inserted_text_is_kept_and_told_and_deleted_text_is_left_out() -> None:
    body = p(
        t("已")
        + "<w:del w:author='李某'><w:r><w:delText>基</w:delText></w:r></w:del><w:del w:author='李某'><w:r><w:delText>本</w:delText></w:r></w:del>"
        + f"<w:ins w:author='李某'>{t('全部')}</w:ins>"
        + t("完成")
    )
    source = read(body)
    assert source.paragraphs[0].text == "已全部完成"
    assert left_out(body) == [(Reason.DELETED, "基本", "¶1 李某")]
    assert [(r.place, r.words) for r in source.remarks] == [("¶1", "全部")]


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = p(f"<w:moveFrom>{t('甲')}</w:moveFrom>{t('乙')}") + p(f"<w:moveTo>{t('甲')}</w:moveTo>")
    assert texts(body) == ["乙", "甲"]
    assert left_out(body) == [(Reason.DELETED, "甲", "¶1")]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    body = item("甲", 1, 2) + p(
        "乙", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>', "<w:del/>"
    )
    assert texts(body + item("丙", 1, 2), numbering=NOTICE) == ["1.甲", "2.乙丙"]


def test_hidden_text_is_left_out_and_told() -> None:
    body = p(
        t("甲")
        + t("乙", "<w:vanish/>")
        + t("丙", '<w:vanish w:val="0"/>')
        + t("丁", "<w:webHidden/>")
    )
    assert texts(body) == ["甲丙丁"]
    assert left_out(body) == [(Reason.HIDDEN, "乙", "¶1")]


def test_styles_may_hide() -> None:
    hides = "<w:rPr><w:vanish/></w:rPr>"
    styles = (
        style("P", "隐藏段", hides)
        + style("Q", "下级", "", "P")
        + style("C", "隐藏字", hides, kind="character")
    )
    in_c = '<w:rStyle w:val="C"/>'
    body = (
        p(t("甲") + t("乙", in_c))
        + p(t("丙") + t("丁", in_c) + t("戊", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Q"/>')
        + p("己")
    )
    assert texts(body, styles=styles) == ["甲", "丁戊己"]
    assert [text for _, text, _ in left_out(body, styles=styles)] == ["乙", "丙"]


def test_a_hidden_paragraph_takes_no_number_and_a_joined_heading_keeps_its_own() -> None:
    numbered = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    body = p(t("甲", "<w:vanish/>"), numbered, "<w:vanish/>") + item("乙", 1, 2)
    assert texts(body, numbering=NOTICE) == ["1.乙"]
    joined = p("标题。", numbered, "<w:vanish/><w:specVanish/>")
    assert texts(joined + p("正文"), numbering=NOTICE) == ["1.标题。正文"]
    assert texts(joined + item("正文", 1, 3), numbering=NOTICE) == ["1.标题。（1）正文"]


def test_a_number_without_text_is_kept_and_told() -> None:
    source = read(item("甲", 1, 2) + item("", 1, 2) + table((item("", 1, 2),)), numbering=NOTICE)
    assert [x.text for x in source.paragraphs] == ["1.甲", "2.", "3."]
    assert [(r.place, r.words) for r in source.remarks] == [("¶2", "2.")]


# --- tables and frames ---------------------------------------------------------------------------


def test_cells_know_their_place() -> None:
    inner = p("外") + table(("内",)) + p("")
    body = table(("序号", "问题"), ("1", inner)) + p("正文") + table(("二",))
    assert [(x.text, x.cell) for x in read(body).paragraphs] == [
        ("序号", Cell(0, 0, 0)), ("问题", Cell(0, 0, 1)), ("1", Cell(0, 1, 0)), ("外", Cell(0, 1, 1)), ("内", Cell(1, 0, 0)),
        ("正文", None), ("二", Cell(2, 0, 0)),
    ]  # fmt: skip


def test_a_merged_cell_shows_its_text_once_and_takes_its_columns() -> None:
    goes_on = f"<w:tcPr><w:vMerge/></w:tcPr>{p('旧')}"
    body = table(
        (f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("头")}', "三"),
        (f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("甲")}', "乙", "丙"),
        (goes_on, "丁", "戊"),
    )
    source = read(body)
    cells = {x.text: (x.cell.row, x.cell.column) for x in source.paragraphs if x.cell}
    assert cells == {"头": (0, 0), "三": (0, 2), "甲": (1, 0), "乙": (1, 1), "丙": (1, 2), "丁": (2, 1), "戊": (2, 2)}  # fmt: skip
    assert [(out.reason, out.text) for out in source.left_out] == [(Reason.HIDDEN, "旧")]


def test_rows_in_content_controls_and_rows_that_are_gone() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    rows = (
        f"<w:sdt><w:sdtContent>{row.format('', p('甲'))}</w:sdtContent></w:sdt>"
        + row.format("<w:trPr><w:hidden/></w:trPr>", p("乙"))
        + row.format("<w:trPr><w:del/></w:trPr>", p("丙"))
        + f"<w:tr><w:sdt><w:sdtContent><w:tc>{p('丁')}</w:tc></w:sdtContent></w:sdt></w:tr>"
    )
    source = read(f"<w:tbl>{rows}</w:tbl>")
    assert [x.text for x in source.paragraphs] == ["甲", "丁"]
    assert [(out.reason, out.text) for out in source.left_out] == [
        (Reason.HIDDEN, "乙"),
        (Reason.DELETED, "丙"),
    ]


def box(text: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    new = f"<w:drawing><wp:anchor><wp:docPr descr=''/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    return f"<w:r>{both}</w:r>"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    source = read(p(t("甲") + box("框") + t("乙")) + p("丙"))
    assert [x.text for x in source.paragraphs] == ["甲乙", "框", "丙"]
    assert [(r.place, r.words) for r in source.remarks] == [("¶2", "框")]
    choice = box("旧").replace("旧", "新", 1)
    assert texts(p(choice)) == ["新"]
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(p(t("甲") + old)) == ["甲", "框"]


def test_pictures_are_told_with_what_is_said_of_them() -> None:
    new = "<w:r><w:drawing><wp:inline><wp:docPr descr='会场'/><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    old = "<w:r><w:pict><v:shape><v:imagedata r:id='x' o:title='公章'/></v:shape></w:pict></w:r>"
    art = "<w:r><w:pict><v:shape><v:textpath string='送审稿'/></v:shape></w:pict></w:r>"
    bare = new.replace("descr='会场'", "")
    assert left_out(p("甲") + p(new + old + art + bare)) == [
        (Reason.PICTURE, text, "¶2") for text in ("会场", "公章", "送审稿", "")
    ]


def test_a_symbol_that_is_not_known_is_told() -> None:
    source = read(p(t("甲") + '<w:r><w:sym w:font="Webdings" w:char="F030"/></w:r>'))
    assert [(out.reason, out.text) for out in source.left_out] == [
        (Reason.PICTURE, "Webdings F030")
    ]
    assert source.remarks[0].words == "Webdings F030"


def test_signs_without_a_standard_code_are_drawn_or_told() -> None:
    in_wingdings = t("\uf0fe\uf001", '<w:rFonts w:ascii="Wingdings"/>')
    source = read(p(in_wingdings) + p("张\ue123"))
    assert [x.text for x in source.paragraphs] == ["☑\uf001", "张\ue123"]
    assert [(r.place, r.words) for r in source.remarks] == [("¶1", "☑\uf001"), ("¶2", "张\ue123")]


# --- what stands beside the text -----------------------------------------------------------------


def test_comments_notes_and_page_heads_are_told_with_their_places() -> None:
    body = p("甲") + p(
        t("乙")
        + '<w:r><w:commentReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    parts = {
        "comments": f'<w:comment w:id="5" w:author="王某">{p("请核对")}</w:comment>'
        f'<w:comment w:id="6" w:author="王某">{p("无处")}</w:comment>',
        "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p("尾注")}</w:endnote>',
        "header": p("内部资料"),
        "footer": p(field("PAGE", t("3"))),
    }
    assert texts(body, **parts) == ["甲", "乙"]
    assert left_out(body, **parts) == [
        (Reason.COMMENT, "请核对\n".strip(), "¶2 王某"),
        (Reason.NOTE, "脚注", "¶2"),
        (Reason.NOTE, "尾注", "¶2"),
        (Reason.PAGE, "内部资料", ""),
        (Reason.PAGE, "3", ""),
        (Reason.COMMENT, "无处", "王某"),
    ]


def test_watermarks_and_pictures_of_page_heads_are_told() -> None:
    mark = "<w:r><w:pict><v:shape><v:textpath string='送审稿'/></v:shape></w:pict></w:r>"
    logo = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    assert left_out(p("甲"), header=p(mark), footer=p(logo)) == [
        (Reason.PAGE, "送审稿", ""), (Reason.PICTURE, "footer", ""),
    ]  # fmt: skip


def test_parts_are_found_as_the_file_says() -> None:
    document = f"<w:document {SPACES}><w:body>{item('甲', 1, 0)}</w:body></w:document>"
    data = package(
        {
            "_rels/.rels": RELS.format(relation("a", "officeDocument", "/word/document2.xml")),
            "word/document2.xml": document,
            "word/_rels/document2.xml.rels": RELS.format(
                relation("b", "numbering", "../lists/n.xml")
            ),
            "lists/n.xml": f"<w:numbering {SPACES}>{NOTICE}</w:numbering>",
        }
    )
    assert [x.text for x in read_docx(data, "x").paragraphs] == ["一、甲"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_office_files_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    xml = f'<?xml version="1.0" encoding="{name}"?>' + body_of(p("甲"))
    assert [x.text for x in read_docx(document(xml.encode(encoding)), "x").paragraphs] == ["甲"]


def test_the_strict_form_of_the_standard_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f"<w:document {SPACES}><w:body>{p('甲')}</w:body></w:document>".replace(W, strict)
    data = package(
        {
            "_rels/.rels": RELS.format(relation("a", "officeDocument", "word/document.xml")),
            "word/document.xml": document,
        }
    )
    assert [x.text for x in read_docx(data, "x").paragraphs] == ["甲"]


# --- whole notices -------------------------------------------------------------------------------

NOTICES = sorted((Path(__file__).parent / "data" / "notices").glob("*.txt"))
NUMBERS = (
    ("chineseCountingThousand", "%1、", re.compile("([一二三四五六七八九十]+)、")),
    ("chineseCountingThousand", "（%1）", re.compile("（([一二三四五六七八九十]+)）")),
    ("decimal", "%1.", re.compile("([0-9]+)[.]")),
    ("decimal", "（%1）", re.compile("（([0-9]+)）")),
    ("decimalEnclosedCircle", "%1", re.compile("([①-⑳])")),
)


def numbered(lines: list[str]) -> bytes:
    """A Word file of these lines in which the numbers at their beginnings are automatic, each list with its own start."""
    lists = "".join(definition(n, level(0, *form[:2])) for n, form in enumerate(NUMBERS))
    body, uses = "", ""
    for number, line in enumerate(lines, 1):
        kinds = ((n, found) for n, (*_, form) in enumerate(NUMBERS) if (found := form.match(line)))
        kind, found = next(kinds, (0, None))
        if found is None:
            body += p(escape(line))
            continue
        start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number_of(found[1])}"/></w:lvlOverride>'
        uses += listed(number, kind, start)
        body += item(escape(line[found.end() :]), number, 0)
    return word(body, numbering=lists + uses)


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_a_notice_with_automatic_numbers_is_the_notice(path: Path) -> None:
    text = read_text(path.read_bytes(), "x")
    through_word = read_docx(numbered([x.text for x in text.paragraphs]), "x")
    assert [x.text for x in through_word.paragraphs] == [x.text for x in text.paragraphs]


# --- nothing is lost -----------------------------------------------------------------------------


class Writer:
    """Documents put together by chance; each piece of text is a sign that occurs only once."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.next = 0x4E00

    def sign(self) -> str:
        self.next += 1
        return chr(self.next)

    def inline(self, depth: int) -> str:
        inside = (
            "".join(self.inline(depth - 1) for _ in range(self.chance.randrange(3)))
            if depth
            else ""
        )
        gone = f"<w:r><w:delText>{self.sign()}</w:delText></w:r>"
        return self.chance.choice(
            [
                t(self.sign()),
                t(self.sign(), "<w:vanish/>"),
                f"<w:ins>{inside}</w:ins>",
                f"<w:del>{gone}</w:del>",
                f"<w:moveFrom>{t(self.sign())}</w:moveFrom>",
                f"<w:hyperlink>{inside}</w:hyperlink>",
                f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>",
                f"<w:whatever>{inside}</w:whatever>",
                field("REF x", inside),
                field("TOC", inside),
                f"<w:r><w:pict><v:textbox><w:txbxContent>{self.block(depth - 1)}</w:txbxContent></v:textbox></w:pict></w:r>"
                if depth
                else "<w:r><w:br/></w:r>",
                f"<w:r><w:ruby><w:rt>{t(self.sign())}</w:rt><w:rubyBase>{t(self.sign())}</w:rubyBase></w:ruby></w:r>",
                f"<m:oMath><m:r><m:t>{self.sign()}</m:t></m:r></m:oMath>",
            ]
        )

    def block(self, depth: int) -> str:
        if depth > 0 and self.chance.random() < 0.3:
            about = self.chance.choice(
                ["", "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>']
            )
            row = self.chance.choice(
                ["", "<w:trPr><w:hidden/></w:trPr>", "<w:trPr><w:del/></w:trPr>"]
            )
            cell = f"<w:tc>{about}{self.block(depth - 1)}</w:tc>"
            return f"<w:tbl><w:tr>{row}{cell}</w:tr></w:tbl>{p()}"
        runs = "".join(self.inline(depth) for _ in range(self.chance.randrange(1, 4)))
        about = self.chance.choice(
            ["", "", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>']
        )
        return p(runs, about, self.chance.choice(["", "", "<w:del/>", "<w:vanish/>", "<w:ins/>"]))


@pytest.mark.parametrize("seed", range(40))
def test_each_sign_is_in_the_text_or_told_and_only_once(seed: int) -> None:
    writer = Writer(seed)
    body = p(writer.sign()) + "".join(writer.block(3) for _ in range(30))
    source = read(body, numbering=NOTICE)
    found = "".join([x.text for x in source.paragraphs] + [out.text for out in source.left_out])
    came, signs = (sorted(sign for sign in text if sign > "\u4e00") for text in (body, found))
    assert signs == came


# --- files that cannot be read -------------------------------------------------------------------


def document(xml: str | bytes) -> bytes:
    return package(
        {
            "_rels/.rels": RELS.format(relation("a", "officeDocument", "word/document.xml")),
            "word/document.xml": xml,
        }
    )


def body_of(inside: str) -> str:
    return f"<w:document {SPACES}><w:body>{inside}</w:body></w:document>"


BOMBS = {
    "entities": lambda: document('<!DOCTYPE x [<!ENTITY a "甲">]>' + body_of(p("&amp;"))),
    "billion laughs": lambda: document(
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        + body_of(p(t("&c;")))
    ),
    "outside entity": lambda: document(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + body_of(p(t("&a;")))
    ),
    "deep": lambda: document(body_of("<w:sdt>" * 1_000_000 + "</w:sdt>" * 1_000_000)),
    "wide": lambda: document(body_of(p("甲") + "<w:bookmarkEnd/>" * 900_000)),
    "many paragraphs": lambda: document(body_of(p("甲") * 60_000)),
    "attributes": lambda: document(
        body_of("<w:p " + " ".join(f'a{n}="1"' for n in range(1_600_000)) + "/>")
    ),
    "zeros": lambda: document(b"\0" * 300_000_000),
    "a text of 200 MB": lambda: document(body_of(p(t("甲" * 70_000_000)))),
    "many parts": lambda: word(p("甲")) + b"PK\1\2" * 11_000 + word(p("甲")),
    "other signs for signs": lambda: document(
        ('<?xml version="1.0" encoding="IBM037"?>' + body_of(p("x"))).encode("cp037")
    ),
    "signs as letters": lambda: document(
        b'<?xml version="1.0" encoding="UTF-7"?>' + body_of(p("甲")).encode("utf-7")
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_files_made_to_harm_end_quickly(name: str) -> None:
    data = BOMBS[name]()
    begun = time.process_time()
    with pytest.raises(CannotImport) as told:
        read_docx(data, "x")
    assert time.process_time() - begun < 5
    assert len(told.value.args) == 2


def test_the_deepest_that_the_parser_lets_through_is_read() -> None:
    depth = 120
    body = "<w:sdt><w:sdtContent>" * depth + p("甲") + "</w:sdtContent></w:sdt>" * depth
    assert texts(body) == ["甲"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "另存为 .docx"),
        (b"PK\x03\x04", "另存为 .docx"),
        (b"{\\rtf1", "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "加了密码"),
        (package({"x": "y"}), "不是 Word 文件"),
        (document(f"<w:wrong {SPACES}/>"), "不是 Word 文件"),
        (document("<w:document>"), "已损坏"),
        (document("甲"), "已损坏"),
        (document(b""), "已损坏"),
        (document(body_of(p("") + "<w:sectPr/>")), "没有文字"),
        (document(body_of(p("甲") + '<w:altChunk r:id="x"/>')), "另外的文档"),
    ],
)
def test_other_files_are_told_with_the_way_out(data: bytes, words: str) -> None:
    with pytest.raises(CannotImport) as told:
        read_docx(data, "x")
    assert words in told.value.args[0]


def test_a_file_that_was_harmed_never_ends_in_another_exception() -> None:
    whole = word(item("甲", 1, 0) + table(("乙",)), numbering=NOTICE, styles=style("A", "a"))
    chance = random.Random(7)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_docx(
                bytes(data[: chance.randrange(len(data)) or None])
                if chance.random() < 0.2
                else bytes(data),
                "x",
            )
        except CannotImport:
            continue


def test_odd_values_in_a_sound_file_never_end_in_another_exception() -> None:
    """Letters for numbers, numbers beyond all bounds, elements where nobody puts them."""
    whole = (
        item("甲", 1, 0)
        + table((f'<w:tcPr><w:gridSpan w:val="1"/></w:tcPr>{p("乙")}',))
        + p(field("PAGE", t("1")))
    )
    chance = random.Random(8)
    odd = ['w:val=""', 'w:val="-1"', 'w:val="99999999999999999999"', 'w:val="x"', 'w:val="²"', ""]
    for _ in range(300):
        lists, body = NOTICE, whole
        for _ in range(3):
            lists = lists.replace('w:val="1"', chance.choice(odd), chance.randrange(3))
            body = body.replace('w:val="1"', chance.choice(odd), chance.randrange(3))
            body = body.replace(
                "<w:r>", chance.choice(["<w:tbl>", "<w:p>", "<w:tr>"]), chance.randrange(2)
            )
        try:
            read(body, numbering=lists)
        except CannotImport:
            continue
