"""Ledgers in Excel: cells as they are shown, what is hidden told, one finding a row, and no character lost."""

import io
import time
import zipfile
from xml.sax.saxutils import escape

import pytest

from site_src.importers.draft import Draft, Sure
from site_src.importers.excel.ledger import is_ledger, ledger
from site_src.importers.excel.values import shown
from site_src.importers.excel.xlsx import address, read_xlsx
from site_src.importers.source import CannotImport, Cell, Paragraph, Reason, Source
from site_src.model import StatusKind

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
Rows = list[list[object]]
HEAD: list[object] = ["序号", "反馈问题", "整改措施", "整改情况", "责任单位", "整改时限"]
ROW: list[object] = [1, "制度不健全。", "一是修订制度；二是开展培训。", "修订制度3项。", "办公室、财务科", "2024年6月"]  # fmt: skip


def cell_xml(row: int, column: int, value: object) -> str:
    """A cell; text inline, and an element as it stands."""
    place = f'r="{address(row, column)}"'
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"<c {place}><v>{value}</v></c>"
    if str(value).startswith("<c "):
        return str(value).replace("<c ", f"<c {place} ", 1)
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Rows, before: str = "", after: str = "", hidden: tuple[int, ...] = ()) -> str:
    data = "".join(
        f'<row r="{n + 1}"{" hidden=" + chr(34) + "1" + chr(34) if n in hidden else ""}>'
        + "".join(cell_xml(n, at, value) for at, value in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows)
    )
    return f'<worksheet xmlns="{S}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def workbook(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    strings: str = "",
    styles: str = "",
    book: str = "",
    **parts: str,
) -> bytes:
    """A workbook of these sheets."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = links = ""
        for n, sheet in enumerate(sheets):
            name, state = (
                (names[n : n + 1] or (f"表{n + 1}",))[0],
                (states[n : n + 1] or ("visible",))[0],
            )
            listed += f'<sheet name="{name}" sheetId="{n + 1}" state="{state}" r:id="r{n}"/>'
            links += f'<Relationship Id="r{n}" Type="{R}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>'
            archive.writestr(f"xl/worksheets/sheet{n + 1}.xml", sheet)
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{S}" xmlns:r="{R}">{book}<sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{P}">{links}</Relationships>'
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{S}">{strings}</sst>')
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{S}">{styles}</styleSheet>')
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def read(*sheets: str, **more: object) -> Source:
    return read_xlsx(workbook(*sheets, **more), "台账.xlsx")  # type: ignore[arg-type]


def draft_of(*rows: list[object]) -> Draft:
    """A ledger, and the proof that nothing of it is lost."""
    draft = ledger(read(sheet_xml([*rows])))
    assert [d for d in draft.doubts if "没有记录下来" in d.zh] == []
    return draft


def texts(source: Source) -> list[str]:
    return [p.text for p in source.paragraphs]


def out(source: Source | Draft, reason: Reason) -> list[str]:
    return [left.text for left in source.left_out if left.reason is reason]


# --- the reader ----------------------------------------------------------------------------------


def test_cells_are_as_they_are_shown() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    )
    strings = (
        "<si><t>共享</t></si><si><r><t>富</t></r><r><t xml:space='preserve'>文 本</t></r>"
        "<rPh sb='0' eb='1'><t>fu</t></rPh></si>"
    )
    row: list[object] = [
        "<c t='s'><v>0</v></c>", "<c t='s'><v>1</v></c>", 1.0, 2.5, "<c s='1'><v>45496</v></c>", "<c s='2'><v>45496</v></c>",
        "<c s='3'><v>0.5</v></c>", "<c t='b'><v>1</v></c>", "<c t='e'><v>#N/A</v></c>", "<c t='str'><f>A1</f><v>算出</v></c>", "甲\n乙", "a_x000D_b",
    ]  # fmt: skip
    source = read(sheet_xml([row]), strings=strings, styles=styles)
    assert texts(source) == ["共享", "富文 本", "1", "2.5", "2024年7月23日", "2024/7/23", "50%", "TRUE", "#N/A", "算出", "甲", "乙", "a", "b"]  # fmt: skip
    assert source.paragraphs[4].place == "表1!E1"
    assert source.paragraphs[11].cell == Cell(0, 0, 10)


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (13800000000, "General", "13800000000"),
        (1e-7, "General", "0.0000001"),
        (1234.5, "#,##0.00", "1,234.50"),
        (50.68, "0.00_ ", "50.68"),
        (2.005, "0.00", "2.01"),
        (0.937, "0.0%", "93.7%"),
        (3, "000", "003"),
        (3, '"第"0"项"', "第3项"),
        (12.5, '0.0"万元"', "12.5万元"),
        (-2, "0.00;(0.00)", "(2.00)"),
        (-2, "0", "-2"),
        (0, '0;-0;"无"', "无"),
        (45496, "yyyy/m/d", "2024/7/23"),
        (45496, "yyyy\\-mm\\-dd", "2024-07-23"),
        (45496, '[$-804]yyyy"年"m"月"', "2024年7月"),
        (45496.75, "yyyy/m/d h:mm", "2024/7/23 18:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1 / 24 / 60 * 5, "mm:ss", "05:00"),
        (1e300, "0.00", "1e+300"),
        (-1, "yyyy/m/d", "-1"),
        (5, "# ?/?", "5"),
        (5, "@", "5"),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str, words: str) -> None:
    assert shown(value, code) == words


def test_days_can_be_counted_from_1904() -> None:
    assert shown(44034, "yyyy/m/d", is_1904=True) == "2024/7/23"


def test_what_is_hidden_is_left_out_and_told() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    margins = "<headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter>"
    rows: Rows = [["看得见", "藏列"], ["藏行", None], ["<c t='n'><f>1+1</f></c>", None]]
    source = read(
        sheet_xml(rows, columns, margins, hidden=(1,)),
        sheet_xml([["另一张"]]),
        sheet_xml([["藏页"]]),
        states=("visible", "visible", "hidden"),
    )
    assert texts(source) == ["看得见"]
    assert out(source, Reason.HIDDEN) == ["藏列", "藏行", "=1+1", "藏页"]
    assert out(source, Reason.UNUSED) == ["另一张"]
    assert out(source, Reason.PAGE) == ["第 &P 页"]
    assert [left.place for left in source.left_out] == ["表1!B1", "表1!A2", "表1!A3", "表1", "表2!A1", "表3!A1"]  # fmt: skip


def test_notes_and_drawings_are_told() -> None:
    links = (
        f'<Relationships xmlns="{P}"><Relationship Id="a" Type="{R}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="b" Type="{R}/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    data = workbook(
        sheet_xml([["甲"]]),
        **{
            "xl__worksheets___rels__sheet1.xml.rels": links,
            "xl__comments1.xml": f'<comments xmlns="{S}"><commentList><comment><text><r><t>张三：</t></r><r><t>核对</t></r></text></comment></commentList></comments>',
            "xl__drawings__d.xml": "<d><twoCellAnchor><sp><t>图里的字</t></sp></twoCellAnchor><oneCellAnchor><pic/></oneCellAnchor></d>",
        },
    )
    source = read_xlsx(data, "")
    assert out(source, Reason.COMMENT) == ["张三：核对"]
    assert out(source, Reason.PICTURE) == ["图里的字", "[图片]"]


def test_the_first_sheet_with_a_known_head_is_taken() -> None:
    source = read(sheet_xml([["说明"]]), sheet_xml([HEAD, ROW]), sheet_xml([HEAD, ROW]))
    assert texts(source)[0] == "序号"
    assert source.paragraphs[0].place == "表2!A1"
    assert len(out(source, Reason.UNUSED)) == 3


HOSTILE = {
    "bomb": lambda: workbook(f"<a>{' ' * 200_000_000}</a>"),
    "long": lambda: workbook(sheet_xml([["a" * 21_000_000]])),
    "deep": lambda: workbook("<a>" * 1_000_000),
    "entity": lambda: workbook(
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
    ),
    "repeated": lambda: workbook(
        sheet_xml([["<c t='s'><v>0</v></c>"] * 5000] * 10),
        strings=f"<si><t>{'字' * 1000}</t></si>",
    ),
    "cells": lambda: workbook(sheet_xml([[1] * 1000] * 250)),
    "parts": lambda: workbook(sheet_xml([["甲"]]), **{f"x{n}": "" for n in range(11_000)}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_table_made_to_harm_is_refused(name: str) -> None:
    data = HOSTILE[name]()
    started = time.process_time()
    with pytest.raises(CannotImport, match="大得不正常"):
        read_xlsx(data, "")
    assert time.process_time() - started < 20


SOUND = workbook(sheet_xml([HEAD, ROW]), strings="<si><t>甲</t></si>")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        SOUND[:500],
        b"".join((SOUND[:60], b"\0" * 40, SOUND[100:])),
        workbook(),
        workbook("<worksheet>"),
        workbook(sheet_xml([["<c t='s'><v>7</v></c>"]])),
        workbook(sheet_xml([["<c s='0'><v>eins</v></c>"]])),
    ],
)
def test_a_broken_file_names_the_way_out(data: bytes) -> None:
    with pytest.raises(CannotImport, match="另存为"):
        read_xlsx(data, "")


def test_a_mutated_file_never_ends_in_another_way() -> None:
    for at in range(0, len(SOUND), 7):
        for byte in (0, 0x3C, 0xFF):
            try:
                read_xlsx(SOUND[:at] + bytes((byte,)) + SOUND[at + 1 :], "")
            except CannotImport:
                continue


def test_an_empty_table_is_told() -> None:
    with pytest.raises(CannotImport, match="没有看得见的文字"):
        read(sheet_xml([]))


# --- the ledger ----------------------------------------------------------------------------------


def test_a_row_is_a_finding() -> None:
    draft = draft_of(HEAD, ROW)
    finding = draft.findings["01"]
    assert finding.number == "1"
    assert finding.title == "制度不健全。"
    assert finding.measures == ("一是修订制度；", "二是开展培训。")
    assert finding.result == "修订制度3项。"
    assert finding.departments == ("办公室", "财务科")
    assert finding.deadline == "2024-06"
    assert draft.finding_lines == {"01": 7}
    assert draft.lines[6] == "1"
    assert draft.doubts == ()
    assert not draft.is_approved_text


def test_rows_above_the_head_name_the_notice_and_the_body() -> None:
    draft = draft_of(
        ["中共云溪市示例局党组巡察整改情况"], ["填报单位：云溪市示例局", "2024年7月"], [], HEAD, ROW
    )
    assert (draft.notice.title, draft.has_title) == ("中共云溪市示例局党组巡察整改情况", True)
    assert draft.notice.issuer == "云溪市示例局"
    assert out(draft, Reason.BEFORE_TITLE) == ["填报单位：云溪市示例局", "2024年7月"]


def test_a_head_on_two_rows() -> None:
    draft = draft_of(
        ["序号", "问题", "整改落实", None, "责任\n单位"],
        [None, None, "整改措施", "完成情况", None],
        [1, "甲不到位。", "做了。", "好了。", "办公室"],
    )
    finding = draft.findings["01"]
    assert (finding.measures, finding.result, finding.departments) == (("做了。",), "好了。", ("办公室",))  # fmt: skip


def test_rows_without_number_and_problem_go_on_with_the_finding() -> None:
    draft = draft_of(
        HEAD, ROW, [None, None, "三是公示。", None, "人事科"], [2, "乙不到位。", "做了。"]
    )
    first, second = draft.findings.values()
    assert first.measures == ("一是修订制度；", "二是开展培训。", "三是公示。")
    assert first.departments == ("办公室", "财务科", "人事科")
    assert (second.number, second.title) == ("2", "乙不到位。")


def test_groups_from_a_column_that_spans_rows_and_from_rows_across() -> None:
    head: list[object] = ["类别", *HEAD]
    draft = draft_of(
        head,
        ["一、政治建设", 1, "甲。", "做。"],
        [None, 2, "乙。", "做。"],
        ["二、作风建设", 3, "丙。", "做。"],
    )
    assert [(g.id, g.number, g.title) for g in draft.notice.groups] == [("part-1", "一、", "政治建设"), ("part-2", "二、", "作风建设")]  # fmt: skip
    assert [f.group for f in draft.findings.values()] == ["part-1", "part-1", "part-2"]
    across = draft_of(HEAD, ["（一）政治建设"], [1, "甲。", "做。"], ["（二）作风建设"], [2, "乙。", "做。"])  # fmt: skip
    assert [g.title for g in across.notice.groups] == ["政治建设", "作风建设"]
    assert [f.group for f in across.findings.values()] == ["part-1", "part-2"]


def test_two_columns_of_groups_nest() -> None:
    draft = draft_of(
        ["类别", "方面", "序号", "问题", "措施"],
        ["党建", "学习", 1, "甲。", "做。"],
        [None, "宣传", 2, "乙。", "做。"],
    )
    (top,) = draft.notice.groups
    assert [g.id for g in top.groups] == ["part-1-1", "part-1-2"]
    assert [f.group for f in draft.findings.values()] == ["part-1-1", "part-1-2"]


def test_what_has_no_field_is_told_with_its_head() -> None:
    draft = draft_of([*HEAD, "责任人", "备注"], [*ROW, "张三", "无"], ["注：本表由办公室填写。"])
    assert [(o.text, o.place) for o in draft.left_out][-3:] == [
        ("张三", "表1!A2 责任人"),
        ("无", "表1!A2 备注"),
        ("注：本表由办公室填写。", "表1!A3"),
    ]


@pytest.mark.parametrize(
    ("words", "value", "is_told"),
    [
        ("2024年6月30日", "2024-06-30", False),
        ("2024/6/30", "2024-06-30", False),
        ("2024.6", "2024-06", False),
        ("２０２４年６月", "2024-06", False),
        ("2024年6月30日前", "2024-06-30", True),
        ("2024年6月底", None, True),
        ("2024年6月31日", None, True),
        ("长期坚持", None, True),
        ("2024年底前", None, True),
    ],
)
def test_a_deadline_is_a_day_that_exists(words: str, value: str | None, is_told: bool) -> None:
    draft = draft_of(HEAD, [*ROW[:5], words])
    assert draft.findings["01"].deadline == value
    assert (words in out(draft, Reason.UNUSED)) is is_told
    assert [d.words for d in draft.doubts] == ([] if value else [f"表1!A2 {words}"])


@pytest.mark.parametrize(
    ("words", "status", "kind"),
    [
        ("已完成", "已完成", StatusKind.DONE),
        ("基本完成", "基本完成", StatusKind.MOSTLY_DONE),
        ("长期坚持", "长期坚持", StatusKind.LONG_TERM),
        ("是", None, None),
        ("√", None, None),
    ],
)
def test_a_status_is_the_word_of_the_body(
    words: str, status: str | None, kind: StatusKind | None
) -> None:
    draft = draft_of([*HEAD, "是否完成"], [*ROW, words])
    assert draft.findings["01"].status == status
    assert [word.kind for word in draft.notice.status_words] == ([kind] if kind else [])
    assert (words in out(draft, Reason.UNUSED)) is (status is None)


def test_what_is_missing_is_doubted_and_not_made_up() -> None:
    draft = draft_of(["问题", "整改措施"], ["（三）甲不到位。", "做了。"], ["乙不到位。", None])
    first, second = draft.findings.values()
    assert (first.number, first.title) == ("（三）", "甲不到位。")
    assert (second.number, second.measures) == ("", ())
    assert [(d.line, d.sure, d.words) for d in draft.doubts] == [
        (5, Sure.UNSURE, "表1!A3 乙不到位。")
    ]


def test_a_long_problem_is_title_and_description() -> None:
    text = "关于制度的问题。" + "这里有一句较长的说明，" * 15
    finding = draft_of(HEAD, [1, text, "做了。"]).findings["01"]
    assert (finding.title, finding.description) == ("关于制度的问题。", text[8:])
    finding = draft_of(HEAD, [1, "甲不到位。\n表现一。\n表现二。", "做了。"]).findings["01"]
    assert (finding.title, finding.description) == ("甲不到位。", "表现一。\n表现二。")


def test_repeated_heads_and_cells_are_said_once() -> None:
    draft = draft_of(HEAD, ROW, HEAD, [1, "制度不健全。", "三是公示。"])
    assert len(draft.findings) == 1
    assert len(draft.findings["01"].measures) == 3
    assert out(draft, Reason.REPEATED) == ["\t".join(map(str, HEAD)), "1", "制度不健全。"]


def test_the_proof_finds_a_lost_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_src.importers.excel.ledger.finding_of", _forgetful)
    draft = ledger(read(sheet_xml([HEAD, ROW])))
    assert [(d.zh, d.sure) for d in draft.doubts] == [("表格里有些字没有记录下来", Sure.UNPLACED)]
    assert set(draft.doubts[0].words) == set("修订制度3项。")


def _forgetful(*arguments: object) -> object:
    from msgspec.structs import replace

    from site_src.importers.excel.entry import finding_of

    return replace(finding_of(*arguments), result=None)  # type: ignore[arg-type]


def test_a_table_without_a_known_head_names_the_way_out() -> None:
    with pytest.raises(CannotImport, match="没有认出表头"):
        ledger(read(sheet_xml([["姓名", "电话"], ["甲", "乙"]])))


def test_a_ledger_is_known_from_a_notice() -> None:
    table = read(sheet_xml([HEAD, ROW]))
    assert is_ledger(table)
    assert is_ledger(Source("", "html", table.paragraphs))
    notice = Source("", "docx", (Paragraph("正文" * 200), *table.paragraphs))
    assert not is_ledger(notice)
