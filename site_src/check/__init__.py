"""Records to problems. A rule is a small function; the tuples below are all of them.

A rule of ``NOTICE_RULES`` takes a notice and the rest of the site; one of ``SITE_RULES`` takes the rest of the site.
What can be wrong with a file before its sense is read stands in ``faults.py``.
"""

from collections.abc import Iterator

from site_src.check.amounts import figures_in_text, rates_follow, stated_totals, states_fit
from site_src.check.approvals import approvals_hold
from site_src.check.approved import approved_given
from site_src.check.dates import (
    fields_in_order,
    signature_has_the_day,
    text_dates_exist,
    text_dates_in_order,
)
from site_src.check.doubles import notice_doubles, site_doubles
from site_src.check.findings import (
    basis_in_text,
    corrections_made,
    findings_have_measures,
    followed_notices,
    known_statuses,
    numbers_differ,
    real_partial_dates,
    updates_after_publication,
    updates_in_order,
)
from site_src.check.groups import groups_are_whole, groups_differ, known_groups
from site_src.check.leaks import notice_leaks, site_leaks
from site_src.check.markdown import notice_markdown, page_markdown
from site_src.check.numbers import (
    findings_stand_apart,
    markers_follow,
    numbers_follow,
    numbers_stand_once,
)
from site_src.check.parts import aspects_sum, documents_named, group_totals, shares_fit
from site_src.check.tags import footer_forms, missing_tags, published_given
from site_src.check.totals import explanations_needed, parts_sum, totals_agree
from site_src.check.wording import title_ends, wording_hints
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Problem

NOTICE_RULES = (
    approvals_hold,
    approved_given,
    basis_in_text,
    corrections_made,
    fields_in_order,
    figures_in_text,
    findings_have_measures,
    findings_stand_apart,
    followed_notices,
    groups_differ,
    known_groups,
    known_statuses,
    markers_follow,
    notice_doubles,
    notice_leaks,
    notice_markdown,
    numbers_differ,
    numbers_stand_once,
    parts_sum,
    published_given,
    real_partial_dates,
    shares_fit,
    signature_has_the_day,
    stated_totals,
    states_fit,
    text_dates_exist,
    text_dates_in_order,
    title_ends,
    updates_after_publication,
    updates_in_order,
    wording_hints,
)
# These count or compare all findings, so they wait until each of them can be read.
WHOLE_NOTICE_RULES = (
    aspects_sum,
    documents_named,
    explanations_needed,
    group_totals,
    groups_are_whole,
    numbers_follow,
    rates_follow,
    totals_agree,
)
SITE_RULES = (footer_forms, missing_tags, page_markdown, site_doubles, site_leaks)


def check(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Everything that the rules find in a notice."""
    for rule in NOTICE_RULES:
        yield from rule(folder, site)
    for rule in WHOLE_NOTICE_RULES if folder.findings and not folder.unread else ():
        yield from rule(folder, site)


def check_site(site: SiteFolder) -> Iterator[Problem]:
    """Everything that the rules find in the rest of the site."""
    for rule in SITE_RULES:
        yield from rule(site)
