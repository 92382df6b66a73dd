"""Writes the reviewer's sheet: one page that stands alone, is printed and signed, and is never published."""

import argparse
import os
import tempfile
from typing import Any

from site_src.commands.words import DEFAULT_OUT, print_problems, save, say, settings_of, today


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src import pipeline
    from site_src.load import load_site
    from site_src.problems import TemplateFault, has_errors
    from site_src.review import ReviewSheet, only, review
    from site_src.sheets import render_sheet, sheet_words
    from site_src.sides import CannotRead

    settings = settings_of(options, options.site)
    out = os.path.abspath(options.out or os.path.join(os.path.dirname(settings.out), "review.html"))
    if problem := _misplaced(out, settings):
        say(language, *problem, error=True)
        return 2
    if options.site != DEFAULT_OUT and not os.path.isdir(options.site):
        say(
            language,
            f"--site 写的文件夹不存在：{options.site}。",
            f"there is no such folder as --site names: {options.site}.",
            error=True,
        )
        return 2
    problems = pipeline.check_content(settings)
    site, _ = load_site(settings.content)
    if site is None:
        print_problems(problems, language, options.content)
        say(
            language,
            "没有审核单：请先改正上面的错误。",
            "No sheet: correct the errors above first.",
            error=True,
        )
        return 1
    for slug in options.notices:
        if slug not in site.slugs:
            say(
                language,
                f"没有这份通报：{slug}。写 notices 里的文件夹名。",
                f"there is no such notice: {slug}. Give the name of its folder in notices.",
                error=True,
            )
            return 2
    slugs = tuple(dict.fromkeys(options.notices)) or site.slugs
    try:
        day = today(dict(os.environ))
        w = sheet_words(settings.templates, language)
        since, difference = _since(options, settings, w)
        if difference and options.notices:
            difference = only(difference, slugs)
        notices, rest, exceptions = review(site, slugs, problems, language)
        page = ReviewSheet(
            site_name=site.site.name,
            base_url=site.site.base_url,
            day=day,
            channels=site.contact.channels,
            problems=rest,
            exceptions=exceptions,
            notices=notices,
            since=since,
            difference=difference,
        )
        text = render_sheet(settings.templates, "sheets/review.html", language, page)
    except CannotRead as reason:
        zh, en = reason.args
        say(language, zh, en, error=True)
        return 2
    except TemplateFault as fault:
        print_problems([fault.problem], language, options.content)
        return 1
    if code := save(out, text, language):
        return code
    if has_errors(problems):
        say(
            language,
            "有错误，还不能公开：见审核单，或者用 check 看。",
            "There are errors, so it cannot be published yet: see the sheet, or use “check”.",
            error=True,
        )
        return 1
    return 0


def _misplaced(out: str, settings: Any) -> tuple[str, str] | None:
    """Why the sheet cannot be there: it would be published, or be taken for content."""
    from site_src.write import MANIFEST

    folder = os.path.realpath(os.path.dirname(out))
    above = [folder]
    while (parent := os.path.dirname(above[-1])) != above[-1]:
        above.append(parent)
    own = {os.path.realpath(settings.out), os.path.realpath(settings.content)}
    if own & set(above) or any(os.path.isfile(os.path.join(f, MANIFEST)) for f in above):
        return (
            f"审核单不能放在网站或内容文件夹里：{out}。请用 --out 指定别处。",
            f"the sheet must not lie in a site or in the content: {out}. Choose another place with --out.",
        )
    return None


def _since(options: argparse.Namespace, settings: Any, w: Any) -> tuple[str, Any]:
    """What the content is compared with and the difference; None and why, if there is nothing to compare."""
    from msgspec.structs import replace

    from site_src import pipeline
    from site_src.sides import CONTENT, CannotRead, difference, read_side

    folder = options.since or options.site
    try:
        before = read_side(folder)
    except CannotRead:
        if options.since:
            raise
        return w.review_nothing_before, None
    if before.kind == CONTENT:
        now = read_side(settings.content)
        if before.problems or now.problems:
            return w.review_not_built, None
        return folder, difference(before, now)
    # What a reader would see is only there when it is built; so it is, and thrown away.
    with tempfile.TemporaryDirectory(prefix="gongkai-review-") as aside:
        out = os.path.join(aside, "site")
        state = os.path.join(aside, ".gongkai", "site")
        report = pipeline.build(replace(settings, out=out, state=state))
        if report.failed:
            return w.review_not_built, None
        return folder, difference(before, read_side(out))
