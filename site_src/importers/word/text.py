"""The smallest pieces of Word text: runs, symbols of fonts without letters, and the bare words of a stretch."""

import re
from collections.abc import Iterable
from typing import Any

from site_src.importers.word.xml import MC, M, V, W

TABLE_OF_CONTENTS = "Table of Contents"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PRIVATE = re.compile("[\ue000-\uf8ff]")  # code points that mean something else in each font
# Signs of the fonts without letters that are common in forms, by the last two digits of their code.
_SYMBOLS = {
    "Wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
        0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
        **{0x81 + n: chr(ord("①") + n) for n in range(10)},
        **{0x8C + n: chr(ord("❶") + n) for n in range(10)},
    },
    "Wingdings 2": {
        0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "●",
        **{0x6A + n: chr(ord("①") + n) for n in range(10)},
        **{0x75 + n: chr(ord("❶") + n) for n in range(10)},
    },
    "Symbol": {
        0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈",
        0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD6: "√", 0x61: "α", 0x62: "β", 0x44: "Δ",
        0x6D: "μ", 0x70: "π", 0x25: "%", 0x2B: "+", 0x2D: "−", 0x3D: "=",
    },
}  # fmt: skip


def text_of(node: Any) -> str:
    """The text of a ``t``: blanks at its ends count only if the file says so, and a line end is a blank."""
    text = (node.text or "").replace("\r", " ").replace("\n", " ")
    return text if node.get(_SPACE) == "preserve" else text.strip(" \t")


def drawn(text: str, node: Any) -> str:
    """Signs without a code of their own as what the font of their run draws, as far as the table knows it."""
    fonts = node.getparent().find(f"{W}rPr/{W}rFonts")
    table = _SYMBOLS.get(fonts.get(W + "ascii", "") if fonts is not None else "", {})
    return PRIVATE.sub(lambda found: table.get(ord(found[0]) - 0xF000, found[0]), text)


def symbol(node: Any) -> str | None:
    """The sign of a ``sym``; None for one of a special font that is not in the table."""
    try:
        code = int(node.get(W + "char", ""), 16)
    except ValueError:
        return None
    if 0xF000 <= code <= 0xF0FF or node.get(W + "font") in _SYMBOLS:
        return _SYMBOLS.get(node.get(W + "font", ""), {}).get(code & 0xFF)
    is_sign = 0x20 <= code <= 0xD7FF or 0xF900 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return chr(code) if is_sign else None


def words_of(nodes: Iterable[Any]) -> str:
    """All words of a stretch, deleted ones too, a line a paragraph: to be told, not to be published."""
    found: list[str] = []
    _gather(nodes, found)
    return "".join(found)


def _gather(nodes: Iterable[Any], found: list[str]) -> None:
    for node in nodes:
        tag = node.tag
        if tag in (W + "t", W + "delText", M + "t"):
            found.append(text_of(node))
        elif tag == W + "tab":
            found.append("\t")
        elif tag in (W + "br", W + "cr"):
            found.append("\n")
        elif tag == W + "sym":
            found.append(symbol(node) or "")
        elif tag == V + "textpath":  # a watermark
            found.append(node.get("string", ""))
        elif tag == MC + "AlternateContent":
            chosen = node.find(MC + "Choice")
            _gather(chosen if chosen is not None else node, found)
        elif tag not in (W + "pPr", W + "rPr"):  # where a tab is a stop, not a sign
            _gather(node, found)
            found += ["\n"] if tag == W + "p" else []
