"""Records a sign-off of a notice, bound to its content as it is now."""

import argparse
import os
from datetime import date
from typing import Any

from site_src.commands.words import print_problems, say, settings_of, today


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.approvals import approved_sha256
    from site_src.model import ReviewRole
    from site_src.signing import CannotSign, SignOff, is_name, record

    try:
        now = today(dict(os.environ))
        day = date.fromisoformat(options.date) if options.date else now
    except ValueError:
        say(
            language,
            f"--date 不是真实的日期：{options.date or os.environ['SOURCE_DATE_EPOCH']}。写成年-月-日，例如 2024-05-31。",
            f"--date is not a real day: {options.date or os.environ['SOURCE_DATE_EPOCH']}. Write it like 2024-05-31.",
            error=True,
        )
        return 2
    if day > now:
        say(
            language,
            f"--date 还没有到：{day}。签署的日期不能晚于今天 {now}。",
            f"--date lies ahead: {day}. Nobody has signed later than today, {now}.",
            error=True,
        )
        return 2
    name = options.name.strip()
    if not is_name(name):
        say(
            language,
            "--name 要写签署人的姓名：一行文字，没有看不见的字符。",
            "--name is the name of the person who signs: one line of text, without hidden characters.",
            error=True,
        )
        return 2
    settings = settings_of(options)
    found = _readable(settings, options, language)
    if isinstance(found, int):
        return found
    folder, fingerprint = found
    role = ReviewRole(options.role)
    if any(
        step.role is role and step.name == name and step.sha256 == fingerprint
        for step in folder.notice.review
    ):
        say(
            language,
            f"{name} 已经签署过现在的内容，没有再记。",
            f"{name} has signed this content already; nothing was recorded.",
        )
        return 0
    path = os.path.join(settings.content, folder.folder, "notice.yaml")
    try:
        record(
            path, SignOff(role, name, day, fingerprint, approved_sha256(folder, settings.content))
        )
    except CannotSign as reason:
        zh, en = reason.args
        say(language, zh, en, error=True)
        return 1
    except OSError as error:
        reason_of = error.strerror or str(error)
        say(
            language, f"写不了 {path}：{reason_of}", f"cannot write {path}: {reason_of}", error=True
        )
        return 1
    _say_signed(settings, folder, role, fingerprint, day, language)
    return 0


def _readable(settings: Any, options: argparse.Namespace, language: str) -> Any:
    """The notice without errors and its fingerprint; else the exit code, when why not is said."""
    from site_src import pipeline
    from site_src.addresses import is_slug
    from site_src.approvals import content_fingerprint
    from site_src.load import load_notice
    from site_src.problems import Level

    slug = options.notice
    if not is_slug(slug) or not os.path.isdir(os.path.join(settings.content, "notices", slug)):
        say(
            language,
            f"没有这份通报：{slug}。写 notices 里的文件夹名。",
            f"there is no such notice: {slug}. Give the name of its folder in notices.",
            error=True,
        )
        return 2
    own = f"notices/{slug}"
    errors = [
        problem
        for problem in pipeline.check_content(settings)
        if problem.rule.level is Level.ERROR
        and (
            f"{problem.place.file}/".startswith(f"{own}/")
            or not problem.place.file.startswith("notices/")
        )
    ]
    folder, _ = load_notice(settings.content, slug)
    if errors or folder is None:
        print_problems(errors, language, options.content)
        say(
            language,
            "没有签署：请先改正上面的错误。",
            "Not signed: correct the errors above first.",
            error=True,
        )
        return 1
    return folder, content_fingerprint(folder, settings.content)


def _say_signed(
    settings: Any, before: Any, role: Any, fingerprint: str, day: date, language: str
) -> None:
    from site_src.approvals import approvals
    from site_src.check.approvals import ROLES

    zh, en = ROLES[role]
    say(
        language,
        f"已记下：{before.slug}，{zh}，{day}，内容指纹 {fingerprint}",
        f"Recorded: {before.slug}, {en}, {day}, fingerprint of the content {fingerprint}",
    )
    holding = approvals(before, settings.content)
    missing = [known for known in list(ROLES)[: list(ROLES).index(role)] if known not in holding]
    if missing:
        say(
            language,
            f"请注意：排在前面的{'、'.join(ROLES[r][0] for r in missing)}还没有签署现在的内容。",
            f"Note: those who come before have not signed this content yet: {', '.join(ROLES[r][1] for r in missing)}.",
            error=True,
        )
