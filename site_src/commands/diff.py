"""Tells what differs between two states of a site, word by word."""

import argparse
import os
import sys
from typing import Any

from site_src.commands.words import print_problems, save, say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code: 0 the same, 1 different, 2 not to be compared."""
    from site_src.problems import TemplateFault
    from site_src.sides import CannotRead, difference, read_side

    try:
        old, new = (read_side(folder) for folder in (options.old, options.new))
    except CannotRead as reason:
        zh, en = reason.args
        say(language, zh, en, error=True)
        return 2
    for side in (old, new):
        if side.problems:
            print_problems([*side.problems], language, side.folder)
            say(
                language,
                f"没有比较：请先改正 {side.folder} 的错误。",
                f"Not compared: correct the errors of {side.folder} first.",
                error=True,
            )
            return 2
    if old.kind != new.kind:
        say(
            language,
            "一边是内容，一边是生成的网站：只比较网站的数据里有的字段。",
            "One is content and one a built site: only those fields are compared that the site's data have.",
            error=True,
        )
    found = difference(old, new)
    try:
        text = _FORMS[options.format](found, options, language)
    except TemplateFault as fault:
        print_problems([fault.problem], language, "")
        return 2
    if not options.out:
        print(text)
    elif code := save(options.out, text, language):
        return code
    return 0 if found.is_same else 1


def _as_json(found: Any, options: argparse.Namespace, language: str) -> str:
    import msgspec

    whole = {"schema": "gongkai-diff/1", "same": found.is_same, **msgspec.to_builtins(found)}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode()


def _as_html(found: Any, options: argparse.Namespace, language: str) -> str:
    from types import SimpleNamespace

    from site_src.sheets import render_sheet

    page = SimpleNamespace(old=options.old, new=options.new, difference=found)
    templates = settings_of(options).templates
    return render_sheet(templates, "sheets/diff.html", language, page)


def _as_text(found: Any, options: argparse.Namespace, language: str) -> str:
    from site_src.sheets import sheet_words

    w = sheet_words(settings_of(options).templates, language)
    in_colour = not options.out and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    how = {
        "changed": ("改动", "changed"),
        "new": ("新增", "new"),
        "gone": ("去掉", "gone"),
    }
    which = 0 if language == "zh" else 1
    lines = []
    for item in found.items:
        lines.append(f"{how[item.how][which]} {_plain(item.name)}  {_plain(item.title)}")
        for change in item.changes:
            number = f" {change.number}" if change.number else ""
            field = _plain(getattr(w, f"field_{change.field}", change.field))
            lines.append(f"    {field}{number}{w.colon}{_marked(change.runs, in_colour)}")
    for page in found.pages:
        more = len(page.pages) - 1
        others = ("", "") if not more else (f" 等 {more + 1} 页", f" and {more} more pages")
        lines.append(f"{('网页', 'page')[which]} {_plain(page.pages[0])}{others[which]}")
        lines.append(f"    {_marked(page.runs, in_colour)}")
    word = ("文件", "file")[which]
    lines += [f"{word} {_plain(f.address)}: {how[f.how][which]}" for f in found.files]
    same = ("两边没有区别。", "No difference.")
    return "\n".join(lines) or same[which]


def _marked(runs: tuple[Any, ...], in_colour: bool) -> str:
    """Gone and new text between signs, in colour too on a terminal; what is long and the same is cut."""
    parts = []
    for index, run in enumerate(runs):
        text = _plain(run.text)
        if run.how == "same":
            start = text[:_AROUND] if index else ""
            end = text[-_AROUND:] if index < len(runs) - 1 else ""
            parts.append(text if len(text) <= 2 * _AROUND else f"{start}…{end}")
            continue
        opened, closed, colour = ("[-", "-]", 31) if run.how == "gone" else ("{+", "+}", 32)
        marked = f"{opened}{text}{closed}"
        parts.append(f"\033[{colour}m{marked}\033[0m" if in_colour else marked)
    return "".join(parts)


_AROUND = 20


def _plain(text: str) -> str:
    from site_src.problems import one_line

    return one_line(text.replace("\n", "⏎"), sys.maxsize)


_FORMS = {"text": _as_text, "html": _as_html, "json": _as_json}
