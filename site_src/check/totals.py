"""Rules for declared totals: a difference from the records is explained, never hidden."""

from collections.abc import Iterator

from site_src.figures import compare
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Level, Problem, Rule


def totals_agree(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Each declared total is the recorded one, or somebody said why not."""
    for total in compare(folder):
        if total.recorded is None or total.agrees or total.explanation:
            continue
        place = folder.place("notice.yaml", "declared", total.figure)
        yield TOTAL_DIFFERS.at(
            place, figure=total.figure, declared=total.declared, recorded=total.recorded
        )


TOTAL_DIFFERS = Rule(
    "total-differs",
    zh=(
        "“{figure}”载明 {declared}，逐条记录是 {recorded}",
        "核对原文；确实如此，就在 explain 里写明原因、说明人和日期",
    ),
    en=(
        "“{figure}” is declared as {declared}, and {recorded} are recorded",
        "compare with the text; if it is so, give reason, author and date in explain",
    ),
    level=Level.WARNING,
    why=(
        "通报自己写的总数和逐条记录不一致，读者会问为什么；两个数都显示，并说明原因。",
        "If a notice's own total differs from what is recorded, readers ask why; both are shown, with the reason.",
    ),
)
