"""Any tree of findings, written down in any layout, is read back as the same tree; mangled texts lose nothing."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.importers.draft import Draft, Sure, printed
from site_src.importers.plain_text import read_text
from site_src.importers.structure import structure
from tests.test_import_notices import NOTICES

CHINESE = "一二三四五六七八九十"
TOPICS = [
    "学习",
    "档案",
    "采购",
    "值班",
    "接待",
    "考勤",
    "培训",
    "巡查",
    "公示",
    "会议",
    "验收",
    "收费",
]
FAULTS = ["不深入", "不及时", "不规范", "不到位", "流于形式", "缺少监督", "责任不清"]
ACTIONS = [
    "修订办法",
    "补齐材料{}份",
    "开展检查{}次",
    "约谈{}人",
    "更换设备{}台",
    "建立台账",
    "组织学习{}次",
]


@dataclass(frozen=True)
class Leaf:
    """A finding: its title, and what was done."""

    title: str
    measures: tuple[str, ...]
    result: str = ""


Tree = list[tuple[str, list[Leaf]]]  # headings with their findings; one heading "" for none


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else CHINESE[tens - 1])
        + ("十" if tens else "")
        + (CHINESE[ones - 1] if ones else "")
    )


leaves = st.builds(
    Leaf,
    st.builds(
        lambda a, b, c: f"{a}{b}工作{c}",
        st.sampled_from(TOPICS),
        st.sampled_from(TOPICS),
        st.sampled_from(FAULTS),
    ),
    st.lists(
        st.builds(lambda a, n: a.format(n), st.sampled_from(ACTIONS), st.integers(2, 99)),
        min_size=1,
        max_size=6,
    ).map(tuple),
    st.sampled_from(["", "", "有关工作得到加强"]),
)
trees = st.one_of(
    st.lists(leaves, min_size=1, max_size=14).map(lambda found: [("", found)]),
    st.lists(
        st.tuples(
            st.sampled_from(TOPICS).map(lambda t: f"{t}方面"),
            st.lists(leaves, min_size=1, max_size=5),
        ),
        min_size=2,
        max_size=5,
    ),
)

# How the number of a finding, a measure and a heading may look; where the words before the measures stand.
NUMBERS = {
    "1.": lambda n: f"{n}.", "1、": lambda n: f"{n}、", "１．": lambda n: f"{n}．".translate(WIDE), "（1）": lambda n: f"（{n}）",
    "问题一：": lambda n: f"反馈问题{numeral(n)}：", "【问题1】": lambda n: f"【问题{n}】",
}  # fmt: skip
WIDE = {ord(str(n)): 0xFF10 + n for n in range(10)}
MARKERS = {
    "一是": lambda n: f"{numeral(n)}是", "①": lambda n: chr(0x2460 + n - 1), "一要": lambda n: f"{numeral(n)}要",
    "第一，": lambda n: f"第{numeral(n)}，", "(1)": lambda n: f"({n})",
}  # fmt: skip
LEADS = ("整改情况：{}", "整改情况：\n{}", "整改措施:{}", "【整改落实情况】{}")


@dataclass(frozen=True)
class Layout:
    """One way to write a tree down."""

    number: str
    marker: str
    lead: str
    has_sections: bool
    end: str
    is_in_lines: bool  # a line for each measure


layouts = st.builds(
    Layout,
    st.sampled_from([*NUMBERS]),
    st.sampled_from([*MARKERS]),
    st.sampled_from(LEADS),
    st.booleans(),
    st.sampled_from(["。", "", "."]),
    st.booleans(),
).filter(lambda layout: not (layout.number == "（1）" and layout.marker == "(1)"))


def written(tree: Tree, layout: Layout) -> str:
    lines = ["中共云岭区林泉局党组关于巡察整改情况的通报", "按照要求，现将整改情况公布如下。"]
    if layout.has_sections:
        lines += ["一、整改组织情况", "召开会议3次。", "二、整改落实情况"]
    for index, (heading, found) in enumerate(tree, 1):
        if heading:
            lines.append(f"（{numeral(index)}）{heading}")
        for number, leaf in enumerate(found, 1):
            lines.append(f"{NUMBERS[layout.number](number)}{leaf.title}{layout.end}")
            marked = [
                f"{MARKERS[layout.marker](n)}{text}。" for n, text in enumerate(leaf.measures, 1)
            ]
            lines += layout.lead.format(("\n" if layout.is_in_lines else "").join(marked)).split(
                "\n"
            )
            if leaf.result:
                lines.append(f"整改成效：{leaf.result}。")
    if layout.has_sections:
        lines += ["三、下一步打算", "继续抓好整改。"]
    return "\n".join([*lines, "监督电话：0100-1234567。", "中共云岭区林泉局党组", "2024年5月6日"])


def read_back(draft: Draft) -> Tree:
    titles = {group.id: group.title for group in draft.notice.groups}
    tree: Tree = []
    last: str | None = ""
    for finding in draft.findings.values():
        if not tree or finding.group != last:
            tree.append((titles.get(finding.group or "", ""), []))
            last = finding.group
        measures = tuple(_bare(text) for text in finding.measures)
        result = _bare((finding.result or "").removeprefix("整改成效："))
        tree[-1][1].append(Leaf(finding.title.rstrip("。."), measures, result))
    return tree


def _bare(text: str) -> str:
    for marker in MARKERS.values():
        for number in range(1, 8):
            for lead in ("整改情况：", "整改措施:", "【整改落实情况】", ""):
                text = text.removeprefix(f"{lead}{marker(number)}")
    return text.strip().rstrip("。")


@settings(max_examples=400, deadline=None)
@given(trees, layouts)
def test_a_tree_written_in_any_layout_is_read_back(tree: Tree, layout: Layout) -> None:
    text = written(tree, layout)
    draft = structure(read_text(text.encode(), "a.txt"))
    assert read_back(draft) == tree
    assert is_whole(draft, text)


def is_whole(draft: Draft, text: str) -> bool:
    """Every character is in the records or left out, in order; the reader's own proof says so too."""
    left_out = [out.text for out in draft.left_out]
    kept = [line for line in text.splitlines() if line.strip() and line not in left_out]
    said = "".join("".join(printed(draft)).split())
    has_doubt = any(doubt.sure is Sure.UNPLACED for doubt in draft.doubts)
    return has_doubt or said == "".join("".join(kept).split())


MANGLERS = (
    lambda lines, dice: lines.pop(dice.randrange(len(lines))) and lines,
    lambda lines, dice: dice.shuffle(lines) or lines,
    lambda lines, dice: [*lines, *dice.sample(lines, min(5, len(lines)))],
    lambda lines, dice: [line[: dice.randrange(len(line) + 1)] for line in lines],
    lambda lines, dice: ["".join(lines[i : i + 3]) for i in range(0, len(lines), 3)],
    lambda lines, dice: [
        line.replace(dice.choice("。：；、（）一1"), dice.choice("。：；、（）一1\u3000 "))
        for line in lines
    ],
    lambda lines, dice: [dice.choice("一二（）1.①问题整改情况：\u3000\t") + line for line in lines],
    lambda lines, dice: [line[::-1] if dice.random() < 0.1 else line for line in lines],
    lambda lines, dice: [line + chr(dice.randrange(1, 0xD7FF)) for line in lines],
)


def mangled(count: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(NOTICES.glob("*.txt"))]
    for seed in range(count):
        dice = random.Random(seed)
        lines = [line for line in dice.choice(texts).splitlines() if line.strip()]
        for _ in range(dice.randrange(1, 4)):
            lines = dice.choice(MANGLERS)(lines, dice) or ["一"]
        text = "\n".join(lines)
        draft = structure(read_text(text.encode(), "a.txt"))
        bare = "".join("".join(draft.lines).split())
        left_out = "".join("".join(out.text for out in draft.left_out).split())
        came = "".join(text.split())
        assert sorted(bare + left_out) == sorted(came), seed
        said = "".join("".join(printed(draft)).split())
        is_told = any(doubt.sure is Sure.UNPLACED for doubt in draft.doubts)
        assert is_told or said == bare, seed


def test_a_mangled_notice_loses_nothing() -> None:
    mangled(1_000)


@pytest.mark.soak
def test_ten_thousand_mangled_notices_lose_nothing() -> None:
    mangled(10_000)
