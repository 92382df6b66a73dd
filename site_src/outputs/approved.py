"""The approved text, byte for byte, so that anyone can hold the pages against it."""

from collections.abc import Iterator

from site_src.edition import Edition
from site_src.load import NoticeFolder
from site_src.outputs.attachments import size_in_words
from site_src.outputs.files import File


def approved_text(folder: NoticeFolder, edition: Edition) -> Iterator[File]:
    """The file, if there is one and the notice was not withdrawn."""
    approved = folder.approved
    if approved is None or folder.notice.withdrawn:
        return
    about = f"TXT{edition.t.comma}{size_in_words(len(approved.data))}"
    address = f"{folder.slug}/approved.txt"
    yield File(address, approved.data, title=edition.t.approved_text, about=about)
