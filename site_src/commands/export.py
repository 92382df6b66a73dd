"""Gives a notice back as a Word file, an Excel ledger or plain text."""

import argparse
import os

from site_src.commands.words import say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.addresses import is_slug
    from site_src.commands.words import print_problems
    from site_src.exporters import EXPORTERS
    from site_src.exporters.ooxml import CannotExport
    from site_src.load import load_notice
    from site_src.problems import has_errors

    settings, slug = settings_of(options), options.notice
    if not is_slug(slug) or not os.path.isdir(os.path.join(settings.content, "notices", slug)):
        say(
            language,
            f"没有这份通报：{slug}。写 notices 里的文件夹名。",
            f"there is no such notice: {slug}. Give the name of its folder in notices.",
            error=True,
        )
        return 2
    folder, problems = load_notice(settings.content, slug)
    if folder is None or has_errors(problems):
        print_problems(problems, language, options.content)
        say(
            language,
            "没有导出：请先改正上面的错误。",
            "Not exported: correct the errors above first.",
            error=True,
        )
        return 1
    out = options.out or f"{slug}.{options.to}"
    if os.path.lexists(out):
        say(
            language,
            f"已经有 {out}，没有覆盖。请用 --out 另写一个文件名，或者先把它移走。",
            f"{out} is there already and is not overwritten. Name another file with --out, or move it away.",
            error=True,
        )
        return 2
    try:
        data = EXPORTERS[options.to](folder)
        with open(out, "wb") as stream:
            stream.write(data)
    except CannotExport as reason_why:
        say(language, reason_why.args[0], reason_why.args[1], error=True)
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        say(language, f"写不了 {out}：{reason}", f"cannot write {out}: {reason}", error=True)
        return 2
    say(language, f"已写：{out}", f"written: {out}")
    return 0
