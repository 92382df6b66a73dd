"""QR codes as one SVG path, drawn at build time: no picture files, no script, nothing from another host."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

from site_src.views import QrCode

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


@cache
def _path(content: str) -> tuple[str, int]:
    rows = _encoder().encode(content, micro=False, error="m").matrix
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


@cache
def _encoder() -> ModuleType:
    """The encoder of segno alone: with it come writers of files, which load the network code of the standard library."""
    if "segno" not in sys.modules and (spec := find_spec("segno")):
        sys.modules["segno"] = module_from_spec(spec)
        try:
            return import_module("segno.encoder")
        finally:
            del sys.modules["segno"]  # whoever wants all of segno shall get it
    return import_module("segno.encoder")


def qr_code(content: str, text: str) -> QrCode:
    """The code for ``content``, with ``text`` to stand beside it."""
    path, size = _path(content)
    return QrCode(path, size, text)
