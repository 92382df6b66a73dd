"""Pictures: what cameras and editors write beside them. The picture itself is not looked at."""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from site_src.attached.parts import Hostile, Part, Trace, Unreadable

MOST_TEXT = 8_000_000  # bytes of the texts of one picture
GPS = 0x8825
EXIF_PART = 0x8769


def read_picture(path: str) -> Iterator[Part | Trace]:
    """The texts of a picture file."""
    with open(path, "rb") as stream:
        yield from picture_texts(stream.read(), "")


def picture_texts(data: bytes, before: str) -> Iterator[Part | Trace]:
    """EXIF, XMP, IPTC and the texts of PNG; ``before`` names the picture inside another file."""
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Hostile from None
    except Exception as error:  # a picture cut short fails in as many ways as there are formats
        if "decompress" in str(error).lower():
            raise Hostile from None
        raise Unreadable("不是完好的图片", "it is no sound picture") from None
    if picture.format == "PNG":
        yield from _png_texts(data, before)
    yield from _exif(picture, before)
    for name in ("xmp", "comment", "XML:com.adobe.xmp"):
        value = picture.info.get(name)
        if name == "XML:com.adobe.xmp" and picture.format == "PNG":
            continue  # read above, wherever in the file it stands
        if value:
            yield Part(f"{before}{name.upper()}", _text(value))
    for number, value in _iptc(picture):
        yield Part(f"{before}IPTC {number}", _text(value))


def _exif(picture: Any, before: str) -> Iterator[Part | Trace]:
    from PIL import ExifTags

    try:
        exif = picture.getexif()
        parts = [dict(exif), dict(exif.get_ifd(EXIF_PART))]
        position = exif.get_ifd(GPS)
    except Exception:  # whatever is written there; Pillow reads it as far as it can
        raise Unreadable("EXIF 已损坏", "its EXIF is broken") from None
    for part in parts:
        for tag, value in part.items():
            if isinstance(value, str | bytes) and value:
                name = ExifTags.TAGS.get(tag, f"0x{tag:04x}")
                yield Part(f"{before}EXIF {name}", _text(value, name.startswith("XP")))
    if any(tag in position for tag in (1, 2, 3, 4)):
        yield Trace("position", f"{before}EXIF GPS")


def _iptc(picture: Any) -> Iterator[tuple[str, bytes]]:
    from PIL import IptcImagePlugin

    try:
        found = IptcImagePlugin.getiptcinfo(picture) or {}
    except Exception:
        return  # no table of that kind
    for (record, number), value in found.items():
        for item in value if isinstance(value, list) else [value]:
            yield f"{record}:{number}", item


def _text(value: str | bytes, is_wide: bool = False) -> str:
    if isinstance(value, str):
        return value.strip("\0")
    for mark, code in ((b"UNICODE\0", "utf-16"), (b"ASCII\0\0\0", "ascii"), (b"\0" * 8, "utf-8")):
        if value.startswith(mark):
            value, is_wide = value[8:], code == "utf-16"
    for code in ("utf-16-le",) if is_wide else ("utf-8", "gb18030"):
        try:
            return value.decode(code).strip("\0")
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def _png_texts(data: bytes, before: str) -> Iterator[Part]:
    """The text chunks, wherever they stand: Pillow reads those after the pixels only with the pixels."""
    at, left = 8, MOST_TEXT
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind not in (b"tEXt", b"zTXt", b"iTXt"):
            continue
        name, _, rest = body.partition(b"\0")
        if kind == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:]
            _, _, rest = rest.partition(b"\0")
            _, _, rest = rest.partition(b"\0")
        else:
            packed, rest = kind == b"zTXt", rest[1:] if kind == b"zTXt" else rest
        text = _unpacked(rest, left) if packed else rest
        left -= len(text)
        yield Part(f"{before}PNG {name.decode('latin-1')}", _text(text))


def _unpacked(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, max(1, most))
    except zlib.error:
        return b""
    if unpacker.unconsumed_tail:
        raise Hostile
    return text
