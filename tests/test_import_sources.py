"""Any file that a body may have: what it is, what is done with it, what is refused and how; and tables in notices."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from site_src.importers import LARGEST_FILE, MOST_CHARACTERS, REFUSED, SOURCES, kind_of, read_source
from site_src.importers.excel.tables import tables
from site_src.importers.source import CannotImport, Cell, LeftOut, Paragraph, Reason, Source
from site_src.importers.word.old import _run, read_old_word
from tests.leak_files import office
from tests.pdf_files import pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
HTML = "<html><body><p>正文</p></body></html>"


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def stream_name(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (office(word__document_xml="<a/>"), "通报.docx", ".docx"),
        (office(word__document_xml="<a/>"), "通报.doc", ".docx"),
        (office(xl__workbook_xml="<a/>"), "台账.xls", ".xlsx"),
        (office(ppt__presentation_xml="<a/>"), "a.pptx", "slides"),
        (packed(OFD_xml="<a/>"), "a.ofd", "ofd"),
        (packed(a="x"), "a.zip", "archive"),
        (packed(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"), "a.odt", ".odt"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<a/>"), "a.ods", "xls"),
        (packed(content_xml="<a/>"), "a.odt", "foreign"),
        (b"PK\x03\x04broken", "a.docx", "foreign"),
        (stream_name("WordDocument"), "a.doc", ".doc"),
        (stream_name("WordDocument"), "a.wps", ".doc"),
        (stream_name("Workbook"), "a.xls", "xls"),
        (stream_name("EncryptedPackage"), "a.docx", "password"),
        (OLE, "a.doc", "foreign"),
        (b"{\\rtf1 a}", "a.doc", ".rtf"),
        (b"%PDF-1.7", "a.txt", ".pdf"),
        (HTML.encode(), "台账.xls", ".html"),
        (HTML.encode("utf-16"), "a", ".html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", "a.doc", ".html"),
        ("正文".encode(), "a.htm", ".html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", "mht"),
        (b"x", "a.mht", "mht"),
        ("正文".encode("gb18030"), "通报.txt", ".txt"),
        ("正文".encode("utf-16"), "通报.txt", ".txt"),
        ("正文".encode("utf-16-le"), "通报.txt", ".txt"),
        ("正文".encode(), "通报", ".txt"),
        (b"a,b", "a.csv", "csv"),
        (b"\xff\xd8\xff\xe0", "a.pdf", "picture"),
        (b"Rar!\x1a", "a.docx", "archive"),
        (b"\x7fELF\0\0", "a.bin", "foreign"),
        (b"", "a.docx", "empty"),
        (b" \r\n", "a.txt", "empty"),
    ],
)  # fmt: skip
def test_what_a_file_is_its_bytes_say(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind
    assert kind in SOURCES or kind in REFUSED


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_is_said_in_two_languages_with_the_way_out(kind: str) -> None:
    zh, en = REFUSED[kind]
    assert "请" in zh
    assert zh.endswith("。")
    assert en[0].islower()
    assert en.endswith(".")


def test_a_text_comes_from_a_path_and_from_bytes(tmp_path: Path) -> None:
    path = tmp_path / "通报 正文.txt"
    path.write_bytes("甲\r\n\r\n乙".encode("gb18030"))
    source = read_source(path)
    assert (source.name, source.form) == ("通报 正文.txt", "txt")
    assert [p.text for p in source.paragraphs] == ["甲", "乙"]
    assert read_source(path.read_bytes(), "x.txt").paragraphs == source.paragraphs


def test_each_kind_goes_to_its_reader() -> None:
    assert read_source(HTML.encode(), "a.doc").form == "html"
    assert read_source(pdf([[(90.0, 700.0, 16, "正文正文")]]), "a").form == "pdf"


def test_a_missing_part_of_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "site_src.importers.word.docx", None)
    with pytest.raises(CannotImport, match="lxml"):
        read_source(office(word__document_xml="<a/>"), "a.docx")


@pytest.mark.parametrize("path", ["missing.docx", ".", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, path: str) -> None:
    with pytest.raises(CannotImport, match="打不开"):
        read_source(str(tmp_path / path))


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    started = time.monotonic()
    with pytest.raises(CannotImport, match="200 MB"):
        read_source(path)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("size", [MOST_CHARACTERS + 1, 4 * MOST_CHARACTERS + 1])
def test_a_long_text_is_refused(size: int) -> None:
    with pytest.raises(CannotImport, match="2000 万字"):
        read_source(b"a" * size, "a.txt")


def test_rubbish_is_never_anything_but_refused() -> None:
    chance = random.Random(7)
    heads = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"<?xml?>", b"\xff\xfe", b"{\\rtf", OLE]
    for number in range(400):
        data = heads[number % len(heads)] + chance.randbytes(chance.randrange(300))
        for ending in ("docx", "xlsx", "html", "pdf", "txt", "doc"):
            try:
                read_source(data, f"a.{ending}")
            except CannotImport:
                continue


PROGRAM = """
import pathlib, sys, time
from site_src.importers import read_source
from site_src.importers.source import CannotImport
started = time.process_time()
try:
    read_source(sys.argv[1])
except CannotImport:
    pass
status = pathlib.Path("/proc/self/status").read_text()
print(time.process_time() - started, int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="how much memory was used is told otherwise here"
)
@pytest.mark.parametrize(
    ("name", "text"), [("a.html", "<div>" * 4_000_000), ("b.html", "字" * 7_000_000), ("c.txt", "字" * 25_000_000), ("d.txt", "字\n" * 9_000_000)]
)  # fmt: skip
def test_a_file_made_to_harm_takes_little(tmp_path: Path, name: str, text: str, root: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / name)],
        cwd=root, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 30
    assert megabytes < 400


# --- older Word ----------------------------------------------------------------------------------


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, alone on the path; what it does, each test writes."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder / "soffice"


def write_program(path: Path, body: str) -> None:
    """A program in Python; the path of the interpreter may have blanks, which no first line of a script may."""
    script = path.with_name("program.py")
    script.write_text(f"import os, pathlib, subprocess, sys, time\n{body}", "utf-8")
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{script}' \"$@\"\n", "utf-8")
    path.chmod(0o755)


def test_older_word_without_libreoffice_names_the_way_out(soffice: Path) -> None:
    assert not soffice.exists()
    with pytest.raises(CannotImport, match="另存为“Word 文档"):
        read_old_word(b"x", "a.doc")


CONVERT = """
out, came = sys.argv[sys.argv.index('--outdir') + 1], sys.argv[-1]
profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))
log = pathlib.Path(__file__).with_name('log')
settings = pathlib.Path(profile.split('file://')[1], 'user', 'registrymodifications.xcu').read_text('utf-8')
log.write_text('\\n'.join([came, str('MacroSecurityLevel' in settings), *sys.argv[1:]]), 'utf-8')
os.makedirs(out)
pathlib.Path(out, 'notice.docx').write_bytes(b'docx of ' + pathlib.Path(came).read_bytes())
"""


def test_older_word_goes_through_libreoffice(
    soffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(soffice, CONVERT)
    read: list[tuple[bytes, str]] = []

    class Reader:
        """Stands for the reader of what is known."""

        @staticmethod
        def read_source(data: bytes, name: str) -> Source:
            read.append((data, name))
            return Source(name, "docx", ())

    monkeypatch.setattr("site_src.importers.word.old.import_module", lambda _: Reader)
    assert read_old_word(b"bytes", "--evil.doc").name == "--evil.doc"
    assert read == [(b"docx of bytes", "notice.docx")]
    came, has_settings, *arguments = soffice.with_name("log").read_text("utf-8").split("\n")
    assert Path(came).name == "notice.doc"
    assert has_settings == "True"
    assert not Path(came).exists()
    assert {"--headless", "--convert-to", "docx"} < set(arguments)


@pytest.mark.parametrize("body", ["sys.exit(1)", "", "os.kill(os.getpid(), 9)"])
def test_a_failed_conversion_is_told(soffice: Path, body: str) -> None:
    write_program(soffice, body)
    with pytest.raises(CannotImport, match="没能转换"):
        read_old_word(b"x", "a.rtf")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    soffice: Path, tmp_path: Path
) -> None:
    note = tmp_path / "child"
    write_program(
        soffice,
        f"child = subprocess.Popen([{sys.executable!r}, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\ntime.sleep(60)",
    )
    started = time.monotonic()
    with pytest.raises(CannotImport):
        _run([str(soffice)], 6.0)
    assert time.monotonic() - started < 20
    assert has_ended(int(note.read_text()))


def has_ended(process: int) -> bool:
    """Whether a process is gone, or only waits for somebody to ask how it ended."""
    for _ in range(50):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] == "Z":
                return True
            os.kill(process, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


# --- tables --------------------------------------------------------------------------------------


def table(*rows: list[str], number: int = 0) -> list[Paragraph]:
    return [
        Paragraph(line, f"{at},{column}", 0, Cell(number, at, column))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
        for line in text.split("\n")
    ]


def lines_of(*paragraphs: Paragraph) -> list[str]:
    return [p.text for p in tables(Source("", "docx", tuple(paragraphs))).paragraphs]


def test_a_source_without_tables_stays_as_it_is() -> None:
    source = Source("", "docx", (Paragraph("甲"),))
    assert tables(source) is source


def test_a_table_of_findings_is_read_row_by_row() -> None:
    found = table(
        ["序号", "反馈问题", "整改措施"],
        ["1.", "甲不到位。", "一是检查。\n二是培训。"],
        ["2", "乙不到位。", "做了。"],
    )
    assert lines_of(Paragraph("前"), *found, Paragraph("后")) == [
        "前", "序号\t反馈问题\t整改措施", "1.甲不到位。", "一是检查。", "二是培训。", "2\t乙不到位。", "做了。", "后",
    ]  # fmt: skip


def test_repeated_heads_are_left_out_and_told() -> None:
    head = ["序号", "问题", "措施"]
    source = tables(
        Source("", "docx", tuple(table(head, ["1.", "甲", "做"], head, ["2.", "乙", "做"])))
    )
    assert [p.text for p in source.paragraphs] == ["序号\t问题\t措施", "1.甲", "做", "2.乙", "做"]
    assert source.left_out == (LeftOut("序号\t问题\t措施", Reason.REPEATED, "第3行"),)


def test_cells_that_are_no_neighbours_are_lines_of_their_own() -> None:
    found = table(["序号", "类别", "问题", "措施"], ["1", "党建", "甲", "做"], ["", "", "乙", "做"])
    assert lines_of(*found)[1:] == ["1", "党建", "甲", "做", "乙", "做"]


def test_another_table_is_a_line_a_row_and_a_frame_is_what_it_holds() -> None:
    assert lines_of(*table(["项目", "金额"], ["甲", "5\n万元"])) == ["项目\t金额", "甲\t5 万元"]
    assert lines_of(*table(["甲\n乙"], ["丙"])) == ["甲", "乙", "丙"]


def test_no_character_of_a_table_is_lost() -> None:
    chance = random.Random(3)
    for number in range(300):
        heads = [["序号", "问题", "措施"], ["甲", "乙", "丙"]][number % 2]
        rows = [
            [chance.choice(["", "1", "（一）", "文\n字", "一、题", "问题"]) for _ in heads]
            for _ in range(6)
        ]
        source = Source("", "docx", tuple(table(heads, *rows)))
        after = tables(source)
        kept = [*(p.text for p in after.paragraphs), *(left.text for left in after.left_out)]
        assert sorted("".join("".join(kept).split())) == sorted(
            "".join(p.text for p in source.paragraphs)
        )
        assert not any(p.cell or "\n" in p.text for p in after.paragraphs)
