"""What stands around a notice: the words of a site, the title above, the words on feedback below."""

from collections.abc import Sequence

from site_src.importers.grammar import (
    CONTENTS,
    DOCUMENT_NUMBER,
    INVITATION,
    METADATA,
    NEXT_STARTS,
    PORTAL,
    PURPOSE,
    TITLE,
    TITLE_BEGINS,
    WAY,
    plain,
)
from site_src.importers.outline import is_lead_line, mark_of
from site_src.importers.source import LeftOut, Reason
from site_src.markers import markers

FARTHEST_TITLE = 15  # lines from the top
FARTHEST_CONTENTS = 80


def without_surroundings(texts: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """The lines of the notice, and those of the site around it: before the title, and after the signature."""
    lines = [text for text in texts if text.strip()]
    left_out = [
        LeftOut(line, Reason.CONTENTS, str(number))
        for number, line in enumerate(lines[:FARTHEST_CONTENTS], 1)
        if CONTENTS.match(plain(line))
    ]
    if len(left_out) < 3:
        left_out = []  # a line that ends in a number is not yet a table of contents
    contents = {out.place for out in left_out}
    lines = [line for number, line in enumerate(lines, 1) if str(number) not in contents]
    first = _first_line(lines)
    for index, line in enumerate(lines[:first]):
        reason = Reason.PORTAL if PORTAL.match(plain(line)) else Reason.BEFORE_TITLE
        reason = Reason.METADATA if METADATA.match(plain(line)) or _is_number(line) else reason
        left_out.append(LeftOut(line, reason, str(index + 1)))
    last = len(lines)
    while last > first and _is_around(lines[last - 1]):
        last -= 1
    kept = []
    for index, line in enumerate(lines[first:last], first):
        is_head = index < first + FARTHEST_TITLE and not any(map(mark_of, lines[first:index]))
        if is_head and (METADATA.match(plain(line)) or _is_number(line)):
            left_out.append(LeftOut(line, Reason.METADATA, str(index + 1)))
        elif is_head and PORTAL.match(plain(line)):
            left_out.append(LeftOut(line, Reason.PORTAL, str(index + 1)))
        else:
            kept.append(line)
    left_out += [
        LeftOut(line, Reason.METADATA if METADATA.match(plain(line)) else Reason.PORTAL, str(at))
        for at, line in enumerate(lines[last:], last + 1)
    ]
    return kept, left_out


def _is_number(line: str) -> bool:
    return DOCUMENT_NUMBER.match(plain(line)) is not None


def _is_around(line: str) -> bool:
    flat = plain(line)
    return bool(PORTAL.match(flat) or METADATA.match(flat))


def _first_line(lines: list[str]) -> int:
    """Where the notice begins: at its title, else after what the site put there."""
    for index, line in enumerate(lines[:FARTHEST_TITLE]):
        if mark_of(line):
            break
        if title_at(lines, index):
            return index
    index = 0
    while index < len(lines) and _is_around(lines[index]):
        index += 1
    return index


def title_at(lines: Sequence[str], index: int) -> int:
    """How many lines the title that begins here takes; 0 if none does."""
    flat = [plain(line).strip() for line in lines[index : index + 3]]
    if not flat or mark_of(lines[index]) or _is_around(lines[index]):
        return 0
    for count in range(1, len(flat) + 1):
        joined = "".join(flat[:count])
        if TITLE.match(joined) and (count == 1 or TITLE_BEGINS.match(flat[0])):
            return count
        if count < len(flat) and (mark_of(lines[index + count]) or len(joined) > 80):
            return 0
    return 0


def ending_of(lines: Sequence[str], first: int, last: int) -> int:
    """Where the words on feedback begin, or what is to be done next if it has no heading."""
    start = last
    while start > first and not mark_of(lines[start - 1]) and _is_feedback(lines[start - 1]):
        start -= 1
    next_steps = start
    for index in range(start - 1, max(first, start - 12), -1):
        line = lines[index]
        if mark_of(line) or markers(line) or is_lead_line(line):
            break
        if NEXT_STARTS.match(plain(line)):
            next_steps = index
    return next_steps


def _is_feedback(line: str) -> bool:
    """Whether a line says how to reach the body."""
    flat = plain(line)
    return bool((WAY.search(flat) and PURPOSE.search(flat)) or INVITATION.search(flat))
