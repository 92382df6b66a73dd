"""Names of WordprocessingML, the few ways in which its properties are written, and questions to elements."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
VAL = f"{W}val"
WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_OFF = ("0", "false", "off", "none")


def value_of(node: Any, name: str) -> str | None:
    """The ``w:val`` of a child; None without the child or the value."""
    child = node.find(W + name) if node is not None else None
    return None if child is None else child.get(VAL)


def number_in(text: str | None) -> int | None:
    """A whole number as files write it; None if it is none, or absurd."""
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1_000_000 else None


def is_on(node: Any, name: str) -> bool | None:
    """A property that is on or off; None if nothing is said."""
    child = node.find(W + name) if node is not None else None
    return None if child is None else child.get(VAL, "1") not in _OFF


def by_id(root: Any) -> dict[str, Any]:
    """Comments or notes by their number; those that only draw the line above are none."""
    if root is None:
        return {}
    return {
        node.get(W + "id", ""): node for node in root if node.get(W + "type") in (None, "normal")
    }


def inside(node: Any, wanted: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in content controls; not those of a table within."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag in WRAPPERS:
            yield from inside(child, wanted)


def is_gone(properties: Any, *names: str) -> bool:
    """Whether a tracked change deletes or moves away what has these properties."""
    if properties is None:
        return False
    return any(properties.find(W + name) is not None for name in names or ("del", "moveFrom"))


def is_drop_cap(properties: Any) -> bool:
    """Whether a paragraph is the large first letter of the next."""
    frame = properties.find(W + "framePr") if properties is not None else None
    return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


def goes_on(properties: Any) -> bool:
    """Whether a cell is the continuation of a merged one."""
    if properties is None:
        return False
    merges = (properties.find(W + name) for name in ("vMerge", "hMerge"))
    return any(m is not None and m.get(VAL, "continue") == "continue" for m in merges)
