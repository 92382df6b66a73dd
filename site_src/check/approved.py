"""Rules for the approved text: whether it is there. What the pages make of it is for ``fidelity``."""

from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Level, Place, Problem, Rule


def approved_given(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A notice that is public has the text that its pages can be held against."""
    if folder.approved is None and not folder.notice.withdrawn:
        yield NO_APPROVED_TEXT.at(Place(folder.folder))


NO_APPROVED_TEXT = Rule(
    "no-approved-text",
    zh=(
        "没有审定稿，无法证明网页与审定的文字一致，网页上也就不作这个说明",
        "把审定的全文存成纯文本 approved.txt（UTF-8 编码），放进这个文件夹",
    ),
    en=(
        "there is no approved text, so nothing proves that the pages agree with it, and they do not say so",
        "put the whole text as approved into this folder, as the plain text approved.txt (UTF-8)",
    ),
    level=Level.WARNING,
    why=(
        "向社会公开的内容应当与审定的通报稿一致；有了审定稿，程序才能逐字证明。",
        "What is published should agree with the text that was approved; only with that text can it be proved.",
    ),
)
