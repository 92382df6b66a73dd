"""The files of ``attachments/``, as they are."""

from collections.abc import Iterator

from site_src.edition import Edition
from site_src.load import NoticeFolder
from site_src.outputs.files import File


def attachments(folder: NoticeFolder, edition: Edition) -> Iterator[File]:
    """One file each, offered under its title; none of a notice that was withdrawn."""
    if folder.notice.withdrawn:
        return
    for attachment in folder.attachments:
        address = f"{folder.slug}/attachments/{attachment.name}"
        ending = attachment.name.rpartition(".")[2].upper()
        about = f"{ending}{edition.t.comma}{size_in_words(attachment.size)}"
        yield File(address, source=attachment.path, title=attachment.title, about=about)


def size_in_words(size: int) -> str:
    """A number of bytes for people: ``12 KB``, ``3.4 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
