"""The plain text of a notice."""

from site_src.exporters.printed import printed
from site_src.load import NoticeFolder


def export_txt(folder: NoticeFolder) -> bytes:
    """The approved text byte for byte; without one, what the pages print, in UTF-8."""
    if folder.approved is not None:
        return folder.approved.data
    return "".join(f"{line.text}\n" for line in printed(folder)).encode()
