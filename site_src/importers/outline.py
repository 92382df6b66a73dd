"""Lines to a tree of what is numbered: which heading stands below which, and which lines belong to it.

Depth is not written down in a notice; it follows from the order in which forms of numbering first appear. A form that
is open already goes on there; a new one begins a level below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_src.importers.grammar import (
    ABOUT,
    AGAINST,
    FIELD_OF,
    LEAD,
    LEAD_LINE,
    MARKS,
    PROBLEM,
    plain,
)
from site_src.markers import chinese_number, markers


@dataclass(slots=True)
class Line:
    """A line of the text; ``number`` is its place in ``approved.txt``, from 1."""

    text: str
    number: int
    is_split: bool = False  # it stood in one line with what is before it


@dataclass(slots=True)
class Node:
    """A numbered heading or item: its form, its value, its number as printed, the rest of its line, and what follows."""

    kind: str
    value: int
    mark: str
    line: Line
    body: list[Line] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands behind the number."""
        return self.line.text[len(self.mark) :]

    def lines(self) -> Iterator[Line]:
        """All lines from here to the end of what is below, in their order."""
        yield self.line
        yield from self.body
        for child in self.children:
            yield from child.lines()

    def leaves(self) -> "Iterator[Node]":
        """The nodes without others below them."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


SIGNS = (("①", "⑳"), ("⒈", "⒛"), ("⑴", "⒇"), ("㈠", "㈩"))  # numbers that are one character, from 1
ABOUT_KIND, UNIT_KIND = "关于…问题", "单位"
SECTION_KINDS = ("", "第一部分", "一、", UNIT_KIND)
ITEM_KINDS = ("①",)  # never findings
LONGEST_HEADING = 45
UNNUMBERED = (ABOUT_KIND, UNIT_KIND)
Mark = tuple[str, int, str]
# Forms that may be items of a finding as well as findings; never split out of the middle of a line.
HEADS = ("【问题一】", "反馈问题一", "第一个问题", "（一）", "1.")


def outline(lines: Sequence[Line]) -> Node:
    """A root without number, and all that is numbered below it."""
    root = Node("", 0, "", Line("", 0))
    stack = [root]
    for line, mark in _marked([*_apart(lines)]):
        if mark is None:
            stack[-1].body.append(line)
            continue
        kind, value, words = mark
        depth = next((d for d in range(len(stack) - 1, 0, -1) if stack[d].kind == kind), 0)
        if depth:
            value = value or stack[depth].value + 1
            del stack[depth:]
        elif kind in UNNUMBERED:
            value = 1
            del stack[_room_for(kind, stack) :]
        node = Node(kind, value, words, line)
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _room_for(kind: str, stack: list[Node]) -> int:
    """A heading without number stands below sections, and ends whatever item was open."""
    above = SECTION_KINDS[:3] if kind == UNIT_KIND else (*SECTION_KINDS, "（一）", "㈠")
    for depth, node in enumerate(stack):
        if node.kind not in above:
            return depth
    return len(stack)


def _marked(lines: list[Line]) -> Iterator[tuple[Line, Mark | None]]:
    """The lines with their numbers; a name alone before a number that begins anew is the heading of a unit."""
    texts = [line.text for line in lines]
    marks = _with_loose(texts, [mark_of(text) for text in texts])
    marks = _without_items(texts, _with_against(texts, marks))
    units = [
        index
        for index, (line, mark, after) in enumerate(zip(lines, marks, marks[1:], strict=False))
        if mark is None
        and after
        and after[:2] in (("1.", 1), ("（一）", 1))
        and _is_name(line.text)
    ]
    if len(units) > 1:
        for index in units:
            marks[index] = (UNIT_KIND, 0, "")
    return zip(lines, marks, strict=True)


# «2.2021年…» and «3.5个…» may be a number and a title, or an amount; the numbers around it tell.
_LOOSE = re.compile(r"[ \t\u3000]*([0-9]{1,3})[.．](?=[0-9])")


def _with_loose(texts: list[str], marks: list[Mark | None]) -> list[Mark | None]:
    """The marks, with those before a title that begins with a digit: they continue what is counted."""
    last = 0
    for index, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        loose = _LOOSE.match(plain(text)) if mark is None else None
        if loose and int(loose[1]) == last + 1 and (last or _goes_on(marks[index + 1 :])):
            marks[index] = mark = ("1.", last + 1, text[: loose.end()])
        if mark and mark[0] == "1.":
            last = mark[1]
        elif mark and mark[0] in ("第一部分", "一、", "（一）"):
            last = 0
    return marks


def _with_against(texts: list[str], marks: list[Mark | None]) -> list[Mark | None]:
    """The marks, with paragraphs that begin with 针对“…”问题 as findings, if the findings have no numbers."""
    against = [i for i, text in enumerate(texts) if marks[i] is None and AGAINST.match(plain(text))]
    numbered = sum(
        mark is not None and mark[0] not in ("第一部分", "一、", "（一）") for mark in marks
    )
    if len(against) >= 3 and numbered < len(against):
        for index in against:
            marks[index] = (ABOUT_KIND, 0, "")
    return marks


def _without_items(texts: list[str], marks: list[Mark | None]) -> list[Mark | None]:
    """The marks without those of what was done, where it is numbered as the findings are: 1. below 1.

    Such a list begins with 1 behind the words before it, and ends where its next number is missing, or is a heading:
    then words such as 整改措施： stand behind it too.
    """
    form, wanted = "", 0  # wanted is the next number of a list that is open
    for index, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        if mark is None:
            continue
        is_heading = index + 1 < len(texts) and _begins_part(texts[index + 1])
        if mark[:2] == (form, 1) and _ends_with_lead(texts[index - 1]):
            wanted = 1
        if wanted and mark[:2] == (form, wanted) and not is_heading:
            marks[index], wanted = None, wanted + 1
            continue
        wanted = 0
        if not is_lead_line(text[len(mark[2]) :]):
            form = mark[0]
    return marks


def _ends_with_lead(text: str) -> bool:
    """Whether the words before a part end a line."""
    found = [*LEAD.finditer(plain(text))]
    return is_lead_line(text) or bool(found and found[-1].end() == len(text.rstrip()))


def _goes_on(marks: list[Mark | None]) -> bool:
    """Whether the next number of this form is a second."""
    return next((mark[1] == 2 for mark in marks if mark and mark[0] == "1."), False)


def _is_name(text: str) -> bool:
    """Whether a line is a short heading: no sentence, and not the words before a part."""
    return (
        len(text.strip()) <= 30 and not re.search("[。；，,;!！]", text) and not is_lead_line(text)
    )


def mark_of(text: str) -> Mark | None:
    """The form, the value and the words of the number at the start of a line; none if it has none."""
    flat = plain(text)
    for name, pattern in MARKS:
        found = pattern.match(flat)
        if found:
            value = number_of(found["n"])
            if value and (found.end() < len(flat) or name[0] not in "一1（①㈠⒈⑴第"):
                return name, value, text[: found.end()]
    if ABOUT.match(flat):
        return ABOUT_KIND, 0, ""
    return None


def number_of(words: str) -> int:
    """What a numeral stands for: 12, 十二 or ⑫; 0 if that is none."""
    if words.isdecimal():
        return int(words)
    for first, last in SIGNS:
        if len(words) == 1 and first <= words <= last:
            return ord(words) - ord(first) + 1
    return chinese_number(words.replace("〇", "").replace("零", ""))


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that two headings share taken apart: «…把关。20.“一把手”…» after a 19."""
    marks = [mark_of(line.text) for line in lines]
    ahead = _next_values(marks)
    last: dict[str, int] = {}
    for line, mark, coming in zip(lines, marks, ahead, strict=True):
        if mark:
            last[mark[0]] = mark[1]
            for kind in HEADS[HEADS.index(mark[0]) + 1 :] if mark[0] in HEADS else ():
                last.pop(kind, None)
        yield from _split(line, last, coming)


def _next_values(marks: list[Mark | None]) -> list[dict[str, int]]:
    """For each line, the value with which each form goes on below it."""
    ahead: list[dict[str, int]] = [{}] * len(marks)
    coming: dict[str, int] = {}
    for index in range(len(marks) - 1, -1, -1):
        ahead[index] = coming
        if mark := marks[index]:
            coming = {**coming, mark[0]: mark[1]}
    return ahead


def _split(line: Line, last: dict[str, int], coming: dict[str, int]) -> Iterator[Line]:
    """A line, cut before the number that is missing between this line and the next of its form."""
    text = line.text
    for kind in HEADS:
        value = last.get(kind, 0) + 1
        is_missing = kind in last and coming.get(kind) == value + 1
        at = _place_of(kind, value, text) if is_missing else 0
        if at:
            last[kind] = value
            yield Line(text[:at], line.number, line.is_split)
            yield from _split(Line(text[at:], line.number, True), last, coming)
            return
    yield line


def _place_of(kind: str, value: int, text: str) -> int:
    """Where in the line the number stands at which a heading may begin; 0 if nowhere."""
    flat = plain(text)
    pattern = next(pattern for name, pattern in MARKS if name == kind)
    for stop in re.finditer("[。;.!]", flat):
        found = pattern.match(flat, stop.end())
        is_it = (
            found and number_of(found["n"]) == value and flat[found.end() : found.end() + 1].strip()
        )
        if found and is_it:
            return found.start("mark")
    return 0


def fold(node: Node) -> None:
    """Makes items of what only looks like headings: the measures of a finding become lines of its body."""
    for child in node.children:
        fold(child)
    if node.children and _holds_items(node):
        node.body += [line for child in node.children for line in child.lines()]
        node.children = []


def _holds_items(node: Node) -> bool:
    """Whether what is numbered below a heading is what was done about it, and not other findings."""
    if any(child.children for child in node.children):
        return False
    is_section = node.kind in SECTION_KINDS
    # «二、整改落实情况» is the name of a section, and not the words before a part.
    if any(_leads(line.text) for line in node.body) or (not is_section and _leads(node.text)):
        # The words before a further part stand behind the last item, and look like its own.
        return not any(
            _leads(child.text) and not is_lead_line(child.text) for child in node.children
        )
    if is_section:
        return False
    if any(markers(line.text)[:1] and markers(line.text)[0].start == 0 for line in node.body):
        return True  # «一是…» above: these are parts of what was done
    if all(child.kind in ITEM_KINDS for child in node.children):
        return not any(has_own_part(child) for child in node.children)
    if any(is_lead_line(child.text) for child in node.children):
        return True
    if any(has_own_part(child) or child.body[2:] for child in node.children):
        return False
    headings = sum(
        len(child.text) <= LONGEST_HEADING and any(not _leads(line.text) for line in child.body)
        for child in node.children
    )
    if 2 * headings >= len(node.children):
        return False
    problems = sum(looks_like_problem(child) for child in node.children)
    return 2 * problems < len(node.children)


def _leads(text: str) -> bool:
    """Whether words such as 整改情况： stand in a line."""
    return LEAD.search(plain(text)) is not None or is_lead_line(text)


def has_lead(node: Node) -> bool:
    """Whether words such as 整改情况： stand in the line or the body of a node."""
    return any(_leads(text) for text in (node.text, *(line.text for line in node.body)))


def has_own_part(node: Node) -> bool:
    """Whether it says what was done about it; who is to do it, and how far it is, may belong to what is above."""
    return any(_begins_part(text) for text in (node.text, *(line.text for line in node.body)))


def _begins_part(text: str) -> bool:
    """Whether words such as 问题表现： or 整改措施： stand in a line."""
    flat = plain(text)
    found = (match for match in (*LEAD.finditer(flat), LEAD_LINE.match(flat)) if match)
    return any(FIELD_OF[words_of(match)] in ("description", "measures") for match in found)


def words_of(match: re.Match[str]) -> str:
    """The words before a part, without what stands around them."""
    return match["a"] or match.groupdict().get("b") or ""


def is_lead_line(text: str) -> bool:
    """Whether a line is nothing but the words before a part."""
    return LEAD_LINE.match(plain(text)) is not None


def looks_like_problem(node: Node) -> bool:
    """Whether a heading tells what is wrong."""
    first = plain(node.text).partition("。")[0]
    return node.kind == ABOUT_KIND or PROBLEM.search(first) is not None
