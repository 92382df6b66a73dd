"""Rules for groups: each is known, has findings, and holds them together."""

from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.model import Group
from site_src.problems import Problem, Rule


def known_groups(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A finding's group is one of ``notice.yaml``."""
    known = [group.id for group, _ in _walk(folder.notice.groups)]
    for stem, finding in folder.findings.items():
        if finding.group and finding.group not in known:
            place = folder.place(f"findings/{stem}.yaml", "group")
            yield UNKNOWN_GROUP.at(place, group=finding.group, known=" ".join(known) or "—")


def groups_differ(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """No two groups have the same id, for it is their address."""
    seen = set()
    for group, path in _walk(folder.notice.groups):
        if group.id in seen:
            yield SAME_GROUP.at(folder.place("notice.yaml", *path, "id"), group=group.id)
        seen.add(group.id)


def groups_are_whole(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Each group has findings, and they follow one another: a heading is printed once."""
    parents = {g.id: above for g, above in _with_parents(folder.notice.groups)}
    used: set[str] = set()
    open_now: tuple[str, ...] = ()
    for stem, finding in folder.findings.items():
        path = (*parents.get(finding.group, ()), finding.group) if finding.group in parents else ()
        for name in path:
            if name in used and name not in open_now:
                place = folder.place(f"findings/{stem}.yaml", "group")
                yield SPLIT_GROUP.at(place, group=name)
        used.update(path)
        open_now = path
    for group, where in _walk(folder.notice.groups):
        if group.id not in used:
            yield EMPTY_GROUP.at(folder.place("notice.yaml", *where), group=group.id)


Path = tuple[str | int, ...]


def _walk(groups: tuple[Group, ...], path: Path = ()) -> Iterator[tuple[Group, Path]]:
    for index, group in enumerate(groups):
        here = (*path, "groups", index)
        yield group, here
        yield from _walk(group.groups, here)


def _with_parents(
    groups: tuple[Group, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[Group, tuple[str, ...]]]:
    for group in groups:
        yield group, above
        yield from _with_parents(group.groups, (*above, group.id))


UNKNOWN_GROUP = Rule(
    "unknown-group",
    zh=("notice.yaml 里没有“{group}”这个分组", "写其中之一：{known}"),
    en=("notice.yaml has no group “{group}”", "write one of: {known}"),
    why=(
        "问题按分组列在标题下面；没有这个分组，它就没有地方放。",
        "Findings stand under the headings of their groups; without the group this one has no place.",
    ),
)
SAME_GROUP = Rule(
    "same-group",
    zh=("分组“{group}”出现了两次", "给其中一个换一个 id"),
    en=("the group “{group}” appears twice", "give one of them another id"),
    why=(
        "分组的 id 是网页上的位置，重复了，链接就会跳错地方。",
        "A group's id is a place on the page; if two share one, links lead to the wrong one.",
    ),
)
SPLIT_GROUP = Rule(
    "split-group",
    zh=("分组“{group}”的问题被别的问题隔开了", "改文件名，让同一分组的问题排在一起"),
    en=(
        "the findings of group “{group}” are not together",
        "rename the files so that those of one group follow each other",
    ),
    why=(
        "一个标题在网页上只出现一次，它下面的问题要连在一起，和原文的顺序一样。",
        "A heading stands on the page once, so its findings follow one another, as they do in the text.",
    ),
)
EMPTY_GROUP = Rule(
    "empty-group",
    zh=("分组“{group}”下面没有问题", "给属于它的问题写上 group: {group}，或删去这个分组"),
    en=(
        "the group “{group}” has no findings",
        "write “group: {group}” in those that belong to it, or remove it",
    ),
    why=(
        "标题下面什么也没有，读者会以为内容丢了；政府网站检查也把空栏目算作问题（国办秘函〔2019〕19号）。",
        "Under an empty heading readers think that something was lost; checks of government sites count empty columns as a fault (国办秘函〔2019〕19号).",
    ),
)
