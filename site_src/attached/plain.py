"""Texts and tables as text: UTF-8, GBK, or UTF-16 with its mark."""

from collections.abc import Iterator

from site_src.attached.parts import Part, Unreadable


def read_plain(path: str) -> Iterator[Part]:
    """Each line of a text."""
    with open(path, "rb") as stream:
        text = decoded(stream.read())
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line:
            yield Part(f"L{number}", line)


def decoded(data: bytes) -> str:
    """The text of these bytes."""
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise Unreadable("编码既不是 UTF-8 也不是 GBK", "its encoding is neither UTF-8 nor GBK")
