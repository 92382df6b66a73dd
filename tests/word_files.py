"""Word files made by hand for the tests of their reader: a body, and whatever parts stand beside it."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": W,
        "r": R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(mark: str, kind: str, target: str) -> str:
    """One line of a part's list of parts that it uses."""
    return f'<Relationship Id="{mark}" Type="{R}/{kind}" Target="{target}"/>'


def word(body: str, **parts: str) -> bytes:
    """A Word file. ``parts`` by what they are for (``styles``, ``numbering``, ``header``); each is the inside of its root."""
    uses = "".join(relation(f"r{kind}", kind, f"{kind}.xml") for kind in parts)
    return package(
        {
            "_rels/.rels": RELS.format(relation("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": RELS.format(uses),
            **{
                f"word/{kind}.xml": f"<w:{kind} {SPACES}>{x}</w:{kind}>"
                for kind, x in parts.items()
            },
        }
    )


def package(parts: dict[str, str | bytes]) -> bytes:
    """Parts in a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def p(text: str = "", properties: str = "", mark: str = "") -> str:
    """A paragraph: its text, or runs if it begins with an element; properties; those of its mark."""
    runs = text if text.startswith("<") or not text else t(text)
    about = properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{runs}</w:p>"


def t(text: str, properties: str = "") -> str:
    """A run."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int | None = None, level: int | None = None, more: str = "") -> str:
    """A paragraph of a list."""
    said = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    said += "" if number is None else f'<w:numId w:val="{number}"/>'
    return p(text, f"{more}<w:numPr>{said}</w:numPr>")


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list's definition; ``more`` stands before its text."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(name: int, *levels: str) -> str:
    """A definition of lists."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, name: int, overrides: str = "") -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/>{overrides}</w:num>'


def style(
    name: str, title: str, inside: str = "", based_on: str = "", kind: str = "paragraph"
) -> str:
    """A style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title}"/>{base}{inside}</w:style>'


def field(instruction: str, result: str | None = None) -> str:
    """A field as its signs, with the instruction and the runs of its result between them."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else sign.format("separate") + result
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return sign.format("begin") + told + shown + sign.format("end")


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each its text or all that stands inside."""
    cells = lambda row: "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row)  # noqa: E731
    return f"<w:tbl>{''.join(f'<w:tr>{cells(row)}</w:tr>' for row in rows)}</w:tbl>"
