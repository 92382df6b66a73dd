"""PDF: the text of its pages, its properties, its notes; what is attached to it cannot be looked into."""

import time
from collections.abc import Iterator
from ctypes import c_uint16, sizeof
from typing import Any

from site_src.attached.parts import (
    MOST_PAGES,
    MOST_SECONDS,
    MOST_UNPACKED,
    Hostile,
    Part,
    Trace,
    Unreadable,
)


def read_pdf(path: str) -> Iterator[Part | Trace]:
    """Everything that a PDF says; a PDF without any text is a scan, and is told as one."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Unreadable("PDF 已损坏或加了密码", "the PDF is broken or has a password") from None
    try:
        for name, value in document.get_metadata_dict(skip_empty=True).items():
            if name not in ("CreationDate", "ModDate"):
                yield Part(f"PDF {name}", value)
        for number in range(document.count_attachments()):
            yield Trace("unread", f"PDF attachment {number + 1}")
        yield from _pages(document)
    except pypdfium2.PdfiumError:
        raise Unreadable("PDF 已损坏", "the PDF is broken") from None
    finally:
        document.close()


def _pages(document: Any) -> Iterator[Part | Trace]:
    ends_at, left, is_blank = time.monotonic() + MOST_SECONDS, MOST_UNPACKED, True
    if len(document) > MOST_PAGES:
        raise Hostile
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_range()
        left -= len(text)
        if left < 0 or time.monotonic() > ends_at:
            raise Hostile
        if text.strip():
            is_blank = False
            yield Part(f"p. {number + 1}", text.replace("\r\n", "\n").replace("\r", "\n"))
        elif len(document) > 1 and any(page.get_objects(max_depth=2)):
            is_blank = False
            yield Trace("unread", f"PDF p. {number + 1}")
        for words, is_note in _notes(page):
            yield Part(f"p. {number + 1} {'annotation' if is_note else 'form'}", words)
            if is_note:
                yield Trace("comments", f"p. {number + 1}")
        page.close()
    if is_blank:
        yield Trace("unread", "PDF image")


def _notes(page: Any) -> Iterator[tuple[str, bool]]:
    """What is written into annotations, and into the fields of a form, which no text of the page has."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        for key, is_note in ((b"Contents", True), (b"V", False)):
            size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            if 2 < size < 1_000_000:
                buffer = (c_uint16 * (size // sizeof(c_uint16)))()
                raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
                yield bytes(buffer).decode("utf-16-le", "replace").rstrip("\0"), is_note
        raw.FPDFPage_CloseAnnot(annotation)
