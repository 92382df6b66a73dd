"""An office file (OOXML) taken apart: its parts as XML, found as the file itself says, within bounds.

Nothing of it is trusted: what unpacks is counted, a document type, without which there are no entities, is refused,
and what would take too much memory as a tree is not made one.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from site_src.attached.office import unpacked
from site_src.attached.parts import MOST_PARTS, Budget, Hostile, Unreadable
from site_src.importers.source import CannotImport

LARGEST_PACKAGE = 100_000_000  # bytes of the file
MOST_UNPACKED = 60_000_000  # bytes of the parts that are read, in all
MOST_SIGNS = 800_000  # elements and attributes of a part, about: each takes a hundred bytes or two
PART_SIGN = b"PK\x01\x02"  # of each part, in the list at the end of the file
ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
ENCODINGS = (
    b"utf-8",
    b"utf8",
    b"utf-16",
    b"us-ascii",
)  # of others the signs below could not be counted
PART_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict form of the standard has other names for the same.
STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
    )
)  # fmt: skip
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of an office file, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._budget = Budget()
        self._budget.left = MOST_UNPACKED
        self.main = next((part for kind, part in self.related("") if kind == "officeDocument"), "")

    def xml(self, name: str) -> Any:
        """The root of a part; None if the file does not have it."""
        try:
            member = self._archive.getinfo(name)
        except KeyError:
            return None
        try:
            data = unpacked(self._archive, member, self._budget)
        except Hostile:
            raise CannotImport(*TOO_MUCH) from None
        except Unreadable:
            raise CannotImport(*BROKEN) from None
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return _tree(data)

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """The parts that a part uses: what each is for, and its name; of the file as a whole for no name."""
        for kind, part, _ in self._relations(name):
            yield kind, part

    def by_id(self, name: str) -> dict[str, str]:
        """The parts that a part uses, by the mark under which it uses them."""
        return {mark: part for _, part, mark in self._relations(name)}

    def _relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        folder, _, file = name.rpartition("/")
        root = self.xml(join(folder, "_rels", f"{file}.rels"))
        for relation in root.iter(PART_RELS) if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else join(dirname(name), target)
            yield (
                relation.get("Type", "").rpartition("/")[2],
                normpath(part),
                relation.get("Id", ""),
            )


def open_package(data: bytes) -> Package:
    """The file's parts; it has to be a sound office file of the new kind."""
    if data.startswith(OLD_OFFICE):
        raise CannotImport(*OLD_OR_LOCKED)
    # Counted in the bytes: a list of a million parts takes a gigabyte once it is read.
    if len(data) > LARGEST_PACKAGE or data.count(PART_SIGN) > MOST_PARTS:
        raise CannotImport(*TOO_MUCH)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise CannotImport(*NO_PACKAGE) from None
    return Package(archive)


def _tree(data: bytes) -> Any:
    """XML as a tree; the parser itself stops at 256 elements in one another and at texts of 10 MB."""
    said = ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    if said and said[1].lower() not in ENCODINGS:
        raise CannotImport(*BROKEN)
    if data.count(b"<") + data.count(b"=") > MOST_SIGNS:
        raise CannotImport(*TOO_MUCH)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise CannotImport(*BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotImport(*BROKEN)
    return root


OLD_OR_LOCKED = (
    "文件是旧格式（.doc、.xls、.wps、.et），或者加了密码。请用 Word 或 WPS 打开，去掉密码，另存为 .docx 或 .xlsx，再导入。",
    "the file is of the old kind (.doc, .xls, .wps, .et), or has a password. Open it in Word or WPS, take the password off, "
    "save it as .docx or .xlsx, and import that.",
)
NO_PACKAGE = (
    "文件不是完好的 .docx 或 .xlsx。请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx，再导入。",
    "the file is no sound .docx or .xlsx. Open it in Word or WPS, save it as .docx or .xlsx, and import that.",
)
BROKEN = (
    "文件内部已损坏。请用 Word 或 WPS 打开，另存为新的文件，再导入。",
    "the inside of the file is broken. Open it in Word or WPS, save it as a new file, and import that.",
)
TOO_MUCH = (
    "文件太大，或者展开以后大得不正常。请用 Word 或 WPS 打开，只留下通报正文，另存为新的文件，再导入。",
    "the file is too large, or becomes far more than it is. Open it in Word or WPS, keep only the text of the notice, "
    "save it as a new file, and import that.",
)
