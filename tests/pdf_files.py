"""PDFs made by hand: signs at given places, by a font that only says which character each code is."""

from collections.abc import Sequence

Piece = tuple[float, float, float, str]  # left, height, size, text
WIDTH, HEIGHT = 595, 842


def pdf(
    pages: Sequence[Sequence[Piece]], extra: str = "", draw: int = 0, cmap: bool = True
) -> bytes:
    """These pages. Full-width signs are as wide as high, others half; ``draw`` is how text is drawn (3: not)."""
    texts = "".join(text for page in pages for *_, text in page)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 800/Descent -200>>/DW 1000/W[32 126 500]>>",
        stream(_cmap(texts)),
    ]
    for page in pages:
        shown = "".join(
            f"BT /F {size} Tf {draw} Tr {left} {height} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, height, size, text in page
        )
        number = len(objects) + 2
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {number} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            stream(shown + extra),
        ]
    return packed(objects)


def stream(text: str) -> str:
    """A stream object."""
    return f"<</Length {len(text)}>>stream\n{text}\nendstream"


def packed(objects: Sequence[str]) -> bytes:
    """A file of these objects, the first of them its root."""
    out, places = "%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n"
    start, size = len(out), len(objects) + 1
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def _cmap(text: str) -> str:
    codes = [f"<{ord(sign):04X}> <{ord(sign):04X}>" for sign in sorted(set(text))]
    blocks = [codes[n : n + 100] for n in range(0, len(codes), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        + "endcmap end end"
    )


def typeset(
    paragraphs: Sequence[str],
    indent: int = 2,
    hanging: int = 0,
    columns: int = 26,
    rows: int = 20,
    first_row: int = 0,
) -> list[list[Piece]]:
    """Paragraphs broken into lines of full-width signs, and these into pages, as a word processor does it."""
    size, left, top = 16, 90, 720
    lines: list[tuple[int, str]] = []
    for text in paragraphs:
        at, room = indent, columns - indent
        while text:
            end = min(room, len(text))
            while text[end : end + 1] and text[end] in "，。；：”、":
                end -= 1
            lines.append((at, text[:end]))
            text, at, room = text[end:], hanging, columns - hanging
    pages: list[list[Piece]] = []
    for number, (at, text) in enumerate(lines):
        if number % rows == 0:
            pages.append([])
        pages[-1].append((left + size * at, top - 29 * (number % rows), size, text))
    return pages
