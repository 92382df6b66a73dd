"""The findings of a notice as a ledger (整改台账): one sheet, one row a finding."""

import re
from collections.abc import Callable

from site_src.exporters.ooxml import DOCUMENT, MAIN, CannotExport, escaped, packed, relations
from site_src.listing import group_paths, group_text
from site_src.load import NoticeFolder
from site_src.model import Finding
from site_src.outputs.data import as_cell

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "整改台账"
MOST_SIGNS = 32_767  # in a cell; that is where Excel calls a file broken
# Heading, width in characters, and what stands in the column. The words are those that ledgers are read by.
COLUMNS: tuple[tuple[str, int, Callable[[Finding], object]], ...] = (
    ("序号", 8, lambda f: f.number),
    ("问题", 36, lambda f: f.title),
    ("所属部分", 24, lambda f: f.group),
    ("具体表现", 48, lambda f: f.description),
    ("整改措施", 72, lambda f: f.measures),
    ("整改成效", 36, lambda f: f.result),
    ("整改状态", 14, lambda f: f.status),
    ("整改时限", 14, lambda f: f.deadline),
    ("责任部门", 24, lambda f: "、".join(f.departments)),
)
LAST = "ABCDEFGHI"[len(COLUMNS) - 1]
_TAKEN_FOR_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A


def export_xlsx(folder: NoticeFolder) -> bytes:
    """The ledger. A cell that a spreadsheet would take for a formula is a text, as in the open data."""
    kind = f"{MAIN}.spreadsheetml"
    return packed(
        {
            "xl/workbook.xml": _workbook(len(folder.findings) + 1),
            "xl/_rels/workbook.xml.rels": relations(
                (f"{DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
                (f"{DOCUMENT}/styles", "styles.xml"),
            ),
            "xl/styles.xml": STYLES,
            "xl/worksheets/sheet1.xml": _sheet(folder),
        },
        {
            "xl/workbook.xml": f"{kind}.sheet.main+xml",
            "xl/styles.xml": f"{kind}.styles+xml",
            "xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml",
        },
        "xl/workbook.xml",
        folder.notice.title,
    )


def _workbook(rows: int) -> str:
    return (
        f'<workbook xmlns="{S}" xmlns:r="{DOCUMENT}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="r1"/></sheets>'
        f'<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{SHEET}!$A$1:${LAST}${rows}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{SHEET}!$1:$1</definedName></definedNames></workbook>'
    )


def _sheet(folder: NoticeFolder) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width, _) in enumerate(COLUMNS, 1)
    )
    rows = [_row(1, [heading for heading, *_ in COLUMNS], 1)]
    paths = group_paths(folder.notice.groups)
    for number, (stem, finding) in enumerate(folder.findings.items(), 2):
        group = "\n".join(map(group_text, paths.get(finding.group, ())))
        values = [
            as_cell(group if heading == "所属部分" else value(finding))
            for heading, _, value in COLUMNS
        ]
        if any(len(value) > MOST_SIGNS for value in values):
            raise CannotExport(
                f"findings/{stem}.yaml 有一项超过 {MOST_SIGNS} 个字，Excel 的一个单元格放不下。请导出 docx 或 txt。",
                f"a field of findings/{stem}.yaml has more than {MOST_SIGNS} characters, too many for a cell of Excel. Export docx or txt.",
            )
        rows.append(_row(number, values, 2))
    return (
        f'<worksheet xmlns="{S}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{LAST}{len(rows)}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:{LAST}{len(rows)}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, values: list[str], style: int) -> str:
    cells = (
        f'<c r="{chr(ord("A") + column)}{number}" s="{style}"'
        + (
            f' t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
            if value
            else "/>"
        )
        for column, value in enumerate(values)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(value: str) -> str:
    return escaped(_TAKEN_FOR_CODE.sub("_x005F_", value))


_SIDES = "".join(
    f'<{side} style="thin"><color auto="1"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
STYLES = (
    f'<styleSheet xmlns="{S}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{_SIDES}<diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
