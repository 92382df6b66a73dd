"""The lines of a PDF to paragraphs: what belongs to the page goes, and what the layout broke is joined again.

A PDF knows only where signs stand. A line goes on with the one before it, unless it has a number at its beginning, is
set in, is of another size, or would have had room for its first word on the line before.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from site_src.importers.grammar import plain
from site_src.importers.outline import mark_of
from site_src.importers.source import LeftOut, Paragraph, Reason

MARGIN = 0.12  # of the height of a page: where headers and page numbers stand
PAGE_NUMBER = re.compile(
    r"[-—–―_·•~\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/,，、]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–―_·•~\s]*"
)
SENTENCE_END = "。；：！？.;:!?”』」）)"
_NEVER_FIRST = "，。、；：！？,.;:!?”’》〉」』）)】〕%％…—"
_NEVER_LAST = "“‘《〈「『（(【〔"
_WORD = re.compile(r"[A-Za-z0-9.,%/@_-]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·]")


class Glyph(NamedTuple):
    """A sign and where it stands, in points from the lower left corner of its page."""

    sign: str
    left: float
    right: float
    bottom: float
    size: float
    is_made_up: bool  # a blank that the reader of the PDF put between signs that stand apart


@dataclass(slots=True, frozen=True)
class Line:
    """A line of a page."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    size: float
    first_word: float  # how wide the first word is, that may not be parted

    @property
    def bare(self) -> str:
        """The text without blanks, digits all alike."""
        return re.sub("[0-9]+", "0", "".join(self.text.split()))


def line_of(page: int, glyphs: Sequence[Glyph]) -> Line | None:
    """A line of these signs; none if nothing of it is to be seen."""
    usual = _usual_gap(glyphs)
    kept = [
        glyph
        for index, glyph in enumerate(glyphs)
        if not (glyph.is_made_up and _is_between_wide(glyphs, index, usual))
    ]
    seen = [g for g in kept if g.sign.strip()]
    if not seen:
        return None
    text = "".join(g.sign for g in kept).strip(" ")
    size = Counter(round(g.size, 1) for g in seen).most_common(1)[0][0]
    # The blanks at the beginning of a paragraph are part of it, not of where the line begins.
    return Line(
        page,
        text,
        seen[0].left,
        max(g.right for g in seen),
        min(g.bottom for g in seen),
        size or 1.0,
        _first_word(seen),
    )


def _is_between_wide(glyphs: Sequence[Glyph], index: int, usual: float) -> bool:
    """Whether a blank that nobody typed is no more than the room that typesetting leaves beside full-width signs."""
    if not 0 < index < len(glyphs) - 1:
        return True
    before, after = glyphs[index - 1], glyphs[index + 1]
    wide = [_WIDE.match(glyph.sign) is not None for glyph in (before, after)]
    # Between full-width signs and letters or digits Word leaves a quarter of a sign.
    least = 0.15 if all(wide) else 0.4 if any(wide) else 0.0
    return after.left - before.right < (usual if any(wide) else 0.0) + least * max(before.size, 1.0)


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """How far full-width signs of a line stand apart: a line set to full width is spread evenly."""
    gaps = sorted(
        b.left - a.right
        for a, b in pairwise(glyph for glyph in glyphs if not glyph.is_made_up)
        if _WIDE.match(a.sign) and _WIDE.match(b.sign)
    )
    return max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0


def _first_word(seen: Sequence[Glyph]) -> float:
    """The width of what a line may not be broken in at its beginning."""
    text = "".join(g.sign[0] for g in seen)
    end = 0
    while end < len(text) - 1 and text[end] in _NEVER_LAST:
        end += 1
    while True:
        found = _WORD.match(text, end)
        end = found.end() if found else end + 1
        while end < len(text) and text[end] in _NEVER_FIRST:
            end += 1
        # No line is broken between a half-width comma and a digit.
        if not (text[end - 1] in ",.:;" and text[end : end + 1].isdecimal()):
            break
    return seen[min(end, len(seen)) - 1].right - seen[0].left


# --- the page ------------------------------------------------------------------------------------


def without_page(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[LeftOut]]:
    """The lines of the text, and headers, footers and page numbers apart."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    often = Counter(key for lines in edges for key in {(line.bare, round(line.bottom / 6)) for line in lines})  # fmt: skip
    least = max(2, len(pages) // 3)
    kept: list[list[Line]] = []
    left_out: list[LeftOut] = []
    for lines, at_edge in zip(pages, edges, strict=True):
        # The same words at the same height, give or take a point.
        furniture = {
            id(line)
            for line in at_edge
            if PAGE_NUMBER.fullmatch(plain(line.text))
            or sum(often[line.bare, round(line.bottom / 6) + d] for d in (-1, 0, 1)) >= least
        }
        kept.append([line for line in lines if id(line) not in furniture])
        left_out += [
            LeftOut(line.text, Reason.PAGE, f"p. {line.page}")
            for line in lines
            if id(line) in furniture
        ]
    return kept, left_out


def _edges(lines: Sequence[Line], height: float) -> list[Line]:
    """The uppermost and the lowest lines, as far as they stand in the margin."""
    by_height = sorted(lines, key=lambda line: line.bottom)
    lowest = [line for line in by_height[:2] if line.bottom < MARGIN * height]
    highest = [line for line in by_height[-2:] if line.bottom > (1 - MARGIN) * height]
    return [*lowest, *(line for line in highest if line not in lowest)]


def has_columns(lines: Sequence[Line]) -> bool:
    """Whether a page is set in two columns: most lines stand wholly in one half of it, side by side."""
    if len(lines) < 12:
        return False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    one = [line for line in lines if line.right < middle + 2]
    two = [line for line in lines if line.left > middle - 2]
    if min(len(one), len(two)) < 5 or len(one) + len(two) < 0.7 * len(lines):
        return False
    heights = {round(line.bottom / 4) for line in one}
    beside = sum(round(line.bottom / 4) in heights for line in two)
    return 2 * beside > min(len(one), len(two))


# --- paragraphs ----------------------------------------------------------------------------------


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The lines joined to paragraphs."""
    body = _body_size([line for lines in pages for line in lines])
    joined: list[list[Line]] = []
    last: Line | None = None
    edges = [_edges_of_text(lines) for lines in pages]
    last_edges = (0.0, 0.0)
    edges = [_shared_edges(own, edges, pages) for own in edges]
    is_hanging = _is_hanging(pages, edges)
    for lines, edge in zip(pages, edges, strict=True):
        for line in lines:
            if last is None or begins(line, last, edge, last_edges, is_hanging):
                joined.append([line])
            else:
                joined[-1].append(line)
            last, last_edges = line, edge
    return [_paragraph(lines, body) for lines in joined]


def _shared_edges(
    own: tuple[float, float], edges: Sequence[tuple[float, float]], pages: Sequence[Sequence[Line]]
) -> tuple[float, float]:
    """The edges of the pages that end where this one does; left and right pages may have other margins.

    On a page of few lines, or one that is all within a long paragraph, they are not to be seen.
    """
    known = [edge for edge, lines in zip(edges, pages, strict=True) if len(lines) > 5]
    alike = [edge for edge in known if abs(edge[1] - own[1]) < 4] or known or [own]
    return min(left for left, _ in alike), max(right for _, right in alike)


def _edges_of_text(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the lines of a page begin and end: the left edge that most share, and the farthest right."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    # Set-in lines may outnumber the others; the edge is the leftmost that several lines share.
    least = max(2, len(lines) // 10) if len(lines) > 5 else 1
    shared = [left for left in lefts if lefts[left] + lefts[left + 1] >= least]
    return float(min(shared or lefts)), max(line.right for line in lines)


def begins(
    line: Line,
    before: Line,
    edge: tuple[float, float],
    edge_before: tuple[float, float],
    is_hanging: bool = False,
) -> bool:
    """Whether a line begins a paragraph."""
    size = before.size
    if abs(line.size - size) > 0.08 * size:
        return True
    if line.page == before.page and not -size < before.bottom - line.bottom < 3 * size:
        return True
    if line.left > edge[0] + 0.8 * size and not is_hanging:
        return True
    if line.left < before.left - 0.8 * size and is_hanging:
        return True
    if before.right + line.first_word + 0.3 * size < edge_before[1]:
        return True
    return before.text.rstrip()[-1:] in SENTENCE_END and mark_of(line.text) is not None


def _is_hanging(pages: Sequence[Sequence[Line]], edges: Sequence[tuple[float, float]]) -> bool:
    """Whether what is set in is the rest of a paragraph, not its first line: more full lines go on so than at the edge."""
    balance = 0
    for lines, edge in zip(pages, edges, strict=True):
        for before, line in pairwise(lines):
            if before.right + line.first_word + 0.3 * before.size < edge[1]:
                continue
            is_in = line.left > edge[0] + 0.8 * line.size
            balance += 1 if is_in else -1
    return balance > 0


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _paragraph(lines: Sequence[Line], body: float) -> Paragraph:
    """Lines as one; a blank between two only where neither side is full-width."""
    text = lines[0].text
    for line in lines[1:]:
        is_apart = not (_WIDE.match(text[-1]) or _WIDE.match(line.text[0])) and text[-1] != "-"
        is_apart = is_apart and not (text[-1].isdecimal() and line.text[0].isdecimal())
        text += (" " if is_apart else "") + line.text
    heading = 1 if lines[0].size > 1.15 * body and len(text) < 120 else 0
    return Paragraph(text, f"p. {lines[0].page}", heading)
