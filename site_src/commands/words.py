"""What the commands have in common: where things are, and how something is said to the user."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

DEFAULT_OUT = "_site"


def settings_of(options: argparse.Namespace, out: str = DEFAULT_OUT) -> Any:
    """The folders that the options name, as whole paths."""
    from site_src.state import Settings, own_templates

    out = os.path.abspath(out)
    return Settings(
        content=os.path.abspath(options.content),
        templates=os.path.abspath(options.templates) if options.templates else own_templates(),
        out=out,
        # On the file system of the output, wherever a link leads: files are moved from there to here.
        state=os.path.join(
            os.path.dirname(os.path.realpath(out)), ".gongkai", os.path.basename(out)
        ),
        owner=os.getpid(),
    )


def misplaced(settings: Any) -> tuple[str, str] | None:
    """Why the output cannot go where it should: it would mix with what it is made from."""
    out = os.path.join(os.path.realpath(settings.out), "")
    for folder in (settings.content, settings.templates):
        source = os.path.join(os.path.realpath(folder), "")
        if source.startswith(out) or out.startswith(source):
            return (
                f"输出文件夹不能与 {folder} 重叠：{settings.out}。请用 --out 指定别处。",
                f"the output folder must not overlap with {folder}: {settings.out}. Choose another with --out.",
            )
    return None


def is_elsewhere(problems: list[Any]) -> bool:
    """Whether the content folder that was named is none: wrong use, not wrong content."""
    return any(problem.rule.code in ("no-content", "notice-for-content") for problem in problems)


def say_gone(gone: tuple[str, ...], language: str) -> None:
    """Addresses that the last build had and this one has not."""
    for address in (a for a in gone if a.endswith(".html")):
        say(
            language,
            f"注意：{address} 不再出现。已公开的网址应长期有效。",
            f"note: {address} is gone. A published address should last.",
            error=True,
        )


def base(content: str) -> str:
    """What stands before the path of a file of the content."""
    return content.rstrip("/\\") + "/"


def print_problems(problems: list[Any], language: str, content: str) -> None:
    """Each problem with its place and remedy, to the error output."""
    if not problems:
        return
    from site_src.reports import as_short

    name = named(content)
    for problem in problems:
        print(as_short(problem, language, name), file=sys.stderr)


def named(content: str) -> Callable[[str], str]:
    """By which name the user knows a problem's file: from here if it lies below, else as a whole path."""
    here = os.getcwd() + os.sep

    def name(file: str) -> str:
        return (file if os.path.isabs(file) else base(content) + file).removeprefix(here)

    return name


def say(language: str, zh: str, en: str, error: bool = False) -> None:
    """Words to the user, in one of the two languages."""
    print(zh if language == "zh" else en, file=sys.stderr if error else sys.stdout)


def save(path: str, text: str, language: str) -> int:
    """Writes a text into a file of its own; gives an exit code if that fails, and 0 else."""
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text + "\n" if not text.endswith("\n") else text)
    except OSError as error:
        reason = error.strerror or str(error)
        say(language, f"写不了 {path}：{reason}", f"cannot write {path}: {reason}", error=True)
        return 2
    say(language, f"已写：{path}", f"written: {path}")
    return 0


def today(environment: dict[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH, else of this machine's clock."""
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (OverflowError, OSError) as error:
            raise ValueError(epoch) from error
    return date.fromtimestamp(time.time())
