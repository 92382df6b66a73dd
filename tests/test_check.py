"""Every rule on its own: what it finds, and what it lets pass. The words are held by ``data/invalid``."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from site_src import check as rules
from site_src.check import NOTICE_RULES, SITE_RULES, WHOLE_NOTICE_RULES, check, check_site
from site_src.check.doubles import notice_doubles, site_doubles
from site_src.check.findings import (
    basis_in_text,
    corrections_made,
    findings_have_measures,
    followed_notices,
    known_statuses,
    numbers_differ,
    real_partial_dates,
    updates_after_publication,
)
from site_src.check.groups import groups_are_whole, groups_differ, known_groups
from site_src.check.tags import footer_forms, missing_tags, published_given
from site_src.check.totals import totals_agree
from site_src.load import ApprovedText, NoticeFolder, SiteFolder, load_notice, load_site
from site_src.model import Channel, Finding, Identifiers, Language, Notice
from site_src.problems import Problem
from site_src.records import to_record
from site_src.yaml_lines import read_yaml

BASE = str(Path(__file__).resolve().parent / "data/invalid/_base")
Rule = Callable[[NoticeFolder, SiteFolder], Iterator[Problem]]


@pytest.fixture(scope="module")
def site() -> SiteFolder:
    """The rest of a site without faults."""
    folder, problems = load_site(BASE)
    assert folder
    assert problems == []
    return folder


def notice(head: str = "", **findings: str) -> NoticeFolder:
    """A notice in memory; ``f01`` is the YAML of finding 01, below its number and title."""
    nodes = {"notice.yaml": read_yaml(f"title: a\nissuer: b\n{head}", "notice.yaml")[0]}
    for name, text in findings.items():
        text = text if "number:" in text else f"number: {name[1:]}\n{text}"
        nodes[f"findings/{name[1:]}.yaml"] = read_yaml(f"title: 一\n{text}", "f")[0]
    record, _ = to_record(Notice, nodes["notice.yaml"], "notice.yaml")
    assert record
    read = {}
    for file, node in list(nodes.items())[1:]:
        finding, faults = to_record(Finding, node, file)
        assert finding, faults
        read[file[9:-5]] = finding
    return NoticeFolder("n", record, read, "", "", (), nodes)


def told(rule: Rule, folder: NoticeFolder, site: SiteFolder) -> list[tuple[str, str, int]]:
    """Code, file and line of what a rule finds."""
    return [
        (p.rule.code, p.place.file.removeprefix("notices/n/"), p.place.line)
        for p in rule(folder, site)
    ]


def test_the_base_passes_every_rule(site: SiteFolder) -> None:
    folder, _ = load_notice(BASE, "plan-2024")
    assert folder
    assert list(check(folder, site)) == []
    assert list(check_site(site)) == []


def test_every_rule_of_the_folder_is_in_a_tuple() -> None:
    listed = {rule.__name__ for rule in (*NOTICE_RULES, *WHOLE_NOTICE_RULES, *SITE_RULES)}
    folder = Path(rules.__file__).parent
    defined = set()
    shape = r"(?m)^def ([a-z]\w*)\((?:folder: NoticeFolder, )?site: SiteFolder\) -> Iterator\[Problem\]:"
    for path in folder.glob("[a-z]*.py"):
        defined.update(re.findall(shape, path.read_text("utf-8")))
    assert defined == listed


STATUS = "status_words: [{word: 好, kind: done}]\n"


def test_a_status_is_known(site: SiteFolder) -> None:
    updates = "updates:\n  - {date: 2024, text: a, status: 差}\n  - {date: 2024, text: a}\n"
    folder = notice(STATUS, f1="status: 好\n", f2="status: 差\n", f3=updates)
    assert told(known_statuses, folder, site) == [
        ("unknown-status", "findings/2.yaml", 3),
        ("unknown-status", "findings/3.yaml", 4),
    ]


@pytest.mark.parametrize("field", ["title", "description", "measures", "result"])
def test_the_words_of_a_status_may_stand_in_any_text_of_the_finding(
    site: SiteFolder, field: str
) -> None:
    text = {"title": "", "measures": "measures: [一, 已办好]\n"}.get(field, f"{field}: 已办好\n")
    folder = notice(STATUS, f1=f"{text}status: 好\nstatus_basis: {'一' if not text else '办好'}\n")
    assert told(basis_in_text, folder, site) == []


def test_the_words_of_a_status_stand_in_the_finding_itself(site: SiteFolder) -> None:
    folder = notice(
        STATUS,
        f1="status: 好\nstatus_basis: 办好\n",
        f2="status: 好\n",
        f3="internal: 办好\nstatus_basis: 办好\n",
    )
    assert told(basis_in_text, folder, site) == [
        ("basis-not-found", "findings/1.yaml", 4),
        ("no-status-basis", "findings/2.yaml", 3),
        ("basis-without-status", "findings/3.yaml", 4),
    ]


def test_an_update_comes_after_the_publication(site: SiteFolder) -> None:
    def of(*dates: str) -> str:
        return "updates:\n" + "".join(f"  - {{date: {date}, text: a}}\n" for date in dates)

    head = "published: 2024-05-31 09:00\n"
    folder = notice(
        head, f1=of("2024-03", "2024-05-30", "2023"), f2=of("2024-05", "2024", "2024-05-31")
    )
    assert told(updates_after_publication, folder, site) == [
        ("update-before-publication", "findings/1.yaml", line) for line in (4, 5, 6)
    ]
    assert told(updates_after_publication, notice(f1=of("2023")), site) == []


def test_a_correction_is_made_in_the_text(site: SiteFolder) -> None:
    def of(text: str, *pairs: tuple[str, str]) -> str:
        items = (
            f"  - {{date: 2024-01-01, was: {was}, now: {now}, reason: a}}" for was, now in pairs
        )
        return f"measures: [{text}]\ncorrections:\n" + "\n".join(items) + "\n"

    folder = notice(
        f1=of("补录12份", ("21份", "12份")),
        f2=of("补录12份", ("21份", "13份")),
        f3=of("补录12份", ("12份", "12份")),
        f4=of("补录12份", ("21份", "20份"), ("20份", "12份")),  # corrected twice
        f5=of("补录12份", ("二", "一")),  # in the title
    )
    assert told(corrections_made, folder, site) == [
        ("correction-not-made", "findings/2.yaml", 5),
        ("correction-alike", "findings/3.yaml", 5),
    ]


def test_a_finding_says_what_was_done_or_why_not(site: SiteFolder) -> None:
    folder = notice(f1="measures: [a]\n", f2="withheld: a\n", f3="result: a\n", f4="group: a\n")
    assert told(findings_have_measures, folder, site) == [("no-measures", "findings/4.yaml", 1)]


def test_numbers_differ_within_a_group_only(site: SiteFolder) -> None:
    one, other = "number: 1.\ngroup: a\n", "number: 1.\ngroup: b\n"
    folder = notice(f1=one, f2=other, f3=one)
    assert told(numbers_differ, folder, site) == [("same-number", "findings/3.yaml", 2)]


@pytest.mark.parametrize("day", ["2024-02-30", "2023-02-29", "2024-04-31"])
def test_a_day_exists(site: SiteFolder, day: str) -> None:
    folder = notice(
        f"published: {day} 10:00\ninspection:\n  ends: {day}\n",
        f1=f"deadline: {day}\nupdates:\n  - {{date: {day}, text: a}}\n",
    )
    assert told(real_partial_dates, folder, site) == [
        ("unreal-date", "notice.yaml", 5),
        ("unreal-date", "notice.yaml", 3),
        ("unreal-date", "findings/1.yaml", 3),
        ("unreal-date", "findings/1.yaml", 5),
    ]


@pytest.mark.parametrize("day", ["2024", "2024-02", "2024-02-29"])
def test_a_date_may_be_known_in_part(site: SiteFolder, day: str) -> None:
    assert told(real_partial_dates, notice(f1=f"deadline: {day}\n"), site) == []


def test_a_finding_follows_one_of_a_notice_that_its_notice_follows(site: SiteFolder) -> None:
    folder = notice("follows: [m]\n", f1="follows: m/1\n", f2="follows: k/1\n")
    assert told(followed_notices, folder, site) == [("not-followed", "findings/2.yaml", 3)]


GROUPS = """groups:
  - id: a
    title: 甲
    groups:
      - {id: b, title: 乙}
      - {id: c, title: 丙}
  - {id: d, title: 丁}
"""


def test_a_group_is_known_at_any_depth(site: SiteFolder) -> None:
    folder = notice(GROUPS, f1="group: a\n", f2="group: c\n", f3="group: e\n", f4="result: a\n")
    assert told(known_groups, folder, site) == [("unknown-group", "findings/3.yaml", 3)]


def test_ids_of_groups_differ_at_any_depth(site: SiteFolder) -> None:
    folder = notice(GROUPS.replace("id: d", "id: b"))
    assert told(groups_differ, folder, site) == [("same-group", "notice.yaml", 9)]


def test_findings_of_a_group_stand_together(site: SiteFolder) -> None:
    groups = {f"f{i}": f"group: {g}\n" for i, g in enumerate("abcdb", 1)}
    assert told(groups_are_whole, notice(GROUPS, **groups), site) == [
        ("split-group", "findings/5.yaml", 3),
        ("split-group", "findings/5.yaml", 3),
    ]


def test_findings_of_a_group_may_stand_before_and_between_its_subgroups(site: SiteFolder) -> None:
    groups = {f"f{i}": f"group: {g}\n" for i, g in enumerate("abacd", 1)}
    assert told(groups_are_whole, notice(GROUPS, **groups), site) == []


def test_a_group_has_findings_of_its_own_or_below(site: SiteFolder) -> None:
    folder = notice(GROUPS, f1="group: b\n")
    assert told(groups_are_whole, folder, site) == [
        ("empty-group", "notice.yaml", 8),
        ("empty-group", "notice.yaml", 9),
    ]


def test_totals_are_not_compared_while_a_finding_cannot_be_read(site: SiteFolder) -> None:
    folder = notice("published: 2024-01-01 00:00\ndeclared: {findings: 2}\n", f1="result: a\n")
    folder = msgspec.structs.replace(folder, approved=ApprovedText(b"a", "a"))
    assert [p.rule.code for p in check(folder, site)] == ["total-differs"]
    folder = msgspec.structs.replace(folder, unread=frozenset({"2"}))
    assert list(check(folder, site)) == []


def test_a_declared_total_is_the_recorded_one_or_explained(site: SiteFolder) -> None:
    head = "declared:\n  findings: 1\n  measures: 3\n  done: 4\n"
    folder = notice(head, f1="measures: [a, b]\n")
    assert told(totals_agree, folder, site) == [("total-differs", "notice.yaml", 5)]
    why = "explain: [{figure: measures, reason: a, date: 2024-01-01}]\n"
    explained = notice(head + why, f1="measures: [a, b]\n")
    assert told(totals_agree, explained, site) == [("total-explained", "notice.yaml", 5)]


def test_what_is_told_apart_by_a_word_is_not_written_twice(site: SiteFolder) -> None:
    head = "follows: [a, b, a]\nstatus_words:\n" + "  - {word: 好, kind: done}\n" * 2
    assert told(notice_doubles, notice(head), site) == [
        ("doubled-item", "notice.yaml", 6),
        ("doubled-item", "notice.yaml", 3),
    ]


def test_languages_and_channels_are_not_written_twice(site: SiteFolder) -> None:
    replace = msgspec.structs.replace
    channels = (Channel(id="a", body="a"), Channel(id="b", body="a"), Channel(id="a", body="b"))
    languages = (Language.CHINESE, Language.CHINESE)
    doubled = replace(
        site,
        site=replace(site.site, languages=languages),
        contact=replace(site.contact, channels=channels),
    )
    assert [p.values["word"] for p in site_doubles(doubled)] == ["zh-CN", "a"]


def test_a_notice_says_when_it_was_published(site: SiteFolder) -> None:
    assert told(published_given, notice(), site) == [("left-out", "notice.yaml", 1)]
    assert told(published_given, notice("published: 2024-01-01 00:00\n"), site) == []


def test_what_is_missing_from_the_pages_is_told(site: SiteFolder) -> None:
    bare = msgspec.structs.replace(site.site, identifiers=Identifiers(), domain=None, column=None)
    folder = msgspec.structs.replace(site, site=bare, pages={}, unread=frozenset({"about"}))
    problems = list(missing_tags(folder))
    assert [p.values.get("field", p.place.file) for p in problems] == [
        "domain",
        "identifiers.site_code",
        "identifiers.icp",
        "identifiers.police",
        "identifiers.badge",
        "column",
        "pages/accessibility.md",
    ]


@pytest.mark.parametrize(
    ("field", "value", "is_usual"),
    [
        ("site_code", "0123456789", True),
        ("site_code", "bm12345678", True),
        ("site_code", "012345678", False),
        ("site_code", "0000000000", False),
        ("icp", "某ICP备00000000号-1", False),
        ("police", "某公网安备00000000000000号", False),
        ("icp", "京ICP备12345678号", True),
        ("icp", "京ICP备12345678号-3", True),
        ("icp", "ICP备12345678号", False),
        ("police", "京公网安备12345678901234号", True),
        ("police", "京公网安备 12345678901234号", True),
        ("police", "京公网安备1234号", False),
    ],
)
def test_the_numbers_of_the_footer_have_their_form(
    site: SiteFolder, field: str, value: str, is_usual: bool
) -> None:
    identifiers = msgspec.structs.replace(site.site.identifiers, **{field: value})
    record = msgspec.structs.replace(site.site, identifiers=identifiers)
    problems = list(footer_forms(msgspec.structs.replace(site, site=record)))
    assert [p.values["field"] for p in problems] == ([] if is_usual else [field])
