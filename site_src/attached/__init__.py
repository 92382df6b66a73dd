"""Files offered for download, read for what they say and what they carry along without showing it."""

from collections.abc import Callable, Iterator

from site_src.attached.office import read_office
from site_src.attached.parts import LARGEST_FILE, Part, Trace, Unreadable
from site_src.attached.pdf import read_pdf
from site_src.attached.pictures import read_picture
from site_src.attached.plain import read_plain

READERS: dict[str, Callable[[str], Iterator[Part | Trace]]] = {
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), read_office),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp"), read_picture),
    **dict.fromkeys((".csv", ".txt"), read_plain),
    ".pdf": read_pdf,
}


def read_attached(path: str, name: str, size: int) -> Iterator[Part | Trace]:
    """What the file at ``path`` says, part by part. Raises ``Unreadable`` or ``Hostile``."""
    reader = READERS.get(name[name.rfind(".") :].lower())
    if reader is None:
        raise Unreadable("程序读不了这种格式", "the program cannot read this format")
    if size > LARGEST_FILE:
        raise Unreadable("文件太大", "it is too large")
    yield from reader(path)
