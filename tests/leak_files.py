"""Files with something in them that should not go out, made by hand: Word, Excel, PowerPoint, PDF, pictures."""

import io
import struct
import zipfile
import zlib

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def office(**parts: str | bytes) -> bytes:
    """A package of these parts; ``__`` in a name stands for a slash, ``_xml`` for the ending."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def docx(text: str = "正文", body: str = "", **parts: str | bytes) -> bytes:
    """A document of one paragraph, with more of a body and other parts."""
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in text.split("|"))
    document = f'<w:document xmlns:w="{W}"><w:body><w:p>{runs}</w:p>{body}</w:body></w:document>'
    return office(word__document_xml=document, **parts)


def word_part(text: str, kind: str) -> str:
    """A part of a document, such as a header."""
    return f'<w:{kind} xmlns:w="{W}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'


def xlsx(shared: str = "表", cells: str = "", state: str = "", **parts: str | bytes) -> bytes:
    """A workbook with one shared string and these cells."""
    return office(
        xl__workbook_xml=f'<workbook xmlns="{S}"><sheets><sheet name="1" {state}/></sheets></workbook>',
        xl__sharedStrings_xml=f'<sst xmlns="{S}"><si><t>{shared}</t></si></sst>',
        xl__worksheets__sheet1_xml=f'<worksheet xmlns="{S}"><sheetData>{cells}</sheetData></worksheet>',
        **parts,
    )


def pptx(text: str, name: str = "ppt__slides__slide1_xml") -> bytes:
    """A slide, or the notes of one."""
    return office(
        **{name: f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><a:p><a:t>{text}</a:t></a:p></p:sld>'}
    )


def pdf(
    text: str = "", note: str = "", field: str = "", has_drawing: bool = False, **properties: str
) -> bytes:
    """A page of one line in any script, by a font that only says which character each code is.

    Besides there may be a note, a filled field of a form, and a second page on which something is drawn.
    """
    codes = "".join(f"<{ord(c):04X}> <{ord(c):04X}>\n" for c in sorted(set(text)))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(set(text))} beginbfchar\n{codes}endbfchar endcmap end end"
    )
    shown = "".join(f"{ord(c):04X}" for c in text)
    page = f"BT /F 12 Tf 50 700 Td <{shown}> Tj ET" if text else ""
    info = " ".join(f"/{name} <{_wide(value)}>" for name, value in properties.items())
    annotation = f"<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents<{_wide(note)}>>>"
    annotation += f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V<{_wide(field)}>/Rect[9 9 20 20]>>"
    kids, drawn = ("3 0 R 9 0 R", 2) if has_drawing else ("3 0 R", 1)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {drawn}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
        + (f"/Annots[{annotation}]" if note or field else "")
        + ">>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>/DW 1000>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        f"<<{info}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R>>",
        "<</Length 16>>stream\n50 50 99 99 re f\nendstream",
    ]
    out, places = "%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    start = out.rindex("xref")
    return (
        f"{out}trailer<</Size {size}/Root 1 0 R/Info 8 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def _wide(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def jpeg(
    tags: dict[int, str | bytes] | None = None, xmp: str = "", has_position: bool = False
) -> bytes:
    """A small picture with these EXIF tags."""
    stream, exif = io.BytesIO(), Image.Exif()
    for tag, value in (tags or {}).items():
        exif[tag] = value
    if has_position:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 24.0, 0.0), 3: "E", 4: (114.0, 53.0, 0.0)})
    more = {"xmp": xmp.encode()} if xmp else {}
    Image.new("RGB", (4, 4)).save(stream, "JPEG", exif=exif, **more)
    return stream.getvalue()


def png(kind: bytes, body: bytes) -> bytes:
    """A small picture with a chunk of this kind after its pixels."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    head, tail = stream.getvalue()[:-12], stream.getvalue()[-12:]
    chunk = kind + body
    return head + struct.pack(">I", len(body)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + tail
