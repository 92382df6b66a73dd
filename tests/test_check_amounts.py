"""Rules for totals and amounts: what each finds, and the look-alikes that it lets pass."""

import time

import pytest

from site_src.check.amounts import figures_in_text, rates_follow, stated_totals, states_fit
from site_src.check.totals import explanations_needed, parts_sum
from tests.in_memory import SITE, codes, of, with_text
from tests.test_check import notice, told


def test_an_explanation_has_something_to_explain() -> None:
    why = "explain:\n  - {figure: measures, reason: a, date: 2024-01-01}\n"
    for declared, expected in (
        ("declared: {measures: 2}\n", []),
        ("declared: {measures: 1}\n", [("nothing-to-explain", "notice.yaml", 5)]),
        ("signed: 2024-01-01\n", [("nothing-to-explain", "notice.yaml", 5)]),
    ):
        folder = notice(declared + why, f1="measures: [a]\n")
        assert told(explanations_needed, folder, SITE) == expected
    gap = why.replace("measures", "findings")
    head = "declared: {findings: 2}\n" + gap
    assert codes(explanations_needed, notice(head, f1="", f3="")) == []
    assert codes(explanations_needed, notice(head, f1="", f2="")) == ["nothing-to-explain"]
    open_yet = notice("declared: {done: 2}\n" + why.replace("measures", "done"), f1="result: a\n")
    assert told(explanations_needed, open_yet, SITE) == []


@pytest.mark.parametrize(
    ("declared", "is_told"),
    [
        ("findings: 30, done: 28, in_progress: 1", True),
        ("findings: 30, done: 28, in_progress: 3", True),
        ("findings: 30, done: 28, in_progress: 2", False),
        ("findings: 30, done: 25, mostly_done: 3, in_progress: 2", False),
        ("findings: 30, done: 28, in_progress: 2, long_term: 5", False),
        ("findings: 30, done: 25, in_progress: 2, long_term: 3", False),
        ("findings: 30, done: 28", False),
        ("findings: 30, done: 0, in_progress: 0", False),  # as recorded: nothing is stated
    ],
)
def test_declared_statuses_add_up_to_the_findings(declared: str, is_told: bool) -> None:
    words = "status_words: [{word: 好, kind: long_term}]\n"
    head = f"declared: {{{declared}}}\n{words}"
    folder = notice(head, f1="status: 好\n")
    assert codes(parts_sum, folder) == ["parts-differ"] * is_told
    why = "explain: [{figure: done, reason: a, date: 2024-01-01}]\n"
    assert codes(parts_sum, notice(head + why, f1="status: 好\n")) == []


def test_more_parts_than_findings_are_told_even_if_they_are_recorded_so() -> None:
    words = "status_words: [{word: 好, kind: done}, {word: 差, kind: in_progress}]\n"
    head = words + "declared: {findings: 1, done: 1, in_progress: 1}\n"
    assert codes(parts_sum, notice(head, f1="status: 好\n", f2="status: 差\n")) == ["parts-differ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反馈4个方面31个具体问题。", ["findings"]),
        ("反馈5个方面30个问题。", ["aspects"]),
        ("反馈4个方面，具体问题30个，定下整改措施118条。", ["measures"]),
        ("反馈4个方面、30项问题，细化118条整改措施。", ["measures"]),
        ("反馈4个方面30个问题，定下措施118条。", ["measures"]),
        ("制定具体措施共118条。", ["measures"]),
        ("细化了118条具体措施。", ["measures"]),
        ("定下措施5条，又制定措施119条。", []),
        ("对甲制定措施100条，对乙制定措施19条。", []),
        ("形成5条措施清单。", []),
        ("反馈4个方面30个问题，定下整改措施119条。", []),
        ("反馈4个方面30个问题，还有1个方面2个问题。整改措施119条，又加整改措施3条。", []),
        ("其中3个问题、2条措施仍在推进，4个方面都有。", []),
    ],
)
def test_the_text_states_what_is_declared(text: str, expected: list[str]) -> None:
    head = "declared: {aspects: 4, findings: 30, measures: 119}\n"
    assert [p.values["figure"] for p in of(stated_totals, with_text(text, head))] == expected
    assert of(stated_totals, with_text(text)) == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("追缴房租2.1万元。", True),
        ("追缴房租共计2.1万元。", True),
        ("追缴房租1.20万元。", False),
        ("追缴房租0.5万元，追缴房租1.2万元。", False),
        ("追缴房租1.2万元，追缴房租2.1万元。", True),  # a part is not more than the whole
        ("应追缴房租2.1万元，追缴房租1.2万元。", False),
        ("追缴房租12000元。", False),
        ("追缴房租3户，共2.1万元。", False),
        ("不提此事。", False),
    ],
)
def test_a_figure_is_the_one_in_the_text(text: str, is_told: bool) -> None:
    head = "figures: [{label: 追缴房租, value: 1.2, unit: 万元}]\n"
    assert codes(figures_in_text, with_text(text, head)) == ["figure-differs"] * is_told


def test_a_figure_is_not_less_than_an_amount_of_a_finding() -> None:
    head = "figures: [{label: 追缴金额, value: 1.2, unit: 万元}]\n"
    for words, expected in (
        ("追缴金额12万元", ["figure-differs"]),
        ("追缴金额0.3万元", []),
        ("未追缴金额12万元", []),
    ):
        folder = notice(head, f1="", f2=f"measures: [{words}]\n")
        assert codes(figures_in_text, folder) == expected
    later = "updates: [{date: 2025-01, text: 追缴金额12万元}]\n"
    assert codes(figures_in_text, notice(head, f1=later)) == []
    folder = with_text("追缴金额1.2万元。", head, next_steps="追缴金额达到5万元。")
    assert codes(figures_in_text, folder) == []
    (told_once,) = of(figures_in_text, with_text("一。\n\n追缴金额2万元。", head))
    assert told_once.values["there"] == "overview.md:3"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("3个问题中，已完成2个，长期坚持2个。", True),
        ("3个问题，已完成2个，正在整改2个。", True),
        ("反馈的3个问题中，已完成2个，正在整改1个，长期坚持2个。", False),
        ("3个问题中，已完成2个，长期坚持1个。", False),
        ("3个问题中，已完成2个，未完成1个。", False),
        ("3个问题中，已完成3个，其中长期坚持2个。", False),
        ("3个问题中，已完成2个。另有2个正在整改。", False),
        ("3个问题中，已完成3个、完成措施9条。", False),
        ("30个问题，已完成28个、基本完成2个。", False),
    ],
)
def test_the_statuses_of_a_sentence_are_not_more_than_its_findings(
    text: str, is_told: bool
) -> None:
    assert codes(states_fit, with_text(text)) == ["stated-parts-exceed"] * is_told


def test_a_figure_is_given_once_or_the_same() -> None:
    head = (
        "figures:\n  - {label: 谈话, value: 5, unit: 人}\n  - {label: 谈话, value: %s, unit: %s}\n"
    )
    assert codes(figures_in_text, notice(head % ("6", "人"))) == ["figure-differs"]
    assert codes(figures_in_text, notice(head % ("5", "人"))) == []
    assert codes(figures_in_text, notice(head % ("6", "人次"))) == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("反馈问题30个，已完成28个，完成率95%。", True),
        ("反馈问题30个，28个问题已完成，完成率达到93.5%。", True),
        ("反馈问题30个，已完成28个，完成率93.3%。", False),
        ("反馈问题30个，已完成28个，完成率93%。", False),
        ("反馈问题31个，已完成29个，完成率93.6%。", False),  # rounded
        ("反馈问题31个，已完成29个，完成率93.5%。", False),  # cut off
        ("30个问题、119条措施，已完成117条，完成率98.3%。", False),
        ("12个问题已完成10个，30条措施完成27条，措施完成率90%，问题整改率83.3%。", False),
        ("12个问题已完成10个，完成率98%。", True),
        ("30个问题，已完成28条措施，完成率90%。", False),
        ("立行立改3个，全部完成，完成率100%。", False),
        ("发现问题30个，抽查4个单位。体检完成率98%。", False),
        ("参学率95%，培训12个人。", False),
        ("3个问题已完成整改2个，整改完成率80%。", True),
        ("3个问题已完成整改2个，整改完成率66.7%。", False),
        ("反馈的3个问题，已完成2个，占90%。", True),
        ("反馈的3个问题，已完成2个，占比66.7%。", False),
        ("反馈的3个问题，已完成2个，其中财务问题占90%。", False),
        ("共7条措施，已落实5条，完成率90%。", True),
        ("共7条措施，已落实5条，完成率71.4%。", False),
        ("已完成整改1个，整改完成率达到96.7%。", True),  # of two that are declared
        ("已完成整改1个，整改完成率50%。", False),
        ("立行立改的已完成1个，整改完成率100%。", False),
        ("完成问题28个，基本完成1个，未完成1个，完成率93.3%。", False),
        ("完成问题28个，基本完成1个，未完成1个，完成率95.3%。", True),
        ("问题整改完成率达90%。", True),
        ("问题整改完成率达50%。", False),
        ("房租收缴完成率达90%。", False),
    ],
)
def test_a_rate_follows_from_its_counts(text: str, is_told: bool) -> None:
    head = "declared: {findings: 2, done: 1}\n"
    assert codes(rates_follow, with_text(text, head, f1="")) == ["rate-differs"] * is_told


def test_a_rate_without_counts_is_held_against_the_statuses() -> None:
    words = "status_words: [{word: 好, kind: done}, {word: 差, kind: in_progress}]\n"
    text = "整改完成率75%。"
    both = {"f1": "status: 好\n", "f2": "status: 差\n"}
    assert codes(rates_follow, with_text("。" + text, words, **both)) == ["rate-differs"]
    assert codes(rates_follow, with_text("。" + text, words, f1="status: 好\n", f2="")) == []
    figure = "figures: [{label: 整改完成率, value: 75, unit: '%'}]\n"
    assert codes(rates_follow, notice(words + figure, **both)) == ["rate-differs"]
    assert codes(rates_follow, notice(words + figure.replace("75", "50"), **both)) == []


def test_a_sentence_of_very_many_rates_is_looked_at_once() -> None:
    text = "林泉局完成12项，共15项，完成率80%，" * 8_000
    started = time.monotonic()
    assert codes(rates_follow, with_text(text)) == []
    assert time.monotonic() - started < 5
