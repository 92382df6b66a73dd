"""The findings of a notice as they stand in lists: under their headings, with their statuses counted."""

from site_src.edition import Edition
from site_src.load import NoticeFolder
from site_src.model import Group, StatusKind
from site_src.statuses import latest_status, status_view
from site_src.summary import Entry, Heading, StatusView
from site_src.views import Block, Part, WholeFinding


def entries_of(folder: NoticeFolder, edition: Edition) -> tuple[Entry, ...]:
    """The findings as they stand in lists."""
    paths = {
        slug: tuple(_heading(group, depth) for depth, group in enumerate(path))
        for slug, path in group_paths(folder.notice.groups).items()
    }
    statuses: dict[str | None, StatusView] = {}
    entries = []
    for stem, finding in folder.findings.items():
        word = latest_status(finding)
        if word not in statuses:
            statuses[word] = status_view(word, folder.notice, edition.t)
        entries.append(
            Entry(
                stem,
                finding.number,
                finding.title,
                statuses[word],
                len(finding.measures),
                bool(finding.withheld),
                paths.get(finding.group, ()),
            )
        )
    return tuple(entries)


def blocks(
    entries: tuple[Entry, ...], findings: tuple[WholeFinding, ...] = ()
) -> tuple[Block, ...]:
    """The findings under their headings, in their own order; a heading opens before its first finding."""
    starts: list[tuple[int, tuple[Heading, ...], int]] = []
    above: tuple[Heading, ...] | None = None
    for index, entry in enumerate(entries):
        if entry.path != above:
            opened = tuple(
                h
                for depth, h in enumerate(entry.path)
                if not above or h not in above[depth : depth + 1]
            )
            starts.append((index, opened, len(entry.path)))
            above = entry.path
    ends = [start for start, _, _ in starts[1:]] + [len(entries)]
    return tuple(
        Block(
            headings,
            depth,
            entries[start:end],
            findings[start:end],
            _label(headings, entries[start]),
        )
        for (start, headings, depth), end in zip(starts, ends, strict=True)
    )


def _label(opened: tuple[Heading, ...], first: Entry) -> str:
    return first.path[-1].text if first.path and not opened else ""


def progress_parts(entries: tuple[Entry, ...], edition: Edition) -> tuple[Part, ...]:
    """How many findings are of each kind, as stretches of a bar."""
    parts, x, seen = [], 0, 0
    for kind in StatusKind:
        count = sum(1 for entry in entries if entry.status.kind == kind.value)
        if count:
            seen += count
            end = round(1000 * seen / len(entries))
            parts.append(
                Part(kind.value, getattr(edition.t, f"kind_{kind.value}"), count, x, end - x)
            )
            x = end
    return tuple(parts)


def group_paths(
    groups: tuple[Group, ...], above: tuple[Group, ...] = ()
) -> dict[str | None, tuple[Group, ...]]:
    """The headings that lead to each group, its own last, by the group's id."""
    found: dict[str | None, tuple[Group, ...]] = {}
    for group in groups:
        found[group.id] = (*above, group)
        found |= group_paths(group.groups, (*above, group))
    return found


def _heading(group: Group, depth: int) -> Heading:
    introduction = tuple(group.introduction.split("\n")) if group.introduction else ()
    return Heading(f"g-{group.id}", group_text(group), depth, introduction)


def group_text(group: Group) -> str:
    """A group's heading as printed."""
    return (group.number or "") + group.title
