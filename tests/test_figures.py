"""Declared totals are counted again, and what the records cannot tell is not guessed."""

from site_src.figures import compare
from site_src.load import NoticeFolder
from site_src.model import Declared, Finding, Group, Notice, StatusKind, StatusWord


def folder(declared: Declared, *findings: Finding, groups: tuple[Group, ...] = ()) -> NoticeFolder:
    words = (StatusWord(word="办结", kind=StatusKind.DONE),)
    notice = Notice(
        title="通报", issuer="机关", declared=declared, status_words=words, groups=groups
    )
    return NoticeFolder("n", notice, {str(n): f for n, f in enumerate(findings)}, "", "", (), {})


def finding(*measures: str, status: str | None = None) -> Finding:
    return Finding(number="1.", title="问题", measures=measures, status=status)


def recorded(
    declared: Declared, *findings: Finding, **more: tuple[Group, ...]
) -> dict[str, int | None]:
    return {c.figure: c.recorded for c in compare(folder(declared, *findings, **more))}


def test_findings_and_measures_are_counted() -> None:
    declared = Declared(findings=2, measures=9)
    assert recorded(declared, finding("甲", "乙"), finding("丙")) == {"findings": 2, "measures": 3}


def test_only_what_is_declared_is_compared() -> None:
    assert recorded(Declared(), finding("甲")) == {}


def test_aspects_are_the_outermost_groups() -> None:
    inner = Group(id="b", title="乙")
    groups = (Group(id="a", title="甲", groups=(inner,)), Group(id="c", title="丙"))
    assert recorded(Declared(aspects=3), finding("甲"), groups=groups) == {"aspects": 2}


def test_without_groups_or_statuses_nothing_can_be_told() -> None:
    assert recorded(Declared(aspects=4, done=1), finding("甲")) == {"aspects": None, "done": None}


def test_statuses_are_counted_by_kind() -> None:
    findings = (finding("甲", status="办结"), finding("乙"))
    assert recorded(Declared(done=2, in_progress=1), *findings) == {"done": 1, "in_progress": 0}
