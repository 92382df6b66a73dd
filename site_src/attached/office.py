"""Word, Excel and PowerPoint (OOXML): every text in any part, properties, comments, tracked changes, what is hidden.

One reader for all three: a text is what stands in elements that hold text, and ends where a paragraph, a cell or a
shared string ends. The parser is expat; a document type, without which there are no entities, is refused.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from xml.parsers import expat

from site_src.attached.parts import Budget, Hostile, Part, Trace, Unreadable
from site_src.attached.pictures import picture_texts

TEXT = frozenset({"t", "delText", "instrText", "v", "text"})
HEADS = frozenset(  # of the printed pages of a sheet
    f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
# What stands in attributes and is read by people: names of sheets, and what is said of a picture.
SPOKEN = {"sheet": ("name",), "docPr": ("descr", "title"), "cNvPr": ("descr", "title")}
LAYOUT = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|[0-9]{1,3}|[A-Z])")
FLOAT = re.compile(r"[0-9]\.[0-9]+[Ee]\+?[0-9]{2}")
ENDS = frozenset({"p", "si", "c", "comment", "threadedComment", "row"})
TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"})
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp")
STEP = 1 << 16
# What unpacking a harmed file may end in: wrong sizes and places, packings of other kinds, passwords.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def read_office(path: str) -> Iterator[Part | Trace]:
    """Everything that an office file says."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(
            "不是完好的 Office 文件，或加了密码", "it is no sound office file, or has a password"
        ) from None
    budget = Budget()
    with archive:
        members = archive.infolist()
        budget.parts -= len(members)
        if budget.parts < 0:
            raise Hostile
        if not any(member.filename == "[Content_Types].xml" for member in members):
            raise Unreadable("不是 Office 文件", "it is no office file")
        for member in members:
            yield from _member(archive, member, budget)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget
) -> Iterator[Part | Trace]:
    name = member.filename
    ending = name[name.rfind(".") :].lower()
    if name.endswith("/") or ending == ".rels" or name == "[Content_Types].xml":
        return
    if ending in (".xml", *PICTURES):
        data = unpacked(archive, member, budget)
        if ending == ".xml":
            yield from _Parser(name).read(data)
        else:
            try:
                yield from picture_texts(data, f"{name} ")
            except Unreadable:
                yield Trace("unread", name)
    elif ending not in (".emf", ".wmf", ".fntdata", ".odttf", ".vml", ".printersettings"):
        yield Trace("unread", name)


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of a part; counted as they come, for the size that the file declares may lie."""
    pieces = []
    try:
        with archive.open(member) as stream:
            while piece := stream.read(STEP):
                budget.left -= len(piece)
                if budget.left < 0:
                    raise Hostile
                pieces.append(piece)
    except _BROKEN:
        raise Unreadable("文件已损坏或加了密码", "the file is broken or has a password") from None
    data = b"".join(pieces)
    budget.take(0 if len(data) < STEP else len(data))
    return data


class _Parser:
    """One part of an office file, read as it goes by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_property = name.startswith(("docProps/", "customXml/item"))
        self.is_head = any(word in name for word in ("/header", "/footer"))
        self.found: list[Part | Trace] = []
        self.traces: set[str] = set()
        self.text: list[str] = []
        self.open: list[str] = []

    def read(self, data: bytes) -> list[Part | Trace]:
        """Its texts and traces."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise Unreadable("文件里的 XML 已损坏", "its XML is broken") from None
        self._flush("")
        if "omment" in self.name and self.found and "Authors" not in self.name:
            self.traces.add("comments")
        return [*self.found, *(Trace(kind, self.name) for kind in sorted(self.traces))]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.open.append(local)
        if len(self.open) > 1000:
            raise Hostile
        if local in TRACKED and "wordprocessingml" in name:
            self.traces.add("revisions")
        elif local in ("vanish", "webHidden") and "wordprocessingml" in name:
            if not any(a.endswith("val") and v in ("0", "false") for a, v in attributes.items()):
                self.traces.add("hidden")
        elif (
            attributes.get("state") in ("hidden", "veryHidden")
            or (local in ("row", "col") and attributes.get("hidden") in ("1", "true"))
            or (local == "sld" and attributes.get("show") in ("0", "false"))
        ):
            self.traces.add("hidden")
        for attribute in SPOKEN.get(local, ()):
            if said := attributes.get(attribute, "").strip():
                self.found.append(Part(f"{self.name} {attribute}", said, self.is_head))
        if local in ("tab", "br", "cr"):
            self.text.append("\n" if local != "tab" else "\t")

    def _end(self, name: str) -> None:
        local = self.open.pop()
        if local in ENDS:
            self._flush("")
        elif local in HEADS:
            self._flush(local, is_head=True)
        elif self.is_property:
            self._flush(local)

    def _characters(self, data: str) -> None:
        if self.is_property or (self.open and (self.open[-1] in TEXT or self.open[-1] in HEADS)):
            self.text.append(data)

    def _flush(self, local: str, is_head: bool = False) -> None:
        text = "".join(self.text)
        self.text.clear()
        if is_head:
            text = LAYOUT.sub("\n", text)
        elif FLOAT.fullmatch(text):
            text = f"{Decimal(text):f}"  # some programs write a long number as 1.38E10
        if text.strip():
            where = f"{self.name} {local}" if local else self.name
            self.found.append(Part(where, text, is_head or self.is_head))


def _refuse(*_: object) -> None:
    raise Hostile
