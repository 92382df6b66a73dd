"""The rule for sign-offs: what was changed after it was signed is said to be so."""

from collections.abc import Iterator

from site_src.approvals import content_fingerprint, signatures
from site_src.load import NoticeFolder, SiteFolder
from site_src.model import ReviewRole
from site_src.problems import Level, Problem, Rule


def approvals_hold(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A role whose sign-offs are bound to content has one for the content as it is now."""
    if not any(step.sha256 for step in folder.notice.review):
        return  # the usual case, and the fingerprint is not for nothing
    signed = signatures(folder, content_fingerprint(folder, site.content))
    holding = {signature.step.role for signature in signed if signature.holds}
    last = {s.step.role: index for index, s in enumerate(signed) if s.holds is False}
    for role, index in last.items():
        if role not in holding:
            zh, en = ROLES[role]
            place = folder.place("notice.yaml", "review", index)
            yield APPROVAL_VOID.at(
                place,
                slug=folder.slug,
                role=role.value,
                role_zh=zh,
                role_en=en,
                date=signed[index].step.date,
            )


ROLES = {
    ReviewRole.DRAFTER: ("提出", "drafter"),
    ReviewRole.SECRECY: ("保密审核", "secrecy reviewer"),
    ReviewRole.APPROVER: ("审批", "approver"),
}
APPROVAL_VOID = Rule(
    "approval-void",
    zh=(
        "{date} 的{role_zh}签署已经失效：签署以后内容改过",
        "请签署的人看过现在的内容，再签一次：python build.py approve {slug} --as {role} --name 姓名",
    ),
    en=(
        "the sign-off of the {role_en} of {date} is void: the content was changed after it",
        "have the content as it is now reviewed, and signed again: python build.py approve {slug} --as {role} --name NAME",
    ),
    level=Level.WARNING,
    why=(
        "签署只对当时的内容有效：党务公开要先提出、审核、审批，公开的必须就是批准的那一份。",
        "A sign-off counts for the content that was signed: what is published must be what was proposed, reviewed and approved.",
    ),
)
