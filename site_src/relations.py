"""Which notices follow up, or replace, which: the one thing about a notice that stands in another's folder.

Few notices have relations, so only those that name another are loaded here, and those that they name.
"""

import os
from collections.abc import Set

from msgspec import Struct

from site_src.load import NoticeFolder, load_notice
from site_src.problems import Problem, Rule
from site_src.reader import LARGEST_TEXT, open_at_once


class Related(Struct, frozen=True):
    """What one notice has to know of others: titles by slug or ``slug/stem``, and who follows it up."""

    titles: dict[str, str] = {}
    followed_by: tuple[str, ...] = ()
    findings_followed_by: dict[str, tuple[str, ...]] = {}


class Relations(Struct, frozen=True):
    """What is known of notices that belong together: by slug, who names others, and what is wrong with that."""

    related: dict[str, Related]
    naming: frozenset[str]
    problems: list[Problem]

    def of(self, slug: str) -> Related:
        """What a notice has to know of others."""
        return self.related.get(slug, Related())


def relations(content: str, slugs: tuple[str, ...], alone: Set[str] = frozenset()) -> Relations:
    """For all notices; those in ``alone`` are known to name no other."""
    naming = {
        slug: _loaded(content, slug)
        for slug in slugs
        if slug not in alone and _names_another(content, slug)
    }
    named = {other for folder in naming.values() if folder for other in _others(folder)}
    folders = {slug: _loaded(content, slug) for slug in sorted(named & set(slugs) - naming.keys())}
    folders |= naming
    related: dict[str, Related] = {}
    for slug, folder in folders.items():
        if folder is None:
            continue  # its own faults are told when it is loaded as a notice
        titles = {}
        for target in sorted(_targets(folder)):
            other, _, stem = target.partition("/")
            if there := folders.get(other):
                finding = there.findings.get(stem)
                titles[target] = (
                    f"{finding.number}{finding.title}" if finding else there.notice.title
                )
        followers = [f for f in folders.values() if f is not None and slug in f.notice.follows]
        by_finding: dict[str, list[str]] = {}
        for follower in followers:
            titles[follower.slug] = follower.notice.title
            for stem, finding in follower.findings.items():
                if finding.follows and finding.follows.startswith(f"{slug}/"):
                    address = f"{follower.slug}/{stem}"
                    by_finding.setdefault(finding.follows.partition("/")[2], []).append(address)
                    titles[address] = f"{finding.number}{finding.title}"
        related[slug] = Related(
            titles,
            tuple(f.slug for f in followers),
            {stem: tuple(found) for stem, found in by_finding.items()},
        )
    problems = [p for folder in naming.values() if folder for p in _faults(folder, folders, slugs)]
    return Relations(related, frozenset(naming), problems)


def _names_another(content: str, slug: str) -> bool:
    try:
        path = os.path.join(content, "notices", slug, "notice.yaml")
        with open(path, "rb", opener=open_at_once) as stream:
            text = stream.read(LARGEST_TEXT)
    except OSError:
        return False
    return b"follows" in text or b"successor" in text


def _loaded(content: str, slug: str) -> NoticeFolder | None:
    return load_notice(content, slug)[0]


def _others(folder: NoticeFolder) -> set[str]:
    return {target.partition("/")[0] for target in _targets(folder)}


def _targets(folder: NoticeFolder) -> set[str]:
    """Every slug and ``slug/stem`` that this notice names."""
    named = set(folder.notice.follows)
    named |= {finding.follows for finding in folder.findings.values() if finding.follows}
    if folder.notice.withdrawn and folder.notice.withdrawn.successor:
        named.add(folder.notice.withdrawn.successor)
    return named


def _faults(
    folder: NoticeFolder, folders: dict[str, NoticeFolder | None], slugs: tuple[str, ...]
) -> list[Problem]:
    problems = []
    for index, slug in enumerate(folder.notice.follows):
        if slug not in slugs or slug == folder.slug:
            place = folder.place("notice.yaml", "follows", index)
            problems.append(NO_SUCH_NOTICE.at(place, slug=slug))
    withdrawn = folder.notice.withdrawn
    others = set(slugs) - {folder.slug}
    if withdrawn and withdrawn.successor and withdrawn.successor not in others:
        place = folder.place("notice.yaml", "withdrawn", "successor")
        problems.append(NO_SUCH_NOTICE.at(place, slug=withdrawn.successor))
    for stem, finding in folder.findings.items():
        if not finding.follows:
            continue
        slug, _, other = finding.follows.partition("/")
        there = folders.get(slug) if slug in folder.notice.follows else None
        if there is not None and other not in {*there.findings, *there.unread}:
            place = folder.place(f"findings/{stem}.yaml", "follows")
            problems.append(NO_SUCH_FINDING.at(place, address=finding.follows))
    return problems


NO_SUCH_NOTICE = Rule(
    "no-such-notice",
    zh=("没有“{slug}”这份通报", "写 notices/ 里另一份通报的文件夹名"),
    en=("there is no notice “{slug}”", "write the folder's name of another notice in notices/"),
    why=(
        "网页会链到那份通报；没有它，链接就是死的，前后承接也说不清。",
        "The page would link to that notice; without it the link is dead, and what follows up what is unclear.",
    ),
)
NO_SUCH_FINDING = Rule(
    "no-such-finding",
    zh=("没有“{address}”这个问题", "写“通报文件夹名/问题文件名”，不带 .yaml"),
    en=(
        "there is no finding “{address}”",
        "write the notice's folder / the file's name without .yaml",
    ),
    why=(
        "网页会链到那个问题；没有它，链接就是死的，读者无法对照前后。",
        "The page would link to that finding; without it the link is dead, and readers cannot compare the two.",
    ),
)
