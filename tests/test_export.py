"""What is exported says what the content says, comes back character for character, and is the same each time."""

import io
import zipfile
from html import escape
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from site_src.exporters import EXPORTERS
from site_src.exporters.docx import export_docx
from site_src.exporters.ooxml import CannotExport
from site_src.exporters.printed import Role, printed
from site_src.exporters.txt import export_txt
from site_src.exporters.xlsx import COLUMNS, MOST_SIGNS, export_xlsx
from site_src.importers.plain_text import read_text
from site_src.importers.source import Reason
from site_src.importers.structure import structure
from site_src.importers.word.docx import read_docx
from site_src.load import ApprovedText, NoticeFolder, load_notice, notice_slugs
from site_src.model import Finding
from tests.test_check import notice
from tests.word_files import p, word

ROOT = Path(__file__).resolve().parent.parent
CONTENTS = [ROOT / "content", *sorted((ROOT / "tests/data/valid").iterdir())]
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def folders() -> list[NoticeFolder]:
    found = []
    for content in CONTENTS:
        for slug in notice_slugs(str(content)):
            folder, _ = load_notice(str(content), slug)
            assert folder
            found.append(folder)
    return found


FOLDERS = folders()
each_notice = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.slug)


def with_approved(folder: NoticeFolder, text: str | None) -> NoticeFolder:
    approved = None if text is None else ApprovedText(text.encode(), text)
    return msgspec.structs.replace(folder, approved=approved)


def bare(text: str) -> str:
    return "".join(text.split())


def read_back(folder: NoticeFolder) -> list[str]:
    return [x.text for x in read_docx(export_docx(folder), "x.docx").paragraphs]


# --- the text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    [f for f in FOLDERS if f.approved and not any(x.corrections for x in f.findings.values())],
    ids=lambda folder: folder.slug,
)
def test_without_an_approved_text_the_records_say_the_same(folder: NoticeFolder) -> None:
    """A build proves that the pages say the approved text; so what is printed from the records has to be that."""
    assert folder.approved
    said = bare("".join(line.text for line in printed(with_approved(folder, None))))
    title = bare(folder.notice.title)
    approved = bare(folder.approved.text)
    assert said.removeprefix(title) == approved.removeprefix(title)


@each_notice
@pytest.mark.parametrize("is_approved", [True, False])
def test_a_word_file_comes_back_character_for_character(
    folder: NoticeFolder, is_approved: bool
) -> None:
    folder = folder if is_approved else with_approved(folder, None)
    assert read_back(folder) == [line.text for line in printed(folder)]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=80))
def test_any_text_comes_back(text: str) -> None:
    folder = with_approved(notice(f01="group: x"), f"{text}\n\t甲\t {text}")
    assert read_back(folder) == [line.text for line in printed(folder)]
    assert "".join(read_back(folder)[-1:]) == f"\t甲\t {text}"


def test_the_text_is_the_approved_file_byte_for_byte() -> None:
    data = "\ufeff标题\r\n正文\r\n".encode()
    folder = msgspec.structs.replace(
        notice(f01="group: x"), approved=ApprovedText(data, "标题\n正文\n")
    )
    assert export_txt(folder) == data
    assert export_txt(with_approved(folder, None)) == "a\n01一\n".encode()


def test_the_parts_of_a_finding_follow_their_words_in_one_line() -> None:
    head = "findings_heading: 问题\nfindings_introduction: 引\ngroups:\n- id: g\n  number: 一、\n  title: 组\n  introduction: 说明\n  groups:\n  - id: h\n    title: 下\nlead_words:\n  measures: 整改情况：\nsignature:\n- 某局\n"
    folder = notice(
        head,
        f01="group: h\ndescription: 情\nmeasures:\n- 一是甲。\n- 二是乙。\nresult: 好",
        f02="group: g",
    )
    folder = msgspec.structs.replace(
        folder, overview="序\n\n## 二级\n\n- 项\n", next_steps="**今后**"
    )
    assert [(line.text, line.role.value, line.level) for line in printed(folder)] == [
        ("a", "title", 0), ("序", "text", 0), ("二级", "heading", 1), ("项", "text", 0),
        ("问题", "heading", 1), ("引", "text", 0), ("一、组", "heading", 2), ("说明", "text", 0),
        ("下", "heading", 3), ("01一", "heading", 4),
        ("情", "text", 0), ("整改情况：一是甲。二是乙。", "text", 0), ("好", "text", 0),
        ("02一", "heading", 3), ("今后", "text", 0), ("某局", "signature", 0),
    ]  # fmt: skip


def test_internal_words_are_never_exported() -> None:
    folder = notice("internal: 密谈一\n", f01="internal: 密谈二\nmeasures:\n- 甲")
    for export in EXPORTERS.values():
        data = export(folder)
        parts = [data]
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        assert not any("密谈".encode() in part for part in parts)


# --- Word ----------------------------------------------------------------------------------------


def styles_of(folder: NoticeFolder) -> list[tuple[str, str | None]]:
    with zipfile.ZipFile(io.BytesIO(export_docx(folder))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [
        (
            "".join(node.itertext()),
            style.get(W + "val") if (style := node.find(f"{W}pPr/{W}pStyle")) is not None else None,
        )
        for node in root.iter(W + "p")
    ]


def test_lines_of_an_approved_text_are_printed_as_the_records_say() -> None:
    head = "title: 关于整改的通报\ngroups:\n- id: g\n  number: （一）\n  title: 组\nfindings_heading: 二、问题\nsignature:\n- 某局\n"
    folder = notice(head, f01="number: 1.\ngroup: g\nmeasures:\n- 甲")
    folder = msgspec.structs.replace(
        folder, notice=msgspec.structs.replace(folder.notice, title="关于整改的通报")
    )
    text = "关于整改\n的通报\n\n二、问题\n（一）组\n　　1.一\n甲\n一、并非记录的标题\n某局\n"
    assert styles_of(with_approved(folder, text)) == [
        ("关于整改", "Title"), ("的通报", "Title"), ("二、问题", "Heading1"), ("（一）组", "Heading2"),
        ("　　1.一", "Heading3"), ("甲", None), ("一、并非记录的标题", None), ("某局", "Signature"),
    ]  # fmt: skip


def test_words_of_the_title_within_the_text_are_no_title() -> None:
    folder = notice("title: 关于整改的通报\n", f01="group: x")
    folder = msgspec.structs.replace(
        folder, notice=msgspec.structs.replace(folder.notice, title="关于整改的通报")
    )
    assert styles_of(with_approved(folder, "正文\n关于整改\n")) == [
        ("正文", None),
        ("关于整改", None),
    ]


def test_headings_come_back_as_headings() -> None:
    folder = next(folder for folder in FOLDERS if folder.slug == "gfdb-2024")
    levels = {x.text: x.heading for x in read_docx(export_docx(folder), "x").paragraphs}
    known = {line.text: line for line in printed(folder)}
    assert any(levels.values())
    assert all(bool(level) == (known[text].role is Role.HEADING) for text, level in levels.items())


def test_page_numbers_are_no_text_and_nobody_is_named() -> None:
    source = read_docx(export_docx(FOLDERS[0]), "x")
    assert [(out.reason, out.text) for out in source.left_out] == [(Reason.PAGE, "— 1 —")] * 2
    with zipfile.ZipFile(io.BytesIO(export_docx(FOLDERS[0]))) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert {etree.QName(node).localname for node in core} == {"title", "language"}


def test_the_page_is_that_of_official_documents() -> None:
    with zipfile.ZipFile(io.BytesIO(export_docx(FOLDERS[0]))) as archive:
        document, styles = (
            archive.read(f"word/{name}.xml").decode() for name in ("document", "styles")
        )
    assert 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' in document
    for font in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"):
        assert f'w:eastAsia="{font}"' in styles


# --- the ledger ----------------------------------------------------------------------------------


def rows_of(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in root.iter(S + "row")]


@each_notice
def test_a_row_a_finding(folder: NoticeFolder) -> None:
    rows = rows_of(export_xlsx(folder))
    assert rows[0] == [heading for heading, *_ in COLUMNS]
    assert [row[1] for row in rows[1:]] == [f.title for f in folder.findings.values()]
    assert [row[4] for row in rows[1:]] == ["\n".join(f.measures) for f in folder.findings.values()]


def test_all_columns_of_a_row() -> None:
    head = "groups:\n- id: g\n  number: 一、\n  title: 组\n  groups:\n  - id: h\n    title: 下\n"
    text = "group: h\ndescription: 情\nmeasures:\n- 甲\n- 乙\nresult: 好\nstatus: 已完成\ndeadline: 2025-06\ndepartments:\n- 某科\n- 某股"
    assert rows_of(export_xlsx(notice(head, f01=text)))[1] == [
        "01", "一", "一、组\n下", "情", "甲\n乙", "好", "已完成", "2025-06", "某科、某股",
    ]  # fmt: skip


def test_what_looks_like_a_formula_is_a_text() -> None:
    folder = notice(f01="description: '=1+1'\nmeasures:\n- '+乙'\n- 丙\nresult: _x0041_")
    row = rows_of(export_xlsx(folder))[1]
    assert (row[3], row[4], row[5]) == ("'=1+1", "'+乙\n丙", "_x005F_x0041_")
    with zipfile.ZipFile(io.BytesIO(export_xlsx(folder))) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_the_heads_stay_in_sight_and_text_is_wrapped() -> None:
    with zipfile.ZipFile(io.BytesIO(export_xlsx(FOLDERS[0]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = etree.fromstring(archive.read("xl/styles.xml"))
    assert 'ySplit="1" topLeftCell="A2"' in sheet
    assert 'state="frozen"' in sheet
    assert [node.get("wrapText") for node in styles.iter(S + "alignment")] == ["1", "1"]


def test_a_field_that_no_cell_can_hold_is_told() -> None:
    folder = notice(f01="group: x")
    long = msgspec.structs.replace(folder.findings["01"], result="长" * (MOST_SIGNS + 1))
    with pytest.raises(CannotExport, match=r"findings/01\.yaml"):
        export_xlsx(msgspec.structs.replace(folder, findings={"01": long}))


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", EXPORTERS)
@each_notice
def test_the_same_bytes_each_time(folder: NoticeFolder, form: str) -> None:
    assert EXPORTERS[form](folder) == EXPORTERS[form](folder)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@each_notice
def test_every_part_is_sound_and_every_part_that_is_used_is_there(
    folder: NoticeFolder, form: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(EXPORTERS[form](folder))) as archive:
        names = archive.namelist()
        roots = {name: etree.fromstring(archive.read(name)) for name in names}
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    typed = [
        node.get("PartName", "")[1:]
        for node in roots["[Content_Types].xml"]
        if node.get("PartName")
    ]
    assert sorted(typed) == sorted(name for name in names if not name.endswith((".rels", "].xml")))
    for name, root in roots.items():
        if name.endswith(".rels"):
            above = name.rpartition("_rels/")[0]
            assert all(above + node.get("Target") in names for node in root)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_sign_that_office_cannot_hold_is_told(form: str) -> None:
    finding = Finding(number="1.", title="甲\x01")
    folder = msgspec.structs.replace(notice(), findings={"01": finding})
    with pytest.raises(CannotExport) as told:
        EXPORTERS[form](folder)
    assert "U+0001" in told.value.args[0]


@pytest.mark.notice
def test_the_real_notice_is_understood_alike_as_text_and_as_a_word_file(notices: Path) -> None:
    data = (notices / "gfdb-2024-07-23.txt").read_bytes()
    text = read_text(data, "x.txt")
    body = "".join(p(escape(x.text)) for x in text.paragraphs)
    through_word = read_docx(word(body), "x.docx")
    assert [x.text for x in through_word.paragraphs] == [x.text for x in text.paragraphs]
    assert structure(through_word) == structure(text)
