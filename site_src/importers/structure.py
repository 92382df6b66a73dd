"""Paragraphs to a notice: the one reader of structure, whatever the source was.

It goes from the edges inwards: what is not of the notice, the title above, signature and date below, then the sections,
and in those that hold findings the groups and the findings themselves. Nothing is corrected and nothing is made up.
"""

from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from site_src.differences import BLANKS
from site_src.importers import facts
from site_src.importers.draft import Block, Doubt, Draft, Sure, lost
from site_src.importers.edges import ending_of, title_at, without_surroundings
from site_src.importers.excel.tables import tables
from site_src.importers.findings import Found, finding_of, shared_lead, without_lead
from site_src.importers.grammar import FINDINGS, SIGNED_ON, SIGNER, plain
from site_src.importers.outline import SECTION_KINDS, Line, Node, fold, mark_of, outline
from site_src.importers.parts import ORDER, kind_of, parts_of
from site_src.importers.sections import blocks_of, is_heading_of_findings, role_of
from site_src.importers.source import CannotImport, LeftOut, Source
from site_src.model import Document, Finding, Group, LeadWords, Notice, StatusWord

UNKNOWN_TITLE = "【请填写标题】"
UNKNOWN_ISSUER = "【请填写发布机构】"
MOST_CHARACTERS = 2_000_000  # thirty times the longest notices known
LONGEST_PARAGRAPH = 100_000


def structure(source: Source, title: str | None = None, issuer: str | None = None) -> Draft:
    """The notice in a source. ``title`` and ``issuer`` are used where the text has none."""
    source = tables(source)
    _bounded(source)
    kept, left_out = without_surroundings([p.text for p in source.paragraphs])
    reading = _Reading(tuple(kept), [*source.left_out, *left_out])
    reading.doubts += [
        Doubt(0, remark.zh, remark.en, Sure.LIKELY, remark.words[:40], remark.place)
        for remark in source.remarks
    ]
    reading.read()
    return reading.draft(title, issuer)


def _bounded(source: Source) -> None:
    """A text that is no notice any more is not read: its time would grow without end."""
    total = sum(len(paragraph.text) for paragraph in source.paragraphs)
    longest = max((len(paragraph.text) for paragraph in source.paragraphs), default=0)
    if total > MOST_CHARACTERS or longest > LONGEST_PARAGRAPH:
        raise CannotImport(
            f"文字太多，不像一份通报：共 {total} 个字符，最长的一段 {longest} 个。请检查是不是选错了文件，或者分成几份导入。",
            f"too much text for one notice: {total} characters, the longest paragraph {longest}. "
            "See whether it is the right file, or import it in parts.",
        )


@dataclass(slots=True)
class _Heading:
    """A group while what is below it is read; the top has none."""

    group: Group | None = None
    below: "list[_Heading]" = field(default_factory=list)

    def groups(self) -> tuple[Group, ...]:
        """The records of what is below."""
        return tuple(
            replace(heading.group, groups=heading.groups())
            for heading in self.below
            if heading.group
        )


@dataclass(slots=True)
class _Reading:
    """A notice while it is read."""

    lines: tuple[str, ...]
    left_out: list[LeftOut]
    title: str = ""
    overview: list[Block] = field(default_factory=list)
    heading: str | None = None
    introduction: str | None = None
    top: "_Heading" = field(default_factory=_Heading)
    found: Found = field(default_factory=list)
    next_steps: list[Block] = field(default_factory=list)
    signature: tuple[str, ...] = ()
    signed: date | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, line: int, zh: str, en: str, sure: Sure = Sure.LIKELY, words: str = "") -> None:
        """Notes something to look at."""
        self.doubts.append(Doubt(line, zh, en, sure, words[:40]))

    def read(self) -> None:
        """From the edges inwards."""
        # Blanks at the ends of a line are its layout: they stay in approved.txt, and would stand within lines elsewhere.
        numbered = [Line(text.strip(BLANKS), number) for number, text in enumerate(self.lines, 1)]
        first = title_at(self.lines, 0)
        self.title = "\n".join(self.lines[:first])
        if first > 1:
            self.doubt(
                1, "标题分成几行，已经合在一起", "the title takes several lines, which were joined"
            )
        last = self._read_signature(first)
        ending = ending_of(self.lines, first, last)
        root = outline(numbered[first:ending])
        fold(root)
        self._read_sections(root)
        self.next_steps += [Block(line) for line in self.lines[ending:last]]
        if last < len(self.lines) and not self.signature:
            self.next_steps += [Block(line) for line in self.lines[last:]]

    def _read_signature(self, first: int) -> int:
        """Who signs and when, at the end; gives where they begin."""
        last = len(self.lines)
        dated = next(
            (
                i
                for i in range(last - 1, max(first, last - 12) - 1, -1)
                if facts.day_of(self.lines[i])
            ),
            None,
        )
        if dated is None:
            return self._read_undated(first)
        start = dated
        while start > first and dated - start < 3 and SIGNER.match(plain(self.lines[start - 1])):
            start -= 1
        found = SIGNED_ON.match(plain(self.lines[dated]))
        is_inline = found is not None and found["who"] is not None
        self.signed = facts.day_of(self.lines[dated])
        if dated + 1 < last:
            self.doubt(
                dated + 1,
                "落款和日期后面还有文字，落款留在正文里",
                "text follows signature and date, so they stay in the text",
            )
            return last
        if start == dated and not is_inline:
            self.doubt(dated + 1, "日期前面没有认出落款", "no signer was made out before the date")
        self.signature = self.lines[start:last]
        return start

    def _read_undated(self, first: int) -> int:
        """Who signs, where no date stands below."""
        last = len(self.lines)
        if last - first > 3 and SIGNER.match(plain(self.lines[-1])) and not mark_of(self.lines[-1]):
            self.doubt(last, "落款没有日期", "the signature has no date")
            self.signature = self.lines[last - 1 :]
            return last - 1
        return last

    def _read_sections(self, root: Node) -> None:
        """What stands before the findings, the findings, and what stands after them."""
        sections = root.children
        roles = [role_of(section) for section in sections]
        if FINDINGS not in roles:
            self._read_unsectioned(root)
            return
        begins = roles.index(FINDINGS)
        kind = sections[
            begins
        ].kind  # where findings are not in a section, the last may be a mere title
        own = kind if kind not in SECTION_KINDS else ""
        ends = max(i for i, role in enumerate(roles) if role == FINDINGS or sections[i].kind == own)
        ends += 1
        has_own = ends - begins == 1 and bool(sections[begins].children)
        self._read_before(root.body, has_heading=begins == 0 and not has_own)
        for section in sections[:begins]:
            self.overview += blocks_of(section)
        self._read_findings(sections[begins:ends])
        for section in sections[ends:]:
            self.next_steps += blocks_of(section)

    def _read_before(self, lines: list[Line], has_heading: bool = True) -> None:
        """What stands before anything numbered; its last line may be the heading over the findings."""
        texts = [line.text for line in lines]
        if has_heading and texts and is_heading_of_findings(texts[-1]):
            self.heading = texts.pop().strip()
        self.overview += [Block(text) for text in texts]

    def _read_unsectioned(self, root: Node) -> None:
        """Findings that stand under no section of their own."""
        leaves = [leaf for leaf in root.leaves() if leaf is not root]
        if not leaves:
            self.overview += [Block(line.text) for line in root.body]
            self.doubt(
                0,
                "没有认出一个问题：正文没有编号，也没有“关于…问题”这样的标题",
                "no finding was made out: the text has no numbers and no headings such as 关于…问题",
                Sure.UNPLACED,
            )
            return
        self._read_before(root.body)
        for child in root.children:
            self._read_node(child, self.top)

    def _read_findings(self, sections: list[Node]) -> None:
        """The sections that hold findings; a single one is the heading of them all."""
        if len(sections) > 1 or not sections[0].children:
            for section in sections:
                self._read_node(section, self.top)
            return
        (section,) = sections
        self.heading = section.line.text.strip()
        self.introduction = "\n".join(line.text for line in section.body) or None
        for child in section.children:
            self._read_node(child, self.top)

    def _read_node(self, node: Node, above: "_Heading") -> None:
        """A group with what is below it, or a finding."""
        if not node.children:
            self._add_finding(node, above)
            return
        here = f"{above.group.id}-" if above.group else "part-"
        group = Group(
            id=f"{here}{len(above.below) + 1}",
            number=node.mark.lstrip() or None,
            title=(node.text if node.mark else node.line.text).rstrip(),
            introduction="\n".join(line.text for line in node.body) or None,
        )
        heading = _Heading(group)
        above.below.append(heading)
        for child in node.children:
            self._read_node(child, heading)

    def _add_finding(self, node: Node, above: "_Heading") -> None:
        parts = parts_of(node)
        self.found.append((parts, above.group.id if above.group else None, node.line.number))
        if node.line.is_split:
            self.doubt(
                node.line.number,
                "这个问题和上一个在原文里是同一行，已经分开",
                "this finding shares a line with the one before it, and was taken apart from it",
                words=node.line.text,
            )
        if parts.is_cut:
            self.doubt(
                node.line.number,
                "标题和正文在同一行，标题到哪里为止是推断的",
                "title and text share a line; where the title ends was guessed",
                Sure.UNSURE,
                parts.title,
            )
        if parts.unread and not parts.status:
            self.doubt(
                node.line.number,
                "这个问题写了整改状态，没有认出是哪一种，请填写 status",
                "this finding states its status in words that were not made out; write it into status",
                Sure.UNSURE,
                parts.unread,
            )
        if not parts.measures:
            self.doubt(
                node.line.number,
                "这个问题没有认出整改措施",
                "no measures were made out for this finding",
                Sure.UNSURE,
                parts.title,
            )

    # --- records ---------------------------------------------------------------------------------

    def draft(self, title: str | None, issuer: str | None) -> Draft:
        """The records of what was read."""
        without_lead(self.found)
        lead = LeadWords(**{name: shared_lead(self.found, name) for name in ORDER})
        findings: dict[str, Finding] = {}
        lines: dict[str, int] = {}
        width = max(2, len(str(len(self.found))))
        for index, (parts, group, line) in enumerate(self.found, 1):
            stem = f"{index:0{width}}"
            findings[stem], lines[stem] = finding_of(parts, group, lead), line
        if not findings:
            self.doubts = [d for d in self.doubts if d.sure is Sure.UNPLACED] or self.doubts
        before = "\n".join(block.text for block in self.overview)
        lines_of_title = [line.strip(BLANKS) for line in self.title.split("\n")]
        whole_title = "".join(lines_of_title) or title or UNKNOWN_TITLE
        known = facts.of_metadata(self.left_out)
        notice = Notice(
            title=whole_title,
            issuer=issuer or facts.issuer_of(self.title, self.signature) or UNKNOWN_ISSUER,
            source=known.source,
            signed=self.signed,
            published=known.published,
            signature=tuple(line.strip() for line in self.signature),
            inspection=facts.inspection_of(before),
            document=Document(
                index_number=known.index_number, document_number=known.document_number
            ),
            findings_heading=self.heading,
            findings_introduction=self.introduction,
            groups=self.top.groups(),
            lead_words=lead,
            status_words=tuple(
                StatusWord(word=word, kind=kind_of(word))
                for word in dict.fromkeys(f.status for f in findings.values() if f.status)
            ),
            declared=facts.declared_in(before),
        )
        draft = Draft(
            lines=self.lines,
            notice=notice,
            findings=findings,
            finding_lines=lines,
            overview=tuple(self.overview),
            next_steps=tuple(self.next_steps),
            channels=facts.channels_in([block.text for block in self.next_steps]),
            left_out=tuple(self.left_out),
            doubts=tuple(sorted(self.doubts, key=lambda doubt: doubt.line)),
            has_title=bool(self.title),
        )
        return replace(draft, doubts=(*draft.doubts, *lost(draft)))
