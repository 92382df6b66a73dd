"""QR codes as one SVG path, drawn at build time: no picture files, no script, nothing from another host."""

from functools import cache

from site_src.views import QrCode

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


@cache
def _path(content: str) -> tuple[str, int]:
    import segno

    rows = segno.make(content, micro=False, error="m").matrix
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                strokes.append(f"M{start + QUIET} {y + QUIET}.5h{x - start}")
            x += 1
    return "".join(strokes), len(rows) + 2 * QUIET


def qr_code(content: str, text: str) -> QrCode:
    """The code for ``content``, with ``text`` to stand beside it."""
    path, size = _path(content)
    return QrCode(path, size, text)
