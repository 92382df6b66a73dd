"""A notice's content files as what people in offices work with: one module a form, one function each, in one table."""

from collections.abc import Callable

from site_src.exporters.docx import export_docx
from site_src.exporters.txt import export_txt
from site_src.exporters.xlsx import export_xlsx
from site_src.load import NoticeFolder

EXPORTERS: dict[str, Callable[[NoticeFolder], bytes]] = {
    "docx": export_docx,
    "txt": export_txt,
    "xlsx": export_xlsx,
}
