"""Which notices follow up or replace which; the words for what is wrong are held by ``data/invalid``."""

from pathlib import Path

import pytest

from site_src.relations import Related, relations

VALID = Path(__file__).resolve().parent / "data/valid"
FOLLOW_UP = str(VALID / "follow-up")
SLUGS = ("again-2023", "first-2023", "progress-2024", "progress-2025")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two notices, ``old`` and ``new``, that know nothing of each other."""
    for slug in ("old", "new"):
        (tmp_path / "notices" / slug / "findings").mkdir(parents=True)
        (tmp_path / "notices" / slug / "notice.yaml").write_text(f"title: {slug}\nissuer: a\n")
        finding = tmp_path / "notices" / slug / "findings/01.yaml"
        finding.write_text("number: 1.\ntitle: a\nmeasures: [b]\n")
    return tmp_path


def add(content: Path, file: str, text: str) -> None:
    """Writes at the end of a file."""
    with (content / "notices" / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def faults(content: Path, slugs: tuple[str, ...] = ("new", "old")) -> list[tuple[str, int, int]]:
    problems = relations(str(content), slugs).problems
    return [(p.rule.code, p.place.line, p.place.column) for p in problems]


def test_a_notice_that_names_none_and_is_named_by_none_has_no_relations(content: Path) -> None:
    found = relations(str(content), ("new", "old"))
    assert (found.related, found.naming, found.problems) == ({}, frozenset(), [])


def test_a_notice_knows_who_follows_it_up() -> None:
    found = relations(FOLLOW_UP, SLUGS)
    related, problems = found.related, found.problems
    assert problems == []
    assert related["again-2023"].followed_by == ("progress-2024", "progress-2025")
    assert related["progress-2025"].followed_by == ()


def test_a_finding_knows_all_that_follow_it_up() -> None:
    related = relations(FOLLOW_UP, SLUGS).related
    followed = related["again-2023"].findings_followed_by
    assert followed == {"01": ("progress-2024/01", "progress-2024/02")}
    titles = related["again-2023"].titles
    assert [titles[address] for address in followed["01"]] == ["一、路灯已亮", "二、路灯电费"]


def test_a_title_is_known_for_each_notice_and_finding_that_is_named() -> None:
    related = relations(FOLLOW_UP, SLUGS).related
    assert related["progress-2025"].titles == {
        "again-2023": "竹溪镇第一次通报（重新公布）",
        "progress-2024": "竹溪镇后续进展",
        "progress-2024/02": "二、路灯电费",
    }
    assert related["first-2023"].titles == {"again-2023": "竹溪镇第一次通报（重新公布）"}


def test_two_notices_may_name_each_other(content: Path) -> None:
    add(content, "new/notice.yaml", "follows: [old]\n")
    add(content, "old/notice.yaml", "withdrawn: {date: 2024-01-01, reason: a, successor: new}\n")
    found = relations(str(content), ("new", "old"))
    related, problems = found.related, found.problems
    assert problems == []
    assert related["old"] == Related({"new": "new"}, ("new",), {})


@pytest.mark.parametrize("other", ["gone", "new"])
def test_a_notice_follows_another_that_exists(content: Path, other: str) -> None:
    add(content, "new/notice.yaml", f"follows:\n  - old\n  - {other}\n")
    assert faults(content) == [("no-such-notice", 5, 5)]


@pytest.mark.parametrize("other", ["gone", "new"])
def test_a_notice_is_replaced_by_another_that_exists(content: Path, other: str) -> None:
    add(content, "new/notice.yaml", "withdrawn:\n  date: 2024-01-01\n  reason: a\n")
    assert faults(content) == []
    add(content, "new/notice.yaml", f"  successor: {other}\n")
    assert faults(content) == [("no-such-notice", 6, 3)]


def test_a_finding_follows_another_that_exists(content: Path) -> None:
    add(content, "new/notice.yaml", "follows: [old]\n")
    add(content, "new/findings/01.yaml", "follows: old/02\n")
    assert faults(content) == [("no-such-finding", 4, 1)]


def test_a_finding_that_cannot_be_read_is_not_missing(content: Path) -> None:
    add(content, "new/notice.yaml", "follows: [old]\n")
    add(content, "new/findings/01.yaml", "follows: old/01\n")
    add(content, "old/findings/01.yaml", "colour: red\n")
    assert faults(content) == []


def test_a_notice_that_cannot_be_read_has_no_faults_here(content: Path) -> None:
    add(content, "new/notice.yaml", "follows: [gone]\nsigned: red\n")
    add(content, "old/notice.yaml", "follows: [new]\n")
    assert faults(content) == []


def test_a_folder_without_a_notice_is_passed_over(content: Path) -> None:
    assert faults(content, ("new", "nothing", "old")) == []
