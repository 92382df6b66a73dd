"""Makes content files of a notice that a body has as Word, PDF, web page, ledger or text, and tells what it understood."""

import argparse
import os
import sys
from typing import Any

from site_src.commands.words import print_problems, say, settings_of

LARGEST = 200_000_000  # bytes of standard input; files are measured by their reader


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.importers import read_source
    from site_src.importers.excel.ledger import is_ledger, ledger
    from site_src.importers.report import has_unplaced, report_of
    from site_src.importers.source import CannotImport
    from site_src.importers.structure import structure

    place = _place(options.to, language)
    if place is None:
        return 2
    content, slug = place
    options.content = content
    try:
        _step("读取……", "reading …", language)
        data = sys.stdin.buffer.read(LARGEST + 1) if options.file == "-" else options.file
        source = read_source(data, "-" if options.file == "-" else os.path.basename(options.file))
        _step("辨认结构……", "reading the structure …", language)
        if is_ledger(source):
            draft = ledger(source, options.title, options.issuer)
        else:
            draft = structure(source, options.title, options.issuer)
    except CannotImport as reason:
        say(
            language,
            f"{options.file}：{reason.args[0]}",
            f"{options.file}: {reason.args[1]}",
            error=True,
        )
        return 2
    for line in report_of(draft, language):
        print(line)
    code, draft = _keep(draft, content, slug, options, language)
    if options.review and code != 2:
        code = max(code, _review(draft, slug, options, language))
    return max(code, 1) if has_unplaced(draft) else code


def _place(to: str, language: str) -> tuple[str, str] | None:
    """The content folder and the slug of ``content/notices/SLUG``."""
    from site_src.addresses import is_slug

    folder = os.path.abspath(to)
    above, slug = os.path.split(folder)
    content = os.path.dirname(above)
    if os.path.basename(above) == "notices" and is_slug(slug):
        if os.path.isfile(os.path.join(content, "site.yaml")):
            return content, slug
        say(
            language,
            f"{content} 不是内容文件夹（没有 site.yaml）。请在网站的文件夹里运行；还没有网站，先运行 new site。",
            f"{content} is no content folder (it has no site.yaml). Run this where the site is; if there is none, run “new site” first.",
            error=True,
        )
        return None
    say(
        language,
        f"--to 要写成 content/notices/通报文件夹名，文件夹名用小写字母、数字和连字符，例如 content/notices/rectification-2024：{to}",
        f"--to has to be content/notices/NAME, the name of small letters, digits and hyphens, such as content/notices/rectification-2024: {to}",
        error=True,
    )
    return None


def _keep(
    draft: Any, content: str, slug: str, options: argparse.Namespace, language: str
) -> tuple[int, Any]:
    """Proves the files and writes them; the exit code, and the draft under the names that its findings have."""
    from site_src.importers.files import files_of
    from site_src.importers.merge import CannotMerge, difference, merged
    from site_src.importers.prove import prove, write
    from site_src.problems import has_errors

    folder = os.path.join(content, "notices", slug)
    is_there = os.path.isdir(folder) and bool(os.listdir(folder))
    files = files_of(draft)
    gone: list[str] = []
    doubtful: list[str] = []
    if is_there:
        try:
            draft, files, gone, doubtful = merged(draft, content, slug)
        except CannotMerge as reason:
            if not (options.merge or options.dry_run):
                return _say_there(folder, language), draft
            say(language, reason.args[0], reason.args[1], error=True)
            return 2, draft
        if not files and not gone and not doubtful:
            say(
                language,
                f"\n{folder} 里已经是这些内容，没有改动。",
                f"\n{folder} has all of this; nothing changed.",
            )
            return 0, draft
        if not (options.merge or options.dry_run):
            return _say_there(folder, language), draft
        print()
        for line in difference(files, content, slug):
            print(line)
    for stem in doubtful:
        say(
            language,
            f"findings/{stem}.yaml 的状态是原来写的，新的文字不同：核对 status 和 status_basis，由您决定改不改。",
            f"the status in findings/{stem}.yaml was written before, and the text is another now: look at status and status_basis.",
        )
    for stem in gone:
        say(
            language,
            f"findings/{stem}.yaml 里的问题，新的文字里没有：核对以后，由您决定删去还是保留。",
            f"the finding in findings/{stem}.yaml is not in the new text: look at it, and decide whether it goes or stays.",
        )
    _step("核对……", "proving …", language)
    problems = prove(files, slug, settings_of(options), folder if is_there else None)
    print()
    print_problems([p for p in problems if p.rule.level.value == "error"], language, content)
    if options.dry_run:
        say(language, "只是试看，没有写任何文件。", "Only a look; nothing was written.")
    else:
        write(files, folder)
        say(
            language,
            f"已写：{folder}（{len(files)} 个文件）",
            f"written: {folder} ({len(files)} files)",
        )
        say(
            language,
            "接着用 check 看还有哪些要核对、要填写。",
            "Next, see with “check” what is left to look at and to fill in.",
        )
    return (1 if gone or doubtful or has_errors(problems) else 0), draft


def _say_there(folder: str, language: str) -> int:
    say(
        language,
        f"\n已经有 {folder}，没有写。加上 --merge 会换上新的文字，保留状态、说明等您加的内容；先用 --dry-run 看有哪些不同。",
        f"\n{folder} is there already; nothing was written. --merge puts the new text in and keeps statuses, "
        "explanations and all that you added; see with --dry-run what differs.",
        error=True,
    )
    return 2


def _review(draft: Any, slug: str, options: argparse.Namespace, language: str) -> int:
    """Writes the tree beside the source into a page, and opens it where somebody can see it."""
    import webbrowser

    from site_src.commands.words import save
    from site_src.importers.report import ReviewPage
    from site_src.sheets import render_sheet

    page = ReviewPage.of(draft, options.file, language)
    text = render_sheet(settings_of(options).templates, "sheets/import.html", language, page)
    path = os.path.abspath(f"import-{slug}.html")
    if code := save(path, text, language):
        return code
    if sys.stdout.isatty():
        webbrowser.open(f"file://{path}")
    return 0


def _step(zh: str, en: str, language: str) -> None:
    """Tells somebody who waits at a terminal what is being done."""
    if sys.stderr.isatty():
        say(language, zh, en, error=True)
