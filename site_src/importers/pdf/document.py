"""PDF: its signs with their places to lines, and these to the paragraphs they were.

A scan, a file with a password, and pages in two columns are refused with the way out: their text would be wrong, and
nobody would see it.
"""

import time
from collections.abc import Iterator
from ctypes import byref, c_double
from typing import Any

from site_src.attached.parts import MOST_PAGES
from site_src.importers.pdf.lines import (  # fmt: skip
    Glyph,
    Line,
    has_columns,
    line_of,
    paragraphs_of,
    without_page,
)
from site_src.importers.source import CannotImport, LeftOut, Reason, Source

MOST_SIGNS = 500_000  # twenty times the longest notices known
MOST_SECONDS = 20.0
MOST_ON_A_PAGE = 60_000
INVISIBLE = 3  # the way of drawing text that draws nothing: the layer under a scan
MOST_UNKNOWN = 0.02  # of the signs

WAY_OUT = "请导入它的 Word 原稿；没有原稿的，用文字识别（OCR）软件转成 Word，仔细校对以后再导入。"
WAY_OUT_EN = "Import the Word original; without one, turn it into Word by character recognition, read it over, and import that."  # fmt: skip
BROKEN = ("PDF 已损坏，或者需要密码才能打开。请用原来的软件重新导出一份没有密码的 PDF，或导入它的 Word 原稿。", "the PDF is broken, or needs a password. Export it anew without one, or import the Word original.")  # fmt: skip
SCAN = ("这个 PDF 是扫描件，里面只有图片，没有文字。" + WAY_OUT, "this PDF is a scan: it holds pictures and no text. " + WAY_OUT_EN)  # fmt: skip
UNKNOWN = ("这个 PDF 没有写明用的是哪些字，取出来会是乱码。" + WAY_OUT, "this PDF does not say which characters it shows, so its text cannot be taken from it. " + WAY_OUT_EN)  # fmt: skip
COLUMNS = ("PDF 第{page}页分两栏排版，取出来的文字会错行。请导入它的 Word 原稿，或把正文复制到 Word 里保存为 docx，再导入。", "page {page} of the PDF is set in two columns, and its lines would be mixed up. Import the Word original, or copy the text into Word, save it as docx, and import that.")  # fmt: skip
TOO_MUCH = (f"PDF 太大：超过 {MOST_PAGES} 页，或者内容多得不正常。请只把通报的那几页另存为一个 PDF，再导入。", f"the PDF is too large: more than {MOST_PAGES:,} pages, or far too much on them. Save the pages of the notice as a PDF of their own, and import that.")  # fmt: skip


def read_pdf(data: bytes, name: str) -> Source:
    """The text of a PDF, page numbers and the like left out."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise CannotImport(*BROKEN) from None
    try:
        return _Reader(document, name).source()
    except pypdfium2.PdfiumError:
        raise CannotImport(*BROKEN) from None
    finally:
        document.close()


class _Reader:
    """A PDF while it is read."""

    def __init__(self, document: Any, name: str) -> None:
        self.document, self.name = document, name
        self.left = MOST_SIGNS
        self.seen = self.unknown = 0
        self.ends_at = time.monotonic() + MOST_SECONDS
        self.left_out: list[LeftOut] = []

    def source(self) -> Source:
        """Its paragraphs."""
        if len(self.document) > MOST_PAGES:
            raise CannotImport(*TOO_MUCH)
        pages, heights = [], []
        for number in range(1, len(self.document) + 1):
            page = self.document[number - 1]
            pages.append(self._lines(page, number))
            heights.append(page.get_height())
            self._pictures(page, number)
            page.close()
        if self.unknown > MOST_UNKNOWN * self.seen:
            raise CannotImport(*UNKNOWN)
        kept, of_page = without_page(pages, heights)
        for number, lines in enumerate(kept, 1):
            if has_columns(lines):
                raise CannotImport(*(words.format(page=number) for words in COLUMNS))
        paragraphs = paragraphs_of(kept)
        if not paragraphs:
            raise CannotImport(*SCAN)
        return Source(self.name, "pdf", tuple(paragraphs), (*of_page, *self.left_out))

    def _lines(self, page: Any, number: int) -> list[Line]:
        """The lines of a page in the order in which they were drawn."""
        textpage = page.get_textpage()
        signs = textpage.count_chars()
        self.left -= signs
        if self.left < 0 or signs > MOST_ON_A_PAGE or time.monotonic() > self.ends_at:
            raise CannotImport(*TOO_MUCH)
        lines: list[list[Glyph]] = [[]]
        hidden: list[str] = []
        for glyph, is_seen in self._glyphs(textpage, signs):
            if not is_seen:
                hidden.append(glyph.sign)
            elif glyph.sign in "\r\n" or _is_elsewhere(lines[-1], glyph):
                lines.append([] if glyph.sign in "\r\n" else [glyph])
            else:
                lines[-1].append(glyph)
        textpage.close()
        if "".join(hidden).strip():
            words = " ".join("".join(hidden).split())
            self.left_out.append(LeftOut(words, Reason.HIDDEN, f"p. {number}"))
        return [line for glyphs in _rejoined(lines) if (line := line_of(number, glyphs))]

    def _glyphs(self, textpage: Any, signs: int) -> Iterator[tuple[Glyph, bool]]:
        """Each sign of a page, and whether it is drawn."""
        from pypdfium2 import raw

        box, x, y = raw.FS_RECTF(), c_double(), c_double()
        high = 0
        for index in range(signs):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if 0xD800 <= code < 0xDC00:  # half of a sign, the other half follows
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            # The box that a sign takes up in its line, not that of its ink, and the line it stands on.
            raw.FPDFText_GetLooseCharBox(textpage, index, byref(box))
            raw.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
            is_made_up = raw.FPDFText_IsGenerated(textpage, index) == 1
            code = ord("-") if code in (2, 0xFFFE) else code  # where a word was parted
            self.seen += 1
            if code in (0, 0xFFFD) or 0xE000 <= code < 0xF900:
                self.unknown += 1
            sign = " " if code < 32 and code not in (10, 13) else chr(code)
            drawn = is_made_up or _is_drawn(raw, textpage, index)
            size = raw.FPDFText_GetFontSize(textpage, index)
            yield Glyph(sign, box.left, box.right, y.value, size, is_made_up), drawn

    def _pictures(self, page: Any, number: int) -> None:
        """A word for each picture of a page."""
        from pypdfium2 import raw

        count = sum(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) == raw.FPDF_PAGEOBJ_IMAGE
            for index in range(min(raw.FPDFPage_CountObjects(page), MOST_ON_A_PAGE))
        )
        if count:
            self.left_out.append(LeftOut(f"[图片 {count}]", Reason.PICTURE, f"p. {number}"))


def _is_drawn(raw: Any, textpage: Any, index: int) -> bool:
    found = raw.FPDFText_GetTextObject(textpage, index)
    return not found or raw.FPDFTextObj_GetTextRenderMode(found) != INVISIBLE


def _is_elsewhere(line: list[Glyph], glyph: Glyph) -> bool:
    """Whether a sign stands on another line than those before it."""
    if not line or glyph.is_made_up or line[-1].is_made_up or not glyph.sign.strip():
        return False
    last = line[-1]
    size = max(last.size, glyph.size, 1.0)
    return bool(last.sign.strip()) and abs(glyph.bottom - last.bottom) > 0.9 * size


def _rejoined(lines: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The lines; those that stand on one height, one right behind the other, as one."""
    open_now: list[Glyph] = []
    last: Glyph | None = None
    for line in lines:
        seen = [glyph for glyph in line if glyph.sign.strip()]
        if not seen:
            continue
        if last is not None:
            size = max(last.size, 1.0)
            gap = seen[0].left - last.right
            if abs(last.bottom - seen[0].bottom) < 0.4 * size and -0.3 * size < gap < 3 * size:
                if gap > 0.3 * size:
                    open_now.append(Glyph(" ", last.right, seen[0].left, last.bottom, size, True))
                open_now += line
                last = seen[-1]
                continue
            yield open_now
        open_now, last = [*line], seen[-1]
    yield open_now
