"""Plain text in whatever encoding it comes: UTF-8, GB 18030 (GBK), UTF-16, with a byte order mark or without."""

from site_src.importers.source import CannotImport, Paragraph, Source

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read_text(data: bytes, name: str) -> Source:
    """Its lines; a blank line separates, and is no paragraph."""
    text = (
        decoded(data)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\f", "\n")
    )
    lines = text.split("\n")
    return Source(
        name,
        "txt",
        tuple(
            Paragraph(line.strip("\ufeff"), str(n))
            for n, line in enumerate(lines, 1)
            if line.strip()
        ),
    )


def decoded(data: bytes) -> str:
    """The text of these bytes. An encoding is taken only if every byte of the file is right in it."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if b"\0" in data:
        even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
        return _strictly(data, "utf-16-le" if odd >= even else "utf-16-be")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotImport(*UNKNOWN_ENCODING)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise CannotImport(*UNKNOWN_ENCODING) from None


UNKNOWN_ENCODING = (
    "认不出文件的编码。请用原来的软件另存为“纯文本”，编码选 UTF-8，再导入。",
    "the encoding of the file is not known. Save it anew as plain text in UTF-8, and import that.",
)
