"""Rules for declared totals: a difference from the records is explained, never hidden."""

from collections.abc import Iterator

from site_src.check.numbers import number_gaps
from site_src.figures import Comparison, compare
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Level, Problem, Rule


def totals_agree(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Each declared total is the recorded one, or somebody said why not."""
    for total in compare(folder):
        if total.recorded is None or total.agrees:
            continue
        place = folder.place("notice.yaml", "declared", total.figure)
        rule = TOTAL_EXPLAINED if total.explanation else TOTAL_DIFFERS
        yield rule.at(place, figure=total.figure, declared=total.declared, recorded=total.recorded)


def explanations_needed(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What is explained is a difference that there is, or a gap in the numbers of findings."""
    if not folder.notice.explain:
        return
    totals = {total.figure: total for total in compare(folder)}
    for index, explanation in enumerate(folder.notice.explain):
        figure = explanation.figure.value
        # A gap in the numbers is explained as a difference of findings, even if the totals agree.
        is_of_use = _is_open(totals.get(figure)) or (
            figure == "findings" and any(number_gaps(folder))
        )
        if not is_of_use:
            place = folder.place("notice.yaml", "explain", index)
            yield NOTHING_TO_EXPLAIN.at(place, figure=figure)


def _is_open(total: Comparison | None) -> bool:
    return total is not None and not total.agrees


def parts_sum(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The declared numbers of findings done and not done add up to the declared findings."""
    declared = folder.notice.declared
    if declared.findings is None or declared.done is None or declared.in_progress is None:
        return
    parts = declared.done + (declared.mostly_done or 0) + declared.in_progress
    # A finding that is done may also be one to keep at.
    sums = {parts, parts + (declared.long_term or 0)}
    explained = {e.figure.value for e in folder.notice.explain}
    if declared.findings in sums or explained & {"findings", *_PARTS}:
        return
    # Fewer are no fault if the records say the same: the notice is silent about the others.
    silent = max(sums) < declared.findings
    if not silent or not all(c.agrees for c in compare(folder) if c.figure in _PARTS):
        place = folder.place("notice.yaml", "declared", "findings")
        yield PARTS_DIFFER.at(place, sum=max(sums), findings=declared.findings)


_PARTS = ("done", "mostly_done", "in_progress", "long_term")

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
        "通报自己写明的总数，读者会拿来和逐条内容核对；对不上又没有说明，就像漏了内容。",
        "Readers compare the totals of a notice with what it lists; a difference that nobody explains looks like an omission.",
    ),
)
TOTAL_EXPLAINED = Rule(
    "total-explained",
    zh=(
        "“{figure}”载明 {declared}，逐条记录是 {recorded}，explain 里有说明",
        "请审核人看一眼这条说明；它会和两个数一起显示在网页上",
    ),
    en=(
        "“{figure}” is declared as {declared}, {recorded} are recorded, and explain says why",
        "let the reviewer read the reason: the pages show it beside both numbers",
    ),
    level=Level.HINT,
    why=(
        "说明过的差额不再是警告，但审核时应当看得到：说明会公开。",
        "A difference with a reason is no warning any more; yet reviewers should see it, for the reason is published.",
    ),
)
NOTHING_TO_EXPLAIN = Rule(
    "nothing-to-explain",
    zh=(
        "“{figure}”没有差额，或者没有载明，这条说明用不上",
        "核对 figure 写的是不是这一项；用不上就删去这条说明",
    ),
    en=(
        "“{figure}” is not declared, or does not differ: there is nothing to explain",
        "check figure; remove the explanation if it is of no use",
    ),
    level=Level.WARNING,
    why=(
        "补录以后差额没有了，旧的说明却留着，往后再有差额就会被它盖住。",
        "Once the records are complete, an explanation left behind would hide the next difference.",
    ),
)
PARTS_DIFFER = Rule(
    "parts-differ",
    zh=(
        "载明的各状态合计 {sum}，载明的问题是 {findings}",
        "核对原文；确实如此，就在 explain 里说明其中一项",
    ),
    en=(
        "the declared statuses add up to {sum}, the declared findings are {findings}",
        "compare with the text; if it is so, explain one of them in explain",
    ),
    level=Level.WARNING,
    why=(
        "已完成、正在整改的合计应当等于问题总数；不等，多半是录错了一个数，或者还有问题没有交代。",
        "Findings done and in progress make up all findings; if not, a number is mistyped, or some findings are not told of.",
    ),
)
