"""Notices in memory for the tests of rules that read texts."""

import msgspec

from site_src.load import NoticeFolder, SiteFolder, load_site
from site_src.model import Finding
from site_src.problems import Problem
from tests.test_check import BASE, Rule, notice


def the_site() -> SiteFolder:
    """The rest of a site without faults."""
    site, _ = load_site(BASE)
    assert site
    return site


SITE = the_site()


def of(rule: Rule, folder: NoticeFolder) -> list[Problem]:
    """What a rule finds."""
    return list(rule(folder, SITE))


def codes(rule: Rule, folder: NoticeFolder) -> list[str]:
    """The codes of what a rule finds."""
    return [problem.rule.code for problem in of(rule, folder)]


def with_text(overview: str, head: str = "", next_steps: str = "", **findings: str) -> NoticeFolder:
    """A notice with this text before its findings."""
    folder = notice(head, **findings)
    return msgspec.structs.replace(folder, overview=overview, next_steps=next_steps)


def finding(*measures: str, title: str = "一", number: str = "1.") -> NoticeFolder:
    """A notice of one finding with these texts."""
    record = Finding(number=number, title=title, measures=measures)
    return msgspec.structs.replace(notice(), findings={"1": record})
