"""PDF: lines joined to the paragraphs they were, what belongs to the page left out, and what cannot be read refused."""

import subprocess
import time
from pathlib import Path

import pytest

from site_src.importers.pdf.document import read_pdf
from site_src.importers.source import CannotImport, Reason, Source
from site_src.importers.structure import structure
from tests import prepare
from tests.pdf_files import Piece, pdf, typeset

LONG = "局党组逐条研究，制定方案，明确责任，倒排时间，按月督办，确保件件有着落、事事有回音，并对照清单逐项验收销号。"
NOTICE = [
    "一、组织整改情况",
    LONG + LONG,
    "二、整改落实情况",
    "1．制度建设不到位。",
    "整改情况：一是修订制度三项；二是开展培训两次，覆盖全体干部职工，" + LONG,
    "2．日常监督流于形式。",
    "整改情况：一是按月检查；二是" + LONG * 3,
    LONG * 9,
    "三、下一步",
    LONG,
]


def read(pages: list[list[Piece]], **more: object) -> Source:
    return read_pdf(pdf(pages, **more), "通报.pdf")  # type: ignore[arg-type]


def texts(source: Source) -> list[str]:
    return [p.text for p in source.paragraphs]


def out(source: Source, reason: Reason) -> list[str]:
    return [left.text for left in source.left_out if left.reason is reason]


@pytest.mark.parametrize(
    ("indent", "hanging"), [(2, 0), (0, 0), (0, 2)], ids=["set-in", "flush", "hanging"]
)
def test_lines_are_joined_to_the_paragraphs_they_were(indent: int, hanging: int) -> None:
    source = read(typeset(NOTICE, indent, hanging))
    assert len({p.place for p in source.paragraphs}) > 1
    assert texts(source) == NOTICE


def test_a_half_width_comma_is_not_parted_from_its_digit() -> None:
    page: list[Piece] = [
        (90.0, 700.0, 16, LONG[:26]),
        (90.0, 671.0, 16, LONG[:24]),
        (90.0, 642.0, 16, "元,2024年完成。"),
    ]
    assert texts(read([page])) == [LONG[:26] + LONG[:24] + "元,2024年完成。"]


def test_numbers_headers_and_footers_of_pages_are_left_out() -> None:
    pages = typeset(NOTICE)
    for number, page in enumerate(pages, 1):
        page.insert(0, (400.0, 800.0, 9, "云溪市示例局文件"))
        page.append((280.0, 40.0, 14, f"— {number} —"))
    source = read(pages)
    assert texts(source) == NOTICE
    assert out(source, Reason.PAGE) == [
        words for n in range(1, len(pages) + 1) for words in ("云溪市示例局文件", f"— {n} —")
    ]


@pytest.mark.parametrize(
    "words", ["3", "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "3/9", "第3页，共9页"]
)
def test_a_page_number_has_many_forms(words: str) -> None:
    source = read([[(90.0, 700.0, 16, "甲不到位。"), (280.0, 30.0, 12, words)]])
    assert texts(source) == ["甲不到位。"]
    assert [bare(text) for text in out(source, Reason.PAGE)] == [bare(words)]


def test_a_number_in_the_text_and_one_heading_stay() -> None:
    source = read([[(90.0, 800.0, 16, "通报"), (90.0, 600.0, 16, "30"), (90.0, 400.0, 16, "完。")]])
    assert texts(source) == ["通报", "30", "完。"]


def test_a_larger_line_is_a_heading_of_its_own() -> None:
    pages = typeset([LONG, LONG])
    pages[0].insert(0, (90.0, 780.0, 22, "云溪市示例局党组关于巡察整改情况的通"))
    source = read(pages)
    assert texts(source) == ["云溪市示例局党组关于巡察整改情况的通", LONG, LONG]
    assert [p.heading for p in source.paragraphs] == [1, 0, 0]


def test_blanks_that_typesetting_leaves_are_not_made_characters() -> None:
    # Word leaves a quarter of a sign beside digits, and spreads a line to its full width.
    source = read(
        [[(90.0, 700.0, 16, "截至"), (126.0, 700.0, 16, "2024"), (162.0, 700.0, 16, "年完成")]]
    )
    assert texts(source) == ["截至2024年完成"]
    spread = "BT /F 16 Tf 6 Tc 90 500 Td <5747530062C95F00768400004E00884C> Tj ET".replace(
        "0000", "4E00"
    )
    assert (
        texts(read([[(90.0, 700.0, 16, "均匀拉开的一行一")]], extra=spread))[1]
        == "均匀拉开的一一行"
    )
    assert texts(read([[(90.0, 700.0, 16, "电话"), (138.0, 700.0, 16, "地址")]])) == ["电话 地址"]


def test_typed_blanks_stay() -> None:
    assert texts(read([[(90.0, 700.0, 16, "a b　甲")]])) == ["a b　甲"]


PICTURE = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"


def test_a_scan_names_the_way_out() -> None:
    with pytest.raises(CannotImport, match="扫描件"):
        read([[]], extra=PICTURE)
    with pytest.raises(CannotImport, match="扫描件"):
        read(typeset(NOTICE), extra=PICTURE, draw=3)


def test_pictures_and_invisible_text_are_told() -> None:
    hidden = " BT /F 12 Tf 3 Tr 90 300 Td <85CF8D77> Tj ET"
    source = read([[(90.0, 700.0, 16, "藏起不到位。")]], extra=PICTURE + hidden)
    assert texts(source) == ["藏起不到位。"]
    assert out(source, Reason.HIDDEN) == ["藏起"]
    assert out(source, Reason.PICTURE) == ["[图片 1]"]


def test_two_columns_are_refused() -> None:
    page: list[Piece] = []
    for column in (60.0, 310.5):
        page += [(column, 750.0 - 20 * n, 12, LONG[n : n + 18]) for n in range(20)]
    with pytest.raises(CannotImport, match="分两栏"):
        read([page])


def test_a_font_that_names_no_characters_is_refused() -> None:
    with pytest.raises(CannotImport, match="乱码"):
        read(typeset(["\ue001\ue002" * 30] * 9))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf([[]])[:300], b"\0" * 1000],
    ids=["head", "end", "cut", "zeros"],
)  # fmt: skip
def test_a_broken_file_names_the_way_out(data: bytes) -> None:
    with pytest.raises(CannotImport, match="Word"):
        read_pdf(data, "")


def test_a_file_with_a_password_names_the_way_out() -> None:
    plain_one = pdf(typeset(NOTICE)).decode()
    encrypted = plain_one.replace(
        "/Root 1 0 R>>",
        f"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>>>",
    )
    with pytest.raises(CannotImport, match="密码"):
        read_pdf(encrypted.encode(), "")


def test_a_mutated_file_never_ends_in_another_way() -> None:
    data = pdf(typeset(NOTICE[:4]))
    for at in range(0, len(data), 37):
        try:
            read_pdf(data[:at] + b"<" + data[at + 1 :], "")
        except CannotImport:
            continue


@pytest.mark.parametrize("name", ["signs", "pages"])
def test_a_file_made_to_harm_is_refused(name: str) -> None:
    data = {
        "signs": lambda: pdf(
            [[(9.0, 700.0 - n, 0.03, chr(0x4E00 + n) * 15_000) for n in range(5)]]
        ),
        "pages": lambda: pdf([[]] * 3001),
    }[name]()
    started = time.process_time()
    with pytest.raises(CannotImport, match="PDF 太大"):
        read_pdf(data, "")
    assert time.process_time() - started < 30


def print_page(html: Path, out_file: Path) -> None:
    """A web page as Chromium prints it."""
    try:
        program = prepare.chromium()
    except Exception:
        program = None
    if not program:
        pytest.skip("no Chromium on this machine (make prepare)")
    command = [
        str(program),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
    ]
    command += [
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={out_file.parent / 'profile'}",
    ]
    subprocess.run(
        [*command, f"--print-to-pdf={out_file}", str(html)],
        capture_output=True,
        timeout=120,
        check=True,
    )


@pytest.mark.notice
@pytest.mark.parametrize("align", ["left", "justify"])
def test_the_real_notice_comes_through_whole(notices: Path, tmp_path: Path, align: str) -> None:
    text = (notices / "gfdb-2024-07-23.txt").read_text("utf-8")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —'}}"
        f"body{{font:16pt/29pt serif}}p{{margin:0;text-indent:2em;text-align:{align}}}"
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8><style>{style}</style>{body}", "utf-8")
    print_page(tmp_path / "a.html", tmp_path / "a.pdf")
    source = read_pdf((tmp_path / "a.pdf").read_bytes(), "")
    assert [bare(line) for line in texts(source)] == [bare(line) for line in lines]
    assert bare("".join(out(source, Reason.PAGE))).startswith("—1——2—")
    draft = structure(source)
    assert len(draft.findings) == 30
    assert sum(len(finding.measures) for finding in draft.findings.values()) == 113


def bare(text: str) -> str:
    return "".join(text.split())
