"""Files that bodies have, to a notice in content files: one module a source, one reader of structure for all.

What a file is, its first bytes say; its ending only where they say nothing. A reader is imported when it is needed.
"""

import io
import os
import zipfile
from importlib import import_module

from site_src.importers.source import CannotImport, Source

LARGEST_FILE = 200_000_000  # bytes
MOST_CHARACTERS = 20_000_000  # of text, which no notice comes near
MOST_LINES = 500_000
LINE_ENDS = (b"\n", b"\r", b"\f", b"\xe2\x80\xa8", b"\x28\x20", b"\x20\x28")

# The ending, and the module and function that read it.
SOURCES = {
    ".docx": ("word.docx", "read_docx"),
    ".docm": ("word.docx", "read_docx"),
    ".xlsx": ("excel.xlsx", "read_xlsx"),
    ".xlsm": ("excel.xlsx", "read_xlsx"),
    ".pdf": ("pdf.document", "read_pdf"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), ("web.page", "read_web")),
    **dict.fromkeys((".doc", ".wps", ".wpt", ".rtf", ".odt"), ("word.old", "read_old_word")),
    **dict.fromkeys((".txt", ".text", ".md"), ("plain_text", "read_text")),
}

# What a file begins with, and the ending that such a file should have.
BEGINNINGS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rt", ".rtf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"BM\0", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
# A member that a package of each kind has.
PACKAGES = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", "slides"),
    ("OFD.xml", "ofd"),
    ("content.xml", "opendocument"),
)
# Names of streams in the older package of Office; they are written in UTF-16.
STREAMS = (("EncryptedPackage", "password"), ("WordDocument", ".doc"), ("Workbook", "xls"))
WEB = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div")

# Kinds that are not read: why, and the way out.
REFUSED = {
    "empty": ("文件是空的。请检查是不是选错了文件。", "the file is empty. See whether it is the right one."),
    "picture": (
        "这是图片，里面没有文字。请先用文字识别（OCR）软件转成 Word 并仔细校对，再导入。",
        "this is a picture and holds no text. Turn it into Word by character recognition, read it over, and import that.",
    ),
    "archive": ("这是压缩包。请先解压，再导入里面的文件。", "this is an archive. Unpack it, and import the file inside."),
    "slides": ("这是演示文稿。请把正文复制到 Word 里保存为 docx，再导入。", "this is a slide show. Copy the text into Word, save it as docx, and import that."),
    "ofd": ("这是 OFD 版式文件，程序读不了。请导入它的 Word 原稿，或用阅读软件另存为 PDF。", "this is an OFD file, which is not read. Import the Word original, or save it as PDF."),
    "password": ("文件加了密码。请用原来的软件打开，去掉密码后另存，再导入。", "the file has a password. Open it, save it without one, and import that."),
    "xls": (
        "这是旧版 Excel 表格。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再导入。",
        "this is a table of an older Excel. Open it, save it as an Excel workbook (.xlsx), and import that.",
    ),
    "csv": ("这是逗号分隔的表格。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再导入。", "this is a table of values set apart by commas. Open it in Excel, save it as .xlsx, and import that."),
    "mht": (
        "这是单个文件的网页（mht）。请用浏览器打开网页，另存为“网页，仅 HTML”（.html），再导入。",
        "this is a web page in a single file (mht). Open it in a browser, save it as “HTML only”, and import that.",
    ),
    "foreign": (
        "认不出这是什么文件。能导入的有：Word（docx）、网页（html）、PDF、Excel（xlsx）、纯文本（txt）。请用原来的软件另存为其中一种。",
        "what the file is cannot be told. What can be imported: Word (docx), web pages (html), PDF, Excel (xlsx), plain text (txt). Save it as one of these.",
    ),
    "large": (
        f"文件超过 {LARGEST_FILE // 1_000_000} MB。请去掉其中的图片，或把正文复制到新的文件里，再导入。",
        f"the file is larger than {LARGEST_FILE // 1_000_000} MB. Take out its pictures, or copy the text into a new file, and import that.",
    ),
    "long": (
        f"文字超过 {MOST_CHARACTERS // 10_000} 万字，不像是一份通报。请检查是不是选错了文件，或分成几份导入。",
        f"the text is longer than {MOST_CHARACTERS:,} characters, which no notice is. See whether it is the right file, or import it in parts.",
    ),
    "part": (
        "读 Word 文件还缺一个部件（lxml）。请维护网站的人安装：python -m pip install \"gongkai[import]\"；也可以把文件另存为纯文本（.txt）或网页（.html），再导入。",
        "a part for reading Word files (lxml) is not installed. Install it: python -m pip install \"gongkai[import]\"; or save the file as plain text (.txt) or as a web page (.html), and import that.",
    ),
    "missing": ("打不开这个文件。请检查路径对不对，文件是不是还在别的软件里开着。", "the file cannot be opened. See whether the path is right, and whether another program holds the file."),
}  # fmt: skip


def read_source(file: str | os.PathLike[str] | bytes, name: str = "") -> Source:
    """The text of a file, given by its path or its bytes. Raises ``CannotImport`` and nothing else."""
    if not isinstance(file, bytes):
        name = name or os.path.basename(os.fspath(file))
        file = _bytes_of(file)
    if len(file) > LARGEST_FILE:
        raise CannotImport(*REFUSED["large"])
    kind = kind_of(file, name)
    if kind not in SOURCES:
        raise CannotImport(*REFUSED[kind])
    module, function = SOURCES[kind]
    if module == "plain_text" and (
        len(file) > 4 * MOST_CHARACTERS or _line_ends(file) > MOST_LINES
    ):
        raise CannotImport(*REFUSED["long"])
    try:
        reader = getattr(import_module(f"{__name__}.{module}"), function)
    except ModuleNotFoundError:
        raise CannotImport(*REFUSED["part"]) from None
    source: Source = reader(file, name)
    if sum(len(p.text) for p in source.paragraphs) > MOST_CHARACTERS:
        raise CannotImport(*REFUSED["long"])
    return source


def _line_ends(data: bytes) -> int:
    return max(data.count(end) for end in LINE_ENDS)


def _bytes_of(path: str | os.PathLike[str]) -> bytes:
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise CannotImport(*REFUSED["large"])
        with open(path, "rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise CannotImport(*REFUSED["missing"]) from None


def kind_of(data: bytes, name: str) -> str:
    """What a file is: an ending of ``SOURCES``, or a key of ``REFUSED``."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    kind = next((kind for begins, kind in BEGINNINGS if data.startswith(begins)), "")
    if kind == "zip":
        return _kind_of_package(data)
    if kind == "ole":
        return _kind_of_streams(data)
    if kind:
        return kind
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    return _kind_of_text(data, name[name.rfind(".") :].lower() if "." in name else "")


def _kind_of_text(data: bytes, ending: str) -> str:
    head = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if ending in (".mht", ".mhtml") or (
        head.startswith((b"mime-version:", b"from:")) and b"content-type: multipart" in head
    ):
        return "mht"
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    is_web = head.startswith(WEB) or (head.startswith(b"<!--") and b"<html" in head)
    if is_web or SOURCES.get(ending, ("",))[0] == "web.page":
        return ".html"
    if ending == ".csv":
        return "csv"
    is_binary = b"\0" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if SOURCES.get(ending, ("",))[0] == "plain_text" or not is_binary:
        return ".txt"
    return "foreign"


def _kind_of_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = next((kind for member, kind in PACKAGES if member in names), "archive")
            if kind == "opendocument":
                with archive.open("mimetype") as stream:
                    return ".odt" if stream.read(200).endswith(b".text") else "xls"
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, NotImplementedError, RuntimeError):
        return "foreign"
    return kind


def _kind_of_streams(data: bytes) -> str:
    for stream, kind in STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "foreign"
