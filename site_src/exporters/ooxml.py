"""Office files written part by part: the same content always makes the same bytes, and nothing tells who made them."""

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can name


class CannotExport(Exception):
    """The content cannot be put into this form; the two arguments say why and what to do, in Chinese and in English."""


def escaped(text: str) -> str:
    """Text for XML, between elements or in an attribute."""
    if odd := _NOT_IN_XML.search(text):
        code = f"U+{ord(odd[0]):04X}"
        raise CannotExport(
            f"有 Word 和 Excel 都存不下的控制字符 {code}。请先运行 check，把它删去。",
            f"there is the control character {code}, which neither Word nor Excel can hold. Run “check”, and remove it.",
        )
    return escape(text)


def packed(parts: Mapping[str, str], kinds: Mapping[str, str], main: str, title: str) -> bytes:
    """An office file of these parts; ``kinds`` are their content types, ``main`` is the one to open."""
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in {
            **kinds,
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        }.items()
    )
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": relations(
            (f"{DOCUMENT}/officeDocument", main),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core,
        **parts,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in whole.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.create_system = 0  # else it is the system's that this runs on
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, (HEAD + text).encode())
    return stream.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """The parts that a part uses: what each is for, and where it is; the first is ``r1``."""
    lines = (
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'
